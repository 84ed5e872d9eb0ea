"""Files of volunteers: their answers, the images they look at, and questions with a known answer.

    answers.csv   building,volunteer,last_intact,first_damaged     an image's date, 'never', or nothing
    gold.csv      building,last_intact,first_damaged               the same, known

'never' under ``last_intact`` says that no image shows the building intact, under ``first_damaged`` that none
shows damage. An answer with neither, or with both, says that the volunteer could not tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tahqiq.csvrows import Rows
from tahqiq.survey.volunteers.answers import CANNOT_TELL, Answers
from tahqiq.vocab.errors import BadInput

NEVER = "never"
_WINDOW = ("last_intact", "first_damaged")


def read_answers(path: Path, *, dates: Sequence[date] = (), gold: Path | None = None) -> Answers:
    """Reads answers.

    Args:
        path: CSV with a row an answer. Of two answers of one volunteer about one building the later counts.
        dates: when the images were taken; without, the dates that the answers name.
        gold: CSV with a row a building of which the truth is known.

    Raises:
        BadInput: no answer, a missing column, a date that is none or of no image, a window backwards.
    """
    days = tuple(sorted(set(dates) or set(_named_dates(path))))
    if not days:
        raise BadInput("names no image's date", file=path.name, remedy="name the dates with --dates")
    places = {day: at for at, day in enumerate(days)}
    rows = Rows(path)
    who, what = rows.column("volunteer"), rows.column("building")
    latest: dict[tuple[str, str], tuple[int, int]] = {}
    for number, row in rows.numbered():
        key = row[what].strip(), row[who].strip()
        if not all(key):
            raise BadInput("a building or volunteer is not named", file=rows.file, row=number)
        latest[key] = _window(rows, number, row, places)
    if not latest:
        raise BadInput("holds no answer", file=path.name)
    buildings = _names(key[0] for key in latest)
    volunteers = _names(key[1] for key in latest)
    known = _read_gold(gold, places, buildings) if gold is not None else {}
    windows = np.array(list(latest.values()), np.int16).reshape(-1, 2)
    return Answers(
        buildings=tuple(buildings),
        volunteers=tuple(volunteers),
        dates=days,
        building=np.array([buildings[one] for one, _ in latest], np.int32),
        volunteer=np.array([volunteers[one] for _, one in latest], np.int32),
        earliest=windows[:, 0].copy(),
        latest=windows[:, 1].copy(),
        gold=known,
    )


def _names(names: Iterable[str]) -> dict[str, int]:
    """Each name with its place, in the order they come."""
    return {name: at for at, name in enumerate(dict.fromkeys(names))}


def _named_dates(path: Path) -> set[date]:
    rows = Rows(path)
    columns = [rows.column(name) for name in _WINDOW]
    found = set()
    for number, row in rows.numbered():
        for name, column in zip(_WINDOW, columns, strict=True):
            cell = row[column].strip()
            if cell and cell != NEVER:
                found.add(_day(rows, number, name, cell))
    return found


def _window(rows: Rows, number: int, row: Sequence[str], places: Mapping[date, int]) -> tuple[int, int]:
    """The earliest and the latest image that may be the first to show damage."""
    intact, damaged = (row[rows.column(name)].strip() for name in _WINDOW)
    if intact == damaged and intact in {"", NEVER}:  # no image is named either way
        return CANNOT_TELL, CANNOT_TELL
    if not intact or not damaged:
        empty = _WINDOW[0] if not intact else _WINDOW[1]
        remedy = f"an image's date, or {NEVER!r}; leave both empty for 'cannot tell'"
        raise BadInput(
            "only half of the window is told", file=rows.file, row=number, column=empty, remedy=remedy
        )
    earliest = 0 if intact == NEVER else _place(rows, number, _WINDOW[0], intact, places) + 1
    latest = len(places) if damaged == NEVER else _place(rows, number, _WINDOW[1], damaged, places)
    if latest < earliest:
        raise BadInput("seen damaged before it was last seen intact", file=rows.file, row=number)
    return earliest, latest


def _place(rows: Rows, number: int, column: str, cell: str, places: Mapping[date, int]) -> int:
    day = _day(rows, number, column, cell)
    if day not in places:
        raise BadInput(f"no image was taken on {day}", file=rows.file, row=number, column=column)
    return places[day]


def _day(rows: Rows, number: int, column: str, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        problem = f"{cell[:40]!r} is no date"
        remedy = f"write it as 2017-10-17, or {NEVER!r}"
        raise BadInput(problem, file=rows.file, row=number, column=column, remedy=remedy) from None


def _read_gold(path: Path, places: Mapping[date, int], buildings: Mapping[str, int]) -> dict[int, int]:
    """The state of each known building that somebody was asked about."""
    rows = Rows(path)
    what = rows.column("building")
    known = {}
    for number, row in rows.numbered():
        earliest, latest = _window(rows, number, row, places)
        if earliest != latest or earliest == CANNOT_TELL:
            problem = "a known answer leaves no image between intact and damaged"
            raise BadInput(problem, file=rows.file, row=number, remedy="leave it out of the gold")
        if row[what].strip() in buildings:
            known[buildings[row[what].strip()]] = earliest
    return known
