"""Submissions as tables: ODK Central's CSV files with repeats in files of their own, Kobo's CSV and XLSX.

Central: 'meeting-pseudonym', ``KEY``; a repeat's rows name their submission in ``PARENT_KEY``.
Kobo ('XML values and headers', or labels): 'meeting/pseudonym' or 'pseudonym', ``_uuid``; a repeat is a sheet
whose rows name theirs in ``_submission__uuid`` or by ``_parent_index``; its older CSV numbers them,
'passage[1]/words'. A table that leaves repeats out, as Kobo's newer CSV does, is refused unless somebody says
that it is to be taken so: nobody would see what is missing.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tahqiq.read.forms.bundle import Bundle
from tahqiq.read.forms.channels import labels
from tahqiq.read.forms.channels.trees import (
    FEWEST,
    Tree,
    form_by,
    form_for,
    held_by,
    planted,
    read_tree,
    verbatim,
)
from tahqiq.read.forms.definition import Form, form_named
from tahqiq.read.forms.submission import Submission, Unread
from tahqiq.read.tables.table import Table
from tahqiq.read.text.zips import shown
from tahqiq.vocab.errors import BadInput

#: Bytes of one table, which is held whole beside its repeats.
MOST_TABLE = 1 << 28


@dataclass(frozen=True, slots=True)
class _Below:
    """One row of a repeat: laid out as a tree, and as it came."""

    tree: Tree
    cells: dict[str, str]


Repeats = Mapping[str, Mapping[str, list[_Below]]]
"""Group → key of the submission → its rows, in order."""


def read_csvs(
    bundle: Bundle, *, form: Form | None = None, without_repeats: bool = False
) -> Iterator[Submission | Unread]:
    """Every submission among the CSV files of a bundle.

    Args:
        without_repeats: takes a table that cannot hold what is answered repeatedly.

    Raises:
        BadInput: a file is no table, leaves repeats out, or none of the shipped forms asks what it holds.
    """
    from tahqiq.read.tables.csvfile import CsvTable

    tables = {
        name: CsvTable(io.BytesIO(bundle.read(name, most=MOST_TABLE)), file=shown(name))
        for name in bundle.ending(".csv")
    }
    below = {name: table for name, table in tables.items() if "PARENT_KEY" in table.columns}
    for name, opened in tables.items():
        if name not in below:
            stem = _stem(name)
            repeats = {
                (group := _stem(each).removeprefix(f"{stem}-")): _by_parent(rows, group, "-", "PARENT_KEY")
                for each, rows in below.items()
                if _stem(each).startswith(f"{stem}-")
            }
            table, asked = _understood(opened, form or form_named(stem), repeats, where=shown(name))
            if not without_repeats and not repeats:
                _demand_repeats(asked, table, alone=len(bundle.names) == 1, where=shown(name))
            yield from _submissions(table, repeats, asked, where=shown(name))


def read_workbook(content: bytes, *, where: str, form: Form | None = None) -> Iterator[Submission | Unread]:
    """Every submission of a Kobo workbook: its first sheet, repeats on the others.

    Raises:
        BadInput: no workbook, or none of the shipped forms asks what it holds.
    """
    from tahqiq.read.tables.xlsxfile import XlsxTable, sheets_of

    def opened(sheet: str) -> Table:
        return XlsxTable(io.BytesIO(content), file=where, sheet=sheet)

    first, *others = sheets_of(io.BytesIO(content), file=where) or ("",)
    main, asked = _understood(opened(first), form, {}, where=where)
    repeats = {}
    for sheet in others:
        group, table = labels.group_of_sheet(asked, sheet), opened(sheet)
        if isinstance(main, labels.Unlabelled) and group is not None:
            table = labels.unlabelled(table, asked, where=f"{where}, sheet {sheet}", group=group)
        own = "_submission__uuid" if "_submission__uuid" in table.columns else "_parent_index"
        name = group.name if group is not None else sheet
        repeats[name] = _by_parent(table, name, "/", own)
    yield from _submissions(main, repeats, asked, where=where)


def _understood(table: Table, named: Form | None, repeats: Repeats, *, where: str) -> tuple[Table, Form]:
    """A table with the names of questions for columns, and the form whose they are.

    Raises:
        BadInput: none of the shipped forms asks what it holds.
    """
    parts = {part for column in table.columns for part in re.split("[/-]", column)} | set(table.columns)
    if named is not None:
        labelled = held_by(named, parts) < FEWEST and labels.is_labelled(named, table.columns)
        return (labels.unlabelled(table, named, where=where) if labelled else table), named
    form = None if form_by(parts | set(repeats)) else labels.form_labelled(table.columns)
    if form is not None:
        return labels.unlabelled(table, form, where=where), form
    columns = planted(dict.fromkeys(table.columns, ""), _mark(table))
    return table, form_for({**columns, **{group: [] for group in repeats}}, None, where=where)


def _demand_repeats(form: Form, table: Table, *, alone: bool, where: str) -> None:
    """Refuses a table that cannot hold what its form asks repeatedly.

    Raises:
        BadInput: so it is.
    """
    asked = [group.name for group in form.groups if group.repeat]
    numbered = any(column.startswith(f"{name}[1]/") for column in table.columns for name in asked)
    if asked and not numbered and (alone or "_uuid" in table.columns):
        raise BadInput(
            f"what is answered repeatedly ({', '.join(asked)}) is not in it",
            file=where,
            remedy="export as XLSX or JSON from Kobo, as ZIP from ODK Central; or say --without-repeats",
        )


def _mark(table: Table) -> str:
    return "/" if "_uuid" in table.columns else "-"


def _submissions(table: Table, repeats: Repeats, form: Form, *, where: str) -> Iterator[Submission | Unread]:
    mark = _mark(table)
    for row in table.rows():
        place = f"{where}, row {row.line}"
        if row.fault:
            yield Unread(where=place, problem=row.fault)
            continue
        cells = dict(zip(table.columns, row.cells, strict=True))
        keys = [cells.get(name, "") for name in ("KEY", "_uuid", "_index")]
        below = {group: _first(rows, keys) for group, rows in repeats.items()}
        below = {group: rows for group, rows in below.items() if rows}
        own = _numbered(planted(cells, mark), form)
        tree = own | {group: [each.tree for each in rows] for group, rows in below.items()}
        came = {group: [each.cells for each in rows] for group, rows in below.items()}
        yield read_tree(tree, form, where=place, document=verbatim({"row": cells, "repeats": came}))


def _numbered(tree: Tree, form: Form) -> Tree:
    """A tree whose numbered groups ('passage[1]', 'passage[2]') are the rows of a repeat."""
    for group in (each.name for each in form.groups if each.repeat):
        rows: list[Tree] = []
        while isinstance(row := tree.pop(f"{group}[{len(rows) + 1}]", None), dict):
            rows.append(row)
        if kept := [row for row in rows if any(row.values())]:
            tree[group] = kept
    return tree


def _first(rows: Mapping[str, list[_Below]], keys: list[str]) -> list[_Below]:
    return next((rows[key] for key in keys if key and key in rows), [])


def _by_parent(table: Table, group: str, mark: str, parent: str) -> dict[str, list[_Below]]:
    """A repeat's rows by their submission.

    Raises:
        BadInput: a row cannot be read, so that a submission would lack it unseen.
    """
    if parent not in table.columns:
        raise BadInput(f"a table of repeats without '{parent}'")
    found: defaultdict[str, list[_Below]] = defaultdict(list)
    for row in table.rows():
        if row.fault:
            raise BadInput(row.fault, row=row.line)
        cells = dict(zip(table.columns, row.cells, strict=True))
        tree = planted(cells, mark)
        key = str(tree.pop(parent, ""))
        inside = tree.pop(group) if isinstance(tree.get(group), dict) else {}
        found[key].append(_Below(inside | tree, cells))
    return found


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
