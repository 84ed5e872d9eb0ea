"""Homes made before readers could write get their key; one that was lost is never replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook.record import Record

from tahqiq.casebook.models import Correction
from tahqiq.desk import letter_key
from tahqiq.desk.home import Home

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home without that key."""
    monkeypatch.delenv("TAHQIQ_CORRECTIONS_KEY", raising=False)
    home = Home.create(tmp_path / "home")
    (home.keys / "corrections.key").unlink()
    return home


def test_a_home_that_never_had_the_key_gets_it_once(old: Home) -> None:
    assert letter_key.supply(old).startswith("Made ")
    key = old.secret("corrections")
    assert len(bytes.fromhex(key)) == 32 and (old.keys / "corrections.key").stat().st_mode & 0o077 == 0
    assert letter_key.supply(old) == "" and old.secret("corrections") == key


def test_a_key_that_was_lost_is_missed_and_not_replaced(old: Home, record: Record) -> None:
    record.one(Correction)
    assert "put back" in letter_key.supply(old)
    assert not (old.keys / "corrections.key").exists()


def test_a_key_in_the_environment_is_enough(old: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAHQIQ_CORRECTIONS_KEY", "ab" * 32)
    assert letter_key.supply(old) == ""


def test_a_home_that_cannot_be_written_to_says_so(old: Home) -> None:
    old.keys.rmdir() if not any(old.keys.iterdir()) else old.keys.rename(old.path / "elsewhere")
    assert "readers cannot send letters" in letter_key.supply(old)
