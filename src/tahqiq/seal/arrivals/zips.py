"""Members of zip archives: named, measured and opened, never unpacked to a path.

A member's name is a label: ``../../etc/passwd`` is nothing but that. Links, devices, encrypted
members and bombs are named with the reason why they are not opened; an archive whose members
overlap (Fifield, 'A better zip bomb', WOOT 2019) is refused whole.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from tahqiq.seal.arrivals.parts import (
    MOST_RATIO,
    SMALL,
    Part,
    Unopenable,
    sniffed,
    step,
    what,
    window,
)

#: What zipfile raises over damaged archives.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,
    OverflowError,
)
#: Bytes of the directory at a zip's end: some 80,000 members, which cost ten times as much when read.
MOST_DIRECTORY = 8 << 20
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR, _END64 = b"PK\x06\x07", b"PK\x06\x06"
_OPENED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_KINDS = {stat.S_IFLNK: "a link", stat.S_IFIFO: "a pipe", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


class Zip:
    """A zip archive that is looked into while its stream is open.

    Args:
        stream: can be read anywhere.
        file: the name used in messages.

    Raises:
        Unopenable: damaged, of more members than may be, or of members that overlap.
    """

    def __init__(self, stream: BinaryIO, *, file: str) -> None:
        self._stream, self._file = stream, file
        if _directory_size(stream) > MOST_DIRECTORY:
            raise Unopenable(f"a zip archive whose directory is over {MOST_DIRECTORY:,} bytes", file=file)
        try:
            self._zip = zipfile.ZipFile(stream)
            self.members = [each for each in self._zip.infolist() if not each.is_dir()]
        except DAMAGED:
            raise Unopenable("a damaged zip archive", file=file) from None
        _refuse_overlaps(self.members, file)
        self._named: dict[str, zipfile.ZipInfo] = {}
        for each in self.members:
            self._named.setdefault(each.filename, each)

    @property
    def names(self) -> list[str]:
        """Names of the members, in the order of the directory."""
        return [each.filename for each in self.members]

    def named(self, name: str) -> zipfile.ZipInfo | None:
        """The first member of this name."""
        return self._named.get(name)

    def parts(self) -> Iterator[Part]:
        """Every member; of several with one name, the second is ``zip:name#2``."""
        seen: dict[str, int] = {}
        for member in self.members:
            seen[member.filename] = count = seen.get(member.filename, 0) + 1
            address = step("zip", member.filename) + (f"#{count}" if count > 1 else "")
            yield self._part(member, address)

    def part_at(self, first: str) -> Part | None:
        """The member that the first step of an address names."""
        name, _, count = first.partition("#")
        found = [each for each in self.members if each.filename == what(name)]
        place = int(count) - 1 if count.isdecimal() and len(count) < 7 else 0
        return self._part(found[place], first) if place < len(found) else None

    def open(self, member: zipfile.ZipInfo) -> BinaryIO:
        """A member's bytes; one that is stored as it is can be read anywhere.

        Raises:
            Unopenable: it is none that is opened, or is damaged.
        """
        if reason := refused(member):
            raise Unopenable(reason, file=f"{self._file}, {step('zip', member.filename)}")
        try:
            stream = self._zip.open(member)
            if member.compress_type == zipfile.ZIP_STORED:
                return window(self._stream, self._start(member), member.file_size)
        except DAMAGED:
            raise Unopenable("damaged in the zip archive", file=step("zip", member.filename)) from None
        return cast(BinaryIO, _Checked(stream, step("zip", member.filename)))

    def _start(self, member: zipfile.ZipInfo) -> int:
        """Where a member's bytes begin, behind its own header (APPNOTE 4.3.7)."""
        self._stream.seek(member.header_offset)
        name, extra = struct.unpack("<HH", self._stream.read(30)[26:30])
        return int(member.header_offset + 30 + name + extra)

    def _part(self, member: zipfile.ZipInfo, address: str) -> Part:
        reason = refused(member)
        return Part(
            address=address,
            media_type="inode/other" if reason else self._type(member),
            title=member.filename.rpartition("/")[2],
            at=_time(member),
            size=member.file_size,
            refused=reason,
            opener=lambda: self.open(member),
        )

    def _type(self, member: zipfile.ZipInfo) -> str:
        try:
            return sniffed(self.open(member))
        except Unopenable:
            return "application/octet-stream"


class _Checked:
    """A packed member; damage found on the way is one clear line."""

    def __init__(self, stream: object, file: str) -> None:
        self._stream, self._file = cast(BinaryIO, stream), file

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except DAMAGED:
            raise Unopenable("damaged in the zip archive", file=self._file) from None

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> _Checked:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


def refused(member: zipfile.ZipInfo) -> str:
    """Why a member is not opened; '' where it may be."""
    kind = _KINDS.get(stat.S_IFMT(member.external_attr >> 16))
    if kind:
        return f"{kind} inside a zip archive"
    if member.flag_bits & 1:
        return "encrypted"
    if member.compress_type not in _OPENED:
        return "packed in a way that is not opened here"
    if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
        return f"unpacks to more than {MOST_RATIO} times its size"
    return ""


def _time(member: zipfile.ZipInfo) -> str:
    """When the member was last changed, by the clock of whoever packed it; '' for no possible time."""
    try:
        return datetime(*member.date_time).isoformat()
    except ValueError:
        return ""


def _refuse_overlaps(members: list[zipfile.ZipInfo], file: str) -> None:
    """Members that share bytes are how a small archive pretends to hold a large one."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise Unopenable("a zip archive whose members overlap", file=file)
        end = member.header_offset + 30 + member.compress_size


def _directory_size(stream: BinaryIO) -> int:
    """Bytes of the directory as the end of the archive states them; 0 where there is no end."""
    size = stream.seek(0, 2)
    first = max(0, size - _END_SIZE - _LONGEST_COMMENT)
    stream.seek(first)
    tail = stream.read(_END_SIZE + _LONGEST_COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return 0
    stated = int.from_bytes(tail[at + 12 : at + 16], "little")
    if at >= 20 and tail[at - 20 : at - 16] == _LOCATOR:
        stream.seek(min(int.from_bytes(tail[at - 12 : at - 4], "little"), size))
        end = stream.read(56)
        if end.startswith(_END64) and len(end) == 56:
            stated = int.from_bytes(end[40:48], "little")
    # Whatever is stated, no directory is longer than what stands before its end.
    return min(stated, first + at)
