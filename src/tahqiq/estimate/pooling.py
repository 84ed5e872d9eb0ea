"""Adding strata up, and pooling sampled clusterings: draws are added or put together, never their ends."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.fits import Fit
from tahqiq.vocab.estimates import Assessed

#: Draws of a total, whatever number of draws each stratum has.
DRAWS = 16_000


def pooled(fits: Sequence[Fit]) -> Fit:
    """One fit of several sampled clusterings of the same records, each as likely as any other.

    The draws of all are put together, an equal number from each, so that not knowing who is whom widens
    the interval. The documented number is the median of theirs.

    Args:
        fits: at least one, all by the same method.
    """
    if len(fits) == 1:
        return fits[0]
    drawn = [each.draws for each in fits if each.draws is not None]
    size = min(len(each) for each in drawn)
    cells = [each.cell_draws for each in fits if each.cell_draws is not None]
    fitted = [each.fitted for each in fits if each.fitted is not None]
    errors = [each.mcse for each in fits if each.mcse is not None]
    return Fit.from_draws(
        fits[0].method,
        round(float(np.median([each.documented for each in fits]))),
        np.concatenate([_thinned(each, size) for each in drawn]),
        rhat=max((each.rhat for each in fits if each.rhat is not None), default=None),
        ess=sum(each.ess or 0.0 for each in fits) if fits[0].ess is not None else None,
        mcse=math.hypot(*errors) / len(errors) if errors else None,
        detail={**fits[0].detail, "clusterings": len(fits)},
        fitted=np.mean(fitted, axis=0) if fitted else None,
        cell_draws=np.concatenate(cells) if cells else None,
    )


def summed(parts: Sequence[tuple[Assessed, NDArray[np.float64]]], *, method: str, seed: int) -> Fit:
    """The total of strata estimated apart: draws of each in random order, added one to one.

    R̂ is the worst of the strata's, the effective sample size the least; the Monte-Carlo errors add as
    independent errors do.

    Args:
        parts: each stratum's estimate and its draws.
        method: that made them.
        seed: of the order of the draws.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros(DRAWS)
    for _, draws in parts:
        total += rng.permutation(_spread(draws, DRAWS))
    estimates = [estimate for estimate, _ in parts]
    errors = [each.mcse for each in estimates if each.mcse is not None]
    return Fit.from_draws(
        method,
        sum(each.documented for each in estimates),
        total,
        rhat=max((each.rhat for each in estimates if each.rhat is not None), default=None),
        ess=min((each.ess for each in estimates if each.ess is not None), default=None),
        mcse=math.hypot(*errors) if errors else None,
    )


def _thinned(draws: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """As many draws, at even distances along the chains."""
    places = np.linspace(0, len(draws) - 1, size).round().astype(np.int64)
    kept: NDArray[np.float64] = draws[places]
    return kept


def _spread(draws: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Draws thinned, or the same quantiles repeated, to a given number."""
    if len(draws) >= size:
        return _thinned(draws, size)
    return np.quantile(draws, (np.arange(size) + 0.5) / size, method="inverted_cdf")
