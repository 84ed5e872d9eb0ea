"""A transcript cut at lines, passages and times: nothing is lost, and each piece knows when it is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.casebook.models import Passage
from tahqiq.desk.transcript_layout import stretches

WORDS = "[00:05] we were nine\n[01:10] then it fell\nnobody came"


def passage(said: str, **values: object) -> Passage:
    start = WORDS.index(said)
    return Passage(start=start, end=start + len(said), **values)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_the_pieces_are_the_whole(words: str, spans: list[tuple[int, int]]) -> None:
    marked = [Passage(start=min(span), end=max(span)) for span in spans]
    found = stretches(words, marked)
    assert "".join(each.words for each in found) == words
    assert [each.start for each in found] == sorted({each.start for each in found})


def test_each_piece_is_said_after_the_last_time_before_it() -> None:
    assert [each.at for each in stretches(WORDS, [])] == [5000, 70_000, 70_000]


def test_a_passage_is_marked_with_its_own_time_and_how_the_person_knows() -> None:
    found = stretches(WORDS, [passage("it fell", from_ms=71_000, to_ms=72_000, knowledge="saw")])
    (marked,) = (each for each in found if each.marked)
    assert (marked.words, marked.at, marked.knowledge) == ("it fell", 71_000, "saw")
