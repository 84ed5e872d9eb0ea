"""The history of the published record: days, parts and reasons; never who, nor what must not be shown."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest

from casebook.record import DAY, NOW, Record
from tahqiq.casebook import actions
from tahqiq.casebook.models import (
    Approval,
    Assessment,
    AuditEntry,
    Claim,
    Correction,
    Incident,
    Population,
    Victim,
)
from tahqiq.casebook.releasing import rows
from tahqiq.casebook.releasing.changes import told
from tahqiq.publish import labels

LATER = NOW + timedelta(days=1)


def changes(record: Record) -> list[Any]:
    return [row for table, row in rows(record.case, on=DAY) if table == "changes"]


def corrections(record: Record) -> list[Any]:
    return [row for table, row in rows(record.case, on=DAY) if table == "corrections"]


def entry(record: Record, action: str, target: Any, **changed: Any) -> AuditEntry:
    about = {"target_kind": target._meta.model_name, "target_id": str(target.pk)}
    return record.new(AuditEntry, **{"action": action, "at": LATER, "actor": "karima", **about, **changed})


def test_every_action_is_told_or_untold_for_a_reason() -> None:
    text = files("tahqiq.casebook.releasing").joinpath("changes.toml").read_text("utf-8")
    listed = tomllib.loads(text)
    assert not listed["told"].keys() & listed["untold"].keys()
    assert all(listed["untold"].values())
    verbs = {name for name in actions.__all__ if hasattr(getattr(actions, name), "permission")}
    assert verbs <= listed["told"].keys() | listed["untold"].keys()


def test_every_part_and_reason_has_words() -> None:
    for part, why in told().values():
        assert part in labels.CHANGED_PARTS
        assert why in labels.CHANGE_REASONS


def test_before_the_first_approval_there_is_no_history(record: Record) -> None:
    entry(record, "accept_claim", record.one(Claim))
    assert changes(record) == []
    record.one(Approval)
    assert [row.part for row in changes(record)] == ["claims"]


def test_what_was_done_before_the_first_approval_is_not_told(record: Record) -> None:
    record.one(Approval)
    entry(record, "accept_claim", record.one(Claim), at=NOW - timedelta(days=1))
    assert changes(record) == []


def test_of_a_change_the_day_the_part_and_the_reason_leave(record: Record) -> None:
    record.one(Approval)
    for action in ("accept_claim", "accept_claims"):
        entry(record, action, record.one(Claim), before={"status": "x"}, after={"reason": "a secret"})
    entry(record, "grade_case", record.one(Assessment))
    entry(record, "grade_case", record.case)
    entry(record, "keep_apart", record.one(Incident))
    entry(record, "let_assess", record.case)
    told_of = [(row.incident, row.on, row.part, row.why) for row in changes(record)]
    here = str(record.one(Incident).pk)
    assert told_of == [
        (None, "2026-11-24", "totals", "decided"),
        (here, "2026-11-24", "assessment", "graded_again"),
        (here, "2026-11-24", "claims", "decided"),
        (here, "2026-11-24", "totals", "decided"),
    ]
    assert "karima" not in str(changes(record)) and "secret" not in str(changes(record))


@pytest.mark.parametrize(
    "action", ["set_name_basis", "withdraw_name_basis", "remove_items", "withdraw_consent"]
)
def test_what_would_point_at_a_person_is_not_told(record: Record, action: str) -> None:
    record.one(Approval)
    entry(record, action, record.one(Victim))
    assert changes(record) == []


def test_a_change_of_no_incident_is_not_told_of_the_whole(record: Record) -> None:
    record.one(Approval)
    claim = record.new(Claim, incident=None, population=record.one(Population), source_key="p")
    entry(record, "accept_claim", claim)
    assert changes(record) == []


def test_the_log_of_corrections_tells_the_day_but_of_persons_the_month(record: Record) -> None:
    record.new(Correction, incident=record.one(Incident))
    record.new(Correction, kind="person", said_en="")
    record.new(Correction, kind="", outcome="", said_en="", decided_by="", decided_at=None)
    found = [(row.on, row.kind, row.incident, row.said_en) for row in corrections(record)]
    assert found == [
        ("2026-11", "person", None, ""),
        ("2026-11-23", "figure", str(record.one(Incident).pk), "A figure was misread."),
    ]
