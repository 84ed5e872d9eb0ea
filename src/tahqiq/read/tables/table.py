"""What every table is, whatever its file format: columns, then numbered records of verbatim text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tahqiq.vocab.errors import BadInput

#: More columns than any real export has; a wider header is damage or malice.
MOST_COLUMNS = 2_000

#: Characters that no text can be stored with: NUL, and halves of a surrogate pair.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(slots=True)
class Row:
    """One data record, as it stands in the file.

    Attributes:
        record: 0-based, counting every record after the header; blank lines are none.
        line: the 1-based line (in a workbook: sheet row) on which the record begins.
        cells: verbatim text, one for each column; meaningless where ``fault`` is set.
        fault: why the row cannot be used as a whole; '' where it can.
    """

    record: int
    line: int
    cells: list[str]
    fault: str = ""


class Table(Protocol):
    """An open table, read once from beginning to end."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's names, in order, without surrounding blanks."""

    def rows(self) -> Iterator[Row]:
        """Every record in order.

        Raises:
            BadInput: the file is damaged in a way that makes what follows unreadable.
        """


def checked_header(names: Iterable[str], *, file: str) -> tuple[str, ...]:
    """The header's names, stripped; empty names may repeat, others may not.

    Raises:
        BadInput: no column at all, too many, unusable characters, or names that occur twice (listed).
    """
    columns = tuple(name.strip() for name in names)
    if not any(columns):
        raise BadInput("the file is empty: it has no header", file=file)
    if fault := text_fault("".join(columns)):
        raise BadInput(f"the header cannot be used: {fault}", file=file, row=1)
    if len(columns) > MOST_COLUMNS:
        raise BadInput(f"the header has {len(columns)} columns; {MOST_COLUMNS} is the most", file=file, row=1)
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise BadInput(f"columns occur twice: {', '.join(twice)}", file=file, row=1, remedy="rename them")
    return columns


def named_by(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of columns whose header fills one or several rows.

    In all rows but the last a cell stands for those to its right that are empty, as merged cells do.
    A column without a name is called by its place, and a name met before is numbered.

    >>> named_by([["Person", "", "Harm"], ["Name", "Age", ""]])
    ('Person / Name', 'Person / Age', 'Harm')
    >>> named_by([["Name", "", "Name"]])
    ('Name', 'column 2', 'Name (2)')
    """
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows, 1):
        carried = ""
        for at in range(width):
            cell = " ".join(row[at].split()) if at < len(row) else ""
            carried = cell or (carried if number < len(rows) else "")
            if carried and carried not in parts[at]:
                parts[at].append(carried)
    names: list[str] = []
    for at, each in enumerate(parts, 1):
        name = " / ".join(each).replace("!", " ") or f"column {at}"
        times = 1 + sum(known == name or known.startswith(f"{name} (") for known in names)
        names.append(name if times == 1 else f"{name} ({times})")
    return tuple(names)


def index_of(columns: Sequence[str], wanted: Iterable[str], *, file: str) -> dict[str, int]:
    """Where each wanted column stands.

    Raises:
        BadInput: columns that are not there, all of them listed.
    """
    places = {name: position for position, name in enumerate(columns)}
    missing = [name for name in wanted if name not in places]
    if missing:
        raise BadInput(f"columns are missing: {', '.join(missing)}", file=file, row=1)
    return places


def width_fault(width: int, columns: int) -> str:
    """Why a row of this many cells does not fit the header; '' if it does."""
    return "" if width == columns else f"it has {width} cells where the header has {columns}"


def text_fault(text: str) -> str:
    """Why a text cannot be kept as it stands; '' if it can."""
    found = _UNSTORABLE.search(text)
    if found is None:
        return ""
    return (
        "it contains a NUL character"
        if found[0] == "\0"
        else "it contains half a character (a lone surrogate)"
    )
