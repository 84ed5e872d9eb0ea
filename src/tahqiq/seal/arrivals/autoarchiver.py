"""The output of Bellingcat's auto-archiver: what its records say of each file, held against the bytes.

Its pages (``html_formatter``), its table (``csv_db``) and its metadata as JSON name an address, the time of
archiving, and for each file a key and a hash. The hash is a claim: it is checked before the file is sealed,
and the receipt says whether it holds. https://github.com/bellingcat/auto-archiver
"""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tahqiq.seal.layout import printable

#: Bytes of one record that are read.
MOST_RECORD = 16 << 20
_HEAD, _CHUNK = 1 << 16, 1 << 20
#: What a record of each kind has near its beginning.
_LOOKS = {
    ".html": re.compile(rb"Archived media for\s*<", re.I),
    ".csv": re.compile(rb"\A(?:\xef\xbb\xbf)?[^\n]{0,200}\bmetadata\b"),
    ".json": re.compile(rb"\"metadata\"\s*:\s*\{"),
}
_VERSION = re.compile(r"bellingcat/auto-archiver\s*</a>\s*v?([\w.+-]{1,40})", re.I)
_TAG = re.compile(r"<[^>]{0,2000}>")
_CELL = re.compile(r"<td[^>]{0,200}>\s*([\w ]{1,60}?)\s*</td>\s*<td[^>]{0,200}>(.*?)</td>", re.S)
_ROW = re.compile(r"<tr\b[^>]{0,200}>(.*?)(?=<tr\b|</table>|\Z)", re.S)
_LINKED = re.compile(r"""\b(?:href|src)\s*=\s*["']([^"'<>]{1,2000})["']""")
_KEY = re.compile(r"<b>\s*key:?\s*</b>:?\s*(?:<[^>]{0,200}>\s*)?([^<>]{1,1000})", re.I)
_HASH = re.compile(r"\b(SHA-256|SHA3-512):([0-9a-f]{128}|[0-9a-f]{64})\b", re.I)
_ALGORITHMS = {"SHA-256": hashlib.sha256, "SHA3-512": hashlib.sha3_512}
_HEADER = {"status", "metadata", "media"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a record says of one file.

    Attributes:
        address: that was archived.
        at: when, with its zone; None where it is not said.
        title: of what was archived.
        hash: such as 'SHA-256:5891…'; '' where none is said.
        version: of the auto-archiver; '' where the record does not say.
        record: the name of the file that says so.
    """

    address: str
    at: datetime | None
    title: str = ""
    hash: str = ""
    version: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class _Archived:
    """One thing archived: what a record says, and of which files (name, hash)."""

    metadata: Mapping[str, Any]
    files: tuple[tuple[str, str], ...]
    version: str = ""


def recorded_in(paths: Iterable[Path]) -> dict[str, Recorded]:
    """What the records among some files say, by the last part of each file's name.

    Names are random or digests, so that they are told apart without folders; where two records speak of
    one name, the first in order counts. A file that is no record, or a damaged one, says nothing.
    """
    found: dict[str, Recorded] = {}
    for path in paths:
        for archived in _archived(path):
            record = _record(archived, path.name)
            if record.address:
                for name, hashed in (*archived.files, (path.name, "")):
                    found.setdefault(name, replace(record, hash=hashed))
    return found


def _record(archived: _Archived, name: str) -> Recorded:
    said = archived.metadata
    return Recorded(
        address=_text(said.get("url")),
        at=_moment(said.get("_processed_at")),
        title=_text(said.get("title")),
        version=archived.version,
        record=name,
    )


def compared(path: Path, stated: str) -> str:
    """What a receipt says of a hash that a record states: that it holds, or what the bytes are.

    Raises:
        OSError: the file cannot be read.
    """
    algorithm, _, digest = stated.partition(":")
    found = _ALGORITHMS[algorithm]()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    if found.hexdigest() == digest:
        return f"its record states {algorithm} {digest}, and so it is"
    return f"DIFFERS: its record states {algorithm} {digest}, and it is {found.hexdigest()}"


def _archived(path: Path) -> Iterator[_Archived]:
    """What a record says; nothing for a file that is none."""
    reader = {".html": _page, ".csv": _table, ".json": _json}.get(path.suffix.lower())
    if reader is None or path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_RECORD:
        return
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if _LOOKS[path.suffix.lower()].search(head):
            yield from reader(head + file.read(MOST_RECORD))


def _page(content: bytes) -> Iterator[_Archived]:
    """A page of the formatter: rows of files, then rows of metadata."""
    text = content.decode("utf-8", "replace")
    version = _VERSION.search(text)
    cells = {name: _plain(value) for name, value in _CELL.findall(text)}
    shown = re.search(r"Archived media for\s*(?:<[^>]{0,300}>\s*){1,3}([^<]{1,4000})", text)
    metadata = {"url": unescape(shown[1]).strip() if shown else "", **cells}
    files = tuple(pair for row in _ROW.findall(text) for pair in _files_of(row))
    yield _Archived(metadata, files, version[1] if version else "")


def _files_of(row: str) -> Iterator[tuple[str, str]]:
    """The file of a row, by its key or else its preview, with the hash that the row states."""
    hashed = _HASH.search(_plain(row))
    key = _KEY.search(row) or _LINKED.search(row.rpartition("<td")[2])
    if hashed and key:
        yield _name(unescape(key[1]).strip()), _spelled(hashed)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _table(content: bytes) -> Iterator[_Archived]:
    """The table: a row for each thing archived, metadata and media as Python writes them."""
    rows = csv.DictReader(content.decode("utf-8-sig", "replace").splitlines(keepends=True))
    try:
        if not set(rows.fieldnames or ()) >= _HEADER:
            return
        for row in rows:
            yield from _told(_value(row["metadata"]), _value(row["media"]))
    except csv.Error:
        return


def _json(content: bytes) -> Iterator[_Archived]:
    """Metadata as JSON: of one thing, or a list of them."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return
    for each in told if isinstance(told, list) else [told]:
        if isinstance(each, dict) and each.keys() >= _HEADER:
            yield from _told(each["metadata"], each["media"])


def _told(metadata: object, media: object) -> Iterator[_Archived]:
    if not isinstance(metadata, dict) or not isinstance(media, list):
        return
    yield _Archived(metadata, tuple(pair for each in media[:10_000] for pair in _media(each)))


def _media(told: object) -> Iterator[tuple[str, str]]:
    """The name of a file, and of those made from it, with their hashes."""
    if not isinstance(told, dict):
        return
    properties = told.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    name = next((_text(told.get(each)) for each in ("key", "_key", "filename") if _text(told.get(each))), "")
    hashed = _HASH.fullmatch(_text(properties.get("hash")))
    if name:
        yield _name(name), _spelled(hashed) if hashed else ""
    for inner in properties.values():
        for each in inner if isinstance(inner, list) else [inner]:
            if isinstance(each, dict) and "filename" in each and each is not told:
                yield from ((_name(_text(each.get("key")) or _text(each["filename"])), ""),)


def _spelled(found: re.Match[str]) -> str:
    algorithm, digest = found[1].upper(), found[2].lower()
    fits = len(digest) == 2 * _ALGORITHMS[algorithm]().digest_size
    return f"{algorithm}:{digest}" if fits else ""


def _name(link: str) -> str:
    """The last part of an address or path."""
    return unquote(re.split(r"[?#]", link)[0].replace("\\", "/").rstrip("/").rpartition("/")[2])


def _value(spelled: str | None) -> object:
    """A value as Python writes it, times included; None for anything that calls or names something else.

    >>> _value("{'url': 'https://example.org', 'n': [1, None]}")
    {'url': 'https://example.org', 'n': [1, None]}
    """
    try:
        return _evaluated(ast.parse(spelled or "", mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError, OverflowError):
        return None


def _evaluated(node: ast.expr) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            return {_evaluated(key): _evaluated(value) for key, value in pairs if key is not None}
        case ast.List() | ast.Tuple() | ast.Set():
            return [_evaluated(each) for each in node.elts]
        case ast.Call(func=ast.Attribute(attr="datetime")):
            year, month, day, *clock = (_evaluated(each) for each in node.args)
            moment = datetime(year, month, day, *clock)
            return moment.replace(tzinfo=UTC)
        case _:
            raise ValueError("neither a value nor a time")


def _moment(said: object) -> datetime | None:
    """A time with its zone; None for anything else. The auto-archiver counts in UTC."""
    try:
        if isinstance(said, str):
            said = datetime.fromisoformat(said)
        elif isinstance(said, int | float) and not isinstance(said, bool):
            said = datetime.fromtimestamp(said, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return said.replace(tzinfo=said.tzinfo or UTC) if isinstance(said, datetime) else None


def _text(said: object) -> str:
    return printable(said[:4_000]) if isinstance(said, str) else ""
