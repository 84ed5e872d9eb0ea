"""victims.csv: one person of one incident a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tahqiq.read.tables import cells
from tahqiq.read.tables.airwars.source import AIRWARS
from tahqiq.read.tables.dataset import Sealed, TableFile
from tahqiq.read.tables.keys import known_incident, unique_key
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.vocab.imports import ImportedVictim, Problem

#: Quoted where they hold something; they hold the person's name.
QUOTED = (
    *("name_latin", "name_ar", "sex", "age_group", "age", "pregnant", "status"),
    *("civilian_contested", "notes", "victim_url"),
)
COLUMNS = ("code", "n", *QUOTED)


def victims(
    table: TableFile, sealed: Sealed, codes: SeenKeys, keys: SeenKeys
) -> Iterator[ImportedVictim | Problem]:
    """Every person listed for an incident met before, after the problems of the row."""
    for record in table.records(sealed):
        if isinstance(record, Problem):
            yield record
            continue
        victim = _victim(record, codes, keys)
        yield from record.problems
        if victim is not None:
            yield victim


def _victim(record: Record, codes: SeenKeys, keys: SeenKeys) -> ImportedVictim | None:
    """The person of a row; None where the incident is unknown or the row a repetition."""
    name = record.text("name_latin") or record.text("name_ar")
    number = record.text("n") or name
    code = known_incident(record, codes)
    key = unique_key(record, "n", keys, f"victim/{code}/{number}", name) if code and number else ""
    if not number:
        record.refuse("n", "neither number nor name tells the person from others")
    if not key:
        return None
    return ImportedVictim(
        at=record.at,
        source=AIRWARS,
        key=key.removeprefix("victim/"),
        incident_key=code,
        name_en=record.text("name_latin"),
        name_ar=record.text("name_ar"),
        sex=record.value("sex", _sex) or "",
        age_group=record.value("age_group", _age_group) or "",
        age=record.text("age"),
        pregnant=record.value("pregnant", cells.yes),
        status=record.value("status", _status) or "",
        civilian_contested=record.value("civilian_contested", cells.yes),
        note=record.text("notes"),
        url=record.text("victim_url"),
        evidence=record.evidence(record.filled(QUOTED) or ("n",)),
    )


def _sex(text: str) -> Literal["female", "male"]:
    """Female or male."""
    match text.strip().lower():
        case "female":
            return "female"
        case "male":
            return "male"
    raise ValueError("neither female nor male")


def _age_group(text: str) -> Literal["adult", "child"]:
    """Adult or child."""
    match text.strip().lower():
        case "adult":
            return "adult"
        case "child":
            return "child"
    raise ValueError("neither adult nor child")


def _status(text: str) -> Literal["killed", "injured"]:
    """Killed or injured."""
    match text.strip().lower():
        case "killed":
            return "killed"
        case "injured":
            return "injured"
    raise ValueError("neither killed nor injured")
