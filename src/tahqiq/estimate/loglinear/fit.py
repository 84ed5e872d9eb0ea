"""The total by log-linear models: one chosen, or all of them averaged."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.fits import Fit, intervals
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.models import every_model, name_of, read_model, terms_of
from tahqiq.estimate.loglinear.profile import Profile, profile
from tahqiq.estimate.loglinear.search import Criterion, Search, assess, fit_terms, search
from tahqiq.estimate.loglinear.telling import (
    INTERVALS,
    STANDINGS,
    deviance,
    interval_told,
    search_told,
    standard_error,
    without_people,
)
from tahqiq.estimate.scores import DRAWS, interval_of
from tahqiq.vocab.errors import BadInput

#: The heaviest models that together have this weight make an average's intervals (all count in its mean),
#: but no more than so many.
_WEIGHT_IN_INTERVALS, _MOST_IN_INTERVALS = 0.995, 500


def fit_loglinear(
    table: CaptureTable,
    *,
    seed: int,
    criterion: Criterion = "bic",
    average: bool = False,
    model: str | None = None,
    most_order: int | None = None,
) -> Fit:
    """The total by hierarchical log-linear models (Fienberg 1972; Bishop, Fienberg & Holland 1975, ch. 6).

    Up to five lists every hierarchical model is fitted by Poisson maximum likelihood, and the best by BIC
    or AIC is taken, or all are averaged with weights exp(-½Δ). A model without an estimate, or without
    a single one, is never taken; how many there were is told in ``detail``. The total is the
    documented and the exponential of the intercept; its standard error is
    √(e^β₀ + e^2β₀·var β₀) (Rivest & Lévesque 2001, *Canadian Journal of Statistics* 29, section 3).

    Args:
        table: two lists or more.
        seed: of the order of the draws, and of the mixture when averaging.
        criterion: ``bic`` (with the logarithm of the documented people) or ``aic``.
        average: all models by their weights instead of the best.
        model: one model to fit instead of a search, such as ``[A·B][C]``; any number of lists.
        most_order: the most lists in one interaction of a search.

    Returns:
        The estimate as both median and mean when one model is taken, with its profile-likelihood
        intervals; of an average, mean and quantiles of the mixture of the models' distributions.

    Raises:
        BadInput: too many lists for a search, a model that cannot be read, or no model with an estimate.

    >>> table = CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30])
    >>> fit = fit_loglinear(table, seed=1, model="[A·B][B·C]")
    >>> round(fit.median), round(fit.detail["standard_error"]), fit.lo95 < fit.median < fit.hi95
    (380, 50, True)
    """
    if not table.documented:
        raise BadInput("nobody is on any list", remedy="give a table with people in it")
    if model is not None:
        return _fit_named(table, read_model(model, table.lists), seed)
    models = every_model(table.k, most_order=most_order)
    found = search(table, models)
    if not found.usable.any():
        raise BadInput("no log-linear model has an estimate on this table")
    fit = _averaged if average else _best
    return fit(table, models, found, criterion, seed)


def _fit_named(table: CaptureTable, terms: NDArray[np.int64], seed: int) -> Fit:
    counts = table.dense().astype(np.float64)
    standing, unseen, variance, reached, _ = fit_terms(counts, table.possible(), terms)
    if not math.isfinite(unseen) or not math.isfinite(variance):
        raise BadInput(
            f"the model {name_of(terms, table.lists)} has {STANDINGS[standing]}",
            remedy="leave an interaction out",
        )
    found = assess(
        table, np.array([standing]), np.array([len(terms)]), np.array([[unseen, variance, reached]])
    )
    return _one(table, terms, found, 0, seed, {"chosen_by": "named"})


def _best(
    table: CaptureTable, models: NDArray[np.int64], found: Search, criterion: Criterion, seed: int
) -> Fit:
    best = int(np.argmin(found.criterion(criterion)))
    told = {"chosen_by": criterion} | search_told(table, models, found, criterion)
    return _one(table, terms_of(models[best]), found, best, seed, told)


def _one(
    table: CaptureTable,
    terms: NDArray[np.int64],
    found: Search,
    place: int,
    seed: int,
    told: Mapping[str, object],
) -> Fit:
    unseen, variance = float(found.unseen[place]), float(found.log_variances[place])
    curve = profile(table, terms, unseen)
    fitted = fit_terms(table.dense().astype(np.float64), table.possible(), terms)[4]
    total = table.documented + unseen
    return Fit(
        method="loglinear",
        documented=table.documented,
        median=total,
        mean=total,
        **interval_of(curve.at),
        draws=curve.draws(np.random.default_rng(seed)),
        detail={
            "model": name_of(terms, table.lists),
            "standard_error": standard_error(unseen, variance),
            "aic": float(found.aic[place]),
            "bic": float(found.bic[place]),
            "deviance": deviance(table, fitted),
            "degrees_of_freedom": int(table.possible().sum()) - int(found.sizes[place]),
            "standing": STANDINGS[int(found.standings[place])],
            "at_minus_infinity": without_people(table, terms),
            **interval_told(curve),
            **told,
        },
        fitted=fitted,
    )


def _averaged(
    table: CaptureTable, models: NDArray[np.int64], found: Search, criterion: Criterion, seed: int
) -> Fit:
    weights = found.weights(criterion)
    rng = np.random.default_rng(seed)
    heavy = _heaviest(weights)
    curves = [profile(table, terms_of(models[place]), float(found.unseen[place])) for place in heavy]
    draws = _mixture(curves, weights[heavy], rng)
    total = table.documented + float(np.sum(weights * np.where(weights > 0.0, found.unseen, 0.0)))
    return Fit(
        method="loglinear",
        documented=table.documented,
        median=float(np.median(draws)),
        mean=total,
        **intervals(draws),
        draws=draws,
        detail={
            "averaged_by": criterion,
            "models_in_intervals": len(heavy),
            "weight_in_intervals": float(weights[heavy].sum()),
            "intervals": f"mixture over models of each one's {INTERVALS}",
            "open_above": any(curve.open_above for curve in curves),
            "draws": "mixture of the models' confidence distributions, an approximation",
            **search_told(table, models, found, criterion),
        },
        fitted=_averaged_cells(table, models[heavy], weights[heavy]),
    )


def _heaviest(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """The places of the heaviest models, heaviest first."""
    order = np.argsort(-weights, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weights[order]), _WEIGHT_IN_INTERVALS)) + 1
    return order[: min(enough, _MOST_IN_INTERVALS)]


def _mixture(
    curves: list[Profile], weights: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """As many draws of each model as its weight says, in random order."""
    edges = np.round(np.cumsum(weights / weights.sum()) * DRAWS).astype(int)
    parts = np.diff(edges, prepend=0)
    drawn = [rng.choice(curve.draws(rng), part) for curve, part in zip(curves, parts, strict=True)]
    return rng.permutation(np.concatenate(drawn))


def _averaged_cells(
    table: CaptureTable, models: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    counts, possible = table.dense().astype(np.float64), table.possible()
    cells = [fit_terms(counts, possible, terms_of(model))[4] for model in models]
    averaged: NDArray[np.float64] = np.average(cells, axis=0, weights=weights)
    return averaged
