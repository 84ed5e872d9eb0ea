import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.text.kinds import kind_of
from tahqiq.read.text.reading import read_document
from tahqiq.read.text.testing.digests import made_digest
from tahqiq.vocab.errors import BadInput


def refused(content: bytes | Path, name: str = "x") -> str:
    with pytest.raises(BadInput) as caught:
        read_document(content, name=name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def zipped(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_plain_text_of_unknown_encoding_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(
        "قُتل سبعة مدنيين في قصف على المدينة.\r\nSeven people were killed.\r\n".encode("windows-1256")
    )
    found = read_document(path)
    assert found.text == "قُتل سبعة مدنيين في قصف على المدينة.\nSeven people were killed.\n"
    assert (found.kind, found.language, found.extractor) == ("text", "ar", "tahqiq-text/1")
    assert [each.language for each in found.passages] == ["ar", "en"]
    assert read_document(path).sha256 == found.sha256


def test_a_digest_of_ninety_thousand_characters_is_split_within_a_second() -> None:
    digest = made_digest("ruled", articles=110, seed=3)
    assert len(digest.text) > 90_000
    began = time.thread_time()
    found = read_document(digest.text.encode())
    assert time.thread_time() - began < 0.5
    assert [each.start for each in found.articles] == list(digest.starts)
    assert [unit.title for unit in found.units] == [story.title for story in digest.stories]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"\xef\xbb\xbf <!DOCTYPE html><p>x", "", "html"),
        (b"<p>some</p><p>words</p><div>a</div><span>b</span><p>c</p>", "", "html"),
        (b"some <b>words", "page.HTM", "html"),
        (b"some words", "", "text"),
        (b"junk before\n%PDF-1.4", "a.txt", "pdf"),
        (b"From: a@example.org\nSubject: b\n\nwords", "", "mail"),
        (b"Date: 6 June 2031\nSubject: b\n\nwords", "", "text"),
        (b"From a@example.org Fri Jun  6 10:00:00 2031\nSubject: b\n\nwords", "", "mail"),
        (b'{"messages": []}', "", "posts"),
        (b"window.YTD.tweets.part0 = []", "tweets.js", "posts"),
        (b"[12/06/2031, 14:33:02] Nadia: words\n[12/06/2031, 14:34:02] Peter: words", "", "chat"),
        (zipped({"word/document.xml": ""}), "", "docx"),
        (zipped({"xl/workbook.xml": ""}), "", "a workbook (XLSX)"),
        (b"PK\x03\x04 cut off", "", "a damaged zip archive"),
        (b"\x89PNG\r\n", "picture.txt", "a picture"),
    ],
)
def test_files_are_known_by_their_bytes_first(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name=name) == kind


def test_a_declared_type_helps_where_bytes_do_not_tell() -> None:
    assert kind_of(b"words", media_type="text/html; charset=utf-8") == "html"
    assert kind_of(b"[1, 2]", media_type="text/plain") == "text"


def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path) -> None:
    assert refused(b"", "empty.txt") == "empty.txt: no words in it"
    assert refused(b"\x89PNG\r\n", "a.png").startswith(
        "a.png: a picture, which is not read as text (have its text"
    )
    assert refused(bytes(range(256)) * 9).startswith("x: bytes that are no text")
    assert "cannot be read: No such file" in refused(tmp_path / "absent.txt", "")
    assert "cannot be read: Is a directory" in refused(tmp_path, "")
    assert "unpack it and give its files" in refused(zipped({"a.bin": "x"}))


def test_a_file_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.read.text.reading.MOST_BYTES", 100)
    monkeypatch.setattr("tahqiq.read.text.limits.MOST_TEXT", 50)
    assert refused(b"a" * 101).startswith("x: 101 bytes, and 100 are the most (split it")
    assert refused(b"a" * 60).startswith("x: 60 characters of text, and 50 are the most")


def test_a_bomb_in_a_zip_is_refused_before_it_fills_memory() -> None:
    assert "unpacks to more than" in refused(zipped({"word/document.xml": b" " * 50_000_000}))


@settings(max_examples=150)
@given(st.binary(max_size=600), st.sampled_from(["a.html", "a.eml", "a.json", "a.txt", "a.pdf", "a.docx"]))
def test_any_bytes_are_a_document_or_one_clear_line(content: bytes, name: str) -> None:
    _holds_together(content, name)


_STARTS = (
    b"<html><body>",
    b"From: a\nSubject: b\n\n",
    b"[",
    b'{"text": "',
    b"12/06/2031, 14:33 - a: ",
    b"%PDF-1.4\n",
)
_PIECES = (
    "<div>",
    "</p>",
    "<td>",
    "&#0;",
    "&amp",
    "<!--",
    "\n\n",
    "killed 7.",
    "قتل",
    "\u202e",
    "6 June 2031",
    "---",
    '"',
)


@settings(max_examples=150)
@given(st.sampled_from(_STARTS), st.lists(st.sampled_from(_PIECES), max_size=40))
def test_pieces_of_any_kind_are_a_document_or_one_clear_line(start: bytes, pieces: list[str]) -> None:
    _holds_together(start + "".join(pieces).encode(), "x")


def _holds_together(content: bytes, name: str) -> None:
    try:
        found = read_document(content, name=name)
    except BadInput:
        return
    found.text.encode()
    spans = [(each.start, each.end) for each in found.articles or found.messages]
    free = 0
    for start, end in spans:
        assert free <= start <= end <= len(found.text)
        free = end
    covered = "".join(found.text[unit.start : unit.end] for unit in found.units)
    assert list(filter(str.isalnum, covered)) == list(filter(str.isalnum, found.text))


def test_the_first_lines_of_one_article_are_its_facts() -> None:
    text = (
        "مقتل سبعة في تل عنبر\nوكالة المشرق للأنباء - ٦ حزيران ٢٠٣١\nبقلم: نادية "
        "فرحات\n\nقتل سبعة أشخاص في السوق، بحسب سكان.\n"
    )
    found = read_document(text.encode())
    assert (found.title, found.outlet) == ("مقتل سبعة في تل عنبر", "وكالة المشرق للأنباء")
    assert found.byline == "نادية فرحات" and found.articles == ()
    assert found.date is not None and found.date.iso()[0] == "2031-06-06"
    assert read_document(b"A title\n\nSeven people were killed, residents said.").title == ""
