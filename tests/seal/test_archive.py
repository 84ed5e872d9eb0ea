"""Sealing, reading back, and what is refused."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.evidence import files, receipt, small_archive
from tahqiq.seal import (
    Archive,
    Busy,
    Damaged,
    NotAnArchive,
    NotSealed,
    Receipt,
    StorageFailed,
    StoredReceipt,
    Unsealable,
    verify,
)
from tahqiq.vocab.errors import BadInput


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive", wait_seconds=0)


def test_sealed_bytes_are_known_by_their_hash_and_read_back(archive: Archive) -> None:
    content = b"16 killed\n"
    sealed = archive.seal_bytes(content, receipt())
    assert sealed.sha256 == hashlib.sha256(content).hexdigest()
    assert (sealed.size, sealed.media_type, sealed.new) == (10, "text/plain", True)
    assert archive.has(sealed.sha256)
    with archive.read(sealed.sha256) as stream:
        assert stream.read() == content


def test_the_layout_is_the_documented_one(archive: Archive) -> None:
    sealed = archive.seal_bytes(b"x", receipt())
    assert [str(path.relative_to(archive.path)) for path in files(archive.path)] == [
        "FORMAT",
        "log/custody.jsonl",
        f"objects/{sealed.sha256[:2]}/{sealed.sha256}",
        f"receipts/{sealed.receipt[:2]}/{sealed.receipt}.json",
    ]
    assert (archive.path / "FORMAT").read_bytes() == b"format: archive/1\n"
    kept, told = files(archive.path / "objects")[0], files(archive.path / "receipts")[0]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    assert stat.S_IMODE(told.stat().st_mode) == 0o400
    assert stat.S_IMODE(archive.path.stat().st_mode) == 0o700


def test_the_same_bytes_twice_are_one_object_with_two_receipts(archive: Archive) -> None:
    one = archive.seal_bytes(b"x", receipt("one"))
    two = archive.seal_bytes(b"x", receipt("two"))
    assert (one.new, two.new) == (True, False)
    assert one.receipt != two.receipt
    assert len(files(archive.path / "objects")) == 1
    assert [told.original_name for _, told in archive.custody(one.sha256)] == ["one", "two"]


def test_the_same_bytes_twice_in_one_batch(archive: Archive) -> None:
    sealed = list(archive.seal_many([(b"x", receipt()), (b"x", receipt())]))
    assert [each.new for each in sealed] == [True, False]
    assert verify(archive.path).items == 1


def test_a_receipt_says_who_how_when_and_whence(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"text")
    os.utime(path, (1_500_000_000, 1_500_000_000))
    sealed = archive.seal_file(
        path,
        Receipt(
            by="amal",
            original_name=path.name,
            how="tahqiq seal",
            source_address="https://example.org/report",
            legal_basis="consent of 2 May",
            note="as received",
            captured_at=datetime(2017, 10, 1, 15, tzinfo=timezone(timedelta(hours=3))),
        ),
    )
    ((entry, told),) = archive.custody(sealed.sha256)
    assert (told.by, told.how, told.item, told.size) == ("amal", "tahqiq seal", sealed.sha256, 4)
    assert told.captured_at == "2017-10-01T12:00:00.000000Z"
    assert told.modified_at == "2017-07-14T02:40:00.000000Z"
    assert (told.sealed_at, told.tool) == (entry.at, entry.tool)
    assert abs(datetime.fromisoformat(entry.at) - datetime.now(UTC)) < timedelta(minutes=1)
    assert told.tool.startswith("tahqiq ")


def test_the_log_carries_no_names_addresses_or_words(archive: Archive) -> None:
    stated = {
        "source_address": "https://secret.example",
        "note": "secret note",
        "legal_basis": "secret basis",
    }
    archive.seal_bytes(b"secret words", receipt("secret name", how="secret how", **stated))
    log = (archive.path / "log/custody.jsonl").read_text()
    assert "secret" not in log
    assert "amal" not in log


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": ""},
        {"captured_at": datetime(2017, 10, 1)},
        {"parent_sha256": "ab" * 32},
        {"operation": "crop"},
        {"parent_sha256": "no hash", "operation": "crop"},
    ],
)
def test_receipts_that_state_half(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Receipt(**{"by": "amal", "original_name": "x", **wrong})  # type: ignore[arg-type]


def test_a_derived_item_names_a_parent_that_is_sealed(archive: Archive) -> None:
    parent = hashlib.sha256(b"whole").hexdigest()
    child = receipt("", parent_sha256=parent, operation="crop/1")
    with pytest.raises(NotSealed, match="the parent"):
        archive.seal_bytes(b"part", child)
    assert [each.new for each in archive.seal_many([(b"whole", receipt()), (b"part", child)])] == [True, True]
    archive.seal_bytes(b"part", child)
    assert verify(archive.path).faults == ()


@settings(max_examples=80, deadline=None)
@given(name=st.binary(min_size=1, max_size=40))
def test_any_name_survives(tmp_path_factory: pytest.TempPathFactory, name: bytes) -> None:
    archive = Archive.create(tmp_path_factory.mktemp("names") / "archive")
    given_name = os.fsdecode(name)
    sealed = archive.seal_bytes(b"x", receipt(given_name))
    ((_, told),) = archive.custody(sealed.sha256)
    assert os.fsencode(told.true_name) == name
    assert verify(archive.path).faults == ()


@pytest.mark.parametrize("field", ["note", "how", "source_address", "legal_basis"])
def test_half_a_character_in_a_field_is_refused(archive: Archive, field: str) -> None:
    with pytest.raises(Unsealable, match="no valid text"):
        archive.seal_bytes(b"x", receipt(**{field: "\ud800"}))
    assert verify(archive.path).notes == ()


def test_an_endless_receipt_is_refused(archive: Archive) -> None:
    with pytest.raises(Unsealable, match="longer than"):
        archive.seal_bytes(b"x", receipt(note="x" * 70_000))
    found = verify(archive.path)
    assert (found.items, found.notes) == (0, ())


def test_a_large_file_streams(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(5 << 20)
    sealed = archive.seal_file(path, receipt())
    assert sealed.size == 5 << 20
    assert sealed.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_links_pipes_sockets_devices_and_folders_are_refused(archive: Archive, tmp_path: Path) -> None:
    link, pipe, sock = tmp_path / "link", tmp_path / "pipe", tmp_path / "sock"
    link.symlink_to("/etc/hostname")
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(sock))
    refused = {
        link: "a link",
        pipe: "a pipe",
        sock: "a socket",
        Path("/dev/null"): "a device",
        tmp_path: "a folder",
    }
    for path, kind in refused.items():
        with pytest.raises(Unsealable, match=kind):
            archive.seal_file(path, receipt())
    with pytest.raises(Unsealable, match="No such file"):
        archive.seal_file(tmp_path / "missing", receipt())
    assert verify(archive.path).entries == 1


def test_a_pipe_slipped_in_after_the_look_is_refused(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr("tahqiq.seal.intake.refuse_unsealable", lambda path: path.lstat())
    with pytest.raises(Unsealable, match="a pipe"):
        archive.seal_file(tmp_path / "pipe", receipt())
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with pytest.raises(Unsealable, match="cannot be read"):
        archive.seal_file(tmp_path / "link", receipt())


def test_a_file_that_changes_while_it_is_read_is_refused(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = tmp_path / "growing", os.read
    path.write_bytes(b"x" * 100)

    def growing(descriptor: int, size: int) -> bytes:
        chunk = read(descriptor, size)
        if len(chunk) == 100:
            with path.open("ab") as file:
                file.write(b"y")
        return chunk

    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(Unsealable, match="changed while it was read"):
        archive.seal_file(path, receipt())
    monkeypatch.undo()
    found = verify(archive.path)
    assert (found.items, found.faults, found.notes) == (0, (), ())


def test_a_file_on_a_failing_disk(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(descriptor: int, size: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr(os, "read", failing)
    with pytest.raises(Unsealable, match="cannot be read: Input/output error"):
        archive.seal_file(tmp_path / "file", receipt())


def test_a_bad_source_takes_only_its_own_group_with_it(archive: Archive, tmp_path: Path) -> None:
    sources = [(b"%d" % n, receipt()) for n in range(300)]
    sealed = []
    with pytest.raises(Unsealable):
        for each in archive.seal_many([*sources, (tmp_path / "missing", receipt())]):
            sealed.append(each)
    found = verify(archive.path)
    assert found.items == len(sealed) == 256
    assert (found.faults, found.notes) == ((), ())


def test_groups_are_bounded_by_bytes_too(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.seal.archive.BATCH_BYTES", 10)
    sealing = archive.seal_many((b"123456" + bytes([n]), receipt()) for n in range(5))
    next(sealing)
    assert verify(archive.path).items == 2
    assert len(list(sealing)) == 4
    assert list(archive.seal_many([])) == []


def test_sealing_inside_a_sealing_loop_does_not_wait_for_itself(archive: Archive) -> None:
    for sealed in archive.seal_many([(b"a", receipt()), (b"b", receipt())]):
        archive.seal_bytes(b"text of it", receipt("", parent_sha256=sealed.sha256, operation="extract/1"))
    assert verify(archive.path).entries == 5


def test_one_writer_at_a_time(archive: Archive) -> None:
    import fcntl

    with (archive.path / "log/custody.jsonl").open("rb") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        with pytest.raises(Busy, match="another process is writing"):
            archive.seal_bytes(b"x", receipt())
        patient = Archive.open(archive.path, wait_seconds=30)
        timer = threading.Timer(0.1, lambda: fcntl.flock(log, fcntl.LOCK_UN))
        timer.start()
        assert patient.seal_bytes(b"x", receipt()).new
        timer.join()


def test_two_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    path = Archive.create(tmp_path / "archive").path

    def write(writer: int) -> None:
        for n in range(20):
            Archive.open(path).seal_bytes(b"%d %d" % (writer, n), receipt())

    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    found = verify(path)
    assert (found.faults, found.entries) == ((), 61)


def test_reading_what_is_not_there(archive: Archive) -> None:
    for name in ("ab" * 32, "../../etc/passwd", ""):
        assert not archive.has(name)
        with pytest.raises(NotSealed):
            archive.read(name)


def test_reading_what_was_logged_and_still_waits(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    kept = files(archive.path / "objects")[0]
    staged = kept.rename(archive.path / "incoming" / f"{kept.name}.object")
    stranger = archive.path / "incoming" / f"{'ab' * 32}.object"
    stranger.write_bytes(b"never logged")
    told = files(archive.path / "receipts")
    for each in told:
        each.rename(archive.path / "incoming" / f"{each.stem}.receipt")
    with archive.read(kept.name) as stream:
        assert stream.read() == staged.read_bytes()
    assert not archive.has("ab" * 32)
    assert all(list(archive.custody(kept.name)))
    archive.seal_bytes(b"next", receipt())
    assert kept.exists()
    assert not stranger.exists()
    assert (verify(archive.path).faults, verify(archive.path).notes) == ((), ())


def test_sealing_again_does_not_trust_a_damaged_copy(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    kept = files(archive.path / "objects")[0]
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(b"else")
    with pytest.raises(Damaged, match=kept.name):
        archive.seal_bytes(content, receipt())


def test_nothing_is_written_to_an_archive_whose_log_was_tampered_with(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    log = archive.path / "log/custody.jsonl"
    sound = log.read_bytes()
    for wrong in (sound[:-1], sound[:-50], b"", sound[:-1] + b"}\n", sound + b"garbage", b"\n" + sound[:-1]):
        log.write_bytes(wrong)
        with pytest.raises(Damaged, match=r"custody\.jsonl"):
            archive.seal_bytes(b"x", receipt())
        assert log.read_bytes() == wrong
    log.write_bytes(sound + b'{"at":"20')  # torn, and nothing of it was ever promised
    archive.seal_bytes(b"x", receipt())
    assert verify(archive.path).faults == ()


def test_a_second_copy_in_incoming_never_replaces_the_first(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    kept = files(archive.path / "objects")[0]
    before = kept.read_bytes()
    intruder = archive.path / "incoming" / f"{kept.name}.object"
    intruder.write_bytes(b"else")
    (archive.path / "incoming" / "notes.txt").write_bytes(b"not ours")
    archive.seal_bytes(b"next", receipt())
    assert kept.read_bytes() == before
    assert {fault.where for fault in verify(archive.path).faults} == {
        f"incoming/{kept.name}.object",
        "incoming/notes.txt",
    }


def test_a_damaged_receipt_is_said_so_when_custody_is_read(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    item = files(archive.path / "objects")[0].name
    for told in files(archive.path / "receipts"):
        told.chmod(0o600)
        told.write_bytes(b"{}")
    with pytest.raises(Damaged):
        list(archive.custody(item))


def test_what_may_stand_where_an_archive_is_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert Archive.at(tmp_path / "empty").path.name == "empty"
    assert Archive.at(tmp_path / "new" / "below").seal_bytes(b"x", receipt()).new
    assert Archive.at(tmp_path / "new" / "below").has(hashlib.sha256(b"x").hexdigest())
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path, tmp_path / "file", tmp_path / "empty"):
        with pytest.raises(BadInput):
            Archive.create(path)


def test_an_archive_of_another_version_is_not_touched(archive: Archive) -> None:
    (archive.path / "FORMAT").chmod(0o600)
    (archive.path / "FORMAT").write_bytes(b"format: archive/2\n")
    with pytest.raises(NotAnArchive, match="version unknown"):
        Archive.open(archive.path)
    with pytest.raises(NotAnArchive, match="not an archive"):
        Archive.open(archive.path / "objects")


def test_a_read_only_archive_says_so(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def read_only(path: Path, flags: int, mode: int = 0o777, **options: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, mode, **options)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(StorageFailed, match="Read-only file system"):
        archive.seal_bytes(b"x", receipt())
    with pytest.raises(StorageFailed, match="Read-only file system"):
        Archive.create(archive.path.parent / "other")


def test_lock_trouble_other_than_waiting_is_not_waited_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(StorageFailed, match="No locks available"):
        archive.seal_bytes(b"x", receipt())


def test_the_stored_receipt_reads_back_exactly(archive: Archive) -> None:
    archive.seal_bytes(b"x", receipt("يوم.txt"))
    spelled = files(archive.path / "receipts")[0].read_bytes()
    assert StoredReceipt.parse(spelled).canonical() == spelled
    assert "يوم.txt".encode() in spelled
    with pytest.raises(Damaged):
        StoredReceipt.parse(spelled + b" ")
    with pytest.raises(Damaged):
        StoredReceipt.parse(spelled.replace(b"receipt/1", b"receipt/2"))


def test_a_full_disk_under_the_log_promises_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = small_archive(tmp_path / "archive")
    log = archive.path / "log/custody.jsonl"
    before, write = log.read_bytes(), os.write

    def filling(descriptor: int, content: memoryview) -> int:
        if bytes(content[:6]) == b'{"at":':
            if len(content) > 100:
                return write(descriptor, content[:100])
        elif os.fstat(descriptor).st_ino != log.stat().st_ino:
            return write(descriptor, content)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", filling)
    with pytest.raises(StorageFailed, match="No space left"):
        archive.seal_bytes(b"next", receipt())
    monkeypatch.undo()
    assert log.read_bytes() == before
    assert archive.seal_bytes(b"next", receipt()).new
    assert (verify(archive.path).faults, verify(archive.path).notes) == ((), ())
