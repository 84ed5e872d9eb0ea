"""Rows folded into histories by stratum; nothing is kept of a row but what it adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tahqiq.csvrows import Row, Rows, cells_of
from tahqiq.estimate.declared import read_impossible, read_not_covering
from tahqiq.estimate.strata import (
    JOINER,
    UNKNOWN,
    Declarations,
    Persons,
    Reading,
    ReadStratum,
    empty_lists,
    make_table,
    unknown_last,
)
from tahqiq.vocab.errors import BadInput

#: No history of one stratum can have more people than this.
LARGEST_COUNT = 1_000_000_000
MARKS = frozenset({"0", "1"})


@dataclass(slots=True)
class _Kind:
    """What was read of one stratum so far."""

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    unnamed: int = 0
    cells: list[Row] = field(default_factory=list)


class Folded:
    """Histories and their counts, by stratum.

    Args:
        rows: the file.
        lists, by, covariates: names of its columns.
    """

    def __init__(
        self, rows: Rows, lists: tuple[str, ...], by: tuple[str, ...], covariates: tuple[str, ...]
    ) -> None:
        self.rows, self.lists, self.by, self.covariates = rows, lists, by, covariates
        self.places = [rows.column(name) for name in lists]
        self.by_places = [rows.column(name) for name in by]
        self.covariate_places = [rows.column(name) for name in covariates]
        self.kinds: dict[tuple[str, ...], _Kind] = {}
        self.notes: list[str] = []

    def add_histories(self, count_column: str, *, plain: bool) -> None:
        """Rows of a history and a count.

        Args:
            count_column: where the count stands.
            plain: the file has no column besides, so that a history may not appear twice.
        """
        place = self.rows.column(count_column)
        repeated = 0
        for number, row in self.rows.numbered():
            kind = self._kind(row[each] for each in self.by_places)
            history = tuple(self._mark(row, each, number) for each in self.places)
            if "1" not in history:
                raise self._on_no_list(number)
            if history in kind.counts:
                repeated += 1
                if plain:
                    raise BadInput(
                        f"history {''.join(history)} appears twice",
                        file=self.rows.file,
                        row=number,
                        remedy="add its counts up in one row",
                    )
            kind.counts[history] += self._count(row[place], number, count_column)
        if repeated:
            self.notes.append(f"histories told apart only by other columns were added up (rows: {repeated})")

    def _mark(self, row: Row, place: int, number: int) -> str:
        mark = row[place].strip()
        if mark not in MARKS:
            raise BadInput(
                f"{mark[:40]!r} is neither 0 nor 1" if mark else "neither 0 nor 1 is given",
                file=self.rows.file,
                row=number,
                column=self.rows.header[place],
                remedy="a list column holds 0 or 1",
            )
        return mark

    def _count(self, cell: str, number: int, column: str) -> int:
        text = cell.strip()
        if text.isdecimal() and len(text) <= 12 and int(text) <= LARGEST_COUNT:
            return int(text)
        return self._refuse_count(text, number, column)

    def _refuse_count(self, text: str, number: int, column: str) -> int:
        wrong = f"{text[:40]!r} is no whole number from 0" if text else "no count is given"
        if text.isdecimal():
            wrong = f"a count of {text[:40]} is above {LARGEST_COUNT:,}"
        raise BadInput(
            wrong, file=self.rows.file, row=number, column=column, remedy="counts are whole numbers of people"
        )

    def add_persons(self, id_column: str | None) -> None:
        """Rows of one person each."""
        place = None if id_column is None else self.rows.column(id_column)
        seen: set[str] = set()
        for chunk in self.rows.chunks():
            named = chunk if place is None else self._named(chunk, place, seen)
            self._fold(named)
        self._check_marks()

    def _named(self, chunk: list[Row], place: int, seen: set[str]) -> list[Row]:
        """The rows of people with an identity; the others are counted."""
        named = [row for row in chunk if row[place].strip()]
        for row in chunk if len(named) < len(chunk) else ():
            if not row[place].strip():
                self._kind(row[each] for each in self.by_places).unnamed += 1
        before = len(seen)
        seen.update(row[place].strip() for row in named)
        if len(seen) < before + len(named):
            raise self._appears_twice(place)
        return named

    def _appears_twice(self, place: int) -> BadInput:
        met: set[str] = set()

        def again(row: Row) -> bool:
            name, known = row[place].strip(), len(met)
            met.add(name)
            return bool(name) and len(met) == known

        return BadInput(
            "this person appears a second time",
            file=self.rows.file,
            row=self.rows.number_where(again),
            column=self.rows.header[place],
            remedy="one row a person: link the records first",
        )

    def _fold(self, chunk: list[Row]) -> None:
        if not chunk:
            return
        split = len(self.by_places)
        for key, times in Counter(cells_of(chunk, [*self.by_places, *self.places])).items():
            self._kind(key[:split]).counts[key[split:]] += times
        if self.covariates:
            for row in chunk:
                self._kind(row[each] for each in self.by_places).cells.append(row)

    def _check_marks(self) -> None:
        """Every distinct history is looked at once, however many rows have it."""
        for kind in self.kinds.values():
            for history in list(kind.counts):
                marks = tuple(mark.strip() for mark in history)
                for place, mark in zip(self.places, marks, strict=True):
                    if mark not in MARKS:
                        raise not_a_mark(self.rows, place)
                if "1" not in marks:
                    raise self._on_no_list(self.rows.number_where(self._is_empty))
                if marks != history:
                    kind.counts[marks] += kind.counts.pop(history)

    def _is_empty(self, row: Row) -> bool:
        return all(row[place].strip() == "0" for place in self.places)

    def _on_no_list(self, number: int | None) -> BadInput:
        return BadInput(
            "is on no list: every list column is 0",
            file=self.rows.file,
            row=number,
            remedy="leave out people whom no list holds; give the unnamed with --unnamed",
        )

    def _kind(self, cells: Iterable[str]) -> _Kind:
        values = tuple(cell.strip() or UNKNOWN for cell in cells)
        return self.kinds.setdefault(values, _Kind())

    def reading(self, declarations: Declarations) -> Reading:
        """Everything folded, with what the user declares of it."""
        if not self.kinds:
            raise BadInput("has a header and no rows", file=self.rows.file, remedy="give people or histories")
        named = {values: JOINER.join(values) for values in self.kinds}
        barred = read_impossible(declarations.impossible, self.lists)
        apart = read_not_covering(declarations.not_covering, self.lists)
        for stratum in apart:
            if stratum not in named.values():
                raise BadInput(f"no stratum {stratum!r}", file=self.rows.file, remedy=_some(named.values()))
        strata = [
            self._stratum(values, name, barred, apart.get(name, frozenset()))
            for values, name in sorted(named.items(), key=lambda each: unknown_last(each[0]))
        ]
        return Reading(lists=self.lists, by=self.by, strata=tuple(strata), notes=tuple(self.notes))

    def _stratum(
        self,
        values: tuple[str, ...],
        name: str,
        barred: Sequence[Mapping[str, int]],
        absent: frozenset[str],
    ) -> ReadStratum:
        kind = self.kinds[values]
        kept = [place for place, each in enumerate(self.lists) if each not in absent]
        table = make_table(self.lists, kind.counts, barred=barred, absent=absent, stratum=name)
        return ReadStratum(
            name=name,
            tables=(table,),
            unnamed=kind.unnamed,
            not_covering=tuple(each for each in self.lists if each in absent),
            empty=empty_lists(table),
            persons=self._persons(kind, kept) if self.covariates else None,
        )

    def _persons(self, kind: _Kind, kept: Sequence[int]) -> Persons:
        marks = [[int(row[self.places[each]]) for each in kept] for row in kind.cells]
        columns = {
            name: [row[place] for row in kind.cells]
            for name, place in zip(self.covariates, self.covariate_places, strict=True)
        }
        return Persons(np.array(marks, dtype=np.uint8).reshape(len(marks), len(kept)), columns)


def not_a_mark(rows: Rows, place: int, *, remedy: str = "a list column holds 0 or 1") -> BadInput:
    """The first cell of a list that is neither 0 nor 1."""
    number = rows.number_where(lambda row: row[place].strip() not in MARKS)
    cell = next((row[place].strip() for at, row in rows.numbered() if at == number), "")
    return BadInput(
        f"{cell[:40]!r} is neither 0 nor 1" if cell else "neither 0 nor 1 is given",
        file=rows.file,
        row=number,
        column=rows.header[place],
        remedy=remedy,
    )


def _some(names: Iterable[str]) -> str:
    shown = sorted(names)
    return f"the strata are {', '.join(shown[:8])}{' …' if len(shown) > 8 else ''}"
