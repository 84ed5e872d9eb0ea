"""Grading a case: evidence gathered whole, kept with its working, re-run without a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from casebook.dataset import Export, Line
from casebook.record import Record, actor, as_seen
from tahqiq.casebook import actions
from tahqiq.casebook.actions.assessing import REGRADED
from tahqiq.casebook.grading import Evidence, claim_value
from tahqiq.casebook.models import Assessment, AuditEntry, Claim, Incident, Population, Victim
from tahqiq.grade import AIRWARS, Reason
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Speaker
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.parties import SourceKind

AMAL, BASMA = actor(name="amal"), actor(name="basma")


@pytest.fixture
def graded(record: Record) -> Record:
    lines = (
        Line("CS1", killed=(4, 4)),
        Line("CS2", killed=(None, None)),
        Line("CS3", killed=(1, 9), grade=Grade.CONFIRMED, state=AnswerState.CREDIBLE),
    )
    Export(lines=lines).bring(AMAL, record.case)
    return record


def ours(code: str) -> Assessment:
    return Assessment.objects.standing().by("tahqiq").get(incident__code=code)


def test_ours_stands_beside_the_sources_own(graded: Record) -> None:
    report = actions.grade_case(AMAL, graded.case)
    assert (report.incidents, report.counts["new"]) == (3, 3)
    assert report.by_grade == {"weak": 1, "": 1, "confirmed": 1}
    assert Assessment.objects.standing().count() == 6
    assessment = ours("CS1")
    assert (assessment.grade, assessment.killed_min, assessment.killed_max) == ("weak", 4, 4)
    assert (assessment.author, assessment.rules, assessment.profile) == ("amal", "tahqiq/1", "strict/1")
    assert len(assessment.reasons_en) == len(assessment.reasons_ar) > 0


def test_every_figure_names_its_claims(graded: Record) -> None:
    actions.grade_case(AMAL, graded.case)
    for assessment in Assessment.objects.by("tahqiq").exclude(killed_max=None):
        assert Claim.objects.accepted().filter(id__in=assessment.claims).exists()
    working = ours("CS1").working["killed"]
    assert working["used"] == [each for each in ours("CS1").claims if each in working["used"]]
    assert [set(each) for each in working["left_out"]] == [{"claim", "en", "ar"}]


def test_grading_again_changes_nothing(graded: Record) -> None:
    actions.grade_case(AMAL, graded.case)
    entries, before = AuditEntry.objects.count(), list(Assessment.objects.order_by("id").values())
    report = actions.grade_case(BASMA, graded.case)
    assert report.counts["unchanged"] == 3
    assert list(Assessment.objects.order_by("id").values()) == before
    assert AuditEntry.objects.count() == entries


def test_other_evidence_replaces_the_grade_and_its_sign_off(graded: Record) -> None:
    actions.grade_case(AMAL, graded.case)
    signed = actions.sign_off_assessment(BASMA, ours("CS1"), seen=as_seen(ours("CS1")))
    claim = Claim.objects.accepted().get(incident__code="CS1", category="civilians")
    actions.withdraw_decision(BASMA, claim, reason="mistyped")
    report = actions.grade_case(AMAL, graded.case)
    assert (report.counts["changed"], report.counts["unchanged"]) == (1, 2)
    signed.refresh_from_db()
    assert (signed.withdrawn_reason, signed.signed_off_by) == (REGRADED, "")
    assert ours("CS1").signed_off_at is None
    actions.accept_claim(BASMA, claim)
    actions.grade_case(AMAL, graded.case)
    assert ours("CS1").pk == signed.pk
    assert ours("CS1").signed_off_at is None


def test_another_profile_is_another_assessment(graded: Record) -> None:
    actions.grade_case(AMAL, graded.case)
    actions.grade_case(AMAL, graded.case, profile=AIRWARS)
    assert ours("CS1").profile == "airwars/1"


def test_differences_from_the_heading_source_are_told(graded: Record) -> None:
    told = dict[str, tuple[Reason, ...]]()
    report = actions.grade_case(AMAL, graded.case, on_difference=told.__setitem__)
    assert report.differing == len(told) == 2
    assert "Weak" in told["CS1"][0].text()
    assert "CS3" not in told


def test_where_ours_heads_there_is_nothing_to_compare(graded: Record) -> None:
    case = actions.let_assess(AMAL, graded.case, assessed_by="tahqiq")
    assert actions.grade_case(AMAL, case).differing == 0


def test_progress_counts_incidents(graded: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.casebook.actions.assessing.BATCH", 2)
    told = list[int]()
    actions.grade_case(AMAL, graded.case, on_progress=told.append)
    assert told == [2, 3]


def test_a_kept_claim_is_the_claim_it_was(record: Record) -> None:
    export = Export(lines=())
    figure = export.loose(100)
    said = replace(figure.claim, chain=(Speaker(name="Amal", kind="witness"),))
    records: list[Any] = [*export.values(), replace(figure, claim=said)]
    export.bring(AMAL, record.case, records=records)
    assert claim_value(Claim.objects.get(), "deaths") == said
    assert claim_value(Claim.objects.get(), "deaths").id == said.id


def test_a_claim_on_running_text_keeps_its_place(record: Record) -> None:
    where = {"locator": "span", "start": 3, "end": 7, "record": None, "columns": []}
    assert claim_value(record.new(Claim, **where)).locator.spelled() == "span:3-7"


@pytest.mark.parametrize(
    ("chain", "kind", "speaks_for"),
    [
        ([], SourceKind.CASUALTY_RECORDER, ""),
        ([{"name": "AP", "kind": "press", "role": "outlet"}], SourceKind.PRESS, ""),
        ([{"name": "AP", "kind": "a tabloid", "role": "outlet"}], SourceKind.CASUALTY_RECORDER, ""),
        (
            [{"name": "Col. Ryan, U.S.-led Coalition", "kind": "armed_actor", "role": "speaker"}],
            SourceKind.ARMED_ACTOR,
            "coalition",
        ),
        ([{"name": "A spokesman", "kind": "armed_actor", "role": "speaker"}], SourceKind.ARMED_ACTOR, ""),
    ],
)
def test_whose_word_a_claim_is(
    graded: Record, chain: list[dict[str, str]], kind: SourceKind, speaks_for: str
) -> None:
    Claim.objects.filter(incident__code="CS1").update(chain=chain, blamed="the u.s.-led coalition")
    (evidence,) = Evidence(graded.case).of([Incident.objects.get(code="CS1")])
    found = evidence.claims[0]
    assert (found.kind, found.speaks_for, found.blames) == (kind, speaks_for, ("coalition",))
    assert (evidence.blamed, evidence.status_contested) == (("coalition",), False)


def test_contested_status_is_seen(graded: Record) -> None:
    Victim.objects.filter(incident__code="CS1").update(civilian_contested=True)
    actions.grade_case(AMAL, graded.case)
    assert ours("CS1").killed_min == 0


def test_figures_keep_their_population(graded: Record) -> None:
    Claim.objects.filter(incident__code="CS1").update(population=Population.objects.get())
    (evidence,) = Evidence(graded.case).of([Incident.objects.get(code="CS1")])
    assert {each.claim.population for each in evidence.claims} == {"deaths"}
