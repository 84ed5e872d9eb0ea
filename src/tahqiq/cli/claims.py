"""``tahqiq import claims`` and ``tahqiq import sealed``: from what was read to the people who decide."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress

if TYPE_CHECKING:
    from tahqiq.casebook.importing.claim_lines import BroughtClaims
    from tahqiq.casebook.importing.documents import BroughtDocument
    from tahqiq.casebook.models import Case, Item
    from tahqiq.seal import Archive
    from tahqiq.vocab.imports import Problem


@click.command("claims")
@click.argument("file", metavar="CLAIMS.jsonl", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check everything, report, and keep nothing.")
@shared_options
def claims(shared: Shared, file: Path, dry_run: bool) -> None:
    """Put the claims that 'tahqiq read' found before the people who decide.

    Each line is taken where the case holds the text it was read in, and its quote stands there word for
    word; any other is refused, with its number. Doing it again changes nothing.
    """
    home = shared.start()
    from tahqiq.casebook.actions import only_case
    from tahqiq.casebook.importing.claim_lines import bring_claims
    from tahqiq.seal import Archive

    met: list[Problem] = []
    case = only_case(shared.case)
    brought = bring_claims(
        shared.actor(), case, file, archive=Archive.open(home.archive), dry_run=dry_run, on_problem=met.append
    )
    lines = [f"refused: {each.at.file}, row {each.row}: {each.problem}" for each in met]
    told = {**asdict(brought), "met": lines, "dry_run": dry_run}
    shared.answer("\n".join([_said(brought, dry_run=dry_run), *lines]), told)


def _said(brought: BroughtClaims, *, dry_run: bool) -> str:
    would = "would be proposed" if dry_run else "proposed"
    before = f" ({brought.known:,} proposed before)" if brought.known else ""
    new = f"{brought.proposed:,} claims {would}{before}"
    return f"{brought.lines:,} lines: {new}, {brought.refused:,} refused"


@click.command("sealed")
@click.argument("items", nargs=-1, required=True, metavar="SHA256…")
@click.option("--source", default="", metavar="SLUG", help="Who published items that the case does not hold.")
@click.option("--kind", type=click.Choice(("text", "statements")), default="text", show_default=True)
@click.option("--party", default="", metavar="SLUG", help="With --kind statements: the armed actor.")
@click.option("--party-name", default="", metavar="NAME", help="What readers see of a new party.")
@shared_options
def sealed(
    shared: Shared, items: tuple[str, ...], source: str, kind: str, party: str, party_name: str
) -> None:
    """Read sealed items, and put what they claim or answer before the people who decide.

    An item that the case does not hold yet is taken into it first, as published by --source. The text read
    from an item is sealed beside it. Doing it again changes nothing.
    """
    home = shared.start()
    from tahqiq.casebook.actions import add_party, only_case
    from tahqiq.casebook.importing.sealed import read_item
    from tahqiq.read.running import Kind
    from tahqiq.seal import Archive

    archive, case, actor = Archive.open(home.archive), only_case(shared.case), shared.actor()
    if party and party_name:
        add_party(actor, case, slug=party, name_en=party_name)
    done: list[BroughtDocument] = []
    with Progress("reading", len(items)) as progress:
        for each in progress.over(items):
            item = _held(shared, case, archive, each.lower(), source)
            done.append(read_item(actor, item, archive=archive, kind=Kind(kind), party=party))
    shared.answer("\n".join(map(_told, done)), [asdict(each) for each in done])


def _held(shared: Shared, case: Case, archive: Archive, sha256: str, source: str) -> Item:
    """The item in the case, taken into it where only the archive holds it.

    Raises:
        BadInput: it is sealed nowhere here, or nobody says who published it.
    """
    from tahqiq.casebook.actions import add_item, add_source
    from tahqiq.casebook.models import Item
    from tahqiq.vocab.errors import BadInput

    found = Item.objects.filter(case=case, sha256=sha256).select_related("case", "source", "parent").first()
    if found is not None:
        return found
    if not archive.has(sha256):
        raise BadInput(f"no sealed item {sha256[:70]!r}", remedy="seal the file first: tahqiq seal")
    if not source:
        remedy = "say who published it: --source"
        raise BadInput("the case does not hold this item", file=sha256, remedy=remedy)
    (receipt, *_) = [stated for _, stated in archive.custody(sha256) if stated.event == "sealed"]
    return add_item(
        shared.actor(),
        case,
        sha256=sha256,
        size=receipt.size,
        media_type=receipt.media_type,
        source=add_source(shared.actor(), case, slug=source, name_en=source),
        title_en=receipt.original_name,
        url=receipt.source_address,
    )


def _told(one: BroughtDocument) -> str:
    """One item, in a line or more."""
    before = f" ({one.known:,} proposed before)" if one.known else ""
    read = f"{one.proposed:,} proposed{before}" if one.text_sha256 else "no text in it"
    return "\n".join([f"{one.sha256}  {one.name}: {read}", *(f"  {each}" for each in one.problems)])
