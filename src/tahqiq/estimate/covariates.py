"""What is known of each documented person, as numbers that a model of capture can use."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.vocab.errors import BadInput

#: A column of numbers with more different values than this is a quantity, with fewer a set of groups.
GROUPS_AT_MOST = 10
#: A column of words with more different values than this describes nobody's group.
WORDS_AT_MOST = 50
#: Knots of the restricted cubic spline of a quantity, as quantiles (Harrell 2015, table 2.3, four knots).
KNOTS = (0.05, 0.35, 0.65, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Covariates of n people as p columns of numbers, each of mean 0 and deviation 1.

    Attributes:
        covariates: the columns of the file that went in.
        names: (p,) what each column of ``matrix`` stands for: ``age``, ``age spline 1``, ``sex = f``.
        matrix: (n, p).
    """

    covariates: tuple[str, ...]
    names: tuple[str, ...]
    matrix: NDArray[np.float64]


def design(columns: Mapping[str, Sequence[str]]) -> Design:
    """Turns columns as written into numbers.

    Quantities (numbers, more than ten different) become a restricted cubic spline with four knots;
    anything else becomes groups, one column a group but the commonest. A missing quantity takes the mean
    and is marked in a column of its own; a missing group is a group.

    Args:
        columns: name → one cell a person, all of the same length.

    Raises:
        BadInput: no columns, or a column of words with too many different ones.

    >>> made = design({"sex": ["f", "m", "f", ""]})
    >>> made.names, made.matrix.shape
    (('sex = (missing)', 'sex = m'), (4, 2))
    """
    if not columns:
        raise BadInput("no covariates are named", remedy="name columns: --covariates age,sex")
    parts: list[tuple[str, NDArray[np.float64]]] = []
    for name, cells in columns.items():
        written = [cell.strip() for cell in cells]
        quantity = _quantity(written)
        parts += _groups(name, written) if quantity is None else _spline(name, quantity)
    if not parts:
        raise BadInput("the covariates are the same for everybody", remedy="name columns that vary")
    matrix = np.column_stack([values for _, values in parts])
    scaled = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0)
    return Design(tuple(columns), tuple(name for name, _ in parts), scaled)


def _quantity(cells: Sequence[str]) -> NDArray[np.float64] | None:
    """The numbers of a column, nan where empty; None where it is no quantity."""
    try:
        numbers = np.array([float(cell) if cell else math.nan for cell in cells])
    except ValueError:
        return None
    known = numbers[~np.isnan(numbers)]
    return numbers if np.isfinite(known).all() and len(np.unique(known)) > GROUPS_AT_MOST else None


def _groups(name: str, cells: Sequence[str]) -> list[tuple[str, NDArray[np.float64]]]:
    values = np.array([cell or "(missing)" for cell in cells])
    groups, sizes = np.unique(values, return_counts=True)
    if len(groups) > WORDS_AT_MOST:
        raise BadInput(
            f"{len(groups)} different values are no groups",
            column=name,
            remedy=f"give at most {WORDS_AT_MOST}, or numbers",
        )
    commonest = groups[int(sizes.argmax())]
    return [
        (f"{name} = {group}", (values == group).astype(np.float64)) for group in groups if group != commonest
    ]


def _spline(name: str, values: NDArray[np.float64]) -> list[tuple[str, NDArray[np.float64]]]:
    """A restricted cubic spline: linear beyond the outer knots (Harrell 2015, section 2.4.5)."""
    missing = np.isnan(values)
    filled = np.where(missing, values[~missing].mean(), values)
    parts = [(name, filled)]
    knots = np.unique(np.quantile(values[~missing], KNOTS))
    if len(knots) == len(KNOTS):
        parts += [(f"{name} spline {j + 1}", _bend(filled, knots, j)) for j in range(len(knots) - 2)]
    if missing.any():
        parts.append((f"{name} missing", missing.astype(np.float64)))
    return parts


def _bend(x: NDArray[np.float64], knots: NDArray[np.float64], j: int) -> NDArray[np.float64]:
    """One non-linear basis function, scaled to the size of x."""
    last, before = knots[-1], knots[-2]

    def cubed(knot: float) -> NDArray[np.float64]:
        above: NDArray[np.float64] = np.maximum(x - knot, 0.0) ** 3
        return above

    tail = (last - knots[j]) / (last - before) * cubed(before) - (before - knots[j]) / (
        last - before
    ) * cubed(last)
    bent: NDArray[np.float64] = (cubed(knots[j]) - tail) / (last - knots[0]) ** 2
    return bent
