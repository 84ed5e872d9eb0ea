"""Which names a container's members may have, so that no name leads out of the folder or deceives a reader.

A name that some system would read as another place, another name or another line is no name
for evidence: the container is refused, and kept whole.
"""

from __future__ import annotations

import unicodedata

from tahqiq.seal.exchange.errors import NotUnpacked
from tahqiq.seal.layout import printable

#: Bytes of UTF-8 in one part (what file systems take), and in the whole; folders inside one another.
PART_BYTES, NAME_BYTES, PARTS = 255, 2_000, 64

#: Device names of Windows, which reserves them with any ending too (Microsoft, 'Naming Files, Paths').
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"
}
#: Embeddings, overrides and isolates turn text around (UAX #9 §2); plain marks of direction do not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fault_in(name: str) -> str:
    r"""Why a member may not have this name; '' where it may.

    >>> fault_in("photos/صورة ١.jpg")
    ''
    >>> fault_in("../../etc/passwd")
    "it leads out of the folder ('..')"
    >>> fault_in("invoice\u202egpj.exe")
    'it holds characters that turn text around'
    """
    if not name:
        return "it is empty"
    return _fault_in_characters(name) or _fault_in_path(name)


def _fault_in_characters(name: str) -> str:
    if not _TURNING.isdisjoint(name):
        return "it holds characters that turn text around"
    kinds = {unicodedata.category(character) for character in name}
    if "Cs" in kinds:
        return "it is no valid text"
    if not kinds.isdisjoint({"Cc", "Zl", "Zp"}):
        return "it holds control characters"
    return "it holds a backslash, which some systems take for a folder" if "\\" in name else ""


def _fault_in_path(name: str) -> str:
    if name.startswith("/"):
        return "it begins at the root ('/')"
    if name[1:2] == ":" and name[0].isalpha() and name[0].isascii():
        return "it begins with a drive"
    parts = name.split("/")
    if len(name.encode()) > NAME_BYTES or len(parts) > PARTS:
        return "it is too long"
    return next(filter(None, map(_fault_in_part, parts)), "")


def _fault_in_part(part: str) -> str:
    if part == "..":
        return "it leads out of the folder ('..')"
    if part in ("", "."):
        return "a part of its path is empty"
    if len(part.encode()) > PART_BYTES:
        return "it is too long"
    if not same_place(part):
        return "a part of its path is no name on some systems"
    stem = part.split(".")[0].rstrip(" ").casefold()
    return f"'{stem}' is a device on some systems" if stem in _RESERVED else ""


def same_place(name: str) -> str:
    r"""Names with one answer are one file on some file system: case, composition, invisible marks, ends.

    >>> same_place("Cafe\u0301/README. ") == same_place("caf\u00e9/readme")
    True
    """
    seen = "".join(c for c in name if unicodedata.category(c) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", seen).casefold())
    return "/".join(part.rstrip(". ") for part in folded.split("/"))


class Names:
    """The names of one container so far; each new one is checked by itself and against the others."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: dict[str, str] = {}

    def add(self, name: str, *, folder: bool) -> str:
        """Takes a name in, and gives it without the slash at a folder's end.

        Raises:
            NotUnpacked: it is no name for a member, or meets another.
        """
        name = name.removesuffix("/") if folder else name
        fault = fault_in(name) or self._meets(name, folder=folder)
        if fault:
            raise NotUnpacked(f"the member '{printable(name[:120])}': {fault}")
        return name

    def _meets(self, name: str, *, folder: bool) -> str:
        place = same_place(name)
        if place in self._files or (not folder and place in self._folders):
            return "another member has the same name, or would have on some systems"
        parts = name.split("/")
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        for each in [*above, name] if folder else above:
            held = self._folders.setdefault(same_place(each), each)
            if held != each or same_place(each) in self._files:
                return "a folder in its path has another's name, or would have on some systems"
        if not folder:
            self._files.add(place)
        return ""
