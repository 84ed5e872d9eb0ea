"""What can go wrong, and with which exit code a command ends.

    TahqiqError
    ├── BadInput          2  a file, option or value the user can mend
    ├── CheckFailed       1  a check ran to its end and found faults
    ├── Refusal           3  the data cannot answer; saying so is the answer
    └── NotPermitted      2  this actor may not do that

Rooms derive their own trees from these; anything else that escapes is our bug (70).
"""

from __future__ import annotations


class TahqiqError(Exception):
    """The root of every error Tahqiq raises on purpose."""

    exit_code = 70


class CheckFailed(TahqiqError):
    """A check ran to its end and found faults."""

    exit_code = 1


class Refusal(TahqiqError):
    """The data cannot support an answer."""

    exit_code = 3


class NotPermitted(TahqiqError):
    """The actor may not take this action."""

    exit_code = 2


class BadInput(TahqiqError):
    """Something the user gave cannot be used; nothing was written.

    Args:
        problem: what is wrong, in plain words.
        file: the file concerned, as the user named it.
        row: the 1-based line or data record a person would count to.
        column: the column's name.
        remedy: what to do about it.
    """

    exit_code = 2

    def __init__(
        self,
        problem: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.problem, self.file, self.row, self.column, self.remedy = (
            problem,
            file,
            row,
            column,
            remedy,
        )
        super().__init__(self.line())

    def line(self) -> str:
        """One line: where, what, what to do."""
        places = [self.file]
        places += [f"row {self.row}"] if self.row is not None else []
        places += [f"column {self.column}"] if self.column is not None else []
        where = ", ".join(place for place in places if place is not None)
        said = f"{where}: {self.problem}" if where else self.problem
        said = f"{said} ({self.remedy})" if self.remedy else said
        return " ".join(said.split())
