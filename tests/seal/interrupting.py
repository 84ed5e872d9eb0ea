"""Stops a process at any of its writes, from outside: the code under test knows nothing of it.

A forked child counts the system calls that change the disk, and at the chosen one

- is killed: before it, or half-way through it where it writes ('kill');
- finds the disk full from there on ('full');
- loses its power, and with it every name and byte that was not flushed ('cut'), or only the bytes, as a
  file system leaves it that writes names first ('zero').
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

CALLS = (
    "chmod", "fchmod", "fsync", "ftruncate", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir",
    "unlink", "write",
)  # fmt: skip
FILLING = {"write", "mkdir", "open", "link"}

How = Literal["kill", "full", "cut", "zero"]
Say = Callable[[str], None]
Work = Callable[[Say], None]


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it said before, and which calls it got to make."""

    killed: bool
    code: int
    said: list[str]
    calls: list[str]


def run(work: Work, *, stop_at: int | None = None, how: How = "kill") -> Ended:
    """Runs work in a child that meets ``how`` at call number ``stop_at``."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: forking beside threads
        child = os.fork()
    if child == 0:
        _child(work, writing, stop_at, how)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().splitlines()
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status)
    calls = next((line.split()[1:] for line in told if line.startswith("calls ")), [])
    said = [line for line in told if not line.startswith("calls ")]
    return Ended(killed, 0 if killed else os.WEXITSTATUS(status), said, calls)


def calls_of(work: Work) -> list[str]:
    """The calls that the work makes when nothing stops it; it is done on the real disk."""
    ended = run(work)
    assert ended.code == 0, ended.said
    return ended.calls


def _child(work: Work, pipe: int, stop_at: int | None, how: How) -> None:
    tell = os.write
    made: list[str] = []
    code = 70
    try:
        with _counted(made, stop_at, how):
            work(lambda text: (tell(pipe, f"{text}\n".encode()), None)[1])
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent judges by code and words
        code = getattr(error, "exit_code", 70)
        tell(pipe, f"{type(error).__name__}: {error}\n".encode())
    finally:
        tell(pipe, f"calls {' '.join(made)}\n".encode())
        os._exit(code)


@dataclass
class _Unflushed:
    """What a power cut would take: how to undo each name, and the inodes whose bytes are not on the disk."""

    real: dict[str, Any]
    names: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    bytes: dict[int, str] = field(default_factory=dict)

    def note(self, name: str, args: tuple[Any, ...]) -> None:
        """What one call is about to change."""
        if name == "write":
            self.bytes[os.fstat(args[0]).st_ino] = _path_of(args[0])
        elif name == "fsync":
            self._flushed(args[0])
        elif name in {"open", "mkdir"} and not os.path.lexists(args[0]):
            self._note(args[0], lambda: _gone(args[0]))
        elif name in {"rename", "replace"}:
            self._renamed(os.fspath(args[0]), os.fspath(args[1]))
        elif name in {"unlink", "remove"} and os.path.lexists(args[0]):
            kept = Path(args[0]).read_bytes()
            self._note(args[0], lambda: _back(Path(args[0]), kept))

    def sync_all(self) -> None:
        """Everything is on the disk."""
        self.names.clear()
        self.bytes.clear()

    def lose(self, how: How) -> None:
        """The power is gone."""
        if how == "cut":
            for _, undo in reversed(self.names):
                undo()
        for path in self.bytes.values():
            if os.path.lexists(path):
                self.real["chmod"](path, 0o600)
                os.truncate(path, 0)

    def _note(self, path: Any, undo: Callable[[], None]) -> None:
        self.names.append((os.path.dirname(os.path.abspath(path)), undo))  # noqa: PTH100, PTH120

    def _flushed(self, descriptor: int) -> None:
        path = _path_of(descriptor)
        self.bytes.pop(os.fstat(descriptor).st_ino, None)
        self.names = [(folder, undo) for folder, undo in self.names if folder != path]

    def _renamed(self, source: str, target: str) -> None:
        inode = Path(source).stat().st_ino
        if inode in self.bytes:
            self.bytes[inode] = target
        kept = Path(target).read_bytes() if Path(target).is_file() else None

        def undo() -> None:
            self.real["rename"](target, source)
            if kept is not None:
                _back(Path(target), kept)

        self._note(target, undo)


def _path_of(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def _gone(path: Any) -> None:
    shutil.rmtree(path) if Path(path).is_dir() else Path(path).unlink(missing_ok=True)


def _back(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@contextmanager
def _counted(made: list[str], stop_at: int | None, how: How) -> Iterator[None]:
    from tahqiq import durable
    from tahqiq.seal.stores import folder

    real = {name: getattr(os, name) for name in CALLS}
    unflushed = _Unflushed(real)

    def wrap(name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return real[name](*args, **options)
            here = len(made)
            made.append(name)
            if stop_at is not None and (here == stop_at or (how == "full" and here > stop_at)):
                _meet(name, args, real, how, unflushed, first=here == stop_at)
            if how in {"cut", "zero"}:
                unflushed.note(name, args)
            return real[name](*args, **options)

        return call

    def synced(*_: object) -> bool:
        made.append("syncfs")
        if len(made) - 1 == stop_at and how != "full":
            _meet("syncfs", (), real, how, unflushed, first=True)
        unflushed.sync_all()
        return True

    for name in CALLS:
        setattr(os, name, wrap(name))
    durable._sync_tree = synced  # type: ignore[assignment]
    folder._sync_file_system = synced
    yield


def _meet(
    name: str, args: tuple[Any, ...], real: dict[str, Any], how: How, unflushed: _Unflushed, *, first: bool
) -> None:
    if how != "full":
        for each, function in real.items():  # what follows is the machine's doing, not the work's
            setattr(os, each, function)
        if how == "kill" and name == "write":
            real["write"](args[0], args[1][: len(args[1]) * 5 // 13])
        elif how != "kill":
            unflushed.lose(how)
        os.kill(os.getpid(), signal.SIGKILL)
    if name in FILLING:
        if name == "write" and first:  # a disk fills in the middle of a write
            real["write"](args[0], args[1][: len(args[1]) * 5 // 13])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
