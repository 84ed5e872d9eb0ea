"""Where the header of a table stands: below titles, in one row or several."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.tables.people_words import people_words, plain

#: How far down a header is looked for, and how many rows it may fill.
_DEPTH, _MOST_ROWS = 30, 3
#: No column is called by more characters.
_LONGEST = 60

Rows = Sequence[Sequence[str]]


def role_of(name: str) -> str:
    """The role that the name of a column tells, '' where none; the longest wording in it decides.

    >>> role_of("Age (years)"), role_of("اسم الشهيد"), role_of("Victim / First name"), role_of("Shoe")
    ('age', 'name_ar', 'given', '')
    """
    known = people_words().headers
    whole = plain(name)
    if whole in known:
        return known[whole]
    best = ""
    for part in [*reversed([plain(each) for each in name.split(" / ")]), whole]:
        if part in known:
            return known[part]
        padded = f" {part} "
        inside = max((each for each in known if f" {each} " in padded), key=len, default="")
        best = max(best, inside, key=len)
    return known.get(best, "")


def header_rows(rows: Rows) -> tuple[int, ...]:
    """The rows of the header, counted from 1; () where none is recognised.

    The row with most names of columns, the rows below it that name more, and a row above it whose
    cells stand over several columns.

    >>> header_rows([["List of the dead", ""], ["", ""], ["Name", "Age"], ["Sara Example", "4"]])
    (3,)
    """
    told = [_told(row) for row in rows[:_DEPTH]]
    best = max(range(len(told)), key=lambda at: told[at], default=None)
    if best is None or told[best] < 2:
        return ()
    first = last = best
    while last + 1 < len(rows) and last - first + 1 < _MOST_ROWS and _goes_on(rows, last):
        last += 1
    if first > 0 and last - first + 1 < _MOST_ROWS and _groups(rows[first - 1], rows[first]):
        first -= 1
    return tuple(range(first + 1, last + 2))


def _told(row: Sequence[str]) -> int:
    """How many cells of a row are names of columns."""
    short = (cell for cell in row if 0 < len(cell.strip()) <= _LONGEST and not _figures(cell))
    return sum(bool(role_of(cell)) for cell in short)


def _figures(cell: str) -> bool:
    return any(each.isdigit() for each in cell)


def _goes_on(rows: Rows, last: int) -> bool:
    """Whether the next row names columns too, and holds nothing that a person's row would."""
    following = [cell.strip() for cell in rows[last + 1]]
    filled = [cell for cell in following if cell]
    if not filled or any(_figures(cell) or len(cell) > _LONGEST for cell in filled):
        return False
    return _told(following) >= max(1, (len(filled) + 1) // 2) and all(
        not above or not below or role_of(below) for above, below in zip(rows[last], following, strict=False)
    )


def _groups(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row stands over groups of columns: several names, each over columns that have one."""
    filled = [at for at, cell in enumerate(above) if cell.strip()]
    width = sum(bool(cell.strip()) for cell in row)
    short = all(len(above[at].strip()) <= _LONGEST and not _figures(above[at]) for at in filled)
    return 2 <= len(filled) < width and short and all(at < len(row) for at in filled)
