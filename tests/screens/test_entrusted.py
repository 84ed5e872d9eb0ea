"""The screens of those who speak and of those who are found, as a camera sees them; all of them made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import chromium
import pytest
from casebook.record import DAY, NEXT, NOW, Record, actor
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from screens.camera import LANGUAGES, Scene, camera
from screens.test_investigators import come_in
from tahqiq.casebook import actions
from tahqiq.casebook.actions import Found, Told
from tahqiq.casebook.actions.remains import Lie
from tahqiq.casebook.importing.testimony import keep_recording, keep_transcript
from tahqiq.casebook.models import (
    Case,
    Concern,
    Consent,
    FormConflict,
    FormSubmission,
    Incident,
    Interview,
    Knowledge,
    MissingPerson,
    Place,
    Purpose,
    RecoverySite,
    Remains,
    SiteVisit,
    VaultKeeper,
    Whose,
)
from tahqiq.casebook.vault import Identity, make_keeper_key
from tahqiq.desk.home import Home
from tahqiq.seal import Archive
from tahqiq.vocab.dates import DateSpan

pytestmark = [pytest.mark.browser, chromium.needed, pytest.mark.django_db(transaction=True)]

ROLES = ("recorder", "reviewer", "editor", "administrator", "auditor", "interviewer", "keeper")
WORDS = (
    "كنا في القبو حين سقطت القذيفة على البيت المجاور.\nرأيت الجيران يخرجون امرأة وطفلين.\n"
    "قال لي أخي إن تحت الركام خمسة آخرين."
)
CLOTHES = "جاكيت بني\nقميص أزرق مخطط\nحذاء رياضي أسود"
CHART = "16 filled MO\n26 crown\n36 missing\n46 root_filled"


@pytest.fixture
def record(transactional_db: None, tmp_path: Path) -> Iterator[Record]:
    """A home of its own, and in it a case of made-up people: one who spoke, three found, two looked for."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    made = Record("invented")
    titles = {"title_en": "The invented city", "title_ar": "المدينة المختلقة", "assessed_by": "tahqiq"}
    Case.objects.filter(pk=made.case.pk).update(**titles)
    names = {"name_en": "The invented quarter", "name_ar": "الحي المختلق"}
    Place.objects.filter(pk=made.one(Place).pk).update(**names)
    Incident.objects.filter(pk=made.one(Incident).pk).update(code="INV-1")
    _spoken(made, tmp_path)
    _found(made)
    _answered(made)
    yield made
    settings.HOME = before


def _spoken(record: Record, folder: Path) -> None:
    """An interview with its recording, passages, a worry and something owed."""
    who, case, archive = actor(name="huda"), record.case, Archive.at(settings.HOME.archive)
    purposes = (Purpose.KEEP, Purpose.PUBLISH_WORDS)
    consent = actions.record_consent(
        who, case, subject="W1", purposes=purposes, language="ar", given_on=DAY, guardian=""
    )
    said: dict[str, Any] = {"pseudonym": "W1", "interviewer": "huda", "language": "ar"}
    made = actions.record_interview(who, case, consent=consent, incident=record.one(Incident), **said)
    (folder / "voice.mp3").write_bytes(b"ID3" + bytes(400))
    keep_recording(who, made, folder / "voice.mp3", archive=archive)
    made.refresh_from_db()
    keep_transcript(who, made, WORDS, transcriber="huda", archive=archive)
    made = Interview.objects.select_related("case", "consent", "incident").get(pk=made.pk)
    first, second, third = _lines(WORDS)
    saw = actions.mark_passage(who, made, start=second[0], end=second[1], knowledge=Knowledge.SAW)
    told = actions.mark_passage(who, made, start=third[0], end=third[1], knowledge=Knowledge.TOLD)
    actions.mark_passage(who, made, start=first[0], end=first[1], knowledge=Knowledge.HEARD)
    actions.note_contradiction(who, saw, told, about="how many lay there")
    actions.raise_flag(who, made, concern=Concern.DISTRESS, note="slept badly after the first talk")
    actions.ask_follow_up(who, made, what="read the transcript to her", due_on=NEXT)
    _, public = make_keeper_key("a sentence of several words")
    record.new(VaultKeeper, name="basma", public=public)
    record.new(VaultKeeper, name="salma", public=make_keeper_key("a sentence of several words")[1])
    actions.keep_identity(who, case, pseudonym="W1", whose=Whose.SPEAKS, identity=Identity(name="Nobody"))
    visit = actions.record_visit(
        who, case, code="SV-1", place=record.one(Place), team=["huda"], seen="the house has fallen in"
    )
    remnant = actions.add_remnant(who, visit, markings="96214ASSY", measurements="fin span 620 mm, by tape")
    actions.identify_remnant(who, remnant, identified_as="a tail fin", basis="its markings")
    actions.say_sought(who, visit, what="crater", found=False)


def _lines(words: str) -> list[tuple[int, int]]:
    """Where each line stands."""
    found, at = [], 0
    for line in words.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _found(record: Record) -> None:
    """Two graves, three bodies, two files, compared; a family asks."""
    who, site = actor(), record.one(RecoverySite)
    RecoverySite.objects.filter(pk=site.pk).update(
        name_en="The old orchard", name_ar="البستان القديم", version=2
    )
    site.refresh_from_db()
    graves = [
        actions.open_grave(who, site, code=f"G-{n}", lie=Lie(x_m=3.0 * n, y_m=2.0), length_m=2.2, width_m=1.1)
        for n in (1, 2)
    ]
    for n, chart in enumerate((CHART, "11 sound\n21 sound", "31 missing"), start=1):
        east = (5.75, 3.05, 6.25)[n - 1]
        how = Lie(x_m=east, y_m=2.85, orientation_deg=(4.0 - 3 * n) % 360, depth_m=1.2)
        findings = {"chart": chart, "clothing": CLOTHES, "effects": "خاتم فضة"}
        seen = Found(
            recovered=DateSpan(DAY, NEXT),
            sex="male",
            sex_basis="pelvis",
            findings=findings,
            grave=graves[n % 2],
            lie=how,
        )
        actions.record_remains(who, site, code=f"B-{n}", found=seen)
    consent = record.new(Consent, subject="F1", expires_on=None)
    for code, name, chart in (("M-1", "يوسف حمدان البركات", CHART), ("M-2", "سامر مختلق", "46 sound")):
        items = {"chart": chart, "clothing": CLOTHES, "effects": "خاتم فضة"}
        told = Told(told_by="mother", name_ar=name, name_en="", sex="male", items=items, consent=consent)
        actions.open_file(who, record.case, code=code, told=told)
    actions.compare_remains(who, record.case)
    file = MissingPerson.objects.get(code="M-1")
    actions.receive_request(who, file, asked_by="brother", asked_on=NEXT, question="Is my brother here?")
    body = Remains.objects.get(code="B-1")
    actions.hand_over(
        who, body, handed_by="digger", received_by="doctor", at=datetime(2017, 10, 19, tzinfo=UTC)
    )


def _answered(record: Record) -> None:
    """Two versions of one form."""
    before, after = {"team": "huda", "seen": "two floors fell"}, {"team": "huda", "seen": "three floors fell"}
    held = record.new(FormSubmission, answers=before)
    later: dict[str, Any] = {"instance": "uuid:2", "mark": "cd" * 32, "standing": "waits", "answers": after}
    arrived = record.new(FormSubmission, **later)
    pair: dict[str, Any] = {"held": held, "arrived": arrived, "questions": ["seen"]}
    FormConflict.objects.create(case=record.case, found_at=NOW, **pair)


def _screens(record: Record) -> Iterator[Scene]:
    at = f"/desk/cases/{record.slug}/"
    interview = Interview.objects.get()
    body, file = Remains.objects.get(code="B-1"), MissingPerson.objects.get(code="M-1")
    withdrawn = f"{at}consents/{interview.consent_id}/"
    yield Scene(name="desk-interviews", address=f"{at}interviews/", shown=False)
    yield Scene(name="desk-interview", address=f"{at}interviews/{interview.pk}/")
    yield Scene(name="desk-consent", address=withdrawn, shown=False)
    yield Scene(name="desk-vault", address=f"{at}vault/", shown=False)
    yield Scene(name="desk-visit", address=f"{at}visits/{SiteVisit.objects.get().pk}/", shown=False)
    yield Scene(name="desk-site", address=f"{at}sites/{record.one(RecoverySite).pk}/")
    yield Scene(name="desk-remains", address=f"{at}remains/{body.pk}/", shown=False)
    yield Scene(name="desk-remains-editor", address=f"{at}remains/{body.pk}/edit/", shown=False)
    yield Scene(name="desk-missing", address=f"{at}missing/{file.pk}/", shown=False)
    yield Scene(name="desk-comparison", address=f"{at}comparisons/{body.pk}/{file.pk}/")
    yield Scene(name="desk-comparisons", address=f"{at}comparisons/", shown=False)
    yield Scene(name="desk-requests", address=f"{at}missing/requests/", shown=False)
    yield Scene(name="desk-registers", address=f"{at}registers/", shown=False)
    yield Scene(name="desk-forms", address=f"{at}forms/", shown=False)
    yield Scene(
        name="desk-versions", address=f"{at}forms/versions/{FormConflict.objects.get().pk}/", shown=False
    )


def test_a_camera_finds_no_fault_with_testimony_and_remains(live_server: LiveServer, record: Record) -> None:
    visitors = {language: come_in(language, record.case, roles=ROLES) for language in LANGUAGES}
    screens = list(_screens(record))
    faults: list[str] = []
    with chromium.started() as browser:
        for language, visitor in visitors.items():
            with camera(browser, language) as seen:
                seen.enter(live_server.url, visitor)
                for screen in screens:
                    seen.look(live_server.url, screen)
            faults += seen.faults
    assert not faults, "\n".join(faults)
