"""Arrays in a folder: written whole or not at all, checked and mapped into memory when read.

A folder holds one ``.npy`` file an array and ``index.json`` with the format, facts, and each file's
SHA-256. The same arrays give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.durable import replacing_folder
from tahqiq.vocab.errors import BadInput

MANIFEST = "index.json"
_REMEDY = "make it again"
#: Bytes of a file that is read rather than mapped.
_SMALL = 1 << 16


class Outdated(BadInput):
    """The folder is sound, but of another version or made with other parameters."""


def save(
    folder: Path, arrays: Mapping[str, NDArray[Any]], *, version: str, facts: Mapping[str, object]
) -> None:
    """Writes arrays; a folder of the same kind is replaced in one step.

    Args:
        folder: the destination.
        arrays: by name.
        version: format and its version, such as ``names-index/1``.
        facts: what else to remember.

    Raises:
        BadInput: the folder holds something else.
    """
    kind = version.partition("/")[0]
    with replacing_folder(folder, replaceable=lambda there: _kind(there) == kind) as partial:
        for name, array in arrays.items():
            np.save(partial / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
        hashes = {f"{name}.npy": _sha256(partial / f"{name}.npy") for name in sorted(arrays)}
        manifest = {"format": version, **facts, "files": hashes}
        (partial / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def open_arrays(folder: Path, *, version: str, facts: Mapping[str, object]) -> dict[str, NDArray[Any]]:
    """The arrays of a folder, every byte checked; they stay on disk and are read as they are used.

    Args:
        facts: what must hold: the value each fact was saved with.

    Raises:
        Outdated: they are of another version, or a fact is another.
        BadInput: there are none, or a file is damaged.
    """
    manifest = _manifest(folder)
    if manifest.get("format") != version:
        raise Outdated(f"is {manifest.get('format')!r}, not {version}", file=str(folder), remedy=_REMEDY)
    for fact, value in facts.items():
        if manifest.get(fact) != value:
            raise Outdated(f"was made with another {fact}", file=str(folder), remedy=_REMEDY)
    arrays = {}
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _sha256(path) != expected:
            raise BadInput("is damaged or missing", file=str(path), remedy=_REMEDY)
        arrays[path.stem] = _mapped(path)
    return arrays


def _mapped(path: Path) -> NDArray[Any]:
    """An array that stays on disk; a small one, which may be empty and then cannot be mapped, is read."""
    small = path.stat().st_size <= _SMALL
    return np.asarray(np.load(path, mmap_mode=None if small else "r", allow_pickle=False))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadInput("there is no index", file=str(folder)) from None
    except ValueError:  # neither UTF-8 nor JSON
        raise BadInput("is damaged", file=str(path), remedy=_REMEDY) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BadInput("is damaged", file=str(path), remedy=_REMEDY)
    return manifest


def _kind(folder: Path) -> str:
    """What kind of arrays stand in a folder, '' where none do."""
    try:
        return str(_manifest(folder).get("format", "")).partition("/")[0]
    except BadInput:
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
