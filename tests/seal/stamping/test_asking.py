"""Heads stamped into an archive; what is not got waits, and is got later."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import msgspec
import pytest

from seal.stamping.conftest import head_of
from seal.stamping.servers import Calendar, OpensslAuthority, send, serving
from tahqiq.seal.errors import StorageFailed
from tahqiq.seal.stamping import (
    Authority,
    Outcome,
    Patience,
    Waiting,
    WaitingStamps,
    retry_waiting,
    stamp_head,
    upgrade_promises,
)
from tahqiq.seal.stamping.kept import newest
from tahqiq.seal.stores import FolderStore
from tahqiq.vocab.errors import BadInput

Stamping = Callable[..., list[Outcome]]


@pytest.fixture
def stamping(store: FolderStore, waiting: WaitingStamps, openssl: OpensslAuthority) -> Stamping:
    def stamp(*urls: str, size: int = 12) -> list[Outcome]:
        who = [Authority("rfc3161", url) for url in urls]
        return list(stamp_head(store, head_of(size), who, waiting=waiting, trusted=openssl.ca))

    return stamp


def test_a_stamp_is_kept_with_what_was_asked(
    stamping: Stamping, store: FolderStore, authority_url: str, openssl: OpensslAuthority, tmp_path: Path
) -> None:
    (got,) = stamping(authority_url)
    assert got.stamp.startswith("stamps/000000000012.127.0.0.1-")
    assert got.said.startswith("stamped 20")
    asked = json.loads(store.read(got.stamp.replace(".tsr", ".json")))
    assert asked["authority"] == authority_url
    assert asked["head"] == head_of(12).sha256
    (tmp_path / "head.txt").write_text(head_of(12).text)
    openssl.run(
        "ts", "-verify", "-data", str(tmp_path / "head.txt"),
        "-in", str(store.root / got.stamp), "-CAfile", "ca.pem",
    )  # fmt: skip


def test_the_same_head_is_not_asked_for_twice(stamping: Stamping, authority_url: str) -> None:
    (first,) = stamping(authority_url)
    (second,) = stamping(authority_url, authority_url)
    assert second.stamp == first.stamp
    assert "already" in second.said
    (later,) = stamping(authority_url, size=13)
    assert later.stamp != first.stamp


def test_a_key_in_the_address_is_kept_out_of_the_archive(
    stamping: Stamping, store: FolderStore, authority_url: str
) -> None:
    secret = authority_url.replace("http://", "http://us:hush@") + "?key=hush"
    (got,) = stamping(secret)
    everything = b"".join(store.read(name) for name in store.names("stamps"))
    assert b"hush" not in everything
    assert "hush" not in got.line()


def test_what_fails_waits_and_says_why(
    stamping: Stamping, waiting: WaitingStamps, store: FolderStore
) -> None:
    with serving(lambda handler, body: send(handler, b"", status=500)) as url:
        (first,) = stamping(url)
        stamping(url, size=13)
    assert first.waits
    assert first.stamp == ""
    assert list(store.names("stamps")) == []
    (owed,) = waiting.read()
    assert (owed.tries, owed.size, owed.reason) == (2, 13, "answered with HTTP 500")
    assert "asked 2 times" in owed.line()


def test_what_waits_is_asked_for_again_until_it_is_got(
    stamping: Stamping, store: FolderStore, waiting: WaitingStamps, openssl: OpensslAuthority
) -> None:
    broken = [True]

    def answer(handler: object, body: bytes) -> None:
        if broken[0]:
            send(handler, b"", status=503)  # type: ignore[arg-type]
        else:
            openssl.answer(handler, body)  # type: ignore[arg-type]

    with serving(answer) as url:
        stamping(url)
        (still,) = retry_waiting(store, head_of(14), waiting=waiting, trusted=openssl.ca)
        broken[0] = False
        (got,) = retry_waiting(store, head_of(15), waiting=waiting, trusted=openssl.ca)
    assert still.waits
    assert got.stamp.startswith("stamps/000000000015.")
    assert waiting.read() == []
    assert list(retry_waiting(store, head_of(16), waiting=waiting)) == []


def test_a_promise_is_kept_beside_the_proof_that_completes_it(
    store: FolderStore, waiting: WaitingStamps, calendar: Calendar
) -> None:
    who = [Authority("opentimestamps", calendar.url)]
    (promised,) = stamp_head(store, head_of(12), who, waiting=waiting)
    before = store.read(promised.stamp)
    (not_yet,) = upgrade_promises(store)
    calendar.mined = True
    (done,) = upgrade_promises(store)
    assert not_yet.waits
    assert not_yet.stamp == ""
    assert ".block-" in done.stamp
    assert store.read(promised.stamp) == before
    assert list(upgrade_promises(store)) == []


def test_a_calendar_that_is_gone_is_told(store: FolderStore, waiting: WaitingStamps) -> None:
    lost = Calendar()
    with serving(lost.answer) as url:
        lost.url = url
        list(stamp_head(store, head_of(12), [Authority("opentimestamps", url)], waiting=waiting))
    (told,) = upgrade_promises(store, patience=Patience(seconds=1))
    assert told.waits
    assert "not reached" in told.said


def test_a_disk_that_fails_is_no_authority_that_fails(
    stamping: Stamping,
    store: FolderStore,
    waiting: WaitingStamps,
    authority_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "commit", full)
    with pytest.raises(StorageFailed, match="a stamp cannot be kept: No space left"):
        stamping(authority_url)
    assert waiting.read() == []


def test_a_disk_that_fails_at_an_upgrade_is_told(
    store: FolderStore, waiting: WaitingStamps, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(stamp_head(store, head_of(12), [Authority("opentimestamps", calendar.url)], waiting=waiting))
    calendar.mined = True
    monkeypatch.setattr(store, "commit", full)
    with pytest.raises(StorageFailed, match="a proof cannot be kept: No space left"):
        list(upgrade_promises(store))


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


ODD = Waiting(kind="rfc3161", url="file:///etc", size=1, since="", last="", tries=1, reason="", trust="")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"format": "waiting/2", "waiting": []}',
        msgspec.json.encode({"format": "waiting/1", "waiting": [asdict(ODD)]}),
    ],
)
def test_a_list_that_is_none_of_ours_is_named(waiting: WaitingStamps, content: bytes) -> None:
    (waiting.folder / "stamps.json").write_bytes(content)
    with pytest.raises(BadInput, match=r"stamps\.json: not a list of waiting stamps"):
        waiting.read()


def test_what_waits_is_for_the_owner_alone(stamping: Stamping, waiting: WaitingStamps) -> None:
    with serving(lambda handler, body: send(handler, b"", status=500)) as url:
        stamping(url)
    assert (waiting.folder / "stamps.json").stat().st_mode & 0o077 == 0


def test_a_damaged_record_counts_for_nothing_here(
    stamping: Stamping, store: FolderStore, authority_url: str
) -> None:
    (first,) = stamping(authority_url)
    asked = store.root / first.stamp.replace(".tsr", ".json")
    asked.chmod(0o600)
    asked.write_bytes(b"?")
    (second,) = stamping(authority_url)
    assert second.stamp not in {"", first.stamp}


def test_a_record_of_another_head_counts_for_nothing_here(
    stamping: Stamping, store: FolderStore, authority_url: str
) -> None:
    (first,) = stamping(authority_url)
    asked = store.root / first.stamp.replace(".tsr", ".json")
    asked.chmod(0o600)
    asked.write_bytes(asked.read_bytes().replace(head_of(12).sha256.encode(), b"0" * 64))
    (second,) = stamping(authority_url)
    assert second.stamp not in {"", first.stamp}


def test_the_newest_stamp(stamping: Stamping, store: FolderStore, authority_url: str) -> None:
    assert newest(store) is None
    for size in (12, 13):
        stamping(authority_url, size=size)
    found = newest(store)
    assert found is not None
    assert (found[0], found[1].authority) == (13, authority_url)


def test_what_waits_needs_no_folder_made_before(tmp_path: Path) -> None:
    waiting = WaitingStamps(tmp_path / "none" / "keys")
    who = Authority("rfc3161", "https://stamps.example")
    waiting.done(who)
    assert not (tmp_path / "none").exists()
    waiting.add(who, size=1, at="2026-05-02T10:00:00Z", reason="no answer", trust="")
    other = Authority("rfc3161", "https://other.example")
    waiting.done(other)
    assert [each.authority for each in waiting.read()] == [who]
