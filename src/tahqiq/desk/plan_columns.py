"""Which column of an uploaded table says what: suggested, chosen by a person, written as a mapping file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_noop

from tahqiq.casebook.importing.plans import Places, unsealed
from tahqiq.casebook.models import ImportPlan
from tahqiq.read.tables.guessing import Guess, guess, remembered
from tahqiq.read.tables.guessing.incidents import guess_incidents, with_text
from tahqiq.read.tables.guessing.spelling import mapping_text
from tahqiq.vocab.errors import BadInput

#: What a column of a list of people may hold.
PEOPLE = {
    "name": gettext_noop("Name"),
    "name_ar": gettext_noop("Name in Arabic"),
    "given": gettext_noop("Given name"),
    "father": gettext_noop("Father’s name"),
    "grandfather": gettext_noop("Grandfather’s name"),
    "family_name": gettext_noop("Family name"),
    "mother": gettext_noop("Mother’s name"),
    "family": gettext_noop("Family members"),
    "id": gettext_noop("Number in the list"),
    "sex": gettext_noop("Sex"),
    "age": gettext_noop("Age"),
    "birth": gettext_noop("Date of birth"),
    "status": gettext_noop("Killed or injured"),
    "incident": gettext_noop("Incident"),
    "date": gettext_noop("Date"),
    "place": gettext_noop("Place"),
    "source": gettext_noop("Source"),
    "note": gettext_noop("Note"),
}
#: What a column of a table of incidents may hold.
INCIDENTS = {
    "key": gettext_noop("Key of the incident"),
    "code": gettext_noop("Code"),
    "title": gettext_noop("Title"),
    "title_ar": gettext_noop("Title in Arabic"),
    "date": gettext_noop("Date"),
    "last_date": gettext_noop("Last day"),
    "time": gettext_noop("Time of day"),
    "place": gettext_noop("Place"),
    "place_ar": gettext_noop("Place in Arabic"),
    "lat": gettext_noop("Latitude"),
    "lon": gettext_noop("Longitude"),
    "precision": gettext_noop("Precision of the place"),
    "killed": gettext_noop("Civilians killed"),
    "killed_low": gettext_noop("Civilians killed, lowest"),
    "killed_high": gettext_noop("Civilians killed, highest"),
    "injured": gettext_noop("Civilians injured"),
    "injured_low": gettext_noop("Civilians injured, lowest"),
    "injured_high": gettext_noop("Civilians injured, highest"),
    "blamed": gettext_noop("Blamed"),
    "strike_type": gettext_noop("Kind of strike"),
    "url": gettext_noop("Address"),
}
ROLES: Mapping[str, Mapping[str, str]] = {"people": PEOPLE, "incidents": INCIDENTS}
#: Encodings of tables that people bring and that do not say so themselves.
ENCODINGS = ("", "windows-1256", "windows-1252", "iso-8859-6")
#: The line of a people's mapping that a person has to fill in.
_EMPTY_INCIDENT = re.compile(r'^# incident = "…"$', re.MULTILINE)


def suggested(plan: ImportPlan, places: Places, *, of: str = "", encoding: str = "") -> tuple[str, Guess]:
    """How a plan's table seems to be laid out: 'people' or 'incidents', and the guess.

    Args:
        of: what it holds, if a person has said.
        encoding: of a CSV file that is neither UTF-8 nor UTF-16.

    Raises:
        BadInput: it cannot be read, or holds no header.
    """
    with unsealed(replace_mapping(plan), places) as folder:
        path = folder / plan.files[0]["name"]
        kind = of if of in ROLES else _kind(path, encoding)
        made = _guessed(kind, path, plan, encoding)
    return kind, made


def _guessed(kind: str, path: Path, plan: ImportPlan, encoding: str) -> Guess:
    name = plan.source_name or plan.source
    if kind == "people":
        return guess(path, source=plan.source, name=name, encoding=encoding)
    return guess_incidents(path, source=plan.source, name=name, encoding=encoding)


def _kind(path: Path, encoding: str) -> str:
    """People where the header names persons and no coordinates or counts; else incidents."""
    incidents = {each.role for each in guess_incidents(path, source="x", name="x", encoding=encoding).columns}
    if incidents & {"lat", "killed", "killed_low", "injured"}:
        return "incidents"
    try:
        roles = {each.role for each in guess(path, source="x", name="x", encoding=encoding).columns}
    except BadInput:
        return "incidents"
    return "people" if roles & {"name", "name_ar", "given"} else "incidents"


def replace_mapping(plan: ImportPlan) -> ImportPlan:
    """The plan without its mapping, which a suggestion does not need."""
    return ImportPlan(case=plan.case, kind=plan.kind, files=plan.files, made_at=plan.made_at)


def mapping_of(
    kind: str, made: Guess, roles: Mapping[int, str], plan: ImportPlan, *, incident: str, encoding: str
) -> str:
    """The mapping file of the roles that a person chose for the columns.

    Args:
        made: the guess that was shown. ``roles``: number of a column → its role, '' for none.
        incident: the key of the one incident that everybody on a list of people belongs to, or ''.

    Raises:
        BadInput: two columns have one role.
    """
    chosen = [role for role in roles.values() if role]
    twice = sorted({role for role in chosen if chosen.count(role) > 1})
    if twice:
        raise BadInput("two columns are said to hold the same", column=twice[0])
    known = ROLES[kind]
    columns = tuple(
        replace(each, role=roles.get(at, "") if roles.get(at, "") in known else "", confidence=1.0)
        for at, each in enumerate(made.columns)
    )
    name = plan.source_name or plan.source
    told = replace(made, columns=columns)
    if kind == "incidents":
        return with_text(told, source=plan.source, name=name, encoding=encoding).toml
    text = mapping_text(told, source=plan.source, name=name, encoding=encoding)
    key = incident.replace("\\", "").replace('"', "")
    return _EMPTY_INCIDENT.sub(lambda _: f'incident = "{key}"', text) if key else text


def confirmed_before(plan: ImportPlan, places: Places) -> str:
    """The mapping that was confirmed for a table with such columns; '' where there is none."""
    with unsealed(replace_mapping(plan), places) as folder:
        found = remembered(places.mappings, folder / plan.files[0]["name"])
        return found.read_text("utf-8") if found is not None else ""
