"""Who competes with whom: files for a body, bodies for a file, and the chance that neither has a partner.

Every body has at most one file, every file at most one body (of those that hold the same bones: two parts
may be one person). Chances follow from all ways of pairing together, by passing messages between bodies and
files until they settle (sum-product on matchings; Huang and Jebara 2009, "Approximating the permanent with
belief propagation"). How many bodies have a file is learned meanwhile (expectation and maximisation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.skeleton import Bone, Element

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Bones of which a person has one: remains that both hold one of them are two people.
_ANCHORS = (Element(Bone.SKULL), Element(Bone.PELVIS))


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """The chances of the likeliest files of each body.

    Attributes:
        rows: files, (bodies, kept). ``chances``: of each, (bodies, kept).
        none: that no file is the right one, (bodies,).
        held: the share of bodies that have a file, as learned.
    """

    rows: Ints
    chances: Floats
    none: Floats
    held: float

    def of(self, body: int) -> tuple[Ints, Floats]:
        """Files of one body that are possible, and their chances."""
        possible = self.chances[body] > 0
        return self.rows[body][possible], self.chances[body][possible]


class Rivals:
    """Bodies and files as rivals.

    Args:
        remains: the bodies.
        files: how many there are.
        rows: the likeliest files of each body, (bodies, kept).
        rest: the likelihood ratios of all others, summed, (bodies,).
    """

    def __init__(self, remains: Sequence[PostMortem], files: int, rows: Ints, rest: Floats) -> None:
        self._files, self._rows, self._rest = files, rows, rest
        self._holds = np.array(
            [[bool(each.holds(anchor)) for anchor in _ANCHORS] for each in remains], np.bool_
        ).reshape(-1, len(_ANCHORS))

    def settle(self, weights: Floats) -> Sparse:
        """The chances, given log10 likelihood ratios (bodies, kept).

        >>> rows = np.array([[0, 1], [0, 1]])
        >>> whole = [PostMortem(code=code, complete=True) for code in "AB"]
        >>> rivals = Rivals(whole, 2, rows, np.zeros(2))
        >>> found = rivals.settle(np.array([[3.0, 0.0], [2.0, 2.0]]))
        >>> found.chances.argmax(axis=1).tolist()
        [0, 1]
        """
        told = settings()["season"]
        held = told["held"]
        ratios = np.power(10.0, np.minimum(weights, 250.0))
        free = np.ones_like(ratios)
        for _ in range(int(told["rounds"])):
            prior = held / ((1 - held) * self._files)
            odds = prior * ratios * free
            total = 1 + prior * self._rest + odds.sum(axis=1)
            chances = odds / total[:, None]
            without = total[:, None] - odds
            free = self._free(prior * ratios / np.maximum(without, 1.0))
            mine = 1 - 1 / total
            learned = (mine.sum() + told["worth"] * told["held"]) / (len(mine) + told["worth"])
            held = _between(told["held"], min(float(learned), _NEARLY_ALL), told["trusted"])
        return Sparse(self._rows, chances, 1 / total, held)

    def _free(self, wish: Floats) -> Floats:
        """How free each file is for each body: of all others that hold a bone this one holds, too."""
        taken = np.zeros_like(wish)
        for anchor in range(len(_ANCHORS)):
            holds = self._holds[:, anchor]
            every = np.bincount(self._rows[holds].ravel(), weights=wish[holds].ravel(), minlength=self._files)
            others = every[self._rows] - wish
            taken = np.maximum(taken, np.where(holds[:, None], np.maximum(others, 0.0), 0.0))
        return 1 / (1 + taken)


#: The learned share of bodies that have a file stays below this.
_NEARLY_ALL = 0.999


def _between(one: float, other: float, share: float) -> float:
    """A chance so far on the way from one to another, in log odds.

    >>> round(_between(0.5, 0.9, 0.5), 2)
    0.75
    """
    odds = (1 - share) * np.log(one / (1 - one)) + share * np.log(other / (1 - other))
    return float(1 / (1 + np.exp(-odds)))
