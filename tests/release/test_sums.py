from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from release.sample import ROWS, release
from tahqiq.release import open_release
from tahqiq.release.sums import totals_of
from tahqiq.vocab.release import ConcededTotal, KilledTotal, Totals

SAMPLE = dict(ROWS)

#: (code, counted, grade, killed_min, killed_max, harm_reported, conceded)
INCIDENTS = [
    ("1", True, "fair", 1, 2, True, (3, 4)),
    ("2", True, "confirmed", 5, None, None, (None, None)),
    ("3", True, "weak", None, None, True, (0, 0)),
    ("4", True, "fair", 50, 50, False, None),
    ("5", False, "confirmed", 100, 100, True, (100, 100)),
    ("6", True, "", None, 7, True, None),
]


def rows() -> Iterator[tuple[str, Any]]:
    for table in ("cases", "parties", "sources", "items", "populations"):
        yield table, SAMPLE[table]
    for code, counted, *_ in INCIDENTS:
        yield "incidents", replace(SAMPLE["incidents"], id=code, code=code, counted=counted)
    for code, _, grade, low, high, harm, _ in INCIDENTS:
        heading = replace(
            SAMPLE["assessments"], id=f"a{code}", incident=code, grade=grade, killed_min=low, killed_max=high
        )
        yield "assessments", replace(heading, harm_reported=harm)
        yield "assessments", replace(heading, id=f"b{code}", heads=False, killed_min=900, killed_max=900)
    for code, *_, conceded in INCIDENTS:
        if conceded is not None:
            answer = replace(SAMPLE["answers"], id=f"w{code}", incident=code, state="credible")
            yield "answers", replace(answer, killed_min=conceded[0], killed_max=conceded[1])
    yield "claims", replace(SAMPLE["claims"], incident="1")
    for code, *_ in INCIDENTS:
        yield "victims", replace(SAMPLE["victims"], id=f"v{code}", incident=code)
    yield "victims", replace(SAMPLE["victims"], id="v0", incident=None)
    yield "sites", SAMPLE["sites"]


def found(tmp_path: Path) -> Totals:
    release(tmp_path / "r", rows=rows())
    return totals_of(open_release(tmp_path / "r"))


def test_incidents_kept_apart_enter_no_sum(tmp_path: Path) -> None:
    totals = found(tmp_path)
    assert (totals.incidents, totals.not_counted, totals.victims) == (5, 1, 6)
    assert totals.by_grade == {"confirmed": 1, "fair": 2, "weak": 1, "contested": 0, "discounted": 0}


def test_only_heading_assessments_with_harm_reported_are_summed(tmp_path: Path) -> None:
    totals = found(tmp_path)
    assert totals.killed["all"] == KilledTotal(incidents=4, min=6, max=14, unknown=1)
    assert totals.killed["fair_confirmed"] == KilledTotal(incidents=2, min=6, max=7, unknown=0)


def test_what_was_conceded_is_summed_and_unknown_is_not_zero(tmp_path: Path) -> None:
    coalition = found(tmp_path).responses["coalition"]
    assert (coalition.assessments, coalition.credible) == (3, 3)
    assert coalition.conceded_killed == ConcededTotal(min=3, max=4)
