"""``tahqiq seal``: keep files for good."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.operator import operator
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import place_of, stamp_in_passing
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.seal import Archive, Receipt, Sealed
    from tahqiq.seal.arrivals import Arrival, Brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Whence:
    """What the options say of all the files together."""

    by: str
    source_address: str = ""
    legal_basis: str = ""
    note: str = ""
    captured_at: datetime | None = None
    parent_sha256: str = ""
    operation: str = ""

    def receipt(self, name: str, arrival: Arrival, *, how: str = "tahqiq seal") -> Receipt:
        """The receipt of one file: what the options say, before what the file itself says."""
        from tahqiq.seal import Receipt

        facts = {"kind": arrival.kind, "made_with": arrival.made_with, "note": arrival.note}
        known = {name: fact for name, fact in facts.items() if fact}
        return Receipt(
            by=self.by,
            original_name=name,
            how=how,
            source_address=self.source_address or arrival.source_address,
            legal_basis=self.legal_basis,
            note=self.note,
            captured_at=self.captured_at or arrival.captured_at,
            parent_sha256=self.parent_sha256,
            operation=self.operation,
            stated={"arrival": known} if known else {},
        )


@click.command("seal")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--archive",
    metavar="DIR",
    help="Folder of the archive, or its address such as s3://bucket/prefix; made where there is none "
    "(default: the home's archive).",
)
@click.option("--encrypted", is_flag=True, help="Encrypt the items of an archive that is made now.")
@click.option("--source-address", metavar="URL", default="", help="Where the files were taken from.")
@click.option("--legal-basis", metavar="TEXT", default="", help="Legal basis or consent for keeping them.")
@click.option("--note", metavar="TEXT", default="", help="Anything else the receipts should say.")
@click.option("--captured-at", metavar="TIME", help="When they were captured: ISO 8601 with its time zone.")
@click.option(
    "--derived-from",
    metavar="SHA256",
    default="",
    help="The sealed item that the files were made from: a redacted or working copy.",
)
@click.option("--operation", metavar="TEXT", default="", help="What was done to make them, and with what.")
@click.option("--watch", is_flag=True, help="Watch one folder, and seal what has come to rest there.")
@click.option(
    "--rest",
    metavar="SECONDS",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help="With --watch: how long a file must stay as it is.",
)
@click.option(
    "--for",
    "seconds",
    metavar="SECONDS",
    type=click.FloatRange(0),
    help="With --watch: stop after so long (default: at Ctrl-C).",
)
@shared_options
def command(
    shared: Shared,
    paths: tuple[Path, ...],
    archive: str | None,
    encrypted: bool,
    watch: bool,
    rest: float,
    seconds: float | None,
    captured_at: str | None,
    derived_from: str,
    operation: str,
    **said: str,
) -> None:
    """Keep files for good: hash them, store them once, log who brought them.

    Folders are sealed file by file. Prints 'SHA-256  name' for each file once it is
    on the disk. Links, devices and pipes are refused before anything is sealed.
    Captures, mails, chats, camera cards and an auto-archiver's output are kept whole;
    their receipts say what they say of their own origin, and 'tahqiq inside' lists
    what they hold.
    """
    place = place_of(archive) or Home.create(shared.home_path).archive
    whence = Whence(
        by=operator(shared, alone=archive is not None),
        captured_at=None if captured_at is None else _moment(captured_at),
        **_derivation(derived_from, operation),
        **said,
    )
    if watch:
        from tahqiq.cli.watching import watched

        folder = _folder(paths)
        with opened(place, encrypted=encrypted, parent=whence.parent_sha256) as held:
            _print(watched(held, folder, whence, rest=rest, seconds=seconds), as_json=shared.as_json)
    else:
        _seal(place, paths, whence, encrypted=encrypted, as_json=shared.as_json)
    stamp_in_passing(place, shared.home() if archive is None else None)


def _seal(
    place: Path | str, paths: tuple[Path, ...], whence: Whence, *, encrypted: bool, as_json: bool
) -> None:
    """Seals all the files under some paths."""
    from tahqiq.cli.progress import Progress
    from tahqiq.seal import found_under

    apart = place if isinstance(place, Path) else None
    total = sum(1 for _ in found_under(paths, archive=apart))  # refuses the whole before sealing a part
    with (
        opened(place, encrypted=encrypted, parent=whence.parent_sha256) as held,
        Progress("sealing", total) as progress,
    ):
        _print(progress.over(_sealed(held, paths, apart, whence)), as_json=as_json)


@contextmanager
def opened(place: Path | str, *, encrypted: bool = False, parent: str = "") -> Iterator[Archive]:
    """The archive at a place, made where there is none; files on their way in are looked into.

    Args:
        place: its folder or address.
        encrypted: an archive that is made now is encrypted.
        parent: the item that copies are made from; an archive is not made for copies alone.

    Raises:
        BadInput: it was asked to be encrypted, and stands already without.
        NotSealed: it does not hold the parent.
    """
    from tahqiq.seal import Archive
    from tahqiq.seal.looking import Looker
    from tahqiq.seal.stores import open_store

    with Looker() as looker:
        if parent or next(open_store(place).names(""), None) is not None:
            held = Archive.open(place, look=looker.look)
            if parent:
                held.read(parent).close()
            if encrypted and not held.about.encrypted:
                remedy = "choose another folder: an archive is encrypted from its beginning or not at all"
                raise BadInput("this archive is not encrypted", file=str(place), remedy=remedy)
        else:
            held = Archive.create(place, encrypted=encrypted, look=looker.look)
            click.echo(f"made an archive; its public key is {held.about.log_key}", err=True)
        yield held


def _moment(spelled: str) -> datetime:
    try:
        moment = datetime.fromisoformat(spelled)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        remedy = "such as 2031-06-05T09:12:01+03:00"
        raise BadInput(f"--captured-at {spelled!r} is no time with its zone", remedy=remedy)
    return moment


def _derivation(parent: str, operation: str) -> dict[str, str]:
    """What the files were made from, and how."""
    from tahqiq.vocab.ids import is_sha256

    if bool(parent) != bool(operation):
        raise BadInput("--derived-from and --operation belong together", remedy="give both, or neither")
    if parent and not is_sha256(parent.lower()):
        raise BadInput(f"{parent!r} is no SHA-256", remedy="64 hexadecimal digits, as 'tahqiq seal' prints")
    return {"parent_sha256": parent.lower(), "operation": operation}


def _folder(paths: tuple[Path, ...]) -> Path:
    if len(paths) != 1 or paths[0].is_symlink() or not paths[0].is_dir():
        raise BadInput("--watch takes one folder", remedy="tahqiq seal --watch FOLDER")
    return paths[0]


def _sealed(
    archive: Archive, paths: tuple[Path, ...], apart: Path | None, whence: Whence
) -> Iterator[tuple[str, Sealed]]:
    """Each file's original name with what was sealed, in the order of the walk."""
    from tahqiq.seal.arrivals import brought_under

    waiting: list[str] = []

    def sources(brought: Iterable[Brought]) -> Iterator[tuple[Path, Receipt]]:
        for each in brought:
            waiting.append(each.name)
            warn(each.name, each.arrival)
            yield each.path, whence.receipt(each.name, each.arrival)

    for sealed in archive.seal_many(sources(brought_under(paths, archive=apart))):
        yield waiting.pop(0), sealed


def warn(name: str, arrival: Arrival) -> None:
    """Says on stderr what does not agree with what a file, or its record, says of itself."""
    from tahqiq.seal import printable

    if arrival.warning:
        click.echo(f"{printable(name)}: {arrival.warning}", err=True)


def _print(sealed: Iterator[tuple[str, Sealed]], *, as_json: bool) -> None:
    """Prints as it goes: a line each, or one JSON array."""
    from tahqiq.seal import printable

    before = "["
    for name, item in sealed:
        if as_json:
            click.echo(f"{before}{json.dumps({'name': printable(name), **asdict(item)})}")
            before = ","
        else:
            click.echo(f"{item.sha256}  {printable(name)}")
    if as_json:
        click.echo("]" if before == "," else "[]")
