"""Does a model have a maximum-likelihood estimate on this table, and is it the only one?

The conditions of Fienberg & Rinaldo (2012, *Annals of Statistics* 40, 996-1023, sections 3 and 4), as
Chan, Silverman & Vincent (2021, *Journal of the American Statistical Association* 116, 1297-1306,
section 2) use them for lists that do not overlap:

1. A term of which nobody is an example (two lists without a common person) has the estimate minus
   infinity; it leaves the model, and the histories that contain it leave the table. What remains is
   the *extended* estimate.
2. In what remains the estimate exists when a table without zeros has the same margins: with the null
   space of the positive cells' design rows as columns of B (a row a zero cell), when some λ > 0 gives
   Bᵀλ = 0 (Stiemke's lemma). It is found by the simplex method.
3. It is unique when the design of the remaining cells has full rank.
"""

from __future__ import annotations

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.estimate.loglinear.subsets import Floats, Ints, Mask, supersets_of

#: The estimate exists, all terms finite.
EXISTS = 0
#: It exists once terms that nobody is an example of are set to minus infinity.
EXTENDED = 1
#: It does not exist: the likelihood still climbs while some terms run to infinity.
NO_ESTIMATE = 2
#: Many estimates fit equally well: the number of the unseen is not identified.
NOT_IDENTIFIED = 3

_TINY = 1e-9


@compiled
def reduce_model(counts: Floats, possible: Mask, terms: Ints) -> tuple[Mask, Mask]:
    """Which histories and which terms remain once the terms with an empty margin are gone."""
    margins = supersets_of(counts, possible)
    allowed, kept = possible.copy(), np.ones(terms.shape[0], dtype=np.bool_)
    for place in range(terms.shape[0]):
        if margins[terms[place]] > 0.0:
            continue
        kept[place] = False
        for history in range(allowed.shape[0]):
            if history & terms[place] == terms[place]:
                allowed[history] = False
    return allowed, kept


@compiled
def eliminate(rows: Floats) -> tuple[int, Ints]:
    """Brings a matrix to reduced row echelon form in place; gives its rank and pivot columns."""
    rank, pivots = 0, np.full(rows.shape[1], -1)
    for column in range(rows.shape[1]):
        best = rank
        for row in range(rank, rows.shape[0]):
            if abs(rows[row, column]) > abs(rows[best, column]):
                best = row
        if best >= rows.shape[0] or abs(rows[best, column]) < _TINY:
            continue
        for place in range(rows.shape[1]):
            held = rows[rank, place]
            rows[rank, place] = rows[best, place]
            rows[best, place] = held
        rows[rank] /= rows[rank, column]
        for row in range(rows.shape[0]):
            if row != rank and rows[row, column] != 0.0:
                rows[row] -= rows[row, column] * rows[rank]
        pivots[rank] = column
        rank += 1
        if rank == rows.shape[0]:
            break
    return rank, pivots


@compiled
def design(histories: Ints, terms: Ints) -> Floats:
    """A row a history, a column a term: 1 where the term lies within the history."""
    rows = np.zeros((histories.shape[0], terms.shape[0]))
    for row in range(histories.shape[0]):
        for column in range(terms.shape[0]):
            if histories[row] & terms[column] == terms[column]:
                rows[row, column] = 1.0
    return rows


@compiled
def null_space(rows: Floats, rank: int, pivots: Ints) -> Floats:
    """(p, p - rank) a basis of what a matrix in reduced row echelon form sends to zero."""
    p = rows.shape[1]
    basis = np.zeros((p, p - rank))
    free = 0
    is_pivot = np.zeros(p, dtype=np.bool_)
    for place in range(rank):
        is_pivot[pivots[place]] = True
    for column in range(p):
        if is_pivot[column]:
            continue
        basis[column, free] = 1.0
        for place in range(rank):
            basis[pivots[place], free] = -rows[place, column]
        free += 1
    return basis


@compiled
def pivot(table: Floats, leaving: int, entering: int) -> None:
    """One step of the simplex method: the entering column becomes a unit column, in place."""
    table[leaving] /= table[leaving, entering]
    for row in range(table.shape[0]):
        if row != leaving and table[row, entering] != 0.0:
            table[row] -= table[row, entering] * table[leaving]


@compiled
def leaving_row(table: Floats, basis: Ints, entering: int) -> int:
    """The row that bounds the entering column first, of equals the one Bland's rule names; -1 for none."""
    leaving, least = -1, np.inf
    for row in range(basis.shape[0]):
        if table[row, entering] <= _TINY:
            continue
        ratio = table[row, -1] / table[row, entering]
        ties = leaving >= 0 and abs(ratio - least) <= 1e-12
        if (ties and basis[row] < basis[leaving]) or (not ties and ratio < least):
            leaving, least = row, ratio
    return leaving


@compiled
def has_positive_kernel(matrix: Floats) -> bool:
    """Whether some λ > 0 gives matrixᵀ·λ = 0: phase one of the simplex method with Bland's rule.

    With λ = 1 + ν this asks for ν ≥ 0 with matrixᵀ·ν = -matrixᵀ·1.
    """
    columns, rows = matrix.shape
    table = np.zeros((rows + 1, columns + 1))
    table[:rows, :columns] = matrix.T
    for row in range(rows):
        table[row, columns] = -matrix[:, row].sum()
        if table[row, columns] < 0.0:
            table[row] *= -1.0
        table[rows] += table[row]
    basis = np.arange(columns, columns + rows)
    while True:
        rising = np.flatnonzero(table[rows, :columns] > _TINY)
        if rising.shape[0] == 0:
            return bool(table[rows, columns] < 1e-7)
        leaving = leaving_row(table, basis, rising[0])
        if leaving < 0:
            return False
        pivot(table, leaving, rising[0])
        basis[leaving] = rising[0]


@compiled
def standing(counts: Floats, allowed: Mask, kept: Mask, terms: Ints) -> int:
    """The standing of a reduced model: one of the four constants of this module.

    Args:
        counts: (2**k,) observed counts.
        allowed, kept: what ``reduce_model`` left.
        terms: (p,) all terms of the model.
    """
    held = terms[kept]
    found = EXISTS if held.shape[0] == terms.shape[0] else EXTENDED
    positive = np.flatnonzero(allowed & (counts > 0.0))
    rows = design(positive, held)
    rank, pivots = eliminate(rows)
    if rank == held.shape[0]:
        return found
    basis = null_space(rows, rank, pivots)
    away = design(np.flatnonzero(allowed & (counts == 0.0)), held) @ basis
    if not has_positive_kernel(away):
        return NO_ESTIMATE
    spare, _ = eliminate(away)
    return found if spare == basis.shape[1] else NOT_IDENTIFIED
