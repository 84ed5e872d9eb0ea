"""Incidents with their claims and the source's own assessments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from tahqiq.casebook import bulk
from tahqiq.casebook.identity import blame_id
from tahqiq.casebook.importing.claims import Held, store_claims
from tahqiq.casebook.importing.rows import Values, assessment_row, incident_row, place_row, quoted
from tahqiq.casebook.importing.work import Work, first_of_each
from tahqiq.casebook.models import Assessment, Blame, Incident, Place
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import ImportedIncident
from tahqiq.vocab.places import Place as NamedPlace

#: Why an incident enters no total any more.
GONE_EN = "no longer in the file of its source"
GONE_AR = "لم تعد واردة في ملف مصدرها"


def store_incidents(work: Work, incidents: Sequence[ImportedIncident]) -> None:
    """Writes incidents, whom they blame, their claims and their source's assessment."""
    taken = _acceptable(work, incidents)
    if not taken:
        return
    rows = [incident_row(work.ctx, each) for each in taken]
    places = {
        row["id"]: row
        for row in (place_row(work.ctx, each.place) for each in taken if each.place != NamedPlace())
    }
    bulk.insert(Place, places.values())
    there = work.keep(Incident, rows)
    _count_again(there)
    _store_blames(work, taken, there)
    ids = [row["id"] for row in rows]
    held = [
        Held(at=each.at, claim=claim, source=each.source, key=each.key, incident=id_)
        for each, id_ in zip(taken, ids, strict=True)
        for claim in each.claims
    ]
    store_claims(work, held, about=there)
    _store_assessments(work, list(zip(taken, ids, strict=True)), there)


def _acceptable(work: Work, incidents: Sequence[ImportedIncident]) -> list[ImportedIncident]:
    """Those of known sources, each key and each code once."""
    ctx = work.ctx

    def again(each: ImportedIncident) -> None:
        work.refuse(each.at, "this key or code was given before", value=each.key)

    known = []
    for each in incidents:
        if each.source in ctx.sources:
            known.append(each)
        else:
            work.refuse(each.at, f"the source {each.source} was not introduced", value=each.key)
    known = first_of_each(known, lambda each: (each.source, each.key), again)
    known = first_of_each(known, lambda each: each.code, again)
    ids = {each.code: imported_id(each.source, "incident", each.key) for each in known}
    others = Incident.objects.filter(case=ctx.case, code__in=ids).exclude(id__in=ids.values())
    taken = set(others.values_list("code", flat=True))
    for each in known:
        if each.code in taken:
            work.refuse(each.at, "another incident of the case has this code", value=each.code)
    return [each for each in known if each.code not in taken]


def _count_again(there: Iterable[UUID]) -> None:
    """Incidents that were kept apart because they had gone, and are back."""
    back = Incident.objects.filter(id__in=list(there), counted=False, not_counted_en=GONE_EN)
    back.update(counted=True, not_counted_en="", not_counted_ar="")


def _store_blames(work: Work, incidents: Sequence[ImportedIncident], there: set[UUID]) -> None:
    rows: list[Values] = []
    for each in incidents:
        incident = imported_id(each.source, "incident", each.key)
        for slug in dict.fromkeys(each.blamed):
            party = work.ctx.parties.get(slug)
            if party is None:
                work.refuse(
                    each.at, f"the party {slug} was not introduced: left out", value=slug, action="repaired"
                )
                continue
            rows.append(
                {
                    "id": blame_id(incident, party),
                    "case_id": work.ctx.case.pk,
                    "incident_id": incident,
                    "party_id": party,
                }
            )
    if there:
        Blame.objects.filter(incident_id__in=there).exclude(id__in=[row["id"] for row in rows]).delete()
    bulk.insert(Blame, rows)


def _store_assessments(
    work: Work, incidents: Sequence[tuple[ImportedIncident, UUID]], there: set[UUID]
) -> None:
    """One standing assessment for each incident and assessor; the one before is withdrawn first."""
    rows: list[Values] = []
    for each, id_ in incidents:
        if each.assessment is None:
            continue
        where = quoted(work.ctx, each.assessment.evidence)
        if where is None:
            work.refuse(each.at, "the assessment quotes a file that was not sealed", value=each.key)
        else:
            rows.append(assessment_row(work.ctx, id_, each.key, each.assessment, where))
    held = (
        dict(
            Assessment.objects.filter(id__in=[row["id"] for row in rows]).values_list(
                "id", "withdrawn_reason"
            )
        )
        if there
        else {}
    )
    ids = [row["id"] for row in rows]
    assessors = {row["assessor"] for row in rows}
    if there:
        standing = Assessment.objects.standing().filter(incident_id__in=there, assessor__in=assessors)
        work.withdraw(standing.exclude(id__in=ids))
        work.reinstate(Assessment.objects.filter(id__in=ids))
    bulk.insert(Assessment, [row for row in rows if row["id"] not in held])
    work.counts["new"] += len(rows) - len(held)
    work.counts["unchanged"] += len(held)
