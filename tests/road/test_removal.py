"""Consent withdrawn after publication: two people, and the item is out of what is served."""

from __future__ import annotations

import json
from pathlib import Path

from road.commands import Shell


def test_a_note_is_removed_from_archive_sites_and_the_next_release(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("demo", "--no-serve")
    release = next((shell.home / "releases").iterdir())
    rows = [json.loads(line) for line in (release / "items.jsonl").read_text("utf-8").splitlines()]
    note = next(row for row in rows if row["text"])
    shell.run("account", "basma", "--role", "publisher")
    removal = ("remove", note["sha256"], "--reason", "consent withdrawn", "--with-derived")
    assert "may not" in shell.run(*removal, "--carry-out", ends=2)
    assert "nobody else has asked" in shell.run(*removal, "--carry-out", "--as", "basma", ends=2)
    shell.run(*removal)
    told = shell.answer(*removal, "--carry-out", "--as", "basma")
    assert note["sha256"] in told["items"]
    assert (told["sites"], told["releases"]) == (["raqqa-2017"], [release.name])
    assert not (shell.home / "sites" / "current").exists()
    shell.run("verify")
    shell.run("release")
    newest = max((shell.home / "releases").iterdir(), key=lambda each: each.stat().st_mtime)
    rows = [json.loads(line) for line in (newest / "items.jsonl").read_text("utf-8").splitlines()]
    (row,) = (row for row in rows if row["id"] == note["id"])
    assert row["text"] is None
    assert "text" in {each["field"] for each in row["withheld"]}
