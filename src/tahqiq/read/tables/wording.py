"""Slugs and names out of free text."""

from __future__ import annotations

import hashlib
import re

#: Keys, codes and slugs are at most this long.
LONGEST_KEY = 100

_NOT_WORD = re.compile(r"[\W_]+")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))


def slug_of(text: str, *, mark: str = "-") -> str:
    """Lower-case words joined by a mark, in the text's own script; stable for the same words.

    >>> slug_of("Raqqa 2017: civilians killed")
    'raqqa-2017-civilians-killed'
    """
    return bounded(_NOT_WORD.sub(mark, text.casefold()).strip(mark))


def bounded(key: str) -> str:
    """The key; one that is too long is cut, and a digest of the whole tells it from others."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 17]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def unmarked(text: str) -> str:
    """The text without invisible marks of direction and surrounding blanks, for a title."""
    return text.translate(_MARKS).strip()
