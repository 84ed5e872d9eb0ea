"""How much a file may hold: beyond it one clear line, never a machine out of memory."""

from __future__ import annotations

from tahqiq.vocab.errors import BadInput

#: Bytes of one file read whole. Larger collections come as .jsonl or .csv, which are streamed.
MOST_BYTES = 1 << 28
#: Code points of one extracted text: some thirty thousand printed pages.
MOST_TEXT = 1 << 26
#: Bytes that one member of a zip, and all that are read of it, may unpack to.
MOST_MEMBER, MOST_UNPACKED = 1 << 27, 1 << 28
#: How many times its size a member may unpack to, beyond a megabyte: text reaches 30, a bomb 1,000.
MOST_RATIO, SMALL = 200, 1 << 20
#: Pages of a PDF, messages of an export, parts of a mail.
MOST_PAGES, MOST_MESSAGES, MOST_PARTS = 20_000, 2_000_000, 1_000


def check_text(text: str, *, file: str) -> str:
    """The text, if it may be that long.

    Raises:
        BadInput: it is longer than ``MOST_TEXT``.
    """
    if len(text) > MOST_TEXT:
        raise BadInput(
            f"{len(text):,} characters of text, and {MOST_TEXT:,} are the most",
            file=file,
            remedy="split it, or give it as .jsonl with id and text",
        )
    return text
