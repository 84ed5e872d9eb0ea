"""Checking a proof bundle, with nothing but the file: what it proves, and what it does not."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from tahqiq.seal import checkpoint
from tahqiq.seal.bundles.bundle import Bundle, BundleStamp
from tahqiq.seal.canonical import canonical
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import printable
from tahqiq.seal.merkle import consistent, leaf_hash, root_from_inclusion
from tahqiq.seal.pages import Leaf
from tahqiq.seal.receipts import commitment_to
from tahqiq.seal.stamping import authority as rfc3161
from tahqiq.seal.stamping import calendars
from tahqiq.seal.stamping.checking import said_of_promise, said_of_stamp
from tahqiq.seal.stamping.errors import NoStamp
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import is_sha256

T = TypeVar("T")
_NEVER = "who collected the item, from whom, where and how; and whether what it shows is true"
_ORDER = ("proved", "not proved", "repeated")
_OLDER = "that the archive still holds it today"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of the item.

    Attributes:
        kind: 'proved', 'not proved', or 'repeated': from a release, on its word.
        text: in plain words.
    """

    kind: Literal["proved", "not proved", "repeated"]
    text: str

    def line(self) -> str:
        """One line, safe on a terminal."""
        return f"{self.kind}: {printable(self.text)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a bundle found.

    Attributes:
        item: SHA-256 of the item that the bundle speaks of, '' where that cannot be read.
        faults: what does not hold; empty means the proof stands.
        statements: what is proved and what is not. With faults, only what was found before them.
    """

    item: str
    faults: tuple[str, ...]
    statements: tuple[Statement, ...]


def check_bundle(
    content: bytes, *, item: Path | None = None, public_key: bytes | None = None, trusted: bytes | None = None
) -> Checked:
    """Checks a bundle, offline.

    Args:
        content: the bundle's bytes.
        item: the file that should be the item.
        public_key: the archive's key (32 bytes) as the reader got it by another way.
        trusted: PEM certificates of time-stamping authorities that the reader trusts.

    Raises:
        BadInput: these bytes are no bundle, the file cannot be read, or ``trusted`` holds no certificate.
    """
    bundle = Bundle.parse(content)
    check = _Check(bundle)
    opening, head = check.opening(), check.head(public_key)
    if opening is not None and head is not None:
        check.inclusion(opening, head)
        for stamp in bundle.stamps:
            check.stamp(stamp, head, trusted)
    if opening is not None:
        check.file(opening, item)
    check.close()
    return Checked(
        item="" if opening is None else opening.item,
        faults=tuple(check.faults),
        statements=tuple(sorted(check.statements, key=lambda each: _ORDER.index(each.kind))),
    )


class _Opening(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What the commitment covers (``receipts.OPENED``)."""

    archive: str
    at: str
    event: str
    item: str
    media_type: str
    salt: str
    size: int


@dataclass(slots=True)
class _Check:
    """One check in progress: each step adds what it proved, or a fault."""

    bundle: Bundle
    faults: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def opening(self) -> _Opening | None:
        """What was sealed, if the leaf commits to it."""
        opening, leaf = self._tried(self._opening), self._tried(self._leaf)
        if opening is None or leaf is None:
            return None
        if commitment_to(self.bundle.opening.encode()) != leaf.commitment:
            self.faults.append("the opening is not the one that the log's event commits to")
        if (opening.at, opening.event) != (leaf.at, leaf.event) or leaf.event != "sealed":
            self.faults.append("the opening and the log's event do not speak of one sealing")
        return opening

    def head(self, public_key: bytes | None) -> Checkpoint | None:
        """The signed head, if its signature holds."""
        head = self._tried(lambda: checkpoint.parse(self.bundle.checkpoint))
        if head is None:
            return None
        if not is_sha256(self.bundle.log_key):
            self.faults.append("the archive's public key is none")
            return None
        own = bytes.fromhex(self.bundle.log_key)
        if not checkpoint.verify(head, own):
            self.faults.append("the head's signature does not hold")
        if public_key is None:
            text = f"whose archive this is: ask its keeper, by another way, whether its key is {own.hex()}"
            self._add("not proved", text)
        elif public_key == own:
            self._add("proved", "the head is signed with the key you gave")
        else:
            self.faults.append("the head is signed with another key than the one you gave")
        return head

    def inclusion(self, opening: _Opening, head: Checkpoint) -> None:
        """The way from the event to the head."""
        if head.origin != f"tahqiq/{opening.archive}":
            self.faults.append("the head is another archive's")
        proof = self._tried(lambda: _hashes(self.bundle.inclusion))
        if proof is None:
            return
        leaf, index = leaf_hash(self.bundle.leaf.encode()), self.bundle.index
        root = self._tried(lambda: root_from_inclusion(leaf, index, head.size, proof))
        if root is None:
            return
        if root != head.root:
            self.faults.append("the inclusion proof does not lead to the head: the event is not in that log")
            return
        text = (
            f"archive {opening.archive} holds event {index:,} in its log of {head.size:,}, signed at "
            f"{head.at} by its own clock: at {opening.at} an item of {opening.size:,} bytes "
            f"({opening.media_type}) with the SHA-256 {opening.item} was sealed"
        )
        self._add("proved", text)

    def stamp(self, stamp: BundleStamp, head: Checkpoint, trusted: bytes | None) -> None:
        """One stamp, and the way from the head to the one it covers."""
        later = self._tried(lambda: checkpoint.parse(stamp.checkpoint))
        proof = self._tried(lambda: _hashes(stamp.consistency))
        if later is None or proof is None:
            return
        signed = later.origin == head.origin and checkpoint.verify(later, bytes.fromhex(self.bundle.log_key))
        if not signed or not consistent(head.size, later.size, head.root, later.root, proof):
            self.faults.append(f"the head stamped by {stamp.authority} does not continue the bundle's head")
            return
        said = self._tried(lambda: _time_of(stamp, later, trusted))
        if said is not None:
            self.statements.append(said)

    def file(self, opening: _Opening, item: Path | None) -> None:
        """Whether a file is the item."""
        if item is None:
            self._add("not proved", "that a file you hold is this item: give the file too")
        elif _sha256(item) == opening.item:
            self._add("proved", f"{item} is this item, byte for byte")
        else:
            self.faults.append(f"{item} is not this item: its SHA-256 is another")

    def close(self) -> None:
        """What no bundle proves, and what a release says."""
        if not self.bundle.stamps:
            self._add("not proved", "when, by any clock but the archive's own: no stamp stands in the bundle")
        self._add("not proved", _OLDER)
        self._add("not proved", _NEVER)
        if (disclosed := self.bundle.disclosed) is not None:
            for name, value in sorted(disclosed.fields.items()):
                self._add("repeated", f"{name} is {value}, says release {disclosed.release}")

    def _opening(self) -> _Opening:
        opening = msgspec.json.decode(self.bundle.opening.encode(), type=_Opening)
        plain = canonical(msgspec.structs.asdict(opening)).decode() == self.bundle.opening
        if not plain or not is_sha256(opening.item) or opening.size < 0:
            raise Damaged("the opening is not one that an archive writes")
        return opening

    def _leaf(self) -> Leaf:
        return Leaf.parse(self.bundle.leaf.encode())

    def _tried(self, step: Callable[[], T]) -> T | None:
        """What a step gives; None, and a fault, where it cannot."""
        try:
            return step()
        except (Damaged, NoStamp, ValueError, RecursionError) as error:
            self.faults.append(str(error))
            return None

    def _add(self, kind: Literal["proved", "not proved", "repeated"], text: str) -> None:
        self.statements.append(Statement(kind, text))


def _hashes(spelled: Sequence[str]) -> list[bytes]:
    if len(spelled) > 128 or not all(is_sha256(each) for each in spelled):
        raise Damaged("a proof holds something else than SHA-256 hashes")
    return [bytes.fromhex(each) for each in spelled]


def _time_of(stamp: BundleStamp, head: Checkpoint, trusted: bytes | None) -> Statement:
    """What a stamp proves of its head.

    Raises:
        NoStamp: it does not hold.
    """
    try:
        content = base64.b64decode(stamp.content, validate=True)
    except binascii.Error as error:
        raise NoStamp(f"the stamp of {stamp.authority} is not base64") from error
    text = head.text.encode()
    if stamp.kind == "opentimestamps":
        promise = calendars.check(content, text)
        return Statement("not proved", said_of_promise(promise, head.size))
    if stamp.kind != "rfc3161":
        raise NoStamp(f"a stamp of a kind unknown here: {stamp.kind}")
    stamped = rfc3161.check(content, text, trusted=trusted)
    kind: Literal["proved", "not proved"] = "proved" if stamped.trusted else "not proved"
    return Statement(kind, said_of_stamp(stamped, stamp.authority, head))


def _sha256(item: Path) -> str:
    try:
        with item.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(item)) from error
