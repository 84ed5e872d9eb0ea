"""Letters of readers: closed to one key, opened on record, decided in public without pointing at anybody."""

from __future__ import annotations

from typing import Any

import pytest

from casebook.record import DAY, NOW, Record, actor, in_role
from tahqiq.casebook import actions
from tahqiq.casebook.actors import local_operator, reader
from tahqiq.casebook.letters import BLOCK, Letter, close_letter, open_letter, public_half
from tahqiq.casebook.models import AuditEntry, Correction, Incident
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.errors import BadInput, NotPermitted

SECRET, OTHER = "07" * 32, "08" * 32
LETTER = Letter(about="CS1640", kind="figure", words="ثلاثة لا أربعة", reply="")


def came_in(record: Record) -> Correction:
    """A letter that a reader sent."""
    box = close_letter(LETTER, public_half(SECRET))
    return actions.receive_correction(reader(), record.case, sealed=box)


def decided(record: Record, letter: Correction, **changed: Any) -> Correction:
    says: dict[str, Any] = {"kind": CorrectionKind.FIGURE, "outcome": Outcome.CHANGED, "said_en": "Misread."}
    return actions.decide_correction(in_role("editor", record.case), letter, **{**says, **changed})


def test_a_letter_opens_under_its_key_alone() -> None:
    box = close_letter(LETTER, public_half(SECRET))
    assert open_letter(box, SECRET) == LETTER
    for wrong in (OTHER, "7", "no key"):
        with pytest.raises(BadInput):
            open_letter(box, wrong)
    with pytest.raises(BadInput, match="does not open"):
        open_letter(box[:-1] + b"x", SECRET)


def test_short_and_long_letters_are_of_one_size_when_closed() -> None:
    key = public_half(SECRET)
    sizes = {len(close_letter(Letter(about="", kind="", words=words), key)) for words in ("", "x", "x" * 900)}
    assert len(sizes) == 1
    assert len(close_letter(Letter(about="", kind="", words="x" * BLOCK), key)) not in sizes


def test_of_a_letter_only_the_day_is_kept(record: Record) -> None:
    kept = came_in(record)
    assert LETTER.words.encode() not in bytes(kept.sealed)
    entry = AuditEntry.objects.get(action="receive_correction")
    assert (entry.at.hour, entry.at.minute, entry.at.second, entry.at.microsecond) == (0, 0, 0, 0)
    assert (entry.actor, entry.account, entry.before, entry.after) == ("a reader of the site", "", {}, {})


def test_a_flood_is_stopped(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.casebook.actions.letters.LETTERS_A_DAY", 2)
    came_in(record), came_in(record)
    with pytest.raises(BadInput, match="too many letters came today"):
        came_in(record)


@pytest.mark.parametrize("role", ["recorder", "reviewer", "publisher", "auditor", "administrator"])
def test_editors_alone_open_letters(record: Record, role: str) -> None:
    letter = came_in(record)
    with pytest.raises(NotPermitted):
        actions.read_correction(in_role(role, record.case), letter, secret=SECRET)
    with pytest.raises(NotPermitted):
        actions.read_correction(local_operator(), letter, secret=SECRET)


def test_that_a_letter_was_opened_is_on_record(record: Record) -> None:
    letter = came_in(record)
    opened = actions.read_correction(in_role("editor", record.case), letter, secret=SECRET)
    assert opened == LETTER
    entry = AuditEntry.objects.get(action="read_correction")
    assert (entry.actor, entry.target_id, entry.after) == ("amal", str(letter.pk), {})


def test_a_reader_may_do_nothing_else(record: Record) -> None:
    with pytest.raises(NotPermitted):
        actions.take_letters_at(reader(), record.case, address="x")


def test_a_decision_is_made_once_and_can_be_withdrawn(record: Record) -> None:
    letter = decided(record, came_in(record), incident=record.one(Incident))
    with pytest.raises(BadInput, match="decided before"):
        decided(record, letter)
    editor = in_role("editor", record.case)
    with pytest.raises(BadInput, match="for a reason"):
        actions.reopen_correction(editor, letter, reason=" ")
    again = actions.reopen_correction(editor, letter, reason="the wrong letter")
    assert (again.outcome, again.said_en, again.incident, again.decided_at) == ("", "", None, None)
    with pytest.raises(BadInput, match="no decision"):
        actions.reopen_correction(editor, letter, reason="twice")


def test_the_log_points_at_nobody(record: Record) -> None:
    letter = came_in(record)
    for pointing in (
        {"said_en": "Her name was taken away."},
        {"said_en": "", "incident": record.one(Incident)},
    ):
        with pytest.raises(BadInput, match="about a person"):
            decided(record, letter, kind=CorrectionKind.PERSON, **pointing)
    kept = decided(record, letter, kind=CorrectionKind.PERSON, said_en="")
    assert (kept.incident, kept.said_en) == (None, "")


def test_a_decision_says_something(record: Record) -> None:
    with pytest.raises(BadInput, match="say in a line"):
        decided(record, came_in(record), said_en="  ")


def test_an_incident_of_another_case_cannot_be_named(record: Record) -> None:
    other = Record(slug="mosul").one(Incident)
    with pytest.raises(BadInput, match="another case"):
        decided(record, came_in(record), incident=other)


def test_where_readers_may_write_is_noted(record: Record) -> None:
    admin = in_role("administrator", record.case)
    actions.take_letters_at(admin, record.case, address=" corrections@example.org ")
    actions.take_letters_at(admin, record.case, address="corrections@example.org")
    assert record.case.corrections_to == "corrections@example.org"
    assert AuditEntry.objects.filter(action="take_letters_at").count() == 1


def test_waiting_and_decided_letters_are_told_apart(record: Record) -> None:
    waiting, done = came_in(record), record.new(Correction, received_on=DAY, decided_at=NOW)
    assert list(Correction.objects.waiting()) == [waiting]
    assert list(Correction.objects.decided()) == [done]
    assert actor().may
    assert str(waiting) == str(waiting.pk)
