"""``tahqiq upgrade``: carry an archive of the earlier format over to the present one."""

from __future__ import annotations

from pathlib import Path

import click

from tahqiq.cli.options import Shared, shared_options


@click.command("upgrade")
@click.option(
    "--archive", metavar="DIR", type=click.Path(path_type=Path), help="An archive (default: the home's)."
)
@click.option("--encrypt", is_flag=True, help="Encrypt the items too; receipts always are.")
@click.option("--discard-old", is_flag=True, help="Remove the old archive instead of keeping it.")
@shared_options
def command(shared: Shared, archive: Path | None, *, encrypt: bool, discard_old: bool) -> None:
    """Put an archive of the present format in the place of one of the earlier format.

    Every item is sealed again; its new receipt holds the old one, letter by letter. The new
    archive is verified before it takes its place, and the old one is kept as DIR.archive1.
    A run that was stopped goes on where it stopped. The old archive must be sound.
    """
    from tahqiq.cli.operator import operator
    from tahqiq.cli.progress import Progress
    from tahqiq.seal.archive1 import Archive1
    from tahqiq.seal.upgrading import upgrade

    place = shared.home().archive if archive is None else archive
    total = sum(1 for _ in Archive1(place).entries())
    with Progress("upgrading, events", total) as progress:
        done = upgrade(
            place,
            by=operator(shared, alone=archive is not None),
            encrypted=encrypt,
            keep_old=not discard_old,
            progress=progress.advance,
        )
    kept = f"; the old archive is kept as {done.kept}" if done.kept else ""
    shared.answer(
        f"archive {place}: {done.entries:,} events carried over, and verified; "
        f"old head {done.old_head}, new head {done.verified.root}{kept}",
        {
            "path": str(place),
            "entries": done.entries,
            "old_head": done.old_head,
            "head": done.verified.root,
            "kept": str(done.kept) if done.kept else None,
        },
    )
