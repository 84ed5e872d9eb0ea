"""How sure a speaker is of a figure: *at least*, *more than*, نحو, على الأقل after the figure."""

from __future__ import annotations

from tahqiq.language.figures.lexicon import Lexicon
from tahqiq.language.tokens import Tokens
from tahqiq.vocab.counts import Hedge

#: Hedges that only soften; a bound said beside them is what remains.
_SOFT = (Hedge.ABOUT, Hedge.PROBABLY)
#: How many words may stand between a figure and a hedge after it (264 children at least).
_REACH = 3


def hedges_before(tokens: Tokens, at: int, words: Lexicon, floor: int) -> tuple[int, int | None, list[Hedge]]:
    """The hedges that end before a token: the first token of them, its place in the text, all of them.

    The place is None where there is no hedge.
    """
    hedges: list[Hedge] = []
    start = None
    while (found := words.before.before(tokens, at, floor)) is not None:
        first, letters, hedge = found
        if hedge is None:
            break
        at = first
        start = tokens.inside(at, letters)
        hedges.append(hedge)
    return at, start, hedges


def hedge_after(tokens: Tokens, at: int, words: Lexicon) -> tuple[int, Hedge] | None:
    """The hedge after a figure, the noun between them allowed: the token after it, and the hedge."""
    known = words.after.from_first
    for where in range(at, at + _REACH + 1):
        word = tokens.words[where]
        if word in known:  # most figures have none after them: only now is it worth looking closer
            found = words.after.after(tokens, where)
            if not all(tokens.near(each) for each in range(at, where + 1)):
                return None
            if (
                found is not None
                and found[1] is not None
                and _belongs(tokens, where, found, words, where - at)
            ):
                return found[0], found[1]
        if not word.isalpha() or word in words.begins_other or (where > at and word in words.stops):
            return None
    return None


def _belongs(tokens: Tokens, at: int, found: tuple[int, Hedge | None], words: Lexicon, reach: int) -> bool:
    """Whether a hedge after a figure is of this figure and not of the next."""
    end, hedge = found
    if any(_hedges_next(tokens, where, words) for where in range(at, end)):
        return False
    if _figure(tokens, end + (tokens.word(end) in words.articles), words):
        return False
    if tokens.word(at) == "+":
        return tokens.glued(at)
    single = end == at + 1
    return (
        not reach
        or not (single or hedge in {Hedge.PROBABLY, Hedge.MORE_THAN})
        or (reach == 1 and hedge is Hedge.ABOUT)
    )


def _hedges_next(tokens: Tokens, at: int, words: Lexicon) -> bool:
    """Whether a hedge that begins with a token is of the figure after it (and *more than* 100)."""
    before = words.before.at(tokens, at)
    return before is not None and _figure(tokens, before[0], words)


def _figure(tokens: Tokens, at: int, words: Lexicon) -> bool:
    """Whether a number begins with a token."""
    word = tokens.word(at)
    return word.isdecimal() or word in words.words or word in words.vague.entries


def strongest(hedges: list[Hedge]) -> Hedge:
    """What remains of several hedges of one figure: a bound before a softening, the nearest first.

    >>> strongest([Hedge.ABOUT, Hedge.AT_LEAST]), strongest([])
    (<Hedge.AT_LEAST: 'at_least'>, <Hedge.EXACT: 'exact'>)
    """
    if not hedges:
        return Hedge.EXACT
    return next((each for each in hedges if each not in _SOFT), hedges[0])
