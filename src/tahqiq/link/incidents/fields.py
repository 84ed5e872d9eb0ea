"""From one row of a table of reports to a report: columns recognised or mapped, cells checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.dates import parse_date
from tahqiq.language.places.coordinates import parse_coordinates
from tahqiq.language.places.located import Located
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.tables import Row, written
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Point, Precision

_SIGNS = re.compile(r"[^\w]+")
_WHOLE = re.compile(r"(\d{1,7})(?:\.0+)?")
_RANGE = re.compile(r"(\d{1,7})\s*(?:-|–|to|إلى|الى)\s*(\d{1,7})")
#: Places written beside one another in one wording.
BETWEEN_PLACES = " / "
#: More strikes than this, in a place no finer than a town, are several incidents.
_STRIKES = 5


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """The tables of ``report_columns.toml``."""
    return tomllib.loads(files("tahqiq.link.incidents").joinpath("report_columns.toml").read_text("utf-8"))


def recognised(header: Iterable[str], mapping: Mapping[str, str], *, file: str) -> dict[str, str]:
    """Which column holds what: field -> column; what is mapped goes before what is recognised.

    >>> recognised(["Code", "Event date", "Lat"], {"source": "Code"}, file="a.csv")
    {'source': 'Code', 'date': 'Event date', 'lat': 'Lat'}

    Raises:
        BadInput: a mapped field is unknown, or its column not there.
    """
    named, known = list(header), rules()["columns"]
    for field, column in mapping.items():
        if field not in known:
            raise BadInput(f"a report has no field {field!r}", remedy=f"one of {', '.join(known)}")
        if column not in named:
            raise BadInput(f"no column {column!r} for {field}", file=file, row=1)
    found = dict(mapping)
    plain = {_SIGNS.sub("_", column.strip().lower()).strip("_"): column for column in reversed(named)}
    for field, spellings in known.items():
        taken = set(found.values())
        fits = (plain[each] for each in spellings if each in plain and plain[each] not in taken)
        known_as = next(fits, None)
        if field not in found and known_as is not None:
            found[field] = known_as
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by its fields, and where it stands.

    Attributes:
        row: the record; ``columns``: field -> column.
        file, number: the file and the number of the row, for errors.
    """

    row: Row
    columns: Mapping[str, str]
    file: str
    number: int

    def text(self, field: str) -> str:
        """The cell of a field as written, '' where there is none."""
        return written(self.row.get(self.columns.get(field, ""), None))

    def several(self, field: str, marks: str = "between") -> tuple[str, ...]:
        """Several values of one cell: a JSON list, or text cut at the usual marks."""
        cell = self.row.get(self.columns.get(field, ""), None)
        if isinstance(cell, list):
            return tuple(each for each in map(_named, cell) if each)
        parts = [written(cell)]
        for mark in rules()["rules"][marks]:
            parts = [part for whole in parts for part in whole.split(mark)]
        return tuple(part.strip() for part in parts if part.strip())

    def problem(self, text: str, field: str, remedy: str) -> BadInput:
        """The error for a cell that cannot be used."""
        column = self.columns.get(field, field)
        return BadInput(text, file=self.file, row=self.number, column=column, remedy=remedy)

    def span(self, first: str, last: str) -> DateSpan:
        """Days from two cells, the second of which may be empty."""
        start, end = self.text(first), self.text(last)
        opened, closed = self.day(start, first), self.day(end, last)
        if closed.unknown:
            return opened
        if opened.start is not None and closed.end is not None and opened.start >= closed.end:
            raise self.problem(f"ends ({end}) before it begins ({start})", last, "mend the dates")
        return DateSpan(opened.start, closed.end)

    def day(self, text: str, field: str) -> DateSpan:
        """One date of any precision; unknown where the cell is empty."""
        if not text:
            return DateSpan()
        try:
            return DateSpan.parse(text[:10] if _is_moment(text) else text)
        except ValueError:
            mention = parse_date(text)
        if mention is None or mention.span is None:
            raise self.problem(f"not a date: {text[:40]!r}", field, "write it as 2020-03-05")
        return mention.span

    def count(self, field: str) -> CountRange:
        """A figure: ``<field>_min`` and ``<field>_max``, or one cell such as 12, 5-7."""
        low, high = self.number_of(f"{field}_min"), self.number_of(f"{field}_max")
        if low is not None or high is not None:
            return self.bounds(low, high, f"{field}_max")
        text = self.text(field)
        ranged = _RANGE.fullmatch(text)
        if ranged is not None:
            return self.bounds(int(ranged[1]), int(ranged[2]), field)
        single = self.number_of(field)
        return CountRange() if single is None else hedged(single, self.text("hedge"))

    def bounds(self, low: int | None, high: int | None, field: str) -> CountRange:
        """A range whose ends stand the right way round."""
        if low is not None and high is not None and low > high:
            raise self.problem(f"the lower bound {low} exceeds the upper {high}", field, "mend the figures")
        return CountRange(low, high)

    def number_of(self, field: str) -> int | None:
        """A whole number; None where the cell is empty."""
        text = self.text(field)
        if not text:
            return None
        match = _WHOLE.fullmatch(text)
        if match is None:
            raise self.problem(f"not a whole number: {text[:40]!r}", field, "digits only, or leave it empty")
        return int(match[1])

    def point(self) -> tuple[Point | None, Precision]:
        """Where in degrees, and how exact the notation itself is; None where nothing usable is written.

        An impossible coordinate leaves the report without a point, never without its other evidence.
        """
        lat, lon = self.text("lat"), self.text("lon")
        written_as = self.text("coordinates") or self.text("mgrs") or (f"{lat}, {lon}" if lat and lon else "")
        if not written_as:
            return None, Precision.UNKNOWN
        if lat and lon and not (self.text("coordinates") or self.text("mgrs")):
            return _decimal(lat, lon), Precision.UNKNOWN
        read = parse_coordinates(written_as)
        return (read.point, read.precision) if isinstance(read, Located) else (None, Precision.UNKNOWN)


def _is_moment(text: str) -> bool:
    return len(text) > 10 and text[10] in "T " and text[4:5] == "-"


def _decimal(lat: str, lon: str) -> Point | None:
    try:
        return Point(float(lat), float(lon))
    except ValueError:
        return None


def _named(each: object) -> str:
    """A name in a JSON list: a text, or an object with a name."""
    return written(each.get("name")) if isinstance(each, dict) else written(each)


def hedged(number: int, hedge: str) -> CountRange:
    """A single figure under its hedge (METHOD: counts).

    >>> hedged(40, "more_than"), hedged(40, "about")
    (CountRange(min=40, max=None), CountRange(min=40, max=40))
    """
    if hedge in ("at_least", "more_than"):
        return CountRange(number, None)
    return CountRange(None, number) if hedge == "at_most" else CountRange.exactly(number)


#: Precision classes as other recorders write them.
_CLASSES = {"exact_location": "exact", "neighbourhood_area": "neighbourhood", "neighborhood": "neighbourhood"}


def precision_of(text: str) -> Precision:
    """A precision class as written in a file; what is not known is unknown.

    >>> precision_of("exact_location").value, precision_of("Within 100m").value, precision_of("?").value
    ('exact', 'within_100m', 'unknown')
    """
    plain = _SIGNS.sub("_", text.strip().lower()).strip("_")
    plain = _CLASSES.get(plain, plain)
    return Precision(plain) if plain in set(Precision) else Precision.UNKNOWN


def report_of(cells: Cells, *, number: int) -> Report:
    """The report of one row.

    Args:
        cells: the row.
        number: of the report, its id where it has none of its own.

    Raises:
        BadInput: a date or a figure that cannot be read.
    """
    point, notation = cells.point()
    precision = precision_of(cells.text("precision"))
    names = [cells.text(field) for field in ("place", "place_en", "place_ar")]
    places = [place for place in dict.fromkeys(names) if place]
    within = cells.text("within")
    wordings = [f"{place}, {within}" if within else place for place in places or ([within] if within else [])]
    dated = cells.span("from", "to") if "from" in cells.columns else cells.span("date", "to")
    published = cells.day(cells.text("published"), "published")
    return Report(
        id=cells.text("id") or str(number),
        span=dated,
        published=day_of(published),
        place=BETWEEN_PLACES.join(wordings),
        point=point,
        precision=notation if precision is Precision.UNKNOWN else precision,
        blamed=cells.text("blamed"),
        kind=cells.text("kind"),
        killed=cells.count("killed"),
        injured=cells.count("injured"),
        parts={part: found for part in ("children", "women") if not (found := cells.count(part)).unknown},
        scope=Scope(scope) if (scope := cells.text("scope")) in set(Scope) else Scope.EVENT,
        several=(cells.number_of("strikes") or 0) > _STRIKES and precision.generic,
        victims=cells.several("victims"),
        source=cells.text("source"),
        chain=cells.several("chain", "chained"),
        text=cells.text("text"),
        telling=cells.text("telling"),
        supersedes=cells.text("supersedes"),
    )


def day_of(span: DateSpan) -> date | None:
    """The day of a span that is one day; else None."""
    if span.start is None or span.end is None or (span.end - span.start).days != 1:
        return None
    return span.start
