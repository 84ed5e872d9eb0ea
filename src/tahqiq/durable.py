"""Files and folders that are either wholly there or not there at all.

Everything is made beside its destination under a temporary name (``.<name>.<token>.partial``),
brought to disk, and moved into place in one step, so a ``kill -9`` or a power cut leaves the old
or the new and never a half. Whoever makes a temporary holds a lock on it, which the kernel lets
go when the process dies; the next writer of the same name removes every unlocked temporary.

A folder that replaces another is *exchanged* with it (Linux ``renameat2`` with
``RENAME_EXCHANGE``): readers find one or the other at every moment. Where the kernel or the file
system cannot do that, the old folder is first renamed to ``.<name>.<token>.replaced``; a kill
between the two renames leaves no folder under the name, and the next writer (or
``clear_strays``) puts the old one back.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tahqiq.vocab.errors import BadInput

_PARTIAL, _REPLACED = "partial", "replaced"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})


def write_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Writes a whole file, or nothing; an existing file is replaced in one step.

    Args:
        path: where; its folder must exist.
        content: all of the bytes.
        mode: permissions of the new file, whatever the umask.
    """
    with writing_file(path, mode=mode) as file:
        file.write(content)


@contextmanager
def writing_file(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Gives a file to write; when the block ends well it stands at ``path``, otherwise nothing has changed.

    Args:
        path: where; its folder must exist.
        mode: permissions of the new file, whatever the umask.
    """
    partial, descriptor = _new_partial(path, _create_file)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def replacing_folder(folder: Path, *, replaceable: Callable[[Path], bool]) -> Iterator[Path]:
    """Gives an empty folder to fill; when the block ends well it stands at ``folder``.

    If the block raises, nothing has changed. An empty folder at the destination may always be
    replaced; what was replaced is removed.

    Args:
        folder: the destination, made with its parents; a link is followed.
        replaceable: whether the folder that stands there already may be replaced.

    Raises:
        BadInput: something stands there that may not be replaced.
    """
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear_strays(folder)
    _refuse_to_replace(folder, replaceable)
    partial, descriptor = _new_partial(folder, _create_folder)
    try:
        yield partial
        _sync_tree(partial, descriptor)
        _put_in_place(partial, folder, replaceable)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        os.close(descriptor)


def move_folder(finished: Path, folder: Path, *, replaceable: Callable[[Path], bool]) -> None:
    """Gives a finished folder another name in the same parent; what stood there is replaced and removed.

    Args:
        replaceable: whether the folder that stands there already may be replaced.

    Raises:
        BadInput: something stands there that may not be replaced.
    """
    clear_strays(folder)
    _put_in_place(finished, folder, replaceable)
    shutil.rmtree(finished, ignore_errors=True)


def clear_strays(path: Path) -> None:
    """Removes what killed writers of ``path`` left beside it, and undoes a half-made replacement."""
    with _alone_in(path.parent):
        _clear_strays(path)


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to disk."""
    descriptor = _open_folder(folder)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _new_partial(path: Path, create: Callable[[Path], int]) -> tuple[Path, int]:
    """A fresh, locked temporary beside ``path``; what killed writers left there is gone."""
    partial = path.parent / f".{path.name}.{secrets.token_hex(8)}.{_PARTIAL}"
    with _alone_in(path.parent):
        _clear_strays(path)
        descriptor = create(partial)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return partial, descriptor


def _create_file(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)


def _create_folder(path: Path) -> int:
    path.mkdir()
    return _open_folder(path)


def _open_folder(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Nobody else makes or clears temporaries in this folder meanwhile."""
    descriptor = _open_folder(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _clear_strays(path: Path) -> None:
    """As ``clear_strays``, the parent folder being locked."""
    for old in _beside(path, _REPLACED):
        if path.exists():
            shutil.rmtree(old)
        else:
            old.rename(path)
    for stray in _beside(path, _PARTIAL):
        if _abandoned(stray):
            _remove(stray)


def _remove(stray: Path) -> None:
    """Removes a temporary that its own maker may be removing at this very moment."""
    if stray.is_dir():
        shutil.rmtree(stray, ignore_errors=True)
    else:
        stray.unlink(missing_ok=True)


def _beside(path: Path, kind: str) -> list[Path]:
    return sorted(path.parent.glob(f".{glob.escape(path.name)}.*.{kind}"))


def _abandoned(stray: Path) -> bool:
    """Whether no living process holds the temporary."""
    try:
        descriptor = os.open(stray, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:  # its maker has just removed it
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _refuse_to_replace(folder: Path, replaceable: Callable[[Path], bool]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(
            "is a file where a folder should be made", file=str(folder), remedy="choose another name"
        )
    if any(folder.iterdir()) and not replaceable(folder):
        raise BadInput(
            "holds something else and is left alone", file=str(folder), remedy="choose another folder"
        )


def begin_to_sync(folder: Path) -> None:
    """Brings what is written so far to disk, where that is one call: at the end there is less to wait for."""
    descriptor = _open_folder(folder)
    try:
        _syncfs(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path, descriptor: int) -> None:
    """Brings all of a folder to disk: in one call where the system has ``syncfs``, else file by file."""
    if _syncfs(descriptor):
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    os.fsync(descriptor)


def _syncfs(descriptor: int) -> bool:
    """Whether the system could bring the whole file system to disk."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return syncfs is not None and bool(syncfs(descriptor) == 0)


def _put_in_place(partial: Path, folder: Path, replaceable: Callable[[Path], bool]) -> None:
    """Moves the finished folder to its name; ``partial`` then names what stood there, if anything."""
    with _alone_in(folder.parent):
        _refuse_to_replace(folder, replaceable)  # asked again: another writer may have been first
        if not folder.exists():
            partial.rename(folder)
        elif not _exchange(partial, folder):
            _replace_in_two_steps(partial, folder)
        sync_folder(folder.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two names in one step; False where the system cannot.

    Raises:
        OSError: it can, but failed.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _replace_in_two_steps(partial: Path, folder: Path) -> None:
    old = folder.parent / f".{folder.name}.{secrets.token_hex(8)}.{_REPLACED}"
    folder.rename(old)
    partial.rename(folder)
    shutil.rmtree(old)
