"""``tahqiq export``: give sealed items to somebody else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tahqiq.cli.operator import operator
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import place_of
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.seal import Archive

Form = Literal["bagit", "ro-crate", "as-received"]


@click.command("export")
@click.argument("items", nargs=-1, metavar="[SHA256]…")
@click.option("--all", "everything", is_flag=True, help="Every item of the archive.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["bagit", "ro-crate", "as-received"]),
    default="bagit",
    show_default=True,
    help="A bag (RFC 8493), an RO-Crate 1.1, or a received package as it came.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder to make; nothing stands there."
)
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option("--to", default="", metavar="NAME", help="Who gets it: for the custody log, not the package.")
@click.option(
    "--with-receipts",
    is_flag=True,
    help="Receipts too: who brought the items, from where, under which names, on which legal basis.",
)
@click.option("--no-proofs", is_flag=True, help="Leave the proof bundles out.")
@click.option("--licence", metavar="TEXT", help="Under which licence an RO-Crate's files may be used.")
@click.option("--unlogged", is_flag=True, help="Enter no transfer in the custody log (a read-only copy).")
@shared_options
def command(
    shared: Shared,
    items: tuple[str, ...],
    everything: bool,
    form: Form,
    out: Path,
    archive: str | None,
    to: str,
    with_receipts: bool,
    no_proofs: bool,
    licence: str | None,
    unlogged: bool,
) -> None:
    """Give sealed items to somebody else, as a package that they can check.

    Without --with-receipts nothing in it says who brought the items, from where, or
    what they were called. Each item has its proof that it was sealed when it was. The
    transfer is entered in the custody log. With --format as-received, SHA256 is the
    list that 'tahqiq receive' printed last.
    """
    from tahqiq import seal
    from tahqiq.cli.progress import Progress
    from tahqiq.seal.exchange.sending import NO_LICENCE, Order, send

    wanted = _wanted(items, everything=everything, form=form)
    held = seal.Archive.open(place_of(archive) or shared.home().archive)
    if form == "as-received":
        return _give_back(shared, held, items, out)
    order = Order(
        kind=form,
        items=wanted,
        by=operator(shared, alone=archive is not None),
        to=to,
        at=datetime.now(UTC),
        proofs=not no_proofs,
        receipts=with_receipts,
        licence=licence or NO_LICENCE,
        logged=not unlogged,
    )
    with Progress("exporting", None if wanted is None else len(wanted)) as progress:
        sent = send(held, out, order, progress=progress.advance)
    said = "with receipts: who brought them and from where" if with_receipts else "without receipts"
    items_said = "1 item" if sent.items == 1 else f"{sent.items:,} items"
    text = f"{out}: {items_said} of {sent.bytes:,} bytes, {said}"
    return shared.answer(text, {"out": str(out), "items": sent.items, "bytes": sent.bytes})


def _wanted(items: tuple[str, ...], *, everything: bool, form: str) -> list[str] | None:
    """The items that were named; None for all."""
    from tahqiq.vocab.ids import is_sha256

    if bool(items) == everything or (form == "as-received" and len(items) != 1):
        remedy = "give SHA-256s, or --all; with --format as-received one SHA-256"
        raise BadInput("it is not said what to export", remedy=remedy)
    for each in items:
        if not is_sha256(each.lower()):
            raise BadInput(f"{each!r} is no SHA-256", remedy="64 hexadecimal digits, as 'tahqiq seal' prints")
    return None if everything else [each.lower() for each in items]


def _give_back(shared: Shared, held: Archive, items: tuple[str, ...], out: Path) -> None:
    from tahqiq.seal.exchange.receiving import give_back

    files = give_back(held, items[0].lower(), out)
    shared.answer(f"{out}: {files:,} files, as they came", {"out": str(out), "files": files})
