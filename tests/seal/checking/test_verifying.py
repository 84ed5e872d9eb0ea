"""Verify names whatever is not as it was left, covers every byte, and writes nothing."""

from __future__ import annotations

import os
import random
import shutil
import stat
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seal.archive1.making import KEPT
from seal.checking.spoiling import NOTE, PICTURE, Spoiled, Whole, whole
from seal.evidence import files, receipt, small_archive, snapshot
from tahqiq.seal import Archive, NotAnArchive, Receipt, Verified, verify
from tahqiq.seal.checking import objects
from tahqiq.seal.checking.envelopes import Lines
from tahqiq.seal.checkpoint import Checkpoint, sign
from tahqiq.seal.keyring import Keyring, keys_beside

NO_KEYS = Path("/nowhere/keys")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return Path(small_archive(tmp_path / "archive").path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return whole(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return whole(tmp_path_factory.mktemp("encrypted"), encrypted=True)


def named(found: Verified) -> set[str]:
    """The files that faults name."""
    return {fault.where.partition(" line ")[0] for fault in found.faults}


def lines(found: Verified) -> list[str]:
    return [fault.line() for fault in found.faults]


def test_a_sound_archive_has_no_faults(archive: Path) -> None:
    found = verify(archive)
    assert (found.items, found.entries, found.bytes) == (2, 4, 22)
    assert (found.faults, found.notes) == ((), ())
    assert found.head is not None
    assert found.root == found.head.root.hex()
    assert found.root in found.vouched


@pytest.mark.parametrize("how", ["full", "quick", "sampled"])
def test_verifying_writes_nothing_and_reports_progress(archive: Path, how: objects.How) -> None:
    before, passed = snapshot(archive.parent), []
    verify(archive, how=how, share=1, progress=passed.append)
    assert snapshot(archive.parent) == before
    assert sorted(passed) == [2, 20]


def test_without_keys_the_stored_bytes_are_checked_and_it_says_so(encrypted: Whole) -> None:
    with_keys = verify(encrypted.root)
    without = verify(encrypted.root, keys=NO_KEYS)
    assert (with_keys.faults, without.faults) == ((), ())
    assert (with_keys.items, with_keys.entries, with_keys.bytes) == (4, 9, without.bytes)
    assert "the receipts stay closed: the archive's key is not at hand" in without.notes
    assert not any("stay closed" in note for note in with_keys.notes)
    assert "no other head was held against it" in without.vouched


def test_the_wrong_keys_open_nothing_and_it_says_so(archive: Path, tmp_path: Path) -> None:
    others = Keyring.create(tmp_path / "others")
    found = verify(archive, keys=others.folder)
    assert (found.faults, found.notes) == (
        (),
        ("the receipts stay closed: the key at hand is another archive's",),
    )
    (others.folder / "archive.key").chmod(0o644)
    (note,) = verify(archive, keys=others.folder).notes
    assert "others on this machine can read this key" in note


def test_a_flipped_bit_anywhere_is_named(sound: Whole, encrypted: Whole, tmp_path: Path) -> None:
    """Without the keys; three bits a file, the same each time."""
    for each in (sound, encrypted):
        spoiled = Spoiled.copy_of(each.root, tmp_path / "spoiled")
        drawn = random.Random(7)
        for name in [name for name in spoiled.files("") if not name.startswith(("incoming/", "stamps/"))]:
            content = spoiled.read(name)
            for _ in range(3):
                wrong, place = bytearray(content), drawn.randrange(8 * len(content))
                wrong[place // 8] ^= 1 << place % 8
                spoiled.write(name, bytes(wrong))
                found = verify(spoiled.root, keys=NO_KEYS, seen=False)
                assert name in named(found), f"{name}, bit {place}"
            spoiled.write(name, content)
        assert verify(spoiled.root).faults == ()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_bytes_in_the_place_of_any_file_are_faults_and_no_crash(
    sound: Whole, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path_factory.getbasetemp() / "any")
    names = [name for name in spoiled.files("") if not name.startswith("incoming/")]
    name = data.draw(st.sampled_from(names))
    content = spoiled.read(name)
    where = data.draw(st.integers(0, len(content)))
    wrong = (
        content[:where]
        + data.draw(st.binary(max_size=80))
        + content[data.draw(st.integers(0, len(content))) :]
    )
    spoiled.write(name, wrong)
    found = verify(spoiled.root, keys=data.draw(st.sampled_from([None, NO_KEYS])))
    assert bool(found.faults) == (wrong != content)


def test_quick_finds_changed_bytes_too(sound: Whole, tmp_path: Path) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path / "spoiled")
    spoiled.flip(spoiled.object(NOTE), 3)
    found = verify(spoiled.root, how="quick")
    assert named(found) == {spoiled.object(NOTE)}
    assert "objects were read with BLAKE3, the rest with SHA-256" in found.notes


def test_a_sample_reads_its_share_by_its_seed_and_says_which(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    list(archive.seal_many((b"%d" % n, receipt()) for n in range(200)))
    read: list[int] = []
    found = verify(tmp_path / "archive", how="sampled", share=0.25, seed=5, progress=read.append)
    assert 30 < len(read) < 70
    assert f"a sample of 25 % was read, {len(read)} objects (--seed 5)" in found.notes
    assert verify(tmp_path / "archive", how="sampled", share=0, seed=5).faults == ()
    chosen = objects.Choice(how="sampled", share=0.25, seed=5)
    for path in files(tmp_path / "archive" / "objects"):
        path.chmod(0o600)
        path.write_bytes(bytes(path.stat().st_size))
    again = verify(tmp_path / "archive", how="sampled", share=0.25, seed=5)
    assert len(again.faults) == len(read)
    assert all(chosen.takes(fault.where.rpartition("/")[2]) for fault in again.faults)
    assert "--seed" in " ".join(verify(tmp_path / "archive", how="sampled").notes)


def test_the_same_lines_on_any_number_of_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive.create(tmp_path / "archive")
    list(archive.seal_many((b"%d" % n, receipt()) for n in range(300)))
    for path in files(tmp_path / "archive" / "objects")[::3]:
        path.chmod(0o600)
        path.write_bytes(b"else")
    told = []
    for cores in (1, 2, 9):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        told.append(lines(verify(tmp_path / "archive")))
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 100


def test_a_key_that_was_given_is_the_one_that_counts(archive: Path) -> None:
    about = Archive.open(archive).about
    found = verify(archive, public_key=about.public_key)
    assert found.faults == ()
    assert "signed with the key that was given" in found.vouched
    assert "archive.json: names another public key than the one that was given" in lines(
        verify(archive, public_key=bytes(32))
    )


def forged(archive: Archive, **changed: object) -> Checkpoint:
    """A head signed with the archive's own key, as whoever stole it could."""
    head = archive.head()
    stated = {"origin": head.origin, "size": head.size, "root": head.root, "at": head.at, **changed}
    return sign(archive.keyring.signing, **stated)  # type: ignore[arg-type]


def test_heads_that_this_log_did_not_grow_from(archive: Path) -> None:
    kept = Archive.open(archive)
    for head, problem in (
        (
            forged(kept, root=bytes(32)),
            "is not the log of the head that was given: its first 4 events are others",
        ),
        (forged(kept, origin="tahqiq/" + "0" * 36), "the head that was given is that of another archive"),
        (
            forged(kept, size=9),
            "was rolled back, or is an old copy: the head that was given has 9 events, the log 4",
        ),
    ):
        assert lines(verify(archive, head=head)) == [f"log: {problem}"]


def test_a_head_in_the_middle_of_the_log_is_counted_out(archive: Path) -> None:
    kept = Archive.open(archive)
    head = kept.head()
    list(kept.seal_many([(b"1", receipt()), (b"2", receipt()), (b"3", receipt())]))
    found = verify(archive, head=head, keys=NO_KEYS)
    assert found.faults == ()
    assert "it grew from the head that was given (4 events)" in found.vouched


def test_a_head_beyond_a_spoiled_page_cannot_be_reached(sound: Whole, tmp_path: Path) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path / "spoiled")
    spoiled.write("log/0000/00000002.jsonl", b"?")
    found = verify(spoiled.root, head=sound.before, seen=False)
    assert lines(found)[-1] == (
        "log: the head that was given cannot be reached: the log could not be counted out so far"
    )


def test_a_note_of_the_last_head_that_cannot_be_read_is_told(archive: Path) -> None:
    (keys_beside(archive) / "last-head.txt").write_text("nonsense")
    found = verify(archive)
    assert found.faults == ()
    assert any("cannot be read" in note for note in found.notes)


def test_without_archive_json_the_log_is_still_counted_out(archive: Path) -> None:
    (archive / "archive.json").unlink()
    page = files(archive / "log")[1]
    page.chmod(0o600)
    page.write_bytes(page.read_bytes().replace(b"sealed", b"opened"))
    assert named(verify(archive, seen=False)) == {"archive.json", page.relative_to(archive).as_posix()}


def test_what_is_sealed_during_the_check_is_no_fault(archive: Path) -> None:
    other, added = Archive.open(archive), []

    def meanwhile(size: int) -> None:
        if not added:
            added.append(other.seal_bytes(b"\0" * 40 + b"sealed meanwhile, on any shelf", receipt()).size)
            added.extend(each.size for each in other.seal_many((b"%d" % n, receipt()) for n in range(40)))

    found = verify(archive, progress=meanwhile)
    assert (found.faults, found.items, found.entries) == ((), 2, 4)
    assert verify(archive).items == 42  # one of the forty is an old one


@pytest.mark.parametrize("moment", [Lines, objects.Shelves], ids=["while the log is read", "after that"])
def test_what_is_removed_during_the_check_is_no_fault(archive: Path, moment: type) -> None:
    other = Archive.open(archive)
    sha256 = other.seal_bytes(b"to be removed", receipt()).sha256
    other.request_removal(sha256, receipt())
    check, removed = moment.check, []

    def removing(self: object, *args: object) -> None:
        if not removed:
            removed.append(other.remove(sha256, Receipt(by="basel", original_name="")))
        check(self, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moment, "check", removing)
        assert verify(archive).faults == ()
    after = verify(archive)
    assert after.faults == ()
    assert "1 item was lawfully removed: tombstones in the log name what was destroyed" in after.notes


def test_a_stranger_beside_a_newer_page_that_cannot_be_read(archive: Path) -> None:
    other, check = Archive.open(archive), objects.Shelves.check
    stranger = files(archive / "objects")[0].with_name("99" + "0" * 62)
    stranger.write_bytes(b"?")

    def sealing(self: objects.Shelves) -> None:
        other.seal_bytes(b"newer", receipt())
        page = files(archive / "receipts")[-1]
        page.chmod(0o600)
        page.write_bytes(b"no receipt\n")
        check(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects.Shelves, "check", sealing)
        found = verify(archive)
    assert stranger.relative_to(archive).as_posix() in named(found)


def test_what_was_removed_and_is_sealed_again_is_there(archive: Path) -> None:
    other = Archive.open(archive)
    sha256 = other.seal_bytes(b"comes back", receipt()).sha256
    other.request_removal(sha256, receipt())
    other.remove(sha256, Receipt(by="basel", original_name=""))
    other.seal_bytes(b"comes back", receipt())
    found = verify(archive)
    assert (found.faults, found.items) == ((), 3)
    (archive / "objects" / sha256[:2] / sha256).unlink()
    assert lines(verify(archive)) == [f"objects/{sha256[:2]}/{sha256}: is in the custody log, and missing"]


def test_a_removal_that_was_interrupted_is_noted_and_an_old_one_is_a_fault(
    archive: Path, tmp_path: Path
) -> None:
    other = Archive.open(archive)
    sha256 = other.seal_bytes(PICTURE, receipt()).sha256
    other.request_removal(sha256, receipt())
    place, keys = archive / "objects" / sha256[:2] / sha256, files(archive / "keys")[-2]
    key = keys.read_bytes()
    other.remove(sha256, Receipt(by="basel", original_name=""))
    place.write_bytes(PICTURE)
    keys.chmod(0o600)
    keys.write_bytes(key)
    found = verify(archive)
    assert found.faults == ()
    assert sum("its removal was interrupted; the next seal destroys it" in note for note in found.notes) == 2
    shutil.copytree(archive, tmp_path / "copy")
    other.seal_bytes(b"next", receipt())
    assert verify(archive).faults == ()
    place.write_bytes(PICTURE)
    assert lines(verify(archive)) == [
        f"objects/{sha256[:2]}/{sha256}: was to be destroyed, and is still there"
    ]


def test_a_removal_by_one_person_alone_is_a_fault(archive: Path) -> None:
    other = Archive.open(archive)
    sha256 = other.seal_bytes(PICTURE, receipt()).sha256
    other.request_removal(sha256, Receipt(by="basel", original_name=""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tahqiq.seal.archive.NotAgreed", AssertionError)
        with other._writing() as writer:  # as a program would that was bent to skip the question
            writer.record("removed", sha256, Receipt(by="basel", original_name=""), tombstone=[sha256])
            writer.commit()
    assert "receipts/0000/00000006.jsonl line 1: the item was removed by one person alone" in lines(
        verify(archive)
    )


def test_a_head_of_another_archive_with_the_same_keys_is_told(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Archive.create(tmp_path / name, keys=tmp_path / "keys").seal_bytes(b"x", receipt())
    page = tmp_path / "one/log/0000/00000001.jsonl"
    page.unlink()
    page.write_bytes((tmp_path / "other/log/0000/00000001.jsonl").read_bytes())
    problems = [fault.problem for fault in verify(tmp_path / "one", seen=False).faults]
    assert "the head is that of another archive" in problems


def test_something_else_is_no_archive(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotAnArchive):
            verify(path)


def test_an_archive_of_the_earlier_format_is_verified_as_it_was() -> None:
    found = verify(str(KEPT))
    assert (found.faults, found.items, found.head) == ((), 5, None)
    assert "no signed head" in found.vouched


def test_a_read_only_copy_without_its_empty_folders_can_be_verified(sound: Whole, tmp_path: Path) -> None:
    spoiled = Spoiled.copy_of(sound.root, tmp_path / "copy")
    shutil.rmtree(spoiled.root / "incoming")
    for path in [spoiled.root, *spoiled.root.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        assert verify(spoiled.root, public_key=sound.key, keys=NO_KEYS).faults == ()
    finally:
        for path in [spoiled.root, *spoiled.root.rglob("*")]:
            if path.is_dir():
                path.chmod(0o700)


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak_of(items: int) -> int:
        archive = Archive.create(tmp_path / str(items))
        for start in range(0, items, 64):
            list(archive.seal_many((b"%d" % n, receipt()) for n in range(start, start + 64)))
        verify(tmp_path / str(items), keys=NO_KEYS)  # imports and caches, once
        tracemalloc.start()
        verify(tmp_path / str(items), keys=NO_KEYS)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_of(768) < 1.3 * peak_of(192)
