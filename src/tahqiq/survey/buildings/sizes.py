"""How large changes are and how common, from what all buildings show (see ``judging``)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_AT_MOST, _LEAST = 200, 1e-4

Shares = NDArray[np.float64]


def common_sizes(over: Shares) -> tuple[float, Shares]:
    """How common change is, and how large, by expectation-maximisation.

    Args:
        over: log Bayes factors of B buildings and S sizes; (B, S).

    Returns:
        The share of buildings that changed, and among them the share of each size; (S,).
    """
    share, sizes = 0.2, np.full(over.shape[1], 1 / over.shape[1])
    for _ in range(_AT_MOST):
        before = np.append(sizes, share)
        changed = over + np.log(sizes)
        factor = logsumexp(changed, axis=1)
        chance = posterior(factor, np.full(len(factor), share))
        held = np.exp(changed - factor[:, None]) * chance[:, None]
        share = float(np.clip((chance.sum() + 1) / (len(chance) + 5), _LEAST, 1 - _LEAST))
        sizes = (held.sum(axis=0) + 1) / (held.sum() + len(sizes))
        if np.abs(np.append(sizes, share) - before).max() < 1e-6:
            break
    return share, sizes


def of_days(days: Shares) -> Shares:
    """A change is as probable on one day as on another; (G,)."""
    found: Shares = np.maximum(days, 1e-9) / np.maximum(days, 1e-9).sum()
    return found


def posterior(factor: Shares, before: Shares) -> Shares:
    """Probabilities, from log Bayes factors and probabilities beforehand."""
    odds = factor + np.log(before) - np.log1p(-before)
    found: Shares = 1 / (1 + np.exp(-np.clip(odds, -700, 700)))
    return found


def logsumexp(values: Shares, *, axis: int) -> Shares:
    """Logarithm of the sum of exponentials over an axis."""
    top = values.max(axis=axis, keepdims=True)
    found: Shares = np.log(np.exp(values - top).sum(axis=axis)) + np.squeeze(top, axis)
    return found
