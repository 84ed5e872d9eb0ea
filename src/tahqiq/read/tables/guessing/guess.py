"""The guess: sheets, header, and which column says what, with a confidence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tahqiq.language.dates import parse_date
from tahqiq.read.tables.csvfile import first_rows
from tahqiq.read.tables.dataset import existing
from tahqiq.read.tables.guessing.contents import family_first, shares, years
from tahqiq.read.tables.guessing.header import header_rows, role_of
from tahqiq.read.tables.guessing.spelling import mapping_text
from tahqiq.read.tables.people import left_out
from tahqiq.read.tables.quotes import is_workbook
from tahqiq.read.tables.table import named_by
from tahqiq.vocab.errors import BadInput

#: Rows read of each sheet, and cells shown of each column.
MOST_ROWS, SHOWN = 400, 3
#: Roles that one column alone may have.
_SINGLE = (
    "id", "incident", "name", "name_ar", "given", "father", "grandfather", "family_name", "mother",
    "family", "sex", "age", "birth", "date", "place", "status", "source", "note",
)  # fmt: skip
#: Below this a column is left without a role.
_LEAST = 0.35
#: What the words of a header weigh, and what its cells do; cells alone convince less.
_HEADER, _CELLS, _ALONE = 0.65, 0.35, 0.6
#: What is left of a role told by cells alone where the header names another.
_BESIDE = 0.5
#: What cells are worth that may hold anything, and below which share they belie the header.
_FREE, _DOUBTFUL = 0.7, 0.2
#: Roles whose cells have no look of their own.
_ANYTHING = frozenset({"note", "source", "place", "id", "status"})
#: Roles of columns that hold a name or a part of one.
_NAMES = frozenset({"name", "name_ar", "given", "father", "grandfather", "family_name"})
#: Roles that cells alone never tell.
_WORDED = frozenset(
    {"incident", "given", "father", "grandfather", "family_name", "mother", "family", "birth"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedColumn:
    """A column: its name, the role guessed for it ('' for none), how sure, and some of its cells."""

    name: str
    role: str
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A layout to be confirmed.

    Attributes:
        file: the table. ``sheets``: those that are read; empty for a CSV file.
        header: rows of the header, counted from 1.
        columns: in the order of the table.
        family_first: names are written 'family, given'.
        sheet_days: every sheet is called by a day.
        people: rows of the sample that may be a person; ``left_out``: those that are none, with why.
        toml: the mapping file to confirm (format: mapping/2).
    """

    file: str
    sheets: tuple[str, ...]
    header: tuple[int, ...]
    columns: tuple[GuessedColumn, ...]
    family_first: bool
    sheet_days: bool
    people: int
    left_out: tuple[tuple[int, str], ...]
    toml: str = field(repr=False, default="")


def guess(path: Path, *, source: str, name: str, encoding: str = "") -> Guess:
    """Guesses how a list of people is laid out.

    Args:
        path: a CSV file or workbook.
        source: slug of whose list it is. ``name``: what readers see of it.
        encoding: of a CSV file that is neither UTF-8 nor UTF-16.

    Raises:
        BadInput: it cannot be read, or no row of it looks like the header of a list of people.
    """
    sheets, tables = first_tables(existing(path), encoding)
    header = header_rows(tables[0])
    if not header:
        problem = "no row looks like the header of a list of people"
        remedy = "write a mapping by hand and name the header's row in [table] header"
        raise BadInput(problem, file=path.name, remedy=remedy)
    names = column_names(tables[0], header)
    alike = [at for at, rows in enumerate(tables) if column_names(rows, header) == names]
    below = [row for at in alike for row in tables[at][header[-1] :] if any(cell.strip() for cell in row)]
    body = [row for row in below if not left_out(row, "-")]
    columns = _columns(names, body)
    used = tuple(sheets[at] for at in alike) if sheets else ()
    out = tuple(_left_out(tables[0], header, columns))
    made = Guess(
        file=path.name,
        sheets=used,
        header=header,
        columns=columns,
        family_first=_turned(columns, names, body),
        sheet_days=len(used) > 1 and all(parse_date(sheet) is not None for sheet in used),
        people=sum(not left_out(row, _name_in(row, columns)) for row in body),
        left_out=out,
    )
    return _with_text(made, source, name, encoding)


def _with_text(made: Guess, source: str, name: str, encoding: str) -> Guess:
    return Guess(
        **{each: getattr(made, each) for each in Guess.__slots__ if each != "toml"},
        toml=mapping_text(made, source=source, name=name, encoding=encoding),
    )


def first_tables(path: Path, encoding: str) -> tuple[tuple[str, ...], list[list[list[str]]]]:
    """The names of the sheets, and the first rows of each; one table without a name for CSV.

    Raises:
        BadInput: the file cannot be read.
    """
    with path.open("rb") as stream:
        if not is_workbook(stream):
            return (), [first_rows(stream, file=path.name, encoding=encoding, most=MOST_ROWS)]
        from tahqiq.read.tables.xlsxfile import XlsxTable, sheets_of  # openpyxl is slow to import

        sheets = sheets_of(stream, file=path.name)
        tables = []
        for sheet in sheets:
            stream.seek(0)
            tables.append(XlsxTable.rows_at_hand(stream, file=path.name, sheet=sheet, most=MOST_ROWS))
        return sheets, tables


def column_names(rows: Sequence[Sequence[str]], header: tuple[int, ...]) -> tuple[str, ...]:
    """The names of the columns under a header, whose rows are counted from 1."""
    return named_by([_trimmed(row) for row in rows[header[0] - 1 : header[-1]]])


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _columns(names: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[GuessedColumn, ...]:
    """Every column with its role: the surest first, each single role once."""
    cells = [[row[at] for row in body if at < len(row)] for at in range(len(names))]
    scores = [_scores(name, column) for name, column in zip(names, cells, strict=True)]
    ranked = sorted(
        ((score, at, role) for at, each in enumerate(scores) for role, score in each.items()),
        key=lambda one: (-one[0], one[1], _SINGLE.index(one[2])),
    )
    chosen: dict[int, tuple[str, float]] = {}
    for score, at, role in ranked:
        if score >= _LEAST and at not in chosen and role not in {known for known, _ in chosen.values()}:
            chosen[at] = (role, round(min(score, 1.0), 2))
    _tell_birth_from_date(chosen, cells)
    return tuple(
        GuessedColumn(
            name=name,
            role=chosen.get(at, ("", 0.0))[0],
            confidence=chosen.get(at, ("", 0.0))[1],
            samples=tuple(dict.fromkeys(cell.strip() for cell in cells[at] if cell.strip()))[:SHOWN],
        )
        for at, name in enumerate(names)
    )


def _scores(name: str, cells: Sequence[str]) -> dict[str, float]:
    """How well each role suits a column, from 0 to 1."""
    worded, held = role_of(name), shares(cells)
    scores = {role: _ALONE * share for role, share in held.items() if role not in _WORDED}
    if worded:
        scores = {role: score * _BESIDE for role, score in scores.items()}
        # An Arabic header over Latin names, or the other way round: the cells decide the script.
        if worded in {"name", "name_ar"} and held:
            worded = max(("name", "name_ar"), key=lambda role: (held[role], role == worded))
        share = max(held.get(worded, _FREE if held else 0.3), _FREE if worded in _ANYTHING else 0.0)
        scores[worded] = _HEADER + _CELLS * share if share > _DOUBTFUL else _HEADER * 0.6
    return scores


def _tell_birth_from_date(chosen: dict[int, tuple[str, float]], cells: Sequence[Sequence[str]]) -> None:
    """Of two columns of dates the one with the earlier years is of births."""
    found = {role: at for at, (role, _) in chosen.items() if role in {"date", "birth"}}
    if len(found) == 2:
        of_birth, of_death = years(cells[found["birth"]]), years(cells[found["date"]])
        if of_birth is not None and of_death is not None and of_birth > of_death:
            chosen[found["birth"]] = ("date", chosen[found["birth"]][1])
            chosen[found["date"]] = ("birth", chosen[found["date"]][1])


def _turned(columns: Sequence[GuessedColumn], names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    at = next((names.index(each.name) for each in columns if each.role in {"name", "name_ar"}), None)
    return at is not None and family_first([row[at] for row in body if at < len(row)])


def _name_in(row: Sequence[str], columns: Sequence[GuessedColumn]) -> str:
    """The cells of a row that hold a name or a part of one."""
    return "".join(cell for cell, each in zip(row, columns, strict=False) if each.role in _NAMES)


def _left_out(
    rows: Sequence[Sequence[str]], header: tuple[int, ...], columns: Sequence[GuessedColumn]
) -> list[tuple[int, str]]:
    """Rows of the first sheet that are no person, counted from 1, with why."""
    found = []
    for number, row in enumerate(rows[header[-1] :], header[-1] + 1):
        why = left_out(row, _name_in(row, columns)) if any(cell.strip() for cell in row) else ""
        found += [(number, why)] if why else []
    return found
