"""What lies inside an item, each part under an address that can be cited beside the item's SHA-256.

An address is plain text: a step for each container, joined by ``!``:

    warc:5321                         the record that begins at this byte of a WARC
    zip:archive/data.warc.gz!warc:0   a record of a WARC in a WACZ
    mbox:12!eml:part/2                the second part of the twelfth mail
    chat:line/48                      the message that begins in line 48 of an exported chat

What is opened is taken for hostile: sizes are bounded before anything is unpacked, names are labels
and never paths, and nothing is written but unnamed temporary files.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import BinaryIO, cast
from urllib.parse import quote, unquote

from tahqiq.seal import media
from tahqiq.vocab.errors import BadInput

#: Containers in containers; what lies deeper is named and not opened.
DEEPEST = 4
#: Bytes that one look inside may unpack altogether to see what nested containers hold.
MOST_UNPACKED = 4 << 30
#: Bytes of a page that is read whole; it stands in memory three times.
MOST_WHOLE = 48 << 20
#: A packed part may unpack to so many times its size, beyond a megabyte: text reaches 30, a bomb 1,000.
MOST_RATIO, SMALL = 200, 1 << 20
_IN_MEMORY, _CHUNK = 8 << 20, 1 << 18
_PLAIN = "/-_.~+@,;=()[]"


class Unopenable(BadInput):
    """A container that is damaged, or made so that opening it would do harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing inside an item.

    Attributes:
        address: where it is; see the module.
        media_type: by its bytes, or as the container declares where it has none of its own.
        title: what a person would call it: a page's title, a file's name.
        at: when it was captured or sent, ISO 8601, as the container says; without a zone where it says none.
        origin: the address on the network that it came from, as the container says.
        size: bytes; None where only unpacking tells.
        sender: who sent it. Private: never in anything public.
        refused: why it is not opened; '' where it may be.
        opener: gives its bytes, while the stream it was found in is open.
    """

    address: str
    media_type: str
    title: str = ""
    at: str = ""
    origin: str = ""
    size: int | None = None
    sender: str = ""
    refused: str = ""
    opener: Callable[[], BinaryIO] = field(compare=False, repr=False)

    def open(self) -> BinaryIO:
        """Its bytes, to be used as a context manager.

        Raises:
            Unopenable: it may not be opened, or is damaged.
        """
        if self.refused:
            raise Unopenable(self.refused, file=self.address)
        return self.opener()


@dataclass(slots=True)
class Budget:
    """What one look inside may still unpack."""

    left: int = MOST_UNPACKED

    def spend(self, size: int, *, file: str) -> None:
        """So many bytes more were unpacked.

        Raises:
            Unopenable: that is more than may be.
        """
        self.left -= size
        if self.left < 0:
            raise Unopenable(f"holds more than {MOST_UNPACKED:,} bytes packed in one another", file=file)


def step(kind: str, what: str) -> str:
    """One step of an address; whatever could forge an address, or a line, is escaped.

    >>> step("zip", "صور/a!b.jpg")
    'zip:صور/a%21b.jpg'
    """
    spelled = "".join(
        each
        if each in _PLAIN or (each.isprintable() and (each.isalnum() or each > "\x7f"))
        else _escaped(each)
        for each in what
    )
    return f"{kind}:{spelled}"


def _escaped(each: str) -> str:
    return quote(each, safe="", errors="surrogateescape")


def steps(address: str) -> list[str]:
    """The steps of an address, outermost first."""
    return address.split("!")


def what(spelled: str) -> str:
    """What a step names, unescaped: the other way of ``step``.

    >>> what("zip:a%21b.jpg")
    'a!b.jpg'
    """
    return unquote(spelled.partition(":")[2], errors="surrogateescape")


class Window(io.RawIOBase):
    """Some bytes of a stream, as a stream of their own; several may be open at once, in one thread.

    Args:
        stream: can be read anywhere.
        start, size: bytes.
    """

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream, self._start, self._size, self._place = stream, start, max(0, size), 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """The place, from the window's beginning."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Moves to a place within the window."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills as much of the buffer as there is."""
        wanted = min(len(buffer), max(0, self._size - self._place))
        self._stream.seek(self._start + self._place)
        found = self._stream.read(wanted)
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)


def window(stream: BinaryIO, start: int, size: int) -> BinaryIO:
    """A part of a stream, buffered."""
    return cast(BinaryIO, io.BufferedReader(Window(stream, start, size), _CHUNK))


def in_memory(content: bytes) -> BinaryIO:
    """Bytes as a stream."""
    return io.BytesIO(content)


def whole(stream: BinaryIO, *, file: str) -> bytes:
    """All of a stream that may not be long.

    Raises:
        Unopenable: it is longer than ``MOST_WHOLE``.
    """
    content = stream.read(MOST_WHOLE + 1)
    if len(content) > MOST_WHOLE:
        raise Unopenable(f"larger than {MOST_WHOLE:,} bytes: its parts are not told apart", file=file)
    return content


def seekable(stream: BinaryIO, budget: Budget, *, file: str) -> BinaryIO:
    """The same bytes where they can be read anywhere: as they are, or from an unnamed temporary file.

    The caller closes what is given; a stream that was copied is closed here.

    Raises:
        Unopenable: more is unpacked than may be.
    """
    if stream.seekable():
        return stream
    with ExitStack() as failing:
        copy = failing.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
        with stream:
            while chunk := stream.read(_CHUNK):
                budget.spend(len(chunk), file=file)
                copy.write(chunk)
        copy.seek(0)
        failing.pop_all()
    return cast(BinaryIO, copy)


def sniffed(stream: BinaryIO) -> str:
    """The media type of a stream by its first bytes; nothing else of it is read."""
    with stream:
        head = stream.read(media.HEAD)
    return media.media_type(head, head, whole=len(head) < media.HEAD)
