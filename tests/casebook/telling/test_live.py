"""Every kind of live value, in both languages, with what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casebook.record import NOW, Record
from casebook.telling.manuscripts import DAY, figures
from tahqiq.casebook.models import Answer, Assessment, Claim, Incident, Item, Population, RecoverySite, Victim
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.casebook.telling.ground import Ground
from tahqiq.casebook.telling.live import NoValue, live
from tahqiq.vocab.stories import NOTES

pytestmark = pytest.mark.django_db
OF_CLAIM, OF_INCIDENT = "claim", "incident"


def ground(record: Record) -> Ground:
    return Ground(Leaving(record.case, on=DAY))


@pytest.fixture
def whole(record: Record) -> Ground:
    """A record with one of everything that values are of."""
    claim = figures(record)
    chain = [{"role": "speaker", "name": "Amnesty", "kind": "human_rights_organisation"}]
    Claim.objects.filter(pk=claim.pk).update(
        population=record.one(Population),
        chain=chain,
        place="Badou street",
        min=4,
        max=None,
        hedge="at_least",
    )
    record.one(Answer)
    record.one(RecoverySite)
    basis = {"name_basis": "the family was told", "name_basis_by": "amal", "name_basis_at": NOW}
    record.new(Victim, **basis, name_ar="اسم", age="31")
    return ground(record)


@pytest.mark.parametrize(
    ("expression", "english", "arabic", "note"),
    [
        ("claim toll figure", "at least 4", "⁦4⁩ على الأقل", ""),
        ("claim toll when", "17 October 2017", "⁦17⁩ تشرين الأول/أكتوبر ⁦2017⁩", ""),
        ("claim toll said", "17 October 2017", "⁦17⁩ تشرين الأول/أكتوبر ⁦2017⁩", ""),
        ("claim toll place", "Badou street", "Badou street", ""),
        ("claim toll speaker", "Amnesty", "Amnesty", ""),
        ("incident CS1640 killed", "4", "⁦4⁩", ""),
        ("incident CS1640 injured", "1–2", "⁦1–2⁩", ""),
        ("incident CS1640 when", "17 October 2017", "⁦17⁩ تشرين الأول/أكتوبر ⁦2017⁩", ""),
        ("incident CS1640 grade", "Fair", "مقبولة", ""),
        ("incident CS1640 place", "Badou", "بدو", ""),
        ("total incidents", "1 incident", "حادثة واحدة (⁦1⁩)", "totals"),
        ("total victims", "1 person", "شخص واحد (⁦1⁩)", "totals"),
        ("total killed", "4", "⁦4⁩", "totals"),
        ("total killed fair_confirmed", "4", "⁦4⁩", "totals"),
        ("total grade fair", "1 incident", "حادثة واحدة (⁦1⁩)", "totals"),
        ("total answers coalition non_credible", "1 answer", "رد واحد (⁦1⁩)", "totals"),
        ("total conceded coalition", "1", "⁦1⁩", "totals"),
        ("count sources", "1 source", "مصدر واحد", "table"),
        ("count items", "1 item", "مادة واحدة", "table"),
        ("count claims", "1 claim", "ادعاء واحد (⁦1⁩)", "table"),
        ("count sites", "1 recovery site", "موقع انتشال واحد", "table"),
    ],
)
def test_each_kind(whole: Ground, expression: str, english: str, arabic: str, note: str) -> None:
    value, other = live(whole, expression, "en"), live(whole, expression, "ar")
    assert (value.text, other.text) == (english, arabic)
    assert value.note == note
    assert note in NOTES if note else value.claims
    assert (value.claims, value.min, value.max) == (other.claims, other.min, other.max)


def test_a_person_who_may_be_named(whole: Ground) -> None:
    key = str(Victim.objects.get().pk)
    assert live(whole, f"person {key} name", "ar").text == "اسم"
    assert live(whole, f"person {key} age", "en").text == "31"
    assert live(whole, f"person {key} name", "en").person == key


def test_a_range_set_by_its_source_says_so(record: Record) -> None:
    record.one(Assessment)
    value = live(ground(record), "incident CS1640 killed", "en")
    assert (value.claims, value.note, value.incident) == (
        (),
        "range_by_source",
        str(Incident.objects.get().pk),
    )


def _hide_place(record: Record) -> None:
    Item.objects.update(consent_needed=True)


def _twice(record: Record) -> None:
    record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW, source_key="toll", min=9, max=9)


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("", "no live value"),
        ("claim", "no live value"),
        ("weather Raqqa", "no live value"),
        ("claim nothing figure", "no accepted claim"),
        ("claim toll colour", "does not give"),
        ("claim toll", "does not give"),
        ("claim toll figure exactly", "does not give"),
        ("claim 00000000-0000-0000-0000-000000000000 figure", "no accepted claim"),
        ("incident CS9 killed", "no incident"),
        ("incident CS1640 colour", "does not give"),
        ("total everything", "does not give"),
        ("total grade best", "does not give"),
        ("total killed by_us", "does not give"),
        ("total answers coalition maybe", "does not give"),
        ("total answers nobody open", "answered nothing"),
        ("total conceded nobody", "conceded nothing"),
        ("person nobody name", "nobody of the record"),
        ("count stars", "does not give"),
        ("count items twice", "does not give"),
    ],
)
def test_what_has_no_value_says_why(whole: Ground, expression: str, problem: str) -> None:
    with pytest.raises(NoValue, match=problem):
        live(whole, expression, "en")


@pytest.mark.parametrize(
    ("change", "expression", "problem"),
    [
        (_hide_place, "claim toll place", "withheld"),
        (_twice, "claim toll figure", "several claims"),
        (lambda record: Claim.objects.update(min=None, max=None), "claim toll figure", "gives no figure"),
        (lambda record: Claim.objects.update(span_start=None, span_end=None), "claim toll when", "no date"),
        (lambda record: Assessment.objects.all().delete(), "incident CS1640 killed", "not been graded"),
        (lambda record: Incident.objects.update(place=None), "incident CS1640 place", "no place"),
        (
            lambda record: Claim.objects.update(
                status="rejected", decided_by="amal", decided_at=NOW, decision_reason="no"
            ),
            "claim toll figure",
            "no accepted claim",
        ),
    ],
)
def test_a_record_that_does_not_say(
    record: Record, change: Callable[[Record], object], expression: str, problem: str
) -> None:
    figures(record)
    change(record)
    with pytest.raises(NoValue, match=problem):
        live(ground(record), expression, "en")


def test_a_nameless_person_has_no_name_here(record: Record) -> None:
    key = str(record.one(Victim).pk)
    with pytest.raises(NoValue, match="withholds it"):
        live(ground(record), f"person {key} name", "en")


def test_a_graded_range_without_claims_has_no_trail(record: Record) -> None:
    nowhere = {"item": None, "locator": "", "record": None, "columns": [], "quote": ""}
    record.new(Assessment, assessor="tahqiq", **nowhere, rules="tahqiq/1", profile="airwars/1")
    type(record.case).objects.update(assessed_by="tahqiq")
    record.case.refresh_from_db()
    with pytest.raises(NoValue, match="has no trail"):
        live(ground(record), "incident CS1640 killed", "en")
