"""What the rules would give for an incident as somebody is about to save it; nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from tahqiq.casebook.drafts import IncidentDraft
from tahqiq.casebook.grading import Evidence
from tahqiq.casebook.models import Case, Incident
from tahqiq.grade import (
    Graded,
    IncidentEvidence,
    Profile,
    Reason,
    grade_incident,
    what_would_change,
)
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.wording import Language


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A supposition in words, and the grade and range it would give."""

    supposing: str
    grade: Grade | None
    killed: CountRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the rules give, why, and what would change it, in one language.

    Attributes:
        assessment: the id that our assessment would have: whether the recorded one still stands.
        left_out: claim → why it does not enter the range of the killed.
    """

    graded: Graded
    assessment: UUID
    reasons: list[str]
    notes: list[str]
    left_out: dict[UUID, str]
    otherwise: list[Otherwise]


def preview(
    incident: Incident,
    *,
    draft: IncidentDraft | None = None,
    claims: Collection[UUID] | None = None,
    profile: Profile,
    language: Language,
) -> Preview:
    """Grades the incident as it stands, or as it would be.

    Args:
        draft: what would be said of it; None takes what is said now. Only dates and blame count.
        claims: ids of the accepted claims it would have; None takes those it has.

    Raises:
        BadInput: the draft's dates are none.
    """
    return _told(Evidence(incident.case), _supposed(incident, draft, claims), profile, language)


def preview_new(
    case: Case, *, draft: IncidentDraft, claims: Collection[UUID], profile: Profile, language: Language
) -> Preview:
    """``preview`` for an incident that is not made yet."""
    evidence = Evidence(case)
    given = IncidentEvidence(
        incident=UUID(int=0), span=draft.span, claims=evidence.among(claims), blamed=draft.blamed
    )
    return _told(evidence, given, profile, language)


def _supposed(
    incident: Incident, draft: IncidentDraft | None, claims: Collection[UUID] | None
) -> IncidentEvidence:
    evidence = Evidence(incident.case)
    (given,) = evidence.of([incident])
    if draft is not None:
        given = replace(given, span=draft.span, blamed=tuple(sorted(draft.blamed)))
    return given if claims is None else replace(given, claims=evidence.among(claims))


def _told(evidence: Evidence, given: IncidentEvidence, profile: Profile, language: Language) -> Preview:
    graded = grade_incident(given, profile=profile)
    words = evidence.told([each.reason for each in graded.killed.left_out], language)
    return Preview(
        graded=graded,
        assessment=evidence.row(graded, given)["id"],
        reasons=evidence.told(graded.reasons, language),
        notes=evidence.told(graded.killed.notes, language),
        left_out={each.claim: said for each, said in zip(graded.killed.left_out, words, strict=True)},
        otherwise=[
            Otherwise(_one(evidence, each.supposing, language), each.grade, each.killed)
            for each in what_would_change(given, profile=profile)
        ],
    )


def _one(evidence: Evidence, reason: Reason, language: Language) -> str:
    return evidence.told([reason], language)[0]
