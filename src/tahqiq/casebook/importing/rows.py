"""Plain values from ``read`` as rows of the casebook: pure functions, one a kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tahqiq.casebook.identity import fingerprint, place_id
from tahqiq.casebook.importing.context import VERBATIM, Context
from tahqiq.casebook.models import Status
from tahqiq.vocab.claims import Claim, Locator
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import (
    Evidence,
    ImportedAnswer,
    ImportedAssessment,
    ImportedIncident,
    ImportedStatement,
    ImportedVictim,
)
from tahqiq.vocab.places import Place

Values = dict[str, Any]


def located(locator: Locator, quote: str, item: UUID) -> Values:
    """Where words stand, as columns."""
    if locator.kind == "span":
        return {
            "item_id": item,
            "locator": "span",
            "start": locator.start,
            "end": locator.end,
            "quote": quote,
        }
    return {
        "item_id": item,
        "locator": "cells",
        "record": locator.record,
        "columns": list(locator.columns),
        "quote": quote,
    }


def place_row(ctx: Context, place: Place) -> Values:
    """A place, under an id that follows from what it says."""
    return {
        "id": place_id(ctx.case.slug, place),
        "case_id": ctx.case.pk,
        "name_en": place.wording_en,
        "name_ar": place.wording_ar,
        "precision": str(place.precision),
        "lat": place.point.lat if place.point is not None else None,
        "lon": place.point.lon if place.point is not None else None,
    }


def incident_row(ctx: Context, incident: ImportedIncident) -> Values:
    """An incident; its fingerprint covers everything the source describes."""
    placed = incident.place != Place()
    values: Values = {
        "code": incident.code,
        "previous_codes": list(incident.previous_codes),
        "title_en": incident.title_en,
        "title_ar": incident.title_ar,
        "start": incident.span.start,
        "end": incident.span.end,
        "time_wording": incident.time_wording,
        "place_id": place_id(ctx.case.slug, incident.place) if placed else None,
        "strike_type": incident.strike_type,
        "url": incident.url,
        "item_id": ctx.files.get(incident.at.file),
    }
    return {
        "id": imported_id(incident.source, "incident", incident.key),
        "case_id": ctx.case.pk,
        **values,
        "source_id": ctx.sources[incident.source],
        "source_key": incident.key,
        "fingerprint": fingerprint([values, incident.blamed]),
    }


def claim_row(
    case_id: UUID,
    claim: Claim,
    *,
    item: UUID,
    source: UUID,
    key: str = "",
    population: UUID | None = None,
) -> Values:
    """A claim as proposed; the id is the claim's own."""
    return {
        "id": claim.id,
        "case_id": case_id,
        **located(claim.locator, claim.quote, item),
        "text_sha256": claim.text_sha256,
        "source_id": source,
        "source_key": key,
        "population_id": population,
        "statement_en": claim.statement,
        "statement_ar": claim.statement_ar,
        "effect": str(claim.effect),
        "category": str(claim.category),
        "of_whom": claim.of_whom,
        "unit": claim.unit,
        "min": claim.count.min,
        "max": claim.count.max,
        "hedge": str(claim.hedge),
        "negated": claim.negated,
        "stance": str(claim.stance),
        "scope": str(claim.scope),
        "chain": [{"name": link.name, "kind": link.kind, "role": link.role} for link in claim.chain],
        "basis": claim.basis,
        "blamed": claim.blamed,
        "place": claim.place,
        "span_start": claim.span.start,
        "span_end": claim.span.end,
        "said_start": claim.said.start,
        "said_end": claim.said.end,
        "said_note": claim.said_note,
        "standard": str(claim.standard) if claim.standard is not None else "",
        "note": claim.note,
        "within_id": claim.within,
        "supersedes_id": claim.supersedes,
        "status": str(Status.PROPOSED),
    }


def accepted(ctx: Context) -> Values:
    """The decision that takes a source's own figures in as its own."""
    return {
        "status": str(Status.ACCEPTED),
        "decided_by": ctx.actor,
        "decided_at": ctx.at,
        "decision_reason": VERBATIM,
    }


def quoted(ctx: Context, evidence: Evidence) -> Values | None:
    """Where imported words stand; None where the case does not hold the sealed text."""
    item = ctx.item_of(evidence.text_sha256)
    return located(evidence.locator, evidence.quote, item) if item is not None else None


def assessment_row(
    ctx: Context, incident: UUID, key: str, assessment: ImportedAssessment, where: Values
) -> Values:
    """A source's own assessment; a changed one gets another id, so that both are kept."""
    values: Values = {
        "grade": str(assessment.grade or ""),
        "killed_min": assessment.killed.min,
        "killed_max": assessment.killed.max,
        "injured_min": assessment.injured.min,
        "injured_max": assessment.injured.max,
        "strike_status": str(assessment.strike_status or ""),
        "harm_reported": assessment.harm_reported,
        **where,
    }
    return {
        "id": imported_id(assessment.assessor, "assessment", key, fingerprint(values)),
        "case_id": ctx.case.pk,
        "incident_id": incident,
        "assessor": assessment.assessor,
        **values,
        "author": ctx.actor,
        "made_at": ctx.at,
    }


def victim_row(ctx: Context, victim: ImportedVictim) -> Values:
    """A person, under an id that follows from the source's key."""
    values: Values = {
        "incident_id": imported_id(victim.source, "incident", victim.incident_key),
        "name_en": victim.name_en,
        "name_ar": victim.name_ar,
        "sex": victim.sex,
        "age_group": victim.age_group,
        "age": victim.age,
        "pregnant": victim.pregnant,
        "status": victim.status,
        "civilian_contested": victim.civilian_contested,
        "description_en": victim.note,
    }
    return {
        "id": imported_id(victim.source, "victim", victim.key),
        "case_id": ctx.case.pk,
        **values,
        "source_id": ctx.sources[victim.source],
        "source_key": victim.key,
        "fingerprint": fingerprint(values),
        **(names_basis(ctx) if ctx.names_basis else {}),
    }


def names_basis(ctx: Context) -> Values:
    """The editor's recorded reason for publishing names."""
    return {"name_basis": ctx.names_basis, "name_basis_by": ctx.actor, "name_basis_at": ctx.at}


def listing_row(ctx: Context, victim: ImportedVictim, where: Values) -> Values:
    """The source's entry of the person; a changed one gets another id, so that both are kept."""
    return {
        "id": imported_id(victim.source, "listing", victim.key, fingerprint([where, victim.url])),
        "case_id": ctx.case.pk,
        "victim_id": imported_id(victim.source, "victim", victim.key),
        "source_id": ctx.sources[victim.source],
        "source_key": victim.key,
        "url": victim.url,
        **where,
    }


def answer_row(ctx: Context, answer: ImportedAnswer, where: Values) -> Values:
    """An armed actor's answer as it stands, under an id that follows from the source's key."""
    values: Values = {
        "incident_id": imported_id(answer.source, "incident", answer.incident_key),
        "party_id": ctx.parties[answer.party],
        "state": str(answer.state),
        "reasons": [str(reason) for reason in answer.reasons],
        "reason_wording": answer.reason_wording,
        "killed_min": answer.killed.min,
        "killed_max": answer.killed.max,
        "injured_min": answer.injured.min,
        "injured_max": answer.injured.max,
        "grid_reference": answer.grid_reference,
        "location_wording": answer.location_wording,
        "report": answer.report,
        "report_url": answer.report_url,
        **where,
    }
    return {
        "id": imported_id(answer.source, "answer", answer.key),
        "case_id": ctx.case.pk,
        **values,
        "source_id": ctx.sources[answer.source],
        "source_key": answer.key,
        "fingerprint": fingerprint(values),
    }


def event_row(ctx: Context, answer: Values, sequence: int) -> Values:
    """One step of an answer's history, with the words it stands in."""
    kept = ("item_id", "locator", "start", "end", "record", "columns", "quote")
    told = ("case_id", "state", "reasons", "killed_min", "killed_max", *kept)
    return {
        "id": imported_id("answer event", answer["id"].hex, str(sequence)),
        "answer_id": answer["id"],
        "sequence": sequence,
        **{name: answer[name] for name in told if name in answer},
        "recorded_by": ctx.actor,
        "recorded_at": ctx.at,
    }


def statement_row(ctx: Context, statement: ImportedStatement, where: Values) -> Values:
    """An armed actor's words; changed ones get another id, so that both are kept."""
    values: Values = {
        "kind": statement.kind,
        "said_start": statement.said.start,
        "said_end": statement.said.end,
        "url": statement.url,
        **where,
    }
    return {
        "id": imported_id(statement.source, "statement", statement.key, fingerprint(values)),
        "case_id": ctx.case.pk,
        "incident_id": imported_id(statement.source, "incident", statement.incident_key),
        "party_id": ctx.parties[statement.party],
        "source_id": ctx.sources[statement.source],
        "source_key": statement.key,
        **values,
    }
