"""Sealing, reading back, and what is refused."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import socket
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seal.evidence import files, receipt, small_archive
from tahqiq.seal import (
    Archive,
    Busy,
    Damaged,
    Keyring,
    NoKeys,
    NotAgreed,
    NotAnArchive,
    NotSealed,
    Receipt,
    Removed,
    StorageFailed,
    Unsealable,
    verify,
)
from tahqiq.seal.canonical import canonical
from tahqiq.seal.recovery import promised_nothing
from tahqiq.seal.stores import FolderStore
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
    path = Path(archive.path)
    assert [str(each.relative_to(path)) for each in files(path)] == [
        "FORMAT",
        "archive.json",
        "incoming/lock",
        "keys/0000/00000000.jsonl",
        "keys/0000/00000001.jsonl",
        "log/0000/00000000.jsonl",
        "log/0000/00000001.jsonl",
        f"objects/{sealed.sha256[:2]}/{sealed.sha256}",
        "receipts/0000/00000000.jsonl",
        "receipts/0000/00000001.jsonl",
    ]
    assert (path / "FORMAT").read_bytes() == b"format: archive/2\n"
    assert {stat.S_IMODE(each.stat().st_mode) for each in files(path / "objects")} == {0o400}
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


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
    assert (told.at, told.event) == (entry.at, entry.event)
    assert datetime.fromisoformat(told.local_at) == datetime.fromisoformat(told.at).replace(microsecond=0)
    assert abs(datetime.fromisoformat(entry.at) - datetime.now(UTC)) < timedelta(minutes=1)
    assert told.tool.startswith("tahqiq ")


@pytest.mark.parametrize("encrypted", [False, True])
def test_nothing_but_the_item_says_who_brought_it_or_what_it_is(tmp_path: Path, *, encrypted: bool) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=encrypted)
    secret = {name: f"secret {name}" for name in ("source_address", "note", "legal_basis", "how")}
    sealed = archive.seal_bytes(b"secret words", receipt("secret name", **secret))
    beside = [each for each in files(tmp_path / "archive") if encrypted or "objects" not in str(each)]
    kept = b"".join(each.read_bytes() for each in beside)
    assert b"secret" not in kept
    assert b"amal" not in kept
    if encrypted:
        assert sealed.sha256.encode() not in kept
        assert not any(sealed.sha256 in str(each) for each in files(tmp_path / "archive"))


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
@example(name=b"a.txt")
@example(name=b"copy\xff.txt")
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
        archive.seal_bytes(b"x", receipt(note="x" * 270_000))
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

    archive.seal_bytes(b"first", receipt())
    with (Path(archive.path) / "incoming/lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Busy, match="another process is writing"):
            archive.seal_bytes(b"x", receipt())
        patient = Archive.open(archive.path, wait_seconds=30)
        timer = threading.Timer(0.1, lambda: fcntl.flock(lock, fcntl.LOCK_UN))
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
    last = files(tmp_path / "archive/log")[-1]
    last.chmod(0o600)
    sound = last.read_bytes()
    mixed = (sound[:-3] + b"x}\n", sound + b"garbage", b"\n" + sound)
    for wrong in (sound[:-1], sound[:-50], b"", b"{}\n", *mixed):
        last.write_bytes(wrong)
        with pytest.raises(Damaged):
            archive.seal_bytes(b"x", receipt())
        assert last.read_bytes() == wrong
    last.unlink()
    with pytest.raises(Damaged, match="3 events, and 4 were seen here before"):
        archive.seal_bytes(b"x", receipt())


def test_nothing_is_built_on_a_head_signed_by_another(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    about = tmp_path / "archive/archive.json"
    for key in ("log", "archive"):
        other = Keyring.create(tmp_path / f"other-{key}")
        mixed = tmp_path / f"mixed-{key}"
        shutil.copytree(archive.keyring.folder, mixed)
        shutil.copy(other.folder / f"{key}.key", mixed / f"{key}.key")
        with pytest.raises(NoKeys, match="another archive's keys"):
            Archive.open(archive.path, keys=mixed).seal_bytes(b"x", receipt())
    about.chmod(0o600)
    said = json.loads(about.read_bytes())
    said["log_key"], said["key_check"] = other.public.hex(), other.check
    about.write_bytes(canonical(said) + b"\n")
    with pytest.raises(Damaged, match="not signed with this archive's key"):
        Archive.open(archive.path, keys=other.folder).seal_bytes(b"x", receipt())


def test_what_was_interrupted_is_removed_and_nothing_else(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    kept, stranger = files(tmp_path / "archive/objects")[0], tmp_path / f"archive/objects/ab/{'ab' * 32}"
    stranger.parent.mkdir()
    stranger.write_bytes(b"half of it")
    part, intent = (tmp_path / f"archive/incoming/{'0' * 32}.{end}" for end in ("part", "intent"))
    part.write_bytes(b"arriving")
    intent.write_text(f"4\nobjects/ab/{stranger.name}\nlog/0000/00000001.jsonl\n../../elsewhere\n")
    committed = tmp_path / f"archive/incoming/{'1' * 32}.intent"
    committed.write_text(f"1\nobjects/{kept.parent.name}/{kept.name}\n")
    (tmp_path / f"archive/incoming/{'2' * 32}.intent").write_bytes(b"")
    (tmp_path / "archive/incoming/notes.txt").write_bytes(b"not ours")
    assert not archive.has(stranger.name)
    assert archive.has(kept.name)
    archive.seal_bytes(b"next", receipt())
    assert not stranger.exists()
    assert sorted(each.name for each in (tmp_path / "archive/incoming").iterdir()) == ["lock", "notes.txt"]
    assert [fault.where for fault in verify(archive.path).faults] == ["incoming/notes.txt"]


def test_what_another_wrote_meanwhile_is_never_overwritten(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    (tmp_path / "archive/receipts/0000/00000004.jsonl").write_bytes(b"theirs")
    with pytest.raises(Busy, match="written by another at the same time"):
        archive.seal_bytes(b"x", receipt())


def test_a_damaged_receipt_is_said_so_when_custody_is_read(tmp_path: Path) -> None:
    for folder in ("receipts", "keys"):
        archive = small_archive(tmp_path / folder)
        item = files(tmp_path / folder / "objects")[0].name
        for told in files(tmp_path / folder / folder):
            told.chmod(0o600)
            told.write_bytes(b"{}\n")
        with pytest.raises(Damaged):
            list(archive.custody(item))


def test_pages_that_are_missing_are_damage(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    (tmp_path / "archive/receipts/0000/00000001.jsonl").unlink()
    with pytest.raises(Damaged, match=r"receipts/0000/00000001\.jsonl: is missing"):
        list(archive.receipts())
    shutil.rmtree(tmp_path / "archive/log")
    with pytest.raises(Damaged, match="the custody log is empty"):
        archive.head()


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
    (archive.path / "FORMAT").write_bytes(b"format: archive/3\n")
    with pytest.raises(NotAnArchive, match="version unknown"):
        Archive.open(archive.path)
    with pytest.raises(NotAnArchive, match="not an archive"):
        Archive.open(archive.path / "objects")


def test_what_cannot_be_read_is_no_archive(archive: Archive) -> None:
    (Path(archive.path) / "FORMAT").unlink()
    (Path(archive.path) / "FORMAT").mkdir()
    with pytest.raises(NotAnArchive, match="cannot be read: Is a directory"):
        Archive.open(archive.path)


def test_strangers_in_the_log_s_folders_are_passed_over(archive: Archive) -> None:
    log = Path(archive.path) / "log"
    (log / "0000/notes.txt").write_bytes(b"x")
    (log / "9999").mkdir()
    assert archive.seal_bytes(b"x", receipt()).new
    assert archive.head().size == 2


def test_an_intent_that_is_settled_while_we_look_names_nothing(archive: Archive) -> None:
    class Settled(FolderStore):
        def children(self, folder: str) -> list[str]:
            return [f"{'0' * 32}.intent"] if folder == "incoming" else super().children(folder)

    assert promised_nothing(Settled(Path(archive.path))) == set()


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


def test_every_event_is_told_with_its_receipt(archive: Archive) -> None:
    sealed = archive.seal_bytes(b"x", receipt("يوم.txt"))
    archive.record("opened", sealed.sha256, Receipt(by="bo", original_name="", note="for the lawyer"))
    told = [(event.seq, event.event, stated.by) for event, stated in archive.custody(sealed.sha256)]
    assert told == [(1, "sealed", "amal"), (2, "opened", "bo")]
    assert [stated.event for _, stated in archive.receipts()] == ["created", "sealed", "opened"]
    index, leaf = archive.leaf_of(sealed.receipt)
    ((_, stated), _) = archive.custody(sealed.sha256)
    assert (index, leaf.commitment) == (1, stated.commitment())
    assert archive.head().size == 3
    assert list(archive.custody("no hash")) == []
    with pytest.raises(NotSealed, match="no receipt"):
        archive.leaf_of("ab" * 32)
    with pytest.raises(NotSealed):
        archive.record("opened", "ab" * 32, receipt())


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 3 << 20])
def test_encrypted_items_are_read_as_they_were_sealed(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    archive = Archive.create(tmp_path / "archive", encrypted=True)
    one = archive.seal_bytes(content, receipt())
    two = archive.seal_bytes(content, receipt("again"))
    assert (one.sha256, two.new) == (hashlib.sha256(content).hexdigest(), False)
    with Archive.open(archive.path).read(one.sha256) as stream:
        assert stream.read() == content
        stream.seek(max(0, size - 10))
        assert stream.read() == content[-10:]
    assert len(files(tmp_path / "archive/objects")) == 1
    assert verify(archive.path).faults == ()


def test_without_keys_nothing_is_sealed_and_nothing_private_read(tmp_path: Path) -> None:
    plain, secret = Archive.create(tmp_path / "plain"), Archive.create(tmp_path / "secret", encrypted=True)
    for archive in (plain, secret):
        sealed = archive.seal_bytes(b"x", receipt())
        shutil.rmtree(archive.keyring.folder)
    with Archive.open(plain.path).read(sealed.sha256) as stream:
        assert stream.read() == b"x"
    for private in (
        lambda: Archive.open(secret.path).read(sealed.sha256),
        lambda: list(Archive.open(plain.path).custody(sealed.sha256)),
        lambda: Archive.open(plain.path).seal_bytes(b"y", receipt()),
    ):
        with pytest.raises(NoKeys, match="the archive's key is not here"):
            private()
    assert verify(plain.path).faults == ()
    assert verify(secret.path).faults == ()


@pytest.mark.parametrize("encrypted", [False, True])
def test_two_people_remove_an_item_for_good(tmp_path: Path, *, encrypted: bool) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=encrypted)
    item = archive.seal_bytes(b"her voice", receipt("voice"))
    archive.seal_bytes(b"her voice", receipt("voice, again"))
    words = archive.seal_bytes(b"her words", receipt("", parent_sha256=item.sha256, operation="transcript"))
    other = archive.seal_bytes(b"other", receipt())
    by = {name: Receipt(by=name, original_name="", note="consent withdrawn") for name in ("amal", "bo")}
    with pytest.raises(NotAgreed, match="nobody else has asked"):
        archive.remove(item.sha256, by["bo"])
    archive.request_removal(item.sha256, by["bo"])
    with pytest.raises(NotAgreed, match="nobody else has asked"):
        archive.remove(item.sha256, by["bo"])
    assert archive.derived(item.sha256) == [words.sha256]
    archive.remove(item.sha256, by["amal"])
    with pytest.raises(Removed, match="lawfully removed"):
        archive.read(item.sha256)
    assert [event.event for event, _ in archive.custody(item.sha256)] == ["removal_requested", "removed"]
    fresh = Archive.open(archive.path)
    (fresh.keyring.index).unlink()
    assert [event.event for event, _ in fresh.custody(item.sha256)] == ["removal_requested", "removed"]
    assert not any(b"her voice" in each.read_bytes() for each in files(tmp_path / "archive"))
    assert all(
        stated.item != item.sha256 or stated.by != "amal" or stated.note for _, stated in fresh.receipts()
    )
    with fresh.read(other.sha256) as stream:
        assert stream.read() == b"other"
    found = verify(archive.path)
    assert found.faults == ()
    assert any("lawfully removed" in note for note in found.notes)


def test_an_item_whose_key_is_gone_or_missing_is_told_from_damage(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive", encrypted=True)
    item = archive.seal_bytes(b"her voice", receipt())
    keys = files(tmp_path / "archive/keys")[1]
    keys.chmod(0o600)
    for content, error, why in (("-\n", Removed, "was destroyed"), ("", Damaged, "its key is missing")):
        keys.write_text(content)
        with pytest.raises(error, match=why):
            archive.read(item.sha256)


def test_a_removal_that_was_interrupted_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive.create(tmp_path / "archive")
    item = archive.seal_bytes(b"her voice", receipt())
    archive.request_removal(item.sha256, Receipt(by="bo", original_name=""))
    monkeypatch.setattr("tahqiq.seal.archive.destroy", lambda store, number: None)
    archive.remove(item.sha256, receipt())
    assert archive.has(item.sha256)
    archive.seal_bytes(b"next", receipt())
    assert not archive.has(item.sha256)
    assert verify(archive.path).faults == ()


def test_the_index_is_made_anew_when_it_is_lost_or_no_index(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    item = hashlib.sha256(b"16 killed, said one\n").hexdigest()
    told = [event for event, _ in archive.custody(item)]
    assert len(told) == 2
    for wrong in (b"no database" * 200, b""):
        archive.keyring.index.write_bytes(wrong)
        assert [event for event, _ in archive.custody(item)] == told
    other = small_archive(tmp_path / "other")
    assert len(list(other.custody(item))) == 2
    shutil.copy(other.keyring.index, archive.keyring.index)
    assert [event for event, _ in archive.custody(item)] == told
