"""A second copy of an archive/1, which verifies itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tahqiq.seal.archive1 import ledger
from tahqiq.seal.archive1.checking import verify1
from tahqiq.seal.archive1.layout import Layout
from tahqiq.seal.verified import Verified

_CHUNK = 1 << 20


def copy_archive1(source: Path, target: Path, *, progress: Callable[[int], None] | None = None) -> Verified:
    """Copies the log as it stands now, then everything it vouches for, then verifies the copy.

    Whatever is sealed meanwhile belongs to the next copy. The caller brings the copy to disk.

    Args:
        source: the archive; it is only read.
        target: where no folder is yet.
        progress: called with the size of each file once it is copied.

    Raises:
        NotAnArchive: the source is none.
        Damaged: a line of its custody log cannot be read, so nobody knows what to copy.
        OSError: something could not be read or written.
    """
    old, new = Layout(source), Layout(target)
    old.require()
    for folder in (target, *new.folders()):
        folder.mkdir(mode=0o700)
    _copy_log(old.log, new.log)
    with new.log.open("rb") as log:
        for entry in ledger.entries(log):
            for path, place in _vouched_for(old, new, entry):
                _copy_once(path, place, progress)
    _copy_once(old.format_file, new.format_file, progress)
    return verify1(target)


def _copy_log(old: Path, new: Path) -> None:
    """All whole lines; one that is being written now, or was torn, vouches for nothing yet."""
    with old.open("rb") as source, new.open("xb") as target:
        left = os.fstat(source.fileno()).st_size - len(ledger.last_lines(source.fileno())[1])
        while left and (chunk := source.read(min(left, _CHUNK))):
            target.write(chunk)
            left -= len(chunk)
    new.chmod(0o600)


def _vouched_for(old: Layout, new: Layout, entry: ledger.Entry) -> list[tuple[Path, Path]]:
    """The files of one entry, where they stand and where they go."""
    if entry.event != ledger.SEALED:
        return []
    item, receipt = entry.item, entry.receipt
    return [
        (_standing(old.object(item), old.staged_object(item)), new.object(item)),
        (_standing(old.receipt(receipt), old.staged_receipt(receipt)), new.receipt(receipt)),
    ]


def _standing(place: Path, staged: Path) -> Path:
    """Where a file stands; one that waits may be put in place while we look."""
    return staged if not place.exists() and staged.exists() else place


def _copy_once(path: Path, place: Path, progress: Callable[[int], None] | None) -> None:
    """Copies a file unless it is there; one that is missing is left for ``verify`` to name."""
    if place.exists() or not path.exists():
        return
    place.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(path, place, follow_symlinks=False)
    place.chmod(path.stat().st_mode & 0o777)
    if progress is not None:
        progress(place.stat().st_size)
