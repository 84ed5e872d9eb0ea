"""Judgements as evidence: what a person said of a pair outweighs whatever else is known of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.judgements import Settled
from tahqiq.link.learning import places_of, rows_of
from tahqiq.link.pairs import MISSING, Pairs

#: Log2 odds of a pair once a person has judged it: as sure as beliefs may be.
BITS = 40.0
COMPARISON = "judgement"
LABELS = (
    "A person judged them to be one",
    "A person judged them to be two",
    "A person matched one of them to another record",
)
#: Said of a pair one of whose records a person matched to another.
ELSEWHERE = -2


def with_judged(pairs: Pairs, settled: Settled) -> Pairs:
    """The pairs, with those that people judged although they were no candidates.

    Their evidence is missing throughout, for they were not compared.
    """
    wanted = np.concatenate([settled.same, settled.different])
    fresh = wanted[places_of(pairs, wanted) < 0]
    if not len(fresh):
        return pairs
    left, right = np.concatenate([pairs.left, fresh[:, 0]]), np.concatenate([pairs.right, fresh[:, 1]])
    order = np.lexsort((right, left))
    width = len(pairs.comparisons)
    missing = np.full((len(fresh), width), MISSING, np.int8)
    return replace(
        pairs,
        left=left[order],
        right=right[order],
        levels=np.concatenate([pairs.levels, missing])[order],
        weights=np.concatenate([pairs.weights, np.zeros((len(fresh), width))])[order],
    )


def judged(pairs: Pairs, settled: Settled, once: tuple[bool, bool] = (False, False)) -> NDArray[np.int8]:
    """What people said of each pair: 1 one person, -1 not, -2 that one of the two is somebody else; else 0.

    Args:
        pairs: all of them.
        settled: the judgements.
        once: whether a record of the left, and of the right list has one partner at most; whoever is matched
            by a person is then nobody else's partner.
    """
    found = np.zeros(len(pairs), np.int8)
    for one, ends, matched in zip(once, (pairs.left, pairs.right), settled.same.T, strict=True):
        if one:
            found[np.isin(ends, matched)] = ELSEWHERE
    found[rows_of(pairs, settled.different)] = -1
    found[rows_of(pairs, settled.same)] = 1
    return found


def as_evidence(pairs: Pairs, said: NDArray[np.int8]) -> Pairs:
    """The pairs with a comparison *judgement*, which makes the sum certain; unchanged where nobody judged.

    >>> rows = np.arange(2)
    >>> pairs = Pairs(rows, rows, (), np.zeros((2, 0), np.int8), np.zeros((2, 0)), -9.0, {})
    >>> as_evidence(pairs, np.array([1, 0], np.int8)).weight().tolist()
    [40.0, -9.0]
    """
    if not said.any():
        return pairs
    levels = np.choose(said + 2, (2, 1, MISSING, 0)).astype(np.int8)
    bits = np.where(said == 0, 0.0, BITS * np.sign(said) - pairs.weight())
    return pairs.with_comparison(COMPARISON, levels, bits, LABELS)
