from __future__ import annotations

import json
from pathlib import Path

from estimate.results import answered
from estimate.worlds import GOOD, PAIR
from tahqiq.estimate.result import read_result, spelled, versions, write_result

#: What HOUSE promises of every estimate.
PROMISED = {
    "documented", "median", "mean", "lo95", "hi95", "lo80", "hi80", "method", "rhat", "ess", "refused"
}  # fmt: skip


def test_a_result_written_and_read_back_is_the_same(tmp_path: Path) -> None:
    result = answered(GOOD, method="decomposable", full=True).result
    write_result(result, tmp_path / "result.json")
    back = read_result(tmp_path / "result.json")
    assert back == result
    assert spelled(back) == (tmp_path / "result.json").read_bytes()


def test_figures_stand_where_the_contract_says() -> None:
    written = json.loads(spelled(answered(GOOD, GOOD, names=("north", "south")).result))
    assert set(written["total"]) >= PROMISED
    assert [each["name"] for each in written["strata"]] == ["north", "south"]
    assert all(set(each) >= PROMISED for each in written["strata"])
    assert written["format"] == "estimate/1"
    assert written["seed"] == 1
    assert set(written["versions"]) == set(versions()) == {"tahqiq", "python", "numpy", "numba", "scipy"}


def test_a_refusal_has_null_figures_and_its_reason_in_refused() -> None:
    total = json.loads(spelled(answered(PAIR).result))["total"]
    figures = PROMISED - {"documented", "method", "refused", "rhat", "ess"}
    assert [total[name] for name in sorted(figures)] == [None] * len(figures)
    assert total["refused"].startswith("There are only two lists")
    assert total["reasons"][0]["code"] == "two_lists"
    assert total["reasons"][0]["text_ar"]


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    once = spelled(answered(GOOD, method="latent").result)
    again = spelled(answered(GOOD, method="latent", folder=tmp_path / "kept").result)
    resumed = spelled(answered(GOOD, method="latent", folder=tmp_path / "kept").result)
    assert once == again == resumed
