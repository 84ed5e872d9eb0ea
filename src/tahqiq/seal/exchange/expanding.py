"""Decompressing by small pieces, whatever a few packed bytes may expand to.

Every decoder here gives at most ``PIECE`` bytes at a time and holds a bounded window, so that
the one who reads can count and stop.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, cast

from tahqiq.seal.exchange.errors import NotUnpacked

#: Bytes read, and bytes expanded, at a time.
PIECE = 256 << 10
#: The largest window an LZMA stream may ask for: what ``xz -9`` asks, and some room.
LZMA_MEMORY = 128 << 20
_BROKEN = "its compressed bytes are broken"


class Decoder(Protocol):
    """What zlib, bz2 and lzma have in common, once zlib is dressed (`Inflating`)."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing given so far is left to expand."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the stream's end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most ``max_length`` bytes of what the given and the kept expand to."""


class Inflating:
    """zlib's decoder with the manners of bz2's and lzma's.

    Args:
        wbits: as zlib has it: -15 for a bare deflate stream, 31 for gzip.
    """

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing given so far is left to expand."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the stream's end."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most ``max_length`` bytes of what the given and the kept expand to."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def stored(packed: Iterator[bytes]) -> Iterator[bytes]:
    """No compression at all."""
    return packed


def deflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """A bare deflate stream, as in ZIP."""
    return _one(packed, Inflating(-15))


def bzipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """One bzip2 stream, as in ZIP."""
    return _one(packed, bz2.BZ2Decompressor())


def lzma_zipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """ZIP's LZMA (APPNOTE 5.8.8): a version, the size of the properties, the properties, bare LZMA."""
    head = b""
    while len(head) < 9 and (piece := next(packed, b"")):
        head += piece
    if len(head) < 9 or head[2:4] != b"\x05\x00":
        raise NotUnpacked(_BROKEN)
    first, window = head[4], int.from_bytes(head[5:9], "little")
    if first >= 225 or window > LZMA_MEMORY:
        raise NotUnpacked("its compression asks for too much memory")
    # A byte of properties holds (pb · 5 + lp) · 9 + lc.
    options = {"lc": first % 9, "lp": first // 9 % 5, "pb": first // 45, "dict_size": max(window, 4096)}
    try:
        decoder = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, **options}])
    except lzma.LZMAError as error:
        raise NotUnpacked(_BROKEN) from error
    return _one(_after(head[9:], packed), decoder, marked=False)


def gunzipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """A .gz file: one stream or several."""
    return _several(packed, lambda: Inflating(31))


def bunzipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """A .bz2 file: one stream or several."""
    return _several(packed, bz2.BZ2Decompressor)


def unxzed(packed: Iterator[bytes]) -> Iterator[bytes]:
    """A .xz file: one stream or several."""
    return _several(packed, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_MEMORY))


def unzstded(stream: BinaryIO) -> Iterator[bytes]:
    """A .zst file; the library itself refuses windows beyond 128 MiB."""
    import pyarrow

    # Its stubs ask for a class where the library asks for methods only.
    file = pyarrow.PythonFile(cast(io.IOBase, stream), "r")
    try:
        with pyarrow.CompressedInputStream(file, "zstd") as expanding:
            while piece := expanding.read(PIECE):
                yield piece
    except OSError as error:
        raise NotUnpacked(_BROKEN) from error


def _one(packed: Iterator[bytes], decoder: Decoder, *, marked: bool = True) -> Iterator[bytes]:
    """One stream that fills what is given exactly.

    Args:
        marked: the stream says itself where it ends.
    """
    for piece in packed:
        if decoder.eof:
            raise NotUnpacked("bytes stand behind its compressed stream")
        yield from _expanded(decoder, piece)
    if (marked and not decoder.eof) or decoder.unused_data:
        raise NotUnpacked(_BROKEN)


def _several(packed: Iterator[bytes], decoder: Callable[[], Decoder]) -> Iterator[bytes]:
    """Streams one behind another, as gzip, bzip2 and xz files may hold them."""
    current: Decoder | None = None
    for piece in packed:
        rest = piece
        while rest:
            if current is None:
                current = decoder()
            yield from _expanded(current, rest)
            rest = current.unused_data if current.eof else b""
            current = None if current.eof else current
    if current is not None:
        raise NotUnpacked("it is cut off")


def _expanded(decoder: Decoder, given: bytes) -> Iterator[bytes]:
    try:
        piece = decoder.decompress(given, PIECE)
        while piece or not (decoder.eof or decoder.needs_input):
            yield piece
            piece = b"" if decoder.eof else decoder.decompress(b"", PIECE)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise NotUnpacked(_BROKEN) from error


def _after(first: bytes, packed: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from packed
