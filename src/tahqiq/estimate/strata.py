"""People of one kind: what a file says of each stratum, whatever the shape of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.declared import impossible_cells
from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput

#: The stratum of people of whom the column that divides them says nothing.
UNKNOWN = "unknown"
#: Between the values of several columns in the name of a stratum.
JOINER = "/"


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """Documented people of one stratum one by one, in file order.

    Attributes:
        marks: (n, k) zeros and ones, the lists of the stratum's tables.
        columns: covariate → (n,) cells as written.
    """

    marks: NDArray[np.uint8]
    columns: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReadStratum:
    """People of one kind, as read.

    Attributes:
        name: its values joined with '/', '' where people are not divided.
        tables: one, or one for each sampled clustering.
        unnamed: dead without an identity in the file, on no list and in no figure.
        not_covering: lists declared not to cover it; they are not in its tables.
        empty: lists that hold nobody in it, though they are not declared so.
        persons: one by one, where covariates were asked for.
    """

    name: str
    tables: tuple[CaptureTable, ...]
    unnamed: int = 0
    not_covering: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    persons: Persons | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """All that a file says.

    Attributes:
        lists: the lists, in the order of the file.
        by: the columns that divide people into strata.
        strata: by name, people of unknown kind last.
        notes: what a reader should know of how the file was taken.
    """

    lists: tuple[str, ...]
    by: tuple[str, ...]
    strata: tuple[ReadStratum, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """What the user adds to the file; see ``declared`` for how each is written.

    Attributes:
        impossible: histories that nobody can have.
        not_covering: lists that did not cover a stratum.
    """

    impossible: Sequence[str] = ()
    not_covering: Sequence[str] = ()


def make_table(
    lists: Sequence[str],
    counts: Mapping[tuple[str, ...], int],
    *,
    barred: Sequence[Mapping[str, int]] = (),
    absent: frozenset[str] = frozenset(),
    stratum: str = "",
) -> CaptureTable:
    """One capture table from histories written as '0' and '1'.

    Args:
        lists: all lists.
        counts: history → people.
        barred: structural zeros, as ``read_impossible`` gives them.
        absent: lists that did not cover the people; they leave the table.
        stratum: its name, for messages.

    Raises:
        BadInput: a list declared not to cover the stratum holds people in it, no list is left, or people
            have a history declared impossible.

    >>> make_table("ABC", {("1", "1", "0"): 4, ("1", "0", "0"): 9}, absent=frozenset("C")).lists
    ('A', 'B')
    """
    for place, name in enumerate(lists):
        people = sum(count for history, count in counts.items() if history[place] == "1")
        if name in absent and people:
            raise BadInput(
                f"list {name} is declared not to cover {stratum!r}, yet holds {people} people there",
                remedy="mend the declaration or the list",
            )
    kept = [place for place, name in enumerate(lists) if name not in absent]
    if not kept:
        raise BadInput(f"no list is left to cover {stratum!r}")
    names = [lists[place] for place in kept]
    cells = [[int(history[place]) for place in kept] for history in counts]
    zeros = impossible_cells(barred, names, absent=absent)
    return CaptureTable.from_counts(names, cells, list(counts.values()), zeros)


def narrowed(reading: Reading, lists: Sequence[str]) -> Reading:
    """The same people over some of the lists; who is on none of them drops out.

    >>> table = CaptureTable.from_counts("ABC", [[1, 1, 0], [0, 0, 1]], [4, 9])
    >>> whole = Reading(lists=tuple("ABC"), by=(), strata=(ReadStratum(name="", tables=(table,)),))
    >>> narrowed(whole, "AB").strata[0].tables[0].documented
    4
    """
    strata = tuple(_narrowed(stratum, lists) for stratum in reading.strata)
    return replace(reading, lists=tuple(lists), strata=strata)


def _narrowed(stratum: ReadStratum, lists: Sequence[str]) -> ReadStratum:
    held = stratum.tables[0].lists
    kept = [name for name in lists if name in held]
    if not kept:
        raise BadInput(f"no list is left to cover {stratum.name!r}")
    tables = tuple(table.keep(kept) for table in stratum.tables)
    persons = stratum.persons
    if persons is not None:
        marks = persons.marks[:, [held.index(name) for name in kept]]
        listed = np.flatnonzero(marks.any(axis=1)).tolist()
        columns = {name: [cells[place] for place in listed] for name, cells in persons.columns.items()}
        persons = Persons(marks[listed], columns)
    return replace(
        stratum,
        tables=tables,
        not_covering=tuple(name for name in stratum.not_covering if name in lists),
        empty=empty_lists(tables[0]),
        persons=persons,
    )


def empty_lists(table: CaptureTable) -> tuple[str, ...]:
    """Lists of a table that hold nobody.

    >>> empty_lists(CaptureTable.from_counts("AB", [[1, 0]], [3]))
    ('B',)
    """
    return tuple(name for name, size in zip(table.lists, table.sizes, strict=True) if size == 0)


def unknown_last(values: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """The order of strata: by value, those of unknown kind last.

    >>> sorted([("unknown",), ("west",), ("east",)], key=unknown_last)
    [('east',), ('west',), ('unknown',)]
    """
    return tuple((value == UNKNOWN, value) for value in values)
