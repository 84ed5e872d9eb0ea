"""A list of people as it is linked: canonical columns beside the cells as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

#: What a list may say of a person, in the order shown; a list has some of these as columns.
#:
#: ``name`` is of either script, ``name_ar`` and ``name_en`` of one; ``given``, ``father``, ``grandfather``
#: and ``family_name`` are parts of a name in columns of their own; ``birth`` and ``date`` (of the event)
#: are ISO dates, of reduced precision where no more is known; ``number`` is that of an identity document;
#: ``family`` tells a group of relatives within one ``incident``; ``status`` is how the person was harmed.
FIELDS = (
    "id", "name", "name_ar", "name_en", "given", "father", "grandfather", "family_name", "mother", "sex",
    "age", "age_group", "birth", "date", "place", "address", "number", "family", "incident", "source",
    "status",
)  # fmt: skip
NAME_FIELDS = ("name", "name_ar", "name_en", "given", "father", "grandfather", "family_name")


@dataclass(frozen=True, slots=True, eq=False)
class RecordList:
    """One list of people.

    Attributes:
        name: what the list is called in files and explanations.
        path: the file, as the user named it.
        ids: of each record, unique; the number of the row where the file has no column of ids.
        table: columns of text with canonical names (:data:`FIELDS`), cells as written, '' where missing.
        columns: canonical field -> column of the file it was read from.
        distinct: whether the list holds nobody twice.
        left_out: how many rows of the file are not here, by the status that put them outside what the
            list is declared to cover.
    """

    name: str
    path: str
    ids: list[str]
    table: pa.Table
    columns: Mapping[str, str]
    distinct: bool = True
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> list[str]:
        """The cells of a canonical field, '' everywhere where the list has no such column."""
        if not self.has(name):
            return [""] * len(self)
        return [str(cell) for cell in self.table.column(name).to_pylist()]

    def has(self, name: str) -> bool:
        """Whether the list has a column of that field."""
        return name in self.table.column_names
