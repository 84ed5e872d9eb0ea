"""What kind of thing some bytes are, by the bytes alone.

Names lie, so they are not asked. Text is recognised by the rules below; media and containers
by the table ``signatures.csv``, which costs nothing to ask; what stands in neither by the signatures of
``puremagic`` (MIT, pure Python, kept), which is asked only where one of its own can begin so. Only the
head and the tail of an item are looked at: the answer describes, it decides nothing.
"""

from __future__ import annotations

import codecs
import csv
import re
from functools import cache
from pathlib import Path

import msgspec

UNKNOWN = "application/octet-stream"
#: Bytes of an item's beginning and end that are enough to tell.
HEAD, TAIL = 8_192, 65_536

_OFFICE = {
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
#: So many records tell whether a text is a table.
_RECORDS = 32
_APPLICATION = re.compile(rb"application/[a-z0-9.+-]{1,80}")
_CONTROLS = bytes(sorted(frozenset(range(32)) - {9, 10, 12, 13, 27}))


def media_type(head: bytes, tail: bytes, *, whole: bool) -> str:
    """The media type of an item.

    Args:
        head: its first ``HEAD`` bytes.
        tail: its last ``TAIL`` bytes.
        whole: the head is all there is.

    >>> media_type(b"Sixteen people were killed.", b"", whole=True)
    'text/plain'
    """
    if not head:
        return "application/x-empty"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, tail)
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    text = _text(head, whole=whole)
    return _binary(head) if text is None else _textual(text, whole=whole)


def _zipped(head: bytes, tail: bytes) -> str:
    # OpenDocument and EPUB name their type in the first member (OASIS ODF 1.3, part 2, §3.3).
    if head[30:38] == b"mimetype":
        declared = head[38 : 38 + int.from_bytes(head[18:22], "little")]
        if _APPLICATION.fullmatch(declared):
            return declared.decode("ascii")
    # The names in a ZIP's directory, at its end, are never compressed.
    return next((kind for name, kind in _OFFICE.items() if name in tail), "application/zip")


def _text(head: bytes, *, whole: bool) -> str | None:
    if len(head.translate(None, _CONTROLS)) != len(head):
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
    if start.startswith("<svg"):
        return "image/svg+xml"
    if start.startswith("<?xml"):
        return "text/xml"
    if start.startswith("{\\rtf"):
        return "application/rtf"
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
    """Whether this is one JSON value (RFC 8259); nothing of it is built."""
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return False
    return True


def _table(text: str, *, whole: bool) -> str | None:
    """Two records or more, all of the same number of fields (RFC 4180 §2)."""
    for delimiter, kind in ((",", "text/csv"), (";", "text/csv"), ("\t", "text/tab-separated-values")):
        if delimiter in text and _even(text, delimiter, whole=whole):
            return kind
    return None


def _even(text: str, delimiter: str, *, whole: bool) -> bool:
    """Whether the first records are of one width; the reading ends soon after one that is not."""
    records, width, last = 0, 0, 0
    for record in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
        if width == 1 or (last and last != width):
            return False
        if records == _RECORDS:
            return True
        records, last = records + 1, len(record)
        width = width or last
    # The last record of a head may be cut.
    return records > 1 and width > 1 and (not whole or last in {0, width})


def _binary(head: bytes) -> str:
    kind = _signed(head, within="")
    if kind is None:
        return _by_puremagic(head)
    if kind == "video/x-matroska":  # EBML: the type of document stands in the header (RFC 8794 §11.2.7)
        return "video/webm" if b"webm" in head[:64] else kind
    return _signed(head, within=kind) or kind


def _signed(head: bytes, *, within: str) -> str | None:
    for offset, length, kinds in _signatures().get(within, ()):
        kind = kinds.get(head[offset : offset + length])
        if kind is not None:
            return kind
    return None


@cache
def _signatures() -> dict[str, list[tuple[int, int, dict[bytes, str]]]]:
    """The table, by the type within which a signature counts, then by place and length; longest first."""
    places: dict[str, dict[tuple[int, int], dict[bytes, str]]] = {}
    with (Path(__file__).parent / "signatures.csv").open(encoding="ascii", newline="") as file:
        for row in csv.DictReader(file):
            signature = bytes.fromhex(row["bytes"])
            kinds = places.setdefault(row["within"], {}).setdefault((int(row["offset"]), len(signature)), {})
            kinds[signature] = row["media_type"]
    return {
        within: [(offset, length, kinds) for (offset, length), kinds in sorted(table.items(), key=_longest)]
        for within, table in places.items()
    }


def _longest(place: tuple[tuple[int, int], dict[bytes, str]]) -> int:
    return -place[0][1]


def _by_puremagic(head: bytes) -> str:
    if not _may_be_known(head):
        return UNKNOWN
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return UNKNOWN
    return next((match.mime_type for match in found if match.mime_type), UNKNOWN)


def _may_be_known(head: bytes) -> bool:
    for offset, starts in _beginnings():  # noqa: SIM110 - asked of every file, and a loop is faster
        if head[offset : offset + 2] in starts:
            return True
    return False


@cache
def _beginnings() -> list[tuple[int, frozenset[bytes]]]:
    """The first two bytes of every signature of puremagic, by their place.

    Asking puremagic itself costs a thousand comparisons; most bytes begin like none of its
    signatures. A signature of one byte alone proves nothing and is not asked for.
    """
    from puremagic.main import magic_header_array

    starts: dict[int, set[bytes]] = {}
    for row in magic_header_array:
        if len(row.byte_match) > 1:
            starts.setdefault(row.offset, set()).add(row.byte_match[:2])
    return [(offset, frozenset(found)) for offset, found in sorted(starts.items())]
