"""Whoever holds the keys may sign anything; what contradicts itself is named all the same."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seal.evidence import receipt, small_archive
from tahqiq.seal import Archive, verify
from tahqiq.seal.intake import Content
from tahqiq.seal.keyring import ITEM_KEY
from tahqiq.seal.receipts import Envelope
from tahqiq.seal.writing import Looked, Writer

SHA256, OTHER = hashlib.sha256(b"16").hexdigest(), "ab" * 32
#: What an honest receipt of the item b"16" in the small archive holds.
HONEST = Content(
    sha256=SHA256,
    blake3="",
    size=2,
    media_type="text/plain",
    stored_sha256=SHA256,
    stored_blake3="",
    stored_size=2,
)
Lie = Callable[[Writer], object]


def enter(
    writer: Writer, event: str = "sealed", *, name: str = "", tombstone: tuple[str, ...] = (), **lies: Any
) -> None:
    """An event whose receipt says what it likes."""
    found = HONEST if name else replace(HONEST, stored_sha256="", stored_size=0)
    stated = replace(writer._stated(event, receipt(), found, Looked()), **lies)
    writer._enter(stated, secrets.token_bytes(ITEM_KEY), name=name, found=found, tombstone=tombstone)


def leaf(writer: Writer, **lies: str) -> None:
    """An honest opening, and a leaf that says something else of it."""
    enter(writer, "opened")
    writer._leaves[-1] = replace(writer._leaves[-1], **lies)


def envelope(writer: Writer, *, more: bytes = b"", **lies: Any) -> None:
    """An honest opening in an envelope that is not as it should be, and that the leaf speaks of."""
    enter(writer, "opened")
    line = replace(Envelope.parse(writer._receipts[-1].rstrip()), **lies).line() + more
    writer._receipts[-1] = line + b"\n"
    writer._leaves[-1] = replace(writer._leaves[-1], receipt=hashlib.sha256(line).hexdigest())


LIES: dict[str, Lie] = {
    "the receipt is not the one the log committed to": lambda w: leaf(w, commitment=OTHER),
    "the receipt speaks of another event than the log": lambda w: leaf(w, event="transferred"),
    "states an event that has no place there": lambda w: leaf(w, event="created"),
    "not a receipt's envelope in canonical form": lambda w: envelope(w, more=b" "),
    "a receipt does not open under its key": lambda w: envelope(w, box="AAAA"),
    "the wrapped key has changed": lambda w: envelope(w, wrapped=OTHER),
    "names an object as no archive does": lambda w: enter(w, name="../../../etc/passwd"),
    "says something else of its object than an earlier receipt": lambda w: enter(w, name=SHA256),
    "destroys something without being a removal, or the other way round": lambda w: enter(w, "removed"),
    "the item was removed by one person alone": lambda w: enter(w, "removed", tombstone=(OTHER,)),
    "was removed, and never sealed": lambda w: enter(w, "removed", tombstone=(OTHER,)),
    "the receipt speaks of an item that was never sealed": lambda w: enter(w, "opened", item=OTHER),
    "the receipt speaks of another item than its envelope": lambda w: enter(w, item=OTHER),
    "the receipt states other bytes than its envelope": lambda w: enter(w, name=SHA256, size=3),
    "the receipt names a parent that is not sealed": lambda w: enter(
        w, parent_sha256=OTHER, operation="extract/1"
    ),
}


@pytest.mark.parametrize("problem", LIES)
def test_a_lie_is_named(problem: str, tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    with archive._writing() as writer:
        LIES[problem](writer)
        writer.commit()
    assert any(fault.problem == problem for fault in verify(tmp_path / "archive").faults)


def test_an_item_that_was_encrypted_from_other_bytes_than_its_receipt_states(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=True)
    archive.seal_bytes(b"16", receipt())
    honest = Writer._stated

    def lying(self: Writer, event: str, stated: Any, found: Content, looked: Looked) -> Any:
        return replace(honest(self, event, stated, found, looked), size=5)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "_stated", lying)
        archive.seal_bytes(b"17", receipt())
    (fault,) = verify(tmp_path / "archive").faults
    assert fault.problem == "as it was sealed: the bytes have changed: 2 of them, where 5 were sealed"


def test_an_encrypted_item_whose_key_is_gone_cannot_be_decrypted(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=True)
    archive.seal_bytes(b"16", receipt())
    keys = tmp_path / "archive/keys/0000/00000001.jsonl"
    spoiled = keys.read_bytes()
    keys.chmod(0o600)
    keys.write_bytes(b"")
    problems = {fault.problem for fault in verify(tmp_path / "archive").faults}
    assert problems == {"has 0 of the 1 lines that the log asks for"}
    keys.write_bytes(spoiled)
    assert verify(tmp_path / "archive").faults == ()
