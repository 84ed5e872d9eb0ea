"""``tahqiq inside``: what a sealed item, or a file, holds, each part under an address to cite."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import place_of
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.seal import Archive, Sealed
    from tahqiq.seal.arrivals import Part

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Held:
    """What is looked into: a sealed item with its archive and who acts, or a file by itself."""

    name: str
    stream: BinaryIO
    archive: Archive | None = None
    by: str = ""


@click.command("inside")
@click.argument("item", metavar="SHA256|FILE")
@click.option("--part", metavar="ADDRESS", help="One part, to be taken out.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the part to this file.")
@click.option("--seal", is_flag=True, help="Seal the part as an item of its own, derived from the whole.")
@click.option("--private", is_flag=True, help="Show who sent a message or mail as well.")
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@shared_options
def command(
    shared: Shared,
    item: str,
    part: str | None,
    out: Path | None,
    seal: bool,
    private: bool,
    archive: str | None,
) -> None:
    """List what a web capture, mail, mailbox, chat, page or zip archive holds.

    Each line gives a part's address, type, bytes, time and title or origin. An item's
    SHA-256 and an address name the part for good: a claim can cite them. With --part
    one is taken out, to a file or as a derived item; taking out of an archive is entered
    in its custody log as an opening.
    """
    if (part is not None) != (out is not None or seal):
        raise BadInput("nothing to do with the part", remedy="give --part ADDRESS with --out FILE, or --seal")
    with _held(shared, item, archive) as held:
        if part is None:
            _print(held, private=private, as_json=shared.as_json)
        else:
            _take(shared, held, part, out, seal=seal)


@contextmanager
def _held(shared: Shared, item: str, archive: str | None) -> Iterator[_Held]:
    """The item, or the file, open."""
    from tahqiq.cli.operator import operator
    from tahqiq.seal import Archive
    from tahqiq.vocab.ids import is_sha256

    if is_sha256(item.lower()):
        sealed = Archive.open(place_of(archive) or shared.home().archive)
        with sealed.read(item.lower()) as stream:
            yield _Held(item.lower(), stream, sealed, operator(shared, alone=archive is not None))
        return
    try:
        file = Path(item).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=item) from error
    with file:
        yield _Held(item, file)


def _print(held: _Held, *, private: bool, as_json: bool) -> None:
    """A line a part, as they are found; or one JSON array, closed even where the container is damaged."""
    from tahqiq.seal.arrivals import inside

    told = (_told(part, private=private) for part in inside(held.stream, file=held.name))
    if not as_json:
        for each in told:
            click.echo("\t".join("" if field is None else str(field) for field in each.values()).rstrip())
        return
    before = "["
    try:
        for each in told:
            click.echo(f"{before}{json.dumps(each, ensure_ascii=False)}")
            before = ","
    finally:
        click.echo("]" if before == "," else "[]")


def _told(part: Part, *, private: bool) -> dict[str, object]:
    from tahqiq.seal import printable

    told: dict[str, object] = {
        "address": part.address,
        "media_type": printable(part.media_type),
        "size": part.size,
        "at": printable(part.at),
        "title": printable(part.title),
        "origin": printable(part.origin),
    }
    if private:
        told["sender"] = part.sender
    if part.refused:
        told["refused"] = part.refused
    return told


def _take(shared: Shared, held: _Held, address: str, out: Path | None, *, seal: bool) -> None:
    """Takes one part out: to a file, into the archive, or both."""
    from tahqiq.seal.arrivals import part_at

    if seal and held.archive is None:
        raise BadInput("--seal takes a sealed item", remedy="seal the file first, and give its SHA-256")
    done: dict[str, object] = {"item": held.name, "address": address}
    lines = []
    with part_at(held.stream, address, file=held.name) as part:
        part.open().close()  # refuses before anything is entered or written
        if held.archive is not None:
            _enter(held, held.archive, address)
        if out is not None:
            _write(part, out)
            done["file"] = str(out)
            lines.append(str(out))
        if seal and held.archive is not None:
            sealed = _seal(held, held.archive, part)
            done["sealed"] = asdict(sealed)
            lines.append(f"{sealed.sha256}  {address}")
    shared.answer("\n".join(lines), done)


def _enter(held: _Held, archive: Archive, address: str) -> None:
    """Enters in the custody log that an item was opened."""
    from tahqiq.seal import Receipt

    archive.record(
        "opened", held.name, Receipt(by=held.by, original_name="", how="tahqiq inside", note=address)
    )


def _write(part: Part, out: Path) -> None:
    from tahqiq.durable import writing_file

    try:
        with part.open() as stream, writing_file(out) as file:
            shutil.copyfileobj(stream, file, _CHUNK)
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", file=str(out)) from error


def _seal(held: _Held, archive: Archive, part: Part) -> Sealed:
    """Seals a part as an item of its own, by way of a private temporary file."""
    from tahqiq.seal import Receipt
    from tahqiq.seal.arrivals.recognising import moment

    receipt = Receipt(
        by=held.by,
        original_name=part.title or part.address,
        how="tahqiq inside",
        source_address=part.origin,
        captured_at=moment(part.at),
        parent_sha256=held.name,
        operation=f"taken out: {part.address}",
    )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "part"
        with part.open() as stream, copy.open("xb") as file:
            shutil.copyfileobj(stream, file, _CHUNK)
        return archive.seal_file(copy, receipt)
