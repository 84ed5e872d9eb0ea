"""A second copy of an archive, taken while the first may go on growing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tahqiq.seal import reading
from tahqiq.seal.about import about
from tahqiq.seal.archive1 import copy_archive1, is_archive1
from tahqiq.seal.checking import verify
from tahqiq.seal.keyring import keys_beside
from tahqiq.seal.layout import (
    ABOUT,
    FOLDERS,
    FORMAT_FILE,
    KEYS,
    LOG,
    RECEIPTS,
    STAMPS,
    object_place,
    page_place,
)
from tahqiq.seal.pages import Page
from tahqiq.seal.stores import FolderStore
from tahqiq.seal.verified import Verified

Progress = Callable[[int], None]


def copy_archive(
    source: Path, target: Path, *, keys: Path | None = None, progress: Progress | None = None
) -> Verified:
    """Copies the log as it stands now and everything it vouches for, then verifies the copy.

    Whatever is sealed meanwhile belongs to the next copy. Keys are not copied. The caller brings the
    copy to disk.

    Args:
        source: the archive, of any format; it is only read.
        target: where no folder is yet.
        keys: folder of keys that were saved with the archive, which must hold the last head they saw;
            None takes those beside the source, which may see later heads while it is copied.
        progress: called with the size of each file once it is copied.

    Raises:
        NotAnArchive: the source is none.
        Damaged: a page of its custody log cannot be read, so nobody knows what to copy.
        OSError: something could not be read or written.
    """
    if is_archive1(source):
        return copy_archive1(source, target, progress=progress)
    store = FolderStore(source)
    about(store)
    last = reading.page(store, reading.last_number(store))
    for folder in (target, *(target / each for each in FOLDERS)):
        folder.mkdir(mode=0o700)
    for name in _vouched_for(store, last):
        _copy_once(source / name, target / name, progress)
    return verify(target, head=last.checkpoint, keys=keys or keys_beside(source), seen=keys is not None)


def _vouched_for(store: FolderStore, last: Page) -> Iterator[str]:
    """The names of everything that the log up to a page speaks of."""
    yield from (FORMAT_FILE, ABOUT)
    for number in range(last.number + 1):
        reading.page(store, number)
        yield from (page_place(folder, number) for folder in (LOG, RECEIPTS, KEYS))
        yield from (object_place(each.object) for each in reading.envelopes(store, number) if each.object)
    for child in store.children(STAMPS):
        size = child.partition(".")[0]
        if not size.isdecimal() or int(size) <= last.checkpoint.size:
            yield f"{STAMPS}/{child}"


def _copy_once(path: Path, place: Path, progress: Progress | None) -> None:
    """Copies a file unless it is there; one that is missing is left for ``verify`` to name."""
    if place.exists() or not path.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(path, place, follow_symlinks=False)
    place.chmod(path.stat().st_mode & 0o777)
    if progress is not None:
        progress(place.stat().st_size)
