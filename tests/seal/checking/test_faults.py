"""Every fault of the table is named as the table says, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import generate_seal_faults
import pytest

from seal.checking.faults import ROWS, Row
from seal.checking.spoiling import Spoiled, Whole, whole
from tahqiq.seal.checking import verify


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return whole(tmp_path_factory.mktemp("whole"))


def fits(said: str, line: str) -> bool:
    """Whether a line is one that the table says, '…' standing for any words."""
    return re.fullmatch(".*".join(map(re.escape, said.split("…"))), line) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_fault_of_the_table(row: Row, sound: Whole, tmp_path: Path) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path / "spoiled")
    row.make(spoiled)
    found = verify(
        spoiled.root,
        head=sound.held if row.given == "head" else None,
        public_key=sound.key if row.given == "key" else None,
        seen=row.given == "seen",
    )
    lines = [fault.line() for fault in found.faults]
    assert [line for line in lines if not any(fits(said, line) for said in row.says)] == []
    assert [said for said in row.says if not any(fits(said, line) for line in lines)] == []
    assert [said for said in row.notes if not any(fits(said, line) for line in found.notes)] == []


def test_what_is_not_spoiled_is_sound(sound: Whole) -> None:
    found = verify(sound.root, head=sound.held, public_key=sound.key, trusted=sound.authority.ca)
    assert found.faults == ()
    assert (found.items, found.entries) == (4, 9)
    assert "the head that was given (9 events)" in found.vouched
    assert "the last head that was seen here (9 events)" in found.vouched
    assert any("leads to a certificate you trust" in note for note in found.notes)


def test_without_a_later_head_it_says_that_a_log_cut_back_could_not_be_told(
    sound: Whole, tmp_path: Path
) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path / "spoiled")
    (row,) = (row for row in ROWS if row.key == "Heads: rolled back whole to an earlier head")
    row.make(spoiled)
    found = verify(spoiled.root)
    assert found.faults == ()
    assert "the head of 8 events" in found.vouched
    assert "a log cut back to this head could not be told" in found.vouched


def test_the_page_is_written_from_this_table() -> None:
    remedy = "run ./tahqiq dev python scripts/generate_seal_faults.py"
    assert generate_seal_faults.PAGE.read_text("utf-8") == generate_seal_faults.page(), remedy
