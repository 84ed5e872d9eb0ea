from __future__ import annotations

import numpy as np
import pytest

from tahqiq.estimate.covariates import design
from tahqiq.vocab.errors import BadInput


def test_a_quantity_bends_and_a_group_is_marked() -> None:
    ages = [str(age) for age in range(5, 65)]
    made = design({"age": ages, "sex": ["f", "m", "m"] * 20})
    assert made.covariates == ("age", "sex")
    assert made.names == ("age", "age spline 1", "age spline 2", "sex = f")
    assert made.matrix.mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-9)
    assert made.matrix.std(axis=0) == pytest.approx(np.ones(4))


def test_the_spline_is_straight_beyond_its_outer_knots() -> None:
    made = design({"age": [str(age) for age in range(100)]})
    bent = made.matrix[:, 2]
    assert np.diff(bent[-4:], 2) == pytest.approx(np.zeros(2), abs=1e-9)
    assert np.abs(np.diff(bent, 2)).max() > 1e-4


def test_numbers_may_be_written_in_arabic_digits() -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    ages = [str(age) for age in range(40)]
    assert np.array_equal(
        design({"age": ages}).matrix, design({"age": [age.translate(arabic) for age in ages]}).matrix
    )


def test_what_is_missing_is_marked_and_never_made_up() -> None:
    made = design({"age": [*map(str, range(30)), "", ""], "sex": [*["f", "m"] * 15, "", "f"]})
    assert "age missing" in made.names
    assert "sex = (missing)" in made.names
    assert np.isfinite(made.matrix).all()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "no covariates"),
        ({"sex": ["f"] * 20}, "the same for everybody"),
        ({"name": [f"person {i}" for i in range(60)]}, "are no groups"),
    ],
)
def test_columns_that_describe_nothing_are_refused(columns: dict[str, list[str]], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        design(columns)
