"""Registers as files: CSV that no spreadsheet takes for formulas, and printed pages in either language."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from math import sqrt
from pathlib import Path

from tahqiq.casebook.registers.tables import Kind, Register
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import SITE_KINDS, choices
from tahqiq.vocab.remains import Sex
from tahqiq.vocab.wording import Language, counted, isolate_foreign, word

#: Registers with a column an item: printed a block a record, the others as a table.
_BLOCKS = frozenset({Kind.POST_MORTEM, Kind.ANTE_MORTEM})
#: Columns whose cells are words of ours.
_WORDED = frozenset({"what", "kind", "body.sex", "person.sex"})
_WORDS = {
    "recovered": "Recovered",
    "sample": "Sample taken",
    "written": "Written in the log",
    "handed over": "Handed over",
    "temporary": "Buried for the time being",
    "final": "Buried for good",
    "returned": "Returned to the family",
    **dict(choices(Sex, str)),
    **SITE_KINDS,
}


def as_csv(register: Register) -> bytes:
    """UTF-8 with a mark, a line a record; columns by their keys, the same in either language."""
    from tahqiq.link.judgement_file import guarded

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(key for key, _ in register.columns)
    writer.writerows([guarded(cell) for cell in row] for row in register.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_pdf(register: Register, language: Language) -> bytes:
    """Printed pages, A4 across; the same record gives the same bytes.

    Raises:
        BadInput: the typefaces of the printed pages have not been built.
    """
    import typst

    fonts = Path(str(files("tahqiq") / "assets" / "print"))
    if not fonts.is_dir():
        raise BadInput("the typefaces of the printed pages are not there", remedy="run ./tahqiq once more")
    template = Path(str(files(__package__) / "register.typ"))
    inputs = {"sheet": json.dumps(sheet_of(register, language), ensure_ascii=False)}
    return bytes(typst.compile(template, sys_inputs=inputs, font_paths=[fonts], ignore_system_fonts=True))


def sheet_of(register: Register, language: Language) -> dict[str, object]:
    """What the printed pages say, as plain values; columns in which nothing is recorded are left out."""
    filled = [
        place
        for place in range(len(register.columns))
        if register.kind not in _BLOCKS or any(row[place] for row in register.rows)
    ]
    return {
        "title": word(register.title, language),
        "language": language,
        "blocks": register.kind in _BLOCKS,
        "columns": [word(register.columns[place][1], language) for place in filled],
        "rows": [
            [_said(register.columns[place][0], row[place], language) for place in filled]
            for row in register.rows
        ],
        "case": (register.case_ar or register.case_en) if language == "ar" else register.case_en,
        "as_of": _as_of(register, language),
        "records": counted("{n} record", "{n} records", len(register.rows), language),
        "widths": [_width(register, place) for place in filled],
        "private": word("Private: not for publication.", language),
        "empty": word("Nothing is recorded.", language),
    }


def said_of(what: str, language: Language) -> str:
    """A word of ours in a cell, as people read it.

    >>> said_of("returned", "en")
    'Returned to the family'
    """
    return word(_WORDS[what], language)


def _as_of(register: Register, language: Language) -> str:
    if register.as_of is None:
        return ""
    return word("As of {day}", language).format(day=isolate_foreign(register.as_of.isoformat()))


def _width(register: Register, place: int) -> float:
    """The share of the page that a column takes: the root of its longest cell, so that none is crushed."""
    cells = (line for row in register.rows for line in row[place].split("\n"))
    heading = max(map(len, register.columns[place][1].split()), default=1)
    longest = max((min(len(cell), 80) for cell in cells), default=0)
    return round(sqrt(max(longest, heading, 4)), 2)


def _said(key: str, cell: str, language: Language) -> str:
    """A cell, each of its lines kept from reordering what stands beside it."""
    if key in _WORDED and cell in _WORDS:
        return said_of(cell, language)
    return "\n".join(isolate_foreign(line) if line else "" for line in cell.split("\n"))
