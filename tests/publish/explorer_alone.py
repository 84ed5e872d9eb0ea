"""A site of which only the explorer is made: the cost of the rest is not what is tested, or measured."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from unittest.mock import patch

from tahqiq.publish import editions, explorer, explorer_columns, incidents
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.maps.ground import lay
from tahqiq.publish.maps.overview import draw_overviews
from tahqiq.publish.publishing import ASSETS
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.vocab.wording import LANGUAGES


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
    with patch.object(editions, "_pages", _with_incidents if with_incidents else explorer.pages):
        for language in LANGUAGES:
            editions.write(release, scratch, site, language, "", lambda pages: None)
    scratch.unlink()
    shutil.copytree(ASSETS, site / "assets", ignore=shutil.ignore_patterns(".*"))


def _with_incidents(edition: Edition, site: Path) -> Iterator[Page]:
    return chain(explorer.pages(edition, site), incidents.list_pages(edition), incidents.pages(edition))
