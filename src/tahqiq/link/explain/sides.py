"""Two records side by side: their names in both scripts, and what else each says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from tahqiq.language.direction import balanced, script_of
from tahqiq.language.names.explain import Explanation, explain
from tahqiq.language.romanise import romanise
from tahqiq.link.lists import FIELDS, NAME_FIELDS, RecordList

#: More characters of a cell than a page shows.
LONGEST = 300
_PARTS = ("given", "father", "grandfather", "family_name")
_WHOLE = ("name_ar", "name_en", "name")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in a list, or as a machine romanised it."""

    text: str
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both records; '' where a record is silent, None where its list has no such column."""

    field: str
    left: str | None
    right: str | None

    @property
    def same(self) -> bool:
        """Whether both say it in the same characters."""
        return bool(self.left) and self.left == self.right


def names_of(record_list: RecordList, position: int) -> tuple[Named, ...]:
    """A record's names: as written, whole or put together from their parts, then romanised by machine.

    The romanisation is given where the list has no Latin spelling of its own.
    """
    cells = {field: _cell(record_list, field, position) for field in NAME_FIELDS}
    whole = [cells[field] for field in _WHOLE if cells[field]]
    parts = " ".join(cells[field] for field in _PARTS if cells[field])
    written = list(dict.fromkeys(whole or ([parts] if parts else [])))
    named = [Named(text) for text in written]
    if written and not any(script_of(text) in {"latin", "mixed"} for text in written):
        named.append(Named(romanise(written[0]), machine=True))
    return tuple(named)


def fields_of(left: RecordList, one: int, right: RecordList, other: int) -> tuple[Row, ...]:
    """What else the two records say, field by field; fields on which both are silent are left out."""
    whole = any(left.has(field) or right.has(field) for field in _WHOLE)
    shown = [field for field in FIELDS if field not in {"id", *_WHOLE} and not (whole and field == "given")]
    rows = (
        Row(
            field,
            _cell(left, field, one) if left.has(field) else None,
            _cell(right, field, other) if right.has(field) else None,
        )
        for field in shown
    )
    return tuple(row for row in rows if row.left or row.right)


def letters_of(left: tuple[Named, ...], right: tuple[Named, ...]) -> Explanation | None:
    """How the names stand for one another letter by letter, in the spellings that are most alike."""
    written = [[each.text for each in names if not each.machine] for names in (left, right)]
    found = [explain(one, other) for one, other in product(*written)]
    return max(found, key=lambda each: each.similarity, default=None)


def shortened(text: str) -> str:
    """A cell as a page shows it: without line breaks, its direction kept to itself, not endless.

    >>> len(shortened("a" * 1000))
    301
    """
    line = " ".join(balanced(text[: 4 * LONGEST]).split())
    return line if len(line) <= LONGEST and len(text) <= 4 * LONGEST else f"{line[:LONGEST]}…"


def _cell(record_list: RecordList, field: str, position: int) -> str:
    if not record_list.has(field):
        return ""
    return shortened(record_list.table.column(field)[position].as_py() or "")
