"""Sums over subsets and supersets of lists: what a hierarchical model is made of, in machine code.

A history and a term of a model are both sets of lists, written as bits. The design matrix of a
hierarchical log-linear model has a one where the term lies within the history (Fienberg 1972,
*Biometrika* 59, section 2), so it need never be built: the log means are subset sums of the
parameters, the sufficient statistics and the information matrix superset sums of the cells. Both
take k·2**(k-1) additions (the fast zeta transform: Yates 1937; Björklund et al. 2007).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@compiled
def add_supersets(values: Floats) -> None:
    """Replaces every entry by the sum over all histories that contain it, in place."""
    bit = 1
    while bit < values.shape[0]:
        for index in range(values.shape[0]):
            if index & bit == 0:
                values[index] += values[index | bit]
        bit <<= 1


@compiled
def add_subsets(values: Floats) -> None:
    """Replaces every entry by the sum over all terms within it, in place."""
    bit = 1
    while bit < values.shape[0]:
        for index in range(values.shape[0]):
            if index & bit:
                values[index] += values[index ^ bit]
        bit <<= 1


@compiled
def supersets_of(values: Floats, allowed: Mask) -> Floats:
    """Superset sums over the allowed histories only."""
    sums = np.where(allowed, values, 0.0)
    add_supersets(sums)
    return sums
