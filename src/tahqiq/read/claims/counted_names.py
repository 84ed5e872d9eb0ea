"""Plurals that their names count: his sons Ahmad and Yasser, أولاده أحمد وسامر, الأطفال "محمد وشذى وجنى"."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import CountRange, Hedge

#: No more are named one after another without a family name.
_MOST = 12
_FEWEST = 2
_COMMAS = frozenset({",", "،"})
_COUNTED = frozenset({Category.CHILDREN, Category.WOMEN, Category.MEN, Category.PEOPLE})


def count_names(line: Line, groups: Sequence[Group]) -> None:
    """Counts the people of a plural by the given names right after it, one word each.

    Names with a family name or an age are told one by one (``names``), and not counted here.

    Args:
        line: the sentence.
        groups: its groups; those counted become figures.
    """
    for group in groups:
        if group.form is not Form.BARE or group.own is not None or group.category not in _COUNTED:
            continue
        if not (group.kin or group.category is Category.CHILDREN):
            continue
        number, end = _names(line, group.end)
        if number >= _FEWEST:
            group.form, group.end, group.noun = Form.FIGURE, end, True
            group.count, group.hedge = CountRange.exactly(number), Hedge.EXACT


def _names(line: Line, at: int) -> tuple[int, int]:
    """How many given names stand at a token, joined by commas and 'and', and the token after them."""
    number, end = 0, at
    while number < _MOST and _is_given(line, at, first=number == 0):
        number, end = number + 1, at + 1
        if end < line.sentence.last and line.tokens.words[end] in _COMMAS:
            at = end + 1
            at += int(_is_and(line, at))
        elif _is_and(line, end):
            at = end + 1
        elif not line.lexicon.grammar.capitals:
            at = end
        else:
            break
    alone = end >= line.sentence.last or not _goes_on(line, end)
    return (number, end) if alone else (0, end)


def _is_and(line: Line, at: int) -> bool:
    mark = line.marks[line.place(at)] if line.known(at) else None
    return mark is not None and mark.does is Does.AND and mark.end == at + 1


def _is_given(line: Line, at: int, *, first: bool) -> bool:
    """Whether a word may be a given name: with a capital, or one of those known with a glued 'and'."""
    if at >= line.sentence.last:
        return False
    grammar, word = line.lexicon.grammar, line.tokens.words[at]
    if grammar.capitals:
        return word.isalpha() and line.capital(at) and not line.known(at)
    joined = word.startswith(grammar.joining) and word[1:] in grammar.given
    return (word in grammar.given) if first else joined


def _goes_on(line: Line, at: int) -> bool:
    """Whether a family name or an age follows, so that each is told by name."""
    if line.lexicon.grammar.capitals:
        named = line.tokens.words[at].isalpha() and line.capital(at)
        return (named and not line.known(at)) or line.tokens.words[at] in {"(", "-"}
    return line.tokens.words[at].isalpha() and not line.known(at)
