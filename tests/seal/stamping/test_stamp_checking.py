"""Stamps under attack: each kind of tampering is named, and what is not proved is said."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from seal.stamping.conftest import head_of
from seal.stamping.servers import Calendar, OpensslAuthority
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.stamping import Authority, WaitingStamps, stamp_head, upgrade_promises
from tahqiq.seal.stamping.checking import Holds, check
from tahqiq.seal.stores import FolderStore
from tahqiq.seal.verified import Fault
from tahqiq.vocab.errors import BadInput


def head_at(size: int) -> Checkpoint | None:
    return head_of(size) if size in {12, 13} else None


def found(
    store: FolderStore, trusted: bytes | None = None, at: Callable[[int], Checkpoint | None] = head_at
) -> tuple[list[str], list[str]]:
    said = list(check(store, at, trusted))
    faults = [each.line() for each in said if isinstance(each, Fault)]
    return faults, [each for each in said if isinstance(each, str)]


@pytest.fixture
def stamped(store: FolderStore, waiting: WaitingStamps, authority_url: str) -> Path:
    (got,) = stamp_head(store, head_of(12), [Authority("rfc3161", authority_url)], waiting=waiting)
    path = store.root / got.stamp
    path.chmod(0o600)
    path.with_suffix(".json").chmod(0o600)
    return path


def test_a_stamp_that_holds_says_what_it_proves(
    stamped: Path, store: FolderStore, openssl: OpensslAuthority
) -> None:
    faults, (note,) = found(store, openssl.ca)
    assert faults == []
    assert "the head of 12 events existed at 20" in note
    assert "says Test TSA, http://127.0.0.1" in note
    assert "leads to a certificate you trust" in note


def test_without_a_trusted_certificate_it_says_what_was_not_checked(
    stamped: Path, store: FolderStore
) -> None:
    faults, (note,) = found(store)
    assert faults == []
    assert "signature was NOT checked" in note


def test_an_authority_that_is_not_trusted_is_a_fault(
    stamped: Path, store: FolderStore, other_openssl: OpensslAuthority
) -> None:
    (fault,), _ = found(store, other_openssl.ca)
    assert stamped.name in fault
    assert "ends in no certificate that you trust" in fault


def test_a_file_without_certificates_is_bad_input(store: FolderStore) -> None:
    with pytest.raises(BadInput):
        found(store, b"")


def test_a_head_that_the_log_lost_is_a_rollback(stamped: Path, store: FolderStore) -> None:
    (fault,), notes = found(store, at=lambda _: None)
    assert "a head of 12 events, which the log does not have: it was cut, rolled back" in fault
    assert notes == []


def test_another_head_of_that_size_is_a_rewritten_log(stamped: Path, store: FolderStore) -> None:
    (fault,), _ = found(store, at=lambda size: head_of(size, root=bytes([1]) * 32))
    assert "the log's: the log was rewritten" in fault


def test_a_stamp_of_another_head_put_in_its_place_is_named(
    stamped: Path, store: FolderStore, openssl: OpensslAuthority, waiting: WaitingStamps, authority_url: str
) -> None:
    (other,) = stamp_head(store, head_of(13), [Authority("rfc3161", authority_url)], waiting=waiting)
    stamped.write_bytes((store.root / other.stamp).read_bytes())
    (fault,), _ = found(store, openssl.ca)
    assert f"{stamped.name}: is not the reply that was kept" in fault


def test_a_stamp_replaced_with_its_record_is_named(stamped: Path, store: FolderStore) -> None:
    asked = stamped.with_suffix(".json")
    other = b"0\x03\x02\x01\x00"
    old = hashlib.sha256(stamped.read_bytes()).hexdigest()
    asked.write_text(asked.read_text().replace(old, hashlib.sha256(other).hexdigest()))
    stamped.write_bytes(other)
    (fault,), _ = found(store)
    assert "no time-stamp reply" in fault


@pytest.mark.parametrize("at", [0, 40, 300, -1])
def test_a_flipped_bit_is_named(stamped: Path, store: FolderStore, at: int) -> None:
    content = bytearray(stamped.read_bytes())
    content[at] ^= 1
    stamped.write_bytes(content)
    (fault,), _ = found(store)
    assert fault.startswith(f"stamps/{stamped.name}: ")


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[]", b"\xff", b"[" * 60_000])
def test_a_damaged_record_is_named(stamped: Path, store: FolderStore, content: bytes) -> None:
    stamped.with_suffix(".json").write_bytes(content)
    (fault,), _ = found(store)
    assert "json: does not say what was asked" in fault


def test_a_stamp_too_large_is_not_read(stamped: Path, store: FolderStore) -> None:
    with stamped.open("wb") as file:
        file.truncate(1 << 32)
    (fault,), _ = found(store)
    assert "longer than" in fault


def test_a_stamp_that_nobody_asked_for_is_named(stamped: Path, store: FolderStore) -> None:
    stamped.with_suffix(".json").unlink()
    (fault,), _ = found(store)
    assert "stands without what was asked" in fault


def test_a_stamp_that_is_gone_is_a_note(stamped: Path, store: FolderStore) -> None:
    stamped.unlink()
    faults, (note,) = found(store)
    assert faults == []
    assert "interrupted, or it was removed" in note
    assert not isinstance(note, Holds)


def test_what_has_no_place_is_named(stamped: Path, store: FolderStore) -> None:
    (stamped.parent / "notes.txt").write_text("?")
    (stamped.parent / "000000000012.a-00000000.tsr.bak").write_text("?")
    faults, _ = found(store)
    assert len([fault for fault in faults if "no place in an archive" in fault]) == 2


@pytest.fixture
def promised(store: FolderStore, waiting: WaitingStamps, calendar: Calendar) -> Path:
    (got,) = stamp_head(store, head_of(12), [Authority("opentimestamps", calendar.url)], waiting=waiting)
    return store.root / got.stamp


def test_a_promise_proves_nothing_yet_and_says_so(promised: Path, store: FolderStore) -> None:
    faults, (note,) = found(store)
    assert faults == []
    assert "nothing is proved yet" in note


def test_a_path_to_a_block_says_what_to_look_up(
    promised: Path, store: FolderStore, calendar: Calendar
) -> None:
    calendar.mined = True
    (done,) = upgrade_promises(store)
    faults, (note,) = found(store)
    assert faults == []
    assert "before block 900000 of Bitcoin was mined, if that block's Merkle root is" in note
    block = store.root / done.stamp
    block.chmod(0o600)
    block.write_bytes(block.read_bytes()[:-1] + b"\0")
    (fault,), _ = found(store)
    assert "not the one in its name" in fault
    promised.unlink()
    (fault,), _ = found(store)
    assert "the promise it completes is missing" in fault


def test_stamps_that_cannot_be_listed_are_a_fault(store: FolderStore) -> None:
    (store.root / "stamps").write_text("a file where a folder should be")
    assert found(store) == (["stamps: cannot be read: Not a directory"], [])


def test_a_stamp_that_cannot_be_read_is_a_fault(stamped: Path, store: FolderStore) -> None:
    stamped.unlink()
    stamped.mkdir()
    (stamped / "x").write_text("")
    faults, _ = found(store)
    assert any("no place in an archive" in fault for fault in faults)


def test_a_second_block_for_one_promise_is_named(promised: Path, store: FolderStore) -> None:
    for digits in ("0" * 16, "1" * 16):
        promised.with_name(f"{promised.stem}.block-{digits}.ots").write_bytes(b"?")
    faults, _ = found(store)
    assert len(faults) == 2
    assert f"{promised.stem}.block-{'1' * 16}.ots: has no place in an archive" in "\n".join(faults)


@pytest.mark.parametrize("nonce", ["1x", "01"])
def test_a_nonce_that_is_no_number_is_named(stamped: Path, store: FolderStore, nonce: str) -> None:
    asked = stamped.with_suffix(".json")
    asked.write_text(re.sub(r'"nonce":"[0-9]+"', f'"nonce":"{nonce}"', asked.read_text()))
    (fault,), _ = found(store)
    assert "does not say what was asked" in fault


def test_a_disk_that_fails_while_a_stamp_is_read_is_named(
    stamped: Path, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(name: str) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(store, "read", failing)
    (fault,), _ = found(store)
    assert "cannot be read: Input/output error" in fault


def test_a_clock_that_ran_ahead_is_told(
    store: FolderStore, waiting: WaitingStamps, authority_url: str
) -> None:
    ahead = head_of(12, at="2199-01-01T00:00:00.000000Z")
    list(stamp_head(store, ahead, [Authority("rfc3161", authority_url)], waiting=waiting))
    faults, (note,) = found(store, at=lambda size: ahead)
    assert faults == []
    assert "own clock was ahead, and said 2199-01-01" in note


def test_a_head_of_no_time_is_told(store: FolderStore, waiting: WaitingStamps, authority_url: str) -> None:
    odd = head_of(12, at="2026-99-99T00:00:00.000000Z")
    list(stamp_head(store, odd, [Authority("rfc3161", authority_url)], waiting=waiting))
    (fault,), _ = found(store, at=lambda size: odd)
    assert "the stamped head names no time" in fault
