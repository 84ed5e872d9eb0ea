"""Machine code for inner loops: one way to ask numba for it, typed for mypy.

Compiled on first use and kept on disk beside the module, or in the user's cache where that
folder cannot be written. Compiled functions release the interpreter's lock, so plain
threads use all cores.

numba compares a kept function with its own file only, yet holds machine code of the functions it
calls; ours is compared with every compiled module of its room, so that no edit, pull or upgrade
leaves old code running inside new.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from numba import config, njit
from numba.core import caching

Function = TypeVar("Function", bound=Callable[..., object])

_HOUSE = Path(__file__).parent
_DAY = 86_400


class _OfItsRoom:
    """Keeps code in a folder for its room's modules as they are now; what is older is never opened."""

    _py_file: str

    def get_cache_path(self) -> str:
        kept = Path(super().get_cache_path())  # type: ignore[misc]
        return str(kept / f"compiled-{self.get_source_stamp().hex()[:16]}")

    def ensure_cache_path(self) -> None:
        new = not Path(self.get_cache_path()).exists()
        super().ensure_cache_path()  # type: ignore[misc]
        if new:
            _forget_beside(Path(self.get_cache_path()))

    def get_source_stamp(self) -> bytes:
        own = Path(self._py_file).resolve()
        inside = own.is_relative_to(_HOUSE) and own.parent != _HOUSE
        return _stamp(_HOUSE / own.relative_to(_HOUSE).parts[0] if inside else own)


class InProvided(_OfItsRoom, caching.UserProvidedCacheLocator):
    """Kept where ``NUMBA_CACHE_DIR`` says."""


class InTree(_OfItsRoom, caching.InTreeCacheLocator):
    """Kept beside the module."""


class InHome(_OfItsRoom, caching.UserWideCacheLocator):
    """Kept in the user's cache."""


LOCATORS = ",".join(f"{__name__}.{each.__name__}" for each in (InProvided, InTree, InHome))


def compiled(function: Function) -> Function:
    """Compiles a function of numbers and arrays; division by zero gives inf or nan, as in numpy."""
    config.CACHE_LOCATOR_CLASSES = LOCATORS  # type: ignore[attr-defined]
    try:
        ready = njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # numba finds no folder to keep the code in: compile again in every process
        ready = njit(nogil=True, error_model="numpy")(function)
    return cast(Function, ready)


def _forget_beside(kept: Path) -> None:
    """Folders of earlier code, but for those that a process started today may still write to."""
    for each in kept.parent.glob("compiled-*"):
        with contextlib.suppress(FileNotFoundError):  # another process was quicker
            if each != kept and time.time() - each.stat().st_mtime > _DAY:
                shutil.rmtree(each, ignore_errors=True)


@cache
def _stamp(place: Path) -> bytes:
    """The hash of one module, or of all modules in a room that hold compiled functions."""
    modules = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    texts = [module.read_bytes() for module in modules]
    found = hashlib.sha256()
    for text in texts:
        if b"@compiled" in text or len(texts) == 1:
            found.update(hashlib.sha256(text).digest())
    return found.digest()
