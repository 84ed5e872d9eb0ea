"""Every page of a site, cut into tasks: each a list in one language, or all pages of some incidents in both.

The pages of one incident ask for the same rows in both languages, so one task writes them all. Tasks are
done in turn, or by several processes, each of which takes the next when it has finished one; the pages
are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tahqiq.language.direction import isolated
from tahqiq.publish import (
    catalogues,
    explorer,
    front,
    history,
    incidents,
    passages,
    people,
    says,
    stories,
    tools,
    totals,
    voices,
    wall,
)
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.heads.feed import has_feed
from tahqiq.publish.layout import Layouts
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.search import write_index
from tahqiq.publish.shelves import Shelves
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.rows import IncidentRow
from tahqiq.vocab.wording import LANGUAGES, Language

Progress = Callable[[int], None]
Task = Callable[[Progress], None]

FOLDERS = ("incidents", "claims", "sources", "items", "victims", "totals", "sites", "people", "names")
_FEWEST_INCIDENTS, _MOST_STRETCHES = 20, 1000


class Editions:
    """The editions of a site in all its languages, and the tasks that write them.

    Args:
        release: the folder of the release. ``scratch``: its rows, as `shelves.fill` left them.
        site: where the pages go; `prepare` made the folders.
        base: the address of the site; '' where it is not known.
    """

    def __init__(self, release: Path, scratch: Path, site: Path, base: str) -> None:
        self._folder, self._site, self._base = ReleaseFolder.open(release), site, base
        self._shelves = Shelves(scratch)
        self.editions: dict[Language, Edition] = {language: self._edition(language) for language in LANGUAGES}
        self._layouts = {
            language: Layouts(edition.tongue, everywhere(edition))
            for language, edition in self.editions.items()
        }
        #: The longest first: those that are left at the end are short, so that all processes end together.
        self.tasks: tuple[Task, ...] = (*self._lists(), *self._stretches())

    def close(self) -> None:
        """Lets the rows go."""
        self._shelves.close()

    def _edition(self, language: Language) -> Edition:
        folder = self._folder
        return Edition(
            Tongue(language),
            self._shelves,
            folder.case(),
            folder.manifest,
            folder.totals(),
            base=self._base,
            ground=Ground.read(self._site),
        )

    def _lists(self) -> Iterator[Task]:
        yield self._search
        for pages in _lists(self._site):
            for language in LANGUAGES:
                yield partial(self._list, language, pages)

    def _stretches(self) -> Iterator[Task]:
        total = self._shelves.count(IncidentRow)
        size = max(_FEWEST_INCIDENTS, -(-total // _MOST_STRETCHES))
        for after in range(0, total, size):
            yield partial(self._stretch, after, after + size)

    def _search(self, _progress: Progress) -> None:
        write_index(self._shelves, self._site)

    def _list(
        self, language: Language, pages: Callable[[Edition], Iterable[Page]], progress: Progress
    ) -> None:
        self.write(language, pages(self.editions[language]), progress)

    def _stretch(self, after: int, last: int, progress: Progress) -> None:
        """The incidents that come after so many others in the release."""
        for held in self._shelves.each(IncidentRow, "n > ? AND n <= ?", after, last):
            for language, edition in self.editions.items():
                self.write(language, (incidents.page(edition, held),), progress)
                self.write(language, passages.pages(edition, held.row.id), progress)
                self.write(language, people.pages(edition, held.row.id), progress)

    def write(self, language: Language, pages: Iterable[Page], progress: Progress) -> None:
        """Writes pages of one language."""
        folder, rendered = f"{self._site}/{language}/", self._layouts[language].rendered
        for page in pages:
            with open(folder + page.path, "wb", 0) as file:  # noqa: PTH123 (called for every page)
                file.write(rendered(page))
            progress(1)


def _lists(site: Path) -> tuple[Callable[[Edition], Iterable[Page]], ...]:
    """What is not of one incident, the longest first."""
    return (
        voices.pages,
        totals.pages,
        catalogues.pages,
        wall.pages,
        incidents.list_pages,
        partial(passages.pages, incident=None),
        partial(people.pages, incident=None),
        partial(explorer.pages, site=site),
        front.pages,
        says.pages,
        stories.pages,
        history.pages,
        tools.pages,
    )


def prepare(site: Path, *, also: Iterable[str] = ()) -> None:
    """Makes the folders of every language; ``also``: those that this release has beside the usual."""
    names = (*FOLDERS, *also)
    for language in LANGUAGES:
        for name in names:
            (site / language / name).mkdir(parents=True)


def everywhere(edition: Edition) -> dict[str, object]:
    """What every page of an edition is given."""
    title = edition.tongue.pick(edition.case, "title")
    summary = edition.tongue.pick(edition.case, "summary")
    return {
        "case": edition.case,
        "site_title": title,
        "site_name": isolated(title.striptags()),
        "site_says": (summary or title).striptags(),
        "preview": edition.manifest.status != "approved",
        "manifest": edition.manifest,
        "base": edition.base,
        "feed": bool(edition.base) and has_feed(edition),
    }
