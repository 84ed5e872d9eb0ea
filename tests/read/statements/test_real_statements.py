"""Real statements against what people coded: a slice here, the whole in ``bench/read_statements.py``."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from tahqiq.read.statements import read_statements

SHARED = Path(__file__).parents[4] / "shared" / "data" / "raqqa-2017" / "military_statements.csv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_file(), reason="the shared data is not beside the checkout"),
]


def test_outcomes_agree_with_those_people_coded() -> None:
    with SHARED.open(newline="", encoding="utf8") as file:
        coded = (row for row in csv.DictReader(file) if row["assessment"] in {"credible", "non_credible"})
        rows = list(itertools.islice(coded, 0, 400, 4))
    right = [str(read_statements(row["text"])[0].outcome) == row["assessment"] for row in rows]
    assert sum(right) / len(right) >= 0.98
