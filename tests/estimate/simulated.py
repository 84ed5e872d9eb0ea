"""Populations of known size, to be found again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from tahqiq.estimate.histories import CaptureTable, histories


def independent(size: int, chances: Sequence[float], *, seed: int) -> CaptureTable:
    """Lists that take people independently of one another."""
    return drawn(size, chances, {}, seed=seed)


def drawn(
    size: int, chances: Sequence[float], odds: dict[tuple[int, int], float], *, seed: int
) -> CaptureTable:
    """A population of ``size`` on lists of these chances, some two of which depend by an odds ratio."""
    cells = histories(len(chances)).astype(float)
    weights = np.prod(np.where(cells == 1.0, chances, 1.0 - np.asarray(chances)), axis=1)
    for (one, other), ratio in odds.items():
        weights = weights * np.where(cells[:, one] * cells[:, other] == 1.0, ratio, 1.0)
    counts = np.random.default_rng(seed).multinomial(size, weights / weights.sum())
    counts[0] = 0
    return CaptureTable.from_dense([chr(65 + place) for place in range(len(chances))], counts)


def tables(*, least: int = 2, most: int = 4, largest: int = 30) -> st.SearchStrategy[CaptureTable]:
    """Any small table, sparse ones often."""
    counts = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, largest))

    def of(k: int) -> st.SearchStrategy[CaptureTable]:
        cells = st.lists(counts, min_size=2**k - 1, max_size=2**k - 1)
        return cells.filter(any).map(
            lambda rest: CaptureTable.from_dense([chr(65 + place) for place in range(k)], [0, *rest])
        )

    return st.integers(least, most).flatmap(of)
