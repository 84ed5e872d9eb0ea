"""Where everything stands in an archive (format: archive/2): names below its root, '/' between.

FORMAT                          exactly ``format: archive/2`` and a newline
archive.json                    the archive's id, its public key, whether items are encrypted
objects/ab/<name>               the stored bytes of an item
log/0000/00000000.jsonl         a page of the custody log: what one commit added, and the signed head
receipts/0000/00000000.jsonl    the page's receipts, encrypted, one a line
keys/0000/00000000.jsonl        the page's wrapped keys, one a line: what lawful removal destroys
stamps/<size>.<authority>.tsr   trusted time of the head of that size
incoming/                       what is being written
"""

from __future__ import annotations

import re

FORMAT_FILE, FORMAT = "FORMAT", b"format: archive/2\n"
ABOUT = "archive.json"
OBJECTS, LOG, RECEIPTS, KEYS, STAMPS, INCOMING = "objects", "log", "receipts", "keys", "stamps", "incoming"
FOLDERS = (OBJECTS, LOG, RECEIPTS, KEYS, STAMPS, INCOMING)
#: Ends of the names in incoming/: bytes still arriving, what a commit is about to add, and the lock.
PARTIAL, INTENT, LOCK = ".part", ".intent", "lock"
#: So many pages stand in one folder.
SHELF = 1_000

_PAGE = re.compile(r"(?:log|receipts|keys)/([0-9]{4,})/([0-9]{8,})\.jsonl", re.ASCII)
_OBJECT = re.compile(r"objects/([0-9a-f]{2})/(\1[0-9a-f]{62})", re.ASCII)
_ARRIVING = re.compile(r"incoming/(?:[0-9a-f]{32}(?:\.part|\.intent)|lock)", re.ASCII)


def object_place(name: str) -> str:
    """Where the stored bytes of this name stand.

    >>> object_place("ab" + 62 * "0")[:12]
    'objects/ab/a'
    """
    return f"{OBJECTS}/{name[:2]}/{name}"


def page_place(folder: str, number: int) -> str:
    """Where a page stands: the log's, its receipts or its keys.

    >>> page_place(LOG, 1_234)
    'log/0001/00001234.jsonl'
    """
    return f"{folder}/{number // SHELF:04}/{number:08}.jsonl"


def page_number(name: str) -> int | None:
    """Which page stands at a name; None for a name no writer gives.

    >>> page_number("keys/0001/00001234.jsonl"), page_number("keys/0000/00001234.jsonl")
    (1234, None)
    """
    found = _PAGE.fullmatch(name)
    if found is None:
        return None
    number = int(found[2])
    return number if name == page_place(name.partition("/")[0], number) else None


def is_object(name: str) -> bool:
    """Whether a name is that of stored bytes."""
    return _OBJECT.fullmatch(name) is not None


def is_arriving(name: str) -> bool:
    """Whether a name in incoming/ is one that a writer gives."""
    return _ARRIVING.fullmatch(name) is not None


def printable(name: str) -> str:
    r"""A name that cannot forge a line or turn a terminal's text around.

    Line breaks, control and direction characters and bytes that are no UTF-8
    are written as escapes.

    >>> printable("a\nb\u202egpj.exe")
    'a\\nb\\u202egpj.exe'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
