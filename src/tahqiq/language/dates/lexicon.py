"""The words of dates, read from the tables of one or more languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.dates.mention import Bound, Calendar, TimeOfDay
from tahqiq.language.figures.lexicon import Lexicon, lexicon
from tahqiq.language.lexicons import Anchored, Phrases, languages, tables
from tahqiq.language.tokens import phrase

#: A month: its calendar, its number, whether a day may follow it, whether it is also another word.
Month = tuple[Calendar, int, bool, bool]


@dataclass(slots=True)
class DateWords:
    """Everything known of words for dates in some languages."""

    numbers: Lexicon
    months: Phrases[Month] = field(default_factory=Phrases)
    month_contexts: dict[Calendar, Phrases[None]] = field(default_factory=dict)
    weekdays: Phrases[tuple[int, bool]] = field(default_factory=Phrases)
    weekday_words: Phrases[None] = field(default_factory=Phrases)
    eras: Phrases[Calendar] = field(default_factory=Phrases)
    parts: Phrases[str] = field(default_factory=Phrases)
    seasons: Phrases[str] = field(default_factory=Phrases)
    directions_before: Phrases[str] = field(default_factory=Phrases)
    directions_after: Phrases[str] = field(default_factory=Phrases)
    relative: Phrases[tuple[int, bool, TimeOfDay | None]] = field(default_factory=Phrases)
    not_dates: Phrases[None] = field(default_factory=Phrases)
    units: dict[str, str] = field(default_factory=dict)
    plural_units: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    counted_after: set[str] = field(default_factory=set)
    ago_after: Phrases[None] = field(default_factory=Phrases)
    ago_before: Phrases[None] = field(default_factory=Phrases)
    ago_apart: set[str] = field(default_factory=set)
    bounds: Phrases[Bound] = field(default_factory=Phrases)
    range_from: Phrases[str] = field(default_factory=Phrases)
    range_to: set[tuple[str, ...]] = field(default_factory=set)
    range_and: set[tuple[str, ...]] = field(default_factory=set)
    day_month: Phrases[None] = field(default_factory=Phrases)
    month_year: Phrases[None] = field(default_factory=Phrases)
    same_month: Anchored[None] = field(default_factory=Anchored)
    year_words: Phrases[None] = field(default_factory=Phrases)
    before_years: Phrases[None] = field(default_factory=Phrases)
    between_parts: set[tuple[str, ...]] = field(default_factory=set)
    same_date: set[tuple[str, ...]] = field(default_factory=set)
    clock: dict[str, Phrases[str]] = field(default_factory=dict)
    day_parts: Phrases[tuple[TimeOfDay, bool]] = field(default_factory=Phrases)


@cache
def date_words(language: str | None) -> DateWords:
    """The words of one language, or of all."""
    made = DateWords(lexicon(languages("numbers", language)))
    for each in languages("dates", language):
        _add(made, tables("dates")[each])
    return made


def _intervals() -> Mapping[str, Mapping[str, Any]]:
    """The table of parts of days, months and years."""
    return tomllib.loads(files("tahqiq.language").joinpath("tables/day_parts.toml").read_text("utf-8"))


@cache
def month_parts() -> Mapping[str, tuple[int, int]]:
    """The parts of a month and their first and last day; 31 is whatever day is the last.

    >>> month_parts()["mid"]
    (11, 20)
    """
    return {name: (first, last) for name, (first, last) in _intervals()["months"].items()}


@cache
def year_parts() -> Mapping[str, tuple[int, int]]:
    """The parts of a year and their first and last month.

    >>> year_parts()["late"]
    (9, 12)
    """
    return {name: (first, last) for name, (first, last) in _intervals()["years"].items()}


@cache
def day_parts() -> Mapping[str, TimeOfDay]:
    """The parts of the day and their hours (``tables/day_parts.toml``).

    >>> day_parts()["fajr"]
    TimeOfDay(name='fajr', start=datetime.time(3, 0), end=datetime.time(6, 30))
    """
    return {
        name: TimeOfDay(name, time.fromisoformat(start), time.fromisoformat(end))
        for name, (start, end) in _intervals()["hours"].items()
    }


def _add(made: DateWords, table: Mapping[str, Any]) -> None:
    """Adds one language."""
    particles = table["grammar"]["particles"]
    _add_months(made, table, particles)
    _add_days(made, table, particles)
    _add_grammar(made, table, particles)
    _add_clock(made, table, particles)


def _add_months(made: DateWords, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds the months of both calendars."""
    follows = table["grammar"]["day_after_month"]
    for section, calendar in (("months", Calendar.GREGORIAN), ("hijri_months", Calendar.HIJRI)):
        doubt = {phrase(each) for each in table[f"{section}_in_doubt"]["words"]}
        for number, names in table[section].items():
            for name in names:
                made.months.add(name, (calendar, int(number), follows, phrase(name) in doubt), particles)
        for each in table[f"{section}_in_doubt"]["after"]:
            made.month_contexts.setdefault(calendar, Phrases()).add(each, None, particles)
    for era, names in table["eras"].items():
        for name in names:
            made.eras.add(name, Calendar(era))


def _add_days(made: DateWords, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds weekdays and days told from the reference day."""
    doubt = set(table["weekdays_in_doubt"]["words"])
    for number, names in table["weekdays"].items():
        for name in names:
            made.weekdays.add(name, (int(number), phrase(name)[0] in doubt), particles)
    for each in table["weekday_words"]["before"]:
        made.weekday_words.add(each, None, particles)
    for section, night in (("relative_days", False), ("relative_nights", True)):
        for offset, names in table[section].items():
            for name in names:
                made.relative.add(
                    name, (int(offset), night, day_parts()["night"] if night else None), particles
                )
    for key, names in table["relative_day_parts"].items():
        offset, part = key.split()
        for name in names:
            made.relative.add(name, (int(offset), False, day_parts()[part]), particles)
    for each in table["not_dates"]["phrases"]:
        made.not_dates.add(each, None)


def _add_grammar(made: DateWords, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds the words between the parts of a date, and before and after it."""
    grammar = table["grammar"]
    for index, each in (
        *((made.day_month, each) for each in grammar["between_day_and_month"]),
        *((made.month_year, each) for each in grammar["between_month_and_year"]),
        *((made.year_words, each) for each in grammar["year_words"]),
        *((made.before_years, each) for each in grammar["before_years"]),
        *((made.ago_after, each) for each in table["ago"]["after"]),
    ):
        index.add(each, None)
    for each in grammar["same_month"]:
        longest = max(phrase(each), key=len)
        made.same_month.add(each, None, phrase(each).index(longest))
    for each in table["ago"]["before"]:
        made.ago_before.add(each, None, particles)
    made.ago_apart.update(table["ago"]["not_before"])
    made.articles.update(word for each in grammar["articles"] for word in phrase(each))
    made.counted_after.update(grammar["counted_after"])
    made.plural_units.update(phrase(each)[0] for each in table["plural_units"]["words"])
    made.between_parts.update({(), *map(phrase, grammar["between_parts"])})
    made.same_date.update(map(phrase, grammar["same_date"]))
    for named, section in ((made.parts, "parts"), (made.seasons, "seasons")):
        for name, phrases in table[section].items():
            for each in phrases:
                named.add(each, name, particles)
    for side, directions in (("before", made.directions_before), ("after", made.directions_after)):
        for name, phrases in table[f"directions_{side}"].items():
            for each in phrases:
                directions.add(each, name)
    for bound, phrases in table["bounds"].items():
        for each in phrases:
            made.bounds.add(each, Bound(bound), particles)
    for side in ("between", "from"):
        for each in table["ranges"][side]:
            made.range_from.add(each, side, particles)
    made.range_to.update(map(phrase, table["ranges"]["to"]))
    made.range_and.update(map(phrase, table["ranges"]["and"]))
    for unit, names in table["units"].items():
        made.units.update({phrase(each)[0]: unit for each in names})


def _add_clock(made: DateWords, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds the words of the clock and the parts of the day."""
    clock = table["clock"]
    sections = {"hours": "hour_words", "after": "after", "military": "military", "am": "am", "pm": "pm"}
    sections |= {"half": "half", "quarter": "quarter", "minus": "minus"}
    for name, section in sections.items():
        for each in clock[section]:
            made.clock.setdefault(name, Phrases()).add(each, name, particles if name == "hours" else ())
        made.clock.setdefault(name, Phrases())
    for section, beside in (("day_parts", False), ("day_parts_beside_days", True)):
        for part, phrases in table[section].items():
            for each in phrases:
                made.day_parts.add(each, (day_parts()[part], beside), particles)
