"""``tahqiq survey``: scenes and footprints in, buildings out; what is wrong is one line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import survey as command
from tahqiq.survey.change.moments import FILTERS
from tahqiq.survey.testing.cities import City, Setting, simulate_city
from tahqiq.survey.testing.files import write_city

DAYS = ("--from", "2016-12-30", "--to", "2017-02-28")


@pytest.fixture(scope="module")
def city() -> City:
    return simulate_city(Setting(side=80, buildings=140, before=10, between=5, after=4), seed=2)


@pytest.fixture(scope="module")
def folder(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city"), city)[0].parent


@pytest.fixture
def shell(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    for name in ("scenes", "footprints.geojson"):
        (tmp_path / name).symlink_to(folder / name)
    return Shell(tmp_path, capsys)


def test_the_filters_offered_are_those_there_are() -> None:
    assert command.FILTERS == FILTERS


def test_buildings_come_out_as_the_house_promises(shell: Shell, city: City) -> None:
    told = shell("survey", "scenes", "--footprints", "footprints.geojson", *DAYS, "--out", "d.geojson")
    assert told.code == 0
    assert "140 of 140 buildings seen before and after" in told.out
    assert "not validated" in told.out
    features = json.loads((shell.folder / "d.geojson").read_text("utf-8"))["features"]
    assert [each["properties"]["id"] for each in features] == [f"b{at}" for at in range(len(city.boxes))]
    for each in features:
        said = each["properties"]
        assert {"score", "probability", "damaged", "last_intact", "first_damaged"} <= set(said)
        assert said["damaged"] == (said["probability"] >= 0.5)
        assert (said["last_intact"] is None) == (not said["damaged"])
        if said["damaged"]:
            assert "2016-12" <= said["last_intact"] < said["first_damaged"] <= "2017-03-31"


def test_the_example_of_the_docs_says_what_the_docs_say(shell: Shell) -> None:
    page = (Path(__file__).parents[2] / "docs" / "verbs" / "survey.md").read_text("utf-8")
    assert "Setting(side=80, buildings=140, before=10, between=5, after=4)" in page
    wanted = ("--out", "damage.geojson", "--shares", "shares.csv")
    told = shell("survey", "scenes", "--footprints", "footprints.geojson", *DAYS, *wanted)
    assert " ".join(DAYS) in page
    assert told.out in page


def test_shares_images_and_accuracy_on_request(shell: Shell, city: City) -> None:
    with (shell.folder / "known.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "damaged"))
        rows.writerows((f"b{at}", int(hit)) for at, hit in enumerate(city.damaged))
    wanted = (
        "--shares",
        "s.csv",
        "--images",
        "img",
        "--reference",
        "known.csv",
        "--json",
        "--filter",
        "none",
    )
    told = shell(
        "survey", "scenes", "--footprints", "footprints.geojson", *DAYS, "--out", "d.parquet", *wanted
    )
    assert told.code == 0
    answer = json.loads(told.out)
    assert answer["accuracy"]["buildings"] == 140
    assert answer["accuracy"]["auc"] > 0.7
    assert (shell.folder / "s.csv").read_text("utf-8").startswith("neighbourhood,buildings,share,lo95,hi95\n")
    assert (shell.folder / "img" / "score.tif").exists()
    assert (shell.folder / "d.parquet").read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"--from": "June"}, "--from 'June' is no date"),
        ({"--from": "2010-01-01"}, "too few dates"),
        ({"--to": "2016-01-01"}, "comes before the first"),
        ({"--footprints": "nowhere.geojson"}, "there is no such file"),
        ({"--footprints": "elsewhere.geojson"}, "do not cover the footprints"),
        ({"--out": "."}, "is a folder"),
        ({"--out": "footprints.geojson"}, "is read, and would be overwritten"),
        ({"--out": "d.shp"}, "is no format of buildings"),
        ({"--out": "nowhere/d.geojson"}, "no folder to write into"),
        ({"--reference": "bad.csv"}, "'perhaps' is no answer"),
        ({"--reference": "strange.csv"}, "names no building of the survey"),
        ({"scenes": "nowhere"}, "is no folder of scenes"),
        ({"scenes": "catalog.json"}, "is no readable STAC catalogue"),
    ],
)
def test_what_is_wrong_is_one_line(shell: Shell, change: dict[str, str], problem: str) -> None:
    (shell.folder / "bad.csv").write_text("id,damaged\nb0,perhaps\n")
    (shell.folder / "strange.csv").write_text("id,damaged\nz,1\n")
    (shell.folder / "catalog.json").write_text("{}")
    elsewhere = json.loads((shell.folder / "footprints.geojson").read_text())
    square = [[10.0, 50.0], [10.001, 50.0], [10.001, 50.001], [10.0, 50.0]]
    elsewhere["features"] = [
        {**elsewhere["features"][0], "geometry": {"type": "Polygon", "coordinates": [square]}}
    ]
    (shell.folder / "elsewhere.geojson").write_text(json.dumps(elsewhere))
    given = {
        "--footprints": "footprints.geojson",
        "--out": "d.geojson",
        "--from": DAYS[1],
        "--to": DAYS[3],
        **change,
    }
    scenes = given.pop("scenes", "scenes")
    told = shell("survey", scenes, *(word for pair in given.items() for word in pair))
    assert told.code == 2
    assert problem in told.err
    assert told.err.count("\n") == 1
    assert not (shell.folder / "d.geojson").exists()
