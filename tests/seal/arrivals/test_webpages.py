"""Pages saved as one file: what they say of their saving, and the media written into them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.arrivals import samples
from tahqiq.seal.arrivals import webpages
from tahqiq.seal.arrivals.parts import Part, Unopenable


def parts(content: bytes) -> list[Part]:
    return list(webpages.parts(io.BytesIO(content), file="page.html"))


def test_media_are_counted_in_the_order_of_the_page_and_small_marks_left_out() -> None:
    picture, drawing = parts(samples.SINGLE_FILE)
    assert (picture.address, picture.media_type) == ("html:data/1", "image/png")
    assert picture.open().read() == samples.PNG
    assert drawing.open().read().startswith(b"<svg xmlns='http")


@pytest.mark.parametrize(
    ("spelled", "says"),
    [
        (b"data:image/png;base64," + b"A" * 100, ""),
        (b"data:image/png;base64," + b"A" * 101, "no readable"),
        (b"url(data:font/woff2;base64," + b"QUJD" * 30 + b")", ""),
        (b"data:image/png;base64," + b"%41" * 100, ""),
        (b"data:image/png;base64," + b"~" * 100, "no readable"),
    ],
)
def test_what_spells_no_media_is_named_and_not_opened(spelled: bytes, says: str) -> None:
    (part,) = parts(b"<html>" + spelled + b"</html>")
    assert says in part.refused
    assert bool(part.refused) == bool(says)


def test_what_is_in_brackets_ends_with_them() -> None:
    (part,) = parts(b"<html>url(data:font/woff2;base64," + b"QUJD" * 30 + b")x</html>")
    assert part.open().read() == b"ABC" * 30


@pytest.mark.parametrize(
    ("head", "address", "by"),
    [
        (samples.SINGLE_FILE, "https://example.org/a?b=1&c=2", "SingleFile"),
        (b"<!-- saved from url=(0023)https://example.org/a -->", "https://example.org/a", "a browser"),
        (b"<html>", "", ""),
    ],
)
def test_a_page_says_where_it_was_saved_from(head: bytes, address: str, by: str) -> None:
    said = webpages.saved(head)
    assert (said.address, said.by) == (address, by)


@pytest.mark.parametrize("date", ["someday", "Thu Jun 31 2031 12:12:01 GMT+0300"])
def test_a_time_that_is_none_is_left_out(date: str) -> None:
    head = f"Page saved with SingleFile\n url: https://example.org\n saved date: {date}\n"
    assert webpages.saved(head.encode()).at is None


def test_a_page_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.seal.arrivals.parts.MOST_WHOLE", 10)
    with pytest.raises(Unopenable, match="larger than 10 bytes"):
        parts(samples.SINGLE_FILE)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_page_is_read(content: bytes) -> None:
    for part in parts(b"<html data:a/b;base64," + content):
        assert part.refused or part.open().read()
