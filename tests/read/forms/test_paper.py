"""The paper kit: printed, scanned, and back under its code."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tahqiq.read.forms.codes import check_character, code, codes, is_code
from tahqiq.read.forms.definition import form_of
from tahqiq.read.forms.paper import paper_form, tag_sheets
from tahqiq.read.forms.scans import read_scan
from tahqiq.vocab.errors import BadInput

CODE = code("RQ", 42)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return paper_form(form_of("interview"), "ar", code=CODE)


def _text(pdf: bytes, page: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[page].get_textpage().get_text_range())


def _photographed(pdf: bytes, page: int, *, turn: float) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=2, grayscale=True).to_pil()
    kept = io.BytesIO()
    picture.rotate(turn, expand=True, fillcolor=255).save(kept, "JPEG", quality=60)
    return kept.getvalue()


def test_every_page_but_the_private_sheet_comes_back_under_its_code(printed: bytes) -> None:
    pages = list(read_scan(printed, file="form.pdf"))
    assert [each.codes for each in pages[:-1]] == [(CODE,)] * (len(pages) - 1)
    assert pages[-1].codes == ()
    assert len(pages) > 2


def test_a_crooked_photograph_of_a_page_is_read(printed: bytes) -> None:
    [page] = read_scan(_photographed(printed, 0, turn=7), file="photo.jpg")
    assert page.codes == (CODE,)


def test_who_somebody_is_stands_on_the_private_sheet_alone() -> None:
    pdf = paper_form(form_of("interview"), "en")
    with pypdfium2.PdfDocument(pdf) as document:
        last = len(document) - 1
    assert "Do not scan this sheet" in _text(pdf, last)
    assert "Telephone" in _text(pdf, last)
    assert not any("Year of birth" in _text(pdf, page) for page in range(last))


def test_the_same_form_prints_the_same_bytes(printed: bytes) -> None:
    assert printed == paper_form(form_of("interview"), "ar", code=CODE)


def test_each_tag_is_printed_for_every_place() -> None:
    sheet = tag_sheets(list(codes("RQ", first=1, many=2)), "en")
    [page] = read_scan(sheet, file="tags.pdf")
    assert page.codes == (code("RQ", 1), code("RQ", 2))
    assert _text(sheet, 0).count(code("RQ", 1)) == 4


def test_another_code_on_a_page_is_shown_and_never_filed() -> None:
    import segno

    drawn = io.BytesIO()
    segno.make_qr("RQ-00042-X").save(drawn, kind="png", scale=8)
    [page] = read_scan(drawn.getvalue(), file="tag.png")
    assert (page.codes, page.others) == ((), ("RQ-00042-X",))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_what_is_no_scan_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        list(read_scan(content, file="scan"))


def test_a_picture_beyond_any_page_is_refused_before_it_is_decoded() -> None:
    kept = io.BytesIO()
    Image.new("1", (9_000, 8_000)).save(kept, "PNG")
    with pytest.raises(BadInput, match="points"):
        list(read_scan(kept.getvalue(), file="huge.png"))


@given(st.integers(1, 9_999_999), st.integers(0, 20), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_every_single_misreading_is_noticed(number: int, at: int, read: str) -> None:
    right = code("RQ", number)
    at %= len(right)
    wrong = right[:at] + read + right[at + 1 :]
    assert is_code(right)
    assert not is_code(wrong) or wrong == right


def test_no_code_is_made_of_what_cannot_bear_one() -> None:
    for prefix, number in (("rq", 1), ("R", 1), ("RQ", 0), ("RQ", 10_000_000)):
        with pytest.raises(BadInput):
            code(prefix, number)
    assert check_character("") in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
