"""The explorer: map, timeline and list of incidents, filtered in the reader's browser.

The page itself holds words, a form and what the scripts need to know; the record's columns are files
of `explorer_columns`. Without scripts it leads to the lists, and shows the map as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.explorer_columns import CATEGORIES, FOLDER, GRADES, Index, read_index
from tahqiq.publish.maps.ground import POINT_TILES, TILES
from tahqiq.vocab.places import Precision

#: The value of a choice for what is not there: no answer held, no grade given.
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter, and what it is called."""

    value: str
    label: str


def pages(edition: Edition, site: Path) -> Iterator[Page]:
    """The page of one language.

    Args:
        edition: the language.
        site: where the site is being made, with the explorer's columns in it already.
    """
    name, index = read_index(site / FOLDER)
    picture = f"{FOLDER}/map-{edition.tongue.language}.svg"
    values = {
        "total": index.incidents,
        "grades": _choices(edition, labels.GRADES, (grade or NONE for grade in index.grades)),
        "parties": _parties(edition, {code for combination in index.blamed for code in combination}, index),
        "categories": _choices(edition, labels.CATEGORIES, sorted(index.categories, key=CATEGORIES.index)),
        "states": _choices(edition, labels.STATES, _states(index)),
        "basemap": TILES if (site / TILES).is_file() else "",
        "point_tiles": POINT_TILES if (site / POINT_TILES).is_file() else "",
        "picture": picture if (site / picture).is_file() else "",
        "told": _embedded(_facts(edition, name, index)),
    }
    yield Page(path="map.html", template="map.html", values=values)


def _choices(edition: Edition, words: Mapping[str, str], slugs: Iterable[str]) -> list[Choice]:
    return [Choice(value=slug, label=_label(edition, words, "" if slug == NONE else slug)) for slug in slugs]


def _parties(edition: Edition, codes: Iterable[int], index: Index) -> list[Choice]:
    slugs = [index.parties[code] for code in sorted(codes)]
    return [Choice(value=slug, label=edition.party(slug).name.striptags()) for slug in slugs]


def _states(index: Index) -> list[str]:
    """The states of answers that occur, in the order of the vocabulary; strange ones last."""
    found = {state for combination in index.answers for _, state in combination}
    return [*(state for state in labels.STATES if state in found), *sorted(found.difference(labels.STATES))]


def _facts(edition: Edition, index_name: str, index: Index) -> dict[str, object]:
    """What the scripts need to know and the files do not tell: where these are, and what codes are called."""
    return {
        "folder": f"../{FOLDER}/",
        "index": index_name,
        "release": index.release,
        "grades": [_label(edition, labels.GRADES, grade) for grade in GRADES],
        "precisions": [_label(edition, labels.PRECISIONS, each) for each in index.precisions],
        "radii": [Precision(each).metres for each in index.precisions],
        "parties": [edition.party(slug).name.striptags() for slug in index.parties],
        "states": {slug: _label(edition, labels.STATES, slug) for slug in _states(index)},
    }


def _label(edition: Edition, words: Mapping[str, str], slug: str) -> str:
    return Markup(edition.tongue.label(words, slug)).striptags()  # noqa: S704 (its own or escaped)


def _embedded(facts: Mapping[str, object]) -> Markup:
    """JSON that may stand in a script element: nothing in it ends the element or opens a comment."""
    return Markup(msgspec.json.encode(facts).decode().replace("<", "\\u003c"))  # noqa: S704
