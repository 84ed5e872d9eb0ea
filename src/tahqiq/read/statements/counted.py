"""The people that figures of a sentence count: civilians, fighters, and which figures are parts of others."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from tahqiq.language.numbers import Kind, Quantity
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.words import Harm
from tahqiq.vocab.counts import CountRange

_ONE = CountRange.exactly(1)
_PAUSE = re.compile(r"\s*[.,;،؛)]")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What stands between a figure and the apposition that tells who they were, and what closes that.
_NOUN_AND_COMMA = re.compile(r"(?:\s+[\w-]+){1,3}[,،]\s+")
_CLOSING = re.compile(r"[^,،.;]{0,80}[,،]\s+")
#: How far after a figure it may be said that it counts fighters too.
_MIXED = 120
#: How many words after a figure may name who is counted.
_NOUN_WORDS = 5
#: No sentence is longer to whoever looks about in it, so that time stays linear.
_SENTENCE = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of people in a sentence, and what is known of it so far."""

    start: int
    end: int
    count: CountRange
    who: str
    effect: str = ""
    total: bool = False
    added: bool = False
    found: bool = False
    sentence: int = 0


def counted(passage: Passage, start: int, end: int) -> list[Figure]:
    """Figures of people in a sentence, fighters among them; parts of another figure are left out."""
    harm, text = passage.words.harm, passage.text
    made = [
        Figure(each.start, each.end, each.count, who)
        for each in passage.figures(start, end)
        if each.kind is Kind.COUNT and (who := _who(passage, start, end, each))
    ]
    taken = [each.start for each in made]
    for other in harm.another.finditer(text, start, end):
        before = bisect_right(taken, other.start()) - 1
        if before < 0 or made[before].end <= other.start():
            made.append(Figure(other.start(), other.end(), _ONE, "civilians", added=True))
    made.sort(key=lambda each: each.start)
    kept: list[Figure] = []
    closed = start
    for each in made:
        closed = _apposed(text, end, each, kept, harm) or closed
        if (
            each.start < closed
            or _part(text, start, end, each, kept, harm)
            or (kept and _repeated(text, kept[-1], each))
        ):
            continue
        around = text[max(start, each.start - 24) : min(end, each.end + 24)]
        total = harm.total.search(around) is not None
        added = each.added or harm.adding.search(text, max(start, each.start - 60), min(end, each.end + 30))
        mixed = harm.mixed.search(text, each.end, min(end, each.end + _MIXED)) is not None
        count = CountRange(None, each.count.max) if mixed and each.count.max else each.count
        kept.append(replace(each, count=count, total=total, added=bool(added)))
    return kept


def _who(passage: Passage, start: int, end: int, quantity: Quantity) -> str:
    """Who a figure counts: civilians, fighters, or '' for what is no people."""
    harm, text = passage.words.harm, passage.text
    at, stop = quantity.start, quantity.end
    if quantity.noun_start is not None and harm.not_people.match(text, quantity.noun_start):
        return ""
    if harm.people.search(text, at, stop):
        after = ""
    else:
        words = [each[0] for each in _LETTERS.finditer(text, stop, min(end, stop + 70))]
        after = " ".join(words[:_NOUN_WORDS])
    first = harm.people.search(after)
    enemy = harm.fighters.search(text, at, min(end, stop + 40))
    if enemy is not None and (
        (first is None and after)
        or (first and enemy.start() - at < 30 and harm.people.search(text, at, enemy.start()) is None)
    ):
        return "fighters"
    own = first is not None and _before_verbs(after[: first.start()], harm)
    elliptic = not after or _PAUSE.match(text, stop) or harm.elliptic.match(after)
    if own or not elliptic:
        return "civilians" if own else ""
    return "fighters" if _of_fighters(passage, start, end, at) else "civilians"


def _of_fighters(passage: Passage, start: int, end: int, at: int) -> bool:
    """Whether a figure without a noun counts the fighters told of before it ('extremists, killing five').

    Not where the sentence speaks of other people before it, or says how the harm came to be known.
    """
    harm, text = passage.words.harm, passage.text
    start, end = max(start, at - _SENTENCE), min(end, at + _SENTENCE)
    return (
        harm.fighters.search(text, start, at) is not None
        and harm.people.search(text, start, at) is None
        and harm.conceding.search(text, start, end) is None
    )


def _before_verbs(between: str, harm: Harm) -> bool:
    """Whether no effect stands between a figure and the people it might count."""
    return harm.any.search(between) is None and "strike" not in between


def _repeated(text: str, before: Figure, each: Figure) -> bool:
    """'Seven (7) civilians': the same figure in digits."""
    return text[before.end : each.start].strip() == "(" and before.count == each.count


def _apposed(text: str, end: int, each: Figure, kept: list[Figure], harm: Harm) -> int:
    """Where an apposition ends that begins with a figure ('two people, a woman and a child, were'), or 0."""
    if (
        not kept
        or kept[-1].count.max == 1
        or _NOUN_AND_COMMA.fullmatch(text, kept[-1].end, each.start) is None
    ):
        return 0
    closing = _CLOSING.match(text, each.end, end)
    return closing.end() if closing and harm.passive.match(text, closing.end()) else 0


def _part(text: str, start: int, end: int, each: Figure, kept: list[Figure], harm: Harm) -> bool:
    """Whether a figure counts some of those counted before it."""
    before = text[max(start, each.start - 40) : each.start]
    opened = list(harm.subset.finditer(before))
    if opened and kept and harm.any.search(before, opened[-1].end()) is None:
        return True
    after = harm.subset_after.match(text, each.end + 1, end)
    if after is not None and kept:
        return True
    back = harm.again.search(text[max(start, each.start - 7) : each.start].rstrip() + " ")
    return bool(back and kept)
