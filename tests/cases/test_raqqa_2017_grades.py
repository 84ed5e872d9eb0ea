"""What the rules make of the incidents of the case, on the claims alone."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from cases.raqqa import folder
from tahqiq.casebook.actions.assessing import grade_case
from tahqiq.casebook.actors import local_operator
from tahqiq.casebook.models import Assessment, Claim
from tahqiq.casebook.totals import totals
from tahqiq.cases.loading import load
from tahqiq.grade import AcceptedClaim, Graded, IncidentEvidence, grade_incident
from tahqiq.seal import Archive
from tahqiq.vocab.answers import Answer
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.parties import SourceKind

#: Whose word each armed actor's is, as the casebook knows it from the parties of the case.
SPEAKS_FOR = {"US-led Coalition": "coalition"}


def graded(slug: str) -> Graded:
    """The incident graded by its claims and the answers of the case."""
    case, incident = folder(), folder().incidents[slug]
    claims = []
    for each in (claim for claim in case.claims if claim.incident == slug):
        origin = each.claim.origin
        assert origin is not None
        speaks_for = SPEAKS_FOR.get(origin.name, "")
        kind = SourceKind(origin.kind)
        accepted = AcceptedClaim(
            id=each.claim.id,
            claim=each.claim,
            source=each.note.entry.source,
            kind=kind,
            speaks_for=speaks_for,
        )
        claims.append(accepted)
    answer = case.answers.get(slug)
    killed = CountRange(answer.killed_min, answer.killed_max) if answer else CountRange()
    answers = (Answer(party=answer.party, state=answer.state, killed=killed),) if answer else ()
    return grade_incident(
        IncidentEvidence(
            incident=uuid4(),
            span=DateSpan.parse(incident.first, incident.last),
            claims=tuple(claims),
            answers=answers,
            blamed=incident.blamed,
        )
    )


def test_the_home_rests_on_one_family_and_is_weak() -> None:
    home = graded("tadfi-home")
    assert home.grade is Grade.WEAK
    assert home.strike_status is StrikeStatus.SINGLE_SOURCE
    assert home.killed.count == CountRange.exactly(10)
    assert len(home.killed.used) == 1
    assert home.injured.count.unknown


def test_the_family_blames_the_coalition_and_no_answer_is_held() -> None:
    family = next(each.claim for each in folder().claims if each.key == "tadfi-family")
    assert family.blamed == "Coalition air strike, according to relatives"
    assert folder().incidents["tadfi-home"].blamed == ("coalition",)
    assert "tadfi-home" not in folder().answers


def test_the_school_is_confirmed_by_the_acknowledgement_alone() -> None:
    school = graded("mansura-school")
    assert school.grade is Grade.CONFIRMED
    assert school.strike_status is StrikeStatus.DECLARED
    assert school.killed.used == ()


@pytest.mark.django_db
def test_the_record_grades_as_the_rules_do(tmp_path: Path) -> None:
    case = load(Archive.create(tmp_path / "archive"), local_operator()).case
    grade_case(local_operator(), case)
    made = {each.incident.code: each for each in Assessment.objects.standing().by("tahqiq")}
    assert (made["RQ-1"].grade, made["RQ-1"].killed_min, made["RQ-1"].killed_max) == ("weak", 10, 10)
    assert (made["RQ-2"].grade, made["RQ-2"].killed_min) == ("confirmed", None)
    assert (made["RQ-3"].killed_min, made["RQ-3"].killed_max) == (43, 43)
    (only,) = made["RQ-1"].claims
    assert Claim.objects.get(id=only).source_key == "tadfi-family"


@pytest.mark.django_db
def test_only_the_home_enters_the_totals_and_nothing_is_conceded_there(tmp_path: Path) -> None:
    case = load(Archive.create(tmp_path / "archive"), local_operator()).case
    grade_case(local_operator(), case)
    found = totals(case)
    assert (found.assessed_by, found.incidents, found.not_counted) == ("tahqiq", 1, 2)
    assert (found.killed["all"].min, found.killed["all"].max) == (10, 10)
    assert found.killed["fair_confirmed"].incidents == 0
    assert found.responses == {}


def test_the_stages_of_douma_are_never_joined_into_one_range() -> None:
    douma = graded("douma")
    finding = next(each.claim for each in folder().claims if each.key == "douma-opcw-2023")
    assert douma.killed.used == (finding.id,)
    assert douma.killed.count == CountRange.exactly(43)
    assert douma.injured.count.unknown
