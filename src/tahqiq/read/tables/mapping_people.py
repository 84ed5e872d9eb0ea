"""What a mapping of a table of people needs, and what it may not say."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.read.tables.mapping_format import FORMAT, FORMATS, Mapping
from tahqiq.read.tables.tomllines import KeyPath

#: Our words for a person's sex and for what happened to them.
SEXES = ("female", "male")
STATUSES = ("killed", "injured")


def people_words(mapping: Mapping) -> Iterator[tuple[KeyPath, str, list[str]]]:
    """Each word of the victims' part that must be one of ours: its key, itself, and ours."""
    if mapping.victim is not None:
        for wording, word in mapping.victim.sexes.items():
            yield ("victim", "sexes", wording), word, [*SEXES]
        for wording, word in mapping.victim.statuses.items():
            yield ("victim", "statuses", wording), word, [*STATUSES]
    if mapping.always.status:
        yield ("always", "status"), mapping.always.status, [*STATUSES]


def incident_faults(mapping: Mapping) -> Iterator[tuple[KeyPath, str]]:
    """What a table of incidents lacks, or says that is for people."""
    if not mapping.incident.key:
        yield ("incident",), "it lacks the key 'key'"
    for path, there in (
        (("incident", "per"), bool(mapping.incident.per)),
        (("always", "incident"), bool(mapping.always.incident)),
        (("always", "status"), bool(mapping.always.status)),
        (("table", "sheets"), bool(mapping.table.sheets)),
    ):
        if there:
            yield path, "it is for a table of people: add [victim]"


def people_faults(mapping: Mapping) -> Iterator[tuple[KeyPath, str]]:
    """What a table of people lacks, or says that is for incidents."""
    victim, incident = mapping.victim, mapping.incident
    if victim is None or mapping.format == FORMATS[0]:
        yield ("victim",), f"people are of the format '{FORMAT}'"
        return
    if not (victim.name or victim.name_ar or victim.parts):
        yield ("victim",), "name the column of the name: 'name', 'name_ar' or 'parts'"
    if sum(map(bool, (incident.key, incident.per, mapping.always.incident))) != 1:
        problem = "say once whose incident a person's is: [incident] key or per, or [always] incident"
        yield ("incident",), problem
    if mapping.figures:
        yield ("figures", 0), "a table of people has no figures"
    if victim.status and mapping.always.status:
        yield ("always", "status"), "a column is mapped for the same"
    if mapping.table.sheet and mapping.table.sheets:
        yield ("table", "sheets"), "give 'sheet' or 'sheets'"
