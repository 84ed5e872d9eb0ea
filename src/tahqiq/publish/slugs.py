"""File names made of letters, digits and hyphens only, whatever a record calls itself."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")
#: Names that pages of a folder have already, or that some file systems keep for themselves.
_RESERVED = re.compile(
    r"index|index-context|.*-page-\d+|.*-(?:assessments|listings|answers|statements)|con|prn|aux|nul|com\d|lpt\d"
)
_LONGEST = 60


def slug(text: str) -> str:
    """The text as a safe file name in lower case; 'x' where nothing of it is left.

    >>> slug("CS1640")
    'cs1640'
    >>> slug("../../etc/passwd")
    'etc-passwd'
    >>> slug("حادثة")
    'x'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")[:_LONGEST].strip("-") or "x"


def needs_suffix(candidate: str) -> bool:
    """Whether the name is spoken for, so that the record's id must tell it apart."""
    return candidate == "x" or _RESERVED.fullmatch(candidate) is not None


def with_suffix(candidate: str, record_id: str) -> str:
    """The name told apart by the record's id.

    >>> with_suffix("index", "0f3a1c22-0000-4000-8000-000000000000")
    'index-0f3a1c22000040008000000000000000'
    """
    return f"{candidate}-{slug(record_id).replace('-', '')}"
