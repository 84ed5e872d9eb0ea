"""Small tables with known properties, made up for the tests of judging and telling."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.strata import ReadStratum

#: Three lists that overlap well: latent classes say 500 to 800.
GOOD = CaptureTable.from_dense("ABC", [0, 90, 80, 40, 70, 35, 30, 20])
#: Two lists.
PAIR = CaptureTable.from_dense("AB", [0, 80, 120, 45])
#: C shares nobody with A or B: nothing identifies the total.
UNIDENTIFIED = CaptureTable.from_counts("ABC", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], [60, 50, 30, 9])


def normal_fit(
    table: CaptureTable = GOOD,
    *,
    total: float = 600.0,
    spread: float = 30.0,
    method: str = "chapman",
    rhat: float | None = None,
    ess: float | None = None,
    fitted: np.ndarray | None = None,
) -> Fit:
    """A fit whose draws are normal quantiles, without anything having been fitted."""
    draws = [NormalDist(total, spread).inv_cdf((i + 0.5) / 1000) for i in range(1000)]
    return Fit.from_draws(
        method, table.documented, np.maximum(draws, table.documented), rhat=rhat, ess=ess, fitted=fitted
    )


def stratum(table: CaptureTable, name: str = "", **rest: object) -> ReadStratum:
    """A table as it would have been read."""
    return ReadStratum(name=name, tables=(table,), **rest)  # type: ignore[arg-type]
