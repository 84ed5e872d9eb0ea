"""Where the parts of a mail stand (MIME, RFC 2046), and their bytes decoded (RFC 2045 §6).

The standard library holds a mail whole, several times over, and writes attached mails out again. Here a
mail is read line by line, whatever its size, and a part is the bytes between two boundaries.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from typing import BinaryIO

from tahqiq.seal.arrivals.bodies import streamed
from tahqiq.seal.arrivals.parts import Unopenable, window

#: What the standard library raises over headers that lie about themselves.
WRONG = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
#: Containers in one another, and parts of one mail.
DEEPEST, MOST_PARTS = 50, 10_000
#: Characters of a field that describes a part; a longer one counts as none.
LONGEST_FIELD = 4_096
_HEADER, _LINE, _CHUNK = 1 << 20, 1 << 16, 1 << 16
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_UU = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A part that is no container.

    Attributes:
        number: as in IMAP (RFC 3501 §6.4.5).
        header: its own.
        start, end: bytes of its body in the stream.
    """

    number: str
    header: Message
    start: int
    end: int

    def open(self, stream: BinaryIO) -> BinaryIO:
        """Its bytes, the transfer encoding undone."""
        raw = window(stream, self.start, self.end - self.start)
        coded = str(self.header.get("content-transfer-encoding", "")).strip().lower()
        if coded == "base64":
            return streamed(_base64(raw))
        if coded == "quoted-printable":
            return streamed(binascii.a2b_qp(line) for line in _lines(raw))
        return streamed(_uu(raw)) if coded in _UU else raw

    @property
    def is_coded(self) -> bool:
        """Whether its bytes are other than those in the mail."""
        return str(self.header.get("content-transfer-encoding", "")).strip().lower() in (
            {"base64", "quoted-printable"} | _UU
        )


@dataclass(slots=True)
class _Container:
    """A multipart that is being read."""

    boundary: bytes
    prefix: str
    is_digest: bool
    count: int = 0

    def delimits(self, line: bytes) -> bool | None:
        """Whether a line ends the container (True), begins a part (False), or is none of its boundaries."""
        if not line.startswith(self.boundary, 2):
            return None
        rest = line[2 + len(self.boundary) :].strip()
        return rest == b"--" if rest in (b"", b"--") else None


@dataclass(slots=True)
class _Reading:
    """A mail on its way through."""

    stream: BinaryIO
    file: str
    place: int = 0
    open: list[_Container] = field(default_factory=list)
    found: int = 0

    def line(self) -> bytes:
        """The next line, or as much of it as may be held."""
        self.stream.seek(self.place)
        line = self.stream.readline(_LINE)
        self.place += len(line)
        return line

    def header(self) -> Message:
        """The header that begins here."""
        lines, size = [], 0
        while (line := self.line()).strip(b"\r\n"):
            size += len(line)
            if size > _HEADER:
                raise Unopenable(f"a header of more than {_HEADER:,} bytes", file=self.file)
            lines.append(line)
        header = BytesHeaderParser().parsebytes(b"".join(lines))
        for name in ("content-type", "content-disposition"):
            # The standard library's time for one grows with the square of its length.
            if len(str(header.get(name, ""))) > LONGEST_FIELD:
                del header[name]
        if self.open and self.open[-1].is_digest:
            header.set_default_type("message/rfc822")
        return header

    def body(self) -> tuple[int, bool | None]:
        """Where the body that begins here ends, and how: a container ended, a part begins, or all is read."""
        end, starts = self.place, True
        while line := self.line():
            if starts and line.startswith(b"--"):
                for depth in range(len(self.open), 0, -1):
                    last = self.open[depth - 1].delimits(line)
                    if last is not None:
                        del self.open[depth:]
                        return end, last
            starts = line.endswith(b"\n")
            # The line break before a boundary belongs to the boundary (RFC 2046 §5.1.1).
            end = self.place - (2 if line.endswith(b"\r\n") else 1 if starts else 0)
        return self.place, None

    def number(self) -> str:
        """The number of the part that begins."""
        if not self.open:
            return "1"
        container = self.open[-1]
        container.count += 1
        return f"{container.prefix}{container.count}"


def entities(stream: BinaryIO, *, file: str) -> Iterator[Entity]:
    r"""The parts of a mail that are no containers, in the order of its bytes; attached mails stay closed.

    >>> import io
    >>> mail = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo\n--x--\n"
    >>> [(each.number, each.open(io.BytesIO(mail)).read()) for each in entities(io.BytesIO(mail), file="")]
    [('1', b'one'), ('2', b'two')]

    Raises:
        Unopenable: a header longer, or more parts or containers, than any mail has.
    """
    reading = _Reading(stream, file)
    begins: bool = True
    while begins:
        number, header = reading.number(), reading.header()
        boundary = _boundary(header)
        start = reading.place
        if boundary:
            _enter(reading, header, boundary, number)
        end, last = reading.body()
        if not boundary:
            reading.found += 1
            if reading.found > MOST_PARTS:
                raise Unopenable(f"more than {MOST_PARTS:,} parts in a mail", file=file)
            yield Entity(number, header, start, max(start, end))
        begins = _next(reading, last)


def _enter(reading: _Reading, header: Message, boundary: bytes, number: str) -> None:
    """A container begins."""
    if len(reading.open) >= DEEPEST:
        raise Unopenable(f"more than {DEEPEST} containers in one another", file=reading.file)
    prefix = f"{number}." if reading.open else ""
    reading.open.append(_Container(boundary, prefix, header.get_content_subtype() == "digest"))


def _next(reading: _Reading, last: bool | None) -> bool:
    """Goes on behind containers that ended, to the next part; whether there is one."""
    while last:
        reading.open.pop()
        _, last = reading.body()
    return last is False


def _boundary(header: Message) -> bytes:
    """The boundary of a container; none of what is no container, or does not say."""
    if header.get_content_maintype() != "multipart":
        return b""
    try:
        return (header.get_boundary() or "").encode("utf-8", "surrogateescape")
    except WRONG:
        return b""


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    with raw:
        while line := raw.readline(_LINE):
            yield line


def _base64(raw: BinaryIO) -> Iterator[bytes]:
    """What Base64 spells, up to its end; whatever is none of its letters is passed over (RFC 2045 §6.8)."""
    letters = b""
    for line in _lines(raw):
        letters += _NO_BASE64.sub(b"", line)
        if b"=" in letters:
            break
        if len(letters) >= _CHUNK:
            fits = len(letters) // 4 * 4
            yield binascii.a2b_base64(letters[:fits])
            letters = letters[fits:]
    last = letters.partition(b"=")[0]
    last = last[: len(last) - (len(last) % 4 == 1)]
    yield binascii.a2b_base64(last + b"=" * (-len(last) % 4))


def _uu(raw: BinaryIO) -> Iterator[bytes]:
    """What uuencode spells; lines that spell nothing are passed over."""
    begun = False
    for line in _lines(raw):
        if begun and line.strip() == b"end":
            return
        if begun:
            try:
                yield binascii.a2b_uu(line)
            except binascii.Error:
                continue
        begun = begun or line.startswith(b"begin ")
