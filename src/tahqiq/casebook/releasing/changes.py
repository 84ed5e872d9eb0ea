"""What changed in the published record since it was first approved, and what came of readers' letters.

The audit trail knows more than may leave. Of each entry leave the day, the incident, which part of the
record changed and a class of reasons: never who, and never what it was before. What touches persons
(names, consents, lawful removals) is not told at all, for a line about it would point at them;
``changes.toml`` lists every verb on one side or the other. Nothing is told of the time before a second
person first approved a release: until then nothing was published.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Model, Q

from tahqiq.casebook.models import Answer, Approval, Assessment, AuditEntry, Case, Claim, Correction, Incident
from tahqiq.casebook.releasing.reading import Leaving, chunks, optional, stream
from tahqiq.vocab.corrections import CorrectionKind
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.rows import ChangeRow, CorrectionRow

#: Kinds of record that lie in an incident.
_WITHIN: dict[str, type[Model]] = {"claim": Claim, "assessment": Assessment, "answer": Answer}
#: Kinds of record whose change is one of the whole record.
_WHOLE = frozenset({"case", "importrun"})


class _Change(NamedTuple):
    """One line of the history; of the same line on the same day there is one."""

    on: date
    incident: UUID | None
    part: str
    why: str


@cache
def told() -> dict[str, tuple[str, str]]:
    """Verb of the audit trail → which part of the published record it changes, and a class of reasons."""
    text = files("tahqiq.casebook.releasing").joinpath("changes.toml").read_text("utf-8")
    return {verb: (each["part"], each["why"]) for verb, each in tomllib.loads(text)["told"].items()}


def changes(leaving: Leaving) -> Iterator[ChangeRow]:
    """The history of the published record, incident by incident, those of the whole record first.

    Memory grows by some hundred bytes with each change since the first approval, and with nothing else.
    """
    since = _first_approval(leaving.case)
    if since is None:
        return
    entries = AuditEntry.objects.filter(case=leaving.case, at__gt=since, action__in=told())
    found: set[_Change] = set()
    for chunk in chunks(stream(entries, "at", "id")):
        found.update(_changes(chunk))
    for each in sorted(found, key=_by_incident):
        plain = {
            "id": str(imported_id("change", str(each.incident), str(each.on), each.part, each.why)),
            "incident": optional(each.incident),
            "on": each.on.isoformat(),
            "part": each.part,
            "why": each.why,
        }
        yield AuditEntry.release_policy.apply(ChangeRow, plain)


def _first_approval(case: Case) -> datetime | None:
    """When a second person first approved a release of the case."""
    first: datetime | None = Approval.objects.filter(case=case).aggregate(first=Min("approved_at"))["first"]
    return first


def _by_incident(change: _Change) -> tuple[str, date, str, str]:
    return "" if change.incident is None else change.incident.hex, change.on, change.part, change.why


def _changes(entries: list[AuditEntry]) -> Iterator[_Change]:
    incidents = _incidents_of(entries)
    for entry in entries:
        part, why = told()[entry.action]
        if entry.target_kind in _WHOLE and part != "assessment":  # each new grade has an entry of its own
            yield _Change(entry.at.date(), None, part, why)
        for incident in incidents.get(entry.target_id, ()):  # none for a figure about a whole population
            yield _Change(entry.at.date(), incident, part, why)


def _incidents_of(entries: Iterable[AuditEntry]) -> Mapping[str, set[UUID]]:
    """Id of each changed record, as the trail spells it → the incidents that show it."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        named[entry.target_kind].add(entry.target_id)
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for kind, model in _WITHIN.items():
        rows = model._default_manager.filter(id__in=named[kind], incident__isnull=False)
        for id_, incident in rows.values_list("id", "incident_id"):
            found[str(id_)].add(incident)
    shown = Incident.objects.filter(Q(id__in=named["incident"]) | Q(place__in=named["place"]))
    for id_, place in shown.values_list("id", "place_id"):
        found[str(id_)].add(id_)
        found[str(place)].add(id_)
    return found


def corrections(leaving: Leaving) -> Iterator[CorrectionRow]:
    """What came of readers' letters; of one about a person the month alone, its place in the order too."""
    decided = Correction.objects.decided().filter(case=leaving.case)
    for each in sorted(decided, key=lambda each: (_told_on(each), each.id.hex)):
        plain = {
            "id": str(each.pk),
            "on": _told_on(each),
            "incident": optional(each.incident_id),
            "kind": each.kind,
            "outcome": each.outcome,
            "said_en": each.said_en,
            "said_ar": each.said_ar,
        }
        yield Correction.release_policy.apply(CorrectionRow, plain)


def _told_on(correction: Correction) -> str:
    """The day of the decision; of one about a person the month."""
    day = correction.decided_at.date().isoformat() if correction.decided_at is not None else ""
    return day[:7] if correction.kind == CorrectionKind.PERSON else day
