"""Two lists assumed independent: Chapman's estimate, a plain reference."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.scores import interval_of, normal_scores
from tahqiq.vocab.errors import BadInput


def fit_chapman(table: CaptureTable, *, seed: int) -> Fit:
    """The total from two lists, if they are independent and every person is equally likely to be listed.

    N = (n₁+1)(n₂+1)/(m+1) - 1, nearly without bias (Chapman 1951), with its variance
    (n₁+1)(n₂+1)(n₁-m)(n₂-m) / ((m+1)²(m+2)) (Seber 1970, *Biometrika* 57, 313-318). Intervals are the
    transformed-logit ones of Sadinle (2009, *Communications in Statistics* 38, 1909-1924, equation 8),
    which hold their coverage on small lists and never fall below the documented.

    Nothing in two lists can show whether they are independent; lists that feed one another make the
    figure too low. Whether that is allowed is for ``judgement``.

    Args:
        table: two lists.
        seed: of the order of the draws.

    Raises:
        BadInput: not two lists.

    >>> fit = fit_chapman(CaptureTable.from_dense("AB", [0, 141, 93, 57]), seed=1)
    >>> round(fit.median, 1), round(fit.detail["standard_error"], 1), round(fit.lo95), round(fit.hi95)
    (517.1, 44.6, 446, 630)
    """
    if table.k != 2:
        raise BadInput(f"{table.k} lists", remedy="Chapman's estimate takes two: name them with --lists")
    _, only_second, only_first, both = (int(count) for count in table.dense())
    first, second = only_first + both, only_second + both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * only_first * only_second / ((both + 1) ** 2 * (both + 2))
    totals = partial(_transformed_logit, table.documented, only_first, only_second, both)
    return Fit(
        method="chapman",
        documented=table.documented,
        median=total,
        mean=total,
        **interval_of(totals),
        draws=np.random.default_rng(seed).permutation(totals(normal_scores())),
        detail={
            "assumption": "the two lists are independent, and everybody is as likely as others to be listed",
            "standard_error": math.sqrt(variance),
            "intervals": "transformed logit (Sadinle 2009)",
            "draws": "confidence distribution of the transformed logit, an approximation",
        },
        fitted=np.array([total - table.documented, only_second, only_first, both], dtype=np.float64),
    )


def _transformed_logit(
    documented: int, only_first: int, only_second: int, both: int, normal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The totals at standard normal scores; Sadinle's interval ends are those at ±z."""
    one, other, shared = only_first + 0.5, only_second + 0.5, both + 0.5
    spread = math.sqrt(1.0 / shared + 1.0 / one + 1.0 / other + shared / (one * other))
    totals: NDArray[np.float64] = documented - 0.5 + one * other / shared * np.exp(spread * normal)
    return totals.clip(min=float(documented))
