"""How far volunteers agree beyond chance: Krippendorff's alpha."""

from __future__ import annotations

from typing import Literal

import numpy as np

from tahqiq.survey.volunteers.answers import Answers
from tahqiq.survey.volunteers.seeing import Shares

Metric = Literal["nominal", "ordinal", "interval"]


def alpha(answers: Answers, *, metric: Metric = "ordinal") -> float | None:
    """Krippendorff's alpha of the first image that shows damage: 1 is agreement, 0 chance, below dissent.

    Reliability is of the crowd and its instructions, not of any one; ordinal differences count how many
    answers lie between two (Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*, section D).

    Args:
        answers: of an answer's window the latest image counts; those that say nothing are left aside.
        metric: 'nominal' (any difference alike), 'ordinal', or 'interval' (images apart).

    Returns:
        None where no building has two answers, or all answers are one.
    """
    told = answers.take(answers.told)
    values = answers.images + 1
    counts = np.zeros((len(told.buildings), values))
    np.add.at(counts, (told.building, told.latest), 1)
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        return None
    weighed = counts / (counts.sum(axis=1, keepdims=True) - 1)
    pairs = counts.T @ weighed - np.diag(weighed.sum(axis=0))
    margins = pairs.sum(axis=1)
    apart = _differences(margins, metric)
    total = margins.sum()
    expected = (np.outer(margins, margins) - np.diag(margins)) / (total - 1)
    chance = float((expected * apart).sum())
    return 1 - float((pairs * apart).sum()) / chance if chance else None


def _differences(margins: Shares, metric: Metric) -> Shares:
    """Squared difference of each two values."""
    at = np.arange(len(margins), dtype=float)
    if metric == "nominal":
        differ: Shares = (at[:, None] != at[None, :]).astype(np.float64)
        return differ
    if metric == "ordinal":
        below = np.cumsum(margins) - margins / 2  # the middle of each value's ranks
        at = below
    apart: Shares = (at[:, None] - at[None, :]) ** 2
    return apart
