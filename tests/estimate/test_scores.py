"""Evenly spread normal scores."""

from __future__ import annotations

import numpy as np

from tahqiq.estimate.scores import DRAWS, normal_scores


def test_scores_have_the_quantiles_of_the_normal_distribution() -> None:
    scores = normal_scores()
    assert len(scores) == DRAWS
    assert np.allclose(np.quantile(scores, [0.025, 0.5, 0.975]), [-1.96, 0.0, 1.96], atol=5e-3)
