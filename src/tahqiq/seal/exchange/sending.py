"""Items of an archive as a package for somebody else.

What goes out are the items, the proof of each that it was sealed when it was (`bundles`), and
nothing about who brought them. Receipts name collectors, addresses and original names: they go
out only where somebody asks for it. Every item is read whole and hashed on its way; the transfer
is entered in the custody log before the package appears.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tahqiq.durable import replacing_folder
from tahqiq.seal import pages
from tahqiq.seal.archive import Archive
from tahqiq.seal.bundles import make_bundle
from tahqiq.seal.errors import Damaged
from tahqiq.seal.exchange.bags import write_tags
from tahqiq.seal.exchange.crates import Described, write_metadata
from tahqiq.seal.exchange.package import ITEMS, PROOFS, SENDERS_RECEIPTS, Kind
from tahqiq.seal.receipts import Receipt, StoredReceipt
from tahqiq.seal.writing import TOOL

NO_LICENCE = "No licence is given with these files: ask their sender."
HEAD = "checkpoint.txt"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to send.

    Attributes:
        kind: of package.
        items: SHA-256 of each; None for all that the archive holds.
        by: who sends them. to: who gets them, for the custody log.
        at: when, for the package's own date.
        proofs: a proof bundle for each item.
        receipts: the receipts too: collectors, addresses, original names.
        licence: under which they may be used, in words.
        logged: the transfer is entered in the custody log.
    """

    kind: Kind
    items: Sequence[str] | None
    by: str
    to: str = ""
    at: datetime
    proofs: bool = True
    receipts: bool = False
    licence: str = NO_LICENCE
    logged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What went out: how many items, and their bytes."""

    items: int
    bytes: int


def send(
    archive: Archive, folder: Path, order: Order, *, progress: Callable[[int], object] | None = None
) -> Sent:
    """Makes a package in a new folder; it is there whole or not at all.

    Args:
        archive: with its keys at hand.
        folder: what to make; nothing may stand there.
        order: what to send.
        progress: called once an item is written.

    Raises:
        NotSealed: an item is not in the archive.
        Removed: an item was lawfully removed.
        Damaged: an item's bytes are not those that were sealed.
        BadInput: something stands at the folder's place.
    """
    items = list(held_items(archive) if order.items is None else dict.fromkeys(order.items))
    described: list[Described] = []
    with replacing_folder(folder, replaceable=lambda _: False) as inside:
        for sha256 in items:
            described += _written(archive, inside, sha256, order)
            if progress is not None:
                progress(1)
        _finish(archive, inside, order, described)
        if order.logged:
            for sha256 in items:
                archive.record(pages.TRANSFERRED, sha256, _transfer(order))
    sizes = [file.size for file in described if file.name.startswith(ITEMS)]
    return Sent(items=len(sizes), bytes=sum(sizes))


def held_items(archive: Archive) -> Iterator[str]:
    """Every item that the archive holds, once, in the order they came. Errors: as ``Archive.receipts``."""
    met, gone = dict[str, None](), set[str]()
    for event, receipt in archive.receipts():
        if event.event == pages.SEALED:
            met.setdefault(receipt.item)
        elif event.event == pages.REMOVED:
            gone.add(receipt.item)
    return (sha256 for sha256 in met if sha256 not in gone)


def _written(archive: Archive, inside: Path, sha256: str, order: Order) -> Iterator[Described]:
    """Writes one item and what goes with it, and describes each file."""
    archive.read(sha256).close()  # says if it never was here, or was removed
    told = list(archive.custody(sha256))
    first = next(receipt for event, receipt in told if event.event == pages.SEALED)
    yield _write_item(archive, inside, first, dated=order.receipts)
    if order.proofs:
        proof = make_bundle(archive, sha256)
        yield _write(inside, f"{PROOFS}/{sha256}.json", proof, "application/json", _of(sha256))
    if order.receipts:
        lines = b"".join(receipt.canonical() + b"\n" for _, receipt in told)
        name = f"{SENDERS_RECEIPTS}/{sha256}.jsonl"
        yield _write(inside, name, lines, "application/jsonl", _of(sha256))


def _write_item(archive: Archive, inside: Path, receipt: StoredReceipt, *, dated: bool) -> Described:
    name = f"{ITEMS}/{receipt.item}"
    path, digest = inside / name, hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.read(receipt.item) as stream, path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        size = file.tell()
    if digest.hexdigest() != receipt.item:
        raise Damaged(f"{receipt.item}: the bytes kept are not those that were sealed: run 'tahqiq verify'")
    return Described(
        name=name,
        size=size,
        sha256=receipt.item,
        media_type=receipt.media_type,
        # When it was sealed; when it was captured stands in the receipt, and goes where receipts go.
        properties={"name": receipt.item, "uploadDate": receipt.at, **_capture(receipt, told=dated)},
    )


def _capture(receipt: StoredReceipt, *, told: bool) -> dict[str, str]:
    return {"dateCreated": receipt.captured_at} if told and receipt.captured_at else {}


def _of(sha256: str) -> dict[str, object]:
    return {"about": {"@id": f"{ITEMS}/{sha256}"}}


def _write(
    inside: Path, name: str, content: bytes, media_type: str, properties: dict[str, object]
) -> Described:
    (inside / name).parent.mkdir(exist_ok=True)
    (inside / name).write_bytes(content)
    return Described(
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        properties=properties,
    )


def _finish(archive: Archive, inside: Path, order: Order, described: list[Described]) -> None:
    """The package's own files, and the archive's signed head among them."""
    head = archive.head()
    signed = _write(inside, HEAD, head.text.encode(), "text/plain", {"name": "The archive's signed head"})
    day = order.at.date().isoformat()
    if order.kind == "bagit":
        info = [
            ("Bag-Software-Agent", TOOL),
            ("Bagging-Date", day),
            ("External-Identifier", f"urn:uuid:{archive.about.archive}"),
            ("Tahqiq-Log-Key", archive.about.log_key),
            ("Tahqiq-Receipts", "included" if order.receipts else "withheld"),
        ]
        items = [file for file in described if file.name.startswith("data/")]
        return write_tags(inside, info, ((file.name, file.sha256, file.size) for file in items))
    root = {
        "name": f"Items of archive {archive.about.archive}",
        "description": "Sealed items, named by their SHA-256, with proofs that they were sealed.",
        "datePublished": day,
        "identifier": f"urn:uuid:{archive.about.archive}",
        "licence": order.licence,
    }
    return write_metadata(inside, root, [*described, signed])


def _transfer(order: Order) -> Receipt:
    receipts = "with" if order.receipts else "without"
    note = f"sent {receipts} receipts" + (f" to {order.to}" if order.to else "")
    return Receipt(by=order.by, original_name="", how=f"tahqiq export --format {order.kind}", note=note)
