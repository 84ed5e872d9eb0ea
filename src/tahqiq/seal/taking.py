"""Bytes on their way into an archive: looked at once, named, encrypted where asked, and kept once."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from tahqiq.seal import intake, reading
from tahqiq.seal.about import About
from tahqiq.seal.boxes import Encrypting, Header
from tahqiq.seal.errors import Damaged
from tahqiq.seal.intake import Content
from tahqiq.seal.keyring import ITEM_KEY, Keyring
from tahqiq.seal.layout import object_place
from tahqiq.seal.stores import Store

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Bytes that were taken in.

    Attributes:
        name: under which they are stored.
        found: what one pass over them told.
        new: the archive did not hold them.
        small: what is to be stored, in memory; unless it waits in ``part``.
    """

    name: str
    found: Content
    new: bool
    small: bytes = b""
    part: Path | None = None

    def put(self, store: Store) -> None:
        """Brings them to their place. Errors: as ``Store.put``."""
        if self.part is not None:
            store.bring(self.part, object_place(self.name))
        else:
            store.put(object_place(self.name), self.small)


@dataclass(slots=True, kw_only=True)
class Taking:
    """Takes bytes in for one commit."""

    store: Store
    keyring: Keyring
    about: About
    waiting: dict[str, Taken] = field(default_factory=dict)

    def take(self, source: Path | bytes, *, key: bytes, page: int, row: int) -> Taken:
        """Reads a source once, and keeps it for the commit where it is new.

        Args:
            source: a plain file, or bytes.
            key: the item's.
            page, row: where the key will stand.

        Raises:
            Unsealable: the source is no plain readable file, or changed while it was read.
            Damaged: the archive holds other bytes under this content's hash.
            OSError: the archive's disk failed.
        """
        header = Header(page, row, secrets.token_bytes(7))
        small = intake.take(source)
        if small is None:
            taken = self._large(source, header, key)
        elif self.holds(small.found.sha256):
            taken = self._again(small.found)
        else:
            taken = self._small(small, header, key)
        if taken.new:
            self.waiting[taken.name] = taken
        return taken

    def holds(self, sha256: str) -> bool:
        """Whether an item is in the archive, or about to be."""
        name = self._name(sha256)
        return name in self.waiting or self.store.exists(object_place(name))

    def discard(self) -> None:
        """Removes what arrived and was not brought to its place."""
        for taken in self.waiting.values():
            if taken.part is not None:
                taken.part.unlink(missing_ok=True)

    def _small(self, small: intake.Small, header: Header, key: bytes) -> Taken:
        name = self._name(small.found.sha256)
        if not self.about.encrypted:
            return Taken(name=name, found=small.found, new=True, small=small.content)
        transform = self._transform(header, key)
        stored = transform.update(memoryview(small.content)) + transform.finish()
        found = _stored_as(small.found, iter((stored,)))
        return Taken(name=name, found=found, new=True, small=stored)

    def _large(self, source: Path | bytes, header: Header, key: bytes) -> Taken:
        part, kept = self.store.partial(), False
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            transform = self._transform(header, key) if self.about.encrypted else None
            found = intake.copy(source, descriptor, transform=transform)
            kept = not self.holds(found.sha256)
        finally:
            os.close(descriptor)
            if not kept:
                part.unlink()
        return (
            Taken(name=self._name(found.sha256), found=found, new=True, part=part)
            if kept
            else self._again(found)
        )

    def _again(self, found: Content) -> Taken:
        """The same bytes once more: what the archive has is read, not believed."""
        name = self._name(found.sha256)
        if name in self.waiting:
            before = self.waiting[name].found
            return Taken(name=name, found=replace(before, modified_at=found.modified_at), new=False)
        with reading.item(self.store, self.keyring, name, encrypted=self.about.encrypted) as stream:
            held = hashlib.sha256()
            for chunk in _chunks(stream):
                held.update(chunk)
        if held.hexdigest() != found.sha256:
            raise Damaged(f"{object_place(name)}: the bytes kept are not those that were sealed")
        if not self.about.encrypted:
            return Taken(name=name, found=found, new=False)
        with self.store.open(object_place(name)) as stored:
            return Taken(name=name, found=_stored_as(found, _chunks(stored)), new=False)

    def _name(self, sha256: str) -> str:
        return self.keyring.object_name(sha256) if self.about.encrypted else sha256

    def _transform(self, header: Header, key: bytes) -> Encrypting:
        return Encrypting(header, key[ITEM_KEY // 2 :])


def _stored_as(found: Content, stored: Iterator[bytes]) -> Content:
    """The same content, stored as other bytes."""
    sha256, quick, size = hashlib.sha256(), blake3(), 0
    for chunk in stored:
        sha256.update(chunk)
        quick.update(chunk)
        size += len(chunk)
    return replace(found, stored_sha256=sha256.hexdigest(), stored_blake3=quick.hexdigest(), stored_size=size)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
