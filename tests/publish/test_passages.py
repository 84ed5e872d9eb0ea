"""Quotes are marked where they stand, and nowhere else."""

from __future__ import annotations

from publish.releases import NOTE
from tahqiq.publish.passages import stretches
from tahqiq.publish.quotes import Quote


def _quote(words: str, start: int, anchor: str = "c-1") -> Quote:
    return Quote(anchor=anchor, href="", title="", words=words, start=start, end=start + len(words))


def test_the_pieces_are_the_text() -> None:
    pieces = stretches(NOTE, [_quote(NOTE[5:20], 5), _quote(NOTE[10:40], 10, "c-2")])
    assert "".join(piece.text for piece in pieces) == NOTE
    assert "".join(piece.text for piece in pieces if piece.quoted) == NOTE[5:40]
    assert [piece.begins for piece in pieces if piece.begins] == [("c-1",), ("c-2",)]


def test_two_claims_on_the_same_words_both_begin_there() -> None:
    pieces = stretches("abc", [_quote("b", 1), _quote("b", 1, "c-2")])
    assert [(piece.text, piece.begins) for piece in pieces] == [("a", ()), ("b", ("c-1", "c-2")), ("c", ())]


def test_a_quote_that_does_not_stand_where_it_says_marks_nothing() -> None:
    assert [piece.quoted for piece in stretches("abc", [_quote("x", 1)])] == [False]


def test_offsets_count_code_points_not_bytes() -> None:
    text = "في الرقة 𝟗 قتلى"
    pieces = stretches(text, [_quote("قتلى", text.index("قتلى"))])
    assert [piece.text for piece in pieces if piece.quoted] == ["قتلى"]
