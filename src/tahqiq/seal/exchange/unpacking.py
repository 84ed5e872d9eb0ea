"""ZIP and TAR files from strangers, opened without trusting a word in them.

What is accepted can be read in one way only, holds nothing but files and folders under names
that mean the same everywhere, and stays within a budget that a bomb exceeds before it has
filled anything. All else is refused as a whole, with the reason in one line
(`errors.NotUnpacked`); a caller that keeps evidence seals such a container whole, and notes the
reason. Containers inside a container are files like others.

Nothing is ever half-done: ``unpack`` makes the whole folder or nothing, ``members`` reads every
byte before it answers.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tahqiq.durable import replacing_folder
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.exchange import expanding, tarred, zipped
from tahqiq.seal.exchange.errors import NotUnpacked
from tahqiq.seal.exchange.limits import LIMITS, Budget, Limits
from tahqiq.seal.exchange.member_names import Names
from tahqiq.seal.filing import write_all
from tahqiq.seal.layout import printable

if TYPE_CHECKING:
    from typing_extensions import Buffer

_KINDS = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
}
_EXPAND: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {
    "tar": lambda stream: _pieces(stream),
    "gz": lambda stream: expanding.gunzipped(_pieces(stream)),
    "bz2": lambda stream: expanding.bunzipped(_pieces(stream)),
    "xz": lambda stream: expanding.unxzed(_pieces(stream)),
    "zst": expanding.unzstded,
}
Members = Iterator[tuple["Member", Iterator[bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a container.

    Attributes:
        name: its path there, with slashes; safe on every system, and no other member's.
        size: bytes, expanded.
        modified_at: ISO time, with Z from a TAR, without a zone from a ZIP; '' where unknown.
    """

    name: str
    size: int
    modified_at: str = ""


def kind_of(head: bytes) -> str:
    r"""Which container begins with these bytes: zip, tar, gz, bz2, xz, zst, 7z or rar; '' for none.

    ``gz``, ``bz2``, ``xz`` and ``zst`` may hold a TAR or any single file; only opening them tells.

    >>> kind_of(b"PK\x03\x04...")
    'zip'
    """
    known = next((kind for mark, kind in _KINDS.items() if head.startswith(mark)), "")
    return known or ("tar" if tarred.looks_like_tar(head) else "")


def each(source: Path | BinaryIO, *, limits: Limits = LIMITS, within: Budget | None = None) -> Members:
    """The files in a container, one behind another, each with its bytes in small pieces.

    A member's pieces are to be read before the next member is asked for; what is left of them is
    read and checked all the same. The last bytes of a container may be what gives it away: who
    keeps what this yields must be able to take it back.

    Args:
        source: the container; a stream must be seekable and is left open.
        limits: how much it may hold.
        within: the budget of the container that this one was found in.

    Raises:
        NotUnpacked: it is refused.
        Unsealable: there is no file that can be read.
    """
    with _opened(source) as (stream, file):
        try:
            yield from _members(stream, limits, within)
        except NotUnpacked as refused:
            raise NotUnpacked(refused.reason, file=file) from refused


def members(source: Path | BinaryIO, *, limits: Limits = LIMITS) -> tuple[Member, ...]:
    """What a container holds, once every byte of it has been read and checked. Errors: see ``each``."""
    return tuple(member for member, _ in each(source, limits=limits))


def unpack(source: Path | BinaryIO, folder: Path, *, limits: Limits = LIMITS) -> tuple[Member, ...]:
    """Writes the files of a container into a new folder, all of them or none. Errors: see ``each``.

    Times, owners and permissions are not taken over; empty folders are left out.

    Args:
        source: the container.
        folder: what to make; nothing may stand there.
        limits: how much it may hold.

    Raises:
        BadInput: something stands at the folder's place.
    """
    found = []
    with replacing_folder(folder, replaceable=lambda _: False) as inside:
        for member, pieces in each(source, limits=limits):
            _write(inside / member.name, pieces)
            found.append(member)
    return tuple(found)


@contextmanager
def open_member(source: Path | BinaryIO, name: str, *, limits: Limits = LIMITS) -> Iterator[BinaryIO]:
    """One file of a container, as a stream; its check sum is proved only when it is read to its end.

    Raises:
        NotUnpacked: the container is refused, or holds no such file.
    """
    walk = each(source, limits=limits)
    for member, pieces in walk:
        if member.name == name:
            with io.BufferedReader(_Pieced(pieces), expanding.PIECE) as stream:
                yield stream
            walk.close()  # type: ignore[attr-defined]
            return
    raise NotUnpacked(f"no member '{printable(name[:120])}'")


def _members(stream: BinaryIO, limits: Limits, within: Budget | None) -> Members:
    head = stream.read(2 * tarred.BLOCK)
    kind = kind_of(head)
    budget = within or Budget(stream.seek(0, os.SEEK_END), limits)
    stream.seek(0)
    budget.enter()
    if kind == "zip":
        yield from _zip_members(stream, budget)
    elif kind in _EXPAND:
        yield from _tar_members(_EXPAND[kind](stream), budget)
    else:
        known = {"7z": "a 7z file", "rar": "a RAR file"}.get(kind, "no ZIP or TAR file")
        raise NotUnpacked(f"it is {known}")
    budget.leave()


def _zip_members(stream: BinaryIO, budget: Budget) -> Members:
    names = Names()
    entries = zipped.entries(stream, budget)
    named = [(entry, names.add(entry.name, folder=entry.folder)) for entry in entries]
    for entry, name in named:
        if not entry.folder:
            pieces = zipped.pieces(stream, entry, budget)
            yield Member(name=name, size=entry.size, modified_at=entry.modified_at), pieces
            for _ in pieces:
                pass


def _tar_members(expanded: Iterator[bytes], budget: Budget) -> Members:
    names = Names()
    supply = tarred.Supply(expanded, budget)
    for entry, pieces in tarred.entries(supply, budget):
        # Many writers put './' before every name, and './' itself for the folder.
        bare = entry.name.removeprefix("./")
        if entry.folder and bare in ("", "."):
            continue
        name = names.add(bare, folder=entry.folder)
        if not entry.folder:
            yield Member(name=name, size=entry.size, modified_at=entry.modified_at), pieces


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(expanding.PIECE):
        yield piece


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[tuple[BinaryIO, str | None]]:
    if not isinstance(source, Path):
        source.seek(0)
        yield source, None
        return
    file = printable(str(source))
    try:
        stream = source.open("rb")
    except OSError as error:
        raise Unsealable(f"cannot be read: {error.strerror}", file=file) from error
    with stream:
        yield stream, file


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        for piece in pieces:
            write_all(descriptor, piece)
    finally:
        os.close(descriptor)


class _Pieced(io.RawIOBase):
    """A readable stream over pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Buffer) -> int:
        room = memoryview(target)
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        taken = min(len(room), len(self._left))
        room[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken
