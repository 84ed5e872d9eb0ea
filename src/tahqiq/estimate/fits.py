"""What one method says of one table: a figure, its uncertainty, and how it was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: The coverages every result states, in per cent.
COVERAGES = (50, 80, 95)


class Interval(TypedDict):
    """The six ends of the three intervals, by their names in ``Fit``."""

    lo50: float
    hi50: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Fit:
    """What one method says of one table. Figures are totals N: documented and unseen people together.

    Attributes:
        method: ``latent``, ``decomposable``, ``loglinear``, ``stepwise``, ``chapman``, ``chao``, …
        documented: people on at least one list.
        median, mean: of the posterior or the sampling distribution. A method that gives one estimate and
            no distribution (maximum likelihood) puts its estimate in both.
        lo50, hi50, lo80, hi80, lo95, hi95: ends of the intervals; for a posterior, equal-tailed.
        draws: (d,) equally weighted draws of N, posterior, bootstrap or (said so in ``detail``) an
            approximation; needed to add strata up.
        rhat, ess, mcse: R̂, effective sample size of N and Monte-Carlo error of the mean, where there are
            chains.
        detail: what a reader needs to judge or repeat it, ready for JSON: models and weights, priors, AIC.
        fitted: (2**k,) expected count of every history in dense order (posterior mean, or at the maximum);
            index 0 is the unseen.
        cell_draws: (s, 2**k) expected counts in some of the draws, for predictive checks.
    """

    method: str
    documented: int
    median: float
    mean: float
    lo50: float
    hi50: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float
    draws: NDArray[np.float64] | None = None
    rhat: float | None = None
    ess: float | None = None
    mcse: float | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    fitted: NDArray[np.float64] | None = None
    cell_draws: NDArray[np.float64] | None = None

    @classmethod
    def from_draws(
        cls,
        method: str,
        documented: int,
        draws: ArrayLike,
        *,
        rhat: float | None = None,
        ess: float | None = None,
        mcse: float | None = None,
        detail: Mapping[str, object] | None = None,
        fitted: NDArray[np.float64] | None = None,
        cell_draws: NDArray[np.float64] | None = None,
    ) -> Self:
        """The fit of a method that gives equally weighted draws of N.

        >>> fit = Fit.from_draws("latent", 90, [100.0, 110.0, 120.0])
        >>> fit.median, fit.mean, fit.lo50, fit.hi50
        (110.0, 110.0, 105.0, 115.0)
        """
        kept = np.ascontiguousarray(draws, dtype=np.float64)
        return cls(
            method=method,
            documented=documented,
            median=float(np.median(kept)),
            mean=float(kept.mean()),
            **intervals(kept),
            draws=kept,
            rhat=rhat,
            ess=ess,
            mcse=mcse,
            detail=detail if detail is not None else {},
            fitted=fitted,
            cell_draws=cell_draws,
        )

    @property
    def unseen(self) -> float:
        """The median of people on no list."""
        return self.median - self.documented


def intervals(draws: NDArray[np.float64]) -> Interval:
    """Equal-tailed 50, 80 and 95 % intervals of draws.

    >>> ends = intervals(np.arange(101.0))
    >>> round(ends["lo50"]), round(ends["hi80"]), round(ends["hi95"], 1)
    (25, 90, 97.5)
    """
    lo95, lo80, lo50, hi50, hi80, hi95 = (
        float(end) for end in np.quantile(draws, [0.025, 0.1, 0.25, 0.75, 0.9, 0.975])
    )
    return Interval(lo50=lo50, hi50=hi50, lo80=lo80, hi80=hi80, lo95=lo95, hi95=hi95)
