"""What a package is, whatever its kind: files under names, each with what it was found to be."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tahqiq.seal.errors import Unsealable
from tahqiq.seal.exchange.errors import NotUnpacked, Unfaithful
from tahqiq.seal.exchange.limits import LIMITS
from tahqiq.seal.exchange.member_names import Names
from tahqiq.seal.layout import printable

Kind = Literal["bagit", "ro-crate"]
#: Digests that a manifest may use, the strongest first; with the last two alone a package is noted as weak.
DIGESTS = ("sha512", "sha384", "sha256", "sha224", "sha1", "md5")
#: Where our own packages keep items, and what speaks of them.
ITEMS, PROOFS, SENDERS_RECEIPTS = "data/items", "proofs", "receipts"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of a package, read whole.

    Attributes:
        name: its path in the package, with slashes.
        digests: by the names of ``DIGESTS``, in hexadecimal; always with ``sha256``.
    """

    name: str
    size: int
    digests: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """What it will be known by."""
        return self.digests["sha256"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package whose every promise was kept.

    Attributes:
        said: what it says of itself, such as ``Source-Organization``: the sender's word.
        files: all of them, sorted by name.
        notes: what a person should know, a line each.
    """

    kind: Kind
    version: str
    said: Mapping[str, str]
    files: tuple[Found, ...]
    notes: tuple[str, ...] = field(default=())


def files_under(folder: Path) -> list[str]:
    """The names of all files of a package, sorted; they are safe on every system.

    Raises:
        Unsealable: there is a link, device or pipe, or what cannot be read.
        Unfaithful: a name deceives, or there are too many files.
    """
    names, found = Names(), []
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        try:
            found.append(names.add(name, folder=False))
        except NotUnpacked as refused:
            raise Unfaithful(refused.reason, file=printable(str(folder))) from refused
        if len(found) > LIMITS.members:
            raise Unfaithful(f"more than {LIMITS.members:,} files", file=printable(str(folder)))
    return sorted(found)


def found(folder: Path, name: str, algorithms: Iterable[str] = ()) -> Found:
    """Reads a file once, with all the digests that are asked for.

    Raises:
        Unsealable: it cannot be read.
    """
    digests = {each: hashlib.new(each, usedforsecurity=False) for each in {"sha256", *algorithms}}
    size = 0
    try:
        with (folder / name).open("rb") as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                for digest in digests.values():
                    digest.update(chunk)
    except OSError as error:
        raise Unsealable(f"cannot be read: {error.strerror}", file=printable(name)) from error
    return Found(name=name, size=size, digests={each: digest.hexdigest() for each, digest in digests.items()})


def small_text(folder: Path, name: str, *, longest: int) -> str:
    """A tag file as text: UTF-8, with or without a mark at its beginning.

    Raises:
        Unfaithful: it is not there, too long, or no such text.
    """
    try:
        with (folder / name).open("rb") as file:
            content = file.read(longest + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unfaithful("cannot be read as UTF-8", file=name) from error
    if len(content) > longest:
        raise Unfaithful(f"is longer than {longest:,} bytes", file=name)
    return text


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(_scanned(folder), key=lambda entry: entry.name):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(Path(entry.path))
        elif stat.S_ISREG(mode):
            yield Path(entry.path)
        else:
            kind = "a link" if stat.S_ISLNK(mode) else "a device, pipe or socket"
            raise Unsealable(f"{kind}, not a file", file=printable(entry.path))


def _scanned(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise Unsealable(f"cannot be read: {error.strerror}", file=printable(str(folder))) from error
