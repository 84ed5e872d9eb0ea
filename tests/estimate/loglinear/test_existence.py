"""Existence and uniqueness of estimates, held against the linear programme of the literature."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from estimate.published import needs_published, published
from estimate.simulated import tables
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import (
    EXISTS,
    EXTENDED,
    NO_ESTIMATE,
    NOT_IDENTIFIED,
    design,
    reduce_model,
    standing,
)
from tahqiq.estimate.loglinear.models import every_model, read_model, terms_of
from tahqiq.estimate.loglinear.subsets import Ints


def standing_of(table: CaptureTable, terms: Ints) -> int:
    counts = table.dense().astype(np.float64)
    allowed, kept = reduce_model(counts, table.possible(), terms)
    return standing(counts, allowed, kept, terms)


def by_programme(table: CaptureTable, terms: Ints) -> tuple[bool, bool]:
    """Whether an extended estimate exists (Fienberg & Rinaldo 2012) and whether the design has full rank."""
    counts = table.dense().astype(np.float64)
    allowed, kept = reduce_model(counts, table.possible(), terms)
    rows = design(np.flatnonzero(allowed), terms[kept])
    cells = len(rows)
    found = linprog(
        c=np.append(np.zeros(cells), -1.0),
        A_eq=np.column_stack([rows.T, np.zeros(rows.shape[1])]),
        b_eq=rows.T @ counts[allowed],
        A_ub=np.column_stack([-np.eye(cells), np.ones(cells)]),
        b_ub=np.zeros(cells),
        bounds=[(0, None)] * cells + [(0, None)],
    )
    assert found.status == 0
    return -found.fun > 1e-7, np.linalg.matrix_rank(rows) == rows.shape[1]


@settings(max_examples=150)
@given(tables(least=3, most=4, largest=4), st.data())
def test_the_standing_agrees_with_the_linear_programme(table: CaptureTable, data: st.DataObject) -> None:
    models = every_model(table.k)
    terms = terms_of(models[data.draw(st.integers(0, len(models) - 1))])
    exists, unique = by_programme(table, terms)
    found = standing_of(table, terms)
    if not exists:
        assert found == NO_ESTIMATE
    else:
        assert (found == NOT_IDENTIFIED) == (not unique)


def test_a_full_table_has_an_estimate_for_every_model() -> None:
    table = CaptureTable.from_dense("ABCD", [0, *range(1, 16)])
    assert {standing_of(table, terms_of(model)) for model in every_model(4)} == {EXISTS}


class TestPublished:
    pytestmark = needs_published

    @pytest.mark.parametrize(
        ("model", "expected"),
        [
            ("[A·B][A·C][B·C]", NOT_IDENTIFIED),
            ("[A·B][C]", NO_ESTIMATE),
            ("[A·C][B·C]", EXTENDED),
            ("[A][B][C]", EXISTS),
        ],
    )
    def test_the_artificial_table_fails_as_its_authors_say(self, model: str, expected: int) -> None:
        table = published("artificial_nonidentifiable_3list")
        assert standing_of(table, read_model(model, table.lists)) == expected
