"""``tahqiq import documents``: seal documents and what was read from them, and propose their claims."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress

if TYPE_CHECKING:
    from tahqiq.casebook.importing.documents import BroughtDocument

#: The same as tahqiq.vocab.parties.SourceKind, in the order people look for them.
KINDS = (
    "press", "monitoring_group", "human_rights_organisation", "casualty_recorder", "un_body",
    "international_organisation", "local_authority", "government", "armed_actor", "body_recovery_team",
    "witness", "relative", "commentary", "other",
)  # fmt: skip


@click.command("documents")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--source", required=True, metavar="SLUG", help="Who published them; made if it is not there.")
@click.option("--source-name", default="", metavar="NAME", help="What readers see of a new source.")
@click.option("--source-name-ar", default="", metavar="NAME", help="The same in Arabic.")
@click.option(
    "--source-kind", type=click.Choice(KINDS), default="press", show_default=True, help="Of a new source."
)
@click.option("--title", default="", help="Title of the case, if it has to be made.")
@click.option(
    "--legal-basis", default="", metavar="TEXT", help="The legal basis or consent they are kept on."
)
@shared_options
def documents(
    shared: Shared,
    files: tuple[Path, ...],
    source: str,
    source_name: str,
    source_name_ar: str,
    source_kind: str,
    title: str,
    legal_basis: str,
) -> None:
    """Seal documents, read them, and put what they claim before the people who decide.

    The text read from a document is sealed beside it, derived from it, and every claim cites the exact words
    in it. Nothing counts before a person accepts it. Doing it again changes nothing.
    """
    home = shared.start(create=True)
    from tahqiq.casebook.importing.documents import Publisher, bring_documents
    from tahqiq.vocab.parties import SourceKind

    publisher = Publisher(
        slug=source, name_en=source_name, name_ar=source_name_ar, kind=SourceKind(source_kind)
    )
    with Progress("reading", len(files)) as progress:
        brought = list(
            bring_documents(
                shared.actor(),
                files,
                archive=home.archive,
                publisher=publisher,
                case=shared.case,
                title=title,
                legal_basis=legal_basis,
                on_document=progress.advance,
            )
        )
    shared.answer("\n".join(map(_told, brought)), [asdict(each) for each in brought])


def _told(one: BroughtDocument) -> str:
    """One document, in a line or more."""
    before = f" ({one.known:,} proposed before)" if one.known else ""
    read = f"{one.proposed:,} claims proposed{before}" if one.text_sha256 else "no text in it"
    return "\n".join([f"sealed {one.sha256}  {one.name}: {read}", *(f"  {each}" for each in one.problems)])
