"""A site of which only the explorer is made: the cost of the rest is not what is tested, or measured."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from tahqiq.publish import explorer, explorer_columns, incidents
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.editions import Editions, prepare
from tahqiq.publish.maps.ground import lay
from tahqiq.publish.maps.overview import draw_overviews
from tahqiq.publish.publishing import ASSETS
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.vocab.rows import IncidentRow


def publish_explorer(release: Path, site: Path, *, with_incidents: bool = False) -> None:
    """Writes columns, pages and assets as ``tahqiq publish`` does.

    Args:
        release: a release folder. ``site``: where.
        with_incidents: whether the pages are made, too, that the explorer's rows lead to.
    """
    site.mkdir(parents=True)
    scratch, folder = site / ".scratch", ReleaseFolder.open(release)
    fill(scratch, folder)
    ground = lay(site, released=None, given=None)
    with closing(Shelves(scratch)) as shelves:
        draw_overviews(shelves, ground, site / explorer_columns.FOLDER)
        explorer_columns.write(site / explorer_columns.FOLDER, shelves, release=folder.manifest.content)
    prepare(site)
    with closing(Editions(release, scratch, site, "")) as editions:
        for language, edition in editions.editions.items():
            others = _incidents(edition) if with_incidents else ()
            editions.write(language, chain(explorer.pages(edition, site), others), lambda pages: None)
    scratch.unlink()
    shutil.copytree(ASSETS, site / "assets", ignore=shutil.ignore_patterns(".*"))


def _incidents(edition: Edition) -> Iterator[Page]:
    each = (incidents.page(edition, held) for held in edition.shelves.each(IncidentRow))
    return chain(incidents.list_pages(edition), each)
