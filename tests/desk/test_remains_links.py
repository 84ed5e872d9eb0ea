"""The found and the looked for: photographs, contacts, versions, logs, work, and links both ways."""

from __future__ import annotations

import pytest
from casebook.record import DAY, NEXT, NOW, SHA, Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook import vault
from tahqiq.casebook.models import (
    Burial,
    FoundPhotograph,
    Grave,
    HandOver,
    Incident,
    Item,
    Job,
    LogEntry,
    Match,
    MissingPerson,
    RecoverySite,
    Remains,
    Revision,
    Ruling,
    Sample,
    VaultEntry,
    VaultKeeper,
    Victim,
)

BUILDING = "bldg/17 ب"


@pytest.fixture
def record(db: None) -> Record:
    """A body under a building, identified as a person of the record; a photograph, a log, a sample."""
    made = Record()
    for kind in (Grave, Sample, Burial, LogEntry, Match):
        made.one(kind)  # type: ignore[type-var]
    body, file = made.one(Remains), made.one(MissingPerson)
    linked = {"incident": made.one(Incident)}
    Remains.objects.filter(pk=body.pk).update(grave=made.one(Grave), building=BUILDING, **linked)
    MissingPerson.objects.filter(pk=file.pk).update(victim=made.one(Victim), **linked)
    made.new(Ruling, confirmed_by="basma", confirmed_at=NOW)
    return made


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/"


def _page(browser: Client, record: Record, path: str) -> str:
    answer = browser.get(_begin(record) + path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_further_screens_open_in_either_language(record: Record, enter: Enter, language: str) -> None:
    browser = enter("recorder", "reviewer", "interviewer", case=record.case, language=language)
    site, grave, body = (record.one(kind).pk for kind in (RecoverySite, Grave, Remains))
    file = record.one(MissingPerson).pk
    for path in (
        f"sites/{site}/edit/",
        f"graves/{grave}/",
        f"graves/{grave}/edit/",
        f"buildings/{BUILDING}/",
        "daily-log/",
        *(f"{kind}/{pk}/history/" for kind, pk in (("sites", site), ("graves", grave))),
        f"remains/{body}/history/",
        f"missing/{file}/history/",
        f"missing/{file}/?person=A+name",
    ):
        _page(browser, record, path)


def test_remains_person_incident_and_building_lead_to_one_another(record: Record, enter: Enter) -> None:
    browser = enter("recorder", "reviewer", case=record.case)
    body, file, person = (record.one(kind) for kind in (Remains, MissingPerson, Victim))
    at = {
        "remains": f"{_begin(record)}remains/{body.pk}/",
        "file": f"{_begin(record)}missing/{file.pk}/",
        "person": f"{_begin(record)}people/{person.pk}/",
        "incident": f"{_begin(record)}incidents/{record.one(Incident).pk}/",
    }
    building = _page(browser, record, f"buildings/{BUILDING}/")
    assert all(at[each] in building for each in ("remains", "person", "incident"))
    pages = {name: browser.get(path).content.decode() for name, path in at.items()}
    for here, there in (
        *(("remains", each) for each in ("person", "incident")),
        *(("person", each) for each in ("remains", "file", "incident")),
        *(("incident", each) for each in ("remains", "file")),
        *(("file", each) for each in ("person", "incident")),
    ):
        assert at[there] in pages[here], f"{here} → {there}"
    assert "buildings/bldg/17" in pages["remains"]
    assert browser.get(f"{_begin(record)}buildings/none/").status_code == 404


def test_who_sees_no_names_is_not_led_to_people(record: Record, enter: Enter) -> None:
    browser = enter("auditor", case=record.case)
    body, incident = record.one(Remains), record.one(Incident)
    for path in (f"buildings/{BUILDING}/", f"remains/{body.pk}/", f"incidents/{incident.pk}/"):
        page = _page(browser, record, path)
        assert f"people/{record.one(Victim).pk}" not in page
        assert f"missing/{record.one(MissingPerson).pk}" not in page
    assert browser.get(f"{_begin(record)}missing/{record.one(MissingPerson).pk}/history/").status_code == 403


def test_a_photograph_is_tied_by_the_code_in_it_and_guarded(record: Record, enter: Enter) -> None:
    item = record.one(Item)
    recorder = enter("recorder", case=record.case)
    body, grave = record.one(Remains), record.one(Grave)
    there = f"{_begin(record)}remains/{body.pk}/deed/"
    asked = {"do": "photograph", "sha256": SHA[:16], "scale": "rule of 30 cm", "bearing": "270"}
    assert recorder.post(there, {**asked, "code": "R-2"}).status_code == 400, "another code is in the picture"
    assert recorder.post(there, {**asked, "code": "r ١", "bearing": "360"}).status_code == 400
    assert recorder.post(there, {**asked, "code": "r ١"}).status_code == 302
    item.refresh_from_db()
    assert (item.guarded, item.consent_needed, item.graphic) == (True, True, "yes")
    page = _page(recorder, record, f"remains/{body.pk}/")
    assert f"items/{item.pk}" not in page, "only those who work with testimony look at it"
    of_grave = f"{_begin(record)}graves/{grave.pk}/photographs/"
    assert recorder.post(of_grave, {**asked, "do": "tie", "code": "G-1"}).status_code == 400, "guarded by now"
    hearing = enter("interviewer", case=record.case, name="huda")
    assert f"items/{item.pk}" in _page(hearing, record, f"remains/{body.pk}/")
    assert hearing.post(of_grave, {**asked, "do": "tie", "code": "G-1"}).status_code == 302
    assert hearing.post(of_grave, {**asked, "do": "tie", "code": "G-1"}).status_code == 400, "once"
    tied = FoundPhotograph.objects.get(remains=body)
    back = {"do": "untie", "photograph": str(tied.pk), "reason": "another body"}
    assert hearing.post(there, back).status_code == 302
    item.refresh_from_db()
    assert item.guarded


def test_a_contact_goes_into_the_vault_and_is_nowhere_else(record: Record, enter: Enter) -> None:
    browser = enter("interviewer", case=record.case)
    file = record.one(MissingPerson)
    there = f"{_begin(record)}missing/{file.pk}/contact/"
    said = {"name": "Canary Name", "contact": "canary 0999", "safe_ways": "after dark"}
    assert browser.post(there, said).status_code == 400, "nobody keeps the vault"
    _, public = vault.make_keeper_key("a sentence of several words")
    record.new(VaultKeeper, name="keeper", public=public)
    assert browser.post(there, said).status_code == 302
    file.refresh_from_db()
    entry = VaultEntry.objects.get(pk=file.contact)
    assert (entry.pseudonym, entry.whose) == (file.code, "searches")
    assert browser.post(there, said).status_code == 302, "in its place"
    assert VaultEntry.objects.count() == 1
    kept = [str(row) for model in (MissingPerson, Revision) for row in model.objects.values()]
    assert "anary" not in " ".join(kept) + _page(browser, record, f"missing/{file.pk}/")


def test_a_file_is_linked_with_a_person_and_parted(record: Record, enter: Enter) -> None:
    browser = enter("recorder", case=record.case)
    file, person = record.one(MissingPerson), record.one(Victim)
    there = f"{_begin(record)}missing/{file.pk}/person/"
    file.refresh_from_db()
    assert browser.post(there, {"version": str(file.version)}).status_code == 302
    file.refresh_from_db()
    assert file.victim is None
    assert browser.post(there, {"version": "1", "person": str(person.pk)}).status_code == 400, "outdated"
    again = {"version": str(file.version), "person": str(person.pk)}
    assert browser.post(there, again).status_code == 302
    file.refresh_from_db()
    assert file.victim == person


def test_sites_and_graves_are_changed_compared_and_restored(record: Record, enter: Enter) -> None:
    browser = enter("recorder", case=record.case)
    site, grave = record.one(RecoverySite), record.one(Grave)
    of_site, of_grave = (f"{_begin(record)}{kind}" for kind in (f"sites/{site.pk}/", f"graves/{grave.pk}/"))
    said = {"name_en": "North field", "kind": "park", "version": "1"}
    assert browser.post(f"{of_site}edit/", said).status_code == 302
    assert browser.post(f"{of_site}edit/", {**said, "name_en": "South field"}).status_code == 400
    assert browser.post(f"{of_site}edit/", {**said, "version": "2", "kind": ""}).status_code == 400
    moved = {"x_m": "4", "y_m": "5", "depth_m": "١٫٢", "first_day": "2031-05", "version": "1"}
    assert browser.post(f"{of_grave}edit/", {**moved, "y_m": ""}).status_code == 400
    assert browser.post(f"{of_grave}edit/", moved).status_code == 302
    assert browser.post(f"{of_grave}edit/", moved).status_code == 400
    compared = _page(browser, record, f"graves/{grave.pk}/history/")
    assert "<del>2.0</del>" in compared
    assert "<ins>2031-05-31</ins>" in compared, "the last day, not the day after"
    restore = f"{of_grave}history/1/restore/"
    assert browser.post(restore, {"version": "1"}).status_code == 302, "refused in words: outdated"
    grave.refresh_from_db()
    assert grave.x_m == 4
    assert browser.post(restore, {"version": "2"}).status_code == 302
    grave.refresh_from_db()
    assert (grave.x_m, grave.opened_start, grave.version) == (2.0, DAY, 3)
    assert "North field" in _page(browser, record, f"sites/{site.pk}/history/")


@pytest.mark.parametrize(
    ("language", "kind", "shown"),
    [("en", "rubble", "Under rubble"), ("ar", "rubble", "تحت الأنقاض"), ("en", "school_yard", "school yard")],
)
def test_a_kind_of_site_is_said_in_words(
    record: Record, enter: Enter, language: str, kind: str, shown: str
) -> None:
    browser = enter("recorder", case=record.case, language=language)
    site = record.one(RecoverySite)
    RecoverySite.objects.filter(pk=site.pk).update(kind=kind)
    assert all(shown in _page(browser, record, path) for path in ("sites/", f"sites/{site.pk}/"))


def test_a_day_is_written_down_and_taken_back(record: Record, enter: Enter) -> None:
    browser = enter("recorder", case=record.case)
    there = f"{_begin(record)}sites/{record.one(RecoverySite).pk}/log/"
    assert browser.post(there, {"on": str(NEXT), "said": "Two bags lifted."}).status_code == 302
    assert browser.post(there, {"on": "", "said": "x"}).status_code == 400
    assert browser.post(there, {"on": str(NEXT), "said": " "}).status_code == 400
    assert "Two bags lifted." in _page(browser, record, "daily-log/")
    entry = LogEntry.objects.get(said="Two bags lifted.")
    assert browser.post(f"{there}{entry.pk}/", {"reason": "another day"}).status_code == 302
    assert "Two bags lifted." not in _page(browser, record, "daily-log/")


def test_samples_and_burials_are_handed_over_and_taken_back(record: Record, enter: Enter) -> None:
    browser = enter("recorder", case=record.case)
    there = f"{_begin(record)}remains/{record.one(Remains).pk}/deed/"
    hand = {"do": "hand_over", "sample": "S-1", "handed_by": "doctor", "received_by": "laboratory"}
    place = str(record.one(Burial).place_id)
    assert browser.post(there, {**hand, "at": "2018-01-01T10:00", "place": place}).status_code == 302
    made = HandOver.objects.get(sample__code="S-1")
    assert str(made.place_id) == place
    again = {**hand, "at": "2018-01-02T10:00"}
    assert browser.post(there, again).status_code == 400, "the laboratory holds it"
    burial = {"do": "unlay", "burial": str(record.one(Burial).pk), "reason": "another bag"}
    assert browser.post(there, burial).status_code == 302
    assert browser.post(there, {"do": "unsample", "sample": "S-1", "reason": "twice"}).status_code == 302
    assert browser.post(there, {"do": "unsample", "sample": "S-1", "reason": "twice"}).status_code == 400
    assert not Burial.objects.filter(withdrawn_at=None).exists()


def test_comparing_is_work_in_the_background(record: Record, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    asked = browser.post(f"{_begin(record)}comparisons/compare/")
    job = Job.objects.get(kind="remains")
    assert asked.headers["Location"].endswith(f"/{job.pk}/")
    assert "Compare remains with missing persons" in browser.get(asked.headers["Location"]).content.decode()
    assert str(job.pk) in _page(browser, record, "comparisons/")
    assert (
        enter("recorder", case=record.case, name="rami")
        .post(f"{_begin(record)}comparisons/compare/")
        .status_code
        == 403
    )
