"""How often records of a kind are found on the other list: what a record tells by being as it is.

A list covers some people better than others: one source, one month, one age. Which fields a record
fills in tells as much: a record that says little is found less often, and an age may be known only
because somebody already met the person on the other list. The chance of a partner is a logistic
regression on what kind of record it is, fitted to the current beliefs (ridge prior, so that rare kinds
say little), and enters the evidence as a comparison of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.lists import FIELDS, RecordList

#: A kind of record is told apart when so many records, and so large a share of the list, are of it.
LEAST_RECORDS, LEAST_SHARE = 30, 0.02
#: Fields whose values are kinds; of dates the month.
_KINDS = ("source", "status", "date")
_MONTH = len("2023-10")
#: Coefficients have a normal prior of this precision, in records.
_RIDGE = 0.5
_STEPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """What kind of record each is.

    Attributes:
        names: of the columns, as ('age', 'filled') or ('source', 'Hospital').
        marks: (n, k) 0 or 1.
    """

    names: tuple[tuple[str, str], ...]
    marks: NDArray[np.float64]


def kinds(people: RecordList) -> Kinds:
    """The kinds of record that a list tells apart: fields filled or not, sources, months."""
    names: list[tuple[str, str]] = []
    columns: list[NDArray[np.float64]] = []
    least = max(LEAST_RECORDS, LEAST_SHARE * len(people))
    for field in FIELDS:
        cells = [cell.strip() for cell in people.column(field)] if people.has(field) else []
        values = ["filled" if cell else "" for cell in cells]
        if field in _KINDS:
            values = [cell[:_MONTH] if field == "date" else cell for cell in cells]
        often = {value: times for value, times in Counter(values).items() if value}
        for value in sorted(often):
            if least <= often[value] <= len(people) - least:
                names.append((field, value))
                columns.append(np.array([each == value for each in values], dtype=np.float64))
    return Kinds(tuple(names), np.stack(columns, axis=1) if columns else np.zeros((len(people), 0)))


def chances(known: Kinds, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance of a partner of each record, learnt from how certainly records of its kind are found.

    Args:
        known: kinds of record, n of them.
        found: current probability that each has a partner, (n,).

    >>> marks = np.repeat([[1.0], [0.0]], 100, axis=0)
    >>> found = np.repeat([0.9, 0.2], 100)
    >>> chances(Kinds((("age", "filled"),), marks), found)[[0, 100]].round(2).tolist()
    [0.88, 0.22]
    """
    # Two more records, one found and one not, so that a list of ten is never sure that all are found.
    found = np.append(found, (1.0, 0.0))
    mean = float(found.mean())
    marks = np.vstack([known.marks - known.marks.mean(axis=0), np.zeros((2, known.marks.shape[1]))])
    design = np.column_stack([np.ones(len(found)), marks])
    prior = np.full(design.shape[1], _RIDGE)
    prior[0] = 0.0
    factors = np.zeros(design.shape[1])
    factors[0] = np.log(mean / (1 - mean))
    for _ in range(_STEPS):
        rate = 1 / (1 + np.exp(-design @ factors))
        slope = design.T @ (found - rate) - prior * factors
        bend = (design * (rate * (1 - rate))[:, None]).T @ design + np.diag(prior + 1e-9)
        step = np.linalg.solve(bend, slope)
        factors = factors + step
        if np.abs(step).max() < 1e-8:
            break
    reached: NDArray[np.float64] = 1 / (1 + np.exp(-design[:-2] @ factors))
    return reached
