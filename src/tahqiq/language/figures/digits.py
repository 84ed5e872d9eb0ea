"""Numbers in digits of any script, with the scale in words after them: 1,600 ١٬٦٠٠ 1.6 million 5 آلاف."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec.structs import replace

from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.figure import Figure, whole
from tahqiq.language.figures.lexicon import Lexicon, Role
from tahqiq.language.tokens import Tokens

#: Digits of one number: grouped in threes by one sign, with a decimal part or without.
_GROUPED = re.compile(
    r"\d{1,3}([,٬،\u00a0\u202f\u2009])\d{3}(?:\1\d{3})*(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
)

#: Zeros after an ordinary space can only be thousands: 10 000.
_SPACED = re.compile(r"[1-9]\d{0,2}(?: 000){1,4}(?![ ,.٬٫]?\d)")


_DECIMALS = re.compile(r"[.٫](\d+)(?!\d|[.٫]\d)")


_COMMA_DECIMALS = re.compile(r",(\d{1,2})(?![\d,])")


#: Signs that may stand between the digits of one number.
_WITHIN_DIGITS = frozenset(",٬،.٫\u00a0\u202f\u2009")


_NOT_DIGITS = re.compile(r"[^0-9]")


_SCALES = frozenset({Role.SCALE, Role.COUNTED_SCALE, Role.NOUN_SCALE})


#: Longer digits are no number but a name; only so many are read.
MOST_DIGITS = 15


def numeral(tokens: Tokens, at: int, words: Lexicon) -> Figure:
    """The number written in digits from a token on, with the scale in words that follows it.

    Groups of three are divided by one and the same sign: a comma of either script (1,600 ١٬٦٠٠), a
    no-break or thin space; by full stops only where there are two (1.234.567), as one is a decimal
    point; by an ordinary space only before 000. A comma is a decimal point only before a scale or a
    percent sign (1,5 million).

    >>> from tahqiq.language.figures.lexicon import lexicon
    >>> from tahqiq.language.tokens import cut
    >>> numeral(cut("١٬٦٠٠ مدني"), 0, lexicon(("ar",))).value
    Fraction(1600, 1)
    >>> numeral(cut("1.6 million"), 0, lexicon(("en",))).value
    Fraction(1600000, 1)
    >>> numeral(cut("10 000 people"), 0, lexicon(("en",))).value
    Fraction(10000, 1)
    """
    start, end, digits = tokens.starts[at], tokens.ends[at], tokens.words[at]
    spaced = _SPACED.match(tokens.folded, start)
    if spaced is not None:
        value = Fraction(int(spaced[0].replace(" ", "")[:MOST_DIGITS]))
        return _scaled(tokens, Figure(value, at, tokens.at(spaced.end()), start, digits=spaced[0]), words)
    if tokens.text[end : end + 1] not in _WITHIN_DIGITS or end == len(tokens.text):
        plain = Figure(whole(int(digits[:MOST_DIGITS])), at, at + 1, start, digits=digits)
        return _scaled(tokens, plain, words)
    grouped = _GROUPED.match(tokens.text, start)
    end = end if grouped is None else grouped.end()
    value = Fraction(int(_NOT_DIGITS.sub("", tokens.folded[start:end])[:MOST_DIGITS]))
    decimals = _decimals(tokens, end, words)
    if decimals is not None:
        digits, end = decimals
        value += Fraction(int(digits[:MOST_DIGITS]), 10 ** len(digits[:MOST_DIGITS]))
    figure = Figure(value, at, tokens.at(end), start, digits=tokens.folded[start:end])
    return _scaled(tokens, figure, words)


def _decimals(tokens: Tokens, end: int, words: Lexicon) -> tuple[str, int] | None:
    """The digits after a decimal sign, folded, and where they end."""
    found = _DECIMALS.match(tokens.text, end)
    if found is None:
        found = _COMMA_DECIMALS.match(tokens.text, end)
        if found is None:
            return None
        following = tokens.word(tokens.at(found.end()))
        scale = words.words.get(following)
        if following != "%" and (scale is None or scale.role is not Role.SCALE):
            return None
    return tokens.folded[found.start(1) : found.end(1)], found.end()


def _scaled(tokens: Tokens, figure: Figure, words: Lexicon) -> Figure:
    """A figure in digits with the scale after it, and what is joined to that (5 آلاف و200)."""
    at = figure.end
    following = tokens.words[at]
    if following in words.glued_scales and tokens.glued(at):
        glued = words.glued_scales[following]
        return replace(figure, value=figure.value * glued, end=at + 1, scale=glued)
    word = words.words.get(following)
    if word is None or word.letters or not tokens.near(at) or tokens.glued(at):
        return figure
    if word.role not in _SCALES:
        return figure
    scaled = replace(
        figure, value=figure.value * word.value, end=at + 1, language=word.language, scale=word.value
    )
    return _with_rest(tokens, scaled, words) if words.grammars[word.language].digits_join else scaled


def _with_rest(tokens: Tokens, figure: Figure, words: Lexicon) -> Figure:
    """A figure in thousands with the hundreds joined to it, in digits or in words."""
    at = figure.end
    if tokens.word(at) in words.joiners and tokens.word(at + 1).isdecimal():
        rest: Figure | None = numeral(tokens, at + 1, words)
    else:
        following = words.words.get(tokens.word(at))
        rest = compose(tokens, at, words) if following is not None and following.joined else None
    if rest is None or not 0 < rest.value < figure.scale or not tokens.near(at):
        return figure
    return replace(figure, value=figure.value + rest.value, end=rest.end)
