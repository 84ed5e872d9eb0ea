"""People of the record: edited without losing a version, withdrawn, joined to one person and parted again."""

from __future__ import annotations

import pytest

from casebook.record import DAY, NOW, Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.models import AuditEntry, Judgement, Listing, Revision, Source, Victim
from tahqiq.casebook.releasing import rows
from tahqiq.casebook.totals import totals
from tahqiq.casebook.versions import Outdated
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.judgements import Verdict
from tahqiq.vocab.rows import ListingRow, VictimRow

AMAL, BASMA = actor(name="amal"), actor(name="basma")


def _told(record: Record) -> tuple[list[VictimRow], list[ListingRow]]:
    """The people and listings that a release would hold."""
    found = list(rows(record.case, on=DAY))
    people = [row for _, row in found if isinstance(row, VictimRow)]
    return people, [row for _, row in found if isinstance(row, ListingRow)]


def _judged(record: Record, one: Victim, other: Victim, verdict: Verdict = Verdict.SAME) -> None:
    actions.judge(BASMA, record.case, kind="victim", pair=(one.pk, other.pk), verdict=verdict)


@pytest.fixture
def two(record: Record) -> tuple[Victim, Victim]:
    """One person listed by two sources, as two records."""
    one = record.new(Victim, name_en="Salma Test", name_basis="told", name_basis_by="amal", name_basis_at=NOW)
    other = record.new(Victim, name_ar="سلمى تجربة")
    record.new(Listing, victim=one)
    record.new(Listing, victim=other, source=record.new(Source, slug="lists"), record=9)
    Victim.objects.exclude(pk__in=[one.pk, other.pk]).delete()  # the one that a listing brings with it
    return one, other


def test_an_edit_keeps_both_versions_and_audits_fields_not_words(record: Record) -> None:
    person = record.one(Victim)
    actions.edit_victim(AMAL, person, values={"name_en": " Salma ", "sex": "female"}, version=1)
    person.refresh_from_db()
    assert (person.name_en, person.version) == ("Salma", 2)
    kept = {each.version: each.values["name_en"] for each in Revision.objects.all()}
    assert kept == {1: "A name", 2: "Salma"}
    assert AuditEntry.objects.get().after == {"fields": ["name_en"]}
    actions.edit_victim(AMAL, person, values={"age": "7"}, version=2)
    assert Revision.objects.count() == 3, "a version that an edit made is kept once"


def test_saving_what_it_says_already_changes_nothing(record: Record) -> None:
    person = record.one(Victim)
    actions.edit_victim(AMAL, person, values={"name_en": "A name"}, version=1)
    assert not AuditEntry.objects.exists() and not Revision.objects.exists()


def test_of_two_who_edit_the_second_is_refused(record: Record) -> None:
    person = record.one(Victim)
    seen_by_both = Victim.objects.get(pk=person.pk)
    actions.edit_victim(AMAL, person, values={"age": "7"}, version=1)
    with pytest.raises(Outdated):
        actions.edit_victim(BASMA, seen_by_both, values={"age": "8"}, version=1)
    with pytest.raises(Outdated):
        actions.withdraw_victim(BASMA, person, reason="nobody", version=1)
    assert Victim.objects.get(pk=person.pk).age == "7"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"sex": "other"}, "female, male"),
        ({"incident": "x"}, "no such field"),
        ({"age": "x" * 20_001}, "too long"),
        ({"age": "a\0b"}, "no text has"),
    ],
)
def test_what_the_record_cannot_say_is_refused(record: Record, values: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        actions.edit_victim(AMAL, record.one(Victim), values=values, version=1)


def test_a_record_is_withdrawn_and_brought_back_for_reasons(record: Record) -> None:
    person = record.one(Victim)
    with pytest.raises(BadInput, match="for a reason"):
        actions.withdraw_victim(AMAL, person, reason=" ", version=1)
    with pytest.raises(BadInput, match="stands"):
        actions.bring_back_victim(AMAL, person, reason="x", version=1)
    actions.withdraw_victim(AMAL, person, reason="a place, not a person", version=1)
    assert totals(record.case).victims == 0
    with pytest.raises(BadInput, match="withdrawn"):
        actions.edit_victim(AMAL, person, values={"age": "7"}, version=2)
    with pytest.raises(BadInput, match="before"):
        actions.withdraw_victim(AMAL, person, reason="again", version=2)
    with pytest.raises(BadInput, match="after all"):
        actions.bring_back_victim(AMAL, person, reason="", version=2)
    actions.bring_back_victim(AMAL, person, reason="a person after all", version=2)
    assert totals(record.case).victims == 1


def test_two_records_joined_are_one_person_listed_by_both(record: Record, two: tuple[Victim, Victim]) -> None:
    one, other = two
    _judged(record, one, other)
    assert totals(record.case).victims == 2, "a match alone changes nothing"
    actions.join_victims(AMAL, one, other, reason="same mother, same day")
    assert totals(record.case).victims == 1
    (person,), listings = _told(record)
    assert (person.id, person.listings) == (str(one.pk), 2)
    assert {row.victim for row in listings} == {str(one.pk)}
    assert {row.source for row in listings} == {"airwars", "lists"}
    assert all(row.quote for row in listings), "the person may be named, so both entries may be shown"
    entry = AuditEntry.objects.get(action="join_victims")
    assert entry.after == {"joined to": str(one.pk), "reason": "same mother, same day"}


def test_a_joining_is_taken_back_exactly(record: Record, two: tuple[Victim, Victim]) -> None:
    one, other = two
    before = _told(record)
    _judged(record, one, other)
    actions.join_victims(AMAL, one, other, reason="alike")
    with pytest.raises(BadInput, match="not one person"):
        actions.part_victims(AMAL, other, reason="")
    actions.part_victims(AMAL, other, reason="the fathers differ")
    assert _told(record) == before
    with pytest.raises(BadInput, match="joined to no other"):
        actions.part_victims(AMAL, other, reason="again")


def test_a_joined_record_counts_by_itself_where_the_other_is_withdrawn(
    record: Record, two: tuple[Victim, Victim]
) -> None:
    one, other = two
    _judged(record, one, other)
    actions.join_victims(AMAL, one, other, reason="alike")
    one.refresh_from_db()
    with pytest.raises(BadInput, match="part them first"):
        actions.withdraw_victim(AMAL, one, reason="x", version=one.version)
    gone = {"withdrawn_by": "import", "withdrawn_at": NOW, "withdrawn_reason": "replaced"}
    Victim.objects.filter(pk=one.pk).update(**gone)
    (person,), (listing,) = _told(record)
    assert (person.id, person.listings, listing.victim) == (str(other.pk), 1, str(other.pk))


def test_nothing_is_joined_that_people_did_not_judge_one(record: Record, two: tuple[Victim, Victim]) -> None:
    one, other = two
    with pytest.raises(BadInput, match="say why"):
        actions.join_victims(AMAL, one, other, reason="")
    with pytest.raises(BadInput, match="nobody has judged"):
        actions.join_victims(AMAL, one, other, reason="a machine said so")
    _judged(record, one, other)
    actions.judge(
        AMAL, record.case, kind="victim", pair=(one.pk, other.pk), verdict=Verdict.DIFFERENT, reason="fathers"
    )
    with pytest.raises(BadInput, match="different people"):
        actions.join_victims(AMAL, one, other, reason="alike")
    actions.withdraw_judgement(AMAL, Judgement.objects.get(verdict="different"), reason="agreed")
    actions.join_victims(AMAL, one, other, reason="alike")
    with pytest.raises(BadInput, match="already"):
        actions.join_victims(AMAL, one, other, reason="again")


def test_a_record_that_stands_for_several_is_kept(record: Record, two: tuple[Victim, Victim]) -> None:
    one, other = two
    third = record.new(Victim, name_en="Salma T.")
    for pair in ((one, other), (third, one)):
        _judged(record, *pair)
    actions.join_victims(AMAL, one, other, reason="alike")
    with pytest.raises(BadInput, match="stands for several"):
        actions.join_victims(AMAL, third, one, reason="alike")
    actions.join_victims(AMAL, one, third, reason="alike")
    assert totals(record.case).victims == 1


def test_a_withdrawn_record_is_joined_to_none(record: Record, two: tuple[Victim, Victim]) -> None:
    one, other = two
    _judged(record, one, other)
    actions.withdraw_victim(AMAL, other, reason="nobody", version=1)
    with pytest.raises(BadInput, match="withdrawn"):
        actions.join_victims(AMAL, one, other, reason="alike")
