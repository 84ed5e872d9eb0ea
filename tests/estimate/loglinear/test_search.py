"""All models of a table, and the criteria between them."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.stats import poisson

from estimate.published import needs_published, published
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.models import every_model, name_of, terms_of
from tahqiq.estimate.loglinear.search import fit_terms, search

TABLE = CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30])


def test_the_criteria_are_those_of_rcapture() -> None:
    models = every_model(3)
    found = search(TABLE, models)
    for place, model in enumerate(models):
        terms = terms_of(model)
        fitted = fit_terms(TABLE.dense().astype(np.float64), TABLE.possible(), terms)[4]
        likelihood = poisson.logpmf(TABLE.dense()[1:], fitted[1:]).sum()
        assert found.likelihoods[place] == pytest.approx(likelihood)
        assert found.aic[place] == pytest.approx(-2 * likelihood + 2 * len(terms))
        assert found.bic[place] == pytest.approx(-2 * likelihood + np.log(230) * len(terms))


def test_weights_add_to_one_and_follow_the_criterion() -> None:
    found = search(TABLE, every_model(3))
    weights = found.weights("bic")
    assert weights.sum() == pytest.approx(1.0)
    assert weights.argmax() == found.bic.argmin()
    assert weights[0] / weights[1] == pytest.approx(np.exp(-0.5 * (found.bic[0] - found.bic[1])))


def test_models_without_an_estimate_have_no_weight() -> None:
    table = CaptureTable.from_dense("ABC", [0, 20, 30, 0, 40, 0, 6, 0])
    found = search(table, every_model(3))
    assert found.usable.sum() == 4
    assert (found.weights("aic")[~found.usable] == 0.0).all()


class TestPublished:
    pytestmark = needs_published

    def test_kosovo_best_of_113(self) -> None:
        table, models = published("kosovo_4list"), every_model(4)
        found = search(table, models)
        best = found.bic.argmin()
        assert found.usable.all()
        assert name_of(terms_of(models[best]), table.lists) == "[EXH·ABA·OSCE][EXH·HRW][OSCE·HRW]"
        assert table.documented + found.unseen[best] == pytest.approx(10356.5, abs=0.05)

    def test_the_search_takes_milliseconds(self) -> None:
        table, models = published("kosovo_4list"), every_model(4)
        search(table, models)
        began = time.thread_time()
        search(table, models)
        assert time.thread_time() - began < 0.068
