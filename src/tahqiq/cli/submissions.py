"""``tahqiq import forms`` and ``import scans``: what was filled in in the field, on telephones and paper."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress

if TYPE_CHECKING:
    from tahqiq.casebook.importing.forms import BroughtForms
    from tahqiq.casebook.importing.scans import BroughtScan

#: The same as tahqiq.read.forms.FORMS.
SLUGS = ("interview", "site_visit", "body_recovery", "missing_person")
_COUNTED = {
    "new": "new",
    "unchanged": "unchanged",
    "completed": "completed with files that came now",
    "conflicts": "waiting beside a version that stands",
    "not_kept": "not kept, because the person did not agree",
}


@click.command("forms")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--form", type=click.Choice(SLUGS), default=None, help="Which form, where the export does not show it."
)
@click.option(
    "--media",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Folder or zip with the files that the submissions name.",
)
@click.option(
    "--without-repeats", is_flag=True, help="Take a CSV that leaves out what is answered repeatedly."
)
@click.option("--title", default="", help="Title of the case, if it has to be made.")
@shared_options
def forms(
    shared: Shared, path: Path, form: str | None, media: Path | None, without_repeats: bool, title: str
) -> None:
    """Filled-in forms in PATH: an export of ODK Central or Kobo (CSV, XLSX, JSON, ZIP), or instance files.

    Answers and files are sealed; who people are is closed to the keepers of the vault and enters no table.
    A submission that comes again changes nothing. One that was edited waits beside the one that stands,
    until a person has decided. Whoever did not agree that anything is kept leaves nothing behind.
    """
    from tahqiq.read.forms import Export

    export = Export(path, form=form or "", media=media, without_repeats=without_repeats)
    home = shared.start(create=True)
    from tahqiq.casebook.importing.forms import bring_forms

    with Progress("receiving") as progress:
        brought = bring_forms(
            shared.actor(),
            export,
            archive=home.archive,
            case=shared.case,
            title=title,
            on_submissions=progress.advance,
        )
    found = {"case": brought.case, "counts": dict(brought.counts), "problems": brought.problems}
    shared.answer(_told(brought), found)


@click.command("scans")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Title of the case, if it has to be made.")
@shared_options
def scans(shared: Shared, files: tuple[Path, ...], title: str) -> None:
    """Scans of paper forms and tags (PDF, JPEG, PNG, TIFF, WebP), each filed under the codes on its pages.

    A misread code is noticed by its check character and never filed under.
    """
    home = shared.start(create=True)
    from tahqiq.casebook.importing.scans import bring_scans

    with Progress("reading", len(files)) as progress:
        brought = bring_scans(
            shared.actor(),
            files,
            archive=home.archive,
            case=shared.case,
            title=title,
            on_scan=progress.advance,
        )
    shared.answer("\n".join(map(_told_scan, brought)), [asdict(each) for each in brought])


def _told_scan(scan: BroughtScan) -> str:
    """One scan, in a line."""
    if scan.problem:
        return f"not kept  {scan.name}: {scan.problem}"
    silent = f"; no code on page {', '.join(map(str, scan.silent))}" if scan.silent else ""
    misread = f"; misread: {', '.join(scan.misread)}" if scan.misread else ""
    return f"sealed {scan.sha256}  {scan.name}: {' '.join(scan.codes)}{silent}{misread}"


def _told(brought: BroughtForms) -> str:
    """The summary a person reads."""
    counts = [f"{brought.counts[name]:,} {said}" for name, said in _COUNTED.items() if brought.counts[name]]
    return "\n".join(
        [f"submissions into the case {brought.case}: {', '.join(counts) or 'none'}", *brought.problems]
    )
