"""What kind of thing some bytes are, by the bytes alone.

Names lie, so they are not asked. Text is recognised by the rules below, containers and
media by the signatures of ``puremagic`` (MIT, pure Python, kept). Only the head and the
tail of an item are looked at: the answer describes, it decides nothing.
"""

from __future__ import annotations

import codecs
import csv
import json

UNKNOWN = "application/octet-stream"
#: Bytes of an item's beginning and end that are enough to tell.
HEAD, TAIL = 8_192, 65_536

_OFFICE = {
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def media_type(head: bytes, tail: bytes, *, whole: bool) -> str:
    """The media type of an item.

    Args:
        head: its first ``HEAD`` bytes.
        tail: its last ``TAIL`` bytes.
        whole: the head is all there is.
    """
    if not head:
        return "application/x-empty"
    if head.startswith(b"PK\x03\x04"):
        # The names in a ZIP's directory, at its end, are never compressed.
        return next((kind for name, kind in _OFFICE.items() if name in tail), "application/zip")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    text = _text(head, whole=whole)
    return _binary(head) if text is None else _textual(text, whole=whole)


def _text(head: bytes, *, whole: bool) -> str | None:
    if not _CONTROLS.isdisjoint(head):
        return None
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        return decoder.decode(head, final=whole)
    except UnicodeDecodeError:
        return None


def _textual(text: str, *, whole: bool) -> str:
    start = text.lstrip()[:64].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    if start.startswith("<?xml"):
        return "text/xml"
    if start.startswith(("{", "[")):
        return _json(text, whole=whole)
    return _table(text, whole=whole) or "text/plain"


def _json(text: str, *, whole: bool) -> str:
    if whole and _parses(text):
        return "application/json"
    lines = text.splitlines() if whole else text.splitlines()[:-1]
    if lines and all(_parses(line) for line in lines if line.strip()):
        return "application/jsonl"
    return "text/plain" if whole else "application/json"


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _table(text: str, *, whole: bool) -> str | None:
    """Two records or more, all of the same number of fields (RFC 4180 §2)."""
    for delimiter, kind in ((",", "text/csv"), (";", "text/csv"), ("\t", "text/tab-separated-values")):
        records = _records(text, delimiter)
        widths = {len(record) for record in (records if whole else records[:-1]) if record}
        if len(records) > 1 and len(widths) == 1 and widths != {1}:
            return kind
    return None


def _records(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))


def _binary(head: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return UNKNOWN
    return next((match.mime_type for match in found if match.mime_type), UNKNOWN)
