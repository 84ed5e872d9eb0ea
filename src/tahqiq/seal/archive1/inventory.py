"""What lies in the folders of an archive/1, file by file, each checked against its own name."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from tahqiq.seal.archive1.layout import FORMAT, STAGED_RECEIPT, Layout, is_partial
from tahqiq.seal.archive1.receipts import LONGEST, StoredReceipt1
from tahqiq.seal.errors import Damaged
from tahqiq.seal.verified import Fault

Kind = Literal["object", "receipt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file of the archive, by the hash in its name.

    Attributes:
        waiting: it still stands in ``incoming/``.
        size: in bytes.
        problem: why it is not what its name says; '' if it is.
        item, stated_size, parent: what a receipt says; '' and -1 for an object.
    """

    kind: Kind
    sha256: str
    waiting: bool
    size: int
    problem: str
    item: str = ""
    stated_size: int = -1
    parent: str = ""


@dataclass(slots=True)
class Inventory:
    """Walks an archive, collecting what has no place there."""

    layout: Layout
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    writable: int = 0

    def files(self) -> Iterator[Found]:
        """Every object and receipt, hashed; anything that has no place here is a fault."""
        self._check_format()
        root = self.layout.root
        known = {folder.name for folder in self.layout.folders()} | {self.layout.format_file.name}
        self._expect_only(root, known)
        self._expect_only(self.layout.log.parent, {self.layout.log.name})
        yield from self._placed(self.layout.objects, "object")
        yield from self._placed(self.layout.receipts, "receipt")
        yield from self._incoming()

    def fault(self, path: Path, problem: str) -> None:
        """Notes a fault at a path of the archive."""
        self.faults.append(Fault(self.named(path), problem))

    def named(self, path: Path) -> str:
        """A path as seen from the archive's folder."""
        return path.relative_to(self.layout.root).as_posix()

    def look_at(self, path: Path, *, waiting: bool = False) -> Found | None:
        """Checks one object or receipt; None, and a fault, if it is no plain file; None if it has gone."""
        try:
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode):
                self.fault(path, "not a plain file")
                return None
            if path.suffix in {".json", STAGED_RECEIPT}:
                return _receipt(path, waiting=waiting)
            self.writable += not waiting and bool(mode & 0o222)
            return _object(path, waiting=waiting)
        except FileNotFoundError:
            return None  # put in place meanwhile; the log tells whether it is missing
        except OSError as error:
            self.fault(path, f"cannot be read: {error.strerror}")
            return None

    def _check_format(self) -> None:
        path = self.layout.format_file
        try:
            exact = stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == FORMAT
        except OSError as error:
            self.fault(path, f"cannot be read: {error.strerror}")
            return
        if not exact:
            self.fault(path, f"does not say exactly '{FORMAT.decode().strip()}'")

    def _listed(self, folder: Path) -> list[str]:
        """The names in a folder; a missing or empty one is fine, for copies may drop empty folders."""
        try:
            if not stat.S_ISDIR(folder.lstat().st_mode):
                self.fault(folder, "not a folder")
                return []
            return sorted(os.listdir(folder), key=os.fsencode)  # noqa: PTH208 - names, not paths
        except FileNotFoundError:
            return []
        except OSError as error:
            self.fault(folder, f"cannot be read: {error.strerror}")
            return []

    def _expect_only(self, folder: Path, known: set[str]) -> None:
        for name in self._listed(folder):
            if name not in known:
                self.fault(folder / name, "has no place in an archive")

    def _placed(self, folder: Path, kind: Kind) -> Iterator[Found]:
        for shelf in self._listed(folder):
            if len(shelf) != 2 or not set(shelf) <= set("0123456789abcdef"):
                self.fault(folder / shelf, "has no place in an archive")
                continue
            for name in self._listed(folder / shelf):
                yield from self._in_its_place(folder / shelf / name, kind)

    def _in_its_place(self, path: Path, kind: Kind) -> Iterator[Found]:
        if self.layout.place_of(f"{path.stem}.{kind}") != path:
            self.fault(path, "has no place in an archive")
        elif (found := self.look_at(path)) is not None:
            yield found

    def _incoming(self) -> Iterator[Found]:
        for name in self._listed(self.layout.incoming):
            path = self.layout.incoming / name
            if is_partial(name):
                self._look_at_partial(path)
            elif self.layout.place_of(name) is None:
                self.fault(path, "has no place in an archive")
            elif (found := self.look_at(path, waiting=True)) is not None:
                yield found

    def _look_at_partial(self, path: Path) -> None:
        if path.is_symlink() or not path.is_file():
            self.fault(path, "not a plain file")
        else:
            self.notes.append(f"{self.named(path)}: had not all arrived when it was interrupted")


def _object(path: Path, *, waiting: bool) -> Found:
    with path.open("rb") as stream:
        digest, size = hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
    problem = "" if digest == path.stem else f"the bytes have changed: their SHA-256 is {digest}"
    return Found(kind="object", sha256=path.stem, waiting=waiting, size=size, problem=problem)


def _receipt(path: Path, *, waiting: bool) -> Found:
    with path.open("rb") as stream:
        spelled = stream.read(LONGEST + 1)
    found = Found(kind="receipt", sha256=path.stem, waiting=waiting, size=len(spelled), problem="")
    digest = hashlib.sha256(spelled).hexdigest()
    if digest != path.stem:
        return replace(found, problem=f"the receipt has changed: its SHA-256 is {digest}")
    try:
        said = StoredReceipt1.parse(spelled)
    except Damaged as error:
        return replace(found, problem=str(error))
    return replace(found, item=said.item, stated_size=said.size, parent=said.parent_sha256)
