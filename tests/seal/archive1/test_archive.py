"""An archive/1 is read as it was written, and never written to."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from seal.archive1.making import KEPT, add, kept, small
from seal.evidence import snapshot
from tahqiq.seal.archive1 import Archive1, StoredReceipt1, is_archive1
from tahqiq.seal.errors import Damaged, NotAnArchive, NotSealed

NOTE = "قُتل ستة عشر مدنياً\n16 killed, said one\n".encode()


def test_the_kept_archive_is_read() -> None:
    archive, sha256 = Archive1(KEPT), hashlib.sha256(NOTE).hexdigest()
    assert archive.has(sha256)
    with archive.read(sha256) as stream:
        assert stream.read() == NOTE
    (first, said), (second, again) = archive.custody(sha256)
    assert (first.seq, second.seq) == (1, 2)
    assert (said.by, said.original_name, said.source_address) == (
        "amal",
        "note.txt",
        "https://example.org/note",
    )
    assert (again.by, again.true_name) == ("basel", "copy\udcff.txt")
    assert again.captured_at == "2017-06-01T07:30:00.000000Z"
    assert len(list(archive.events())) == 6


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = kept(tmp_path / "archive")
    before = snapshot(path)
    for _, said in Archive1(path).events():
        Archive1(path).read(said.item).close()
    assert snapshot(path) == before


def test_what_waits_is_read_only_if_it_is_logged(tmp_path: Path) -> None:
    path = small(tmp_path / "archive", b"here")
    add(path, b"still waiting")
    waiting, stranger = (hashlib.sha256(each).hexdigest() for each in (b"still waiting", b"never logged"))
    (path / "objects" / waiting[:2] / waiting).rename(path / "incoming" / f"{waiting}.object")
    (path / "incoming" / f"{stranger}.object").write_bytes(b"never logged")
    archive = Archive1(path)
    with archive.read(waiting) as stream:
        assert stream.read() == b"still waiting"
    ((entry, _),) = archive.custody(waiting)
    (path / "receipts" / entry.receipt[:2] / f"{entry.receipt}.json").rename(
        path / "incoming" / f"{entry.receipt}.receipt"
    )
    assert len(list(archive.custody(waiting))) == 1
    assert not archive.has(stranger)


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", ""])
def test_what_is_not_sealed_is_not_read(name: str) -> None:
    with pytest.raises(NotSealed):
        Archive1(KEPT).read(name)


def test_only_this_format_is_opened(tmp_path: Path) -> None:
    assert is_archive1(KEPT)
    for said in (None, b"format: archive/2\n", b""):
        if said is not None:
            (tmp_path / "FORMAT").write_bytes(said)
        assert not is_archive1(tmp_path)
        with pytest.raises(NotAnArchive, match="not an archive of the format archive/1"):
            Archive1(tmp_path)


def test_a_torn_end_is_passed_over_and_a_spoiled_line_is_not(tmp_path: Path) -> None:
    path = small(tmp_path / "archive")
    log = path / "log/custody.jsonl"
    sound = log.read_bytes()
    log.write_bytes(sound + b'{"at":"20')
    assert len(list(Archive1(path).events())) == 3
    log.write_bytes(sound + b"nonsense\n")
    with pytest.raises(Damaged):
        list(Archive1(path).events())


def test_a_name_that_was_mended_and_one_that_was_not() -> None:
    names = {said.original_name: said.true_name for _, said in Archive1(KEPT).events()}
    assert names["copy\ufffd.txt"] == "copy\udcff.txt"
    assert names["note.txt"] == "note.txt"


def test_a_receipt_longer_than_any_that_was_written() -> None:
    (_, said), *_ = Archive1(KEPT).events()
    from dataclasses import replace

    with pytest.raises(Damaged):
        StoredReceipt1.parse(replace(said, note="x" * 70_000).canonical())
