"""An archive of the earlier format is carried over whole, with everything that was ever said of it."""

from __future__ import annotations

import fcntl
import os
from dataclasses import replace
from pathlib import Path

import pytest

from seal.archive1 import making
from seal.evidence import files, snapshot
from tahqiq.seal import Archive, Busy, Damaged, NotAnArchive, verify
from tahqiq.seal.archive1 import Archive1, ledger, verify1
from tahqiq.seal.upgrading import earlier, upgrade
from tahqiq.vocab.errors import BadInput


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return making.kept(tmp_path / "archive")


def contents(path: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(path).items()}


def test_everything_is_carried_over(old: Path) -> None:
    before, events = contents(old), list(Archive1(old).events())
    passed: list[int] = []
    done = upgrade(old, by="basel", progress=passed.append)
    assert (done.entries, done.old_head, len(passed)) == (6, verify1(making.KEPT).root, 7)
    assert (done.verified.faults, done.verified.items) == ((), 6)
    assert done.kept is not None
    assert contents(done.kept) == before
    new = Archive.open(old)
    for entry, said in events:
        with new.read(entry.item) as stream:
            assert stream.read() == making.Layout(making.KEPT).object(entry.item).read_bytes()
        stated = [stated for _, stated in new.custody(entry.item) if earlier(stated) == (entry, said)]
        assert len(stated) == 1
        assert (stated[0].by, stated[0].how) == ("basel", "tahqiq upgrade")
        assert stated[0].original_name == said.original_name
        assert stated[0].source_address == said.source_address
        assert stated[0].parent_sha256 == said.parent_sha256
        assert stated[0].captured_at == said.captured_at


def test_the_old_head_can_still_be_counted_out_from_the_new_archive(old: Path) -> None:
    done = upgrade(old, by="basel", keep_old=False)
    assert done.kept is None
    assert not old.with_name("archive.archive1").exists()
    new, carried = Archive.open(old), []
    for _, stated in new.receipts():
        if (found := earlier(stated)) is not None:
            carried.append(found[0])
    (log,) = (stated for _, stated in new.receipts() if stated.original_name == "custody.jsonl")
    with new.read(log.item) as stream:
        assert list(ledger.entries(stream))[1:] == carried
    assert carried[-1].hash == done.old_head


def test_an_encrypted_archive_may_come_of_it(old: Path) -> None:
    plain = {path.read_bytes() for path in files(making.KEPT / "objects")} - {b"", b"16"}
    assert upgrade(old, by="basel", encrypted=True).verified.faults == ()
    stored = b"".join(path.read_bytes() for path in files(old / "objects"))
    assert not any(each in stored for each in plain)


def test_the_old_log_and_receipts_are_in_no_plain_file(old: Path) -> None:
    upgrade(old, by="basel")
    assert not any(b'"by":"amal"' in path.read_bytes() for path in files(old))


def test_a_run_that_was_stopped_goes_on_where_it_stopped(old: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_: int) -> None:
        raise Stopped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tahqiq.seal.archive.BATCH_ITEMS", 2)
        with pytest.raises(Stopped):
            upgrade(old, by="basel", progress=stop)
    assert verify1(old).faults == ()
    passed: list[int] = []
    done = upgrade(old, by="basel", progress=passed.append)
    assert (len(passed), done.verified.entries, done.entries) == (5, 8, 6)
    assert not old.with_name(".archive.upgrade").exists()


def test_a_run_with_other_wishes_begins_again(old: Path) -> None:
    building = old.with_name(".archive.upgrade")
    Archive.create(building, keys=old.with_name("archive.keys"))
    upgrade(old, by="basel", encrypted=True)
    assert Archive.open(old).about.encrypted
    assert verify(old).faults == ()


def test_an_archive_with_faults_is_left_as_it_is(old: Path) -> None:
    files(old / "objects")[0].write_bytes(b"else")
    before = contents(old)
    with pytest.raises(Damaged, match="an archive with faults is not carried over"):
        upgrade(old, by="basel")
    assert contents(old) == before


def test_what_was_carried_over_wrongly_does_not_take_the_old_ones_place(old: Path) -> None:
    from tahqiq.seal import upgrading

    real = upgrading._receipt
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            upgrading, "_receipt", lambda *a, **k: replace(real(*a, **k), stated={}, original_name="x")
        )
        with pytest.raises(Damaged, match="what was carried over is not what was there"):
            upgrade(old, by="basel")
    assert verify1(old).faults == ()


def test_nothing_is_done_while_another_writes_or_where_something_else_stands(old: Path) -> None:
    log = os.open(old / "log/custody.jsonl", os.O_RDONLY)
    fcntl.flock(log, fcntl.LOCK_EX)
    with pytest.raises(Busy):
        upgrade(old, by="basel")
    os.close(log)
    making.small(old.with_name("archive.archive1"), b"of another archive")
    with pytest.raises(BadInput, match="holds something else and is left alone"):
        upgrade(old, by="basel")
    assert verify1(old).faults == ()


def test_an_archive_of_the_present_format_has_nothing_to_upgrade(old: Path) -> None:
    upgrade(old, by="basel")
    with pytest.raises(NotAnArchive, match="not an archive of the format archive/1"):
        upgrade(old, by="basel")


def test_where_there_are_no_hard_links_the_old_archive_is_copied(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(source: str, target: str) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none_here)
    done = upgrade(old, by="basel")
    assert done.kept is not None
    assert contents(done.kept) == contents(making.KEPT)


def test_a_receipt_that_carries_another_than_its_line_speaks_of(old: Path) -> None:
    upgrade(old, by="basel")
    carried = [stated for _, stated in Archive.open(old).receipts() if "earlier" in stated.stated]
    one, two = carried[:2]
    mixed = {**one.stated["earlier"], "receipt": two.stated["earlier"]["receipt"]}  # type: ignore[dict-item, index]
    with pytest.raises(Damaged, match="not the one its log speaks of"):
        earlier(replace(one, stated={"earlier": mixed}))
    assert earlier(replace(one, stated={})) is None
