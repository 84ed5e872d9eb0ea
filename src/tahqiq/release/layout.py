"""What lies where in a release folder, and what may."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tahqiq.vocab.release import ADDED_LATER, FORMAT, TABLES, FileEntry

MANIFEST, SIGNATURE, TOTALS, MEDIA = "manifest.json", "manifest.sig", "totals.json", "media"
#: Formats this version reads; the last is the one it writes (HOUSE, rule 10).
FORMATS = (FORMAT,)
#: Bytes read or copied at a time.
CHUNK = 1 << 20
#: Bytes; a manifest beyond this, or a longer line of a table, is not of our making.
LONGEST_MANIFEST, LONGEST_LINE = 64 << 20, 16 << 20


def table_file(table: str) -> str:
    """The file of a table.

    >>> table_file("claims")
    'claims.jsonl'
    """
    return f"{table}.jsonl"


def fixed_files() -> tuple[str, ...]:
    """Every file beside the media that a manifest may list."""
    return (*map(table_file, TABLES), TOTALS)


def needed_files() -> tuple[str, ...]:
    """Those of them without which a folder is no release, of whatever day."""
    return (*(table_file(table) for table in TABLES if table not in ADDED_LATER), TOTALS)


def is_safe_path(path: str) -> bool:
    r"""Whether a manifest may list this path: a fixed file, or a plain path below ``media/``.

    >>> is_safe_path("media/a.jpg"), is_safe_path("media/../a"), is_safe_path("/etc/passwd")
    (True, False, False)
    """
    if path in fixed_files():
        return True
    first, *rest = path.split("/")
    return first == MEDIA and bool(rest) and all(map(_is_safe_name, rest))


def _is_safe_name(name: str) -> bool:
    if not name or name.startswith(".") or len(name.encode(errors="replace")) > 255:
        return False
    return name.isprintable() and "\\" not in name and ":" not in name


def content_id(files: Mapping[str, FileEntry]) -> str:
    """A release's identity: SHA-256 over the sorted lines '<sha256>  <path>' of all its files."""
    lines = sorted(f"{entry.sha256}  {path}\n" for path, entry in files.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class _Stamp(msgspec.Struct):
    """The one thing read of a manifest whose format is not yet known."""

    format: str


def format_of(manifest: bytes) -> str | None:
    """The format a manifest declares, or None where it is no manifest."""
    try:
        return msgspec.json.decode(manifest, type=_Stamp).format
    except msgspec.MsgspecError:
        return None


def is_release(folder: Path) -> bool:
    """Whether a release of any format stands in the folder, and so may be replaced by another."""
    path = folder / MANIFEST
    if not path.is_file() or path.stat().st_size > LONGEST_MANIFEST:
        return False
    declared = format_of(path.read_bytes())
    return declared is not None and declared.startswith("release/")
