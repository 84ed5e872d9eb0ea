"""The screens of testimony: for those with the right alone, closed until asked, and nothing leaks."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from casebook.record import DAY, Record, actor, in_role
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from desk.conftest import PASSWORD, Enter
from tahqiq.casebook import actions, vault
from tahqiq.casebook.actions import Said
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import (
    AuditEntry,
    Claim,
    Concern,
    Consent,
    Contradiction,
    Incident,
    Interview,
    Item,
    Knowledge,
    Passage,
    Place,
    Purpose,
    SiteVisit,
    VaultEntry,
    VaultKeeper,
    Whose,
    Withdrawal,
)
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.casebook.vault import Identity
from tahqiq.desk.home import Home
from tahqiq.desk.menu import ENTRIES
from tahqiq.seal import Archive
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

CANARY = "canary-that-nobody-may-hear"
INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")", re.IGNORECASE)
PERSON = "pseudonym-seven"
PHRASE = "a sentence of several words"


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(vault, "_COST", 2)
    monkeypatch.setattr("tahqiq.desk.withdrawing.scrub", lambda: None)  # these tests commit nothing
    settings.HOME = Home.create(tmp_path / "home")
    Archive.at(settings.HOME.archive)
    return settings.HOME  # type: ignore[no-any-return]


@pytest.fixture
def spoken(record: Record, home: Home) -> Interview:
    """An interview with a canary in every private field, and a claim that was accepted out of it."""
    who, case = in_role("interviewer", record.case, "huda"), record.case
    consent = actions.record_consent(
        who, case, subject=PERSON, purposes=(Purpose.KEEP,), language="ar", given_on=DAY
    )
    said: dict[str, Any] = {"pseudonym": PERSON, "interviewer": "huda", "language": "ar", "setting": CANARY}
    visit = actions.record_visit(who, case, code="SV-7", place=record.one(Place), team=["huda"], seen=CANARY)
    made = actions.record_interview(
        who, case, consent=consent, incident=record.one(Incident), visit=visit, **said
    )
    recording = {"sha256": "12" * 32, "size": 10, "media_type": "audio/mpeg"}
    actions.attach_recording(who, made, **recording)  # type: ignore[arg-type]
    words = f"{CANARY} six were killed"
    actions.attach_transcript(who, made, words=words, transcriber="huda")
    made = Interview.objects.select_related("case", "consent", "incident").get(pk=made.pk)
    actions.attach_translation(who, made, words=f"{CANARY} en", language="en", translator="huda")
    whole = actions.mark_passage(who, made, start=0, end=len(words), knowledge=Knowledge.SAW)
    part = actions.mark_passage(who, made, start=0, end=6)
    actions.note_contradiction(who, whole, part, about=CANARY)
    actions.raise_flag(who, made, concern=Concern.SECURITY, note=CANARY)
    actions.ask_follow_up(who, made, what=CANARY)
    actions.add_remnant(who, visit, markings=CANARY)
    actions.say_sought(who, visit, what=CANARY[:20], found=False, note=CANARY)
    read = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6))
    actions.accept_claim(actor(), actions.claim_from_passage(who, whole, said=read))
    return made


def addresses(record: Record, spoken: Interview) -> dict[str, str]:
    def at(name: str, *args: Any) -> str:
        return reverse(f"desk:{name}", args=[record.slug, *args])

    return {
        **{name: at(name) for name in ("interviews", "new_interview", "consents", "new_consent")},
        **{name: at(name) for name in ("vault", "visits", "new_visit")},
        "interview": at("interview", spoken.pk),
        "consent": at("consent", spoken.consent_id),
        "visit": at("visit", SiteVisit.objects.get(code="SV-7").pk),
        "withdrawal": at("withdrawal", record.one(Withdrawal).pk),
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_speaks_both_languages(
    record: Record, spoken: Interview, enter: Enter, language: str
) -> None:
    browser = enter("interviewer", "keeper", case=record.case, language=language)
    for name, address in addresses(record, spoken).items():
        answer = browser.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, (name, page)
        assert f'<html lang="{language}"' in page and page.count("<h1>") == 1, name
        assert not INLINE.search(page) and "style=" not in page, name
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), name
        assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids), name


#: Screens that each role opens; everything else of testimony is refused to it.
OPENS = {
    "interviewer": {
        *("interviews", "new_interview", "interview", "consents", "new_consent", "consent"),
        *("vault", "visits", "new_visit", "visit", "withdrawal"),
    },
    "listener": {"interviews", "interview", "visits", "visit", "consents", "consent", "withdrawal"},
    "recorder": {"consents", "new_consent", "consent", "withdrawal"},
    "publisher": {"consents", "consent", "withdrawal"},
    "keeper": {"vault"},
    "administrator": {"vault"},
}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_opens_what_it_may(record: Record, spoken: Interview, enter: Enter, role: str) -> None:
    browser = enter(role, case=record.case)
    for name, address in addresses(record, spoken).items():
        wanted = 200 if name in OPENS.get(role, set()) else 403
        assert browser.get(address).status_code == wanted, name


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"interviewer", "listener"}))
def test_nothing_leaks_to_a_role_without_the_right(
    record: Record, spoken: Interview, enter: Enter, role: str
) -> None:
    browser, claim = enter(role, case=record.case), Claim.objects.get(text_sha256=_text(spoken).sha256)
    slug, seen = record.slug, b""
    paths = [reverse(f"desk:{entry.name}", args=[slug]) for entry in ENTRIES]
    for item in Item.objects.filter(guarded=True):
        key = f"/desk/cases/{slug}/items/{item.pk}/"
        for step in ("", "picture/", "film/", "proof/"):
            answer = browser.get(key + step)
            assert answer.status_code in (403, 404), step
            seen += answer.content
        for step in ("show/", "original/", "describe/", "read/"):
            assert browser.post(key + step, {"veil": "grey", "graphic": "no"}).status_code in (403, 404), step
        paths += [f"/desk/cases/{slug}/claims/desk/{item.pk}/", key]
    paths += [
        reverse("desk:source", args=[slug, claim.source_id]),
        reverse("desk:incident", args=[slug, claim.incident_id]),
        reverse("desk:sign_off_incident", args=[slug, claim.incident_id]),
        reverse("desk:edit_incident", args=[slug, claim.incident_id]) + f"?find_claims={CANARY[:9]}",
        reverse("desk:correct_claim", args=[slug, claim.pk]),
        reverse("desk:items", args=[slug]) + f"?q={CANARY[:9]}",
        reverse("desk:audit_file", args=[slug]),
        *addresses(record, spoken).values(),
    ]
    for path in paths:
        answer = browser.get(path)
        seen += b"".join(answer) if answer.streaming else answer.content
    seen += browser.post(f"/desk/cases/{slug}/claims/{claim.pk}/", {"decision": "reject"}).content
    assert CANARY.encode() not in seen


def _text(spoken: Interview) -> Any:
    return Passage.objects.filter(interview=spoken).first().text  # type: ignore[union-attr]


def test_nothing_leaks_into_a_release_its_site_or_the_logs(
    record: Record, spoken: Interview, home: Home
) -> None:
    from tahqiq.publish import publish

    begin(record, home)
    keep(record)
    written = write_release(actor(), record.case, releases=home.releases, signing_key=bytes(32))
    publish(written.folder, home.sites / "raqqa")
    held = b""
    for file in (*home.releases.rglob("*"), *home.sites.rglob("*"), *home.logs.rglob("*")):
        held += file.read_bytes() if file.is_file() else b""
    assert CANARY.encode() not in held and PERSON.encode() not in held
    assert CANARY not in repr(list(AuditEntry.objects.exclude(target_kind="remnant").values()))


def begin(record: Record, home: Home) -> VaultKeeper:
    from tahqiq.desk.vault_keys import keep_key

    content, public = vault.make_keeper_key(PHRASE)
    keeper = actions.begin_keeping(in_role("keeper", record.case, "basma"), record.case, public=public)
    keep_key(home, keeper, content)
    return keeper


def keep(record: Record) -> VaultEntry:
    return actions.keep_identity(
        in_role("interviewer", record.case, "huda"),
        record.case,
        pseudonym="W9",
        whose=Whose.SPEAKS,
        identity=Identity(name=CANARY, contact=CANARY),
    )


def test_a_keeper_opens_an_identity_on_that_page_alone(record: Record, home: Home, enter: Enter) -> None:
    VaultKeeper.objects.all().delete()
    VaultEntry.objects.all().delete()
    browser = enter("keeper", "interviewer", case=record.case)
    slug = record.slug
    phrases = {"passphrase": PHRASE, "again": PHRASE}
    assert browser.post(reverse("desk:begin_keeping", args=[slug]), phrases).status_code == 302
    (file,) = home.keys.glob("vault-*.key")
    assert file.stat().st_mode & 0o777 == 0o600 and PASSWORD not in file.read_text()
    told = {"pseudonym": "W9", "whose": "speaks", "name": CANARY, "contact": "by letter"}
    assert browser.post(reverse("desk:keep_identity", args=[slug]), told).status_code == 302
    entry = VaultEntry.objects.get()
    asked = {"passphrase": PHRASE, "reason": "to ask about the date"}
    where = reverse("desk:open_identity", args=[slug, entry.pk])
    assert CANARY in browser.post(where, asked).content.decode()
    assert CANARY not in browser.get(reverse("desk:vault", args=[slug])).content.decode()
    refused = browser.post(where, {**asked, "passphrase": "not this one at all"})
    assert refused.status_code == 400 and CANARY not in refused.content.decode()
    assert AuditEntry.objects.filter(action="open_identity").count() == 2
    file.unlink()
    assert "not on this machine" in browser.post(where, asked).content.decode()
    assert browser.get(reverse("desk:vault", args=[slug])).status_code == 200


def test_an_interview_is_recorded_step_by_step(record: Record, home: Home, enter: Enter) -> None:
    browser, slug = enter("interviewer", case=record.case), record.slug
    consent = {"subject": "W8", "language": "ar", "given_on": "2017-10-17", "keep": "1"}
    assert browser.post(reverse("desk:new_consent", args=[slug]), consent).status_code == 302
    held = Consent.objects.get(subject="W8")
    told = {"consent": str(held.pk), "language": "ar", "from_date": "2017-10", "incident": "CS1640"}
    assert browser.post(reverse("desk:new_interview", args=[slug]), told).status_code == 302
    made = Interview.objects.get(pseudonym="W8")
    assert (made.interviewer, str(made.held_start)) == ("basma", "2017-10-01")
    where = reverse("desk:interview", args=[slug, made.pk])
    steps: list[tuple[str, dict[str, str]]] = [
        ("transcript", {"words": "one two three four", "transcriber": "basma"}),
        ("translation", {"words": "eins", "language": "de", "translator": "a machine"}),
        ("passage", {"words": "two three", "knowledge": "saw", "from_time": "1:02", "to_time": "1:05"}),
        ("passage", {"words": "four", "knowledge": "told"}),
        ("flag", {"concern": "distress", "note": "tired"}),
        ("owe", {"what": "call", "due_on": "2017-11-01"}),
    ]
    for step, said in steps:
        answer = browser.post(f"{where}{step}/", said)
        assert answer.status_code == 302, (step, answer.content)
    saw, heard = Passage.objects.filter(interview=made)
    assert (saw.from_ms, saw.to_ms, saw.knowledge) == (62_000, 65_000, "saw")
    later: list[tuple[str, dict[str, str]]] = [
        ("claim", {"passage": str(saw.pk), "effect": "killed", "category": "civilians", "min": "2"}),
        ("contradiction", {"left": str(saw.pk), "right": str(heard.pk), "about": "how many"}),
        ("lower", {"flag": str(made.flags.get().pk), "reason": "rested"}),
        ("done", {"follow_up": str(made.follow_ups.get().pk)}),
    ]
    for step, said in later:
        answer = browser.post(f"{where}{step}/", said)
        assert answer.status_code == 302, (step, answer.content)
    noted = Contradiction.objects.get(left__interview=made)
    assert browser.post(f"{where}agree/", {"contradiction": str(noted.pk), "reason": "x"}).status_code == 302
    page = browser.get(where).content.decode()
    assert "01:02" in page and "two three" in page and "a machine" in page
    for step, said in (("flag", {}), ("passage", {"words": "five"}), ("recording", {"sha256": "0" * 64})):
        assert browser.post(f"{where}{step}/", said).status_code == 400


def test_a_visit_is_recorded_step_by_step(record: Record, spoken: Interview, enter: Enter) -> None:
    browser, slug = enter("interviewer", case=record.case), record.slug
    told = {"code": "SV-8", "place": str(record.one(Place).pk), "team": "basma, huda", "incident": ""}
    assert browser.post(reverse("desk:new_visit", args=[slug]), told).status_code == 302
    made = SiteVisit.objects.get(code="SV-8")
    where = reverse("desk:visit", args=[slug, made.pk])
    sha256 = Item.objects.filter(guarded=False).values_list("sha256", flat=True)[0]
    met = actions.record_interview(
        actor(), record.case, pseudonym=PERSON, interviewer="h", language="ar", consent=spoken.consent
    )
    steps: list[tuple[str, dict[str, str]]] = [
        ("remnant", {"markings": "96214ASSY"}),
        ("sought", {"what": "crater", "found": "no"}),
        ("photograph", {"sha256": sha256, "bearing": "90", "scale": "rule"}),
        ("neighbour", {"interview": str(met.pk)}),
    ]
    for step, said in steps:
        answer = browser.post(f"{where}{step}/", said)
        assert answer.status_code == 302, (step, answer.content)
    remnant = {"remnant": str(made.remnants.get().pk), "identified_as": "a fin", "basis": "size"}
    assert browser.post(f"{where}identify/", remnant).status_code == 302
    page = browser.get(where).content.decode()
    assert "96214ASSY" in page and "a fin" in page and PERSON in page


def test_a_consent_is_taken_back_by_two(record: Record, spoken: Interview, enter: Enter) -> None:
    slug, huda = record.slug, enter("interviewer", case=record.case, name="huda")
    where = reverse("desk:consent", args=[slug, spoken.consent_id])
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', huda.get(where).content.decode())
    assert seen is not None
    asked = {"seen": seen[1], "reason": "the person asked", "destroy": "1"}
    assert huda.post(f"{where}withdraw/", asked).status_code == 302
    made = Withdrawal.objects.get(consent=spoken.consent_id)
    page = reverse("desk:withdrawal", args=[slug, made.pk])
    basma = enter("publisher", case=record.case)
    assert "Approve, and carry it out" in basma.get(page).content.decode()
    assert huda.post(f"{page}approve/", {"seen": made.sha256}).status_code == 403
    assert basma.post(f"{page}approve/", {"seen": made.sha256}).status_code == 302
    made.refresh_from_db()
    assert made.state == "done"
    interview = reverse("desk:interview", args=[slug, spoken.pk])
    after = huda.get(interview).content.decode()
    assert "lawfully removed" in after


def test_a_recording_and_a_transcript_come_in_at_the_desk(record: Record, home: Home, enter: Enter) -> None:
    browser, slug = enter("interviewer", case=record.case), record.slug
    who = in_role("interviewer", record.case, "huda")
    consent = actions.record_consent(
        who, record.case, subject="W8", purposes=(Purpose.KEEP,), language="ar", given_on=DAY
    )
    told: dict[str, Any] = {"pseudonym": "W8", "interviewer": "huda", "language": "ar"}
    made = actions.record_interview(who, record.case, consent=consent, **told)
    where = reverse("desk:interview", args=[slug, made.pk])
    sound = SimpleUploadedFile("Name of a person.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb" * 400)
    assert browser.post(f"{where}recording/", {"file": sound}).status_code == 302
    made.refresh_from_db()
    recording = made.recording
    assert recording is not None and recording.guarded and recording.media_type == "audio/mpeg"
    archive = Archive.open(home.archive)
    assert "Name of a person" not in repr(list(archive.custody(recording.sha256)))
    assert "data-player" not in browser.get(where).content.decode()
    show = reverse("desk:show_item", args=[slug, recording.pk])
    assert browser.post(show, {"veil": "grey", "back": "interview"})["Location"] == where
    assert "data-player" in browser.get(where).content.decode()
    words = "[00:05] we were nine\r\n[01:10] then it fell\r\n[01:20] nobody came"
    text = SimpleUploadedFile("t.txt", "\ufeff".encode() + words.encode())
    assert browser.post(f"{where}transcript/", {"file": text, "transcriber": "huda"}).status_code == 302
    at = words.replace("\r\n", "\n").index("then it fell")
    said = {"words": "then it fell", "start": str(at), "knowledge": "saw"}
    assert browser.post(f"{where}passage/", said).status_code == 302
    passage = Passage.objects.get(interview=made)
    assert (passage.from_ms, passage.to_ms) == (70_000, 80_000)
    claim = {"passage": str(passage.pk), "effect": "killed", "category": "civilians", "min": "9"}
    assert browser.post(f"{where}claim/", claim).status_code == 302
    proposed = Claim.objects.get(item=Interview.objects.get(pk=made.pk).transcript)
    assert (proposed.quote, proposed.basis, proposed.source_key) == ("then it fell", "saw it", "01:10–01:20")
    page = browser.get(where).content.decode()
    assert 'data-at="70000"' in page and 'class="knows-saw"' in page
    for refused in (SimpleUploadedFile("x", b""), SimpleUploadedFile("t.txt", b"\xff\xfe\x00")):
        assert browser.post(f"{where}transcript/", {"file": refused, "transcriber": "h"}).status_code == 400


def test_a_visit_is_edited_its_versions_stay_and_its_pictures_come_in(
    record: Record, spoken: Interview, home: Home, enter: Enter
) -> None:
    browser, slug = enter("interviewer", case=record.case), record.slug
    made = SiteVisit.objects.get(code="SV-7")
    where = reverse("desk:visit", args=[slug, made.pk])
    form = browser.get(f"{where}edit/").content.decode()
    assert CANARY in form and f'value="{made.version}"' in form
    told = {"place": str(made.place_id), "team": "basma, huda", "seen": "a wall fell", "version": "1"}
    assert browser.post(f"{where}edit/", told).status_code == 302
    assert browser.post(f"{where}edit/", told).status_code in {400, 409}
    page = browser.get(where).content.decode()
    assert "a wall fell" in page and "<del>" in page and CANARY in page
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    sent = {"file": SimpleUploadedFile("Name.jpg", picture.getvalue()), "bearing": "270", "scale": "a rule"}
    assert browser.post(f"{where}photograph/", sent).status_code == 302
    item = made.photographs.get().item
    assert item.guarded and item.media_type == "image/jpeg"
    assert "rotate(270)" in browser.get(where).content.decode()
    assert enter("auditor", case=record.case, name="zahra").get(f"{where}edit/").status_code == 403


def test_a_single_purpose_is_taken_back_on_screen(record: Record, spoken: Interview, enter: Enter) -> None:
    actions_before = Consent.objects.get(pk=spoken.consent_id)
    Consent.objects.filter(pk=actions_before.pk).update(publish_voice=True)
    huda = enter("interviewer", case=record.case, name="huda")
    where = reverse("desk:consent", args=[record.slug, spoken.consent_id])
    page = huda.get(f"{where}?only=publish_voice").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None and 'name="destroy"' not in page
    asked = {"seen": seen[1], "reason": "the person asked", "only": "publish_voice"}
    assert huda.post(f"{where}withdraw/", asked).status_code == 302
    made = Withdrawal.objects.get(consent=spoken.consent_id)
    zahra = enter("publisher", case=record.case, name="zahra")
    approve = reverse("desk:approve_withdrawal", args=[record.slug, made.pk])
    assert zahra.post(approve, {"seen": made.sha256}).status_code == 302
    after = Consent.objects.get(pk=spoken.consent_id)
    assert (after.publish_voice, after.keep, after.withdrawn_at) == (False, True, None)
    assert huda.get(f"{where}?only=nothing").status_code == 400


def test_worries_and_promises_wait_in_the_overview(record: Record, spoken: Interview, enter: Enter) -> None:
    who = in_role("interviewer", record.case, "huda")
    actions.ask_follow_up(who, spoken, what="call", due_on=DAY)
    page = enter("interviewer", case=record.case).get(reverse("desk:case", args=[record.slug]))
    assert "worries about people who spoke" in page.content.decode()
    assert "promise due" in page.content.decode() or "promises due" in page.content.decode()
    other = enter("editor", case=record.case, name="zahra").get(reverse("desk:case", args=[record.slug]))
    assert "people who spoke" not in other.content.decode()


def test_a_keeper_puts_a_new_key_in_place_of_theirs(record: Record, home: Home, enter: Enter) -> None:
    VaultKeeper.objects.all().delete()
    VaultEntry.objects.all().delete()
    browser, slug = enter("keeper", "interviewer", case=record.case), record.slug
    phrases = {"passphrase": PHRASE, "again": PHRASE}
    browser.post(reverse("desk:begin_keeping", args=[slug]), phrases)
    (old,) = home.keys.glob("vault-*.key")
    told = {"pseudonym": "W9", "whose": "speaks", "name": CANARY}
    browser.post(reverse("desk:keep_identity", args=[slug]), told)
    fresh = "another sentence of several words"
    renew = reverse("desk:renew_key", args=[slug])
    wrong = {"passphrase": "no such sentence here", "new": fresh, "again": fresh}
    assert browser.post(renew, wrong).status_code == 400 and old.exists()
    assert browser.post(renew, {**wrong, "again": "x"}).status_code == 400
    assert browser.post(renew, {**wrong, "passphrase": PHRASE}).status_code == 302
    (new,) = home.keys.glob("vault-*.key")
    assert new != old and not old.exists()
    where = reverse("desk:open_identity", args=[slug, VaultEntry.objects.get().pk])
    assert browser.post(where, {"passphrase": PHRASE, "reason": "date"}).status_code == 400
    assert CANARY in browser.post(where, {"passphrase": fresh, "reason": "date"}).content.decode()
