"""Editing incidents, places and answers: what is kept, what is refused, what comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.record import NOW, Record, actor
from tahqiq.casebook import actions, presence, revisions
from tahqiq.casebook.drafts import AnswerDraft, Draft, IncidentDraft, PlaceDraft
from tahqiq.casebook.models import (
    Answer,
    AuditEntry,
    Blame,
    Claim,
    Incident,
    Party,
    Place,
    Presence,
    Revision,
)
from tahqiq.casebook.previewing import preview, preview_new
from tahqiq.casebook.revisions import FieldChange
from tahqiq.casebook.versions import Outdated
from tahqiq.grade import STRICT
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.grades import Grade

AMAL, BASMA = actor(name="amal"), actor(name="basma")


def _edit(incident: Incident, **changed: Any) -> Incident:
    draft = replace(IncidentDraft.of(incident), **changed)
    return actions.edit_incident(AMAL, incident, draft=draft, version=incident.version)


def _accepted(kept: Record, /, **values: Any) -> Claim:
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    return kept.new(Claim, **{**decided, **values})


@pytest.mark.parametrize("kind", [IncidentDraft, PlaceDraft, AnswerDraft])
@given(data=st.data())
def test_a_draft_comes_back_from_json_as_it_was(kind: type[Draft], data: st.DataObject) -> None:
    texts = st.text(max_size=20)
    coordinates = st.none() | st.floats(-90, 90)
    of = {str: texts, bool: st.booleans(), tuple: st.lists(texts).map(tuple), type(None): coordinates}
    said = {name: data.draw(of[type(value)]) for name, value in _fields(kind).items()}
    draft = kind(**said)
    assert kind.from_plain(draft.plain()) == draft
    assert draft.changed_from(draft) == ()


def _fields(kind: type[Draft]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in kind().plain().items()
    }


@pytest.mark.parametrize(
    "values", [{"code": 1}, {"counted": "yes"}, {"blamed": "coalition"}, {"blamed": [1]}, {"title_en": None}]
)
def test_what_is_no_draft_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="no version of such a record"):
        IncidentDraft.from_plain(values)
    assert IncidentDraft.from_plain({"a field of tomorrow": 1}) == IncidentDraft()


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"code": " "}, "code"),
        ({"code": "x" * 201}, "code"),
        ({"from_date": "2017-02-30"}, "from_date"),
        ({"from_date": "9999"}, "from_date"),
        ({"from_date": "2018", "to_date": "2017"}, "from_date"),
        ({"counted": False}, "not_counted_en"),
        ({"place": "nowhere"}, "place"),
        ({"place": "3f2b6c1e-0000-4000-8000-000000000000"}, "place"),
        ({"blamed": ("nobody",)}, "blamed"),
        ({"title_ar": "ا" * 20_001}, "title_ar"),
        ({"title_ar": "a\0"}, "title_ar"),
    ],
)
def test_a_fault_names_its_field_and_changes_nothing(
    record: Record, changed: dict[str, Any], column: str
) -> None:
    incident = record.one(Incident)
    with pytest.raises(BadInput) as refused:
        _edit(incident, **changed)
    assert refused.value.column == column
    assert not AuditEntry.objects.exists() and not Revision.objects.exists()
    assert Incident.objects.get().version == 1


def test_saying_the_same_again_changes_nothing(record: Record) -> None:
    incident = record.one(Incident)
    _edit(incident)
    assert not AuditEntry.objects.exists() and not Revision.objects.exists()


def test_blame_is_part_of_what_is_edited(record: Record) -> None:
    incident, party = record.one(Incident), record.one(Party)
    other = record.new(Party, slug="russia", name_en="Russian forces")
    now = _edit(incident, blamed=("coalition", "russia"))
    assert {each.party for each in Blame.objects.all()} == {party, other}
    _edit(now, blamed=("russia",))
    assert Blame.objects.get().party == other
    first, last = (Revision.objects.get(version=n).values["blamed"] for n in (1, 3))
    assert (first, last) == ([], ["russia"])


def test_kept_apart_and_counted_in_are_versions_too(record: Record) -> None:
    incident = record.one(Incident)
    actions.keep_apart(AMAL, incident, why_en="not in the city")
    assert incident.version == 2
    with pytest.raises(Outdated):
        actions.edit_incident(BASMA, incident, draft=IncidentDraft(code="CS1640"), version=1)
    now = _edit(incident, counted=True)
    assert (now.not_counted_en, now.version) == ("", 3)


def test_an_earlier_version_comes_back_as_a_new_one(record: Record) -> None:
    incident = record.one(Incident)
    one = _edit(incident, title_en="A market", from_date="2017-10", to_date="2017-10")
    two = _edit(one, title_en="A bakery", code="R-1")
    kept = revisions.revision(two, 2)
    now = actions.restore_incident(BASMA, two, revision=kept, version=3)
    assert (now.title_en, now.code, now.span) == ("A market", "CS1640", DateSpan.parse("2017-10"))
    assert now.previous_codes == ["R-1"]
    made = [(each.version, each.made_by, each.action) for each in revisions.revisions_of(now)]
    assert made == [
        (4, "basma", "restore_incident"),
        (3, "amal", "edit_incident"),
        (2, "amal", "edit_incident"),
        (1, "", ""),
    ]
    before, after = (revisions.draft_of(revisions.revision(now, n), IncidentDraft) for n in (1, 2))
    changes = revisions.compare(before, after)
    assert changes[0] == FieldChange("title_en", "", "A market")
    assert [each.name for each in changes] == ["title_en", "from_date", "to_date"]


def test_a_version_of_something_else_is_not_restored(record: Record) -> None:
    incident, place = record.one(Incident), record.one(Place)
    _edit(incident, title_en="A market")
    other = record.new(Incident, code="CS2")
    with pytest.raises(BadInput, match="no version of the incident"):
        actions.restore_incident(AMAL, other, revision=Revision.objects.get(version=1), version=1)
    with pytest.raises(BadInput, match="no version of the place"):
        actions.restore_place(AMAL, place, revision=Revision.objects.get(version=1), version=1)
    with pytest.raises(BadInput, match="no version 9"):
        revisions.revision(incident, 9)


def test_a_place_is_moved_with_its_precision_and_moved_back(record: Record) -> None:
    place = record.one(Place)
    draft = replace(PlaceDraft.of(place), lat=35.95)
    with pytest.raises(BadInput, match="how exactly it is known now"):
        actions.edit_place(AMAL, place, draft=draft, version=1)
    moved = actions.edit_place(AMAL, place, draft=draft, version=1, precision_chosen=True)
    assert actions.edit_place(AMAL, moved, draft=draft, version=2) == moved
    back = actions.restore_place(BASMA, moved, revision=revisions.revision(moved, 1), version=2)
    assert (back.lat, back.version) == (35.961778, 3)


@pytest.mark.parametrize(
    "draft",
    [
        PlaceDraft(),
        PlaceDraft(name_en="x", precision="roughly"),
        PlaceDraft(name_en="x", lat=1.0),
        PlaceDraft(name_en="x", lat=4239.00416, lon=39.0),
        PlaceDraft(name_en="x" * 20_001),
    ],
)
def test_what_no_place_can_be_is_not_made(record: Record, draft: PlaceDraft) -> None:
    with pytest.raises(BadInput):
        actions.make_place(AMAL, record.case, draft=draft)
    assert not Place.objects.exists()


def test_the_words_of_an_answer_are_corrected_in_the_version_that_was_seen(record: Record) -> None:
    answer = record.one(Answer)
    draft = AnswerDraft(report="12/2017", grid_reference="37S DV 1 1")
    now = actions.edit_answer(AMAL, answer, draft=draft, version=1)
    assert (now.report, now.version) == ("12/2017", 2)
    assert actions.edit_answer(AMAL, now, draft=draft, version=2).version == 2
    with pytest.raises(Outdated):
        actions.edit_answer(BASMA, answer, draft=AnswerDraft(), version=1)


# Claims of an incident


def test_a_claim_belongs_to_one_incident_at_a_time(record: Record) -> None:
    incident, other = record.one(Incident), record.new(Incident, code="CS2")
    claim = _accepted(record, incident=None)
    actions.attach_claim(AMAL, claim, incident=incident)
    assert actions.attach_claim(AMAL, claim, incident=incident).incident == incident
    with pytest.raises(BadInput, match="about another incident"):
        actions.attach_claim(BASMA, claim, incident=other)
    with pytest.raises(BadInput, match="not about this incident any more"):
        actions.detach_claim(BASMA, claim, incident=other, reason="another day")
    with pytest.raises(BadInput, match="for a reason"):
        actions.detach_claim(BASMA, claim, incident=incident, reason=" ")
    actions.detach_claim(BASMA, claim, incident=incident, reason="another day")
    claim.refresh_from_db()
    assert claim.incident is None
    told = AuditEntry.objects.order_by("at", "id").values_list("action", "before", "after")
    assert list(told) == [
        ("attach_claim", {}, {"incident": "CS1640"}),
        ("detach_claim", {"incident": "CS1640"}, {"incident": "", "reason": "another day"}),
    ]


def test_only_accepted_claims_of_the_case_are_attached(record: Record) -> None:
    incident = record.one(Incident)
    with pytest.raises(BadInput, match="only an accepted claim"):
        actions.attach_claim(AMAL, record.new(Claim, incident=None), incident=incident)
    theirs = _accepted(Record(slug="mosul"), incident=None)
    with pytest.raises(BadInput, match="another case"):
        actions.attach_claim(AMAL, theirs, incident=incident)


# What the rules would give


def test_a_preview_follows_what_is_typed_and_writes_nothing(record: Record) -> None:
    incident = record.one(Incident)
    first = _accepted(record, record=11)
    second = _accepted(record, record=12, incident=None, min=9, max=9, chain=[{"name": "SOHR"}])
    record.one(Party)
    record.new(Blame, party=record.one(Party), incident=incident)
    now = preview(incident, profile=STRICT, language="en")
    assert (now.graded.grade, now.graded.killed.count) == (Grade.WEAK, CountRange.exactly(4))
    assert any(each.grade is Grade.FAIR for each in now.otherwise)
    both = preview(incident, claims=[first.pk, second.pk], profile=STRICT, language="ar")
    assert (both.graded.grade, both.graded.killed.count) == (Grade.FAIR, CountRange(4, 9))
    assert any("التحالف" in each for each in both.reasons)
    elsewhere = IncidentDraft(code="x", from_date="2016", to_date="2016", blamed=("coalition",))
    moved = preview(incident, draft=elsewhere, claims=[first.pk, second.pk], profile=STRICT, language="en")
    assert moved.graded.grade is Grade.WEAK
    new = preview_new(record.case, draft=elsewhere, claims=[], profile=STRICT, language="en")
    assert (new.graded.grade, new.graded.killed.count) == (None, CountRange())
    assert not AuditEntry.objects.exists()
    assert actions.assess_incident(AMAL, incident).pk == now.assessment


def test_a_preview_says_why_claims_are_left_out(record: Record) -> None:
    wounded = _accepted(record, effect="injured")
    found = preview(record.one(Incident), profile=STRICT, language="en")
    assert found.left_out == {wounded.pk: "it counts another kind of harm"}


# Presence


def test_whoever_is_gone_for_fifteen_seconds_is_not_here(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident, place = record.one(Incident), record.one(Place)
    amal, basma = (replace(who, account=who.name) for who in (AMAL, BASMA))
    assert presence.look(amal, incident) == []
    assert [each.name for each in presence.look(basma, incident, editing=True)] == ["amal"]
    assert [(each.name, each.editing) for each in presence.look(amal, incident)] == [("basma", True)]
    assert presence.look(amal, place) == []
    Presence.objects.filter(account="basma").update(seen_at=NOW)
    assert presence.look(amal, incident) == []
    assert not Presence.objects.filter(account="basma").exists()
    presence.leave(amal, incident)
    assert not presence.here(incident).exists()
