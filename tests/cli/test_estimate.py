"""``tahqiq estimate``, as typed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import estimate as command
from tahqiq.estimate.methods import METHODS

#: Made up: three lists of a month, a row a combination.
THREE = "hospital,press,prayer,count\n1,0,0,90\n0,1,0,80\n0,0,1,70\n1,1,0,30\n1,0,1,35\n0,1,1,40\n1,1,1,20\n"
TWO = "hospital,press,count\n1,0,120\n0,1,80\n1,1,45\n"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "three.csv").write_text(THREE)
    (tmp_path / "two.csv").write_text(TWO)
    return Shell(tmp_path, capsys)


def written(shell: Shell, name: str = "result.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shell.folder / name).read_text("utf-8"))
    return found


QUICK = ("--method", "loglinear", "--checks", "brief", "--out", "result.json")


def test_the_methods_offered_are_those_there_are() -> None:
    assert command.METHODS == METHODS


def test_the_default_model_gives_the_three_numbers_apart(shell: Shell) -> None:
    told = shell("estimate", "three.csv", "--checks", "brief", "--out", "result.json")
    assert told.code == 0
    total = written(shell)["total"]
    assert (total["documented"], total["method"], total["refused"]) == (365, "latent", "")
    assert total["rhat"] < 1.01
    assert total["lo95"] < total["lo80"] < total["median"] < total["hi80"] < total["hi95"]
    assert total["undocumented"]["median"] == total["median"] - 365
    assert "365 documented" in told.out
    assert "undocumented" in told.out
    assert not list(shell.folder.glob("*.partial"))


def test_the_example_of_the_documents_can_be_followed(shell: Shell) -> None:
    page = (Path(__file__).parents[2] / "docs/verbs/estimate.md").read_text("utf-8")
    example = page[page.index("## An example") : page.index("## What goes in")]
    table, typed, shown = re.findall(r"```[a-z]+\n(.*?)```", example, re.DOTALL)
    (shell.folder / "lists.csv").write_text(table)
    told = shell(*typed.split()[1:], "--checks", "brief")  # the checks move no figure
    assert told.code == 0
    assert re.sub(r"[\d,]+", "n", told.out) == re.sub(r"[\d,]+", "n", shown)
    assert figures(told.out) == pytest.approx(figures(shown), rel=0.03), "chance differs between processors"


def figures(line: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", line)]


def test_two_bare_lists_end_with_three_and_null_figures(shell: Shell) -> None:
    told = shell("estimate", "two.csv", "--out", "result.json")
    assert told.code == 3
    assert "tahqiq: refused: There are only two lists (hospital, press)" in told.err
    total = written(shell)["total"]
    assert [total[name] for name in ("median", "mean", "lo95", "hi95", "lo80", "hi80")] == [None] * 6
    assert total["documented"] == 245
    assert "third list would help" in total["refused"]


def test_two_lists_declared_independent_are_chapmans(shell: Shell) -> None:
    assert shell("estimate", "two.csv", "--assume-independent", "--out", "result.json").code == 0
    found = written(shell)
    assert found["total"]["method"] == "chapman"
    assert found["source"]["declared"] == {"independent": True}
    named = shell("estimate", "two.csv", "--method", "chapman", "--out", "result.json")
    assert named.code == 0
    assert "holds only if" in named.out
    assert written(shell)["source"]["declared"] == {"independent": True}
    assert shell("estimate", "two.csv", "--method", "loglinear", "--out", "result.json").code == 3


def test_force_computes_and_says_so(shell: Shell) -> None:
    told = shell("estimate", "two.csv", "--force", *QUICK)
    assert told.code == 0
    assert "refused, computed by force" in told.out
    total = written(shell)["total"]
    assert total["forced"] is True
    assert total["median"] > 245
    assert total["refused"]


def test_strata_and_their_sum(shell: Shell) -> None:
    rows = THREE.splitlines()
    lines = [f"month,{rows[0]}", *(f"{month},{row}" for month in ("06", "07") for row in rows[1:])]
    (shell.folder / "months.csv").write_text("\n".join(lines))
    told = shell("estimate", "months.csv", "--by", "month", *QUICK)
    assert told.code == 0
    found = written(shell)
    assert [each["name"] for each in found["strata"]] == ["06", "07"]
    assert found["total"]["documented"] == 730
    assert told.out.count("documented;") == 3


def test_a_refused_stratum_refuses_the_total(shell: Shell) -> None:
    rows = THREE.splitlines()
    lines = [f"month,{rows[0]}", *(f"06,{row}" for row in rows[1:]), "07,1,0,0,40", "07,0,1,0,30"]
    (shell.folder / "months.csv").write_text("\n".join(lines))
    told = shell("estimate", "months.csv", "--by", "month", *QUICK)
    assert told.code == 3
    found = written(shell)
    assert found["strata"][0]["median"] is not None
    assert found["strata"][1]["median"] is found["total"]["median"] is None
    assert "07" in found["total"]["refused"]
    assert "07: 70 documented; refused: Nobody stands on two lists" in told.out


def test_some_of_the_lists_can_be_named(shell: Shell) -> None:
    """Who is only on a list that is left out drops out."""
    told = shell("estimate", "three.csv", "--lists", "hospital,press", "--force", *QUICK)
    assert told.code == 0
    assert written(shell)["total"]["documented"] == 365 - 70
    assert written(shell)["source"]["lists"] == ["hospital", "press"]


def test_a_list_that_did_not_cover_a_stratum(shell: Shell) -> None:
    rows = THREE.splitlines()
    lines = [
        f"month,{rows[0]}",
        *(f"06,{row}" for row in rows[1:]),
        "07,1,0,0,40",
        "07,0,1,0,30",
        "07,1,1,0,9",
    ]
    (shell.folder / "months.csv").write_text("\n".join(lines))
    (shell.folder / "gaps.csv").write_text("list,stratum\nprayer,07\n")
    for declared in ("prayer@07", "gaps.csv"):
        told = shell("estimate", "months.csv", "--by", "month", "--not-covering", declared, *QUICK)
        assert told.code == 3
        found = written(shell)
        assert found["source"]["declared"] == {"not_covering": ["prayer@07"]}
        assert found["strata"][1]["reasons"][0]["code"] == "two_lists"
        assert found["strata"][1]["left_out"] == ["prayer"]


def test_a_list_compiled_from_another_is_refused(shell: Shell) -> None:
    told = shell("estimate", "three.csv", "--compiled", "prayer from press", *QUICK)
    assert told.code == 3
    assert "prayer is declared as compiled from press" in told.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("A,B,count\n1,0,-4\n", "row 2, column count"),
        ("A,B,count\n0,0,4\n1,1,3\n", "row 2"),
        ("A,B,count\n1,0,4\n1,0,5\n0,1,3\n", "appears twice"),
        ("A,B,count\n1,2,4\n1,1,3\n", "column B"),
        ("A,B,count\n1,0,many\n", "column count"),
        ("", "is empty"),
    ],
)
def test_nonsense_gets_one_clear_line(shell: Shell, content: str, said: str) -> None:
    (shell.folder / "bad.csv").write_text(content)
    told = shell("estimate", "bad.csv", "--lists", "A,B", *QUICK)
    assert told.code == 2
    assert said in told.err
    assert "bad.csv" in told.err
    assert len(told.err.splitlines()) == 1
    assert not (shell.folder / "result.json").exists()


def test_what_is_missing_is_said(shell: Shell) -> None:
    assert "no folder to write into" in shell("estimate", "three.csv", "--out", "nowhere/result.json").err
    assert "name either a file" in shell("estimate", "--out", "result.json").err
    (shell.folder / "records.csv").write_text("id,list\n1,A\n")
    assert "need their clusters" in shell("estimate", "--records", "records.csv", "--out", "r.json").err
    told = shell("estimate", "three.csv", "--records", "records.csv", "--out", "r.json")
    assert (told.code, "name either" in told.err) == (2, True)


def test_json_paragraph_and_unnamed(shell: Shell) -> None:
    told = shell("estimate", "three.csv", "--json", "--unnamed", "12", *QUICK)
    assert json.loads(told.out) == written(shell)
    assert written(shell)["total"]["unnamed"] == 12
    told = shell("estimate", "three.csv", "--text", *QUICK)
    assert "The data are 3 lists (hospital, press, prayer)" in told.out
    assert "قُدّر" in told.out


def test_figures_are_drawn_into_a_folder(shell: Shell) -> None:
    told = shell("estimate", "three.csv", "--figures", "figures", *QUICK)
    assert told.code == 0
    names = {path.name for path in (shell.folder / "figures").iterdir()}
    assert {"total-posterior.en.svg", "total-posterior.ar.svg", "total-cells.en.svg"} <= names


def test_covariates_make_two_lists_enough(shell: Shell) -> None:
    import numpy as np

    rng = np.random.default_rng(11)
    lines = ["id,hospital,press,age"]
    for i, age in enumerate(rng.normal(40, 12, 1500).round(1)):
        chance = 1 / (1 + np.exp(-(age - 40) / 20))
        marks = rng.random(2) < chance
        if marks.any():
            lines.append(f"{i},{int(marks[0])},{int(marks[1])},{age}")
    (shell.folder / "people.csv").write_text("\n".join(lines))
    arguments = ("people.csv", "--method", "doubly_robust", "--out", "result.json")
    assert shell("estimate", *arguments, "--covariates", "age").code == 0
    total = written(shell)["total"]
    assert total["lo95"] < 1500 < total["hi95"]
    told = shell("estimate", *arguments)
    assert told.code == 2
    assert "--covariates" in told.err
    told = shell("estimate", "people.csv", "--covariates", "age", "--out", "result.json")
    assert (told.code, "add --method doubly_robust" in told.err) == (2, True)


def test_records_and_clusters_from_linkage(shell: Shell) -> None:
    import numpy as np

    rng = np.random.default_rng(2)
    records, clusters = ["id,list"], ["id,cluster_id,probability"]
    for person in range(600):
        for name in np.array(["A", "B", "C"])[rng.random(3) < 0.4]:
            records.append(f"{name}{person},{name}")
            clusters.append(f"{name}{person},p{person},1.0")
    (shell.folder / "records.csv").write_text("\n".join(records))
    (shell.folder / "clusters.csv").write_text("\n".join(clusters))
    told = shell("estimate", "--records", "records.csv", "--clusters", "clusters.csv", *QUICK)
    assert told.code == 0
    found = written(shell)
    assert found["total"]["lo95"] < 600 < found["total"]["hi95"]
    assert found["source"]["declared"]["clusters"]["name"] == "clusters.csv"


def test_the_same_seed_gives_the_same_bytes(shell: Shell) -> None:
    def result(seed: str, out: str) -> bytes:
        arguments = ("--seed", seed, "--method", "stepwise", "--checks", "brief", "--out", out)
        assert shell("estimate", "three.csv", *arguments).code == 0
        return (shell.folder / out).read_bytes()

    assert result("5", "a.json") == result("5", "b.json") != result("6", "c.json")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_estimate_goes_on_and_ends_with_the_same_bytes(shell: Shell, how: signal.Signals) -> None:
    arguments = ["three.csv", "--method", "decomposable", "--checks", "full", "--out", "result.json"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tahqiq", "estimate", *arguments],
        cwd=shell.folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    partial = shell.folder / "result.json.partial"
    deadline = time.monotonic() + 240
    while not list(partial.glob("*.fit")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(how)
    _, error = process.communicate(timeout=240)
    assert list(partial.glob("*.fit")), "something had been finished"
    assert not (shell.folder / "result.json").exists()
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert b"interrupted" in error
    assert shell("estimate", *arguments).code == 0
    assert not partial.exists()
    resumed = (shell.folder / "result.json").read_bytes()
    assert shell("estimate", *arguments).code == 0
    assert (shell.folder / "result.json").read_bytes() == resumed
