"""Columns of text made by the million: joined, chosen, left out, written from numbers and days."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

#: A column of text, null where nothing is.
Cells: TypeAlias = "pa.Array[Any]"


def joined(*cells: Cells | str, between: str = " ") -> Cells:
    """Cells of each row in one, nulls left out.

    >>> joined(pa.array(["a", None]), pa.array(["b", "c"])).to_pylist()
    ['a b', 'c']
    """
    options = pc.JoinOptions(null_handling="skip")
    return _called("binary_join_element_wise", *cells, between, options=options)


def prefixed(before: str, cells: Cells) -> Cells:
    """The cells with something before each; nulls stay."""
    return _called("binary_join_element_wise", before, cells, "")


def chosen(mask: NDArray[np.bool_], one: Cells, other: Cells) -> Cells:
    """Cells of the one column where the mask says so, else of the other."""
    return _called("if_else", pa.array(mask), one, other)


def kept(mask: NDArray[np.bool_], cells: Cells) -> Cells:
    """The cells where the mask says so, null elsewhere.

    >>> kept(np.array([True, False]), pa.array(["a", "b"])).to_pylist()
    ['a', None]
    """
    return chosen(mask, cells, pa.nulls(len(cells), pa.string()))


def filled(cells: Cells) -> Cells:
    """The cells, '' for null."""
    return _called("coalesce", cells, "")


def words(texts: tuple[str, ...], which: NDArray[np.int64]) -> Cells:
    """Texts by their numbers."""
    return pa.array(texts, pa.string()).take(which)


def numbers(values: NDArray[np.int64]) -> Cells:
    """Whole numbers as text."""
    return pa.array(values).cast(pa.string())


def days(since_1970: NDArray[np.int64]) -> Cells:
    """ISO dates of days since 1970.

    >>> days(np.array([0, 17_000])).to_pylist()
    ['1970-01-01', '2016-07-18']
    """
    dates: Cells = pa.array(since_1970.astype("datetime64[D]")).cast(pa.string())
    return dates


def _called(function: str, *arguments: Cells | str, options: Any = None) -> Cells:
    """What a function of Arrow's makes of columns and texts."""
    given: list[Any] = [pa.scalar(each) if isinstance(each, str) else each for each in arguments]
    made: Cells = pc.call_function(function, given, options)
    return made
