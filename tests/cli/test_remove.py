"""``tahqiq remove``, as typed by two people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seal.evidence import receipt

from cli.sealed_folder import Shell
from tahqiq.seal import Archive, verify


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    return Shell(tmp_path, capsys)


def test_two_people_and_a_tombstone(shell: Shell) -> None:
    archive = Archive.create(shell.folder / "kept")
    item = archive.seal_bytes(b"her voice", receipt()).sha256
    text = archive.seal_bytes(b"her words", receipt("", parent_sha256=item, operation="transcript")).sha256
    removal = ("remove", item, "--archive", "kept", "--reason", "consent withdrawn", "--with-derived")
    assert "who asks and who carries it out" in shell(*removal).err
    told = shell(*removal, "--carry-out", "--as", "bo")
    assert (told.code, "nobody else has asked" in told.err) == (2, True)
    told = shell(*removal, "--as", "amal")
    assert told.out.splitlines() == [
        f"{each}  removal requested; another person carries it out (--carry-out)" for each in (text, item)
    ]
    told = shell(*removal, "--carry-out", "--as", "bo", "--json")
    assert json.loads(told.out) == {
        "items": [text, item],
        "removed": True,
        "sites": [],
        "releases": [],
        "stories": [],
    }
    assert not archive.has(item)
    assert not archive.has(text)
    found = verify(shell.folder / "kept")
    assert found.faults == ()
    assert any("lawfully removed" in note for note in found.notes)
