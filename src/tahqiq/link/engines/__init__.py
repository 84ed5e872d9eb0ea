"""What brings candidates together and measures them: DuckDB on one machine, Spark on many.

Both run the specification (``link.specification``) and give the same.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class Compared(NamedTuple):
    """Candidates, sorted by their positions, and their levels.

    Attributes:
        one: position of the one record, int64; ``other``: of the other, greater.
        packed: their levels (``evidence.measuring``), int64.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    packed: NDArray[np.int64]


def in_order(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order of pairs by both positions."""
    width = int(other.max(initial=0)) + 1
    return np.argsort(one * width + other, kind="stable")
