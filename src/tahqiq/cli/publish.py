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
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Address the site will have: adds canonical links, sitemap, feeds and cards for sharing.",
)
@click.option(
    "--basemap",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Ground of the maps, in place of the case's own: .pmtiles (Protomaps or pictures) or .geojson"
    " (basemap/1).",
)
@click.option(
    "--point-tiles",
    is_flag=True,
    help="Also write all points as tiles (tiles/points.pmtiles), for records of many thousand incidents.",
)
@shared_options
def command(
    shared: Shared, release: Path, out: Path, base_url: str, basemap: Path | None, point_tiles: bool
) -> None:
    """Turn RELEASE, a folder that 'tahqiq release' wrote, into a bilingual static site.

    The site is plain files: it opens from a disk as well as from any web server, asks nothing of
    other hosts and reads without scripts. Nothing but the release, and the FILE of a basemap, is read.
    A site already made of the same release is left as it is. The search and the live map need a web
    server and say so; all else works from a disk.
    """
    from tahqiq.publish import publish

    with Progress("writing pages") as progress:
        published = publish(
            release,
            out,
            base_url=base_url,
            basemap=basemap,
            point_tiles=point_tiles,
            progress=progress.advance,
        )
    done = "unchanged" if published.unchanged else "written"
    shared.answer(f"{out}: {published.pages:,} pages, {published.bytes:,} bytes, {done}", asdict(published))
