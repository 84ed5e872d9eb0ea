"""The labelled passages that the accuracy is measured on: invented, well formed, and fairly halved."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tahqiq.vocab.claims import Effect, Scope, Stance
from tahqiq.vocab.counts import Hedge
from tahqiq.vocab.dates import DateSpan

PASSAGES = Path(__file__).parent / "passages"
FILES = sorted(PASSAGES.glob("*.jsonl"))
HUMAN_EFFECTS = {
    "killed",
    "injured",
    "killed_or_injured",
    "missing",
    "detained",
    "displaced",
    "bodies_recovered",
}
CATEGORIES = {
    "people",
    "civilians",
    "children",
    "women",
    "men",
    "families",
    "combatants",
    "journalists",
    "medics",
    "aid_workers",
}
REQUIRED = {
    "effect",
    "category",
    "min",
    "max",
    "hedge",
    "negated",
    "role",
    "scope",
    "quote",
    "quote_start",
}
OPTIONAL = {
    "attributed_to",
    "accept_categories",
    "accept_effects",
    "accept_hedges",
    "stance",
    "blamed",
    "place",
    "weapon",
    "from_date",
    "to_date",
    "victims",
}


def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]


ALL = passages()
#: Files of which every passage is dense on purpose.
DENSE = ("second_", "third", "fourth", "fifth", "sixth", "seventh")
#: Written later, and apart from the others: the halves of these are files of their own.
FRESH = {
    json.loads(line)["id"]
    for file in FILES
    if file.name.startswith(("fresh_", *DENSE))
    for line in file.read_text("utf-8").splitlines()
}
LATER = {
    json.loads(line)["id"]
    for file in FILES
    if file.name.startswith(DENSE)
    for line in file.read_text("utf-8").splitlines()
}
LABELS = [(each, label) for each in ALL for label in each["expected"]]


def test_there_are_enough_in_both_languages() -> None:
    counted = Counter(each["lang"] for each in ALL)
    assert counted["ar"] >= 80
    assert counted["en"] >= 80
    assert len({each["id"] for each in ALL}) == len(ALL)
    assert len({each["text"] for each in ALL}) == len(ALL)


@pytest.mark.parametrize(("files", "fewest"), [("fresh", 90), ("second", 40)])
def test_the_later_files_hold_one_half_each(files: str, fewest: int) -> None:
    parts = {"tune": ("tune",), "held": ("held", "seen") if files == "fresh" else ("held",)}
    for half, names in parts.items():
        written = [(PASSAGES / f"{files}_{name}.jsonl").read_text("utf-8") for name in names]
        rows = [json.loads(line) for each in written for line in each.splitlines()]
        assert len(rows) >= fewest
        assert {row["set"] for row in rows} == {half}


@pytest.mark.parametrize("language", ["ar", "en", "mixed"])
def test_the_halves_are_alike(language: str) -> None:
    first = [each for each in ALL if each["id"] not in FRESH]
    halves = {
        half: [e for e in first if (e["lang"], e["set"]) == (language, half)] for half in ("tune", "held")
    }
    tune, held = (len(halves[half]) for half in ("tune", "held"))
    assert abs(tune - held) <= 1
    claims = {half: sum(len(each["expected"]) for each in each_half) for half, each_half in halves.items()}
    assert 0.6 <= claims["tune"] / claims["held"] <= 1.6


def test_many_texts_make_no_claim() -> None:
    sparse = [each for each in ALL if each["id"] not in LATER]
    assert sum(not each["expected"] for each in sparse) >= 0.15 * len(sparse)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each["id"])
def test_every_quote_stands_where_it_is_said_to(each: dict[str, Any]) -> None:
    for label in each["expected"]:
        start = label["quote_start"]
        assert each["text"][start : start + len(label["quote"])] == label["quote"]
        for field in ("attributed_to", "blamed", "place", "weapon"):
            assert not label.get(field) or label[field] in each["text"]
        for victim in label.get("victims", []):
            assert victim["name"] in each["text"]


def test_the_labels_speak_the_vocabulary() -> None:
    for each, label in LABELS:
        where = (each["id"], label["quote"])
        assert set(label) >= REQUIRED, where
        assert set(label) <= REQUIRED | OPTIONAL, where
        assert {label["effect"], *label.get("accept_effects", [])} <= HUMAN_EFFECTS, where
        assert {label["category"], *label.get("accept_categories", [])} <= CATEGORIES, where
        assert {label["hedge"], *label.get("accept_hedges", [])} <= set(Hedge), where
        assert label["scope"] in set(Scope), where
        assert label.get("stance", "asserts") in set(Stance), where
        assert label["role"] in {"total", "subset"}, where
    assert set(Effect) >= HUMAN_EFFECTS


def test_the_bounds_fit_the_hedge() -> None:
    open_above, open_below = {"at_least", "more_than"}, {"at_most"}
    wordless = {"dozens", "hundreds", "thousands", "many", "unspecified"}
    for each, label in LABELS:
        low, high, hedge, where = label["min"], label["max"], label["hedge"], (each["id"], label["quote"])
        if label["negated"]:
            assert (low, high) == (0, 0), where
        elif hedge in wordless:
            assert (low, high) == (None, None), where
        elif hedge in open_above:
            assert low > 0, where
            assert high is None, where
        elif hedge in open_below:
            assert low is None, where
            assert high > 0, where
        else:
            assert 0 < low <= high, where
            assert (low < high) == (hedge == "range"), where


def test_dates_are_iso_and_known_only_where_they_can_be() -> None:
    for each, label in LABELS:
        days = label.get("from_date", ""), label.get("to_date", "")
        DateSpan.parse(*days)
        assert not any(days) or each.get("doc_date"), each["id"]


def test_the_passages_cover_what_the_field_writes() -> None:
    hedges = Counter(label["hedge"] for _, label in LABELS)
    scopes = Counter(label["scope"] for _, label in LABELS)
    assert min(hedges[each] for each in ("exact", "at_least", "more_than", "at_most", "about", "range")) >= 4
    assert min(scopes[each] for each in ("event", "cumulative", "superseded")) >= 15
    assert {label["effect"] for _, label in LABELS} == HUMAN_EFFECTS
    assert {label["category"] for _, label in LABELS} == CATEGORIES
    assert sum(label["negated"] for _, label in LABELS) >= 15


def test_lengths_run_from_a_line_to_a_report() -> None:
    lengths = sorted(len(each["text"]) for each in ALL)
    assert lengths[0] < 80
    assert lengths[-1] > 900
