"""What a lawful removal means for sites and releases that were made before it."""

from __future__ import annotations

import mmap
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from tahqiq.desk.home import Home


def take_down(home: Home, hashes: Sequence[str]) -> list[str]:
    """Takes down every site of a home that names one of these items; the names of their folders.

    A site is made anew from a release in seconds; what it shows meanwhile is nothing.
    """
    down = [folder for folder in _folders(home.sites) if _names_one(folder, hashes)]
    current = home.sites / "current"
    if current.is_symlink() and current.resolve() in {folder.resolve() for folder in down}:
        current.unlink()
    for folder in down:
        shutil.rmtree(folder)
    return [folder.name for folder in down]


def releases_with(home: Home, hashes: Sequence[str]) -> list[str]:
    """The releases of a home that name one of these items: signed, kept, and not to be handed on."""
    return [folder.name for folder in _folders(home.releases) if _names_one(folder, hashes)]


def _folders(place: Path) -> list[Path]:
    return sorted(each for each in place.iterdir() if each.is_dir() and not each.is_symlink())


def _names_one(folder: Path, hashes: Sequence[str]) -> bool:
    """Whether any file below a folder holds one of the hashes."""
    wanted = [each.encode() for each in hashes]
    files = (Path(at, name) for at, _, names in os.walk(folder) for name in names)
    return any(_holds(file, wanted) for file in files)


def _holds(file: Path, wanted: Sequence[bytes]) -> bool:
    if file.is_symlink() or not file.stat().st_size:
        return False
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(each) >= 0 for each in wanted)
