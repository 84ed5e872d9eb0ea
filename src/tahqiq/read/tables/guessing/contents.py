"""What the cells of a column look like: the share of them that each role could hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Container, Sequence
from statistics import median

from tahqiq.language.dates import parse_date
from tahqiq.language.direction import script_of
from tahqiq.read.tables.people_words import people_words, plain

#: So many cells of a column are looked at.
SAMPLE = 200
_AGE = re.compile(r"[0-9٠-٩۰-۹]{1,3}(?:[.,]0+)?(?:\s*\D{1,12})?")
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-/ ]?[0-9٠-٩]+[A-Za-z]?")
_NAME = re.compile(r"[^\W\d_]+(?:[\s,،.'’`-]+[^\W\d_]+)+\.?")
_OLDEST = 115


def shares(cells: Sequence[str]) -> dict[str, float]:
    """For each role the share of the filled cells that could be its; empty without a filled cell.

    >>> found = shares(["Sara Adam Example", "Omar Example"])
    >>> found["name"], found["age"]
    (1.0, 0.0)
    """
    filled = [cell.strip() for cell in cells if cell.strip()][:SAMPLE]
    if not filled:
        return {}
    distinct = len(set(filled)) / len(filled)
    names = _share(filled, _is_name) * min(1.0, distinct * 1.2)
    arabic = _share(filled, lambda cell: script_of(cell) == "arabic")
    dates = _share(filled, _is_date)
    number = _share(filled, lambda cell: _NUMBER.fullmatch(cell) is not None)
    return {
        "name": names * (1 - arabic),
        "name_ar": names * arabic,
        "age": _share(filled, _is_age) * (1 - 0.5 * _rising(filled)),
        "sex": _words(filled, people_words().sexes),
        "status": _words(filled, people_words().statuses),
        "date": dates,
        "birth": dates,
        "id": number * distinct * (0.6 + 0.4 * _rising(filled)),
        "place": (1 - distinct) * _share(filled, _is_words),
        "source": _share(filled, lambda cell: cell.lower().startswith(("http://", "https://", "www."))),
        "note": _share(filled, lambda cell: len(cell.split()) > 7),
    }


def years(cells: Sequence[str]) -> float | None:
    """The middle year of a column of dates; None where it holds none."""
    found = [
        said.span.start.year
        for cell in cells[:SAMPLE]
        if (said := parse_date(cell.strip())) is not None and said.span is not None and said.span.start
    ]
    return median(found) if found else None


def family_first(cells: Sequence[str]) -> bool:
    """Whether names are mostly written 'family, given'."""
    filled = [cell for cell in cells if cell.strip()][:SAMPLE]
    return bool(filled) and _share(filled, lambda cell: "," in cell or "،" in cell) > 0.6


def _share(filled: Sequence[str], holds: Callable[[str], object]) -> float:
    return sum(bool(holds(cell)) for cell in filled) / len(filled)


def _words(filled: Sequence[str], known: Container[str]) -> float:
    """The share of cells with a known word, if the column has few different ones."""
    words = {plain(cell) for cell in filled}
    return _share(filled, lambda cell: plain(cell) in known) if len(words) <= 6 else 0.0


def _is_name(cell: str) -> bool:
    return _NAME.fullmatch(cell) is not None and 2 <= len(cell.split()) <= 7


def _is_words(cell: str) -> bool:
    return len(cell.split()) <= 7 and sum(map(str.isalpha, cell)) > len(cell) / 2


def _is_age(cell: str) -> bool:
    found = re.match(r"[0-9٠-٩۰-۹]{1,3}", cell)
    return _AGE.fullmatch(cell) is not None and found is not None and int(found[0]) <= _OLDEST


def _is_date(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and len(cell) > 5 and parse_date(cell) is not None


def _rising(filled: Sequence[str]) -> float:
    """How far a column of numbers counts up."""
    figures = [int(cell) for cell in filled if cell.isdecimal()]
    if len(figures) < 3:
        return 0.0
    steps = sum(after == before + 1 for before, after in itertools.pairwise(figures))
    return steps / (len(figures) - 1)
