"""Machine code is compiled once for all workers of a run, and with no coverage looking on.

numba's compiler takes two thirds longer under a trace function. And two workers that come to one
function at the same time would both compile it: here the second waits, and finds it on the disk.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: One compilation a process, as numba has it; those of what a function calls lie inside its own.
_INSIDE = threading.RLock()
_depth = 0


def once() -> None:
    """Sees to it for this process, where numba has been imported."""
    if "numba" not in sys.modules:
        return
    from numba.core.dispatcher import Dispatcher

    plain = Dispatcher.compile

    def compile_(dispatcher: Any, signature: Any) -> Any:
        with _alone(Path(dispatcher.py_func.__code__.co_filename).parent), _untraced():
            return plain(dispatcher, signature)

    Dispatcher.compile = compile_  # type: ignore[method-assign, assignment]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other process compiles a function of this folder.

    A process holds one folder at a time, and waits for none while it holds one.
    """
    global _depth
    with _INSIDE:
        held = os.open(folder, os.O_RDONLY) if _depth == 0 and folder.is_dir() else None
        _depth += 1
        try:
            if held is not None:
                fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            _depth -= 1
            if held is not None:
                os.close(held)


@contextmanager
def _untraced() -> Iterator[None]:
    """No line of numba's counts for coverage, and no line of ours runs."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
