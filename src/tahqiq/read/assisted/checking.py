"""What a model proposed, checked against the text: a claim that fails is refused, with the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from tahqiq.language.dates import find_dates
from tahqiq.language.numbers import Kind, find_numbers
from tahqiq.language.tokens import cut
from tahqiq.read.assisted.prompt import denials
from tahqiq.read.claims.proposal import Proposal
from tahqiq.vocab.claims import Category, Effect, Scope, Speaker, Stance
from tahqiq.vocab.counts import WORDS_ONLY, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan

#: Claims of one answer, and characters of one field, that are looked at.
MOST_CLAIMS, LONGEST_FIELD = 200, 2_000
#: Every field that a claim may have; anything else (such as 'accepted') refuses it.
FIELDS = frozenset(
    {
        "effect", "category", "min", "max", "hedge", "negated", "stance", "scope", "attributed_to", "blamed",
        "weapon", "place", "from_date", "to_date", "quote",
    }
)  # fmt: skip
_WORDED = ("attributed_to", "blamed", "weapon", "place")
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(?P<inside>.*?)\n?```\s*", re.DOTALL)
_W = TypeVar("_W", bound=StrEnum)


class Unsound(ValueError):
    """Why a proposed claim is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proposal that stood every check; a person has yet to decide about it.

    Attributes:
        proposal: with its quote in the text; its confidence is 0, for nobody has measured the model.
        model: the model asked. ``prompt``: the version of what it was told.
    """

    proposal: Proposal
    model: str
    prompt: str

    def row(self, number: int) -> dict[str, object]:
        """The line of ``claims.jsonl``: as any proposal's, with model and prompt."""
        return {**self.proposal.row(number), "model": self.model, "prompt": self.prompt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A claim that the model proposed and that failed a check: the beginning of it, and why."""

    told: str
    why: str


def claims_in(answer: str) -> list[Any]:
    """The claims that an answer lists.

    Raises:
        Unsound: it is no JSON object with a list of claims, or lists too many.

    >>> claims_in('{"claims": []}')
    []
    """
    fenced = _FENCE.fullmatch(answer)
    try:
        told = json.loads(fenced["inside"] if fenced else answer)
    except (ValueError, RecursionError):
        raise Unsound("the answer is no JSON") from None
    claims = told.get("claims") if isinstance(told, dict) else None
    if not isinstance(claims, list):
        raise Unsound("the answer lists no claims")
    if len(claims) > MOST_CLAIMS:
        raise Unsound(f"the answer lists more than {MOST_CLAIMS} claims")
    return claims


def checked(
    claims: list[Any],
    text: str,
    span: tuple[int, int],
    *,
    model: str,
    prompt: str,
    doc_date: date | None = None,
) -> Iterator[Checked | Refused]:
    """Each claim as a proposal, or refused.

    Args:
        claims: as `claims_in` gives them.
        text: the whole text.
        span: where the passage stands in it that the model was given; quotes stand there.
        model, prompt: to be kept with each proposal.
        doc_date: when the text was written; resolves its dates.
    """
    met: set[tuple[object, ...]] = set()
    for told in claims:
        try:
            proposal = _proposal(told, text, span, f"assisted {prompt} {model}", doc_date)
            meaning = (proposal.start, proposal.effect, proposal.category, proposal.count, proposal.negated)
            if meaning in met:
                raise Unsound("it is proposed twice")
            met.add(meaning)
        except Unsound as error:
            yield Refused(told=json.dumps(told, ensure_ascii=False)[:200], why=str(error))
        else:
            yield Checked(proposal=proposal, model=model, prompt=prompt)


def _proposal(told: Any, text: str, span: tuple[int, int], rule: str, doc_date: date | None) -> Proposal:
    if not isinstance(told, dict):
        raise Unsound("it is no object")
    if unknown := sorted(set(map(str, told)) - FIELDS):
        raise Unsound(f"no such field: {', '.join(unknown)[:100]}")
    start, quote = _quoted(told, text, span)
    hedge, negated = _word(told, "hedge", Hedge, Hedge.EXACT), _negated(told, quote)
    worded = {name: _in_text(told, name, text[slice(*span)]) for name in _WORDED}
    speaker = worded["attributed_to"]
    return Proposal(
        text=text,
        quote=quote,
        start=start,
        end=start + len(quote),
        effect=_word(told, "effect", Effect),
        category=_word(told, "category", Category),
        count=_count(told, quote, hedge, negated=negated),
        hedge=hedge,
        negated=negated,
        stance=_word(told, "stance", Stance, Stance.ASSERTS),
        scope=_word(told, "scope", Scope, Scope.EVENT),
        chain=(Speaker(name=speaker),) if speaker else (),
        span=_span(told, text[slice(*span)], doc_date),
        confidence=0.0,
        rule=rule,
        attributed_to=speaker,
        blamed=worded["blamed"],
        weapon=worded["weapon"],
        place=worded["place"],
    )


def _quoted(told: dict[str, Any], text: str, span: tuple[int, int]) -> tuple[int, str]:
    """Where the quote stands in the passage, verbatim, and the quote."""
    quote = _string(told, "quote")
    at = text.find(quote, *span) if quote.strip() else -1
    if at < 0:
        raise Unsound("the quote does not stand in the text")
    return at, quote


def _string(told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    value = "" if value is None else value
    if not isinstance(value, str) or len(value) > LONGEST_FIELD:
        raise Unsound(f"{name} is no short text")
    return value


def _word(told: dict[str, Any], name: str, kind: type[_W], default: _W | None = None) -> _W:
    """A word of our vocabulary."""
    value = _string(told, name)
    if not value and default is not None:
        return default
    try:
        return kind(value)
    except ValueError:
        raise Unsound(f"{name} is no word of ours: {value[:40]!r}") from None


def _in_text(told: dict[str, Any], name: str, passage: str) -> str:
    """Words that must be copied from the passage."""
    value = _string(told, name).strip()
    if value and value not in passage:
        raise Unsound(f"{name} does not stand in the text: {value[:40]!r}")
    return value


def _negated(told: dict[str, Any], quote: str) -> bool:
    value = told.get("negated", False)
    if not isinstance(value, bool):
        raise Unsound("negated is neither true nor false")
    if value and denials().isdisjoint(cut(quote).words):
        raise Unsound("nothing in the quote denies harm")
    return value


def _bound(told: dict[str, Any], name: str) -> int | None:
    value = told.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
        raise Unsound(f"{name} is no count")
    return value


def _count(told: dict[str, Any], quote: str, hedge: Hedge, *, negated: bool) -> CountRange:
    """The bounds, each of which must be a figure of the quote."""
    low, high = _bound(told, "min"), _bound(told, "max")
    if negated:
        if (low, high) != (0, 0):
            raise Unsound("harm is denied, yet the figure is not 0")
        return CountRange.exactly(0)
    counted = [each for each in find_numbers(quote, singulars=True) if each.kind is Kind.COUNT]
    figures = {bound for each in counted for bound in (each.count.min, each.count.max) if bound is not None}
    if missing := {low, high} - {None} - figures:
        raise Unsound(f"the figure {missing.pop()} does not stand in the quote")
    if low is None and high is None and hedge not in WORDS_ONLY:
        raise Unsound("no figure, and no hedge that has none")
    try:
        return CountRange(low, high)
    except ValueError as error:
        raise Unsound(str(error)) from None


def _span(told: dict[str, Any], passage: str, doc_date: date | None) -> DateSpan:
    """The days, which must be days that the passage names."""
    first, last = _string(told, "from_date"), _string(told, "to_date")
    if not first and not last:
        return DateSpan()
    try:
        span = DateSpan.parse(first or last, last or first)
    except ValueError as error:
        raise Unsound(str(error)) from None
    named = [each.span for each in find_dates(passage, reference=doc_date) if each.span is not None]
    starts, ends = {each.start for each in named}, {each.end for each in named}
    if span.start not in starts or span.end not in ends:
        raise Unsound("the text does not name these days")
    return span
