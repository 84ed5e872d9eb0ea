"""Candidate pairs of records with the evidence for and against each: what linking decides on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

#: The level of a comparison that one side of the pair says nothing about.
MISSING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of records, n of them, and c comparisons of each, on the scale of Fellegi and Sunter (1969).

    Attributes:
        left: position of the one record in its list, sorted by (left, right); int64 (n,).
        right: position of the other; where one list is compared with itself, greater than left.
        comparisons: what is compared: 'given', 'family_name', 'age', …
        levels: which level of each comparison a pair has, 0 the most alike; -1 missing; int8 (n, c).
        weights: log2 Bayes factor of each comparison, 0 where missing; float64 (n, c).
        prior: log2 odds that two records taken at random are one person.
        labels: comparison -> what each of its levels means, in English message ids.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    comparisons: tuple[str, ...]
    levels: NDArray[np.int8]
    weights: NDArray[np.float64]
    prior: float
    labels: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.left)

    def weight(self) -> NDArray[np.float64]:
        """Match weight of each pair: prior and evidence, log2 odds."""
        total: NDArray[np.float64] = self.prior + self.weights.sum(axis=1)
        return total

    def probability(self) -> NDArray[np.float64]:
        """Probability that each pair is one person, were every pair judged alone.

        >>> import numpy as np
        >>> one = np.zeros(1, np.int64)
        >>> pairs = Pairs(one, one, ("age",), np.zeros((1, 1), np.int8), np.array([[3.0]]), -3.0, {})
        >>> pairs.probability().tolist()
        [0.5]
        """
        odds: NDArray[np.float64] = np.exp2(np.clip(self.weight(), -1000.0, 1000.0))
        return odds / (1 + odds)

    def with_comparison(
        self, name: str, levels: NDArray[np.int8], weights: NDArray[np.float64], labels: tuple[str, ...]
    ) -> Pairs:
        """The same pairs with one more comparison, such as what relatives tell.

        Args:
            levels: of the new comparison, (n,); ``weights``: its log2 Bayes factors, (n,).
            labels: what its levels mean.
        """
        return replace(
            self,
            comparisons=(*self.comparisons, name),
            levels=np.column_stack([self.levels, levels]).astype(np.int8),
            weights=np.column_stack([self.weights, weights]),
            labels={**self.labels, name: labels},
        )

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Pairs:
        """Some of the pairs, in their order."""
        return replace(
            self, left=self.left[rows], right=self.right[rows], levels=self.levels[rows],
            weights=self.weights[rows],
        )  # fmt: skip
