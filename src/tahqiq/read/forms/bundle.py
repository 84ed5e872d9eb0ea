"""The files of an export: a folder or a zip, read as hostile input and never unpacked anywhere.

Names are only compared, so a name that climbs out of its folder reaches nothing. Links in folders are not
followed. A member of a zip that unpacks to far more than it takes, or to more than any recording, is refused.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from tahqiq.read.text.zips import DAMAGED, shown
from tahqiq.vocab.errors import BadInput

#: Bytes of one file, and how many times its packed size a member may reach beyond a megabyte.
MOST_FILE, MOST_RATIO, SMALL = 1 << 29, 200, 1 << 20
MOST_FILES = 2_000_000


class Bundle:
    """Named bytes.

    Args:
        path: a folder, a zip, or one file.

    Raises:
        BadInput: there is no such thing, it is damaged, or holds more files than any export.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.file = path, path.name
        self._zip: zipfile.ZipFile | None = None
        self._twice: frozenset[str] = frozenset()
        if path.is_dir():
            self._names = sorted(_under(path))
        elif not path.is_file():
            raise BadInput("there is no such file or folder", file=str(path))
        elif zipfile.is_zipfile(path) and path.suffix.lower() != ".xlsx":
            self._zip = _opened(path)
            members = Counter(each.filename for each in self._zip.infolist() if not each.is_dir())
            self._names = sorted(members)
            self._twice = frozenset(name for name, times in members.items() if times > 1)
        else:
            self._names = [path.name]
        if len(self._names) > MOST_FILES:
            raise BadInput(f"{len(self._names):,} files: refused", file=self.file)

    @property
    def names(self) -> list[str]:
        """Names of its files, sorted, with '/' between folders."""
        return self._names

    def ending(self, *suffixes: str) -> list[str]:
        """The names that end so, whatever their case; macOS's shadows of files are left out."""
        return [
            name
            for name in self._names
            if name.lower().endswith(suffixes)
            and "__MACOSX/" not in name
            and not _last(name).startswith("._")
        ]

    def read(self, name: str, *, most: int = MOST_FILE) -> bytes:
        """The bytes of a file.

        Raises:
            BadInput: it is damaged, encrypted, or larger than it may be.
        """
        content = self._member(name, most) if self._zip is not None else self._on_disk(name, most)
        if len(content) > most:
            raise BadInput(f"'{shown(name)}' holds more than {most:,} bytes: refused", file=self.file)
        return content

    def media(self, name: str, *keys: str, named_by: Callable[[str], int] = lambda _: 1) -> bytes | None:
        """The bytes of a file that a submission names; None where there is none.

        Two submissions may name different files alike: one in a folder called by the submission's key
        comes first, and without such a folder only a name that occurs once, and that one submission
        names, is taken. A photograph is never given to a submission by a guess.

        Args:
            named_by: how many submissions name a file so.

        Raises:
            BadInput: nothing says whose the file is; or as for ``read``.
        """
        last = _last(name) if _last(name) in self._by_name else _as_kobo_stores(_last(name))
        short = sorted({key.removeprefix("uuid:") for key in keys if key})
        own = dict.fromkeys(each for key in short for each in self._by_folder.get((key, last), ()))
        chosen = list(own) or self._by_name.get(last, [])
        if len(chosen) > 1 or self._twice.intersection(chosen):
            raise BadInput(f"'{shown(name)}' occurs several times, and nothing says which", file=self.file)
        if chosen and not own and (many := named_by(name)) > 1:
            raise BadInput(
                f"{many} submissions name '{shown(name)}', and nothing says whose it is",
                file=self.file,
                remedy="give the files in folders called by instanceID",
            )
        return self.read(chosen[0]) if chosen else None

    def digest(self) -> str:
        """SHA-256 of the zip or file; '' for a folder.

        Raises:
            BadInput: it cannot be read.
        """
        if self.path.is_dir():
            return ""
        try:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise BadInput(f"it cannot be read: {error.strerror}", file=self.file) from None

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        named: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._names:
            named[_last(each)].append(each)
        return dict(named)

    @cached_property
    def _by_folder(self) -> dict[tuple[str, str], list[str]]:
        """Folder and last name → the names that have both; asked for once a file, of many thousand."""
        lying: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self._names:
            for folder in dict.fromkeys(_folders(each)):
                lying[folder, _last(each)].append(each)
        return dict(lying)

    def _on_disk(self, name: str, most: int) -> bytes:
        path = self.path / name if self.path.is_dir() else self.path
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(descriptor, "rb") as stream:
                return stream.read(most + 1)
        except OSError as error:
            raise BadInput(f"'{shown(name)}' cannot be read: {error.strerror}", file=self.file) from None

    def _member(self, name: str, most: int) -> bytes:
        assert self._zip is not None  # noqa: S101 (its only caller saw to it)
        member = self._zip.getinfo(name)
        allowed = min(most, max(SMALL, MOST_RATIO * member.compress_size))
        try:
            with self._zip.open(member) as stream:
                content = stream.read(allowed + 1)
        except DAMAGED:
            what = "encrypted" if member.flag_bits & 1 else "damaged"
            raise BadInput(f"'{shown(name)}' in the zip is {what}", file=self.file) from None
        if len(content) > allowed:
            raise BadInput(f"'{shown(name)}' unpacks to more than {allowed:,} bytes: refused", file=self.file)
        return content


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except DAMAGED:
        raise BadInput("a damaged zip", file=path.name) from None


def _under(folder: Path) -> Iterator[str]:
    """Plain files under a folder; links are neither followed nor taken."""
    for place, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in names:
            path = Path(place) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def _last(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _as_kobo_stores(name: str) -> str:
    """A file's name as KoboToolbox stores it (Django's ``get_valid_filename``); answers keep their own."""
    return re.sub(r"[^-\w.]", "", name.strip().replace(" ", "_"))


def _folders(name: str) -> tuple[str, ...]:
    """The folders a file lies in, as keys are compared: Collect and Briefcase write 'uuid' before them."""
    parts = PurePosixPath(name).parts[:-1]
    return tuple(part.removeprefix("uuid:").removeprefix("uuid") for part in parts)
