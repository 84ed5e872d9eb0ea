"""A figure, or two of a range, on its way to becoming a quantity."""

from __future__ import annotations

from fractions import Fraction

import msgspec
from msgspec.structs import replace

from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.digits import numeral
from tahqiq.language.figures.figure import Figure
from tahqiq.language.figures.halves import part_of_scale, with_halves
from tahqiq.language.figures.lexicon import Lexicon, Role
from tahqiq.language.tokens import Tokens


class Span(msgspec.Struct, frozen=True, gc=False):
    """One figure or a range of two, as tokens.

    Attributes:
        low: the figure, or the lower of two.
        high: the higher of two; None for one.
        first: the first token, words such as 'between' included.
        start: where it begins in the text.
        end: the token after it.
    """

    low: Figure
    high: Figure | None
    first: int
    start: int
    end: int

    @property
    def last(self) -> Figure:
        """The figure nearest to what follows."""
        return self.low if self.high is None else self.high


def figure_at(tokens: Tokens, at: int, words: Lexicon, *, joins: int = 99) -> Figure | None:
    """The number that begins with a token, in digits or in words; None where there is none."""
    word = tokens.words[at]
    if word.isdecimal():
        return with_halves(tokens, numeral(tokens, at, words), words)
    if word in words.words:
        figure = compose(tokens, at, words, joins=joins)
        if figure is not None:
            return with_halves(tokens, figure, words)
    return part_of_scale(tokens, at, words)


def after_article(tokens: Tokens, at: int, words: Lexicon, floor: int) -> Figure | None:
    """The number that an article makes of the word after it: *a hundred*, *a dozen*, *a couple of*."""
    word = words.words.get(tokens.words[at])
    article = at - 1 >= floor and tokens.word(at - 1) in words.articles and tokens.near(at)
    if not article or word is None:
        return None
    if word.role is Role.PAIR:
        following = tokens.word(at + 1)
        if following != "of" and (not following.isalpha() or following in words.stops):
            return None
        end, value = at + 1, word.value
    elif word.role is Role.COUNTED_SCALE:
        end, value = at + 1, word.value
    else:
        return None
    return Figure(Fraction(value), at - 1, end, tokens.starts[at - 1], word.language, scale=word.value)


def with_article(tokens: Tokens, figure: Figure, words: Lexicon, floor: int) -> Figure:
    """A figure with the article before it: *a hundred and four*."""
    at = figure.first - 1
    word = words.words.get(tokens.words[figure.first])
    takes = (word is not None and word.role is Role.SCALE) or tokens.words[
        figure.first
    ] in words.halves.from_first
    if at < floor or not takes or tokens.words[at] not in words.articles or not tokens.near(figure.first):
        return figure
    return replace(figure, first=at, start=tokens.starts[at])


def lone(figure: Figure) -> Span:
    """One figure as a span."""
    return Span(figure, None, figure.first, figure.start, figure.end)
