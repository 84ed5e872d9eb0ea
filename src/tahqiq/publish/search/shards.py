"""The files of an index (format: search/1): a root, shards of terms, chunks of records.

A shard is a run of terms in the order of their UTF-16 code units, as browsers compare strings. For
each: varint of the bytes shared with the term before, varint of the bytes that follow, those bytes
(UTF-8), varint of the number of records, varint of the bytes of its postings, and the postings, each
a varint of eight times the distance from the record before plus the weight (1 to 7). Varints are
unsigned LEB128. A file is named by the start of its SHA-256, so that caches never hold an old one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import msgspec

#: Bytes after which a shard is full, and records in a chunk.
SHARD, CHUNK = 32 * 1024, 128
_NAME = 16  # hexadecimal digits


def in_order(term: str) -> bytes:
    r"""A term as bytes that sort as browsers sort strings.

    >>> sorted(["\uff41", "\U0001f600"], key=in_order)[0] == "\U0001f600"
    True
    """
    return term.encode("utf-16-be", "surrogatepass")


def write_shards(folder: Path, postings: Iterable[tuple[bytes, int, int]]) -> Iterator[tuple[str, str]]:
    """Writes terms with their records, sorted by both; gives the first term and the name of each shard.

    Args:
        folder: where to.
        postings: term (`in_order`), number of the record, weight.
    """
    shard, first, before = bytearray(), "", b""
    for key, group in groupby(postings, key=itemgetter(0)):
        term = key.decode("utf-16-be", "surrogatepass")
        if len(shard) >= SHARD:
            yield first, _written(folder, bytes(shard), "bin")
            shard, before = bytearray(), b""
        if not shard:
            first = term
        spelled = term.encode("utf-8", "surrogatepass")
        shard += _entry(before, spelled, group)
        before = spelled
    if shard:
        yield first, _written(folder, bytes(shard), "bin")


def _entry(before: bytes, spelled: bytes, group: Iterable[tuple[bytes, int, int]]) -> bytes:
    shared = _shared(before, spelled)
    body, count, last = bytearray(), 0, -1
    for _, record, weight in group:
        _add_varint(body, (record - last) << 3 | weight)
        count, last = count + 1, record
    entry = bytearray()
    for number in (shared, len(spelled) - shared):
        _add_varint(entry, number)
    entry += spelled[shared:]
    for number in (count, len(body)):
        _add_varint(entry, number)
    return bytes(entry + body)


def _shared(one: bytes, other: bytes) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _add_varint(to: bytearray, number: int) -> None:
    while number > 0x7F:
        to.append(number & 0x7F | 0x80)
        number >>= 7
    to.append(number)


def write_chunks(folder: Path, records: Iterable[object]) -> Iterator[str]:
    """Writes records in chunks, in order; gives the name of each."""
    each = iter(records)
    while chunk := list(islice(each, CHUNK)):
        yield _written(folder, msgspec.json.encode(chunk), "json")


def write_named(folder: Path, value: object) -> str:
    """Writes one value as JSON and gives the name of its file."""
    return _written(folder, msgspec.json.encode(value), "json")


def _written(folder: Path, content: bytes, ending: str) -> str:
    name = hashlib.sha256(content).hexdigest()[:_NAME]
    (folder / f"{name}.{ending}").write_bytes(content)
    return name
