"""How a text is laid out: nothing of it lost, every claim marked word for word, however they overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.desk.text_layout import LONGEST_PAGE, PAGE, Quoted, Stretch, laid_out, page_at, pages_of
from tahqiq.publish.showing import showable

TEXTS = st.text(alphabet="aب1 \n\u202e\u2068\U0001d11e.", max_size=120)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Quoted]]:
    """A text and claims of it, which overlap as they please."""
    text = draw(TEXTS.filter(bool))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    spans = draw(st.lists(places, max_size=6))
    ends = [(start, min(start + length, len(text))) for start, length in spans]
    return text, [Quoted(str(at), start, end) for at, (start, end) in enumerate(ends)]


def _places(stretch: Stretch) -> range:
    """Where the words of a stretch stand in the text."""
    return range(stretch.start, stretch.start + len(stretch.words))


@given(_marked())
def test_every_claim_is_marked_over_all_its_words(told: tuple[str, list[Quoted]]) -> None:
    text, quoted = told
    shown = showable(text)
    stretches = [each for paragraph in laid_out(text, quoted) for each in paragraph.stretches]
    for stretch in stretches:
        assert shown[stretch.start : stretch.start + len(stretch.words)] == stretch.words
        assert set(stretch.begins) <= set(stretch.keys)
    for claim in quoted:
        marked = {at for each in stretches if claim.key in each.keys for at in _places(each)}
        words = {at for at in range(claim.start, claim.end) if not text[at].isspace()}
        assert words <= marked <= set(range(claim.start, claim.end))


@given(_marked())
def test_no_word_of_the_text_is_lost(told: tuple[str, list[Quoted]]) -> None:
    text, quoted = told
    stretches = [each for paragraph in laid_out(text, quoted) for each in paragraph.stretches]
    places = [at for each in stretches for at in _places(each)]
    assert places == sorted(set(places))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= set(places)


@given(st.integers(0, 5), st.integers(0, 3 * LONGEST_PAGE))
def test_pages_follow_one_another_and_hold_all(seed: int, length: int) -> None:
    text = "".join("\n" if (at * 7 + seed) % 2_500 == 0 else "x" for at in range(length))
    bounds = pages_of(text)
    assert bounds[0][0] == 0 and bounds[-1][1] == length
    assert all(before[1] == after[0] for before, after in pairwise(bounds))
    assert all(end - start <= LONGEST_PAGE for start, end in bounds)
    for at in range(0, length, 5_000):
        start, end = bounds[page_at(bounds, at)]
        assert start <= at < end


def test_a_page_ends_after_a_paragraph_where_one_ends_in_time() -> None:
    text = "x" * (PAGE + 10) + "\n" + "y" * PAGE
    assert pages_of(text) == [(0, PAGE + 11), (PAGE + 11, len(text))]


def test_a_claim_that_began_on_the_page_before_is_marked_on_this_one() -> None:
    (paragraph,) = laid_out("abcdef", [Quoted("k", 1, 5)], start=3)
    assert [(each.words, each.keys, each.begins) for each in paragraph.stretches] == [
        ("de", ("k",), ("k",)),
        ("f", (), ()),
    ]


def test_depth_tells_how_many_lie_over_one_another() -> None:
    quoted = [Quoted(str(n), 0, 3) for n in range(6)]
    (paragraph,) = laid_out("abc", quoted)
    assert paragraph.stretches[0].depth == 4 and len(paragraph.stretches[0].keys) == 6
