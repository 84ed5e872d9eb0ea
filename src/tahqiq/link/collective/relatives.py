"""What the partners of a record's relatives say of a candidate: do they belong together there too?

A record i of a group on one list and a candidate j on the other: each other member of i's group has
its own candidates, believed with some probability. If one of them belongs together with j (of one
household, say), that speaks for j; if members are found and none is kin of j, that speaks against.
Chances are combined as if members were independent (noisy or).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.collective.beliefs import Field
from tahqiq.link.collective.kin import TIES, Keys

#: Levels of the comparison: the closest tie to any relative's partner, or none although some are found.
LEVELS = (*TIES, "none")
_SURE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class _Tie:
    """Pairs that share a group and a key, made ready to be summed again and again.

    Attributes:
        pairs: the pair of each entry.
        both: number of its (group, key); ``own_left``: of (left record, key); ``own_right``: of
            (group, right record, key).
    """

    pairs: NDArray[np.int64]
    both: NDArray[np.int64]
    own_left: NDArray[np.int64]
    own_right: NDArray[np.int64]

    def chance(self, doubt: NDArray[np.float64], count: int) -> NDArray[np.float64]:
        """The chance that another member's partner has a key of the pair's right record.

        Args:
            doubt: natural log of one minus each pair's probability, (n,).
            count: how many pairs there are.
        """
        entries = doubt[self.pairs]
        others = _sums(self.both, entries) - _sums(self.own_left, entries) - _sums(self.own_right, entries)
        chances = np.zeros(count)
        np.maximum.at(chances, self.pairs, -np.expm1(np.minimum(others + entries, 0.0)))
        return chances


@dataclass(frozen=True, slots=True, eq=False)
class Relatives:
    """The relatives of every pair's left record, and the ties of its right record.

    Attributes:
        field: the pairs.
        groups: of left records, -1 for none.
        ties: kind of tie -> its entries, the closest first.
    """

    field: Field
    groups: NDArray[np.int64]
    ties: Mapping[str, _Tie]

    @classmethod
    def of(cls, field: Field, groups: NDArray[np.int64], ties: Mapping[str, Keys]) -> Relatives:
        """Brings together the groups of one list and the ties of the other.

        Args:
            field: the pairs.
            groups: of the left list's records (``kin.groups``).
            ties: of the right list (``kin.ties``).
        """
        return cls(field, groups, {tie: _tie(field, groups, ties[tie]) for tie in TIES if tie in ties})

    def chances(self, beliefs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance of each level for each pair, (n, 5) in the order of :data:`LEVELS`.

        Rows sum to the chance that any other member of the group is found at all.
        """
        doubt = np.log1p(-np.minimum(beliefs, 1 - _SURE))
        found = np.zeros((len(doubt), len(LEVELS)))
        closest = np.zeros(len(doubt))
        for place, tie in enumerate(TIES):
            if tie in self.ties:
                reached = np.maximum(closest, self.ties[tie].chance(doubt, len(doubt)))
                found[:, place] = reached - closest
                closest = reached
        found[:, -1] = np.maximum(self._any(beliefs) - closest, 0.0)
        return found

    def _any(self, beliefs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance that any other member of the left record's group has a partner."""
        grouped = self.groups >= 0
        doubt: NDArray[np.float64] = np.log1p(-np.minimum(self.field.found(beliefs), 1 - _SURE)) * grouped
        others = _sums(np.where(grouped, self.groups, 0), doubt) - doubt
        chance: NDArray[np.float64] = (-np.expm1(np.minimum(others, 0.0)) * grouped)[self.field.left]
        return chance


def _tie(field: Field, groups: NDArray[np.int64], keys: Keys) -> _Tie:
    starts = np.searchsorted(keys.records, np.arange(field.sizes[1] + 1))
    counts = np.diff(starts)[field.right] * (groups[field.left] >= 0)
    pairs = np.repeat(np.arange(len(field.left)), counts)
    within = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
    held = keys.keys[starts[field.right[pairs]] + within]
    left, right, group = field.left[pairs], field.right[pairs], groups[field.left[pairs]]
    both = group * keys.size + held
    return _Tie(
        pairs,
        _numbered(both),
        _numbered(left * keys.size + held),
        _numbered(_numbered(both) * field.sizes[1] + right),
    )


def _numbered(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def _sums(groups: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each entry, the sum of the values of its group."""
    sums: NDArray[np.float64] = np.bincount(groups, values).astype(np.float64)
    return sums[groups]
