"""Two figures that are one answer: *10–20*, *between 10 and 20*, *two or three*, بين 10 و20."""

from __future__ import annotations

from msgspec.structs import replace

from tahqiq.language.figures.figure import Figure
from tahqiq.language.figures.lexicon import Lexicon
from tahqiq.language.numbers.found import Span, figure_at, lone, with_article
from tahqiq.language.tokens import Tokens

#: How far before 'from' a verb of change may stand (rose sharply from 5 to 7).
_REACH = 5


def ranged(tokens: Tokens, figure: Figure, words: Lexicon, floor: int, limit: int) -> Span:
    """A figure, or the range that it begins.

    'Rose from 5 to 7' is two figures, and so is a second one that is not larger, or that belongs to
    what begins at token ``limit``.
    """
    span = _ranged(tokens, figure, words, floor)
    return span if span.end <= limit else lone(figure)


def _ranged(tokens: Tokens, figure: Figure, words: Lexicon, floor: int) -> Span:
    """A figure, or the range that it begins, wherever that ends."""
    between = words.links["between"].before(tokens, figure.first, floor)
    if between is not None:
        first, letters, _ = between
        pair = _between(tokens, figure, words)
        if pair is not None:
            return Span(*pair, first, tokens.inside(first, letters), pair[1].end)
    source = words.links["from"].before(tokens, figure.first, floor)
    changed = source is not None and _changes(tokens, source[0], words, floor)
    pair = None if changed else _to(tokens, figure, words)
    if pair is None:
        return lone(figure)
    if source is not None:
        return Span(*pair, source[0], tokens.inside(source[0], source[1]), pair[1].end)
    return Span(*pair, figure.first, figure.start, pair[1].end)


def _changes(tokens: Tokens, at: int, words: Lexicon, floor: int) -> bool:
    """Whether a verb of change stands shortly before 'from'."""
    return any(word in words.changes for word in tokens.words[max(floor, at - _REACH) : at])


def _between(tokens: Tokens, figure: Figure, words: Lexicon) -> tuple[Figure, Figure] | None:
    """The two figures after 'between': as many joined parts to the first as leave one for the second."""
    for joins in (99, 3, 2, 1, 0):
        low = figure_at(tokens, figure.first, words, joins=joins) if joins < 99 else figure
        if low is None:
            return None
        low = replace(low, first=figure.first, start=figure.start)
        pair = _linked(tokens, low, words, ("and", "to", "or"), joined=True)
        if pair is not None:
            return pair
    return None


def _to(tokens: Tokens, figure: Figure, words: Lexicon) -> tuple[Figure, Figure] | None:
    """A figure and a higher one after 'to', 'or' or a dash."""
    return _linked(tokens, figure, words, ("to", "or"), joined=False)


def _linked(
    tokens: Tokens, low: Figure, words: Lexicon, links: tuple[str, ...], *, joined: bool
) -> tuple[Figure, Figure] | None:
    """A figure and the higher one that follows after one of the links, or joined to it by a particle."""
    at = low.end
    for link in links if tokens.words[at] in words.link_starts else ():
        found = words.links[link].after(tokens, at)
        if found is None or not tokens.near(found[0]):
            continue
        second = _second(tokens, found[0], words)
        if second is not None:
            return _ordered(low, second)
    if joined and at < len(tokens):
        glued = words.words.get(tokens.words[at])
        if glued is not None and glued.joined:
            second = figure_at(tokens, at, words)
            return None if second is None else _ordered(low, second)
    return None


def _second(tokens: Tokens, at: int, words: Lexicon) -> Figure | None:
    """The second figure of a range; an article may stand before it (بين الـ10 والـ20, fifty to a hundred)."""
    if at >= len(tokens):
        return None
    if tokens.words[at] in words.articles | words.particles and tokens.near(at + 1):
        figure = figure_at(tokens, at + 1, words)
        return None if figure is None else with_article(tokens, figure, words, at)
    return figure_at(tokens, at, words)


def _ordered(low: Figure, high: Figure) -> tuple[Figure, Figure] | None:
    """The two where the second is larger; a scale said once is meant of both (10 to 20 thousand)."""
    if high.scale > 1 and low.scale == 1 and low.value * high.scale < high.value:
        low = replace(low, value=low.value * high.scale, scale=high.scale)
    return (low, high) if low.value < high.value else None
