"""Proves a release: every byte hashed and signed, every id resolved, every number with a trail.

Memory does not grow with the release: ids go to a scratch database on disk. The totals are added
up anew from the rows.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tahqiq.release.layout import CHUNK, MANIFEST, SIGNATURE, content_id
from tahqiq.release.reader import Release, open_release
from tahqiq.release.sums import sum_faults
from tahqiq.release.trails import trail_faults
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import FileEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a release: the file below its folder, and what is wrong with it."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def check(folder: Path, *, public_key: str | None = None) -> list[Fault]:
    """Checks a release through and through; writes nothing in it.

    Args:
        folder: the release.
        public_key: the hexadecimal key it should be signed with, where it is known from elsewhere;
            without it the signature proves that the release is whole, not whose it is.

    Returns:
        All faults in a fixed order; none where the release is sound.
    """
    try:
        release = open_release(folder)
    except BadInput as problem:
        return [Fault(MANIFEST, problem.problem)]
    faults = [*_signature_faults(release, public_key), *_file_faults(release), *_stray_faults(release)]
    return faults or _faults_of_rows(release)


def _signature_faults(release: Release, public_key: str | None) -> Iterator[Fault]:
    manifest = release.manifest
    if not _signed(release.folder, manifest.public_key):
        yield Fault(MANIFEST, f"{SIGNATURE} is no signature of these bytes by the key they name")
    if public_key is not None and manifest.public_key != public_key:
        yield Fault(MANIFEST, f"signed by another key: {manifest.public_key}")
    if manifest.content != content_id(manifest.files):
        yield Fault(MANIFEST, "the content id does not follow from the files")
    if manifest.status != ("approved" if manifest.approvals else "unapproved"):
        yield Fault(MANIFEST, f"the status {manifest.status!r} does not follow from the approvals")


def _signed(folder: Path, public_key: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify((folder / SIGNATURE).read_bytes(), (folder / MANIFEST).read_bytes())
    except (ValueError, OSError, InvalidSignature):
        return False
    return True


def _file_faults(release: Release) -> Iterator[Fault]:
    for name, entry in sorted(release.manifest.files.items()):
        try:
            found = _entry_of(release.folder / name)
        except OSError as problem:
            yield Fault(name, f"cannot be read: {problem.strerror}")
            continue
        if found.size != entry.size:
            yield Fault(name, f"has {found.size:,} bytes, not {entry.size:,}")
        elif found.sha256 != entry.sha256:
            yield Fault(name, f"its SHA-256 is {found.sha256}, not {entry.sha256}")
        elif entry.rows is not None and found.rows != entry.rows:
            yield Fault(name, f"has {found.rows:,} rows, not {entry.rows:,}")


def _entry_of(path: Path) -> FileEntry:
    """What the manifest should say of a file; links are not followed."""
    digest, size, rows = hashlib.sha256(), 0, 0
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            rows += chunk.count(b"\n")
    return FileEntry(sha256=digest.hexdigest(), size=size, rows=rows)


def _stray_faults(release: Release) -> Iterator[Fault]:
    """Whatever lies in the folder that the manifest does not name."""
    known = {*release.manifest.files, MANIFEST, SIGNATURE}
    for path in sorted(release.folder.rglob("*")):
        name = path.relative_to(release.folder).as_posix()
        if name in known or (path.is_dir() and not path.is_symlink()):
            continue
        yield Fault(name, "is not named in the manifest")


def _faults_of_rows(release: Release) -> list[Fault]:
    """What only shows when the rows are read: ids, trails, sums."""
    try:
        return [Fault(*each) for each in (*trail_faults(release), *sum_faults(release))]
    except BadInput as problem:
        where = "" if problem.row is None else f"row {problem.row}: "
        return [Fault(Path(problem.file or MANIFEST).name, where + problem.problem)]
