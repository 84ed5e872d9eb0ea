"""The record as columns of numbers and words, for the page that filters it in the reader's browser.

Format ``explorer/1``, below ``explorer/`` of a site and shared by its languages: an index, which holds
the dictionaries; and for every 5,000 incidents, oldest first, one file of numbers and one of words.
Files are named by their content, so that a browser never mixes two releases. One stretch of
incidents is in memory at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.incidents import CHRONOLOGICAL
from tahqiq.publish.shelves import Held, Shelves
from tahqiq.vocab.claims import Category, Effect, Stance
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.places import Point, Precision
from tahqiq.vocab.rows import AnswerRow, AssessmentRow, ClaimRow, IncidentRow, VictimRow

FORMAT = "explorer/1"
FOLDER = "explorer"
STRETCH = 5_000
#: Grades by their numbers; the last is 'no grade'.
GRADES = (*(grade.value for grade in Grade), "")
PRECISIONS = tuple(precision.value for precision in Precision)
CATEGORIES = tuple(
    category.value for category in Category if category not in {Category.BUILDINGS, Category.OTHER}
)

T = TypeVar("T")

_EPOCH = date(1970, 1, 1)
_HARMED = (
    f"incident = ? AND effect IN ('{Effect.KILLED}', '{Effect.INJURED}', '{Effect.KILLED_OR_INJURED}')"
    f" AND NOT negated AND (max IS NULL OR max > 0) AND stance NOT IN"
    f" ('{Stance.DENIES}', '{Stance.DISPUTES}', '{Stance.DEMANDS}')"
)
_PERSONS = {
    ("child", "female"): (Category.CHILDREN,),
    ("child", "male"): (Category.CHILDREN,),
    ("child", ""): (Category.CHILDREN,),
    ("adult", "female"): (Category.WOMEN,),
    ("adult", "male"): (Category.MEN,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What the files hold, and what their codes mean.

    Attributes:
        release: identity of the release. ``incidents``: how many there are, ``stretch`` in a file.
        numbers, words: names of the files, in order.
        grades, precisions, categories, parties: slugs by their codes.
        blamed: combinations of parties blamed; ``answers``: of parties and the state of their answer.
    """

    format: str
    release: str
    incidents: int
    stretch: int
    numbers: tuple[str, ...]
    words: tuple[str, ...]
    grades: tuple[str, ...]
    precisions: tuple[str, ...]
    categories: tuple[str, ...]
    parties: tuple[str, ...]
    blamed: tuple[tuple[int, ...], ...]
    answers: tuple[tuple[tuple[int, str], ...], ...]


@dataclass(slots=True)
class Numbers:
    """One stretch of incidents as columns of numbers; null is unknown, which is not zero.

    Attributes:
        start: first day, as days after that of the incident before (the first: after 1970-01-01).
        end: first day after the incident, as days after its start, or after 1970-01-01 without one.
        lat, lon: as exact as the place is known; null where a point would claim more than is known.
        precision, grade, blamed, answers: codes of the index.
        least, most: civilians killed, as the assessment has it that heads the totals.
        harmed: a bit for each category of people harmed, the index's first being the lowest.
    """

    start: list[int | None] = field(default_factory=list)
    end: list[int | None] = field(default_factory=list)
    lat: list[float | None] = field(default_factory=list)
    lon: list[float | None] = field(default_factory=list)
    precision: list[int] = field(default_factory=list)
    grade: list[int] = field(default_factory=list)
    least: list[int | None] = field(default_factory=list)
    most: list[int | None] = field(default_factory=list)
    blamed: list[int] = field(default_factory=list)
    harmed: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Words:
    """The same stretch's words.

    Attributes:
        code: the public label. ``page``: names of pages that are not the code in small letters,
            by place in the stretch.
        en, ar: what the incident is called in either language, '' where in none.
        more: other words it is found by: its location, where it has a title; earlier codes.
        written: dates that are none, as they were written, by place in the stretch.
    """

    code: list[str] = field(default_factory=list)
    page: dict[str, str] = field(default_factory=dict)
    en: list[str] = field(default_factory=list)
    ar: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)


class Codes(Generic[T]):
    """Numbers for values, in the order in which they are met."""

    def __init__(self) -> None:
        self._codes: dict[T, int] = {}

    def of(self, value: T) -> int:
        """The number of a value; a new one where it was not met before."""
        return self._codes.setdefault(value, len(self._codes))

    def values(self) -> tuple[T, ...]:
        """Every value by its number."""
        return tuple(self._codes)


def write(folder: Path, shelves: Shelves, *, release: str) -> str:
    """Writes index, numbers and words, and gives the name of the index.

    Args:
        folder: where; it is made if it is not there.
        shelves: the rows. ``release``: identity of their release.
    """
    folder.mkdir(exist_ok=True)
    stretches = _Stretches(shelves)
    numbers, words = list[str](), list[str]()
    each = shelves.each(IncidentRow, order=CHRONOLOGICAL)
    while held := list(islice(each, STRETCH)):
        for made in stretches.columns(held):
            (numbers if isinstance(made, Numbers) else words).append(_kept(folder, made))
    return _kept(
        folder,
        Index(
            format=FORMAT,
            release=release,
            incidents=shelves.count(IncidentRow),
            stretch=STRETCH,
            numbers=tuple(numbers),
            words=tuple(words),
            grades=GRADES,
            precisions=PRECISIONS,
            categories=stretches.harmed.values(),
            parties=stretches.parties.values(),
            blamed=stretches.blamed.values(),
            answers=stretches.answers.values(),
        ),
    )


def read_index(folder: Path) -> tuple[str, Index]:
    """The index that `write` left there, and its name."""
    file = next(folder.glob("index-*.json"))
    return file.name, msgspec.json.decode(file.read_bytes(), type=Index)


def _kept(folder: Path, content: Index | Numbers | Words) -> str:
    """Writes a file named by what is in it."""
    encoded = msgspec.json.encode(content)
    name = f"{type(content).__name__.lower()}-{hashlib.sha256(encoded).hexdigest()[:16]}.json"
    (folder / name).write_bytes(encoded)
    return name


class _Stretches:
    """Makes columns of incidents, and gathers the dictionaries that all of them share."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.parties = Codes[str]()
        self.harmed = Codes[str]()
        self.blamed = Codes[tuple[int, ...]]()
        self.answers = Codes[tuple[tuple[int, str], ...]]()

    def columns(self, held: Iterable[Held[IncidentRow]]) -> tuple[Numbers, Words]:
        """One stretch."""
        numbers, words = Numbers(), Words()
        before = 0
        for each in held:
            span = _span(each.row)
            if span is None:
                words.written[str(len(words.code))] = f"{each.row.from_date} – {each.row.to_date}"
            before = _add_days(numbers, span or DateSpan(), before)
            self._add_numbers(numbers, each.row)
            _add_words(words, each)
        return numbers, words

    def _add_numbers(self, numbers: Numbers, row: IncidentRow) -> None:
        precision, point = precision_of(row.precision), point_of(row)
        numbers.precision.append(PRECISIONS.index(precision))
        numbers.lat.append(point.lat if point is not None else None)
        numbers.lon.append(point.lon if point is not None else None)
        columns = ("grade", "killed_min", "killed_max")
        heading = self._shelves.columns(AssessmentRow, columns, "incident = ? AND heads", row.id)
        grade, least, most = next(heading, ("", None, None))
        numbers.grade.append(GRADES.index(grade) if grade in GRADES else GRADES.index(""))
        numbers.least.append(least)
        numbers.most.append(most)
        numbers.blamed.append(self.blamed.of(tuple(self.parties.of(slug) for slug in row.blamed)))
        numbers.harmed.append(sum(1 << self.harmed.of(each) for each in self._harmed(row.id)))
        numbers.answers.append(self.answers.of(tuple(self._answers(row.id))))

    def _answers(self, incident: str) -> Iterator[tuple[int, str]]:
        for party, state in self._shelves.columns(AnswerRow, ("party", "state"), "incident = ?", incident):
            yield self.parties.of(party), state

    def _harmed(self, incident: str) -> list[str]:
        """The categories of people whom claims or lists of persons have as harmed."""
        claimed = self._shelves.columns(ClaimRow, ("category",), _HARMED, incident)
        found = {category for (category,) in claimed}
        listed = self._shelves.columns(VictimRow, ("age_group", "sex"), "incident = ?", incident)
        for age_group, sex in listed:
            found.update(_PERSONS.get((age_group, sex), ()))
        return [category for category in CATEGORIES if category in found]


def precision_of(slug: str) -> Precision:
    """The precision class of a slug; one that is none is unknown."""
    return Precision(slug) if slug in PRECISIONS else Precision.UNKNOWN


def point_of(row: IncidentRow) -> Point | None:
    """The point that may be drawn for an incident, no more exact than its place is known.

    None where the place is so coarse that a point would claim more than is known, where it has no
    coordinates, or where they lie outside the globe (METHOD: place and time).

    >>> point_of(IncidentRow(id="a", code="A", precision="street", lat=1.23456, lon=2.0))
    Point(lat=1.235, lon=2.0)
    >>> point_of(IncidentRow(id="a", code="A", precision="city", lat=1.23456, lon=2.0)) is None
    True
    """
    precision = precision_of(row.precision)
    if precision.generic or row.lat is None or row.lon is None:
        return None
    try:
        return Point(row.lat, row.lon).rounded(precision)
    except ValueError:
        return None


def _span(row: IncidentRow) -> DateSpan | None:
    """When it happened; None where what stands there is no date."""
    try:
        return DateSpan.parse(row.from_date, row.to_date)
    except ValueError:
        return None


def _add_days(numbers: Numbers, span: DateSpan, before: int) -> int:
    """Adds both ends of a span, and gives the day that the next start is counted from."""
    start = (span.start - _EPOCH).days if span.start is not None else None
    end = (span.end - _EPOCH).days if span.end is not None else None
    numbers.start.append(start - before if start is not None else None)
    numbers.end.append(end - (start or 0) if end is not None else None)
    return start if start is not None else before


def _add_words(words: Words, held: Held[IncidentRow]) -> None:
    row, place = held.row, str(len(words.code))
    if not held.name:
        raise UnfitRelease(f"an incident has no page: {row.id!r}")
    if held.name != row.code.lower():
        words.page[place] = held.name
    words.code.append(row.code)
    words.en.append(row.title_en or row.location_en or "")
    words.ar.append(row.title_ar or row.location_ar or "")
    shown = {words.en[-1], words.ar[-1], ""}
    also = (row.location_en or "", row.location_ar or "", *row.previous_codes)
    words.more.append(" ".join(each for each in dict.fromkeys(also) if each not in shown))
