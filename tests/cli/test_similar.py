"""``tahqiq similar``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from seal.looking import samples

from cli.sealed_folder import Shell
from tahqiq.cli import similar
from tahqiq.seal.looking.similar import FARTHEST


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    folder = tmp_path / "case"
    folder.mkdir()
    picture = samples.picture()
    (folder / "bridge.jpg").write_bytes(samples.saved(picture, "JPEG"))
    (folder / "smaller\n.png").write_bytes(
        samples.saved(picture.resize((90, 90), Image.Resampling.BICUBIC), "PNG")
    )
    (folder / "other.png").write_bytes(samples.saved(samples.picture(seed=2), "PNG"))
    (folder / "words.txt").write_bytes(b"words\n")
    return Shell(tmp_path, capsys)


def test_pictures_that_look_alike_are_paired(shell: Shell) -> None:
    shell("seal", "case", "--archive", "kept")
    told = shell("similar", "--archive", "kept")
    assert told.code == 0
    first, second, summary = told.out.splitlines()
    assert first.endswith("case/bridge.jpg")
    assert second.endswith("case/smaller\\n.png")
    assert summary == "1 pairs within 8 bits among 3 pictures and films"


def test_json_names_items_and_distance(shell: Shell) -> None:
    shell("seal", "case", "--archive", "kept")
    told = json.loads(shell("similar", "--archive", "kept", "--json").out)
    (pair,) = told["pairs"]
    assert (told["hashed"], pair["pictures"]) == (3, 1)
    assert pair["distance"] <= 2
    assert [item["name"] for item in pair["items"]] == ["case/bridge.jpg", "case/smaller\\n.png"]


def test_help_names_the_farthest_distance_there_is() -> None:
    assert similar.FARTHEST == FARTHEST
