"""Capture histories: which people stand on which lists, and how many have each pattern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tahqiq.vocab.errors import BadInput

#: More lists than this make tables of histories larger than any documented toll (2**16 cells).
MOST_LISTS = 16


def _no_cells() -> NDArray[np.uint8]:
    return np.zeros((0, 0), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class CaptureTable:
    """People cross-classified by the lists that hold them.

    Only histories that somebody has are kept: sorted, each once, with a count above zero. Make one with
    ``from_counts`` or ``from_dense``, which check.

    Attributes:
        lists: names of the k lists, in the order of the file.
        cells: (m, k) zeros and ones, a row a history, in lexicographic order, none all zero.
        counts: (m,) how many people have each history, all above zero.
        impossible: (z, k) structural zeros: histories that nobody can have, though the lists would allow it.
    """

    lists: tuple[str, ...]
    cells: NDArray[np.uint8]
    counts: NDArray[np.int64]
    impossible: NDArray[np.uint8] = field(default_factory=_no_cells)

    @property
    def k(self) -> int:
        """How many lists there are."""
        return len(self.lists)

    @property
    def documented(self) -> int:
        """How many people stand on at least one list."""
        return int(self.counts.sum())

    @property
    def sizes(self) -> NDArray[np.int64]:
        """(k,) how many people each list holds."""
        sizes: NDArray[np.int64] = self.counts @ self.cells.astype(np.int64)
        return sizes

    @property
    def overlaps(self) -> NDArray[np.int64]:
        """(k, k) how many people each two lists share; the diagonal holds the lists' own sizes."""
        cells = self.cells.astype(np.int64)
        shared: NDArray[np.int64] = (cells * self.counts[:, None]).T @ cells
        return shared

    @classmethod
    def from_counts(
        cls, lists: Iterable[str], cells: ArrayLike, counts: ArrayLike, impossible: ArrayLike = ()
    ) -> Self:
        """A table from histories and their counts, in any order; histories counted zero fall away.

        Args:
            lists: one name for each list.
            cells: (m, k) zeros and ones.
            counts: (m,) whole numbers.
            impossible: (z, k) structural zeros.

        Raises:
            BadInput: names repeat or are too many, a cell is no 0 or 1, a history repeats, is all zero or
                is impossible and yet counted, or a count is no whole number above or at zero.

        >>> table = CaptureTable.from_counts("AB", [[1, 1], [0, 1], [1, 0]], [3, 5, 4])
        >>> table.documented, table.cells.tolist(), table.counts.tolist()
        (12, [[0, 1], [1, 0], [1, 1]], [5, 4, 3])
        """
        names = _checked_names(lists)
        rows, numbers = _checked_cells(cells, len(names)), _checked_counts(counts)
        zeros = _checked_cells(impossible, len(names))
        if len(rows) != len(numbers):
            raise BadInput(f"{len(rows)} histories, but {len(numbers)} counts")
        if len(rows) and not rows.any(axis=1).all():
            raise BadInput(
                "a history of only zeros is counted", remedy="leave out people who stand on no list"
            )
        _refuse_repeats(rows)
        if len(zeros) and not zeros.any(axis=1).all():
            raise BadInput("to be on no list cannot be declared impossible")
        rows, numbers = rows[numbers > 0], numbers[numbers > 0]
        index, barred = _bits(rows), np.unique(_bits(zeros))
        if np.isin(index, barred).any():
            clash = rows[int(np.flatnonzero(np.isin(index, barred))[0])]
            raise BadInput(f"history {_written(clash)} is declared impossible, yet people have it")
        order = np.argsort(index)
        return cls(names, rows[order], numbers[order], _unpacked(barred, len(names)))

    @classmethod
    def from_dense(cls, lists: Iterable[str], vector: ArrayLike, impossible: ArrayLike = ()) -> Self:
        """A table from all 2**k counts; the first, for people on no list, must be 0.

        >>> CaptureTable.from_dense("AB", [0, 5, 4, 3]).counts.tolist()
        [5, 4, 3]
        """
        names = _checked_names(lists)
        numbers = _checked_counts(vector)
        if len(numbers) != 2 ** len(names) or numbers[0] != 0:
            raise BadInput(
                f"{len(names)} lists make {2 ** len(names)} counts, of which the first is 0 "
                f"(people on no list); got {len(numbers)}"
            )
        held = np.flatnonzero(numbers)
        return cls.from_counts(names, _unpacked(held, len(names)), numbers[held], impossible)

    def dense(self) -> NDArray[np.int64]:
        """(2**k,) all counts; the index is the history read as bits, the first list most significant.

        Index 0, people on no list, holds 0.

        >>> CaptureTable.from_counts("AB", [[1, 1], [0, 1]], [3, 5]).dense().tolist()
        [0, 5, 0, 3]
        """
        vector = np.zeros(2**self.k, dtype=np.int64)
        vector[_bits(self.cells)] = self.counts
        return vector

    def possible(self) -> NDArray[np.bool_]:
        """(2**k,) which histories a documented person could have: all but index 0 and ``impossible``."""
        mask = np.ones(2**self.k, dtype=np.bool_)
        mask[0] = False
        mask[_bits(self.impossible)] = False
        return mask

    def keep(self, lists: Sequence[str]) -> CaptureTable:
        """The same people over fewer lists; those who stand on none of them drop out.

        A history stays impossible where every history that it is made of was.

        Raises:
            BadInput: a list is not in the table.

        >>> CaptureTable.from_counts("ABC", [[1, 1, 0], [1, 1, 1], [0, 0, 1]], [3, 5, 9]).keep("AB").counts
        array([8])
        """
        names = _checked_names(lists)
        unknown = [name for name in names if name not in self.lists]
        if unknown:
            raise BadInput(f"no list {unknown[0]!r}", remedy=f"the lists are {', '.join(self.lists)}")
        columns = [self.lists.index(name) for name in names]
        folded = np.zeros(2 ** len(names), dtype=np.int64)
        np.add.at(folded, _bits(self.cells[:, columns]), self.counts)
        folded[0] = 0
        return CaptureTable.from_dense(names, folded, self._still_impossible(columns))

    def _still_impossible(self, columns: list[int]) -> NDArray[np.uint8]:
        if not len(self.impossible):
            return self.impossible[:, : len(columns)]
        merged = _bits(self.impossible[:, columns])
        folded, times = np.unique(merged, return_counts=True)
        barred = folded[times == 2 ** (self.k - len(columns))]
        return _unpacked(barred, len(columns))

    def without(self, name: str) -> CaptureTable:
        """The same people over all lists but one."""
        if name not in self.lists:
            raise BadInput(f"no list {name!r}", remedy=f"the lists are {', '.join(self.lists)}")
        return self.keep([each for each in self.lists if each != name])


def histories(k: int) -> NDArray[np.uint8]:
    """(2**k, k) every history of k lists in dense order, the first (all zero) for people on none.

    >>> histories(2).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    return _unpacked(np.arange(2**k), k)


def _bits(cells: NDArray[np.uint8]) -> NDArray[np.int64]:
    """(m,) each history as a number, the first list most significant."""
    k = cells.shape[1]
    numbers: NDArray[np.int64] = cells.astype(np.int64) @ (1 << np.arange(k - 1, -1, -1, dtype=np.int64))
    return numbers


def _unpacked(numbers: NDArray[np.int64], k: int) -> NDArray[np.uint8]:
    """The inverse of ``_bits``."""
    shifts = np.arange(k - 1, -1, -1, dtype=np.int64)
    return ((numbers[:, None] >> shifts) & 1).astype(np.uint8)


def _written(history: NDArray[np.uint8]) -> str:
    return "".join(str(int(mark)) for mark in history)


def _checked_names(lists: Iterable[str]) -> tuple[str, ...]:
    names = tuple(lists)
    if not 1 <= len(names) <= MOST_LISTS:
        raise BadInput(f"{len(names)} lists", remedy=f"give one to {MOST_LISTS}")
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise BadInput(f"list {repeated[0]!r} is named twice")
    return names


def _checked_cells(cells: ArrayLike, k: int) -> NDArray[np.uint8]:
    marks = np.asarray(cells)
    if marks.size == 0:
        return np.zeros((0, k), dtype=np.uint8)
    if marks.ndim != 2 or marks.shape[1] != k:
        raise BadInput(f"histories of {k} lists need {k} marks each")
    if not np.isin(marks, (0, 1)).all():
        raise BadInput("a history holds something else than 0 and 1")
    return marks.astype(np.uint8)


def _checked_counts(counts: ArrayLike) -> NDArray[np.int64]:
    numbers = np.asarray(counts)
    if numbers.size == 0:
        return np.zeros(0, dtype=np.int64)
    if numbers.dtype.kind not in "iufb" or numbers.ndim != 1:
        raise BadInput("counts are whole numbers in one row")
    whole = numbers.astype(np.int64) if np.all(np.abs(numbers) < 2**53) else None
    if whole is None or (whole != numbers).any() or (whole < 0).any():
        raise BadInput("a count is negative, broken or too large", remedy="counts are whole numbers from 0")
    return whole


def _refuse_repeats(rows: NDArray[np.uint8]) -> None:
    numbers, times = np.unique(_bits(rows), return_counts=True)
    if (times > 1).any():
        twice = _unpacked(numbers[times > 1][:1], rows.shape[1])[0]
        raise BadInput(f"history {_written(twice)} appears twice", remedy="add its counts up in one row")
