"""``tahqiq publish``: a release folder becomes a static site."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress


@click.command("publish")
@click.argument("release", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the site; a site that stands there is replaced in one step.",
)
@shared_options
def command(shared: Shared, release: Path, out: Path) -> None:
    """Turn RELEASE, a folder that 'tahqiq release' wrote, into a bilingual static site.

    The site is plain files: it opens from a disk as well as from any web server, asks nothing of
    other hosts and reads without scripts. Nothing but the release is read. A site already made of
    the same release is left as it is.
    """
    from tahqiq.publish import publish

    with Progress("writing pages") as progress:
        published = publish(release, out, progress=progress.advance)
    done = "unchanged" if published.unchanged else "written"
    shared.answer(f"{out}: {published.pages:,} pages, {published.bytes:,} bytes, {done}", asdict(published))
