"""A transcript cut at lines, passages and times, so that a player can follow it and keys go through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tahqiq.casebook.models import Passage
from tahqiq.casebook.timecodes import marks


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a transcript.

    Attributes:
        start: its first code point in the text.
        at: when it is said, in milliseconds, where a passage or a time before it tells; else None.
        knowledge: of the passages it is part of, the first that says how the person knows; '' none.
    """

    start: int
    words: str
    at: int | None
    marked: bool
    knowledge: str


def stretches(words: str, passages: Sequence[Passage]) -> list[Stretch]:
    r"""The pieces of a transcript, in their order.

    >>> [(each.start, each.words, each.at) for each in stretches("[00:05] one\n[01:00] two", [])]
    [(0, '[00:05] one\n', 5000), (12, '[01:00] two', 60000)]
    """
    told = {at: time for at, time, _ in marks(words)}
    bounds = {at for each in passages for at in (each.start, each.end) if at <= len(words)}
    lines = {at + 1 for at, sign in enumerate(words) if sign == "\n"}
    cuts = sorted({0, len(words), *told, *bounds, *lines})
    found, now = [], None
    for start, end in pairwise(cuts):
        now = told.get(start, now)
        over = [each for each in passages if each.start <= start and end <= each.end]
        timed = next((each.from_ms for each in over if each.from_ms is not None), None)
        knowledge = next((each.knowledge for each in over if each.knowledge), "")
        at = timed if timed is not None and start in {each.start for each in over} else now
        found.append(Stretch(start, words[start:end], at, bool(over), knowledge))
    return found
