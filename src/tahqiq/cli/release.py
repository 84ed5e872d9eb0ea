"""``tahqiq release``: a redacted, signed snapshot of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.vocab.counts import Total

if TYPE_CHECKING:
    from tahqiq.casebook.releasing.folder import Written


@click.command("release")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the release (default: one in the home's releases, named after its content).",
)
@shared_options
def command(shared: Shared, out: Path | None) -> None:
    """Write what may leave a case: redacted by declared policies, signed, the same for the same record.

    Until a second person approves exactly this content at the desk, the release says
    'unapproved' and its site says 'Preview'. Approve, then write it again.
    """
    home = shared.start()
    from tahqiq.casebook.actions import only_case
    from tahqiq.casebook.releasing.folder import write_release

    written = write_release(
        shared.actor(),
        only_case(shared.case),
        releases=home.releases,
        signing_key=bytes.fromhex(home.secret("signing")),
        out=out,
    )
    manifest = written.manifest
    untold = {story: [str(each) for each in faults] for story, faults in written.untold.items()}
    shared.answer(
        _told(written),
        {
            "folder": str(written.folder),
            "content": manifest.content,
            "status": manifest.status,
            "untold": untold,
        },
    )


def _told(written: Written) -> str:
    """The summary a person reads."""
    manifest, totals = written.manifest, written.totals
    killed = totals.killed["all"]
    figure = Total(killed.incidents, killed.min, killed.max, killed.unknown).text()
    withheld = sum(sum(fields.values()) for fields in manifest.withheld.values())
    lines = [
        f"{written.folder}: {manifest.status}, content {manifest.content}",
        f"incidents {totals.incidents:,}, victims {totals.victims:,}, assessed by {totals.assessed_by}",
        f"civilians killed {figure}; incidents without a figure {killed.unknown:,}",
        f"values withheld {withheld:,}; next: tahqiq publish {written.folder} --out DIR",
    ]
    for story, faults in written.untold.items():
        lines.append(f"the story {story} stays behind, for it cannot be told from the record as it is:")
        lines += [f"  {each}" for each in faults]
    return "\n".join(lines)
