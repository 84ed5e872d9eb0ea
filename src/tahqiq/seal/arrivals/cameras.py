"""Cards of cameras (DCF, CIPA DC-009 / JEITA CP-3461): pictures in the camera's order, with their sidecars.

Folders are ``DCIM/100ABCDE``, files ``ABCD1234``: number and letters are the camera's. A picture and its
sidecars share the number; numbers that are missing from a run are stated, because somebody will ask.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tahqiq.seal.layout import printable

_FOLDER = re.compile(r"[1-9]\d\d\w{0,8}", re.ASCII)
_FILE = re.compile(r"(\w{0,4}?[A-Za-z_]{0,4})(\d{4,8})\Z", re.ASCII)
#: What is written beside a picture or film and is none itself.
SIDECARS = frozenset({".thm", ".xmp", ".lrv", ".aae", ".ctg", ".srt", ".lrf", ".idx", ".bdm", ".cpi", ".mpl"})
_LABELS, _SERIALS = Path("/dev/disk/by-label"), Path("/dev/disk/by-uuid")


@dataclass(frozen=True, slots=True)
class Card:
    """A card, or a copy of one.

    Attributes:
        root: the folder that holds ``DCIM``.
        label, serial: of its file system where this machine tells them; else the folder's name, and ''.
    """

    root: Path
    label: str
    serial: str

    def stated(self) -> str:
        """The card, as a receipt states it."""
        serial = f", serial {self.serial}" if self.serial else ""
        return f"camera card {self.label}{serial}"


def card_at(folder: Path) -> Card | None:
    """The card whose root a folder is; None where it is none."""
    pictures = folder / "DCIM"
    if pictures.is_symlink() or not pictures.is_dir():
        return None
    name = folder.name or folder.resolve().name
    if not os.path.ismount(folder):
        return Card(folder, printable(name), "")
    device = folder.stat().st_dev
    return Card(folder, printable(_named(_LABELS, device) or name), _named(_SERIALS, device))


def _named(folder: Path, device: int) -> str:
    """The name under which the system lists a device; '' for none."""
    try:
        return next((each.name for each in folder.iterdir() if each.stat().st_rdev == device), "")
    except OSError:
        return ""


def told_of(names: list[str]) -> Mapping[str, str]:
    """What the numbers tell of each file of one folder below ``DCIM``.

    Args:
        names: the files of the folder.

    >>> told = told_of(["IMG_0001.JPG", "IMG_0004.JPG", "IMG_0004.XMP", "notes"])
    >>> told["IMG_0004.JPG"]
    'numbers 0002 to 0003 before it are not here'
    >>> told["IMG_0004.XMP"]
    'sidecar of IMG_0004.JPG'
    """
    groups = _groups(names)
    gaps = dict(_gaps(sorted(groups)))
    return {
        name: "; ".join(filter(None, (gaps.get(key, "") if name == first else "", beside)))
        for key, (first, *others) in groups.items()
        for name, beside in [(first, ""), *((each, _beside(each, first)) for each in others)]
    }


def in_order(names: list[str]) -> list[str]:
    """Names in the camera's order: by number, a picture before its sidecars; others after, by name."""
    groups = _groups(names)
    numbered = [name for key in sorted(groups, key=lambda key: (key[1], key[0])) for name in groups[key]]
    known = set(numbered)
    return [*numbered, *sorted((each for each in names if each not in known), key=os.fsencode)]


def is_folder(name: str) -> bool:
    """Whether a folder below ``DCIM`` is one of the camera's.

    >>> is_folder("100CANON"), is_folder("holiday")
    (True, False)
    """
    return _FOLDER.fullmatch(name) is not None


def _groups(names: list[str]) -> dict[tuple[str, int, int], list[str]]:
    """Names that share letters and number, what is no sidecar first."""
    found: dict[tuple[str, int, int], list[str]] = {}
    for name in sorted(names, key=lambda name: (_is_sidecar(name), os.fsencode(name))):
        if match := _FILE.match(name.split(".")[0]):
            found.setdefault((match[1].upper(), int(match[2]), len(match[2])), []).append(name)
    return found


def _gaps(keys: list[tuple[str, int, int]]) -> Iterator[tuple[tuple[str, int, int], str]]:
    """For a number that does not follow the one before it, which are missing."""
    for (letters, before, _), key in pairwise(keys):
        if key[0] == letters and 1 < key[1] - before < 1_000:
            first, last = f"{before + 1:0{key[2]}}", f"{key[1] - 1:0{key[2]}}"
            span = f"number {first}" if first == last else f"numbers {first} to {last}"
            yield key, f"{span} before it {'is' if first == last else 'are'} not here"


def _beside(name: str, first: str) -> str:
    kind = "sidecar of" if _is_sidecar(name) else "recorded together with"
    return f"{kind} {printable(first)}"


def _is_sidecar(name: str) -> bool:
    return Path(name).suffix.lower() in SIDECARS
