"""A table of people, one a row, read by a declared mapping: who, and in which incident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal, cast

from tahqiq.language.dates import parse_date
from tahqiq.language.direction import script_of
from tahqiq.read.tables import cells
from tahqiq.read.tables.dataset import Sealed, TableFile
from tahqiq.read.tables.keys import unique_key
from tahqiq.read.tables.mapping_format import Mapping as MappingParts
from tahqiq.read.tables.mapping_format import VictimPart
from tahqiq.read.tables.parties import Parties
from tahqiq.read.tables.people_words import people_words, plain
from tahqiq.read.tables.places import point_of, precision_of
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import bounded
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.imports import Imported, ImportedIncident, ImportedVictim, Problem
from tahqiq.vocab.places import Place, Precision

_ADULT = 18
_YEARS = re.compile(r"\s*([0-9٠-٩۰-۹]{1,3})(?:[.,]0+)?\s*\D{0,12}")
#: A row with no name and so few filled cells is a note.
_NOTE_CELLS = 2
#: A row that begins with a word for a total and says more may still be a person.
_TOTAL_CELLS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The mapping of a table of people, made ready for many records.

    Attributes:
        mapping: with its part ``victim``.
        victim: that part.
        day: reads a cell of the date.
        precisions: the table's words for how exactly a place is known.
        sexes, statuses: our words by the table's, folded.
    """

    mapping: MappingParts
    victim: VictimPart
    day: Callable[[str], DateSpan]
    precisions: Mapping[str, Precision]
    sexes: Mapping[str, str]
    statuses: Mapping[str, str]

    @classmethod
    def of(
        cls, mapping: MappingParts, day: Callable[[str], DateSpan], precisions: Mapping[str, Precision]
    ) -> People:
        """The plan of a mapping whose ``victim`` is given."""
        victim = cast(VictimPart, mapping.victim)
        known = people_words()
        return cls(
            mapping=mapping,
            victim=victim,
            day=day,
            precisions=precisions,
            sexes={**known.sexes, **_folded(victim.sexes)},
            statuses={**known.statuses, **_folded(victim.statuses)},
        )


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {plain(wording): word for wording, word in words.items()}


def people(
    plan: People, parties: Parties, tables: Sequence[TableFile], sealed: Sealed
) -> Iterator[Imported | Problem]:
    """Every person, after the incident they are the first of and the problems of their row.

    Totals and notes among the rows are left out and reported.
    """
    with closing(SeenKeys()) as keys:
        for table in tables:
            sheet = _sheet_day(plan, table)
            for record in table.records(sealed):
                if isinstance(record, Problem):
                    yield record
                    continue
                yield from _person(plan, record, parties, sheet, keys)


def any_day(text: str) -> DateSpan:
    """A day however it is written.

    Raises:
        ValueError: no date, or one that cannot be told.
    """
    found = parse_date(text)
    if found is None or found.span is None:
        raise ValueError("not a date" if found is None or not found.note else found.note)
    return found.span


def _sheet_day(plan: People, table: TableFile) -> DateSpan | None:
    """The day that a sheet's name says, where the mapping says so."""
    if plan.mapping.date is None or not plan.mapping.date.sheet:
        return None
    found = parse_date(table.sheet)
    return None if found is None else found.span


def _person(
    plan: People, record: Record, parties: Parties, sheet: DateSpan | None, keys: SeenKeys
) -> Iterator[Imported | Problem]:
    """A person with what comes before them; the problems alone where the row is none."""
    names = _names(plan, record)
    if why := left_out(record.cells, "".join(names)):
        record.refuse("", why)
    incident = None if why else _incident(plan, record, parties, sheet)
    victim = None if incident is None else _victim(plan, record, incident.key, names, keys)
    yield from record.problems
    if incident is not None and victim is not None:
        if keys.new(f"incident/{incident.key}"):
            yield from parties.unmet(incident.blamed, record.at)
            yield incident
        yield victim


def left_out(row: Sequence[str], name: str) -> str:
    """Why a row is no person: a total, a note; '' where it may be one.

    >>> left_out(["Total", "", "12"], "Total"), left_out(["* see page 3", "", ""], "")
    ('a total, not a person', 'a note, not a person')
    >>> left_out(["7", "", "female", "4", "unidentified"], "")
    ''
    """
    filled = [cell for cell in row if cell.strip()]
    first = plain(filled[0]) if filled else ""
    totals = people_words().totals
    begins = len(filled) <= _TOTAL_CELLS and first.startswith(tuple(f"{each} " for each in totals))
    if begins or first in totals or plain(name) in totals:
        return "a total, not a person"
    if not name.strip() and len(filled) <= _NOTE_CELLS:
        return "a note, not a person"
    return ""


def _names(plan: People, record: Record) -> tuple[str, str]:
    """The name in Latin and in Arabic letters."""
    victim = plan.victim
    name = " ".join(filter(None, (record.text(part) for part in victim.parts))) or record.text(victim.name)
    arabic = record.text(victim.name_ar)
    if victim.family_first:
        name, arabic = _turned(name), _turned(arabic)
    if name and not arabic and script_of(name) == "arabic":
        return "", name
    return name, arabic


def _turned(name: str) -> str:
    """'Family, given' as it is said.

    >>> _turned("Example, Sara"), _turned("Sara Example")
    ('Sara Example', 'Sara Example')
    """
    family, comma, given = name.replace("،", ",").partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name


def _incident(
    plan: People, record: Record, parties: Parties, sheet: DateSpan | None
) -> ImportedIncident | None:
    """The incident of a person, with its day and place; None where the row does not tell it."""
    mapping = plan.mapping
    place, span = _place(plan, record), _span(plan, record, sheet)
    if mapping.always.incident:
        key = mapping.always.incident
    elif mapping.incident.per:
        day = sheet.iso()[0] if sheet is not None else ""
        told = [record.text(column) for column in mapping.incident.per]
        key = " / ".join(filter(None, [day, *told])) if any(told) else ""
    else:
        key = record.text(mapping.incident.key)
    if not key:
        record.refuse(mapping.incident.key or mapping.incident.per[0], "no incident is told")
        return None
    whole = bool(mapping.always.incident)
    return ImportedIncident(
        at=record.at,
        source=mapping.source.slug,
        key=bounded(key),
        code=bounded(key),
        title_en="" if whole else record.text(mapping.incident.title),
        title_ar="" if whole else record.text(mapping.incident.title_ar),
        span=DateSpan() if whole else span,
        place=Place() if whole else place,
        blamed=tuple(mapping.always.blamed)
        or parties.blamed(record.text(mapping.blamed.column), mapping.blamed.separator),
        strike_type=mapping.always.strike_type,
    )


def _span(plan: People, record: Record, sheet: DateSpan | None) -> DateSpan:
    date = plan.mapping.date
    if date is None or not date.first:
        return sheet or DateSpan()
    return record.value(date.first, plan.day) or sheet or DateSpan()


def _place(plan: People, record: Record) -> Place:
    columns, always = plan.mapping.place, plan.mapping.always.precision
    worded = record.text(columns.name)
    arabic = record.text(columns.name_ar)
    if worded and not arabic and script_of(worded) == "arabic":
        worded, arabic = "", worded
    precision = Precision(always) if always else Precision.UNKNOWN
    if columns.precision:
        precision = precision_of(record, columns.precision, plan.precisions)
    point = point_of(record, columns.lat, columns.lon) if columns.lat else None
    return Place(wording_en=worded, wording_ar=arabic, precision=precision, point=point)


def _victim(
    plan: People, record: Record, incident: str, names: tuple[str, str], keys: SeenKeys
) -> ImportedVictim | None:
    """The person of a row; None where the row repeats another."""
    victim, always = plan.victim, plan.mapping.always
    number = record.text(victim.number)
    told = number or "".join(names) or f"record {record.at.record}"
    column = victim.number or victim.name or victim.name_ar or victim.parts[0]
    key = unique_key(record, column, keys, f"victim/{incident}/{told}", "".join(names) if number else "")
    if not key:
        return None
    status = record.value(victim.status, _choice(plan.statuses)) if victim.status else None
    sex = record.value(victim.sex, _choice(plan.sexes)) if victim.sex else None
    age = record.text(victim.age)
    return ImportedVictim(
        at=record.at,
        source=plan.mapping.source.slug,
        key=key.removeprefix("victim/"),
        incident_key=incident,
        name_en=names[0],
        name_ar=names[1],
        sex=cast(Literal["female", "male", ""], sex or ""),
        age_group=_age_group(age),
        age=age,
        status=cast(Literal["killed", "injured", ""], status or always.status),
        note=_note(victim, record),
        url=record.text(victim.url),
        evidence=record.evidence(record.filled(_quoted(victim)) or (column,)),
    )


def _quoted(victim: VictimPart) -> tuple[str, ...]:
    """The columns that tell of the person."""
    named = (victim.name, victim.name_ar, *victim.parts, victim.number, victim.sex, victim.age, victim.birth)
    more = (victim.mother, victim.family, victim.status, victim.note, victim.source, victim.url)
    return tuple(dict.fromkeys(filter(None, (*named, *more))))


def _note(victim: VictimPart, record: Record) -> str:
    """What the table says besides, each with the name of its column."""
    told = [record.text(victim.note)]
    for column in (victim.birth, victim.mother, victim.family, victim.source):
        if column and record.text(column):
            told.append(f"{column}: {record.text(column)}")
    return "; ".join(filter(None, told))


def _choice(known: Mapping[str, str]) -> Callable[[str], str]:
    """Reads a word of the table as ours."""

    def choose(text: str) -> str:
        word = known.get(plain(text))
        if word is None:
            raise ValueError("the mapping has no value for it")
        return word

    return choose


def _age_group(age: str) -> Literal["adult", "child", ""]:
    """Adult or child by a number of years; '' where none is written.

    >>> _age_group("17"), _age_group("41.0"), _age_group("٥ سنوات"), _age_group("young"), _age_group("")
    ('child', 'adult', 'child', '', '')
    """
    found = _YEARS.fullmatch(age)
    if found is None:
        return ""
    return "child" if int(found[1]) < _ADULT else "adult"


def spread(tables: Sequence[TableFile]) -> tuple[TableFile, ...]:
    """Tables of one file with their records counted on from one to the next."""
    made: list[TableFile] = []
    offset = 0
    for table in tables:
        made.append(replace(table, offset=offset))
        offset += table.size() if len(tables) > 1 else 0
    return tuple(made)


def plain_day(pattern: str, text: str) -> DateSpan:
    """A day written in the mapping's pattern."""
    return cells.span(cells.day_as(text, pattern))
