"""Grading a case by the rules, and the second person's sign-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tahqiq.casebook import bulk, incident_lines, signing
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.grading import Evidence
from tahqiq.casebook.models import TAHQIQ, Assessment, Case, Incident, SignOff
from tahqiq.grade import PROFILES, STRICT, Graded, Profile, Reason, compare, grade_incident
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.judgements import Assessment as AssessmentValue

#: Why an assessment of ours no longer stands.
REGRADED = "graded again: the evidence or the rules changed"
#: Incidents graded in one transaction.
BATCH = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeReport:
    """What grading did.

    Attributes:
        incidents: how many were graded.
        counts: new, changed, unchanged assessments.
        by_grade: grade → incidents; '' those without a grade.
        differing: incidents that the heading source assesses otherwise.
    """

    incidents: int
    counts: dict[str, int] = field(default_factory=dict)
    by_grade: dict[str, int] = field(default_factory=dict)
    differing: int = 0


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    differing: int = 0


@action(Permission.GRADE, batches=True)
def grade_case(
    act: Act,
    case: Case,
    *,
    profile: Profile = STRICT,
    on_progress: Callable[[int], None] | None = None,
    on_difference: Callable[[str, tuple[Reason, ...]], None] | None = None,
) -> GradeReport:
    """Grades every incident from its accepted claims; grading the same again changes nothing.

    An assessment that comes out otherwise replaces the one before, which is withdrawn with its
    sign-off and stays on record.

    Args:
        profile: what vague quantities are worth.
        on_progress: called with the number of incidents graded so far.
        on_difference: called with an incident's code and how the assessment that heads the case
            differs from ours.
    """
    evidence, tally, done = Evidence(case), _Tally(), 0
    for chunk in _batches(case):
        with act.batch():
            gathered = evidence.of(chunk)
            graded = [grade_incident(each, profile=profile) for each in gathered]
            rows = [evidence.row(each, known) for each, known in zip(graded, gathered, strict=True)]
            _keep(act, case, rows, tally)
            signing.lapse(act, [each.pk for each in chunk])
            _compare(case, chunk, graded, tally, on_difference)
        done += len(chunk)
        if on_progress is not None:
            on_progress(done)
    incident_lines.renew()
    return GradeReport(
        incidents=done, counts=dict(tally.counts), by_grade=dict(tally.grades), differing=tally.differing
    )


@action(Permission.GRADE)
def assess_incident(act: Act, incident: Incident, *, profile: Profile | None = None) -> Assessment:
    """Grades one incident as ``grade_case`` would; grading the same again changes nothing.

    Args:
        profile: what vague quantities are worth; None takes the one of our assessment that stands.
    """
    return regrade(act, incident, profile or profile_of(incident))


def regrade(act: Act, incident: Incident, profile: Profile) -> Assessment:
    """Grades one incident; part of every action that changes what its assessment rests on."""
    evidence = Evidence(incident.case)
    (gathered,) = evidence.of([incident])
    row = evidence.row(grade_incident(gathered, profile=profile), gathered)
    _keep(act, incident.case, [row], _Tally())
    signing.lapse(act, [incident.pk])
    return Assessment.objects.get(pk=row["id"])


def profile_of(incident: Incident) -> Profile:
    """The profile of our assessment that stands, in its current version; 'strict' where there is none."""
    ours = (
        Assessment.objects.standing().by(TAHQIQ).filter(incident=incident).values_list("profile", flat=True)
    )
    name = (ours.first() or "").partition("/")[0]
    return PROFILES.get(name, STRICT)


def _batches(case: Case) -> Iterator[list[Incident]]:
    """The incidents in order of their ids, some at a time, however many there are."""
    incidents = Incident.objects.filter(case=case).order_by("id")
    batch = list(incidents[:BATCH])
    while batch:
        yield batch
        batch = list(incidents.filter(id__gt=batch[-1].pk)[:BATCH])


def _keep(act: Act, case: Case, rows: Sequence[dict[str, Any]], tally: _Tally) -> None:
    """Withdraws what comes out otherwise, then writes what is new."""
    tally.grades.update(str(row["grade"]) for row in rows)
    ids = [row["incident_id"] for row in rows]
    standing = (
        Assessment.objects.standing().by(TAHQIQ).filter(incident__in=ids).values("id", "incident_id", "grade")
    )
    before: dict[UUID, Any] = {
        each["incident_id"]: each for each in standing.values("id", "incident_id", "grade")
    }
    moved = [row for row in rows if before.get(row["incident_id"], {}).get("id") != row["id"]]
    replaced = [before[row["incident_id"]]["id"] for row in moved if row["incident_id"] in before]
    Assessment.objects.filter(id__in=replaced).update(
        withdrawn_by=act.actor.name, withdrawn_at=act.at, withdrawn_reason=REGRADED
    )
    again = Assessment.objects.filter(id__in=[row["id"] for row in moved], withdrawn_reason=REGRADED)
    again.update(withdrawn_by="", withdrawn_at=None, withdrawn_reason="")
    bulk.insert(Assessment, [{**row, "author": act.actor.name, "made_at": act.at} for row in moved])
    tally.counts["unchanged"] += len(rows) - len(moved)
    tally.counts["changed"] += len(replaced)
    tally.counts["new"] += len(moved) - len(replaced)
    for row in moved:
        if row["incident_id"] in before:
            was = {"grade": before[row["incident_id"]]["grade"]}
            act.note_by_id(case, "assessment", str(row["id"]), before=was, after={"grade": row["grade"]})
    if moved:
        act.note(case, after={"graded": len(moved)})


def _compare(
    case: Case,
    incidents: Iterable[Incident],
    graded: Sequence[Graded],
    tally: _Tally,
    on_difference: Callable[[str, tuple[Reason, ...]], None] | None,
) -> None:
    """Counts, and tells, where the assessment that heads the case is another than ours."""
    if case.assessed_by == TAHQIQ:
        return
    ours = {each.incident: each.assessment() for each in graded}
    codes = {each.pk: each.code for each in incidents}
    theirs = Assessment.objects.standing().by(case.assessed_by).filter(incident__in=ours)
    for each in theirs.order_by("incident_id"):
        found = compare(ours[each.incident_id], assessment_value(each))
        tally.differing += bool(found)
        if found and on_difference is not None:
            on_difference(codes[each.incident_id], found)


def assessment_value(kept: Assessment) -> AssessmentValue:
    """A kept assessment as the value that crosses rooms."""
    return AssessmentValue(
        incident=kept.incident_id,
        assessor=kept.assessor,
        grade=Grade(kept.grade) if kept.grade else None,
        killed=CountRange(kept.killed_min, kept.killed_max),
        injured=CountRange(kept.injured_min, kept.injured_max),
        strike_status=StrikeStatus(kept.strike_status) if kept.strike_status else None,
        harm_reported=kept.harm_reported,
        rules=kept.rules,
        reasons=tuple(kept.reasons_en),
    )


@action(Permission.SIGN_OFF)
def sign_off_assessment(act: Act, assessment: Assessment, *, seen: str) -> Assessment:
    """The second person's sign-off of one of our assessments: keeps exactly what was signed.

    Args:
        seen: SHA-256 of what the signer was shown (``signing.signable``).

    Raises:
        NotPermitted: whoever graded it cannot sign it off.
        BadInput: it no longer stands, or is a source's own; the record has changed since it was
            graded; or it says something else by now than what the signer was shown.
    """
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.assessor != TAHQIQ:
        raise BadInput("a source's own assessment is not ours to sign off")
    if current.withdrawn_at is not None:
        raise BadInput("this assessment no longer stands", remedy="look at the one that replaced it")
    if current.author == act.actor.name:
        raise NotPermitted(f"{act.actor.name} made this assessment: a second person must sign it off")
    content = signing.signable([current])[current.pk]
    if seen != content.sha256:
        raise BadInput("the record has changed since you looked", remedy="look again, then sign")
    if not still_so(current):
        raise BadInput("the evidence has changed since this was graded", remedy="grade the incident again")
    if current.signed_off_at is None or current.pk not in signing.holding([current]):
        _sign(act, current, content)
    return current


def _sign(act: Act, current: Assessment, content: signing.Signable) -> None:
    SignOff.objects.create(
        case_id=current.case_id,
        incident_id=current.incident_id,
        assessment=current,
        content=content.content,
        sha256=content.sha256,
        signed_by=act.actor.name,
        signed_at=act.at,
    )
    current.signed_off_by, current.signed_off_at = act.actor.name, act.at
    current.save(update_fields=["signed_off_by", "signed_off_at"])
    act.note(current, after={"signed_off_by": act.actor.name, "signed": content.sha256})


def still_so(assessment: Assessment) -> bool:
    """Whether the rules give this assessment today, from the evidence as it is now."""
    evidence = Evidence(assessment.case)
    (gathered,) = evidence.of([assessment.incident])
    profile = profile_of(assessment.incident)
    return bool(evidence.row(grade_incident(gathered, profile=profile), gathered)["id"] == assessment.pk)
