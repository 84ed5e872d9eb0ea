"""One data record under interpretation: its cells by name, and what could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from tahqiq.read.tables.table import Row
from tahqiq.vocab.claims import Locator
from tahqiq.vocab.imports import At, Evidence, Problem

T = TypeVar("T")
Action = Literal["refused", "repaired"]

#: How much of a cell a problem repeats.
SHOWN = 200


class Record:
    """A row whose cells are asked for by column.

    Attributes:
        at: file, 0-based record (counted on over the tables of one file), and line.
        problems: cells refused or repaired so far, in the order they were met.
    """

    __slots__ = ("_cells", "_places", "_prefix", "_record", "_sha256", "at", "problems")

    def __init__(
        self,
        row: Row,
        places: Mapping[str, int],
        *,
        file: str,
        sha256: str,
        prefix: str = "",
        offset: int = 0,
    ) -> None:
        self._cells, self._places = row.cells, places
        self._sha256, self._prefix, self._record = sha256, prefix, row.record
        self.at = At(file=file, record=row.record + offset, line=row.line)
        self.problems: list[Problem] = []

    def __getitem__(self, column: str) -> str:
        """The verbatim cell."""
        return self._cells[self._places[column]]

    def text(self, column: str) -> str:
        """The cell without surrounding blanks; '' for a column that was not mapped."""
        return self._cells[self._places[column]].strip() if column else ""

    def value(self, column: str, parse: Callable[[str], T]) -> T | None:
        """The parsed cell; None where it is empty, or refused with the parser's reason."""
        text = self._cells[self._places[column]]
        if not text or text.isspace():
            return None
        try:
            return parse(text)
        except ValueError as error:
            self.refuse(column, str(error))
            return None

    def refuse(self, column: str, problem: str) -> None:
        """Notes that a cell was left out."""
        self._note(column, problem, "refused")

    def repair(self, column: str, problem: str) -> None:
        """Notes that a cell was taken in the way the problem says."""
        self._note(column, problem, "repaired")

    def locator(self, columns: Sequence[str]) -> Locator:
        """Where the cells of these columns stand."""
        named = [self._prefix + name for name in columns] if self._prefix else columns
        return Locator(kind="cells", record=self._record, columns=tuple(named))

    def quote(self, columns: Sequence[str]) -> str:
        """The verbatim cells, a line each."""
        cells, places = self._cells, self._places
        return "\n".join([cells[places[name]] for name in columns])

    def evidence(self, columns: Sequence[str]) -> Evidence:
        """The verbatim cells with their place."""
        return Evidence(text_sha256=self._sha256, locator=self.locator(columns), quote=self.quote(columns))

    def filled(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Those of the columns whose cells hold something."""
        cells, places = self._cells, self._places
        return tuple([name for name in columns if cells[places[name]]])

    @property
    def cells(self) -> list[str]:
        """Every cell of the row, verbatim."""
        return self._cells

    @property
    def sha256(self) -> str:
        """The sealed file this record stands in."""
        return self._sha256

    def _note(self, column: str, problem: str, action: Action) -> None:
        value = self._cells[self._places[column]][:SHOWN] if column else ""
        self.problems.append(problem_at(self.at, column, value, problem, action))


def problem_at(at: At, column: str, value: str, problem: str, action: Action = "refused") -> Problem:
    """A problem at a place."""
    return Problem(at=at, row=at.line, column=column, value=value[:SHOWN], problem=problem, action=action)
