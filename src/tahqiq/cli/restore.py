"""``tahqiq restore``: bring a saved home back."""

from __future__ import annotations

from pathlib import Path

import click

from tahqiq.cli.backup import figures, require_sound, told
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the keys were saved; without them the home does not start.",
)
@shared_options
def command(shared: Shared, source: Path, keys: Path | None) -> None:
    """Bring a saved home back from the folder SOURCE, and verify it.

    Name the new home with --home; one that holds anything is refused.
    """
    from tahqiq.desk import backup

    with Progress("bringing back, bytes") as progress:
        done = backup.bring_back(source, shared.home_path, keys=keys, progress=progress.advance)
    shared.answer(told(done, "brought back to"), figures(done))
    require_sound(done)
