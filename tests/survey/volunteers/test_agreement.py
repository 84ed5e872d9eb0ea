"""Agreement beyond chance, beside published figures."""

from __future__ import annotations

import numpy as np
import pytest

from survey.volunteers.crowds import answers_of
from tahqiq.survey.testing.volunteers import Crowd, simulate_answers
from tahqiq.survey.volunteers.agreement import alpha

#: Krippendorff 2011, section C: four observers, twelve units, values 1 to 5, some missing.
_TABLE = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def published():
    rows = [line.split() for line in _TABLE.strip().splitlines()]
    said = [
        (f"u{unit}", f"o{observer}", int(value) - 1, int(value) - 1)
        for observer, row in enumerate(rows)
        for unit, value in enumerate(row)
        if value != "."
    ]
    return answers_of(said, images=5)


@pytest.mark.parametrize(
    ("metric", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_published_example(metric, expected: float) -> None:
    assert alpha(published(), metric=metric) == pytest.approx(expected, abs=0.001)


def test_guessing_is_no_agreement() -> None:
    guessing = simulate_answers(crowd=Crowd(hasty=0, late=0, blind=0, eager=0, spammers=1.0), seed=3)
    careful = simulate_answers(crowd=Crowd(hasty=0, late=0, blind=0, eager=0, spammers=0), seed=3)
    assert alpha(guessing.answers) == pytest.approx(0, abs=0.05)
    assert alpha(careful.answers) > 0.7


def test_nothing_to_compare() -> None:
    assert alpha(answers_of([("a", "v", 1, 1), ("b", "v", 1, 1)], images=3)) is None
    assert alpha(answers_of([("a", "v", 1, 1), ("a", "w", 1, 1)], images=3)) is None
    assert np.isfinite(alpha(answers_of([("a", "v", 1, 1), ("a", "w", 2, 2)], images=3)) or 0)
