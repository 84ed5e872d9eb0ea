from __future__ import annotations

import numpy as np
import pytest

from estimate.worlds import GOOD, normal_fit
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.pooling import DRAWS, pooled, summed
from tahqiq.estimate.result import assessed


def part(total: float, spread: float, *, rhat: float | None = None) -> tuple[object, np.ndarray]:
    fit = normal_fit(total=total, spread=spread, rhat=rhat, ess=1000.0 if rhat else None)
    assert fit.draws is not None
    return assessed("", fit, unnamed=None, diagnosis=None), fit.draws


def test_strata_add_as_distributions_not_as_ends() -> None:
    total = summed([part(1000, 30), part(2000, 40)], method="latent", seed=1)  # type: ignore[list-item]
    assert total.mean == pytest.approx(3000, abs=0.5)
    assert total.draws is not None
    assert len(total.draws) == DRAWS
    assert total.draws.std() == pytest.approx(50, rel=0.03)  # √(30² + 40²), not 70
    assert total.documented == 2 * GOOD.documented


def test_the_sum_reports_the_worst_chains() -> None:
    total = summed([part(900, 9, rhat=1.001), part(900, 9, rhat=1.009)], method="latent", seed=1)  # type: ignore[list-item]
    assert (total.rhat, total.ess) == (1.009, 1000.0)
    assert summed([part(900, 9)], method="chao", seed=1).rhat is None  # type: ignore[list-item]


def test_clusterings_that_disagree_widen_the_interval() -> None:
    both = pooled([normal_fit(total=600, spread=10), normal_fit(total=700, spread=10)])
    assert both.lo95 < 600 < 700 < both.hi95
    assert both.detail["clusterings"] == 2
    one = normal_fit()
    assert pooled([one]) is one


def test_pooling_keeps_what_chains_and_cells_say() -> None:
    cells = np.ones((3, 8))
    fits = [
        Fit.from_draws(
            "latent", n, [n + 5.0, n + 9.0], rhat=rhat, ess=50.0, mcse=3.0, fitted=cells[0], cell_draws=cells
        )
        for n, rhat in ((100, 1.0), (104, 1.2))
    ]
    both = pooled(fits)
    assert (both.documented, both.rhat, both.ess) == (102, 1.2, 100.0)
    assert both.mcse == pytest.approx(3 / 2**0.5)
    assert both.cell_draws is not None
    assert both.cell_draws.shape == (6, 8)
