"""ZIP files that every reader reads alike (PKWARE APPNOTE 6.3.10).

A ZIP says everything twice: in a directory at its end and before each member's bytes. Programs
believe one or the other, and bombs, hidden members and forged names live in the difference.
Here both must agree, the members must fill the file without gap or overlap from its first byte
to the directory, and the directory must fill the rest: what is accepted can be read in one way
only. (The overlapping bomb: D. Fifield, 'A better zip bomb', WOOT 2019.)
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tahqiq.seal.exchange import expanding
from tahqiq.seal.exchange.errors import NotUnpacked
from tahqiq.seal.exchange.limits import Budget

BEGINS = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END64, _LOCATOR, _DESCRIPTOR = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
_LOCKED, _STREAMED, _PATCHED, _UTF8 = 1 << 0 | 1 << 6 | 1 << 13, 1 << 3, 1 << 5, 1 << 11
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
_DECODERS = {
    0: expanding.stored,
    8: expanding.deflated,
    12: expanding.bzipped,
    14: expanding.lzma_zipped,
}
_TWO_WAYS = "it can be read in two ways"
_CUT_OFF = "it is cut off or no whole ZIP file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the directory says of one member."""

    name: str
    spelled: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    modified_at: str

    @property
    def folder(self) -> bool:
        """Whether it is a folder's own entry."""
        return self.name.endswith("/")


def entries(stream: BinaryIO, budget: Budget) -> list[Entry]:
    """All members, in the order of the directory, every header checked against it.

    Raises:
        NotUnpacked: the file is locked, broken, or can be read in two ways.
    """
    start, end, count = _directory(stream)
    budget.count(count)
    stream.seek(start)
    listed = [_entry(stream) for _ in range(count)]
    if stream.tell() != end:
        raise NotUnpacked(_TWO_WAYS)
    ordered = sorted(listed, key=lambda entry: entry.offset)
    bounds = [*(entry.offset for entry in ordered), start]
    if bounds[0] != 0:
        raise NotUnpacked(_TWO_WAYS)
    for each, end in zip(ordered, bounds[1:], strict=True):
        _check_stretch(stream, each, end)
    return listed


def pieces(stream: BinaryIO, entry: Entry, budget: Budget) -> Iterator[bytes]:
    """The bytes of a member, expanded, counted and checked against its CRC-32."""
    budget.afford(entry.size)
    stream.seek(entry.offset + 26)
    name, extra = struct.unpack("<HH", _exactly(stream, 4))
    begin = entry.offset + 30 + name + extra
    size, crc = 0, 0
    packed = _packed(stream, begin, entry.packed)
    for piece in _DECODERS[entry.method](packed) if entry.packed else packed:
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if size > entry.size:
            break
        budget.spend(len(piece))
        yield piece
    if (size, crc) != (entry.size, entry.crc):
        raise NotUnpacked("a member's size or check sum is not the stated one")


def _packed(stream: BinaryIO, begin: int, length: int) -> Iterator[bytes]:
    """A stretch of the file; the place is sought each time, since others may read between."""
    end = begin + length
    while begin < end:
        stream.seek(begin)
        piece = _exactly(stream, min(expanding.PIECE, end - begin))
        begin += len(piece)
        yield piece


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise NotUnpacked(_CUT_OFF)
    return found


def _directory(stream: BinaryIO) -> tuple[int, int, int]:
    """Where the directory starts and ends, and how many entries it has (APPNOTE 4.3.16)."""
    end, record = _end_record(stream)
    disk, first_disk, *told = struct.unpack("<4H2I", record)
    wide = _wide_directory(stream, end)
    here, count, length, start = told
    if wide is not None:
        end, (here, count, length, start) = wide
        agree = zip(told, (here, count, length, start), strict=True)
        if any(narrow not in (full, _MAX16, _MAX32) for narrow, full in agree):
            raise NotUnpacked(_TWO_WAYS)
    elif disk or first_disk:
        raise NotUnpacked("it is one part of several")
    if here != count or start + length != end or count * 46 > length:
        raise NotUnpacked(_TWO_WAYS)
    return start, end, count


def _end_record(stream: BinaryIO) -> tuple[int, bytes]:
    """Where the end record stands and what it says, the comment apart; there must be exactly one."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _MAX16 - 22))
    tail = stream.read()
    fitting = [at for at in _places_of(_END, tail) if _comment_fits(tail, at)]
    if not fitting:
        raise NotUnpacked(_CUT_OFF)
    at = fitting[0]
    if len(fitting) > 1 or tail.rfind(_END) != at:
        raise NotUnpacked(_TWO_WAYS)
    return size - len(tail) + at, tail[at + 4 : at + 20]


def _places_of(mark: bytes, within: bytes) -> Iterator[int]:
    at = within.find(mark)
    while at >= 0:
        yield at
        at = within.find(mark, at + 1)


def _comment_fits(tail: bytes, at: int) -> bool:
    """Whether the comment of an end record here reaches exactly to the end of the file."""
    return len(tail) - at >= 22 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)


def _wide_directory(stream: BinaryIO, end: int) -> tuple[int, tuple[int, int, int, int]] | None:
    """Where the Zip64 end record begins and what it says, where there is one (APPNOTE 4.3.14)."""
    stream.seek(max(0, end - 20))
    locator = stream.read(20)
    if end < 76 or locator[:4] != _LOCATOR:
        return None
    _, at, disks = struct.unpack("<IQI", locator[4:])
    if disks > 1 or at > end - 76:
        raise NotUnpacked(_TWO_WAYS)
    stream.seek(at)
    record = _exactly(stream, 56)
    if record[:4] != _END64 or at + 12 + int.from_bytes(record[4:12], "little") != end - 20:
        raise NotUnpacked(_TWO_WAYS)
    disk, first_disk, here, count, length, start = struct.unpack("<II4Q", record[16:])
    if disk or first_disk:
        raise NotUnpacked("it is one part of several")
    return at, (here, count, length, start)


def _entry(stream: BinaryIO) -> Entry:
    head = _exactly(stream, 46)
    if head[:4] != _CENTRAL:
        raise NotUnpacked(_TWO_WAYS)
    flags, method, time, date, crc, packed, size = struct.unpack("<4x4H3I", head[4:28])
    name, extra, comment, disk, outside, offset = struct.unpack("<4H2xII", head[28:46])
    spelled, fields = _exactly(stream, name), _exactly(stream, extra)
    _exactly(stream, comment)
    size, packed, offset = _widened(fields, (size, packed, offset))
    entry = Entry(
        name=_decoded(spelled, fields, flags),
        spelled=spelled,
        flags=flags,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        offset=offset,
        modified_at=_moment(date, time),
    )
    _refuse(entry, disk=disk, mode=outside >> 16)
    return entry


def _refuse(entry: Entry, *, disk: int, mode: int) -> None:
    kind = stat.S_IFMT(mode)
    if entry.flags & _LOCKED:
        raise NotUnpacked("it is locked with a password")
    if kind == stat.S_IFLNK:
        raise NotUnpacked("it holds a link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise NotUnpacked("it holds a device, pipe or socket")
    if disk not in (0, _MAX16):
        raise NotUnpacked("it is one part of several")
    if entry.method not in _DECODERS or entry.flags & _PATCHED:
        raise NotUnpacked(f"it uses a compression unknown here ({entry.method})")
    if (entry.folder and entry.size) or (not entry.folder and kind == stat.S_IFDIR):
        raise NotUnpacked("it holds a folder with bytes of its own, or without a folder's name")
    if b"\0" in entry.spelled:
        raise NotUnpacked("a member's name holds control characters")


def _widened(fields: bytes, told: tuple[int, int, int]) -> tuple[int, int, int]:
    """Size, packed size and offset, those too big for 32 bits from the Zip64 field (APPNOTE 4.5.3)."""
    wide = _field(fields, 0x0001)
    values = list(told)
    for place, value in enumerate(told):
        if value == _MAX32 and wide is not None:
            if len(wide) < 8:
                raise NotUnpacked(_TWO_WAYS)
            values[place], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    return values[0], values[1], values[2]


def _field(fields: bytes, kind: int) -> bytes | None:
    """One of the extra fields; they are read leniently, as some writers pad them."""
    found = None
    while len(fields) >= 4:
        header, length = struct.unpack("<HH", fields[:4])
        if header == kind and len(fields) >= 4 + length:
            if found is not None:
                raise NotUnpacked(_TWO_WAYS)
            found = fields[4 : 4 + length]
        fields = fields[4 + length :]
    return found


def _decoded(spelled: bytes, fields: bytes, flags: int) -> str:
    """The name: marked or plain UTF-8, Info-ZIP's Unicode path (APPNOTE 4.6.9), else the old DOS table."""
    told = _field(fields, 0x7075)
    if told is not None and told[1:5] == zlib.crc32(spelled).to_bytes(4, "little"):
        spelled = told[5:]
    try:
        return spelled.decode()
    except UnicodeDecodeError:
        if flags & _UTF8 or told is not None:
            raise NotUnpacked("a member's name is no valid text") from None
        return spelled.decode("cp437")


def _moment(date: int, time: int) -> str:
    """DOS time, which has no zone: ``2016-10-17T06:30:00``; '' where the writer gave no real one."""
    day, month, year = date & 31, date >> 5 & 15, 1980 + (date >> 9)
    hour, minute, second = time >> 11, time >> 5 & 63, (time & 31) * 2
    if (year, month, day) <= (1980, 1, 1) or not (1 <= month <= 12 and day and hour < 24 and minute < 60):
        return ""
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}"


def _check_stretch(stream: BinaryIO, entry: Entry, end: int) -> None:
    """What stands before and behind a member's bytes must agree with the directory, and fill the stretch."""
    stream.seek(entry.offset)
    head = _exactly(stream, 30)
    flags, method, crc, packed, size, name, extra = struct.unpack("<6x2H4x3I2H", head)
    spelled, fields = _exactly(stream, name), _exactly(stream, extra)
    size, packed, _ = _widened(fields, (size, packed, 0))
    streamed = bool((flags | entry.flags) & _STREAMED)
    told, listed = (crc, packed, size), (entry.crc, entry.packed, entry.size)
    agree = told == listed or (streamed and all(a in (0, b) for a, b in zip(told, listed, strict=True)))
    same = head[:4] == _LOCAL and spelled == entry.spelled and method == entry.method
    if not (same and agree) or (flags ^ entry.flags) & _LOCKED:
        raise NotUnpacked(_TWO_WAYS)
    behind = end - stream.tell() - entry.packed
    if behind:
        stream.seek(end - max(0, behind))
        _check_descriptor(stream, entry, behind if streamed else -1)


def _check_descriptor(stream: BinaryIO, entry: Entry, length: int) -> None:
    """A data descriptor repeats check sum and sizes of 4 or 8 bytes, marked or not (APPNOTE 4.3.9)."""
    wide = "<IQQ" if length in (20, 24) else "<III"
    if length not in (12, 16, 20, 24) or (wide == "<III" and max(entry.packed, entry.size) > _MAX32):
        raise NotUnpacked(_TWO_WAYS)
    expected = struct.pack(wide, entry.crc, entry.packed, entry.size)
    if _exactly(stream, length) not in (expected, _DESCRIPTOR + expected):
        raise NotUnpacked(_TWO_WAYS)
