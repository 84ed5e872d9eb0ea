"""Maximum likelihood by Newton's method."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimate.simulated import tables
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import EXTENDED, design
from tahqiq.estimate.loglinear.models import every_model, read_model, terms_of
from tahqiq.estimate.loglinear.search import fit_terms
from tahqiq.estimate.loglinear.subsets import supersets_of


@settings(max_examples=150)
@given(tables(least=2, most=4, largest=2000), st.data())
def test_fitted_margins_are_the_observed_ones(table: CaptureTable, data: st.DataObject) -> None:
    """What characterises the maximum (Birch 1963); with it a converged fit is right."""
    models = every_model(table.k)
    terms = terms_of(models[data.draw(st.integers(0, len(models) - 1))])
    counts, possible = table.dense().astype(np.float64), table.possible()
    standing, unseen, _, _, fitted = fit_terms(counts, possible, terms)
    if standing > EXTENDED:
        assert np.isnan(unseen)
        return
    observed, expected = supersets_of(counts, possible), supersets_of(fitted, possible)
    assert expected[terms] == pytest.approx(observed[terms], rel=1e-5, abs=1e-4)
    assert fitted[0] == unseen


def test_two_independent_lists_have_the_closed_form() -> None:
    table = CaptureTable.from_dense("AB", [0, 141, 93, 57])
    _, unseen, variance, _, _ = fit_terms(
        table.dense().astype(np.float64), table.possible(), read_model("[A][B]", "AB")
    )
    assert unseen == pytest.approx(141 * 93 / 57)
    assert variance == pytest.approx(1 / 141 + 1 / 93 + 1 / 57)


def test_the_variance_is_that_of_the_information_matrix() -> None:
    table = CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30])
    terms = read_model("[A·B][C]", "ABC")
    counts, possible = table.dense().astype(np.float64), table.possible()
    _, _, variance, _, fitted = fit_terms(counts, possible, terms)
    rows = design(np.flatnonzero(possible), terms)
    information = rows.T @ (fitted[possible][:, None] * rows)
    assert variance == pytest.approx(np.linalg.inv(information)[-1, -1])


def test_counts_of_many_millions() -> None:
    counts = np.array([0, 4e8, 3e8, 1e8, 2e8, 9e7, 6e7, 3e7])
    possible = counts > 0
    _, unseen, _, _, fitted = fit_terms(counts, possible, read_model("[A·B][B·C][A·C]", "ABC"))
    assert unseen == pytest.approx(4e8 * 3e8 * 2e8 * 3e7 / (1e8 * 9e7 * 6e7))
    assert fitted[1:] == pytest.approx(counts[1:])


def test_a_structural_zero_is_no_observation() -> None:
    dense = [0, 60, 50, 20, 40, 16, 0, 30]
    barred = CaptureTable.from_dense("ABC", dense, [[1, 1, 0]])
    free = CaptureTable.from_dense("ABC", dense)
    terms = read_model("[A][B][C]", "ABC")
    with_zero, without = (
        fit_terms(table.dense().astype(np.float64), table.possible(), terms) for table in (barred, free)
    )
    assert with_zero[1] != pytest.approx(without[1], rel=0.01)
    assert with_zero[4][6] == 0.0
