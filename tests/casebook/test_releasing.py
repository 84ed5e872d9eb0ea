"""What leaves: only accepted and standing rows, names with a basis, words with consent, in a fixed order."""

from __future__ import annotations

import dataclasses
import gc
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.db.models import Model

from casebook.dataset import Export, Line
from casebook.record import CELLS, DAY, NEXT, NOW, OTHER_SHA, SHA, Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.models import (
    Answer,
    Approval,
    Assessment,
    AuditEntry,
    Case,
    Claim,
    Consent,
    Correction,
    Incident,
    Item,
    Listing,
    Party,
    Place,
    Population,
    RecoverySite,
    Remains,
    Ruling,
    Source,
    Statement,
    StoryVersion,
    Text,
    Victim,
)
from tahqiq.casebook.models.victim import NO_BASIS
from tahqiq.casebook.releasing import rows, snapshot
from tahqiq.casebook.releasing.people import NOT_APART
from tahqiq.casebook.releasing.reading import NO_CONSENT, TRAIL_ENDS
from tahqiq.release.policy import Policy
from tahqiq.vocab.release import TABLES

AMAL = actor()
#: Which model each table of a release comes from.
MODELS: dict[str, type[Model]] = {
    "cases": Case,
    "parties": Party,
    "sources": Source,
    "items": Item,
    "places": Place,
    "populations": Population,
    "incidents": Incident,
    "assessments": Assessment,
    "answers": Answer,
    "statements": Statement,
    "claims": Claim,
    "victims": Victim,
    "listings": Listing,
    "sites": RecoverySite,
    "remains": Remains,
    "changes": AuditEntry,
    "corrections": Correction,
    "stories": StoryVersion,
    "chapters": StoryVersion,
}


def leaving(case: Case, table: str, *, on: date = DAY) -> list[Any]:
    return [row for name, row in rows(case, on=on) if name == table]


def one(case: Case, table: str) -> Any:
    (row,) = leaving(case, table)
    return row


def withheld(row: Any) -> dict[str, str]:
    return {each.field: each.reason for each in row.withheld}


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_model_and_row_is_declared(table: str) -> None:
    model = MODELS[table]
    fields = [field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)]
    policy: Policy = getattr(model, "chapter_policy" if table == "chapters" else "release_policy")
    policy.check(
        [name for name in fields if name != "blamed" or table != "incidents"], TABLES[table], where=table
    )


def test_every_model_with_a_policy_is_a_table() -> None:
    from django.apps import apps

    releasable = {
        model for model in apps.get_app_config("casebook").get_models() if hasattr(model, "release_policy")
    }
    assert releasable == set(MODELS.values())


def test_tables_come_in_their_order_with_their_rows(record: Record) -> None:
    for model in (*MODELS.values(), Listing, Approval):
        record.one(model)
    record.new(AuditEntry, action="let_assess", at=NOW + timedelta(days=1))
    Claim.objects.update(status="accepted", decided_by="amal", decided_at=NOW)
    seen = {"confirmed_by": "basma", "confirmed_at": NOW}
    record.new(Ruling, **seen, family_told_by="basma", family_told_on=DAY)
    StoryVersion.objects.update(standing="approved", approved_by="basma", approved_at=NOW)
    told = list(rows(record.case, on=DAY))
    tables = [name for name, _ in told]
    assert list(dict.fromkeys(tables)) == list(TABLES)
    assert all(type(row) is TABLES[name] for name, row in told)


def test_the_same_record_gives_the_same_rows(record: Record) -> None:
    Export().bring(AMAL, record.case)
    assert list(rows(record.case, on=DAY)) == list(rows(record.case, on=DAY))


def test_nothing_of_another_case_leaves(record: Record) -> None:
    other = Record(slug="mosul")
    for model in MODELS.values():
        other.one(model)
    assert {name for name, _ in rows(record.case, on=DAY)} == {"cases"}


def test_points_are_no_more_exact_than_known(record: Record) -> None:
    record.one(Incident)
    row = one(record.case, "incidents")
    assert (row.lat, row.lon, row.precision) == (35.96, 39.01, "neighbourhood")
    assert (one(record.case, "places").lat, row.location_en) == (35.96, "Badou")
    Place.objects.update(precision="within_1m")
    assert one(record.case, "incidents").lat == 35.96178


def test_an_incident_tells_days_inclusive(record: Record) -> None:
    record.one(Incident)
    row = one(record.case, "incidents")
    assert (row.from_date, row.to_date, row.blamed) == ("2017-10-17", "2017-10-17", ())


def test_incidents_come_by_code_with_those_they_blame(record: Record) -> None:
    Export(lines=(Line("CS9"), Line("CS10"))).bring(AMAL, record.case)
    told = leaving(record.case, "incidents")
    assert [(row.code, row.blamed) for row in told] == [("CS10", ("coalition",)), ("CS9", ("coalition",))]


def test_an_incident_may_have_no_place(record: Record) -> None:
    record.new(Incident, place=None)
    row = one(record.case, "incidents")
    assert (row.precision, row.lat, row.location_en) == ("unknown", None, "")


@pytest.mark.parametrize("status", ["proposed", "rejected", "withdrawn"])
def test_only_accepted_claims_leave(record: Record, status: str) -> None:
    decided = {} if status == "proposed" else {"decided_by": "amal", "decided_at": NOW}
    gone = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "mistaken"}
    record.new(Claim, status=status, **decided, **(gone if status == "withdrawn" else {}))
    assert leaving(record.case, "claims") == []


def accepted(its: Record, /, **values: Any) -> Claim:
    return its.new(Claim, status="accepted", decided_by="amal", decided_at=NOW, **values)


def test_a_claim_leaves_with_its_quote_and_place(record: Record) -> None:
    accepted(record, source_key="CS1640", population=record.one(Population), site=record.one(RecoverySite))
    row = one(record.case, "claims")
    assert (row.quote, row.record, row.columns, row.key) == ("4", 3, ("civ_killed_min",), "CS1640")
    assert (row.population, row.source, row.site) == ("deaths", "airwars", str(record.one(RecoverySite).pk))
    assert (row.from_date, row.said_to, row.text_sha256) == ("2017-10-17", "2017-10-17", SHA)
    assert row.withheld == ()


def test_a_claim_never_points_to_one_that_stays(record: Record) -> None:
    stays = record.one(Claim)
    leaves = accepted(record, record=7)
    accepted(record, record=8, within=stays, supersedes=leaves)
    told = {row.record: row for row in leaving(record.case, "claims")}
    assert (told[8].within, told[8].supersedes) == (None, str(leaves.pk))


def test_claims_of_no_incident_come_last(record: Record) -> None:
    accepted(record, incident=None)
    accepted(record, record=9)
    assert [row.incident is None for row in leaving(record.case, "claims")] == [False, True]


def test_our_own_words_leave_with_what_stands_around_them(record: Record) -> None:
    note = "Relatives said that four people were killed at home."
    item = record.one(Item)
    Item.objects.update(own_words=True)
    words = record.new(Text, content=note)
    told = {"original": words, "translator": "R. K.", "language": "ar", "sha256": "0" * 64}
    record.new(Text, content="قُتل أربعة", **told)
    where = {**CELLS, "locator": "span", "start": 19, "end": 30, "record": None, "columns": []}
    accepted(record, **{**where, "quote": note[19:30]}, text_sha256=words.sha256)
    row = one(record.case, "claims")
    assert (row.context_before, row.quote) == (note[:19], note[19:30])
    assert row.context_before + row.quote + row.context_after == note
    first, second = sorted(leaving(record.case, "items"), key=lambda each: each.parent_sha256)
    assert (first.text, first.text_ar, first.text_ar_by) == (note, "قُتل أربعة", "R. K.")
    assert (second.sha256, second.parent_sha256, second.operation) == (OTHER_SHA, item.sha256, "plain 1")
    assert second.text is None


def test_others_words_leave_as_quotes_alone(record: Record) -> None:
    words = record.one(Text)
    where = {**CELLS, "locator": "span", "start": 0, "end": 4, "record": None, "columns": []}
    accepted(record, **{**where, "quote": "four"}, text_sha256=words.sha256)
    assert (one(record.case, "claims").context_after, leaving(record.case, "items")[0].text) == ("", None)


# Consent


def speaking(record: Record, **values: Any) -> Consent:
    allowed = {"keep": True, "publish_words": True, **values}
    consent = record.new(Consent, **allowed)
    actions.bind_to_consent(AMAL, record.one(Item), consent=consent)
    return consent


def _words(record: Record) -> tuple[Any, Any]:
    return one(record.case, "claims"), leaving(record.case, "items")[0]


def test_words_leave_with_consent(record: Record) -> None:
    accepted(record)
    speaking(record)
    claim, item = _words(record)
    assert (claim.quote, claim.withheld, item.withheld) == ("4", (), ())


@pytest.mark.parametrize(
    "prevent",
    [
        lambda record: actions.bind_to_consent(AMAL, record.one(Item), consent=None),
        lambda record: speaking(record, publish_words=False),
        lambda record: speaking(record, expires_on=DAY, given_on=date(2017, 1, 1)),
        lambda record: actions.withdraw_consent(AMAL, speaking(record)),
    ],
    ids=["none recorded", "not for this purpose", "expired", "withdrawn"],
)
def test_words_stay_without_consent(record: Record, prevent: Callable[[Record], object]) -> None:
    accepted(record, chain=[{"name": "A name", "kind": "witness", "role": "speaker"}])
    for model in (Assessment, Answer, Statement):
        record.one(model)
    prevent(record)
    claim, item = _words(record)
    assert (claim.quote, claim.statement_en, item.url) == (None, None, None)
    assert withheld(claim)["quote"] == NO_CONSENT
    assert claim.chain == ({"name": "", "kind": "witness", "role": "speaker"},)
    for table in ("assessments", "answers", "statements"):
        assert one(record.case, table).quote is None


def test_a_consent_holds_to_its_last_day(record: Record) -> None:
    accepted(record)
    speaking(record, expires_on=NEXT)
    assert leaving(record.case, "claims", on=DAY)[0].quote == "4"
    assert leaving(record.case, "claims", on=NEXT)[0].quote is None


# Names


def test_a_name_stays_without_a_basis_and_so_do_the_cells_that_hold_it(record: Record) -> None:
    victim = record.one(Victim)
    Victim.objects.update(description_en="sister of A name")
    victim.refresh_from_db()
    record.new(Listing, victim=victim, url="https://example.org/a-name")
    row, listing = one(record.case, "victims"), one(record.case, "listings")
    assert (row.name_en, row.description_en, row.sex, row.listings) == (None, None, "female", 1)
    assert withheld(row) == {"description_en": NO_BASIS, "name_en": NO_BASIS}
    assert (listing.quote, listing.url, withheld(listing)["quote"]) == (None, None, NO_BASIS)
    actions.set_name_basis(AMAL, victim, basis="the family was told")
    row, listing = one(record.case, "victims"), one(record.case, "listings")
    assert (row.name_en, row.withheld, listing.quote) == ("A name", (), "A name")


def test_cells_without_consent_stay_though_the_name_may_leave(record: Record) -> None:
    record.one(Listing)
    actions.set_name_basis(AMAL, record.one(Victim), basis="the family was told")
    actions.bind_to_consent(AMAL, record.one(Item), consent=None)
    assert withheld(one(record.case, "listings")) == {"quote": NO_CONSENT}


def test_what_is_withheld_of_a_person_does_not_leave_by_a_source_s_cells(record: Record) -> None:
    columns = ["name_ar", "pregnant", "age", "civilian_contested"]
    listing = record.new(Listing, columns=columns, quote="A name\nyes\n31\nno")
    actions.set_name_basis(AMAL, record.one(Victim), basis="the family was told")
    row = one(record.case, "listings")
    assert (row.columns, row.quote, row.withheld) == (("name_ar", "age"), "A name\n31", ())
    Listing.objects.filter(pk=listing.pk).update(quote="A name\nof the old town\nyes\n31\nno")
    row = one(record.case, "listings")
    assert (row.columns, row.quote, withheld(row)) == (("name_ar", "age"), None, {"quote": NOT_APART})


@pytest.mark.parametrize("kind", ["relative", "witness"])
def test_private_persons_are_sources_without_a_name(record: Record, kind: str) -> None:
    accepted(record)
    Source.objects.update(kind=kind)
    row = one(record.case, "sources")
    assert (row.name_en, row.slug) == (None, f"source-{row.id}")
    assert one(record.case, "claims").source == row.slug
    assert one(record.case, "items").source == row.slug
    actions.set_name_basis(AMAL, record.one(Source), basis="he asked to be named")
    assert one(record.case, "sources").name_en == "Airwars"


# Assessments


def test_a_sources_own_assessment_says_where_its_trail_ends(record: Record) -> None:
    record.one(Assessment), record.one(Source)
    row = one(record.case, "assessments")
    assert (row.assessor_en, row.heads, row.trail_note, row.quote) == ("Airwars", True, TRAIL_ENDS, "4")


def test_our_assessment_rests_on_claims_that_leave(record: Record) -> None:
    claim, stays = accepted(record), record.new(Claim, record=8)
    nowhere: dict[str, Any] = {"item": None, "locator": "", "record": None, "columns": [], "quote": ""}
    rests_on = [str(claim.pk), str(stays.pk)]
    record.new(Assessment, **nowhere, assessor="tahqiq", rules="tahqiq/1", claims=rests_on)
    row = one(record.case, "assessments")
    assert (row.claims, row.heads, row.trail_note, row.quote) == ((str(claim.pk),), False, "", None)
    assert row.assessor_en == "Tahqiq"
    assert not row.signed_off


@pytest.mark.parametrize("model", [Assessment, Answer, Statement, Victim, Listing])
def test_what_was_withdrawn_stays(record: Record, model: type[models.Model]) -> None:
    record.new(model, withdrawn_by="amal", withdrawn_at=NOW, withdrawn_reason="mistaken")
    table = next(name for name, each in MODELS.items() if each is model)
    assert leaving(record.case, table) == []


def test_an_answer_names_its_claim_only_if_it_leaves(record: Record) -> None:
    record.new(Answer, claim=record.one(Claim))
    assert one(record.case, "answers").claim is None
    actions.accept_claim(AMAL, record.one(Claim))
    assert one(record.case, "answers").claim == str(record.one(Claim).pk)


def test_rows_hold_plain_values(record: Record) -> None:
    for model in MODELS.values():
        record.one(model)
    for _, row in rows(record.case, on=DAY):
        for field in dataclasses.fields(row):  # type: ignore[arg-type]
            value = getattr(row, field.name)
            assert value is None or isinstance(value, (str, int, float, bool, tuple))


def test_memory_does_not_grow_with_the_record(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.casebook.releasing.reading.CHUNK", 50)
    monkeypatch.setattr("tahqiq.casebook.releasing.reading.chunks.__defaults__", (50,))
    peaks = []
    for n in (100, 400):
        Export(lines=[Line(f"CS{number:05}") for number in range(n)]).bring(AMAL, record.case)
        gc.collect()
        gc.freeze()  # the collector need not look through all of Django again and again
        tracemalloc.start()
        count = 0
        for count, _ in enumerate(rows(record.case, on=DAY), 1):
            if count % 100 == 0:
                gc.collect()  # what waits for the collector depends on all that ran before this test
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        gc.unfreeze()
        assert count > n * 7
    assert peaks[1] < peaks[0] * 1.5


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_is_of_one_moment() -> None:
    case = Record().case
    with snapshot(), snapshot():
        assert len(list(rows(case, on=DAY))) == 1
    assert actions.let_assess(AMAL, case, assessed_by="tahqiq").assessed_by == "tahqiq"
