"""Groups of which harm is told become proposals: each with its quote, its scope and what it belongs to."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from tahqiq.language.tokens import Tokens
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line
from tahqiq.read.claims.proposal import Proposal
from tahqiq.vocab.claims import Category, Effect, Scope
from tahqiq.vocab.counts import CountRange

#: How many words may stand between a group and the word of harm that is quoted with it.
_QUOTED = 3
#: How far before a figure a word such as 'earlier' makes it an earlier one.
_EARLIER = 12


def proposals_of(tokens: Tokens, found: Sequence[tuple[Line, Group]]) -> list[Proposal]:
    """The proposals of the groups of a text, the same harm to as many of a kind once.

    Args:
        tokens: of the text.
        found: the groups that are claims, each with its sentence, in order.
    """
    made: list[Proposal] = []
    seen: dict[tuple[object, ...], int] = {}
    places: dict[int, int] = {}
    who: dict[Effect | None, Category] = {}
    largest = _largest(found)
    for line, group in found:
        key = _key(tokens, line, group)
        places[id(group)] = seen.setdefault(key, len(made))
        if seen[key] == len(made):
            whole = None if group.parent is None else places.get(id(group.parent))
            scope = _scope(line, group, largest)
            if scope is Scope.SUPERSEDED and group.category is None:
                group.category = who.get(group.effect)
            made.append(_proposal(tokens, line, group, scope, whole))
        if group.category is not None and group.form is Form.FIGURE and not group.part:
            who[group.effect] = group.category
    return _replacing(made)


def _key(tokens: Tokens, line: Line, group: Group) -> tuple[object, ...]:
    """What makes two groups one claim: effect, category and number; single people are told by their words."""
    low, high = group.count.min, group.count.max
    number: object = (low, high) if low != high and None not in {low, high} else high if low is None else low
    key = (group.effect, group.category or Category.PEOPLE, number, group.negated)
    if group.form not in {Form.ONE, Form.NAMED} and not (group.noun and number == 1):
        return key
    place = line.sentence.first if group.kin else 0
    return (*key, place, *tokens.words[group.first : group.end + 1])


def _proposal(tokens: Tokens, line: Line, group: Group, scope: Scope, whole: int | None) -> Proposal:
    start, end = _quoted(tokens, line, group)
    return Proposal(
        text=tokens.text,
        quote=tokens.text[start:end],
        start=start,
        end=end,
        effect=group.effect or Effect.NOT_STATED,
        category=group.category or Category.PEOPLE,
        subcategory=group.finer,
        count=CountRange.exactly(0) if group.negated else group.count,
        hedge=group.hedge,
        negated=group.negated,
        scope=scope,
        within=whole,
        confidence=confidence(group.rule),
        rule=f"{line.sentence.language}:{group.rule}",
    )


def _quoted(tokens: Tokens, line: Line, group: Group) -> tuple[int, int]:
    """The words to quote: the group, and the word of harm where it is near."""
    start, end, mark = group.start, group.end, group.harm
    if mark is not None and line.sentence.first <= mark.first < line.sentence.last:
        if mark.end <= group.first and line.bare(mark.end, group.first) <= _QUOTED:
            start = min(start, tokens.inside(mark.first, mark.entry.letters))
        elif mark.first >= group.end and line.bare(group.end, mark.first) <= _QUOTED:
            end = mark.end
    return start, tokens.ends[end - 1]


def _largest(found: Sequence[tuple[Line, Group]]) -> dict[Effect | None, int]:
    """The largest lower bound told of each harm."""
    largest: dict[Effect | None, int] = {}
    for _, group in found:
        if group.count.min is not None and not group.cumulative:
            largest[group.effect] = max(largest.get(group.effect, 0), group.count.min)
    return largest


def _scope(line: Line, group: Group, largest: dict[Effect | None, int]) -> Scope:
    """Whether a figure is of one event, of several over a time, or one that the text replaces."""
    if group.superseded or _earlier(line, group, largest):
        return Scope.SUPERSEDED
    over = group.cumulative or Does.PERIOD in line.present
    return Scope.CUMULATIVE if over else Scope.EVENT


def _earlier(line: Line, group: Group, largest: dict[Effect | None, int]) -> bool:
    """Whether the source had told a figure before, and tells a larger one in the same text."""
    if Does.EARLIER not in line.present or group.form is not Form.FIGURE or group.part:
        return False
    if group.count.min is None or group.count.min >= largest.get(group.effect, 0):
        return False
    before = line.marks[: line.place(group.first)]
    return any(mark.does is Does.EARLIER and group.first - mark.end <= _EARLIER for mark in before)


def _replacing(made: list[Proposal]) -> list[Proposal]:
    """The proposals, the figure that replaces an earlier one pointing to it."""
    for number, each in enumerate(made):
        if each.scope is not Scope.SUPERSEDED:
            continue
        later = next((at for at, other in enumerate(made) if _replaces(other, each)), None)
        if later is not None:
            made[later] = replace(made[later], supersedes=number)
    return made


def _replaces(other: Proposal, each: Proposal) -> bool:
    alike = other.effect is each.effect and other.category in {each.category, Category.PEOPLE}
    free = other.scope is not Scope.SUPERSEDED and other.within is None and other.supersedes is None
    larger = (other.count.min or 0) > (each.count.min or 0)
    return alike and free and larger and not other.negated


@cache
def _measured() -> dict[str, float]:
    """How often proposals of each rule were right on the project's own passages."""
    table = files("tahqiq.read.claims").joinpath("confidence.toml").read_text("utf-8")
    return {str(rule): float(share) for rule, share in tomllib.loads(table)["precision"].items()}


def confidence(rule: str) -> float:
    """How often proposals of a rule were right on the project's own passages; the least for an unknown one.

    >>> 0 < confidence("object") <= 1
    True
    """
    measured = _measured()
    return measured[rule] if rule in measured else min(measured.values())
