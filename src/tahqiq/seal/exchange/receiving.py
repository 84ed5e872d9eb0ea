"""Packages from other people, verified whole before anything of them is sealed.

Every file is sealed, also those that only describe the others, with a receipt that says which
package it came in and under which name. What the package says of its sender, and the sender's
own receipts, are the sender's word: they stand under ``package`` in what the receipt states, and
nowhere else. A list of the names and hashes is sealed last; from it the package can be given
back bit for bit (``give_back``).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from tahqiq.durable import replacing_folder
from tahqiq.seal.archive import Archive
from tahqiq.seal.bundles import check_bundle
from tahqiq.seal.canonical import canonical
from tahqiq.seal.errors import Damaged
from tahqiq.seal.exchange.bags import is_bag, read_bag
from tahqiq.seal.exchange.crates import is_crate, read_crate
from tahqiq.seal.exchange.errors import NotAPackage, Unfaithful
from tahqiq.seal.exchange.member_names import Names
from tahqiq.seal.exchange.package import ITEMS, PROOFS, SENDERS_RECEIPTS, Package
from tahqiq.seal.exchange.unpacking import unpack
from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import Receipt
from tahqiq.seal.writing import Sealed
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import is_sha256

FORMAT = "package/1"
_LONGEST_LIST = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Whence:
    """What is said of the whole package by the person who brings it in.

    Attributes:
        by: who that is. source_address, legal_basis, note: as in a receipt.
    """

    by: str
    source_address: str = ""
    legal_basis: str = ""
    note: str = ""

    def receipt(self, name: str, stated: dict[str, object]) -> Receipt:
        """The receipt of one file of the package."""
        return Receipt(
            by=self.by,
            original_name=name,
            how="tahqiq receive",
            source_address=self.source_address,
            legal_basis=self.legal_basis,
            note=self.note,
            stated=stated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A package that is sealed.

    Attributes:
        package: what it was found to be.
        sealed: its files, in the order of their names, and then the list.
        listing: SHA-256 of the list of names and hashes, by which it can be given back.
        proofs: how many of the sender's proofs were checked, and hold.
    """

    package: Package
    sealed: tuple[tuple[str, Sealed], ...]
    listing: str
    proofs: int


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    sha256: str
    size: int


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    files: list[_Listed]
    format: str
    kind: str
    name: str


def receive(archive: Archive, source: Path, whence: Whence) -> Received:
    """Verifies a package and seals it.

    Args:
        archive: where to.
        source: the package's folder, or a ZIP or TAR of it, which is sealed whole besides.
        whence: what is said of it.

    Raises:
        NotUnpacked: the container is refused.
        NotAPackage: it is neither a bag nor an RO-Crate that can be received.
        Unfaithful: its files are not those that it promises; nothing was sealed.
        Unsealable: there is a link, device or pipe in it, or it changed meanwhile.
    """
    name = source.resolve().name
    with _opened(source) as folder:
        package = read_package(folder)
        proofs = _checked_proofs(folder, package)
        said: dict[str, object] = {
            "kind": package.kind,
            "name": name,
            "said_by_sender": _bounded(package.said),
            "version": package.version,
        }
        container = _sealed_whole(archive, source, whence, said)
        within = {"container": container[0][1].sha256} if container else {}
        sealed = [*container, *_sealed(archive, folder, package, whence, {**said, **within})]
        listing = _sealed_list(archive, package, name, whence, said)
    files = (*sealed, (f"{name}.package.json", listing))
    return Received(package=package, sealed=files, listing=listing.sha256, proofs=proofs)


def read_package(folder: Path) -> Package:
    """A package, every file of it verified. Errors: see ``receive``."""
    if is_bag(folder):
        return read_bag(folder)
    if is_crate(folder):
        return read_crate(folder)
    remedy = (
        "a bag has bagit.txt at its top, an RO-Crate ro-crate-metadata.json; seal other folders as they are"
    )
    raise NotAPackage("neither a bag nor an RO-Crate", file=printable(str(folder)), remedy=remedy)


def give_back(archive: Archive, listing: str, folder: Path) -> int:
    """Writes a package that was received, as it came, into a new folder; how many files.

    Args:
        archive: it was received in.
        listing: SHA-256 of its list.
        folder: what to make; nothing may stand there.

    Raises:
        NotSealed: the list, or a file of the package, is not in the archive.
        BadInput: the item is no such list, or something stands at the folder's place.
        Damaged: bytes are not those that were sealed.
    """
    with archive.read(listing) as stream:
        listed = _parsed(stream, listing)
    names = Names()
    with replacing_folder(folder, replaceable=lambda _: False) as inside:
        for each in listed.files:
            path = inside / names.add(each.name, folder=False)
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.read(each.sha256) as stream, path.open("xb") as file:
                shutil.copyfileobj(stream, file, 1 << 20)
        read_package(inside)
    return len(listed.files)


@contextmanager
def _opened(source: Path) -> Iterator[Path]:
    """The package's folder: itself, or what a container holds, in a place that ends with the block."""
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="tahqiq-") as apart:
        inside = Path(apart) / "package"
        unpack(source, inside)
        tops = list(inside.iterdir())
        # RFC 8493 §4: a bag in a container stands in one folder; some writers leave that out.
        alone = len(tops) == 1 and tops[0].is_dir()
        yield tops[0] if alone else inside


def _bounded(said: Mapping[str, str]) -> dict[str, str]:
    """What a receipt has room for; the whole is sealed with the package."""
    return {label[:100]: value[:1_000] for label, value in list(said.items())[:50]}


def _checked_proofs(folder: Path, package: Package) -> int:
    """How many of the sender's proofs hold.

    Raises:
        Unfaithful: one does not.
    """
    held, checked = {file.name for file in package.files}, 0
    for file in package.files:
        sha256 = file.name.removeprefix(f"{PROOFS}/").removesuffix(".json")
        item = f"{ITEMS}/{sha256}"
        if file.name != f"{PROOFS}/{sha256}.json" or not is_sha256(sha256) or item not in held:
            continue
        try:
            faults = check_bundle((folder / file.name).read_bytes(), item=folder / item).faults
        except BadInput as error:
            faults = (error.problem,)
        if faults:
            raise Unfaithful(f"the sender's proof does not hold: {faults[0]}", file=file.name)
        checked += 1
    return checked


def _sealed_whole(
    archive: Archive, source: Path, whence: Whence, said: dict[str, object]
) -> list[tuple[str, Sealed]]:
    """Seals the container itself; nothing for a folder."""
    if source.is_dir():
        return []
    receipt = whence.receipt(source.name, {"package": {**said, "part": "container"}})
    return [(source.name, archive.seal_file(source, receipt))]


def _sealed(
    archive: Archive, folder: Path, package: Package, whence: Whence, said: dict[str, object]
) -> Iterator[tuple[str, Sealed]]:
    """Seals every file, and makes sure that it is what was verified."""
    receipts = {file.name: file.sha256 for file in package.files if file.name.startswith(SENDERS_RECEIPTS)}

    def sources() -> Iterator[tuple[Path | bytes, Receipt]]:
        for file in package.files:
            own = receipts.get(f"{SENDERS_RECEIPTS}/{file.name.removeprefix(f'{ITEMS}/')}.jsonl")
            pointer = {"senders_receipts": own} if own else {}
            yield folder / file.name, whence.receipt(file.name, {"package": {**said, **pointer}})

    for file, sealed in zip(package.files, archive.seal_many(sources()), strict=True):
        if sealed.sha256 != file.sha256:
            raise Damaged(f"{printable(file.name)}: changed while it was received: receive the package again")
        yield file.name, sealed


def _sealed_list(
    archive: Archive, package: Package, name: str, whence: Whence, said: dict[str, object]
) -> Sealed:
    files = [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in package.files]
    content = canonical({"files": files, "format": FORMAT, "kind": package.kind, "name": name})
    receipt = whence.receipt(f"{name}.package.json", {"package": {**said, "part": "list"}})
    return archive.seal_bytes(content + b"\n", receipt)


def _parsed(stream: BinaryIO, listing: str) -> _Listing:
    try:
        listed = msgspec.json.decode(stream.read(_LONGEST_LIST), type=_Listing)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BadInput("this item is no list of a package", file=listing) from error
    if listed.format != FORMAT:
        raise BadInput(f"a list of a version unknown here: {listed.format!r}", file=listing)
    return listed
