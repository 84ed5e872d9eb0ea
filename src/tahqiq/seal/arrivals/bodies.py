"""Bodies of web responses, unwrapped some kilobytes at a time (RFC 9112 §7.1, RFC 9110 §8.4).

Captures often keep a header that no longer holds: a body said to be in chunks or packed and stored plain.
The bytes are asked, not the header alone.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, cast

from tahqiq.seal.arrivals.parts import Unopenable

_CHUNK = 1 << 16
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
#: Content codings undone here; one of any other is left as it is.
UNDONE = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class Pieces(io.RawIOBase):
    """Pieces of bytes as one stream.

    Args:
        pieces: none of them empty.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills as much of the buffer as the next piece allows."""
        self._left = self._left or next(self._pieces, b"")
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def streamed(pieces: Iterator[bytes]) -> BinaryIO:
    """Pieces of bytes as a buffered stream."""
    return cast(BinaryIO, io.BufferedReader(Pieces(filter(None, pieces)), _CHUNK))


def body(pieces: Iterator[bytes], *, chunked: bool, packed: str, file: str) -> BinaryIO:
    """The body itself.

    Args:
        pieces: as it was sent, or as the capture keeps it.
        chunked, packed: what the headers say of it.
        file: the name used in messages.

    Raises:
        Unopenable: while it is read, where it is damaged.
    """
    if chunked:
        pieces = _dechunked(pieces)
    if packed.strip().lower() in UNDONE - {"", "identity"}:
        pieces = _unpacked(pieces, file)
    return streamed(pieces)


def _dechunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The data of chunks; all as it is where no chunk begins."""
    first = next(pieces, b"")
    found = _SIZE.match(first)
    if not found:
        yield from chain((first,), pieces)
        return
    buffer = first
    while found and (size := int(found[1], 16)):
        buffer = buffer[found.end() :]
        while size > 0 and (buffer or (buffer := next(pieces, b""))):
            yield buffer[:size]
            size, buffer = size - len(buffer[:size]), buffer[size:]
        while len(buffer) < 1100 and (more := next(pieces, b"")):  # the longest line that states a size
            buffer += more
        buffer = buffer.removeprefix(b"\r\n")
        found = _SIZE.match(buffer)


def _unpacked(pieces: Iterator[bytes], file: str) -> Iterator[bytes]:
    """What was packed by gzip or zlib; all as it is where it is not."""
    first = next(pieces, b"")
    window = _window(first)
    if window == 0:
        yield from chain((first,), pieces)
        return
    unpack = zlib.decompressobj(window)
    for piece in chain((first,), pieces):
        waiting = piece
        while waiting and not unpack.eof:
            try:
                yield unpack.decompress(waiting, _CHUNK)
            except zlib.error:
                raise Unopenable("the body is damaged", file=file) from None
            waiting = unpack.unconsumed_tail


def _window(head: bytes) -> int:
    """How the bytes are packed, as zlib's ``wbits``; 0 for not at all."""
    if head.startswith(b"\x1f\x8b"):
        return 31
    for bits in (15, -15):
        try:
            if zlib.decompressobj(bits).decompress(head[:1024], 1024):
                return bits
        except zlib.error:
            continue
    return 0
