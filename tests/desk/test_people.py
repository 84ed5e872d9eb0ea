"""People: found in either script, changed without losing an edit, named only to those who may see names."""

from __future__ import annotations

from typing import Any

import pytest
from casebook.record import NOW, Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import AuditEntry, Judgement, Listing, Suggestion, Victim

SEE_NAMES = {"recorder", "reviewer", "editor", "listener", "interviewer"}


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/people/"


def _names(browser: Client, record: Record, asked: str) -> list[str]:
    """The ids of those listed, in their order."""
    page = browser.get(f"{_begin(record)}?{asked}").content.decode()
    shown = {str(each.pk): page.find(f"/people/{each.pk}/") for each in Victim.objects.all()}
    return sorted((key for key, at in shown.items() if at >= 0), key=lambda key: shown[key])


def test_a_name_is_found_in_either_script_and_by_variant_spelling(record: Record, enter: Enter) -> None:
    wanted = record.new(Victim, name_en="", name_ar="فاطمة الزهراء البركات")
    for name in ("Walid Mansur", "Huda Karam", "Samir Nassar"):
        record.new(Victim, name_en=name)
    browser = enter("reviewer", case=record.case)
    for asked in ("Fatma al-Zahra al Barakat", "فاطمه الزهرا البركات", "Fatimah Barakaat"):
        assert _names(browser, record, f"q={asked}")[0] == str(wanted.pk)
    assert _names(browser, record, "q=%2E%2E") == []
    wanted.name_ar = ""
    Victim.objects.filter(pk=wanted.pk).update(name_ar="", name_en="Nobody Else")
    record.new(AuditEntry, case=record.case)
    assert str(wanted.pk) in _names(browser, record, "q=Nobody Else"), "a change is found at once"


def test_a_case_without_names_is_searched_in_vain(record: Record, enter: Enter) -> None:
    Victim.objects.update(name_en="", name_ar="")
    assert _names(enter("editor", case=record.case), record, "q=Salma") == []


def test_the_list_is_filtered_and_sorted(record: Record, enter: Enter) -> None:
    plain = record.one(Victim)
    unnamed = record.new(Victim, name_en="")
    joined = record.new(Victim, name_en="B name", joined_to=plain)
    gone = record.new(Victim, withdrawn_by="amal", withdrawn_at=NOW, withdrawn_reason="nobody")
    named = record.new(Victim, name_en="C name", name_basis="told", name_basis_by="amal", name_basis_at=NOW)
    browser = enter("editor", case=record.case)
    expected = {
        "": {plain, unnamed, named},
        "state=joined": {joined},
        "state=unnamed": {unnamed},
        "state=no_basis": {plain},
        "state=withdrawn": {gone},
        "incident=cs1640&state=joined": {joined},
        "incident=elsewhere": set(),
    }
    for asked, people in expected.items():
        assert set(_names(browser, record, asked)) == {str(each.pk) for each in people}, asked
    for order in ("name", "incident", "newest", "oldest", "upwards"):
        assert len(_names(browser, record, f"order={order}")) == 3


@pytest.mark.parametrize("role", sorted(ROLES))
def test_people_are_shown_to_those_who_see_names(record: Record, enter: Enter, role: str) -> None:
    browser = enter(role, case=record.case)
    wanted = 200 if role in SEE_NAMES else 403
    for path in ("", f"{record.one(Victim).pk}/"):
        assert browser.get(f"{_begin(record)}{path}").status_code == wanted


@pytest.mark.parametrize("path", ["", "edit/", "withdraw/", "name/", "part/"])
def test_people_of_another_case_are_not_found(record: Record, enter: Enter, path: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", case=elsewhere.case)
    theirs = f"{_begin(elsewhere)}{record.one(Victim).pk}/{path}"
    assert (browser.post(theirs, {"reason": "x"}) if path else browser.get(theirs)).status_code == 404


def test_one_person_shows_who_lists_them_and_what_may_be_the_same(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    joined = record.new(Victim, name_en="Also Salma", joined_to=person)
    record.new(Listing, victim=joined, quote="Also Salma", record=8)
    other = record.new(Victim, name_en="Perhaps Salma")
    left, right = sorted((person.pk, other.pk), key=lambda id_: id_.hex)
    record.new(Suggestion, kind="victim", left=left, right=right)
    record.new(Judgement, kind="victim", left=left, right=right)
    for language in ("en", "ar"):
        browser = enter("editor", case=record.case, name=language, language=language)
        page = browser.get(f"{_begin(record)}{person.pk}/").content.decode()
        assert "Also Salma" in page and "Perhaps Salma" in page
    page = enter("editor", case=record.case).get(f"{_begin(record)}{joined.pk}/").content.decode()
    assert "Joined to:" in page and "Part the two" in page
    there = f"{_begin(record)}{joined.pk}/part/"
    assert enter("editor", case=record.case, name="carla").post(there, {"reason": "two"}).status_code == 302
    joined.refresh_from_db()
    assert joined.joined_to is None


def _form(person: Victim, **changed: Any) -> dict[str, Any]:
    names = ("name_en", "name_ar", "sex", "age", "age_group", "status", "description_en", "version")
    return {**{name: getattr(person, name) for name in names}, **changed}


def test_a_record_is_changed_by_form(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser = enter("editor", case=record.case)
    there = f"{_begin(record)}{person.pk}/edit/"
    assert b'value="A name"' in browser.get(there).content
    assert browser.post(there, _form(person, name_ar="سلمى", sex="male")).status_code == 302
    person.refresh_from_db()
    assert (person.name_ar, person.sex, person.version) == ("سلمى", "male", 2)
    assert b"changed a person" in browser.get(f"{_begin(record)}{person.pk}/").content
    assert browser.post(there, _form(person, sex="other")).status_code == 200, "the form says what is wrong"


def test_an_edit_that_came_second_is_shown_beside_the_first(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser, there = enter("editor", case=record.case), f"{_begin(record)}{person.pk}/edit/"
    browser.post(there, _form(person, age="7"))
    answer = browser.post(there, _form(person, age="8"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this record" in page and 'value="8"' in page and ">7<" in page
    person.refresh_from_db()
    assert person.age == "7"
    assert browser.post(there, _form(person, age="8")).status_code == 302, "knowing theirs, one may go on"


def test_an_earlier_version_is_compared_and_restored(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser = enter("editor", case=record.case)
    browser.post(f"{_begin(record)}{person.pk}/edit/", _form(person, name_en="Another name", sex="male"))
    there = f"{_begin(record)}{person.pk}/history/"
    assert there.encode() in browser.get(f"{_begin(record)}{person.pk}/").content
    page = browser.get(there).content.decode()
    assert "Another" in page and "Female" in page and "Male" in page
    assert browser.post(f"{there}1/restore/", {"version": 1}).status_code == 302
    person.refresh_from_db()
    assert person.name_en == "Another name", "somebody edited it since"
    assert browser.post(f"{there}1/restore/", {"version": 2}).status_code == 302
    person.refresh_from_db()
    assert (person.name_en, person.sex, person.version) == ("A name", "female", 3)
    assert AuditEntry.objects.filter(action="restore_victim", target_id=str(person.pk)).exists()
    other = record.new(Victim, name_en="Somebody else")
    assert browser.post(f"{_begin(record)}{other.pk}/history/1/restore/", {"version": 1}).status_code == 400
    assert enter("auditor", case=record.case, name="carla").get(there).status_code == 403


def test_a_record_is_withdrawn_and_brought_back_by_form(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser, there = enter("editor", case=record.case), f"{_begin(record)}{person.pk}/withdraw/"
    assert browser.post(there, {"reason": "nobody", "version": "x"}).status_code == 400
    for version, gone in ((1, True), (2, False)):
        assert browser.post(there, {"reason": "a reason", "version": version}).status_code == 302
        person.refresh_from_db()
        assert (person.withdrawn_at is not None) is gone


def test_why_a_name_may_be_published_is_recorded_and_taken_back(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser, there = enter("editor", case=record.case), f"{_begin(record)}{person.pk}/name/"
    assert browser.post(there, {"reason": "the family was told", "decision": "set"}).status_code == 302
    person.refresh_from_db()
    assert person.name_basis == "the family was told"
    assert b"Withhold the name" in browser.get(f"{_begin(record)}{person.pk}/").content
    assert browser.post(there, {"reason": "asked to", "decision": "withdraw"}).status_code == 302
    person.refresh_from_db()
    assert person.name_basis == ""
    assert browser.post(there, {"reason": "", "decision": "set"}).status_code == 400


def test_a_recorder_changes_records_and_decides_on_no_name(record: Record, enter: Enter) -> None:
    person = record.one(Victim)
    browser = enter("recorder", case=record.case)
    page = browser.get(f"{_begin(record)}{person.pk}/").content.decode()
    assert "Change the record" in page and "Let the name be published" not in page
    assert browser.post(f"{_begin(record)}{person.pk}/name/", {"reason": "x"}).status_code == 403
    assert (
        enter("reviewer", case=record.case, name="carla")
        .get(f"{_begin(record)}{person.pk}/edit/")
        .status_code
        == 403
    )


def test_lists_of_people_ask_a_constant_number_of_questions(
    record: Record, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        record.new(Listing, victim=record.new(Victim, name_en=f"Name {n}"), record=n)
    browser = enter("editor", case=record.case)
    for asked in ("", "?q=Name", "?state=no_basis"):
        with django_assert_max_num_queries(16):
            browser.get(f"{_begin(record)}{asked}")
    with django_assert_max_num_queries(26):
        browser.get(f"{_begin(record)}{record.one(Victim).pk}/")


def test_words_of_a_person_are_only_words(record: Record, enter: Enter) -> None:
    hostile = "<script>alert(1)</script>"
    Victim.objects.update(name_en=hostile, age=hostile, description_en=hostile)
    browser = enter("editor", case=record.case)
    for path in ("", f"{record.one(Victim).pk}/", f"{record.one(Victim).pk}/edit/", "?q=%3Cscript%3E"):
        assert "<script>alert" not in browser.get(f"{_begin(record)}{path}").content.decode()
