"""``tahqiq receive``: take in a package from somebody else."""

from __future__ import annotations

from pathlib import Path

import click

from tahqiq.cli.operator import operator
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.seal import opened
from tahqiq.cli.stamping import place_of
from tahqiq.desk.home import Home


@click.command("receive")
@click.argument("package", metavar="PACKAGE", type=click.Path(path_type=Path, exists=True))
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option("--source-address", metavar="URL", default="", help="Where the package was taken from.")
@click.option("--legal-basis", metavar="TEXT", default="", help="Legal basis or consent for keeping it.")
@click.option("--note", metavar="TEXT", default="", help="Anything else the receipts should say.")
@shared_options
def command(shared: Shared, package: Path, archive: str | None, **said: str) -> None:
    """Take in a bag (RFC 8493) or an RO-Crate: a folder, or a ZIP or TAR of one.

    Every file is checked against what the package promises before anything is sealed;
    then all of it is, so that it can be given back bit for bit. What the package says
    of its sender, and the sender's receipts, are kept as the sender's word. Prints
    'SHA-256  name' for each file, and last the list by which it can be given back.
    """
    from tahqiq.seal import printable
    from tahqiq.seal.exchange.receiving import Whence, receive

    place = place_of(archive) or Home.create(shared.home_path).archive
    whence = Whence(by=operator(shared, alone=archive is not None), **said)
    with opened(place) as held:
        received = receive(held, package, whence)
    for note in received.package.notes:
        click.echo(f"note: {note}", err=True)
    lines = [f"{sealed.sha256}  {printable(name)}" for name, sealed in received.sealed]
    result = {
        "kind": received.package.kind,
        "version": received.package.version,
        "files": [{"name": printable(name), "sha256": each.sha256} for name, each in received.sealed],
        "list": received.listing,
        "notes": list(received.package.notes),
        "proofs": received.proofs,
        "said_by_sender": dict(received.package.said),
    }
    shared.answer("\n".join(lines), result)
