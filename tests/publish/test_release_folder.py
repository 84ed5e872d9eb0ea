"""What is no release, or was altered, is refused in one clear line; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish.releases import Made, made, write
from tahqiq.publish import publish
from tahqiq.publish.errors import UnfitRelease


def _refused(folder: Path, match: str) -> None:
    site = folder.parent / "site"
    with pytest.raises(UnfitRelease, match=match):
        publish(folder, site)
    assert not site.exists()


def _rewritten(release: Made, tmp_path: Path, table: str, **changes: Any) -> Path:
    rows = release.tables[table]
    rows[0] = replace(rows[0], **changes)
    return write(release, tmp_path / "release")


def _manifest(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    edit(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_folder_without_a_manifest_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    _refused(tmp_path / "release", "no release here")


def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path) -> None:
    folder = write(made(1), tmp_path / "release")
    (folder / "manifest.json").write_text("{}")
    _refused(folder, "cannot be read as release/1")


def test_another_format_is_refused_by_name(tmp_path: Path) -> None:
    folder = write(made(1), tmp_path / "release")
    _manifest(folder, lambda manifest: manifest.update(format="release/9"))
    _refused(folder, "release/9")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = write(made(1), tmp_path / "release")
    (folder / "claims.jsonl").unlink()
    _refused(folder, r"claims\.jsonl: a file of the release is missing")


def test_a_manifest_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = write(made(1), tmp_path / "release")
    entry = {"sha256": "0" * 64, "size": 1, "rows": None}
    _manifest(folder, lambda manifest: manifest["files"].update({"../secret": entry}))
    _refused(folder, r"\.\./secret: the manifest names a file outside the release")


@pytest.mark.parametrize(
    ("table", "changes", "match"),
    [
        ("incidents", {"id": "a b"}, "not an id"),
        ("items", {"sha256": "../../x"}, "not a SHA-256"),
        ("claims", {"item": "nowhere"}, "quotes an item"),
        ("claims", {"incident": "nowhere"}, "names an incident"),
        ("assessments", {"killed_min": 9, "killed_max": 1}, "not a range of counts"),
        ("victims", {"incident": "nowhere"}, "names an incident"),
    ],
)
def test_rows_that_contradict_themselves_or_lead_nowhere_are_refused(
    tmp_path: Path, table: str, changes: dict[str, Any], match: str
) -> None:
    _refused(_rewritten(made(1), tmp_path, table, **changes), match)


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    release = made(1)
    release.tables["incidents"] *= 3
    _refused(write(release, tmp_path / "release"), "two rows have the id")


def test_a_line_that_is_no_row_is_named_by_file_and_number(tmp_path: Path) -> None:
    release = made(2)
    release.tables["incidents"][1] = {"id": 7}
    release.tables["assessments"] = release.tables["answers"] = release.tables["claims"] = []
    _refused(write(release, tmp_path / "release"), r"incidents\.jsonl, row 2: not a row of release/1")


def test_a_release_without_a_case_is_refused(tmp_path: Path) -> None:
    release = made(1)
    release.tables["cases"] = []
    _refused(write(release, tmp_path / "release"), "names no case")


def test_a_release_of_nothing_but_its_case_makes_a_site(tmp_path: Path) -> None:
    published = publish(write(made(0), tmp_path / "release"), tmp_path / "site")
    assert published.pages > 30


def test_a_table_that_an_older_release_did_not_have_is_empty(tmp_path: Path) -> None:
    folder = write(made(1), tmp_path / "release")
    _manifest(folder, lambda manifest: manifest["files"].pop("sites.jsonl"))
    publish(folder, tmp_path / "site")
    assert "No recovery site." in (tmp_path / "site" / "en" / "sites" / "index.html").read_text("utf-8")


def test_an_unfit_release_found_by_another_process_is_refused_in_the_same_words(tmp_path: Path) -> None:
    folder = _rewritten(made(1), tmp_path, "assessments", killed_min=9, killed_max=1)
    with pytest.raises(UnfitRelease, match="not a range of counts"):
        publish(folder, tmp_path / "site", processes=2)
    assert not (tmp_path / "site").exists()
