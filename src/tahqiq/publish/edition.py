"""One language edition of a site: the rows, how the language speaks, and who is who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from markupsafe import Markup, escape

from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.shelves import Held, Shelves
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.ids import is_veiled
from tahqiq.vocab.release import Manifest, Totals
from tahqiq.vocab.rows import CaseRow, IncidentRow, ItemRow, PartyRow, SourceRow


class Page(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One page to write.

    Attributes:
        path: below the language's folder.
        template: its name.
        values: what the template is given beside the edition's own.
    """

    path: str
    template: str
    values: Mapping[str, object] = msgspec.field(default_factory=dict)


class Link(msgspec.Struct, frozen=True, gc=False):
    """A name that leads somewhere; '' where it leads nowhere."""

    name: Markup
    href: str


class Edition:
    """What every page of one language draws on."""

    def __init__(
        self,
        tongue: Tongue,
        shelves: Shelves,
        case: CaseRow,
        manifest: Manifest,
        totals: Totals,
        *,
        base: str = "",
        ground: Ground | None = None,
    ) -> None:
        self.tongue, self.shelves = tongue, shelves
        self.case, self.manifest, self.totals, self.base = case, manifest, totals, base
        self.ground = ground or Ground()
        self.source = lru_cache(maxsize=2048)(self._source)
        self.party = lru_cache(maxsize=512)(self._party)
        self.item = lru_cache(maxsize=64)(self._item)
        self.incident_link = lru_cache(maxsize=1024)(self._incident_link)

    def item_title(self, held: Held[ItemRow]) -> Markup:
        """What a sealed item is called; the start of its hash where it has no title."""
        title = self.tongue.pick(held.row, "title")
        if not title and is_veiled(held.row.sha256):
            return escape(self.tongue.word("Withheld"))
        return title or self.tongue.words(f"{held.row.sha256[:16]}…", kind="hash")

    def _incident_link(self, key: str | None) -> Link | None:
        """The page of an incident, by its code."""
        if not key:
            return None
        held = self.shelves.get(IncidentRow, key)
        if held is None:
            raise UnfitRelease(f"a row names an incident that the release does not hold: {key!r}")
        return Link(self.tongue.words(held.row.code, kind="code"), f"incidents/{held.name}.html")

    def _source(self, key: str) -> Link:
        held = self.shelves.get(SourceRow, key)
        if held is None:
            return Link(self.tongue.words(key), "")
        withheld = self.tongue.withheld(held.row.withheld, "name_en", "name_ar", "name")
        name = self.tongue.pick(held.row, "name") or withheld or self.tongue.words(held.row.slug, kind="code")
        return Link(name, f"sources/{held.name}.html")

    def _party(self, slug: str) -> Link:
        held = self.shelves.get(PartyRow, slug)
        if held is None:
            return Link(self.tongue.words(slug.replace("_", " ")), "")
        has_answers = held.row.slug in self.totals.responses
        return Link(
            self.tongue.pick(held.row, "name") or self.tongue.words(slug),
            f"totals/answers-{held.name}.html" if has_answers else "",
        )

    def _item(self, key: str) -> Held[ItemRow]:
        held = self.shelves.get(ItemRow, key)
        if held is None:
            raise UnfitRelease(f"a row quotes an item that the release does not hold: {key!r}")
        return held


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a long list.

    Attributes:
        number: from 1. ``of``: how many there are.
        paths: the pages before and after; '' at the ends.
    """

    number: int
    of: int
    first: str
    last: str
    before: str
    after: str


PER_PAGE = 200


def sheets(stem: str, total: int, per_page: int = PER_PAGE) -> Iterator[tuple[str, Sheet]]:
    """Path and place of every page of a list; a list of nothing has one page.

    >>> [path for path, _ in sheets("victims/index", 401)]
    ['victims/index.html', 'victims/index-page-2.html', 'victims/index-page-3.html']
    """
    count = max(1, -(-total // per_page))
    for number in range(1, count + 1):
        before = sheet_path(stem, number - 1) if number > 1 else ""
        after = sheet_path(stem, number + 1) if number < count else ""
        place = Sheet(number, count, sheet_path(stem, 1), sheet_path(stem, count), before, after)
        yield sheet_path(stem, number), place


def sheet_path(stem: str, number: int) -> str:
    """The path of the nth page of a list."""
    return f"{stem}.html" if number == 1 else f"{stem}-page-{number}.html"
