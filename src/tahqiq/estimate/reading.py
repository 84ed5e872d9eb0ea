"""Lists as people keep them: a CSV file with a row a person, or a row a history and a count.

A column of zeros and ones is a list. Rows fold into one capture table a stratum; what does not fit is
refused with its row and column. Files of millions of rows stream through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tahqiq.csvrows import Rows
from tahqiq.estimate.folding import MARKS, Folded, not_a_mark
from tahqiq.estimate.histories import MOST_LISTS
from tahqiq.estimate.strata import Declarations, Reading, narrowed
from tahqiq.vocab.errors import BadInput


def read_lists(
    path: Path,
    *,
    lists: Sequence[str] = (),
    by: Sequence[str] = (),
    covariates: Sequence[str] = (),
    declarations: Declarations | None = None,
    count_column: str = "count",
    id_column: str = "id",
) -> Reading:
    """Reads a file of lists.

    Args:
        path: CSV; a row a history where it has the column ``count_column``, else a row a person.
        lists: the columns that are lists; without them, every column of zeros and ones but ``by`` and
            ``covariates``.
        by: the columns that divide people into strata; an empty cell is the value 'unknown'.
        covariates: columns to keep for each person.
        declarations: structural zeros, and lists that did not cover a stratum.
        count_column: the column of counts.
        id_column: in a row a person, a column whose empty cells mark the unnamed dead, and in which nobody
            may appear twice.

    Raises:
        BadInput: anything that makes no sense, with its row and column.
    """
    rows = Rows(path)
    counted = count_column in rows.header
    if counted and covariates:
        raise BadInput(
            "covariates need a row a person",
            file=rows.file,
            remedy=f"this file has a {count_column!r} column",
        )
    special = {*by, *covariates, count_column, id_column}
    names = tuple(lists) or _find_lists(rows, special)
    _check_names(rows, names, by, special)
    others = _other_lists(rows, {*names, *special})[: MOST_LISTS - len(names)] if lists else ()
    folded = Folded(rows, (*names, *others), tuple(by), tuple(covariates))
    if counted:
        folded.add_histories(count_column, plain=set(rows.header) <= {*names, *others, *special})
    else:
        folded.add_persons(id_column if id_column in rows.header else None)
    reading = folded.reading(declarations or Declarations())
    return narrowed(reading, names) if others else reading


def _other_lists(rows: Rows, special: set[str]) -> tuple[str, ...]:
    """Columns of zeros and ones beside the lists that were named: who is only on these drops out."""
    places = [place for place, name in enumerate(rows.header) if name not in special]
    for chunk in rows.chunks():
        columns = list(zip(*chunk, strict=True))
        places = [place for place in places if all(cell.strip() in MARKS for cell in set(columns[place]))]
    return tuple(rows.header[place] for place in places)


def _find_lists(rows: Rows, special: set[str]) -> tuple[str, ...]:
    """The columns of zeros and ones; one that is nearly so is an error rather than no list."""
    places = [place for place, name in enumerate(rows.header) if name not in special]
    marks, total = Counter[int](), 0
    for chunk in rows.chunks():
        total += len(chunk)
        columns = list(zip(*chunk, strict=True))
        for place in places:
            marks[place] += sum(n for cell, n in Counter(columns[place]).items() if cell.strip() in MARKS)
    found = [place for place in places if marks[place] == total]
    nearly = [place for place in places if total > marks[place] >= max(1, total / 2)]
    if total and nearly:
        raise not_a_mark(rows, nearly[0], remedy="mend it, or name the lists: --lists A,B,C")
    if total and not found:
        raise BadInput(
            "no column holds only zeros and ones", file=rows.file, remedy="a list is one that does"
        )
    return tuple(rows.header[place] for place in found)


def _check_names(rows: Rows, lists: Sequence[str], by: Sequence[str], special: set[str]) -> None:
    for name in (*lists, *by):
        rows.column(name)
    for name in lists:
        if list(lists).count(name) > 1 or name in special:
            raise BadInput("is named as a list and as something else, or twice", file=rows.file, column=name)
    if len(lists) > MOST_LISTS:
        raise BadInput(
            f"{len(lists)} lists are more than {MOST_LISTS}",
            file=rows.file,
            remedy="name those to use with --lists",
        )
