"""A whole text file: UTF-8 with or without a mark, or UTF-16 with one; anything else is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

from tahqiq.vocab.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        BadInput: unreadable, not text in a known encoding (the byte and its line are named), or with a NUL.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=str(path)) from None
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start + 1:,} is no {encoding.removesuffix('-sig').upper()} text",
            file=str(path),
            row=content.count(b"\n", 0, error.start) + 1,
            remedy="save the file as UTF-8",
        ) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise BadInput("a NUL character, which no text holds", file=str(path), row=row)
    return text
