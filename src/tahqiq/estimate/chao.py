"""Chao's lower bound: what people on one list and on two tell of those on none."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.scores import interval_of, normal_scores
from tahqiq.vocab.errors import BadInput


def fit_chao(table: CaptureTable, *, seed: int) -> Fit:
    """A lower bound of the total when people differ in how likely they are to be listed.

    With uᵢ people on list i alone, f₁ = Σ uᵢ on one list and f₂ on two, the unseen are at least

        (f₁² - Σ uᵢ²) / (2 f₂)

    if lists are independent given the person and differ in size (Chao 1987, *Biometrics* 43, 783-791;
    Rivest & Baillargeon 2007, *Biometrics* 63, 999-1006, section 2.3, model Mth). With lists of one size
    this is the familiar (k-1)/k · f₁²/(2 f₂), given in ``detail`` beside the f₁²/(2 f₂) of many lists.
    Where nobody is on two lists, f₂ + 1 stands for f₂. The variance is by the delta method,
    g + Σ uᵢ((f₁-uᵢ)/f₂)² + g²/f₂ for g unseen, and intervals are log-normal (Chao 1987, equation 12).

    Lists that feed one another break the bound: it is a reference, no estimate.

    Args:
        table: two lists or more.
        seed: of the order of the draws.

    Raises:
        BadInput: one list, or nobody on one list alone.

    >>> fit = fit_chao(CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30]), seed=1)
    >>> round(fit.median), round(fit.lo95), round(fit.hi95)
    (378, 325, 462)
    """
    if table.k < 2:
        raise BadInput("one list", remedy="Chao's bound takes two lists or more")
    times = table.cells.sum(axis=1)
    alone = np.array(
        [table.counts[(times == 1) & (table.cells[:, place] == 1)].sum() for place in range(table.k)],
        dtype=np.float64,
    )
    once, twice = float(alone.sum()), float(table.counts[times == 2].sum())
    pairs = twice if twice > 0.0 else 1.0
    unseen = (once**2 - float((alone**2).sum())) / (2.0 * pairs)
    variance = unseen + float((alone * ((once - alone) / pairs) ** 2).sum()) + unseen**2 / pairs
    totals = partial(_lognormal, table.documented, unseen, variance)
    return Fit(
        method="chao",
        documented=table.documented,
        median=table.documented + unseen,
        mean=table.documented + unseen,
        **interval_of(totals),
        draws=np.random.default_rng(seed).permutation(totals(normal_scores())),
        detail={
            "meaning": "a lower bound",
            "standard_error": math.sqrt(variance),
            "on_one_list": int(once),
            "on_two_lists": int(twice),
            "bound_if_lists_had_one_size": table.documented
            + (table.k - 1) / table.k * once**2 / (2.0 * pairs),
            "bound_of_many_lists": table.documented + once**2 / (2.0 * pairs),
            "intervals": "log-normal (Chao 1987)",
            "draws": "confidence distribution of the log-normal interval, an approximation",
        },
    )


def _lognormal(
    documented: int, unseen: float, variance: float, normal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The totals n + g·exp(z·√log(1 + var/g²)) at standard normal scores z."""
    if unseen <= 0.0:
        return np.full(len(normal), float(documented))
    spread = math.sqrt(math.log1p(variance / unseen**2))
    totals: NDArray[np.float64] = documented + unseen * np.exp(spread * normal)
    return totals
