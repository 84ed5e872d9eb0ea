"""A sealed text as a screen shows it: pages, paragraphs, and every claim marked where its words stand.

Claims overlap: 'seven, among them three children' is two of them. A paragraph is cut where any claim begins
or ends, and each stretch names all the claims that it belongs to, so that none is lost under another.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tahqiq.language.direction import Direction, direction_of
from tahqiq.publish.showing import showable

#: Code points of a page: where a paragraph may end it, and where it ends in any case.
PAGE, LONGEST_PAGE = 12_000, 16_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one claim: code points [start, end) of the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of words that belong to the same claims.

    Attributes:
        start: where it begins in the text.
        words: what a screen may show of it, code point for code point.
        keys: the claims it belongs to. ``begins``: those of them that begin here.
    """

    start: int
    words: str
    keys: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How many claims lie over these words, as far as a screen tells them apart."""
        return min(len(self.keys), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the text with its own direction."""

    start: int
    direction: Direction | None
    stretches: tuple[Stretch, ...]


def pages_of(text: str) -> list[tuple[int, int]]:
    r"""Where the pages of a text begin and end, each after a whole paragraph where one ends in time.

    >>> pages_of("one\ntwo"), pages_of("")
    ([(0, 7)], [(0, 0)])
    """
    bounds, start = [], 0
    while len(text) - start > LONGEST_PAGE:
        newline = text.find("\n", start + PAGE, start + LONGEST_PAGE)
        end = newline + 1 if newline >= 0 else start + LONGEST_PAGE
        bounds.append((start, end))
        start = end
    return [*bounds, (start, len(text))]


def page_at(bounds: Sequence[tuple[int, int]], place: int) -> int:
    """The number of the page that holds a place of the text."""
    return max(0, bisect_right([start for start, _ in bounds], place) - 1)


def laid_out(
    text: str, quoted: Sequence[Quoted], *, start: int = 0, end: int | None = None
) -> list[Paragraph]:
    """The paragraphs of a page, blank lines left out, with the claims marked.

    Args:
        text: the whole text, which the places of ``quoted`` are of.
        quoted: the claims; one that begins on an earlier page is marked as far as it reaches into this.
        start, end: the page.

    >>> page = laid_out("7 died, 3 of them children", [Quoted("a", 0, 26), Quoted("b", 8, 26)])
    >>> [(each.words, each.keys) for each in page[0].stretches]
    [('7 died, ', ('a',)), ('3 of them children', ('a', 'b'))]
    """
    end = len(text) if end is None else end
    shown = showable(text[start:end])
    here = sorted((each for each in quoted if each.start < end and each.end > start), key=_outer_first)
    return [
        Paragraph(
            start=first,
            direction=direction_of(text[first:last]),
            stretches=tuple(_stretches(shown, start, here, first, last)),
        )
        for first, last in _lines(text, start, end)
    ]


def _outer_first(each: Quoted) -> tuple[int, int, str]:
    return each.start, -each.end, each.key


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each line that is not blank begins and ends."""
    at = start
    while at < end:
        newline = text.find("\n", at, end)
        last = newline if newline >= 0 else end
        if text[at:last].strip():
            yield at, last
        at = last + 1


def _stretches(shown: str, offset: int, quoted: Sequence[Quoted], first: int, last: int) -> Iterator[Stretch]:
    """One line, cut where claims begin and end."""
    over = [each for each in quoted if each.start < last and each.end > first]
    cuts = sorted(
        {first, last, *(_within(at, first, last) for each in over for at in (each.start, each.end))}
    )
    for start, end in itertools.pairwise(cuts):
        covering = [each for each in over if each.start < end and each.end > start]
        yield Stretch(
            start=start,
            words=shown[start - offset : end - offset],
            keys=tuple(each.key for each in covering),
            begins=tuple(each.key for each in covering if max(each.start, first) == start),
        )


def _within(place: int, first: int, last: int) -> int:
    return min(max(place, first), last)
