"""Halves and quarters of a scale: half a million, two and a half million, مليون ونصف."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from tahqiq.language.figures.figure import Figure
from tahqiq.language.figures.lexicon import Lexicon, Role
from tahqiq.language.tokens import Tokens

_SCALES = frozenset({Role.SCALE, Role.COUNTED_SCALE})


def with_halves(tokens: Tokens, figure: Figure, words: Lexicon) -> Figure:
    """A figure with the half that is added to it: *two and a half million*, مليون ونصف.

    >>> from tahqiq.language.figures.composing import compose
    >>> from tahqiq.language.figures.lexicon import lexicon
    >>> from tahqiq.language.tokens import cut
    >>> tokens, words = cut("two and a half million"), lexicon(("en",))
    >>> with_halves(tokens, compose(tokens, 0, words), words).value
    Fraction(2500000, 1)
    """
    at = figure.end
    joiner = tokens.words[at]
    if joiner[:1] not in words.joiners and joiner not in words.joiners:
        return figure
    found = words.halves.after(tokens, at + (joiner in words.joiners))
    if found is None or not tokens.near(at):
        return figure
    end, part = found
    scale = words.words.get(tokens.word(end))
    if scale is None or scale.role is not Role.SCALE:
        return replace(figure, value=figure.value + part * figure.scale, end=end)
    if figure.scale == 1:
        return replace(figure, value=(figure.value + part) * scale.value, end=end + 1, scale=scale.value)
    return replace(figure, value=figure.value + part * scale.value, end=end + 1)


def part_of_scale(tokens: Tokens, at: int, words: Lexicon) -> Figure | None:
    """A part of a scale or of a dozen: *half a million*, ربع مليون; None where nothing is divided.

    >>> from tahqiq.language.figures.lexicon import lexicon
    >>> from tahqiq.language.tokens import cut
    >>> part_of_scale(cut("half a dozen"), 0, lexicon(("en",))).value
    Fraction(6, 1)
    """
    found = words.halves.after(tokens, at)
    if found is None:
        return None
    end, part = found
    scale = words.words.get(tokens.word(end))
    if scale is None or scale.role not in _SCALES:
        return None
    letters = len(tokens.words[at]) - min(len(word) for word in _bare(tokens.words[at], words))
    value = Fraction(part * scale.value)
    return Figure(value, at, end + 1, tokens.inside(at, letters), scale.language, scale=scale.value)


def _bare(word: str, words: Lexicon) -> list[str]:
    """A word of a fraction with and without the particle glued to it."""
    known = words.halves.from_first[word]
    return [word, *(word[letters:] for _, letters, _ in known)]
