"""TAR files, plain or compressed, with nothing in them but files and folders (POSIX.1-2017 pax, ustar, GNU).

Read here rather than with ``tarfile``, which believes a header's size before it has memory for
it, reads links, sparse maps and duplicates, and stops in silence where a file is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tahqiq.seal.exchange.errors import NotUnpacked
from tahqiq.seal.exchange.limits import Budget

BLOCK = 512
#: Bytes of one extended header; honest ones hold a name and some times.
_LONGEST_HEADER = 64 << 10
_FILE, _FOLDER = frozenset((b"0", b"\0", b"7")), b"5"
_LONG_NAME, _PAX, _PAX_GLOBAL = b"L", b"x", b"g"
_KINDS = {
    b"1": "a link",
    b"2": "a link",
    b"K": "a link",
    b"3": "a device, pipe or socket",
    b"4": "a device, pipe or socket",
    b"6": "a device, pipe or socket",
    b"S": "a sparse file",
}
_CUT_OFF, _BROKEN = "it is cut off", "it is no whole TAR file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One member, as its headers describe it."""

    name: str
    size: int
    folder: bool
    modified_at: str


class Supply:
    """Bytes by the number, from pieces of any size; what is taken is paid from the budget."""

    def __init__(self, pieces: Iterator[bytes], budget: Budget) -> None:
        self._pieces, self._budget, self._left = pieces, budget, memoryview(b"")

    def some(self, most: int) -> bytes:
        """At least one byte and at most so many; none at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._budget.spend(len(piece))
            self._left = memoryview(piece)
        taken, self._left = bytes(self._left[:most]), self._left[most:]
        return taken

    def exactly(self, length: int) -> bytes:
        """So many bytes, which must be few.

        Raises:
            NotUnpacked: the end comes first.
        """
        taken = bytearray()
        while len(taken) < length and (piece := self.some(length - len(taken))):
            taken += piece
        if len(taken) != length:
            raise NotUnpacked(_CUT_OFF)
        return bytes(taken)


def looks_like_tar(head: bytes) -> bool:
    """Whether a file that begins like this is a TAR: its first header's check sum says so."""
    return len(head) >= BLOCK and (_sums(head[:BLOCK]) or not any(head[: 2 * BLOCK]))


def entries(supply: Supply, budget: Budget) -> Iterator[tuple[Entry, Iterator[bytes]]]:
    """Each member with its bytes, which are read to their end before the next is given.

    Raises:
        NotUnpacked: there is anything but files and folders, or the file is broken or cut off.
    """
    said: dict[str, str] = {}
    while any(block := supply.exactly(BLOCK)):
        kind = block[156:157]
        size = _number(block[124:136])
        if kind in (_PAX, _PAX_GLOBAL, _LONG_NAME):
            said.update(_extended(kind, _header(supply, size), said))
            continue
        entry = _entry(block, kind, size, said)
        said = {}
        budget.count()
        budget.afford(entry.size)
        content = _content(supply, entry.size)
        yield entry, content
        for _ in content:
            pass
    if said:
        raise NotUnpacked(_BROKEN)
    _rest_is_empty(supply)


def _entry(block: bytes, kind: bytes, size: int, said: dict[str, str]) -> Entry:
    if not _sums(block):
        raise NotUnpacked(_BROKEN)
    if any(key.startswith("GNU.sparse") for key in said):
        raise NotUnpacked("it holds a sparse file")
    if kind not in _FILE and kind != _FOLDER:
        raise NotUnpacked(f"it holds {_KINDS.get(kind, 'something that is neither a file nor a folder')}")
    name = said.get("path") or _name(block)
    size = _told(said["size"]) if "size" in said else size
    folder = kind == _FOLDER or name.endswith("/")
    if folder and size:
        raise NotUnpacked("it holds a folder with bytes of its own")
    moment = _moment(said["mtime"]) if "mtime" in said else _moment(str(_number(block[136:148])))
    return Entry(name=name, size=size, folder=folder, modified_at=moment)


def _sums(block: bytes) -> bool:
    """The check sum of a header: the sum of its bytes, those of the sum itself as spaces."""
    try:
        told = _number(block[148:156])
    except NotUnpacked:
        return False
    return told == sum(block) - sum(block[148:156]) + 8 * 0x20


def _number(field: bytes) -> int:
    """Octal digits, or GNU's base 256 for what does not fit."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.split(b"\0")[0].strip(b" ")
    if not all(0x30 <= digit <= 0x37 for digit in digits):
        raise NotUnpacked(_BROKEN)
    return int(digits or b"0", 8)


def _name(block: bytes) -> str:
    name = _text(block[:100].split(b"\0")[0])
    # Only POSIX has a prefix; GNU keeps times where it would stand.
    prefix = _text(block[345:500].split(b"\0")[0]) if block[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(spelled: bytes) -> str:
    try:
        return spelled.decode()
    except UnicodeDecodeError:
        raise NotUnpacked("a member's name is no valid text") from None


def _header(supply: Supply, size: int) -> bytes:
    if size > _LONGEST_HEADER:
        raise NotUnpacked("a header is too long")
    return b"".join(_content(supply, size))


def _extended(kind: bytes, content: bytes, said: dict[str, str]) -> dict[str, str]:
    """What an extended header says of the member that follows; what is said twice is refused."""
    found = dict(_records(content)) if kind != _LONG_NAME else {"path": _text(content.split(b"\0")[0])}
    if kind == _PAX_GLOBAL:
        if not found.keys().isdisjoint({"path", "size", "linkpath"}) or "GNU.sparse" in " ".join(found):
            raise NotUnpacked("it names all its members alike")
        return {}
    if not found.keys().isdisjoint(said):
        raise NotUnpacked("it can be read in two ways")
    return found


def _records(content: bytes) -> Iterator[tuple[str, str]]:
    r"""``length key=value\n``, one behind another (pax, 'pax Extended Header')."""
    while content:
        digits, space, _ = content[:8].partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        record = content[:length]
        key, sign, value = record[len(digits) + 1 : -1].partition(b"=")
        if not space or not sign or len(record) != length or record[-1:] != b"\n":
            raise NotUnpacked(_BROKEN)
        # Attributes of other systems may hold any bytes; nothing of them is used.
        used = key in (b"path", b"size", b"mtime")
        yield key.decode("ascii", "replace"), _text(value) if used else ""
        content = content[length:]


def _told(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        raise NotUnpacked(_BROKEN)
    return int(digits)


def _moment(seconds: str) -> str:
    """UTC of a time in seconds since 1970; '' for none, or one that no calendar holds."""
    try:
        moment = datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.timestamp() > 0 else ""


def _content(supply: Supply, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = supply.some(left)
        if not piece:
            raise NotUnpacked(_CUT_OFF)
        left -= len(piece)
        yield piece
    supply.exactly(-size % BLOCK)


def _rest_is_empty(supply: Supply) -> None:
    """Two empty blocks end a TAR, and more may pad it; anything else would be hidden there."""
    if any(supply.exactly(BLOCK)):
        raise NotUnpacked("bytes stand behind its end")
    padding = 0
    while piece := supply.some(1 << 20):
        padding += len(piece)
        if any(piece):
            raise NotUnpacked("bytes stand behind its end")
    if padding % BLOCK:
        raise NotUnpacked(_CUT_OFF)
