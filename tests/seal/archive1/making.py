"""Archives of the earlier format for tests: a kept one, and small ones written as archive/1 was."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tahqiq.seal.archive1 import Entry, StoredReceipt1
from tahqiq.seal.archive1.layout import FORMAT, Layout
from tahqiq.seal.archive1.ledger import BEGINNING, CREATED, SEALED

#: Made by the version of Tahqiq that wrote archive/1, and what its verify said of it.
KEPT = Path(__file__).parent.parent / "fixtures" / "archive1" / "archive"
KEPT_VERIFIED = KEPT.parent / "verified.json"
_AT, _TOOL = "2026-11-23T02:00:00.000000Z", "tahqiq 0.1.0"


def kept(place: Path) -> Path:
    """A copy of the kept archive that a test may spoil."""
    return Path(shutil.copytree(KEPT, place))


def small(path: Path, *items: bytes) -> Path:
    """An archive/1 of these items, or of three: one sealed twice, one derived from the other."""
    layout = Layout(path)
    for folder in layout.folders():
        folder.mkdir(parents=True)
    put(layout.format_file, FORMAT)
    first = Entry(seq=0, prev=BEGINNING, event=CREATED, item="", receipt="", at=_AT, tool=_TOOL)
    layout.log.write_bytes(first.line())
    layout.log.chmod(0o600)
    if items:
        for content in items:
            add(path, content)
        return path
    add(path, b"16 killed, said one\n")
    parent = add(path, b"16 killed, said one\n", original_name="copy.txt").item
    add(path, b"16", original_name="", parent_sha256=parent, operation="extract/1")
    return path


def add(path: Path, content: bytes, **stated: Any) -> Entry:
    """Seals bytes as archive/1 did, waiting for nothing."""
    layout, item = Layout(path), hashlib.sha256(content).hexdigest()
    spelled = receipt(item, len(content), salt=f"{len(layout.log.read_bytes()):032x}", **stated).canonical()
    return log(path, item, put_receipt(path, spelled), put(layout.object(item), content))


def receipt(item: str, size: int, **stated: Any) -> StoredReceipt1:
    """A receipt that states what it must."""
    plain = dict.fromkeys(StoredReceipt1.__slots__, "")
    plain |= {"format": "receipt/1", "sealed_at": _AT, "by": "amal", "original_name": "note.txt"}
    return StoredReceipt1(**{**plain, "item": item, "size": size, "tool": _TOOL, **stated})  # type: ignore[arg-type]


def put_receipt(path: Path, spelled: bytes) -> str:
    """Puts bytes where a receipt stands; gives their hash."""
    digest = hashlib.sha256(spelled).hexdigest()
    put(Layout(path).receipt(digest), spelled)
    return digest


def put(place: Path, content: bytes) -> Path:
    """Puts bytes in a place, read-only as everything in it was."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    place.chmod(0o444)
    return place


def log(path: Path, item: str, receipt: str, _: object = None) -> Entry:
    """Adds a line to the log."""
    last = entries(path)[-1]
    entry = following(last, event=SEALED, item=item, receipt=receipt)
    with Layout(path).log.open("ab") as file:
        file.write(entry.line())
    return entry


def following(last: Entry, **stated: Any) -> Entry:
    """A line that follows another."""
    return replace(last, **{"seq": last.seq + 1, "prev": last.hash, **stated})


def entries(path: Path) -> list[Entry]:
    """All lines of the log."""
    return [Entry.parse(line) for line in lines(path)]


def lines(path: Path) -> list[bytes]:
    """All lines of the log, as they are spelled."""
    return Layout(path).log.read_bytes().splitlines(keepends=True)


def figures(path: Path) -> dict[str, Any]:
    """What a receipt says, for comparing."""
    return asdict(StoredReceipt1.parse(path.read_bytes()))
