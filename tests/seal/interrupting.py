"""Stops a process at any of its writes, from outside: the code under test knows nothing of it.

A forked child counts the system calls that change the disk, and at the chosen one is
killed (before it, or half-way through a write), or finds the disk full from there on.
"""

from __future__ import annotations

import errno
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

CALLS = ("write", "fsync", "rename", "replace", "unlink", "remove", "mkdir", "ftruncate", "fchmod", "open")
FILLING = {"write", "mkdir", "open"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it said before, and how many calls it got to make."""

    killed: bool
    code: int
    said: list[str]
    calls: int


def run(work: Callable[[Say], None], *, stop_at: int | None = None, how: str = "kill") -> Ended:
    """Runs work in a child that ``how`` ('kill', 'tear' or 'full') meets at call number ``stop_at``."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: forking beside threads
        child = os.fork()
    if child == 0:
        _child(work, writing, stop_at, how)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read().splitlines()
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status)
    calls = next((int(line.removeprefix("calls ")) for line in said if line.startswith("calls ")), 0)
    said = [line for line in said if not line.startswith("calls ")]
    return Ended(killed, 0 if killed else os.WEXITSTATUS(status), said, calls)


def interruptions(work: Callable[[Say], None]) -> int:
    """How many calls the work makes when nothing stops it; it is done on the real disk."""
    ended = run(work)
    assert ended.code == 0, ended.said
    return ended.calls


def _child(work: Callable[[Say], None], pipe: int, stop_at: int | None, how: str) -> None:
    tell = os.write
    counter = [0]
    code = 70
    try:
        with _counted(counter, stop_at, how):
            work(lambda text: (tell(pipe, f"{text}\n".encode()), None)[1])
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent judges by code and words
        code = getattr(error, "exit_code", 70)
        tell(pipe, f"{type(error).__name__}: {error}\n".encode())
    finally:
        tell(pipe, f"calls {counter[0]}\n".encode())
        os._exit(code)


@contextmanager
def _counted(counter: list[int], stop_at: int | None, how: str) -> Iterator[None]:
    real = {name: getattr(os, name) for name in CALLS}

    def wrap(name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return real[name](*args, **options)
            here, counter[0] = counter[0], counter[0] + 1
            if stop_at is not None and (here == stop_at or (how == "full" and here > stop_at)):
                _meet(name, args, real, how, first=here == stop_at)
            return real[name](*args, **options)

        return call

    for name in CALLS:
        setattr(os, name, wrap(name))
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def _meet(name: str, args: tuple[Any, ...], real: dict[str, Any], how: str, *, first: bool) -> None:
    if how != "full":
        if how == "tear" and name == "write":
            real["write"](args[0], args[1][: len(args[1]) * 5 // 13])
        os.kill(os.getpid(), signal.SIGKILL)
    if name in FILLING:
        if name == "write" and first:  # a disk fills in the middle of a write
            real["write"](args[0], args[1][: len(args[1]) * 5 // 13])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
