"""Records of WARC files (ISO 28500), as they are and packed record by record with gzip.

``warcio`` reads the headers. It reads lines and chunks of any length, so it is given a stream
that refuses lines and headers beyond bounds, and bodies are undone here, some kilobytes at a time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tahqiq.seal.arrivals.bodies import UNDONE, body
from tahqiq.seal.arrivals.parts import Part, Unopenable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_CHUNK = 1 << 16
#: Bytes of one line of a header, and of all that may stand in one.
LONGEST_LINE, LONGEST_HEADER = 1 << 16, 1 << 20
_GZIP = b"\x1f\x8b"
#: Records whose payload is evidence; requests, metadata and the like stay with the file.
_KINDS = ("response", "resource", "conversion", "revisit")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: a byte of the file, and how far into what is unpacked from there."""

    offset: int
    skip: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.skip}" if self.skip else f"{self.offset}"

    @classmethod
    def parse(cls, spelled: str) -> Place | None:
        """Reads a place back; None where it is none.

        >>> Place.parse("5321"), Place.parse("0+77"), Place.parse("five")
        (Place(offset=5321, skip=0), Place(offset=0, skip=77), None)
        """
        offset, plus, skip = spelled.partition("+")
        numbers = [offset, skip] if plus else [offset]
        if not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in numbers):
            return None
        return cls(int(offset), int(skip) if plus else 0)


@dataclass(frozen=True, slots=True)
class Record:
    """A record, read as far as its payload.

    Attributes:
        kind: WARC-Type.
        key: WARC-Record-ID without its brackets.
        uri, at: WARC-Target-URI and WARC-Date.
        media_type: of the payload: as the server said, or the record.
        software: what made the file, from a warcinfo record.
    """

    place: Place
    kind: str
    key: str
    uri: str
    at: str
    media_type: str
    size: int | None
    software: str = ""


class Unpacked:
    """The records' bytes one after another, whether packed or not, with every line bounded.

    Args:
        stream: a WARC file that can be read anywhere.
        place: where to begin.
    """

    def __init__(self, stream: BinaryIO, place: Place, *, file: str) -> None:
        self._stream, self._file, self._next = stream, file, place.offset
        stream.seek(place.offset)
        self._packed = stream.read(2) == _GZIP
        self._unpack = zlib.decompressobj(31)
        self._member, self._into = place.offset, 0
        self._waiting, self._buffer, self._at = b"", b"", 0
        self.header_left, self._read = LONGEST_HEADER, 0
        self.skip(place.skip)

    def start(self) -> Place | None:
        """Where the next record begins, behind the blank lines that end the one before; None at the end."""
        while self._at < len(self._buffer) or self._fill():
            if self._buffer[self._at] not in b"\r\n":
                return self.place
            self._at += 1
        return None

    @property
    def place(self) -> Place:
        """Where the next byte stands, as long as there is one."""
        if self._packed:
            return Place(self._member, self._into + self._at)
        return Place(self._next - len(self._buffer) + self._at)

    def read(self, size: int = -1) -> bytes:
        """Some bytes: fewer than wanted only at the end."""
        pieces: list[bytes] = []
        while size != 0 and (self._at < len(self._buffer) or self._fill()):
            piece = self._buffer[self._at :] if size < 0 else self._buffer[self._at : self._at + size]
            self._at += len(piece)
            self._read += len(piece)
            size = size if size < 0 else size - len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """One line of a header.

        Raises:
            Unopenable: it, or all the header, is longer than may be.
        """
        most = LONGEST_LINE if size < 0 else min(size, LONGEST_LINE)
        line = b""
        while len(line) < most and (self._at < len(self._buffer) or self._fill()):
            end = self._buffer.find(b"\n", self._at, self._at + most - len(line))
            stop = min(len(self._buffer), self._at + most - len(line)) if end < 0 else end + 1
            line += self._buffer[self._at : stop]
            self._at = stop
            if end >= 0:
                break
        self._read += len(line)
        self.header_left -= len(line)
        if self.header_left < 0 or (len(line) == LONGEST_LINE and not line.endswith(b"\n")):
            raise Unopenable("a header longer than may be", file=self._file)
        return line

    def tell(self) -> int:
        """How many bytes were read; warcio measures headers by it."""
        return self._read

    def skip(self, size: int) -> None:
        """Leaves so many bytes out, or as many as there are."""
        while size > 0 and (found := len(self.read(min(size, _CHUNK)))):
            size -= found

    def _fill(self) -> bool:
        """The next bytes; False at the end."""
        self._into += len(self._buffer)
        self._buffer, self._at = b"", 0
        if not self._packed:
            self._stream.seek(self._next)
            self._buffer = self._stream.read(_CHUNK)
            self._next += len(self._buffer)
            return bool(self._buffer)
        while not self._buffer and self._more():
            pass
        return bool(self._buffer)

    def _more(self) -> bool:
        """Unpacks some more, of this gzip member or the next; False at the end."""
        if not self._waiting:
            self._stream.seek(self._next)
            self._waiting = self._stream.read(_CHUNK)
        if self._unpack.eof:
            if not self._waiting.startswith(_GZIP[:1]):
                return False  # nothing, or padding, which gzip(1) leaves out as well
            self._unpack, self._member, self._into = zlib.decompressobj(31), self._next, 0
        given = len(self._waiting)
        try:
            self._buffer = self._unpack.decompress(self._waiting, _CHUNK)
        except zlib.error:
            raise Unopenable("damaged gzip", file=self._file) from None
        self._waiting = self._unpack.unused_data or self._unpack.unconsumed_tail
        self._next += given - len(self._waiting)
        return given > 0


def records(stream: BinaryIO, *, file: str, place: Place | None = None) -> Iterator[Record]:
    """The records in the order of the file, from the first or from a place.

    Raises:
        Unopenable: damaged, or no WARC.
    """
    unpacked = Unpacked(stream, place or Place(0), file=file)
    while (start := unpacked.start()) is not None:
        record = _read(unpacked, start, file)
        yield _described(record, start)
        for _ in _content(record, start, file):
            pass


def parts(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """Pages and media as they were captured, a part a record; see ``_KINDS``."""
    for record in records(stream, file=file):
        if record.kind in _KINDS:
            yield _part(stream, record, file)


def part_at(stream: BinaryIO, spelled: str, *, file: str) -> Part | None:
    """The part at ``warc:<place>``, or with a record's id in its stead."""
    place = Place.parse(spelled)
    if place is None:
        key = spelled.strip("<>")
        found = (each for each in records(stream, file=file) if each.key == key)
    else:
        found = (each for each in records(stream, file=file, place=place) if each.place == place)
    record = next(iter(found), None)
    return None if record is None else _part(stream, record, file)


def payload(stream: BinaryIO, place: Place, *, file: str) -> BinaryIO:
    """The body of a record: what a reader's browser was given, its HTTP wrappings undone.

    Raises:
        Unopenable: damaged, or no record begins here.
    """
    unpacked = Unpacked(stream, place, file=file)
    if unpacked.start() != place:
        raise Unopenable("no record begins here", file=f"{file}, warc:{place}")
    record = _read(unpacked, place, file)
    served = _served(record)
    return body(
        _content(record, place, file),
        chunked="chunked" in served.get("transfer-encoding", "").lower(),
        packed=served.get("content-encoding", ""),
        file=f"{file}, warc:{place}",
    )


def _content(record: ArcWarcRecord, place: Place, file: str) -> Iterator[bytes]:
    """What is left of a record, some kilobytes at a time.

    Raises:
        Unopenable: the file ends before it does.
    """
    while piece := record.raw_stream.read(_CHUNK):
        yield piece
    if record.raw_stream.limit > 0:
        raise Unopenable("the file ends within this record", file=f"{file}, warc:{place}")


def _part(stream: BinaryIO, record: Record, file: str) -> Part:
    return Part(
        address=f"warc:{record.place}",
        media_type=record.media_type,
        title=record.key,
        at=record.at,
        origin=record.uri,
        size=record.size,
        refused="a revisit: its body stands with an earlier record" if record.kind == "revisit" else "",
        opener=lambda: payload(stream, record.place, file=file),
    )


def _described(record: ArcWarcRecord, place: Place) -> Record:
    """What the headers of a record say."""
    said = {name.lower(): value for name, value in record.rec_headers.headers}
    served = _served(record)
    kind = said.get("warc-type", "")
    coded = served.get("content-encoding", "").strip().lower()
    media_type = (served or said).get("content-type", "application/octet-stream").partition(";")[0].strip()
    plain = coded in {"", "identity"} and not served.get("transfer-encoding")
    return Record(
        place=place,
        kind=kind,
        key=said.get("warc-record-id", "").strip("<>"),
        uri=said.get("warc-target-uri", "").strip("<>"),
        at=said.get("warc-date", ""),
        media_type=media_type if coded in UNDONE else f"{media_type}; content-encoding={coded}",
        size=(record.payload_length if served else record.length) if plain else None,
        software=_software(record) if kind == "warcinfo" else "",
    )


def _served(record: ArcWarcRecord) -> dict[str, str]:
    """The server's headers; empty for a record without any."""
    headers = record.http_headers
    return {} if headers is None else {name.lower(): value for name, value in headers.headers}


def _software(record: ArcWarcRecord) -> str:
    """What a warcinfo record says the file was made with."""
    fields = str(record.raw_stream.read(_CHUNK), "utf-8", "replace").splitlines()
    said = (field.partition(":")[2] for field in fields if field.lower().startswith("software:"))
    return next(said, "").strip()[:200]


def _read(unpacked: Unpacked, place: Place, file: str) -> ArcWarcRecord:
    """The record that begins where the stream stands."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    where = f"{file}, warc:{place}"
    unpacked.header_left = LONGEST_HEADER
    loader = ArcWarcRecordLoader(verify_http=False)
    try:
        record = loader.parse_record_stream(unpacked, known_format="warc")
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, AttributeError, ValueError):
        # AttributeError: warcio over a response without an address.
        raise Unopenable("no readable WARC record", file=where) from None
    if record.length is None:
        raise Unopenable("a WARC record without a length", file=where)
    return record
