"""Invented exports for tests and benchmarks: any size, the same for the same seed, dirty as real ones.

No name, place or code in them is anybody's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tahqiq.read.tables.airwars import FILES

_HEADERS = {
    "incidents.csv": ("airwars_id", "seq", *FILES["incidents.csv"]),
    "victims.csv": ("airwars_id", *FILES["victims.csv"]),
    "coalition_assessments.csv": ("airwars_id", *FILES["coalition_assessments.csv"]),
    "military_statements.csv": ("airwars_id", *FILES["military_statements.csv"]),
}
_GRADES = ("Fair",) * 14 + ("Contested",) * 3 + ("Weak",) * 2 + ("Confirmed",) * 2 + ("Discounted",)
_STATES = ("non_credible",) * 17 + ("not_yet_assessed",) * 2 + ("credible",) * 2 + ("open_incident",)
_REASONS = ("insufficient_information", "no_coalition_strikes", "insufficient_information;other")
_SPOILED = ";".join('a:1:{i:0;s:24:"insufficient_information";}')
_PRECISIONS = ("city", "neighbourhood_area", "exact_location", "within_100m", "")
_BLAMED = ("U.S.-led Coalition",) * 9 + ("Russian Military, U.S.-led Coalition",)
_FIRST_DAY = date(2031, 1, 1)

_Line = tuple[str, dict[str, object]]


@dataclass(slots=True)
class Written:
    """What an export was made to hold, to check an import against.

    Attributes:
        refused, repaired: cells an import has to report.
        killed_min, killed_max, unknown: the sum of the source's civilians killed, and how
            many incidents have no figure.
    """

    incidents: int = 0
    victims: int = 0
    answers: int = 0
    statements: int = 0
    refused: int = 0
    repaired: int = 0
    killed_min: int = 0
    killed_max: int = 0
    unknown: int = 0


def write_export(folder: Path, *, incidents: int, seed: int = 0, dirt: bool = True) -> Written:
    """Writes an Airwars-like export of four CSV files, streaming.

    Args:
        folder: made if it is not there.
        incidents: how many; victims, answers and statements come in the proportions of real exports.
        seed: the same seed writes the same bytes.
        dirt: with impossible coordinates, spoiled reasons, fractional figures and the like.

    Returns:
        What was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance, written = Random(seed), Written()  # noqa: S311 nothing here is secret
    with ExitStack() as stack:
        writers = {}
        for name, header in _HEADERS.items():
            stream = stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writers[name] = csv.DictWriter(stream, header, restval="", lineterminator="\n")
            writers[name].writeheader()
        for number in range(incidents):
            for name, line in _incident(number, chance, written, dirt=dirt):
                writers[name].writerow({"airwars_id": 900_000 + number} | line)
    return written


def _incident(number: int, chance: Random, written: Written, *, dirt: bool) -> Iterator[_Line]:
    """The lines of one incident in all four files."""
    code, day = f"SYN{number:06d}", (_FIRST_DAY + timedelta(days=number % 900)).isoformat()
    low = chance.choice((1, 1, 1, 2, 2, 3, 5, 8))
    high = low + chance.choice((0, 0, 0, 1, 4))
    written.incidents += 1
    line = _place(number, chance) | _figures(chance, low, high) | {"code": code, "date": day, "seq": number}
    line |= {"grading": chance.choice(_GRADES), "civ_harm_reported": "Yes", "modified": "2034-12-15"}
    line |= {"belligerents": chance.choice(_BLAMED), "url": f"https://example.org/incidents/{code}/"}
    line |= {"previous_codes": f'[{{"previous_unique_reference_code":"OLD{number}"}}]'}
    if number % 25 == 24:
        line |= {"civ_killed_min": "", "civ_killed_max": ""}
        written.unknown += 1
    else:
        written.killed_min, written.killed_max = written.killed_min + low, written.killed_max + high
    if dirt:
        _soil(number, line, day, written)
    yield "incidents.csv", line
    yield from _people(number, code, chance, written)
    yield from _said(number, code, chance, written, dirt=dirt)


def _place(number: int, chance: Random) -> dict[str, object]:
    """An invented place, somewhere in the middle of the ocean."""
    return {
        "location_en": f"Example Quarter {number % 40}",
        "location_ar": f"حي المثال {number % 40}",
        "lat": f"{chance.uniform(-1, 1):.6f}",
        "lon": f"{chance.uniform(-26, -24):.6f}",
        "geo_precision": chance.choice(_PRECISIONS),
    }


def _figures(chance: Random, low: int, high: int) -> dict[str, object]:
    """Figures as spreadsheets write them."""
    figures: dict[str, object] = {"civ_killed_min": f"{low}.0", "civ_killed_max": f"{high}.0"}
    if chance.random() < 0.3:
        figures |= {"civ_injured_min": "12.0", "civ_injured_max": "24.0"}
    if chance.random() < 0.3:
        figures |= {"children_killed_min": "1.0", "children_killed_max": "1.0"}
    if chance.random() < 0.45:
        figures |= {"men_killed_min": "1.0", "men_killed_max": f"{low}.0"}
    return figures


def _soil(number: int, line: dict[str, object], day: str, written: Written) -> None:
    """Dirt as it is found in real exports."""
    if number % 100 == 7:
        line["lon"] = "4239.00416"
    elif number % 100 == 17:
        line |= {"women_killed_min": "2.5", "women_killed_max": "3.0"}
    elif number % 100 == 27:
        line |= {"women_killed_min": "24.0", "women_killed_max": "1.0"}
    elif number % 100 == 37:
        line["previous_codes"] = '[{"previous_unique_reference_code":'
    elif number % 100 == 47:
        line |= {"date_end": "1999-01-01"}
    elif number % 100 == 57:
        line |= {"date_end": day, "local_time": "around_midday"}
    written.refused += number % 100 in {7, 17, 27, 37, 47}


def _people(number: int, code: str, chance: Random, written: Written) -> Iterator[_Line]:
    """Invented persons; most incidents list few, some many."""
    for place in range(1, chance.choice((0, 0, 1, 1, 2, 3, 9)) + 1):
        written.victims += 1
        yield (
            "victims.csv",
            {
                "code": code,
                "n": place,
                "name_latin": f"Invented Person {number}-{place}",
                "sex": chance.choice(("male", "female", "")),
                "status": "killed",
                "age_group": chance.choice(("adult", "child", "")),
                "age": chance.choice(("", "30", "2 months")),
                "pregnant": "لا",
                "civilian_contested": "لا",
                "notes": "first line\nsecond line" if place == 2 else "",
            },
        )


def _said(number: int, code: str, chance: Random, written: Written, *, dirt: bool) -> Iterator[_Line]:
    """An answer of the Coalition, and what it and partners said."""
    state, spoiled = chance.choice(_STATES), dirt and number % 200 == 11
    conceded: dict[str, object] = {
        "civilian_deaths_conceded_min": "1.0",
        "civilian_deaths_conceded_max": "2.0",
    }
    refused: dict[str, object] = {"reason_non_credible": _SPOILED if spoiled else chance.choice(_REASONS)}
    written.answers, written.repaired = (
        written.answers + 1,
        written.repaired + (spoiled and state == "non_credible"),
    )
    yield (
        "coalition_assessments.csv",
        {"code": code, "k": 0, "belligerent": "coalition", "belligerent_assessment": state}
        | (conceded if state == "credible" else refused if state == "non_credible" else {}),
    )
    for place, (party, kind) in enumerate(
        (("coalition", "civcas_statement"), ("900", "partner_strike_report"))
    ):
        written.statements += 1
        said: dict[str, object] = {
            "code": code,
            "belligerent": party,
            "kind": kind,
            "url": f"https://example.org/said/{place}",
        }
        yield (
            "military_statements.csv",
            said | {"statement_date": "20340822.0", "text": f"Invented words no. {number},\non two lines."},
        )
