"""What the header of an article says: its title, day, outlet and writer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tahqiq.read.text.digest.cues import is_outlet
from tahqiq.read.text.digest.rows import Kind, Row
from tahqiq.read.text.digest.runs import Run
from tahqiq.read.text.document import Article
from tahqiq.vocab.dates import DateSpan

_AROUND = ' \t,،;|/-–—•·:*#"“”«»'
_LEADING_NUMBER = re.compile(r"^[(\[]?\d{1,3}\s*[\])).\-–:]+\s*")
_AGENCY = re.compile(r"\(([^()\n]{2,30})\)|^[^\n–—-]{2,40}[-–—]\s*([^\n–—-]{2,30})\s*[-–—:]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """An article: where it stands, the rows of its header, those that close it, and its first text."""

    start: int
    end: int
    header: list[Row]
    closing: list[Row]
    body: str


def recurring_lines(runs: list[Run]) -> frozenset[str]:
    """Short lines that stand in several headers: names of outlets or sections, no titles."""
    said = Counter(row.text for run in runs for row in run.rows if row.kind is Kind.SHORT)
    return frozenset(text for text, times in said.items() if times > 1)


def article_of(stretch: Stretch, recurring: frozenset[str]) -> Article:
    """An article with what its header and its last lines say."""
    rows = [*stretch.header, *stretch.closing]
    heads = [row for row in stretch.header if row.kind is Kind.SHORT]
    outlet = _field(rows, "outlet") or _outlet_of_dates(rows) or _outlet_of_heads(heads, recurring)
    titles = [row for row in heads if row.text != outlet and row.text not in recurring] or [
        row for row in heads if row.text != outlet
    ]
    title = _field(rows, "title") or max((_bare(row) for row in titles[:3]), key=len, default="")
    before, colon, after = title.partition(":")
    if not outlet and colon and after.strip() and is_outlet(before):
        outlet, title = before.strip(_AROUND), after.strip()
    bracketed = re.search(r"\s*[(\[]([^()\[\]]{2,40})[)\]]\s*$", title)
    if bracketed and is_outlet(bracketed[1]):
        outlet, title = outlet or bracketed[1], title[: bracketed.start()]
    return Article(
        start=stretch.start,
        end=stretch.end,
        title=title.strip(_AROUND) or _titled_date(stretch.header),
        date=_date(rows),
        outlet=outlet or _agency(stretch.body),
        byline=_field(rows, "byline") or next((row.value for row in rows if row.kind is Kind.BYLINE), ""),
    )


def _bare(row: Row) -> str:
    """A heading without its number."""
    return _LEADING_NUMBER.sub("", row.text)


def _field(rows: list[Row], name: str) -> str:
    """What the first field of a name says."""
    return next((row.value for row in rows if row.field == name and row.value), "")


def _date(rows: list[Row]) -> DateSpan | None:
    """The day the header gives: a field of that name before any other date."""
    fields = [row.date for row in rows if row.field == "date" and row.date is not None]
    found = [*fields, *(row.date for row in rows if row.date is not None)]
    return found[0].span if found else None


def _outlet_of_dates(rows: list[Row]) -> str:
    """The outlet beside a date: 'Harbour Times, 6 June 2031'."""
    said = [row.value for row in rows if row.kind is Kind.DATE and row.value]
    return next(
        (_without_writer(each) for each in said if is_outlet(each)), _without_writer(said[0]) if said else ""
    )


def _without_writer(text: str) -> str:
    """The first of several names beside a date that is an outlet's, else all."""
    parts = [part.strip(_AROUND) for part in re.split(r"[|,،;•·]|\s[-–—]\s", text)]
    return next((part for part in parts if is_outlet(part)), text)


def _outlet_of_heads(heads: list[Row], recurring: frozenset[str]) -> str:
    """The heading that is the name of an outlet, where there is another for the title."""
    if len(heads) < 2:
        return ""
    named = [row.text for row in heads if is_outlet(row.text)]
    again = [row.text for row in heads if row.text in recurring]
    return next(iter(sorted(named, key=len)), "") or next(iter(again), "")


def _agency(body: str) -> str:
    """The agency that a text names at its beginning: 'BEIRUT (Reuters) - '."""
    found = _AGENCY.search(body[:100])
    said = (found[1] or found[2] or "").strip() if found else ""
    return said if said and is_outlet(said) else ""


def _titled_date(header: list[Row]) -> str:
    """A date as a title, of daily lists that have no other."""
    return next((row.text for row in header if row.kind is Kind.DATE), "")
