"""``tahqiq consensus``: volunteers' answers in, windows out; what is wrong is one line."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from cli.sealed_folder import Shell
from tahqiq.survey.testing.files import footprints_of
from tahqiq.survey.testing.volunteers import Crowd, SimulatedAnswers, simulate_answers
from tahqiq.survey.volunteers.answers import window_of


@pytest.fixture(scope="module")
def simulated() -> SimulatedAnswers:
    return simulate_answers(buildings=150, volunteers=12, images=6, each=4, crowd=Crowd(spammers=0.2), seed=3)


@pytest.fixture
def shell(
    simulated: SimulatedAnswers,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    answers = simulated.answers
    lines = ["building,volunteer,last_intact,first_damaged"]
    for building, who, first, last in zip(
        answers.building, answers.volunteer, answers.earliest, answers.latest, strict=True
    ):
        told = ("", "")
        if first >= 0:
            intact, damaged = window_of(int(first), answers.dates)[0], window_of(int(last), answers.dates)[1]
            told = (str(intact or "never"), str(damaged or "never"))
        lines.append(f"{answers.buildings[building]},{answers.volunteers[who]},{told[0]},{told[1]}")
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return Shell(tmp_path, capsys)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_windows_come_out_mostly_right(shell: Shell, simulated: SimulatedAnswers) -> None:
    told = shell("consensus", "a.csv", "--out", "w.csv")
    assert told.code == 0
    assert "12 volunteers about 150 buildings" in told.out
    found = {row["building"]: row for row in rows(shell.folder / "w.csv")}
    assert list(next(iter(found.values()))) == [
        "building", "probability", "damaged", "last_intact", "first_damaged", "answers", "worth_asking",
    ]  # fmt: skip
    hit = dict(zip(simulated.answers.buildings, simulated.states < 6, strict=True))
    right = np.mean([(found[name]["damaged"] == "1") == hit[name] for name in found])
    assert right > 0.9
    for row in found.values():
        assert (row["first_damaged"] == "") == (row["damaged"] == "0")


def test_skill_next_tasks_and_figures_on_request(shell: Shell, simulated: SimulatedAnswers) -> None:
    told = shell(
        "consensus", "a.csv", "--out", "w.csv", "--volunteers", "v.csv", "--next", "n.csv", "--json",
        "--dates", ",".join(str(day) for day in simulated.answers.dates),
    )  # fmt: skip
    assert told.code == 0
    figures = json.loads(told.out)
    assert 0.1 < figures["alpha"] < 1
    assert figures["contradicted"] == []
    skill = {row["volunteer"]: float(row["bits"]) for row in rows(shell.folder / "v.csv")}
    sorts = dict(zip(simulated.answers.volunteers, simulated.sorts, strict=True))
    idle = [bits for who, bits in skill.items() if sorts[who] == "spammers"]
    assert max(idle) < max(bits for who, bits in skill.items() if sorts[who] == "careful")
    gains = [float(row["worth_asking"]) for row in rows(shell.folder / "n.csv") if row["ask"] == "volunteer"]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == figures["worth_asking"]


def test_radar_and_reports_stand_beside(shell: Shell, simulated: SimulatedAnswers) -> None:
    days, states = simulated.answers.dates, simulated.states
    one = next(at for at in np.flatnonzero(states == states[states < 6].min()))
    other = next(at for at in range(150) if states[at] == 6)
    features = [
        {"properties": {"id": f"b{one}", "probability": 0.99, "damaged": True,
                        "last_intact": str(days[4]), "first_damaged": str(days[5])}},
        {"properties": {"id": f"b{other}", "probability": 0.02, "damaged": False,
                        "last_intact": None, "first_damaged": None}},
        {"properties": {"id": "unseen", "probability": None, "damaged": None,
                        "last_intact": None, "first_damaged": None}},
    ]  # fmt: skip
    (shell.folder / "r.geojson").write_text(json.dumps({"features": features}))
    (shell.folder / "reports.csv").write_text(
        f"building,source,from_date,to_date\nb{one},a monitor,{days[0]:%Y-%m},\n"
    )
    told = shell(
        "consensus", "a.csv", "--out", "w.csv", "--radar", "r.geojson", "--reports", "reports.csv", "--json"
    )
    assert told.code == 0
    found = {row["building"]: row for row in rows(shell.folder / "w.csv")}
    assert f"b{one}" in json.loads(told.out)["contradicted"]
    assert "volunteers and radar" in found[f"b{one}"]["contradictions"]
    assert float(found[f"b{other}"]["together_probability"]) < float(found[f"b{other}"]["probability"])


def test_first_tasks_are_dealt(shell: Shell) -> None:
    boxes = np.array([[0, 0, 2, 2], [4, 4, 6, 6]])
    (shell.folder / "f.geojson").write_text(json.dumps(footprints_of(boxes)))
    told = shell("consensus", "--deal", "f.geojson", "--each", "2", "--out", "t.csv")
    assert told.code == 0
    assert "4 tasks over 2 buildings" in told.out
    assert [row["task"] for row in rows(shell.folder / "t.csv")] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "there are no ANSWERS"),
        (("a.csv", "--deal", "a.csv"), "--deal comes before there are answers"),
        (("nowhere.csv",), "there is no such file"),
        (("a.csv", "--radar", "a.csv"), "holds no windows of a survey"),
        (("a.csv", "--radar", "odd.geojson"), "holds no windows of a survey"),
        (("a.csv", "--reports", "bad.csv"), "row 2, column from_date"),
        (("a.csv", "--reports", "twice.csv"), "row 3: 'x' says two things"),
        (("a.csv", "--reports", "nobody.csv"), "column source: a report's source is not named"),
        (("a.csv", "--reports", "strange.csv"), "name no building of the answers"),
        (("a.csv", "--dates", "june"), "--dates: 'june' is no date"),
        (("a.csv", "--next", "nowhere/n.csv"), "no folder to write into"),
        (("a.csv", "--volunteers", "."), "is a folder"),
        (("a.csv", "--volunteers", "a.csv"), "is read, and would be overwritten"),
    ],
)
def test_what_is_wrong_is_one_line(shell: Shell, arguments: tuple[str, ...], problem: str) -> None:
    header = "building,source,from_date,to_date\n"
    (shell.folder / "bad.csv").write_text(f"{header}b0,x,June,\n")
    (shell.folder / "twice.csv").write_text(f"{header}b0,x,2017-06,\nb0,x,2017-07,\n")
    (shell.folder / "nobody.csv").write_text(f"{header}b0,,2017-06,\n")
    (shell.folder / "strange.csv").write_text(f"{header}z,x,2017-06,\n")
    odd = {"id": "b0", "probability": 7, "damaged": True, "last_intact": None, "first_damaged": None}
    (shell.folder / "odd.geojson").write_text(json.dumps({"features": [{"properties": odd}]}))
    told = shell("consensus", *arguments, "--out", "w.csv")
    assert told.code == 2
    assert problem in told.err
    assert told.err.count("\n") == 1
    assert not (shell.folder / "w.csv").exists()


def test_the_example_of_the_docs_says_what_the_docs_say(shell: Shell) -> None:
    page = (Path(__file__).parents[2] / "docs" / "survey-volunteers.md").read_text("utf-8")
    answers, windows, reports = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    (shell.folder / "answers.csv").write_text(answers, "utf-8")
    (shell.folder / "reports.csv").write_text(reports, "utf-8")
    told = shell("consensus", "answers.csv", "--out", "windows.csv", "--next", "next.csv")
    assert told.code == 0, told.err
    assert told.out in page
    assert (shell.folder / "windows.csv").read_text("utf-8") == windows
    assert rows(shell.folder / "next.csv")[0]["building"] == "B3"
    shell("consensus", "answers.csv", "--out", "windows.csv", "--reports", "reports.csv")
    together = {row["building"]: row for row in rows(shell.folder / "windows.csv")}
    assert together["B3"]["together_last_intact"] == "2031-05-08"
    assert together["B3"]["together_first_damaged"] == "2031-05-13"
    assert together["B2"]["contradictions"] == "volunteers and a relative"
