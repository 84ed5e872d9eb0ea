"""The specification run by Splink on DuckDB, on this machine."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.candidates.keys import Keys
from tahqiq.link.engines import Compared, in_order
from tahqiq.link.evidence.measuring import Measuring
from tahqiq.link.evidence.people import People
from tahqiq.link.specification import records, specification

if TYPE_CHECKING:
    import duckdb


def compared(people: People, keys: Keys, measuring: Measuring) -> Compared:
    """The candidates of the people, with their levels."""
    one, other = blocked(people, keys)
    order = in_order(one, other)
    one, other = one[order], other[order]
    return Compared(one, other, measuring.packed(one, other))


def blocked(people: People, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of positions that share a key, each once, in no order; Splink's blocking."""
    import duckdb
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    linking = people.first < len(people)
    ends = [0, people.first, len(people)] if linking else [0, len(people)]
    with duckdb.connect() as connection, _quiet():
        connection.execute("set preserve_insertion_order = false")
        api = DuckDBAPI(connection)
        tables = [
            api.register(records(*keys, begin, end), dataset_display_name=f"list_{at}")
            for at, (begin, end) in enumerate(pairwise(ends))
        ]
        settings = specification(linking=linking)
        linker = Linker(tables if linking else tables[0], settings, log_level=None)
        pairs = linker.inference.compute_blocked_pairs_for_predict().physical_name
        found = connection.table(pairs).select(*map(_position, ("join_key_l", "join_key_r"))).fetchnumpy()
    left, right = (np.asarray(found[side], np.int64) for side in ("join_key_l", "join_key_r"))
    return np.minimum(left, right), np.maximum(left, right)


def _position(join_key: str) -> duckdb.Expression:
    """The position in what Splink joins by, which may begin with the name of the list."""
    import duckdb

    text = duckdb.ColumnExpression(join_key).cast("varchar")
    mark, last = duckdb.ConstantExpression("-__-"), duckdb.ConstantExpression(-1)
    return duckdb.FunctionExpression("split_part", text, mark, last).cast("bigint").alias(join_key)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Splink's advice to its users goes to nobody: they are ours."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
