"""A text cut where quotes begin and end, paragraph by paragraph, so that each keeps its own direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

#: Paragraphs without a quote that are still shown on either side of one that has some.
AROUND = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a text over which nothing changes.

    Attributes:
        text: the words.
        begins: numbers of the quotes that begin here.
        depth: how many quotes these words stand in.
    """

    text: str
    begins: tuple[int, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that follow one another, with quotes near or far from all of them.

    Attributes:
        paragraphs: each a tuple of stretches.
        aside: no quote is near: the page folds them away.
    """

    paragraphs: tuple[tuple[Stretch, ...], ...]
    aside: bool


def runs(text: str, quotes: Sequence[tuple[int, int]]) -> list[Run]:
    """The paragraphs of a text with its quotes marked, those far from any quote apart.

    Args:
        text: as it was read.
        quotes: where each begins and ends, in code points.

    >>> [run.aside for run in runs("a" + chr(10) * 9 + "b", [(0, 1)])]
    [False]
    >>> runs("27 dead", [(0, 2)])[0].paragraphs
    ((Stretch(text='27', begins=(0,), depth=1), Stretch(text=' dead', begins=(), depth=0)),)
    """
    paragraphs = [_stretches(text, quotes, start, end) for start, end in _paragraphs(text)]
    told = [at for at, each in enumerate(paragraphs) if any(one.depth for one in each)]
    near = {at + step for at in told for step in range(-AROUND, AROUND + 1)}
    numbered = groupby(enumerate(paragraphs), key=lambda pair: pair[0] not in near)
    return [Run(tuple(each for _, each in group), aside) for aside, group in numbered]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each line that says something begins and ends."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _stretches(text: str, quotes: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Stretch, ...]:
    inside = [(at, first, last) for at, (first, last) in enumerate(quotes) if first < end and last > start]
    cuts = {start, end, *(cut for _, *ends in inside for cut in ends if start < cut < end)}
    return tuple(
        Stretch(
            text[one:other],
            tuple(at for at, first, _ in inside if max(first, start) == one),
            sum(first <= one < last for _, first, last in inside),
        )
        for one, other in pairwise(sorted(cuts))
    )
