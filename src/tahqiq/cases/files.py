"""Reading the files of a case: whatever is wrong ends in one line that names file and entry."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tahqiq.cases.entries import Entry
from tahqiq.vocab.errors import BadInput

E = TypeVar("E", bound=Entry)


def only_place(quote: str, text: str, file: Path, key: str) -> int:
    """Where the quote begins, in code points; it stands in the note exactly once."""
    if text.count(quote) != 1:
        raise BadInput(f"{key}: its quote stands {text.count(quote)} times in the note", file=str(file))
    return text.index(quote)


def words(file: Path) -> str:
    """The words of a note."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("this note cannot be read", file=str(file)) from error


def toml(file: Path) -> dict[str, Any]:
    """The tables of a file."""
    try:
        return tomllib.loads(file.read_bytes().decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"this file cannot be read: {error}", file=str(file)) from error


def converted(table: Any, kind: type[E], file: Path, key: str = "") -> E:
    """A table as the entry it should be; a field that no entry knows is refused."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        where = f"{key}: " if key else ""
        raise BadInput(f"{where}{error}", file=str(file)) from error
