"""Every sealed item and file of a release is known by its hash, in one file or in many."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from publish.reading import Site
from publish.releases import TABLE, TEXT, made, write
from tahqiq.publish import hashes
from tahqiq.publish.hashes import write_hashes
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill


def read(script: Path) -> list[list[str]]:
    text = script.read_text("utf-8")
    assert text.startswith("tahqiqHashes([")
    found: list[list[str]] = json.loads(text.removeprefix("tahqiqHashes(").removesuffix(");\n"))
    return found


def test_items_lead_to_their_pages_and_files_to_the_downloads(site: Site) -> None:
    known = {sha256: (kind, name) for sha256, kind, name in read(site.folder / "check" / "all.js")}
    for sha256 in (TABLE, TEXT):
        kind, name = known[sha256]
        assert kind == "item"
        assert (site.folder / "en" / "items" / f"{name}.html").is_file()
    files = {name for kind, name in known.values() if kind == "file"}
    downloads = {path.name for path in (site.folder / "downloads").iterdir() if path.is_file()}
    assert files >= downloads - {"manifest.sig"} - {
        name for name in downloads if (site.folder / "downloads" / name).stat().st_size == 0
    }


def test_many_hashes_lie_by_how_they_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashes, "_IN_ONE_FILE", 3)
    release = ReleaseFolder.open(write(made(incidents=1), tmp_path / "release"))
    fill(tmp_path / "shelves.sqlite3", release)
    (tmp_path / "site").mkdir()
    with closing(Shelves(tmp_path / "shelves.sqlite3")) as shelves:
        write_hashes(shelves, release, tmp_path / "site")
    scripts = sorted((tmp_path / "site" / "check").iterdir())
    assert [path.stem for path in scripts] == [f"{number:02x}" for number in range(256)]
    rows = [(path.stem, sha256) for path in scripts for sha256, _, _ in read(path)]
    assert all(sha256.startswith(begins) for begins, sha256 in rows)
    assert {TABLE, TEXT} < {sha256 for _, sha256 in rows}
    assert len(rows) == 3 + len(release.manifest.files) + 1
