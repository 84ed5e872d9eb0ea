"""What every method gives back."""

from __future__ import annotations

import numpy as np

from tahqiq.estimate.fits import Fit


def test_draws_become_middle_and_intervals() -> None:
    fit = Fit.from_draws("latent", 90, np.arange(100.0, 201.0), rhat=1.0, detail={"classes": 5})
    assert (fit.median, fit.mean, fit.lo50, fit.hi50) == (150.0, 150.0, 125.0, 175.0)
    assert (fit.lo80, fit.hi80, fit.lo95, fit.hi95) == (110.0, 190.0, 102.5, 197.5)
    assert fit.unseen == 60.0
    assert fit.detail == {"classes": 5}
    assert fit.draws is not None
    assert fit.draws.dtype == np.float64
