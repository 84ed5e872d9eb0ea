"""Of an archive/1, verify names whatever is not as it was left, and writes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seal.archive1 import making
from seal.archive1.making import KEPT, KEPT_VERIFIED, lines, small
from seal.evidence import files, snapshot
from tahqiq.seal.archive1 import Entry, StoredReceipt1, ledger, verify1
from tahqiq.seal.errors import NotAnArchive
from tahqiq.seal.verified import Verified


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return small(tmp_path / "archive")


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    contents = (bytes([n]) * (n * 37) for n in range(60))
    return small(tmp_path_factory.mktemp("larger") / "archive", *contents)


def named(found: Verified) -> set[str]:
    """The files that faults name."""
    return {fault.where.partition(" line ")[0] for fault in found.faults}


def relog(archive: Path, new: list[bytes]) -> Verified:
    (archive / "log/custody.jsonl").write_bytes(b"".join(new))
    return verify1(archive)


def rewrite(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(content)
    path.chmod(mode)


def objects(archive: Path) -> list[Path]:
    return files(archive / "objects")


def receipts(archive: Path) -> list[Path]:
    return files(archive / "receipts")


def test_a_sound_archive_has_no_faults(archive: Path) -> None:
    found = verify1(archive)
    assert (found.items, found.entries, found.bytes) == (2, 4, 22)
    assert (found.faults, found.notes) == ((), ())
    assert "no signed head" in found.vouched
    assert found.root.encode() in lines(archive)[-1]


def test_the_kept_archive_is_what_it_was_said_to_be(tmp_path: Path) -> None:
    """Made by the version that wrote archive/1; a checkout loses nothing but read-only modes."""
    import json

    said, found = json.loads(KEPT_VERIFIED.read_text()), verify1(KEPT)
    assert said == {name: getattr(found, name) for name in ("items", "entries", "bytes")} | {
        "head": found.root,
        "faults": [],
        "notes": [],
    }


def test_verifying_writes_nothing_and_reports_progress(archive: Path) -> None:
    before, passed = snapshot(archive), []
    verify1(archive, progress=passed.append)
    assert snapshot(archive) == before
    assert sum(passed) >= 22
    assert len(passed) == 5


def test_flipped_bits_are_named(tmp_path: Path) -> None:
    """One bit of every third byte, another bit each time; any bit is tried below."""
    archive = small(tmp_path / "tiny", b"16")
    for path in files(archive):
        name, sound = str(path.relative_to(archive)), path.read_bytes()
        path.chmod(0o600)
        for place in range(0, len(sound), 3):
            wrong = bytearray(sound)
            wrong[place] ^= 1 << place % 8
            path.write_bytes(wrong)
            assert name in named(verify1(archive)), f"{name}, byte {place}"
        path.write_bytes(sound)
    assert verify1(archive).faults == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_bit_of_a_larger_archive(larger: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([each for each in files(larger) if each.stat().st_size]))
    sound = path.read_bytes()
    place = data.draw(st.integers(0, 8 * len(sound) - 1))
    rewrite(path, bytes(b ^ (1 << place % 8) if n == place // 8 else b for n, b in enumerate(sound)))
    try:
        assert str(path.relative_to(larger)) in named(verify1(larger))
    finally:
        rewrite(path, sound)


@pytest.mark.parametrize("keep", [0, 1, -1])
def test_truncated_files(archive: Path, keep: int) -> None:
    for path in files(archive):
        sound = path.read_bytes()
        rewrite(path, sound[:keep])
        found = named(verify1(archive))
        assert found & {str(path.relative_to(archive)), str(objects(archive)[0].relative_to(archive))}
        rewrite(path, sound)


def test_swapped_objects_are_both_named(archive: Path) -> None:
    one, two = objects(archive)
    first, second = one.read_bytes(), two.read_bytes()
    rewrite(one, second)
    rewrite(two, first)
    assert named(verify1(archive)) >= {str(each.relative_to(archive)) for each in (one, two)}


def test_swapped_receipts_are_both_named(archive: Path) -> None:
    one, two = receipts(archive)[:2]
    first, second = one.read_bytes(), two.read_bytes()
    rewrite(one, second)
    rewrite(two, first)
    assert named(verify1(archive)) >= {str(each.relative_to(archive)) for each in (one, two)}


def test_missing_files_are_named(archive: Path) -> None:
    for path in [*objects(archive), *receipts(archive)]:
        sound = path.read_bytes()
        path.unlink()
        (fault,) = verify1(archive).faults
        assert fault.line() == f"{path.relative_to(archive)}: is in the custody log, and missing"
        path.write_bytes(sound)


def test_a_missing_format_or_log(archive: Path) -> None:
    (archive / "FORMAT").unlink()
    assert named(verify1(archive)) == {"FORMAT"}
    (archive / "log/custody.jsonl").unlink()
    assert named(verify1(archive)) >= {"FORMAT", "log/custody.jsonl"}


def test_an_empty_log_has_no_beginning(archive: Path) -> None:
    assert "log/custody.jsonl: has no beginning" in [fault.line() for fault in relog(archive, []).faults]


@pytest.mark.parametrize("gone", [0, 1, 2, 3])
def test_deleted_lines(archive: Path, gone: int) -> None:
    all_lines = lines(archive)
    assert relog(archive, all_lines[:gone] + all_lines[gone + 1 :]).faults


def test_reordered_repeated_and_invented_lines(archive: Path) -> None:
    a, b, c, d = lines(archive)
    for wrong in ([a, c, b, d], [a, b, c, c, d], [a, b, c, d, d], [b, a, c, d], [a, a, b, c, d]):
        assert "log/custody.jsonl" in named(relog(archive, wrong)), wrong
    for wrong in (b"\n", b"{}\n", b"[" * 5000 + b"\n", b"x" * 10_000, b'{"at":"' + b"x" * 9_000 + b"\n"):
        assert "log/custody.jsonl" in named(relog(archive, [a, b, c, d, wrong])), wrong[:20]
    assert relog(archive, [a, b, c, d]).faults == ()


def test_a_well_made_line_of_another_kind(archive: Path) -> None:
    last = Entry.parse(lines(archive)[-1])
    for event, item in (("sold", last.item), (ledger.SEALED, "no hash"), (ledger.CREATED, "")):
        forged = making.following(last, event=event, item=item)
        found = relog(archive, [*lines(archive)[:4], forged.line()])
        assert [f.problem for f in found.faults] == ["states no event known here"]
    again = making.following(last)
    found = relog(archive, [*lines(archive)[:4], again.line()])
    assert [f.problem for f in found.faults] == ["repeats the receipt of an earlier line"]


def test_a_last_line_without_its_newline_is_a_fault(archive: Path) -> None:
    whole = b"".join(lines(archive))
    assert named(relog(archive, [whole[:-1]])) >= {"log/custody.jsonl"}


def test_a_cut_last_line_shows_by_what_it_vouched_for(archive: Path) -> None:
    whole = b"".join(lines(archive))
    found = relog(archive, [whole[:-40]])
    assert any(name.startswith("receipts/") for name in named(found))
    assert any("interrupted" in note for note in found.notes)


@pytest.mark.parametrize(
    "stranger",
    [
        "stray.txt",
        "log/other",
        "objects/zz",
        "objects/abc",
        "objects/ab/short",
        "objects/ab/" + "cd" * 32,
        "receipts/ab/" + "ab" * 32,
        "receipts/ab/" + "ab" * 32 + ".txt",
        "incoming/notes.txt",
        "incoming/" + "ab" * 32 + ".exe",
        "incoming/" + "AB" * 16 + ".part",
    ],
)
def test_whatever_has_no_place_is_named(archive: Path, stranger: str) -> None:
    path = archive / stranger
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"?")
    (fault,) = verify1(archive).faults
    assert fault.where == stranger


def test_an_object_that_was_never_logged(archive: Path) -> None:
    sha256 = hashlib.sha256(b"planted").hexdigest()
    path = archive / "objects" / sha256[:2] / sha256
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"planted")
    (fault,) = verify1(archive).faults
    assert fault.line() == f"objects/{sha256[:2]}/{sha256}: has no line in the custody log"


def test_names_in_faults_cannot_forge_lines(archive: Path) -> None:
    (archive / "a\nb\u202ec").write_bytes(b"")
    (fault,) = verify1(archive).faults
    assert fault.line() == "a\\nb\\u202ec: has no place in an archive"


def test_links_and_folders_in_the_place_of_files(archive: Path) -> None:
    kept = objects(archive)[0]
    aside = kept.rename(archive.parent / "aside")
    kept.symlink_to(aside)
    assert "not a plain file" in [fault.problem for fault in verify1(archive).faults]
    kept.unlink()
    kept.mkdir()
    assert "not a plain file" in [fault.problem for fault in verify1(archive).faults]


@pytest.mark.parametrize("folder", ["objects", "receipts", "incoming", "log"])
def test_links_in_the_place_of_folders(archive: Path, folder: str) -> None:
    aside = (archive / folder).rename(archive.parent / "aside")
    (archive / folder).symlink_to(aside)
    assert folder in named(verify1(archive))


def test_a_link_in_the_place_of_the_log_or_format(archive: Path) -> None:
    for name in ("FORMAT", "log/custody.jsonl"):
        aside = (archive / name).rename(archive.parent / "aside")
        (archive / name).symlink_to(aside)
        assert name in named(verify1(archive))
        aside.replace(archive / name)


def test_staged_files_that_are_links(archive: Path) -> None:
    names = {"incoming/" + "ab" * 16 + ".part", "incoming/" + "ab" * 32 + ".object"}
    for name in names:
        (archive / name).symlink_to("/dev/zero")
    assert named(verify1(archive)) == names


def test_unacknowledged_files_are_only_noted(archive: Path) -> None:
    (archive / "incoming" / ("ab" * 16 + ".part")).write_bytes(b"half")
    (archive / "incoming" / ("ab" * 32 + ".object")).write_bytes(b"whole, not logged")
    found = verify1(archive)
    assert found.faults == ()
    assert len(found.notes) == 2


def test_logged_files_still_waiting_are_accepted(archive: Path) -> None:
    kept = objects(archive)[0]
    kept.rename(archive / "incoming" / f"{kept.name}.object")
    found = verify1(archive)
    assert found.faults == ()
    assert found.notes == (f"incoming/{kept.name}.object: acknowledged, and not yet in its place",)
    rewrite(archive / "incoming" / f"{kept.name}.object", b"changed")
    assert named(verify1(archive)) == {f"incoming/{kept.name}.object"}


def test_a_second_copy_waiting_is_a_fault(archive: Path) -> None:
    kept = objects(archive)[0]
    shutil.copy(kept, archive / "incoming" / f"{kept.name}.object")
    assert named(verify1(archive)) == {f"incoming/{kept.name}.object"}


def test_copies_that_drop_empty_folders_and_modes_are_fine(archive: Path, tmp_path: Path) -> None:
    (archive / "incoming").rmdir()
    for path in objects(archive):
        path.chmod(0o666)
    found = verify1(archive)
    assert (found.faults, found.notes) == ((), ("objects: 2 of the files may be written to",))


def test_a_receipt_may_not_lie(archive: Path) -> None:
    """A forger who rewrites receipt and log together still has to agree with the bytes."""
    (text,) = [e for e in map(Entry.parse, lines(archive)) if e.seq == 3]
    path = archive / "receipts" / text.receipt[:2] / f"{text.receipt}.json"
    said = StoredReceipt1.parse(path.read_bytes())
    lies = {
        "the receipt states another size": replace(said, size=3),
        "the receipt speaks of another item than the custody log": replace(said, item="ab" * 32),
        "the receipt names a parent that is not sealed": replace(said, parent_sha256="cd" * 32),
    }
    path.unlink()
    for problem, lie in lies.items():
        spelled = lie.canonical()
        digest = hashlib.sha256(spelled).hexdigest()
        forged = archive / "receipts" / digest[:2] / f"{digest}.json"
        forged.parent.mkdir(exist_ok=True)
        forged.write_bytes(spelled)
        line = replace(text, receipt=digest).line()
        found = relog(archive, [*lines(archive)[:3], line])
        assert [(f.where, f.problem) for f in found.faults] == [(str(forged.relative_to(archive)), problem)]
        forged.unlink()


@pytest.mark.parametrize("spelled", [b"{}", b"[" * 100_000, b'{"format": "receipt/1"}', b"\xff"])
def test_a_receipt_in_no_known_form(archive: Path, spelled: bytes) -> None:
    last = Entry.parse(lines(archive)[3])
    (archive / "receipts" / last.receipt[:2] / f"{last.receipt}.json").unlink()
    digest = hashlib.sha256(spelled[:65_537]).hexdigest()
    path = archive / "receipts" / digest[:2] / f"{digest}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(spelled)
    found = relog(archive, [*lines(archive)[:3], replace(last, receipt=digest).line()])
    assert [f.problem for f in found.faults] == ["not a receipt in canonical form"]


def test_what_is_sealed_during_the_check_is_no_fault(archive: Path) -> None:
    added: list[int] = []

    def meanwhile(size: int) -> None:
        if not added:
            added.append(making.add(archive, b"sealed meanwhile").seq)

    found = verify1(archive, progress=meanwhile)
    assert (found.faults, found.items, found.entries) == ((), 3, 5)


def test_what_goes_during_the_check_is_a_fault(archive: Path) -> None:
    last = objects(archive)[1]

    def meanwhile(size: int) -> None:
        last.unlink(missing_ok=True)

    assert named(verify1(archive, progress=meanwhile)) == {str(last.relative_to(archive))}


def test_something_else_is_no_archive(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotAnArchive):
            verify1(path)


def test_unreadable_files_are_named(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a failing disk answers (root may read anything, so modes would prove nothing)."""
    broken = {objects(archive)[0], archive / "FORMAT", archive / "log/custody.jsonl"}
    opened, listed = Path.open, os.listdir

    def failing(self: Path, *args: object, **options: object) -> object:
        if self in broken:
            raise OSError(5, "Input/output error")
        return opened(self, *args, **options)  # type: ignore[arg-type, call-overload]

    def failing_list(path: Path) -> list[str]:
        if path == archive / "receipts":
            raise OSError(5, "Input/output error")
        return listed(path)

    monkeypatch.setattr(Path, "open", failing)
    monkeypatch.setattr(os, "listdir", failing_list)
    found = verify1(archive)
    assert named(found) >= {str(path.relative_to(archive)) for path in broken} | {"receipts"}
    assert all(
        f.problem == "cannot be read: Input/output error" for f in found.faults if "cannot" in f.problem
    )


def test_a_read_only_copy_can_be_verified(archive: Path) -> None:
    for path in [archive, *archive.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        assert verify1(archive).faults == ()
    finally:
        for path in [archive, *archive.rglob("*")]:
            if path.is_dir():
                path.chmod(0o700)
