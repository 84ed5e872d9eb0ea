"""An archive with everything in it, and hands to spoil it with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from seal.evidence import receipt
from seal.stamping.servers import OpensslAuthority, serving
from tahqiq.seal.archive import Archive
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.keyring import keys_beside
from tahqiq.seal.receipts import Receipt
from tahqiq.seal.stamping import Authority, WaitingStamps, stamp_head

NOTE, TABLE, PICTURE, LAST = (
    b"16 killed, said one\n",
    b"a,b\n1,2\n" * 400,
    b"\x89PNG" + b"\1" * 900,
    b"later\n",
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A sound archive, with what somebody may hold against it.

    Attributes:
        root: its folder. authority: who stamped its head.
        before, held: heads kept elsewhere, from the middle and from the end.
        key: its public key.
    """

    root: Path
    authority: OpensslAuthority
    before: Checkpoint
    held: Checkpoint
    key: bytes


def whole(place: Path, *, encrypted: bool = False) -> Whole:
    """Eight pages: items, a derived one, an opening, a stamp, a lawful removal, and one item more."""
    archive = Archive.create(place / "archive", encrypted=encrypted)
    note, _ = archive.seal_many([(NOTE, receipt()), (TABLE, receipt("table.csv"))])
    archive.seal_bytes(b"16", receipt("", parent_sha256=note.sha256, operation="extract/1"))
    archive.record("opened", note.sha256, receipt(how="shown to the court"))
    before = archive.head()
    authority = OpensslAuthority.make(place / "authority")
    with serving(authority.answer) as url:
        waiting = WaitingStamps(archive.keyring.folder)
        list(stamp_head(archive.store, before, [Authority("rfc3161", f"{url}/tsr")], waiting=waiting))
    picture = archive.seal_bytes(PICTURE, receipt("picture.png"))
    archive.request_removal(picture.sha256, receipt(note="consent withdrawn"))
    archive.remove(picture.sha256, Receipt(by="basel", original_name=""))
    archive.seal_bytes(LAST, receipt("last.txt"))
    return Whole(
        root=place / "archive",
        authority=authority,
        before=before,
        held=archive.head(),
        key=archive.about.public_key,
    )


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A copy that a fault is made in; its keys lie beside it as those of the whole archive do."""

    root: Path

    @classmethod
    def copy_of(cls, archive: Path, place: Path) -> Spoiled:
        """A fresh copy."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(archive.parent, place, ignore=shutil.ignore_patterns("authority"))
        return cls(place / archive.name)

    @property
    def keys(self) -> Path:
        """Its keys."""
        return keys_beside(self.root)

    def files(self, folder: str) -> list[str]:
        """The files below a folder, by name."""
        found = sorted(each for each in (self.root / folder).rglob("*") if each.is_file())
        return [each.relative_to(self.root).as_posix() for each in found]

    def object(self, content: bytes) -> str:
        """Where an item of a plain archive stands."""
        import hashlib

        sha256 = hashlib.sha256(content).hexdigest()
        return f"objects/{sha256[:2]}/{sha256}"

    def read(self, name: str) -> bytes:
        """All of a file."""
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Puts bytes in a file, whatever its mode, keeping its mode."""
        path = self.root / name
        mode = path.stat().st_mode if path.exists() else 0o400
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.chmod(0o600)
        path.write_bytes(content)
        path.chmod(mode)

    def remove(self, name: str) -> None:
        """Removes a file or a folder."""
        path = self.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def flip(self, name: str, place: int = 0) -> None:
        """Turns one bit of the byte at this place."""
        content = bytearray(self.read(name))
        content[place] ^= 1
        self.write(name, bytes(content))

    def swap(self, one: str, other: str) -> None:
        """Exchanges what two files hold."""
        first, second = self.read(one), self.read(other)
        self.write(one, second)
        self.write(other, first)

    def lines(self, name: str) -> list[bytes]:
        """The lines of a file."""
        return self.read(name).splitlines(keepends=True)

    def link(self, name: str) -> None:
        """Moves a file or folder out of the archive, and leaves a link to it."""
        path, aside = self.root / name, self.root.parent / "aside"
        path.rename(aside)
        path.symlink_to(aside)

    def pages_from(self, number: int) -> list[str]:
        """Log, receipts and keys of the pages from this number on."""
        return [
            name
            for folder in ("log", "receipts", "keys")
            for name in self.files(folder)
            if int(name[-14:-6]) >= number
        ]
