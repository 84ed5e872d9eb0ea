"""Types are told from content, never from a name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tahqiq.seal.media import HEAD, TAIL, media_type

OFFICE = "application/vnd.openxmlformats-officedocument"


def kind(content: bytes) -> str:
    return media_type(content[:HEAD], content[-TAIL:], whole=len(content) <= HEAD)


def named(kind: bytes) -> bytes:
    """The beginning of a ZIP whose first member says what the whole is."""
    return b"PK\x03\x04" + bytes(14) + len(kind).to_bytes(4, "little") + bytes(8) + b"mimetype" + kind


def workbook() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, b"x" * 100_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "application/x-empty"),
        (b"Sixteen people were killed.\n", "text/plain"),
        ("قتل ستة عشر شخصا\n".encode(), "text/plain"),
        (b"\xef\xbb\xbfid,killed\n1,2\n", "text/csv"),
        (b'id,note\n1,"a\nb"\n', "text/csv"),
        (b"id;killed\n1;2\n", "text/csv"),
        (b"id\tkilled\n1\t2\n", "text/tab-separated-values"),
        (b"id,killed\n" + b"12345,67890\n" * 2_000, "text/csv"),
        (b"one, two\nno comma here\n", "text/plain"),
        (b'{"a": 1}', "application/json"),
        (b"[1, 2]\n", "application/json"),
        (b'{"a": 1}\n{"a": 2}\n', "application/jsonl"),
        (b"[" + b"1," * 10_000 + b"1]", "application/json"),
        (b'{"a": 1}\n' * 5_000, "application/jsonl"),
        (b"{not json", "text/plain"),
        (b"[" * 5_000, "text/plain"),
        (b"\n <!DOCTYPE html><p>x", "text/html"),
        (b"<html><p>x", "text/html"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        (b"%PDF-1.7\n1 0 obj", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40), "image/jpeg"),
        (b"\x00\x00\x00\x20ftypmp42" + bytes(40), "video/mp4"),
        (b"\x01\x02\x03\x04" * 30, "application/octet-stream"),
        (bytes(3), "application/octet-stream"),
        (zipped("a.txt"), "application/zip"),
        (named(b"application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (named(b"application/\nforged"), "application/zip"),
        (b"<svg xmlns='x'/>", "image/svg+xml"),
        (b"{\\rtf1 x}", "application/rtf"),
        (b"a,b\n" * 100, "text/csv"),
        (b"one\n\ntwo,2\n", "text/plain"),
        (b"one,1\ntwo,2,2\nthree,3\n", "text/plain"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt \x00", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00else\x00", "application/x-riff"),
        (b"\x1aE\xdf\xa3\x00\x00B\x82\x84webm", "video/webm"),
        (b"\x1aE\xdf\xa3\x00\x00", "video/x-matroska"),
        (b"\xca\xfe\xba\xbe" + bytes(30), "application/java"),
        (b"\xca\xfe" + bytes(30), "application/octet-stream"),
        (
            zipped("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_kinds(content: bytes, expected: str) -> None:
    assert kind(content) == expected


def test_a_letter_cut_at_the_end_of_the_head_is_still_text() -> None:
    assert kind(b"x" * (HEAD - 1) + "ق".encode() * 100) == "text/plain"


def test_bytes_of_no_encoding_we_know_are_no_text() -> None:
    assert kind(b"caf\xe9 noir") == "application/octet-stream"


@given(st.binary(max_size=300))
def test_any_bytes_have_some_type(content: bytes) -> None:
    assert "/" in kind(content)
