from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from release.sample import ROWS, release
from tahqiq.release import layout, open_release
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import ADDED_LATER, TABLES
from tahqiq.vocab.rows import ClaimRow, IncidentRow

KEPT = Path(__file__).parent / "kept"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    release(tmp_path / "r")
    return tmp_path / "r"


def change_manifest(folder: Path, **changed: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def test_rows_come_back_as_they_were(folder: Path) -> None:
    opened = open_release(folder)
    for name, row in ROWS:
        assert list(opened.rows(TABLES[name])) == [row]
    assert next(iter(opened.numbered(ClaimRow)))[0] == 1


@pytest.mark.parametrize("kept", sorted(KEPT.iterdir()), ids=lambda path: path.name)
def test_every_earlier_format_still_opens(kept: Path) -> None:
    opened = open_release(kept)
    assert opened.manifest.format.replace("/", "-") == kept.name
    for name, row in ROWS:
        assert list(opened.rows(TABLES[name])) == [row]
    assert opened.totals().incidents == 1


def test_a_folder_without_a_release_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"manifest\.json: cannot be read: No such file"):
        open_release(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"format": 1}', b"\xff"])
def test_what_is_no_manifest_is_named(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(BadInput, match=r"manifest\.json: this is no manifest of a release"):
        open_release(folder)


def test_a_later_format_asks_for_a_newer_tahqiq(folder: Path) -> None:
    change_manifest(folder, format="release/99")
    with pytest.raises(BadInput, match=r"'release/99' is not known here \(use a newer tahqiq\)"):
        open_release(folder)


def test_a_manifest_with_a_wrong_value_is_named(folder: Path) -> None:
    change_manifest(folder, approvals=7)
    with pytest.raises(BadInput, match=r"manifest\.json: is not what a release holds.*approvals"):
        open_release(folder)


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "/etc/passwd", "media/../../x", "media", "media/", "claims.jsonl/..", "other.txt"],
)
def test_a_manifest_may_not_point_outside(folder: Path, path: str) -> None:
    files = json.loads((folder / "manifest.json").read_text())["files"]
    change_manifest(folder, files={**files, path: {"sha256": "ab" * 32, "size": 1}})
    with pytest.raises(BadInput, match="names a file no release may hold"):
        open_release(folder)


def test_a_manifest_that_hides_a_table_is_refused(folder: Path) -> None:
    files = json.loads((folder / "manifest.json").read_text())["files"]
    del files["claims.jsonl"]
    change_manifest(folder, files=files)
    with pytest.raises(BadInput, match=r"does not name claims\.jsonl"):
        open_release(folder)


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"id": 7}', b"\xff\xfe", b"", b"[" * 100_000])
def test_a_broken_line_is_named_by_file_and_line(folder: Path, line: bytes) -> None:
    with (folder / "incidents.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(BadInput) as caught:
        list(open_release(folder).rows(IncidentRow))
    assert (Path(caught.value.file or "").name, caught.value.row) == ("incidents.jsonl", 2)
    assert "\n" not in caught.value.line()


def test_a_huge_line_is_refused_without_being_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.release.reader.LONGEST_LINE", 1000)
    with (folder / "incidents.jsonl").open("ab") as file:
        file.write(b" " * 2000)
    with pytest.raises(BadInput, match=r"incidents\.jsonl, row 2: longer than 1,000 bytes"):
        list(open_release(folder).rows(IncidentRow))


def test_a_huge_manifest_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.release.reader.LONGEST_MANIFEST", 100)
    with pytest.raises(BadInput, match="longer than 100 bytes"):
        open_release(folder)


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "incidents.jsonl").unlink()
    with pytest.raises(BadInput, match=r"incidents\.jsonl: cannot be read"):
        list(open_release(folder).rows(IncidentRow))


def test_the_format_written_is_the_last_one_read() -> None:
    assert layout.FORMATS[-1] == layout.FORMAT


def test_a_release_of_before_a_table_was_added_has_none_of_its_rows(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    for table in ADDED_LATER:
        (folder / f"{table}.jsonl").unlink()
        del manifest["files"][f"{table}.jsonl"]
    change_manifest(folder, files=manifest["files"])
    opened = open_release(folder)
    assert [list(opened.rows(TABLES[table])) for table in sorted(ADDED_LATER)] == [[] for _ in ADDED_LATER]
