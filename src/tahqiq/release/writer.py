"""Writes a release folder: the same record gives the same bytes.

Rows are streamed to one ``.jsonl`` a table and hashed on the way; then come ``totals.json``, the
media, ``manifest.json`` and ``manifest.sig``. The folder stands under its name only when it is
whole, signed and on disk (``tahqiq.durable``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tahqiq.durable import replacing_folder
from tahqiq.release.errors import RowRefused
from tahqiq.release.layout import (
    CHUNK,
    MANIFEST,
    MEDIA,
    SIGNATURE,
    TOTALS,
    content_id,
    is_release,
    is_safe_path,
    table_file,
)
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import FORMAT, TABLES, Approval, FileEntry, Manifest, Totals

_ENCODER = msgspec.json.Encoder(order="deterministic")


def write(
    folder: Path,
    *,
    case: str,
    rows: Iterable[tuple[str, object]],
    totals: Totals,
    signing_key: bytes,
    approvals: Callable[[str], Sequence[Approval]],
    tool: str,
    media: Iterable[tuple[str, Path]] = (),
) -> Manifest:
    """Writes and signs one release; an earlier release in the folder is replaced in one step.

    Args:
        folder: where the release shall stand.
        case: slug of the case.
        rows: (table, row), the tables in the order of ``vocab.release.TABLES``, each table's rows in
            their final order. A table without rows gives an empty file.
        totals: what ``totals.json`` shall say.
        signing_key: the 32 bytes of an Ed25519 seed (RFC 8032).
        approvals: given the content id, the approvals of exactly this content; none makes the
            release 'unapproved'.
        tool: name and version of what wrote it.
        media: (path below ``media/``, file to copy).

    Raises:
        BadInput: something other than a release stands in the folder, or the key is not one.
        RowRefused: a row is of the wrong type, out of order, or shows what it says is withheld.
    """
    signer = signer_of(signing_key)
    with replacing_folder(folder, replaceable=is_release) as draft:
        tables = _write_tables(draft, rows)
        files = {table_file(each.name): each.entry for each in tables}
        files[TOTALS] = write_json(draft / TOTALS, totals)
        files |= _copy_media(draft, media)
        content = content_id(files)
        approved = tuple(approvals(content))
        manifest = Manifest(
            format=FORMAT,
            case=case,
            content=content,
            status="approved" if approved else "unapproved",
            approvals=approved,
            public_key=signer.public_key().public_bytes_raw().hex(),
            tool=tool,
            files=files,
            withheld={each.name: dict(sorted(each.withheld.items())) for each in tables if each.withheld},
        )
        write_json(draft / MANIFEST, manifest)
        (draft / SIGNATURE).write_bytes(signer.sign((draft / MANIFEST).read_bytes()))
    return manifest


@dataclass
class _Table:
    """One table being written: its file, hash, size and what was withheld."""

    name: str
    file: BinaryIO
    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0
    rows: int = 0
    withheld: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.type = TABLES[self.name]
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(self.type)

    def add(self, row: object) -> None:
        """Appends one row, having made sure that it reads back as what it should be."""
        line = self._line(row)
        self.file.write(line)
        self.digest.update(line)
        self.size += len(line)
        self.rows += 1
        self._count_withheld(row)

    @property
    def entry(self) -> FileEntry:
        """The table's line in the manifest."""
        return FileEntry(sha256=self.digest.hexdigest(), size=self.size, rows=self.rows)

    def _line(self, row: object) -> bytes:
        if type(row) is not self.type:
            raise RowRefused(f"{self.name}: a {type(row).__name__} is no {self.type.__name__}")
        try:
            line = _ENCODER.encode(row)
            self.decoder.decode(line)
        except (msgspec.MsgspecError, TypeError, UnicodeEncodeError) as problem:
            raise RowRefused(f"{self.name}, row {self.rows + 1}: {problem}") from problem
        return line + b"\n"

    def _count_withheld(self, row: Any) -> None:
        for each in row.withheld:
            if getattr(row, each.field, row) is not None:
                raise RowRefused(f"{self.name}, row {self.rows}: {each.field} is withheld and yet shown")
            self.withheld[each.field] += 1


def _write_tables(draft: Path, rows: Iterable[tuple[str, object]]) -> list[_Table]:
    """One file a table, in order; a table without rows gets its file too."""
    tables = []
    groups = groupby(rows, key=itemgetter(0))
    group = next(groups, None)
    for name in TABLES:
        with (draft / table_file(name)).open("wb") as file:
            tables.append(_Table(name, file))
            if group is not None and group[0] == name:
                for _, row in group[1]:
                    tables[-1].add(row)
                group = next(groups, None)
    if group is not None:
        raise RowRefused(f"{group[0]}: no such table, or its rows come out of order")
    return tables


def write_json(path: Path, value: object) -> FileEntry:
    """Writes one value as indented JSON, for people to read."""
    content = msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"
    path.write_bytes(content)
    return FileEntry(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _copy_media(draft: Path, media: Iterable[tuple[str, Path]]) -> dict[str, FileEntry]:
    """Copies the media below ``media/``; the folder exists even when empty."""
    (draft / MEDIA).mkdir()
    entries = {}
    for name, source in media:
        path = f"{MEDIA}/{name}"
        if not is_safe_path(path) or path in entries:
            raise RowRefused(f"not a name for a media file, or given twice: {name!r}")
        entries[path] = copy_file(source, draft / path)
    return entries


def copy_file(source: Path, target: Path) -> FileEntry:
    """Copies one file, and says what the manifest should say of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as from_file, target.open("xb") as to_file:
        while chunk := from_file.read(CHUNK):
            to_file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return FileEntry(sha256=digest.hexdigest(), size=size)


def signer_of(seed: bytes) -> Ed25519PrivateKey:
    """The key of a seed.

    Raises:
        BadInput: it is none.
    """
    try:
        return Ed25519PrivateKey.from_private_bytes(seed)
    except ValueError as problem:
        raise BadInput("the signing key must be 32 bytes, an Ed25519 seed") from problem
