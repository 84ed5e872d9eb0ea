"""How far words stand apart in a sentence, and what its marks are."""

from __future__ import annotations

import pytest

from tahqiq.language.tokens import cut
from tahqiq.read.claims.lexicon import Does, lexicons
from tahqiq.read.claims.marks import Line, line_of, passed_by
from tahqiq.read.claims.sentences import sentences


def _line(text: str) -> Line:
    tokens = cut(text)
    (sentence,) = sentences(tokens)
    return line_of(tokens, sentence, lexicons()[sentence.language], (), passed=passed_by(tokens))


@pytest.mark.parametrize(
    ("text", "first", "end", "words"),
    [
        ("two unlucky old men", 1, 3, 2),
        ("two unlucky old men", 3, 1, 0),
        ("two 'unlucky' men", 1, 4, 1),
        ("two well-known men", 1, 4, 2),
        ("ثلاثة من أهل القرية", 1, 3, 2),
    ],
)
def test_the_words_between_two_places_are_counted(text: str, first: int, end: int, words: int) -> None:
    assert _line(text).bare(first, end) == words


@pytest.mark.parametrize("text", ["two - old men", "two, old men", "two (old men)", "two 7 men"])
def test_a_sign_or_figure_puts_words_far_apart(text: str) -> None:
    assert _line(text).bare(1, 3) > len(text)


def test_a_dash_parts_only_between_blanks() -> None:
    assert Does.CLAUSE in _line("two men - and a boy").present
    assert Does.CLAUSE not in _line("two-men").present


def test_of_two_phrases_that_begin_alike_the_longer_is_the_mark() -> None:
    line = _line("there were no reports of casualties")
    (mark,) = (each for each in line.marks if each.does is Does.SILENT)
    assert line.tokens.words[mark.first : mark.end] == ["no", "reports", "of"]
    assert line.known(mark.first)
    assert not line.known(mark.first + 1)
