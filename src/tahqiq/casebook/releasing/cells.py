"""Quotes of cells as they may leave: what is withheld of a record does not leave by the cell it came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tahqiq.read.tables.quotes import WAY_MARK


def without(
    columns: Sequence[str], quote: str, withheld: Collection[str]
) -> tuple[tuple[str, ...], str | None]:
    r"""The columns and the quote that are left: still verbatim cells, a line each.

    Args:
        columns: as the locator has them, perhaps with the sheet or encoding before their own name.
        quote: their cells.
        withheld: fields that do not leave; columns are called as the fields they fill.

    Returns:
        No quote where a cell of several lines leaves nobody able to say which line is which cell.

    >>> without(("name_ar", "pregnant", "age"), "هدى\nyes\n31", {"pregnant"})
    (('name_ar', 'age'), 'هدى\n31')
    >>> without(("name_ar", "pregnant"), "هدى\nof Raqqa\nyes", {"pregnant"})
    (('name_ar',), None)
    """
    kept = [at for at, column in enumerate(columns) if column.rpartition(WAY_MARK)[2] not in withheld]
    if len(kept) == len(columns):
        return tuple(columns), quote
    left, lines = tuple(columns[at] for at in kept), quote.split("\n")
    if len(lines) != len(columns) or not left:
        return left, None
    return left, "\n".join(lines[at] for at in kept)
