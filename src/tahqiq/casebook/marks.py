"""Marks: triggers that note which lines of the desk's lists a change leaves out of date.

A line is a narrow row made from the record (``models.IncidentLine``, ``models.PersonLine``). The
database notes the records whose lines no longer say what the record says; whoever lists renews those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Event = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Notes the records whose lines a change of ``table`` leaves out of date.

    Attributes:
        records: SQL that selects their ids, over ROW: the row as it is now, or was where it is deleted.
        stale: the table they are noted in.
    """

    name: str
    table: str
    events: tuple[Event, ...]
    records: str
    columns: tuple[str, ...] = ()
    stale: Literal["casebook_staleline", "casebook_stalepersonline"] = "casebook_staleline"


MARKED = (
    Mark(
        name="casebook_incident_changes_its_line",
        table="casebook_incident",
        events=("INSERT", "UPDATE", "DELETE"),
        records="SELECT ROW.id",
    ),
    Mark(
        name="casebook_place_changes_lines",
        table="casebook_place",
        events=("UPDATE",),
        columns=("name_en", "name_ar"),
        records="SELECT i.id FROM casebook_incident i WHERE i.place_id = ROW.id",
    ),
    Mark(
        name="casebook_assessment_changes_a_line",
        table="casebook_assessment",
        events=("INSERT", "UPDATE", "DELETE"),
        records="SELECT ROW.incident_id",
    ),
    Mark(
        name="casebook_case_changes_its_lines",
        table="casebook_case",
        events=("UPDATE",),
        columns=("assessed_by",),
        records="SELECT i.id FROM casebook_incident i WHERE i.case_id = ROW.id",
    ),
    Mark(
        name="casebook_victim_changes_its_line",
        table="casebook_victim",
        events=("INSERT", "UPDATE", "DELETE"),
        records="SELECT ROW.id",
        stale="casebook_stalepersonline",
    ),
    Mark(
        name="casebook_victim_changes_lines_joined_to_it",
        table="casebook_victim",
        events=("UPDATE",),
        columns=("withdrawn_at",),
        records="SELECT v.id FROM casebook_victim v WHERE v.joined_to_id = ROW.id",
        stale="casebook_stalepersonline",
    ),
    Mark(
        name="casebook_incident_changes_lines_of_people",
        table="casebook_incident",
        events=("UPDATE",),
        columns=("code", "start"),
        records="SELECT v.id FROM casebook_victim v WHERE v.incident_id = ROW.id",
        stale="casebook_stalepersonline",
    ),
)
#: The column of each table of stale lines.
_NOTED = {"casebook_staleline": "incident_id", "casebook_stalepersonline": "person_id"}


def mark_statements(mark: Mark, vendor: str) -> Iterator[str]:
    """The statements that make the triggers of a mark, for SQLite or PostgreSQL."""
    yield from {"sqlite": _mark_sqlite, "postgresql": _mark_postgresql}[vendor](mark)


def on(event: Event, columns: tuple[str, ...]) -> str:
    """When a trigger looks.

    >>> on("UPDATE", ("code", "start")), on("INSERT", ("code",))
    ('UPDATE OF "code", "start"', 'INSERT')
    """
    listed = ", ".join(f'"{column}"' for column in columns)
    return f"{event} OF {listed}" if event == "UPDATE" and columns else event


def _mark_sqlite(mark: Mark) -> Iterator[str]:
    for event in mark.events:
        found = mark.records.replace("ROW.", "OLD." if event == "DELETE" else "NEW.")
        yield (
            f'CREATE TRIGGER "{mark.name}_{event.lower()}" AFTER {on(event, mark.columns)} ON "{mark.table}" '
            f"BEGIN INSERT OR IGNORE INTO {mark.stale} ({_NOTED[mark.stale]}) {found}; END"
        )


def _mark_postgresql(mark: Mark) -> Iterator[str]:
    """The row noted is locked even where it is noted already: who renews lines passes it over till then."""

    def note(row: str) -> str:
        found = mark.records.replace("ROW.", f"{row}.")
        column = _NOTED[mark.stale]
        kept = f"ON CONFLICT ({column}) DO UPDATE SET {column} = EXCLUDED.{column}"
        return f"INSERT INTO {mark.stale} ({column}) {found} {kept};"

    body = f"BEGIN IF TG_OP = 'DELETE' THEN {note('OLD')} ELSE {note('NEW')} END IF; RETURN NULL; END"
    yield f'CREATE FUNCTION "{mark.name}"() RETURNS trigger LANGUAGE plpgsql AS $t${body}$t$'
    for event in mark.events:
        yield (
            f'CREATE TRIGGER "{mark.name}_{event.lower()}" AFTER {on(event, mark.columns)} ON "{mark.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{mark.name}"()'
        )
