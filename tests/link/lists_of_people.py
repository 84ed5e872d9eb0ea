"""Small lists of invented people for the tests of linking."""

from __future__ import annotations

import pyarrow as pa

from tahqiq.link.lists import RecordList


def people_list(name_of_list: str = "list", **columns: list[str]) -> RecordList:
    """A list with these columns; ids are the numbers of the rows."""
    count = len(next(iter(columns.values())))
    table = pa.table({field: pa.array(cells, pa.string()) for field, cells in columns.items()})
    ids = [str(row) for row in range(1, count + 1)]
    return RecordList(name_of_list, f"{name_of_list}.csv", ids, table, {field: field for field in columns})
