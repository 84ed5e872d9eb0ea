"""Invented lists, and who is who on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.lists import RecordList


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """One or two invented lists with known truth.

    Attributes:
        lists: one list, to be deduplicated, or two, to be linked.
        persons: for each list, the number of the person each record is of.
    """

    lists: tuple[RecordList, ...]
    persons: tuple[NDArray[np.int64], ...]

    def same(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether records at these positions, of the first list and of the last, are of one person."""
        answers: NDArray[np.bool_] = self.persons[0][left] == self.persons[-1][right]
        return answers

    def true_pairs(self) -> int:
        """How many pairs of records there are to find."""
        if len(self.lists) == 2:
            return int(np.isin(self.persons[0], self.persons[1]).sum())
        _, times = np.unique(self.persons[0], return_counts=True)
        return int((times * (times - 1) // 2).sum())
