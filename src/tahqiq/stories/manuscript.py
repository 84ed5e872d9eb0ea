"""A manuscript in a folder of files: ``story.toml``, a file a chapter, and ``media/`` (docs/stories.md).

Whatever is wrong ends in one line that names the file and the entry.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import Manuscript, WrittenChapter

T = TypeVar("T")
_CHAPTER = re.compile(r"(?P<number>[0-9]{2})-(?P<slug>[a-z0-9-]+)\.toml")
#: Fields of a manuscript that name a file of ``media/``.
_FILES = frozenset({"item"})
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A manuscript read from files.

    Attributes:
        manuscript: its media named by the SHA-256 they will be sealed under.
        media: SHA-256 → the file.
    """

    manuscript: Manuscript
    media: Mapping[str, Path]


def read_manuscript(folder: Path) -> Files:
    """Reads a folder.

    Raises:
        BadInput: a file is missing, cannot be read, or says something no manuscript knows.
    """
    media = _Media(folder / "media")
    whole = media.named(_toml(folder / "story.toml"), folder / "story.toml")
    chapters = [_chapter(slug, path, media) for slug, path in _chapter_files(folder)]
    whole["chapters"] = [msgspec.to_builtins(each) for each in chapters]
    manuscript = _converted(whole, Manuscript, folder / "story.toml")
    return Files(manuscript=manuscript, media=dict(sorted(media.found.items())))


def _chapter_files(folder: Path) -> list[tuple[str, Path]]:
    """The addresses and files of chapters, in the order of their numbers."""
    named = ((_CHAPTER.fullmatch(path.name), path) for path in sorted(folder.iterdir()))
    found = [(match["slug"], path) for match, path in named if match is not None]
    if not found:
        raise BadInput("no chapter here", file=str(folder), remedy="call them 01-name.toml, 02-name.toml …")
    return found


def _chapter(slug: str, path: Path, media: _Media) -> WrittenChapter:
    return _converted({"slug": slug, **media.named(_toml(path), path)}, WrittenChapter, path)


class _Media:
    """The files of ``media/`` that a manuscript names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.found: dict[str, Path] = {}

    def named(self, value: Any, file: Path) -> Any:
        """The same value with the names of files replaced by their hashes."""
        if isinstance(value, dict):
            return {
                key: self._hash(each, file)
                if key in _FILES and isinstance(each, str)
                else self.named(each, file)
                for key, each in value.items()
            }
        return [self.named(each, file) for each in value] if isinstance(value, list) else value

    def _hash(self, name: str, file: Path) -> str:
        if not name:
            return ""
        path = self._folder / name
        try:
            if Path(name).name != name or path.is_symlink():
                raise BadInput(f"{name!r} is no file of {self._folder.name}/", file=str(file))
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except (OSError, ValueError) as error:
            raise BadInput(f"{self._folder.name}/{name} cannot be read", file=str(file)) from error
        self.found[sha256] = path
        return sha256


def _toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"a file of a manuscript has at most {_MOST_BYTES >> 20} MiB", file=str(path))
        return tomllib.loads(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"this file cannot be read: {error}", file=str(path)) from error


def _converted(table: dict[str, Any], kind: type[T], path: Path) -> T:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise BadInput(str(error), file=str(path)) from error
