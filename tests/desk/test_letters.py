"""The screen of letters: closed until opened on record, decided in public words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from casebook.record import Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook import actions
from tahqiq.casebook.actors import reader
from tahqiq.casebook.letters import Letter, close_letter, public_half
from tahqiq.casebook.models import AuditEntry, Case, Correction, Incident
from tahqiq.desk.home import Home

SCRIPT = "<script>alert(7)</script>\u202e"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    settings.HOME = Home.create(tmp_path / "home")
    return settings.HOME  # type: ignore[no-any-return]


@pytest.fixture
def letter(record: Record, home: Home) -> Correction:
    """One letter that waits, with a script in every field."""
    Correction.objects.all().delete()
    written = Letter(about=SCRIPT, kind="figure", words=f"three, not four {SCRIPT}", reply=SCRIPT)
    box = close_letter(written, public_half(home.secret("corrections")))
    return actions.receive_correction(reader(), record.case, sealed=box)


def page(browser: Client, letter: Correction, step: str = "") -> str:
    return f"/desk/cases/raqqa/letters/{letter.pk}/{step}"


def test_a_letter_is_closed_until_an_editor_opens_it(
    record: Record, letter: Correction, enter: Enter
) -> None:
    editor = enter("editor", case=record.case)
    assert "Not decided" in editor.get("/desk/cases/raqqa/letters/").content.decode()
    closed = editor.get(page(editor, letter)).content.decode()
    assert "three, not four" not in closed
    opened = editor.post(page(editor, letter, "open/")).content.decode()
    assert "three, not four" in opened
    assert "<script>alert" not in opened and "\u202e" not in opened
    assert AuditEntry.objects.get(action="read_correction").actor == "basma"
    assert "three, not four" not in editor.get(page(editor, letter)).content.decode()


@pytest.mark.parametrize("role", ["recorder", "reviewer", "publisher", "auditor", "administrator"])
def test_others_see_that_letters_came_and_no_more(
    record: Record, letter: Correction, enter: Enter, role: str
) -> None:
    somebody = enter(role, case=record.case)
    assert somebody.get("/desk/cases/raqqa/letters/").status_code == 200
    assert somebody.get(page(somebody, letter)).status_code == 403
    for step in ("open/", "decide/", "reopen/"):
        assert somebody.post(page(somebody, letter, step)).status_code == 403


def test_a_letter_of_another_case_is_none(record: Record, letter: Correction, enter: Enter) -> None:
    other = Record(slug="mosul").case
    editor = enter("editor", case=other)
    for step in ("", "open/", "decide/", "reopen/"):
        address = f"/desk/cases/mosul/letters/{letter.pk}/{step}"
        assert (editor.post(address) if step else editor.get(address)).status_code in (400, 404)
    assert not AuditEntry.objects.filter(action="read_correction").exists()


def test_what_came_of_it_is_decided_and_withdrawn(record: Record, letter: Correction, enter: Enter) -> None:
    editor = enter("editor", case=record.case)
    decision = {
        "kind": "figure",
        "outcome": "changed",
        "code": "CS1640",
        "said_en": "Misread.",
        "said_ar": "قُرئ خطأ.",
    }
    assert editor.post(page(editor, letter, "decide/"), decision).status_code == 302
    kept = Correction.objects.get()
    assert (kept.outcome, kept.incident, kept.said_en) == ("changed", record.one(Incident), "Misread.")
    shown = editor.get(page(editor, letter)).content.decode()
    assert "The record was changed" in shown and "Misread." in shown and "CS1640" in shown
    assert editor.post(page(editor, letter, "decide/"), decision).status_code == 400
    assert editor.post(page(editor, letter, "reopen/"), {"reason": "wrong letter"}).status_code == 302
    assert Correction.objects.get().outcome == ""


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "complaint"}, {"outcome": "ignored"}, {"code": "CS9"}, {"said_en": ""}, {"kind": "person"}],
)
def test_a_decision_that_cannot_stand_is_refused(
    record: Record, letter: Correction, enter: Enter, wrong: dict[str, str]
) -> None:
    editor = enter("editor", case=record.case)
    decision = {"kind": "figure", "outcome": "changed", "code": "", "said_en": "Misread."}
    assert editor.post(page(editor, letter, "decide/"), {**decision, **wrong}).status_code == 400
    assert Correction.objects.get().outcome == ""


def test_a_letter_for_another_key_says_so(
    record: Record, letter: Correction, enter: Enter, home: Home
) -> None:
    editor = enter("editor", case=record.case)
    (home.keys / "corrections.key").write_text("09" * 32)
    answer = editor.post(page(editor, letter, "open/"))
    assert answer.status_code == 400
    assert not AuditEntry.objects.filter(action="read_correction").exists()


def test_without_a_key_the_screen_says_what_to_do(
    record: Record, letter: Correction, enter: Enter, home: Home
) -> None:
    (home.keys / "corrections.key").unlink()
    shown = enter("editor", case=record.case).get("/desk/cases/raqqa/letters/").content.decode()
    assert "this home has no key of corrections" in shown and "keys/corrections.key" in shown


def test_an_administrator_says_where_readers_may_write(record: Record, home: Home, enter: Enter) -> None:
    admin = enter("administrator", case=record.case)
    there = "/desk/cases/raqqa/letters/address/"
    assert admin.post(there, {"address": "corrections@example.org"}).status_code == 302
    assert Case.objects.get(slug="raqqa").corrections_to == "corrections@example.org"
    assert "corrections@example.org" in admin.get("/desk/cases/raqqa/letters/").content.decode()
    editor = enter("editor", case=record.case, name="karima")
    assert editor.post(there, {"address": "x"}).status_code == 403
