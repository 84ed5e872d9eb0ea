"""Pairs that a machine suggests: kept with their evidence, judged ones stay, nothing else changes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from casebook.record import Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.linking import find_pairs
from tahqiq.casebook.linking.incidents import reports
from tahqiq.casebook.linking.people import people_list
from tahqiq.casebook.models import (
    Assessment,
    AuditEntry,
    Blame,
    Incident,
    Judgement,
    Party,
    Place,
    Suggestion,
    Victim,
)
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.judgements import Verdict

AMAL = actor(name="amal")
#: Names made up for the test: three pairs of spellings, and others who are nobody else.
_SPELLED = (
    ("Yusuf Hamdan al-Barakat", "يوسف حمدان البركات"),
    ("Nuha Safwan al-Zaytun", "نهى صفوان الزيتون"),
    ("Idris Marwan al-Khattab", "إدريس مروان الخطاب"),
)
_OTHERS = ("Rana Bashir", "Walid Mansur", "Huda Karam", "Samir Nassar", "Dalia Shami", "Fadi Hourani")


@pytest.fixture
def people(record: Record) -> dict[str, Victim]:
    """Name → record."""
    names = [name for pair in _SPELLED for name in pair]
    made = {}
    for at, name in enumerate([*names, *_OTHERS]):
        field = "name_ar" if at < len(names) and at % 2 else "name_en"
        made[name] = record.new(Victim, **{"name_en": "", field: name})
    return made


def _pair(one: Victim, other: Victim) -> tuple[UUID, UUID]:
    left, right = sorted((one.pk, other.pk), key=lambda id_: id_.hex)
    return left, right


def test_spellings_of_one_name_are_suggested_with_their_evidence(
    record: Record, people: dict[str, Victim]
) -> None:
    steps: list[str] = []
    found = actions.suggest_pairs(AMAL, record.case, kind="victim", on_step=steps.append)
    suggested = {(each.left, each.right): each for each in Suggestion.objects.all()}
    assert found.pairs == len(suggested) > 0
    for latin, arabic in _SPELLED:
        pair = suggested[_pair(people[latin], people[arabic])]
        assert {"prior", "evidence", "total"} == set(pair.evidence)
        assert any(each["comparison"] == "given" and each["bits"] > 0 for each in pair.evidence["evidence"])
    assert steps[0] == "reading" and steps[-1] == "keeping"
    assert AuditEntry.objects.get().after == {"suggested": found.pairs}
    assert Victim.objects.filter(joined_to=None).count() == len(people), "nothing of the record changed"


def test_a_later_run_replaces_what_nobody_judged_and_uses_what_they_did(
    record: Record, people: dict[str, Victim]
) -> None:
    actions.suggest_pairs(AMAL, record.case, kind="victim")
    one, other = (people[name] for name in _SPELLED[0])
    actions.judge(AMAL, record.case, kind="victim", pair=(one.pk, other.pk), verdict=Verdict.SAME)
    judged = Suggestion.objects.judged().get()
    rest = set(Suggestion.objects.unjudged().values_list("id", flat=True))
    again = actions.suggest_pairs(AMAL, record.case, kind="victim")
    assert again.kept == 1
    judged.refresh_from_db()
    assert not Suggestion.objects.filter(pk__in=rest).exists()
    assert Suggestion.objects.filter(left=judged.left, right=judged.right).count() == 1


def test_an_answer_is_somebody_s_and_others_are_still_asked(record: Record) -> None:
    left, right = sorted((record.new(Victim).pk, record.new(Victim).pk), key=lambda id_: id_.hex)
    record.new(Suggestion, kind="victim", left=left, right=right)
    record.new(Judgement, kind="victim", left=left, right=right, judged_by="amal")
    assert not Suggestion.objects.unjudged(by="amal").exists()
    assert Suggestion.objects.unjudged(by="basma").exists()
    assert Suggestion.objects.judged(by="amal").exists() and not Suggestion.objects.unjudged().exists()


def test_people_without_a_name_or_joined_to_another_are_not_compared(
    record: Record, people: dict[str, Victim]
) -> None:
    record.new(Victim, name_en="")
    one, other = (people[name] for name in _SPELLED[0])
    Victim.objects.filter(pk=other.pk).update(joined_to=one)
    compared = people_list(record.case)
    assert len(compared) == len(people) - 1
    assert str(other.pk) not in compared.ids
    assert compared.column("date")[0] == "2017-10-17"


@pytest.mark.parametrize("kind", ["victim", "incident"])
def test_one_record_has_nobody_to_be_compared_with(record: Record, kind: str) -> None:
    record.one(Victim)
    assert find_pairs(record.case, kind) == ([], [])  # type: ignore[arg-type]


def test_reports_of_one_day_and_place_are_suggested_as_one_incident(record: Record) -> None:
    first = record.one(Incident)
    record.one(Blame)
    same = record.new(Incident, code="CS2", place=record.one(Place))
    far = record.new(Place, name_en="Tell Test", precision="village", lat=36.9, lon=38.1)
    for n in range(6):
        record.new(Incident, code=f"X{n}", place=far, start=date(2017, 6, n + 1), end=date(2017, 6, n + 2))
    for incident in (first, same):
        record.new(Assessment, incident=incident, killed_min=9, killed_max=9)
        record.new(Victim, incident=incident, name_en="Yusuf Hamdan al-Barakat")
    found, _ = find_pairs(record.case, "incident")
    left, right = sorted((first.pk, same.pk), key=lambda id_: id_.hex)
    assert (left, right) in {(each.left, each.right) for each in found}
    told = next(report for report in reports(record.case) if report.id == str(first.pk))
    assert told.killed == CountRange(9, 9)
    assert told.blamed == Party.objects.get().name_en
    assert told.victims == ("Yusuf Hamdan al-Barakat",)


def test_a_judged_pair_of_incidents_binds_the_next_run(record: Record) -> None:
    one, other = record.one(Incident), record.new(Incident, code="CS2")
    bare = record.new(Incident, code="CS3", place=None, start=None, end=None)
    actions.judge(AMAL, record.case, kind="incident", pair=(one.pk, other.pk), verdict=Verdict.DIFFERENT)
    found, notes = find_pairs(record.case, "incident")
    linked = {(each.left, each.right) for each in found if each.linked}
    left, right = sorted((one.pk, other.pk), key=lambda id_: id_.hex)
    assert (left, right) not in linked and notes == []
    assert next(each for each in reports(record.case) if each.id == str(bare.pk)).place == ""
