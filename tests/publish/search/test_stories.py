"""Pages of prose are indexed by Pagefind, in order, without its widgets; where it fails, that is said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from publish.reading import Site
from tahqiq.publish.errors import SearchFailed
from tahqiq.publish.search import stories
from tahqiq.publish.search.stories import write_stories

PAGE = "<!doctype html><html lang=en><main data-pagefind-body><h1>Told</h1><p>A story.</p></main>"


def test_the_pages_of_prose_are_indexed_in_both_languages(site: Site) -> None:
    folder = site.folder / "pagefind"
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    assert list(entry["languages"]) == ["ar", "en"]
    assert {language["page_count"] for language in entry["languages"].values()} == {6}
    assert not [path for path in folder.iterdir() if "ui" in path.name]


def test_a_story_in_its_folder_is_indexed(tmp_path: Path) -> None:
    for name in ("en/story/a/one.html", "en/incidents/two.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(PAGE)
    write_stories(tmp_path)
    entry = json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"]["en"]["page_count"] == 1


def test_a_site_without_prose_is_refused_with_what_pagefind_says(tmp_path: Path) -> None:
    with pytest.raises(SearchFailed, match="Pagefind could not index the pages of prose: "):
        write_stories(tmp_path / "nothing")


def test_a_program_that_cannot_be_run_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: Any, **__: Any) -> None:
        raise OSError("Exec format error")

    monkeypatch.setattr(subprocess, "run", refuses)
    with pytest.raises(SearchFailed, match="cannot be run: Exec format error"):
        stories.write_stories(tmp_path)


def test_an_end_without_words_is_told_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess[str]([], 3, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(SearchFailed, match="it ended with 3"):
        stories.write_stories(tmp_path)
