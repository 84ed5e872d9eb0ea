"""Forms from the field at the desk: read in both languages, filed, and decided between side by side."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from casebook.record import Record, in_role
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from desk.conftest import Enter
from tahqiq.casebook import actions
from tahqiq.casebook.actors import local_operator
from tahqiq.casebook.importing.forms import bring_forms
from tahqiq.casebook.models import (
    AuditEntry,
    Consent,
    FormConflict,
    FormSubmission,
    Item,
    LogEntry,
    SiteVisit,
    VaultKeeper,
)
from tahqiq.casebook.resting import resting_on
from tahqiq.casebook.vault import make_keeper_key
from tahqiq.desk.home import Home
from tahqiq.desk.vault_keys import keep_key
from tahqiq.desk.withdrawing import reach_of
from tahqiq.read.forms import Export, form_of
from tahqiq.read.forms.testing import as_odata, as_xml, fill, media_of
from tahqiq.seal import Archive

VISIT, INTERVIEW = form_of("site_visit"), form_of("interview")
PASSPHRASE = "a sentence of several words"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    settings.HOME = Home.create(tmp_path / "home")
    return settings.HOME  # type: ignore[no-any-return]


@pytest.fixture
def received(record: Record, home: Home, tmp_path: Path) -> FormSubmission:
    """A visit's form, and an edited version that waits."""
    instance, answers = fill(VISIT, seed=3, share=0.5)
    for words in ("<b>by the mill</b>", "by the bridge"):
        path = tmp_path / "submissions.json"
        path.write_bytes(
            as_odata(VISIT, [(instance, answers | {"place_words": words, "visit_code": "SV-3"})])
        )
        bring_forms(local_operator(), Export(path), archive=home.archive, case=record.case.slug)
    return FormSubmission.objects.standing().get(instance=instance)


def at(name: str, record: Record, *args: Any) -> str:
    return reverse(f"desk:{name}", args=[record.case.slug, *args])


@pytest.mark.parametrize(("language", "title"), [("en", "Site visit"), ("ar", "زيارة موقع")])
def test_answers_are_read_in_the_words_of_the_form(
    record: Record, received: FormSubmission, enter: Enter, language: str, title: str
) -> None:
    browser = enter("interviewer", case=record.case, language=language)
    found = FormConflict.objects.get(held=received)
    for name, args in (("submissions", ()), ("submission", (received.pk,)), ("form_conflict", (found.pk,))):
        answer = browser.get(at(name, record, *args))
        page = answer.content.decode()
        assert answer.status_code == 200, page
        assert title in page
        assert "<b>by the mill" not in page


def test_a_form_is_filed_once(record: Record, received: FormSubmission, enter: Enter) -> None:
    browser = enter("interviewer", case=record.case)
    assert browser.post(at("file_submission", record, received.pk)).status_code == 302
    made = SiteVisit.objects.get(code="SV-3")
    page = browser.get(at("submission", record, received.pk)).content.decode()
    assert at("visit", record, made.pk) in page
    assert browser.post(at("file_submission", record, received.pk)).status_code == 400


def test_two_versions_stand_side_by_side_until_somebody_decides(
    record: Record, received: FormSubmission, enter: Enter
) -> None:
    found = FormConflict.objects.get(held=received)
    browser = enter("interviewer", "reviewer", case=record.case)
    page = browser.get(at("form_conflict", record, found.pk)).content.decode()
    assert "by the mill" in page
    assert "by the bridge" in page
    address = at("resolve_form_conflict", record, found.pk)
    assert browser.post(address, {"chosen": "both", "reason": "asked"}).status_code == 400
    assert browser.post(address, {"chosen": "arrived", "reason": "the team was asked"}).status_code == 302
    stands = FormSubmission.objects.standing().get(root=received.root)
    assert stands.answers["place_words"] == "by the bridge"


def test_two_files_of_one_name_stand_side_by_side(
    record: Record, home: Home, enter: Enter, tmp_path: Path
) -> None:
    instance, answers = fill(VISIT, seed=6, share=1.0)
    for said in (b"first ", b"other "):
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w") as export:
            export.writestr("submissions.json", as_odata(VISIT, [(instance, answers)]))
            for name, _ in media_of(instance, answers, VISIT):
                export.writestr(f"media/{instance.removeprefix('uuid:')}/{name}", said + name.encode())
        bring_forms(local_operator(), Export(path), archive=home.archive, case=record.case.slug)
    found = FormConflict.objects.select_related("held", "arrived").get(held__instance=instance)
    page = enter("interviewer", case=record.case).get(at("form_conflict", record, found.pk)).content.decode()
    for version in (found.held, found.arrived):
        for each in version.media:
            item = Item.objects.get(case=record.case, sha256=each["sha256"])
            assert at("item", record, item.pk) in page
    assert "other bytes" in page


def test_a_consent_taken_back_before_the_form_was_filed_erases_the_form(
    record: Record, home: Home, enter: Enter, tmp_path: Path
) -> None:
    _, public = make_keeper_key(PASSPHRASE)
    record.new(VaultKeeper, name="basma", public=public)
    instance, answers = fill(INTERVIEW, seed=3, share=1.0)
    words = "my quinquereme burned that night and six people died"
    answers |= {"passage": [{"knowledge": "saw", "words": words}], "keep": "yes", "pseudonym": "Zaytun"}
    path = tmp_path / "submissions.json"

    def brought(**changed: object) -> dict[str, int]:
        path.write_bytes(as_odata(INTERVIEW, [(instance, answers | changed)]))
        done = bring_forms(local_operator(), Export(path), archive=home.archive, case=record.case.slug)
        return dict(done.counts)

    brought()
    brought(setting="office", summary="another version")
    held = FormSubmission.objects.standing().get(instance=instance)
    entry = record.new(LogEntry, said=f"she said: {words}")
    browser = enter("interviewer", case=record.case)
    assert (
        at("submission_consent", record, held.pk)
        in browser.get(at("submission", record, held.pk)).content.decode()
    )
    for _ in "twice":
        answer = browser.post(at("submission_consent", record, held.pk))
    consent = Consent.objects.get(subject=held.called)
    assert answer["Location"] == at("consent", record, consent.pk)
    archive = Archive.at(home.archive)
    reach = replace(reach_of(home, archive), scrub=lambda: None)
    seen = resting_on(consent, served=reach.served)
    assert seen.vault and ["logentry", str(entry.pk)] in seen.plain()["noted"]
    huda, zahra = in_role("interviewer", record.case, "huda"), in_role("publisher", record.case, "zahra")
    asked = {"destroy": True, "reason": "she asked", "seen": seen.sha256(), "served": reach.served}
    made = actions.propose_withdrawal(huda, consent, **asked)
    made = actions.approve_withdrawal(zahra, made, seen=made.sha256, served=reach.served)
    assert actions.carry_out_withdrawal(zahra, made, reach=reach).state == "done"
    versions = FormSubmission.objects.filter(instance=instance)
    assert [(each.answers, each.media, each.vault) for each in versions] == [({}, [], None)] * 2
    assert "quinquereme" not in "".join(connection.connection.iterdump())
    assert all(archive.removed(each.item.sha256) for each in versions)
    assert not FormSubmission.objects.unfiled().filter(instance=instance).exists()
    page = browser.get(at("submission", record, held.pk)).content.decode()
    assert "was taken back" in page and at("file_submission", record, held.pk) not in page
    assert browser.post(at("file_submission", record, held.pk)).status_code == 400
    assert brought() == brought(summary="a third version") == {"not_kept": 1}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_printed_and_the_trail_says_so(
    record: Record, received: FormSubmission, enter: Enter, language: str
) -> None:
    browser = enter("interviewer", case=record.case, language=language)
    for name, args in (("print_submissions", ()), ("print_submission", (received.pk,))):
        answer = browser.get(at(name, record, *args))
        assert answer.status_code == 200
        with pypdfium2.PdfDocument(answer.content) as printed:
            said = "".join(page.get_textpage().get_text_range() for page in printed)
        assert "mill" in said
        assert ("bridge" in said) == (name == "print_submissions")
    assert AuditEntry.objects.filter(action="print_submissions").count() == 2


def test_what_stays_in_the_form_alone_is_shown_after_it_was_filed(
    record: Record, received: FormSubmission, enter: Enter
) -> None:
    browser = enter("interviewer", case=record.case)
    browser.post(at("file_submission", record, received.pk))
    received.refresh_from_db()
    page = browser.get(at("submission", record, received.pk)).content.decode()
    assert received.left
    assert ("Stands in the form alone" in page) == bool(received.left)


def test_whoever_does_not_work_with_testimony_sees_no_form(
    record: Record, received: FormSubmission, enter: Enter
) -> None:
    browser = enter("reviewer", case=record.case)
    for name in ("submissions", "print_submissions"):
        assert browser.get(at(name, record)).status_code == 403
    for name in ("submission", "print_submission"):
        assert browser.get(at(name, record, received.pk)).status_code == 403
    assert browser.post(at("file_submission", record, received.pk)).status_code == 403


def test_a_keeper_reads_the_closed_part_and_the_form_as_it_came(
    record: Record, home: Home, enter: Enter, tmp_path: Path
) -> None:
    content, public = make_keeper_key(PASSPHRASE)
    keeper = VaultKeeper.objects.create(
        case=record.case, name="basma", public=public, named_by="basma", named_at=timezone.now()
    )
    keep_key(home, keeper, content)
    instance, answers = fill(INTERVIEW, seed=3, share=1.0)
    answers |= {"real_name": "Somebody Unmistakable"}
    path = tmp_path / "interview.xml"
    path.write_bytes(
        as_xml(INTERVIEW, (instance, answers)).replace(b"</data>", b"<extra>more</extra></data>")
    )
    bring_forms(local_operator(), Export(path), archive=home.archive, case=record.case.slug)
    held = FormSubmission.objects.get(instance=instance)
    browser = enter("keeper", case=record.case, name="basma")
    page = browser.post(
        at("open_identity", record, held.vault_id), {"passphrase": PASSPHRASE, "reason": "to call back"}
    ).content.decode()
    assert "Somebody Unmistakable" in page
    assert "&lt;extra&gt;more&lt;/extra&gt;" in page
    assert '<code dir="ltr">extra</code>' in page
    answer = enter("interviewer", case=record.case, name="nour").get(at("submission", record, held.pk))
    assert "Unmistakable" not in answer.content.decode()
