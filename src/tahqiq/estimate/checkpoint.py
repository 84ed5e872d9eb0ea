"""Fits that were finished stay finished: an interrupted estimate goes on where it stopped.

Every fit depends only on its table, its options and its seed, so one that is read back gives the very
figures that computing it again would give.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from tahqiq.durable import write_file
from tahqiq.estimate.fits import Fit

_KEY = "key"
_ARRAYS = ("draws", "fitted", "cell_draws")


class Checkpoint:
    """A folder of finished fits, for one question only.

    Args:
        folder: where; made when the first fit is kept. None keeps nothing.
        key: the question: input, options, seed and versions in one text. A folder left by another question
            is emptied.
    """

    def __init__(self, folder: Path | None, key: str) -> None:
        self.folder = folder
        self._key = hashlib.sha256(key.encode()).hexdigest()
        self.found = 0
        if folder is not None and folder.is_dir() and self._kept_key() != self._key:
            shutil.rmtree(folder)

    def fit(self, name: str, make: Callable[[], Fit]) -> Fit:
        """The fit of that name: read back if it is there, else made and kept.

        Args:
            name: what tells it from every other fit of this question.
            make: computes it.
        """
        if self.folder is None:
            return make()
        path = self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.fit"
        if (kept := _read(path)) is not None:
            self.found += 1
            return kept
        fit = make()
        self._open()
        write_file(path, _spelled(fit))
        return fit

    def remove(self) -> None:
        """Forgets everything: the result is written."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _kept_key(self) -> str:
        path = self.folder / _KEY if self.folder is not None else Path()
        return path.read_text("ascii") if path.is_file() else ""

    def _open(self) -> None:
        if self.folder is not None and not (self.folder / _KEY).exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_file(self.folder / _KEY, self._key.encode())


def _spelled(fit: Fit) -> bytes:
    """A fit as bytes: its arrays as numpy writes them, the rest as JSON, numbers to the last bit."""
    plain = {each.name: getattr(fit, each.name) for each in fields(fit) if each.name not in _ARRAYS}
    text = json.dumps({**plain, "detail": dict(fit.detail)}).encode()
    arrays = {name: getattr(fit, name) for name in _ARRAYS if getattr(fit, name) is not None}
    file = io.BytesIO()
    np.savez(file, plain=np.frombuffer(text, dtype=np.uint8), **arrays)
    return file.getvalue()


def _read(path: Path) -> Fit | None:
    """A kept fit; None where there is none, or what is there is no fit."""
    if not path.is_file():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            plain = json.loads(kept["plain"].tobytes())
            return Fit(**plain, **{name: kept[name] for name in _ARRAYS if name in kept})
    except (BadZipFile, EOFError, ValueError, KeyError, TypeError):
        return None
