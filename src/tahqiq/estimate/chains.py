"""Have the chains settled, and how exact are their averages: R̂, effective sample size, Monte-Carlo error.

Source of every rule: Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), Rank-normalization, folding, and
localization: an improved R̂ for assessing convergence of MCMC, Bayesian Analysis 16, 667–718; the names of
sections below are theirs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.special import ndtri
from scipy.stats import rankdata

Chains = NDArray[np.float64]


def rhat(chains: Chains) -> float:
    """How far the chains disagree: 1 where they tell the same, above 1.01 where they must not be used.

    The larger of the rank-normalised split R̂ and that of the draws folded about their median, which sees
    chains of the same middle and different spread (section 4.1).

    Args:
        chains: (m, n) draws, a row a chain, n at least 4.

    >>> same = np.random.default_rng(1).normal(size=(4, 500))
    >>> bool(rhat(same) < 1.01), bool(rhat(same + np.arange(4)[:, None]) > 1.5)
    (True, True)
    """
    folded = np.abs(chains - np.median(chains))
    return max(_split_rhat(_normal_scores(chains)), _split_rhat(_normal_scores(folded)))


def bulk_ess(chains: Chains) -> float:
    """How many independent draws would tell the middle of the distribution as well (section 4.2).

    >>> round(bulk_ess(np.random.default_rng(1).normal(size=(4, 500))), -3)
    2000.0
    """
    return _ess(_normal_scores(_split(chains)))


def tail_ess(chains: Chains) -> float:
    """The same of the 5 and 95 % quantiles, whichever is worse (section 4.3)."""
    ends = np.quantile(chains, [0.05, 0.95])
    return min(_ess(_split((chains <= end).astype(np.float64))) for end in ends)


def mean_ess(chains: Chains) -> float:
    """The same of the mean itself, without ranks."""
    return _ess(_split(chains))


def mcse(chains: Chains) -> float:
    """The standard error of the mean that is owed to the number of draws.

    >>> round(mcse(np.random.default_rng(1).normal(size=(4, 2500))), 2)
    0.01
    """
    return float(chains.std(ddof=1)) / math.sqrt(mean_ess(chains))


def together(chains: Sequence[Chains]) -> Chains:
    """(m, n) from m sequences, cut to the shortest."""
    length = min(len(each) for each in chains)
    return np.stack([np.asarray(each, dtype=np.float64)[:length] for each in chains])


def _split(chains: Chains) -> Chains:
    """Each chain as two halves, so that one that drifts disagrees with itself."""
    half = chains.shape[1] // 2
    return np.concatenate([chains[:, :half], chains[:, -half:]])


def _normal_scores(chains: Chains) -> Chains:
    """Ranks over all chains, as quantiles of the normal distribution (equation 14)."""
    ranks = rankdata(chains, axis=None).reshape(chains.shape)
    scores: Chains = ndtri((ranks - 0.375) / (chains.size + 0.25))
    return scores


def _split_rhat(chains: Chains) -> float:
    """The square root of pooled over within-chain variance (equations 1 to 4)."""
    halves = _split(chains)
    within = float(halves.var(axis=1, ddof=1).mean())
    between = float(halves.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else math.inf
    n = halves.shape[1]
    return math.sqrt((n - 1) / n + between / within)


def _ess(chains: Chains) -> float:
    """m·n over the integrated autocorrelation, by Geyer's initial monotone sequence (section 3.2)."""
    m, n = chains.shape
    covariances = _autocovariances(chains)
    within = float(covariances[:, 0].mean()) * n / (n - 1)
    pooled = within * (n - 1) / n + (float(chains.mean(axis=1).var(ddof=1)) if m > 1 else 0.0)
    if pooled == 0:
        return float(chains.size)
    correlations = 1 - (within - covariances.mean(axis=0) * n / (n - 1)) / pooled
    correlations[0] = 1.0
    pairs = correlations[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    positive = pairs[: negative[0]] if len(negative) else pairs
    time = -1 + 2 * float(np.minimum.accumulate(positive).sum())
    return chains.size / max(time, 1 / math.log10(chains.size))


def _autocovariances(chains: Chains) -> Chains:
    """(m, n) of every lag, the sums divided by n."""
    n = chains.shape[1]
    size = next_fast_len(2 * n, real=True)
    spectrum = rfft(chains - chains.mean(axis=1, keepdims=True), size, axis=1)
    covariances: Chains = irfft(np.abs(spectrum) ** 2, size, axis=1)[:, :n] / n
    return covariances
