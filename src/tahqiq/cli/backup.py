"""``tahqiq backup``: save a home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import CheckFailed

if TYPE_CHECKING:
    from tahqiq.desk.backup import Saved


@click.command("backup")
@click.argument("dest", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save the keys too, into this folder of their own; without it they are left out.",
)
@shared_options
def command(shared: Shared, dest: Path, keys: Path | None) -> None:
    """Save database and archive to a new folder DEST, and the keys apart.

    The database is saved as it is at one moment, then everything its archive vouches for,
    releases, import reports and settings. The copy is verified; the home may be in use.
    """
    from tahqiq.desk import backup

    with Progress("saving, bytes") as progress:
        done = backup.save(shared.home(), dest, keys=keys, progress=progress.advance)
    shared.answer(told(done, "saved to"), figures(done))
    require_sound(done)


def told(saved: Saved, done: str) -> str:
    """What a person reads: faults of the archive first, a line each."""
    archive = saved.archive
    lines = [f"fault: archive/{fault.line()}" for fault in archive.faults] if archive else []
    held = f"{archive.items:,} sealed items, head {archive.root}" if archive else "nothing sealed yet"
    keys = "with keys" if saved.keys else "without keys (--keys DIR)"
    return "\n".join([*lines, f"{done} {saved.path}: database and {saved.files:,} files, {held}; {keys}"])


def figures(saved: Saved) -> dict[str, object]:
    """The same for machines."""
    archive = saved.archive
    return {
        "path": str(saved.path),
        "files": saved.files,
        "items": archive.items if archive else 0,
        "head": archive.root if archive else None,
        "faults": [fault.line() for fault in archive.faults] if archive else [],
        "keys": saved.keys,
    }


def require_sound(saved: Saved) -> None:
    """Ends with exit code 1 where the archive that was copied has faults.

    Raises:
        CheckFailed: it has.
    """
    if saved.archive and saved.archive.faults:
        raise CheckFailed(f"the archive has {len(saved.archive.faults):,} faults; the copy has them too")
