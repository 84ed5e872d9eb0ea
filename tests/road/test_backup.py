"""A home that was saved goes on elsewhere: the same record, the same evidence, the same release."""

from __future__ import annotations

from pathlib import Path

from road.commands import Shell
from tahqiq.release import open_release

EXPORT = Path(__file__).parents[1] / "read" / "fixtures" / "airwars"


def test_a_saved_home_comes_back_with_the_same_totals(tmp_path: Path) -> None:
    shell, new = Shell(tmp_path), ("--home", tmp_path / "new")
    shell.run("import", "airwars", EXPORT)
    shell.run("backup", tmp_path / "saved", "--keys", tmp_path / "keys")
    shell.run("restore", tmp_path / "saved", "--keys", tmp_path / "keys", *new)

    before, after = shell.answer("verify"), shell.answer("verify", *new)
    assert [each["faults"] for each in after] == [[], []]
    assert after[0]["head"] == before[0]["head"]
    assert after[1]["quotes"] == before[1]["quotes"] > 0

    shell.run("release", "--out", tmp_path / "first")
    shell.run("release", "--out", tmp_path / "second", *new)
    first, second = (open_release(tmp_path / name).manifest for name in ("first", "second"))
    assert first == second


def test_a_home_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("import", "airwars", EXPORT)
    shell.run("backup", tmp_path / "saved")
    refused = shell.run("restore", tmp_path / "saved", ends=2)
    assert len(refused.splitlines()) == 1
    shell.run("verify")
