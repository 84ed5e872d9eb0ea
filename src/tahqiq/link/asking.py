"""The pairs most worth a person's time: what an answer is expected to put right, there and elsewhere.

An answer puts its own pair right if the decision on it is wrong, and then tells that others are likely wrong
too: the rivals for the same record, the rest of the family, and pairs with the same pattern of evidence.
Questions are chosen one by one, each for what it adds to those before it, so that the choice is spread over
patterns and families by itself (after the facility-location functions of Wei, Iyer and Bilmes 2015, *ICML*).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.pairs import Pairs

#: Pairs that are looked at: the most doubtful.
MOST = 3_000
#: How far an answer goes for a rival, for a relative, and for the same evidence.
_RIVAL, _RELATIVE, _ALIKE = 0.8, 0.3, 0.5
#: Evidence is the same within so many bits.
_BITS = 2.0
#: Less doubt than this is not worth a question.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Question:
    """A pair to put to a person.

    Attributes:
        row: which of the pairs.
        doubt: how likely the machine's decision on it is wrong.
        informs: how many other pairs the answer bears on.
        worth: decisions that the answer is expected to put right, its own among them.
    """

    row: int
    doubt: float
    informs: int
    worth: float


def questions(
    pairs: Pairs,
    doubt: NDArray[np.float64],
    n: int,
    *,
    families: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None,
) -> list[Question]:
    """The ``n`` questions most worth asking, best first.

    Args:
        pairs: the evidence.
        doubt: how likely the decision on each pair is wrong (n,); 0 where it is not to be asked.
        n: how many; fewer come back where less is in doubt.
        families: the number of each record's group of relatives, of either list; -1 for none.
    """
    asked = np.flatnonzero(doubt >= _LEAST)
    asked = np.sort(asked[np.argsort(-doubt[asked], kind="stable")[:MOST]])
    if not len(asked):
        return []
    reach = _reach(pairs, asked, families)
    return [
        Question(int(asked[at]), float(doubt[asked[at]]), int((reach[at] > _NEAR).sum()), worth)
        for at, worth in _greedy(reach, doubt[asked], n)
    ]


#: From here on an answer is said to bear on another pair.
_NEAR = 0.25


def _greedy(reach: NDArray[np.float64], doubt: NDArray[np.float64], n: int) -> list[tuple[int, float]]:
    """What to ask in order, with what each adds; of equals the first.

    A pair's own doubt counts as far as no earlier answer bears on it; that of others by the chance that the
    answer is a surprise, for only then do their decisions change.
    """
    settled = np.zeros(len(doubt))
    open_ = np.ones(len(doubt), np.bool_)
    chosen: list[tuple[int, float]] = []
    for _ in range(min(n, len(doubt))):
        elsewhere = np.maximum(reach - settled, 0.0) @ doubt
        added = np.round(doubt * (1 - settled + elsewhere), 9)  # so that cores do not decide ties
        added[~open_] = -1.0
        best = int(added.argmax())
        chosen.append((best, float(added[best])))
        open_[best] = False
        settled = np.maximum(settled, reach[best])
        settled[best] = 1.0
    return chosen


def _reach(
    pairs: Pairs, rows: NDArray[np.int64], families: tuple[NDArray[np.int64], NDArray[np.int64]] | None
) -> NDArray[np.float64]:
    """How far an answer on the one pair settles the other, 0 to 1, for every two of the rows."""
    reach = _ALIKE * _alike(pairs.weights[rows])
    left, right = pairs.left[rows], pairs.right[rows]
    for ends, groups in zip((left, right), families or (), strict=False):
        of = groups[ends]
        reach = np.maximum(reach, _RELATIVE * _equal(of) * (of >= 0))
    reach = np.maximum(reach, _RIVAL * np.maximum(_equal(left), _equal(right)))
    np.fill_diagonal(reach, 0.0)
    return reach.astype(np.float64)


def _alike(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gaussian likeness of patterns of evidence, in bits."""
    bits = weights.astype(np.float64) / np.float64(_BITS)
    squares = (bits**2).sum(axis=1)
    apart = np.maximum(squares[:, None] + squares[None, :] - 2 * bits @ bits.T, 0.0)
    found: NDArray[np.float64] = np.exp(-apart / 2)
    return found


def _equal(values: NDArray[np.int64]) -> NDArray[np.float64]:
    equal: NDArray[np.float64] = (values[:, None] == values[None, :]).astype(np.float64)
    return equal
