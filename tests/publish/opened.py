"""Pages of a release without the rest of its site: what a test of a few pages needs, quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from publish.reading import Element, read
from publish.releases import Made, write
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.editions import everywhere
from tahqiq.publish.layout import Layouts
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.wording import Language


class Opened:
    """A release whose pages can be asked for one by one."""

    def __init__(self, release: Made, folder: Path) -> None:
        self._released = ReleaseFolder.open(write(release, folder / "release"))
        fill(folder / "shelves.sqlite3", self._released)
        self._shelves = Shelves(folder / "shelves.sqlite3")

    def edition(self, language: Language = "en") -> Edition:
        """What every page of a language draws on."""
        released = self._released
        return Edition(Tongue(language), self._shelves, released.case(), released.manifest, released.totals())

    def paths(self, pages: Callable[[Edition], Iterator[Page]]) -> list[str]:
        """Where the pages of a module lie, in the order in which they are written."""
        return [page.path for page in pages(self.edition())]

    def page(
        self, pages: Callable[[Edition], Iterator[Page]], path: str, language: Language = "en"
    ) -> Element:
        """One page of a module, rendered and read."""
        edition = self.edition(language)
        found = next(page for page in pages(edition) if page.path == path)
        return read(Layouts(edition.tongue, everywhere(edition)).rendered(found).decode())
