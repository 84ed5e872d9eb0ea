"""``tahqiq seal``: keep files for good."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.desk.home import Home

if TYPE_CHECKING:
    from tahqiq.seal import Archive, Receipt, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whence:
    """What the options say of all the files together."""

    source_address: str
    legal_basis: str
    note: str


@click.command("seal")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help="Folder of the archive, made where there is none (default: the home's archive).",
)
@click.option("--source-address", metavar="URL", default="", help="Where the files were taken from.")
@click.option("--legal-basis", metavar="TEXT", default="", help="Legal basis or consent for keeping them.")
@click.option("--note", metavar="TEXT", default="", help="Anything else the receipts should say.")
@shared_options
def command(shared: Shared, paths: tuple[Path, ...], archive: Path | None, **whence: str) -> None:
    """Keep files for good: hash them, store them once, log who brought them.

    Folders are sealed file by file. Prints 'SHA-256  name' for each file once it is
    on the disk. Links, devices and pipes are refused before anything is sealed.
    """
    from tahqiq.cli.progress import Progress
    from tahqiq.seal import Archive, found_under

    place = archive or Home.create(shared.home_path).archive
    total = sum(1 for _ in found_under(paths, archive=place))  # refuses the whole before sealing a part
    by = _who(shared, alone=archive is not None)
    with Progress("sealing", total) as progress:
        sealed = _sealed(Archive.at(place), paths, by=by, whence=_Whence(**whence))
        _print(progress.over(sealed), as_json=shared.as_json)


def _who(shared: Shared, *, alone: bool) -> str:
    """The name on the receipts: an account of the home, or whoever is logged in here."""
    if alone or not shared.acting_as:
        return shared.acting_as or f"local operator ({_login()})"
    shared.start()
    return shared.actor().name


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _sealed(
    archive: Archive, paths: tuple[Path, ...], *, by: str, whence: _Whence
) -> Iterator[tuple[str, Sealed]]:
    """Each file's original name with what was sealed, in the order of the walk."""
    from tahqiq.seal import Receipt, found_under

    waiting: list[str] = []

    def sources() -> Iterator[tuple[Path, Receipt]]:
        for path, name in found_under(paths, archive=archive.path):
            waiting.append(name)
            yield path, Receipt(by=by, original_name=name, how="tahqiq seal", **asdict(whence))

    for sealed in archive.seal_many(sources()):
        yield waiting.pop(0), sealed


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
