"""Tables of incidents in any layout: which column says what, told by the words of the header.

A guess is a mapping to confirm, never an import. Lists of people are guessed by ``guess``, which looks into
the cells too; figures of incidents look alike, so that here the header alone decides.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from tahqiq.read.tables.dataset import existing
from tahqiq.read.tables.guessing.guess import SHOWN, Guess, GuessedColumn, column_names, first_tables
from tahqiq.read.tables.mapping_format import FORMAT
from tahqiq.read.tables.people_words import plain
from tahqiq.vocab.errors import BadInput

#: How far down the header is looked for.
_DEPTH = 30
#: How sure a wording makes: the whole name of the column, or words in it.
_WHOLE, _INSIDE = 0.95, 0.6
_FIGURES = (("killed", "killed"), ("injured", "injured"))


@cache
def incident_headers() -> Mapping[str, str]:
    """Wording of a column's name, folded → role (``incident_words.toml``)."""
    table = tomllib.loads(files("tahqiq.read.tables").joinpath("incident_words.toml").read_text("utf-8"))
    found: dict[str, str] = {}
    for role, wordings in table["headers"].items():
        for wording in wordings:
            found.setdefault(plain(wording), role)
    return found


def incident_role(name: str) -> tuple[str, float]:
    """The role that a column's name tells, and how surely; ('', 0.0) for none.

    >>> incident_role("Latitude"), incident_role("Civilians killed (min)"), incident_role("Shoe")
    (('lat', 0.95), ('killed_low', 0.95), ('', 0.0))
    """
    known, whole = incident_headers(), plain(name)
    if whole in known:
        return known[whole], _WHOLE
    inside = max((each for each in known if f" {each} " in f" {whole} "), key=len, default="")
    return (known[inside], _INSIDE) if len(inside) > 2 else ("", 0.0)


def guess_incidents(path: Path, *, source: str, name: str, encoding: str = "") -> Guess:
    """Guesses how a table of incidents is laid out.

    Args:
        path: a CSV file or workbook; of a workbook the first sheet.
        source: slug of whose table it is. ``name``: what readers see of it.
        encoding: of a CSV file that is neither UTF-8 nor UTF-16.

    Raises:
        BadInput: it cannot be read, or is empty.
    """
    sheets, tables = first_tables(existing(path), encoding)
    header = _header(tables[0])
    if not header:
        raise BadInput("the file is empty: it has no header", file=path.name)
    names = column_names(tables[0], header)
    body = [row for row in tables[0][header[-1] :] if any(cell.strip() for cell in row)]
    made = Guess(
        file=path.name,
        sheets=sheets[:1],
        header=header,
        columns=_columns(names, body),
        family_first=False,
        sheet_days=False,
        people=len(body),
        left_out=(),
    )
    return with_text(made, source=source, name=name, encoding=encoding)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The row that names most columns we know, else the first that is not empty; counted from 1."""
    filled = [at for at, row in enumerate(rows[:_DEPTH]) if any(cell.strip() for cell in row)]
    if not filled:
        return ()
    best = max(filled, key=lambda at: (_told(rows[at]), -at))
    return (best + 1,) if _told(rows[best]) > 1 else (filled[0] + 1,)


def _told(row: Sequence[str]) -> int:
    return sum(incident_role(cell)[1] == _WHOLE for cell in row)


def _columns(names: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[GuessedColumn, ...]:
    """Every column with its role: the surest first, each role once."""
    told = [incident_role(name) for name in names]
    best: dict[str, int] = {}
    for at, (role, sure) in enumerate(told):
        if role and (role not in best or sure > told[best[role]][1]):
            best[role] = at
    return tuple(
        GuessedColumn(
            name=name,
            role=role if best.get(role) == at else "",
            confidence=sure if best.get(role) == at else 0.0,
            samples=_samples(body, at),
        )
        for at, (name, (role, sure)) in enumerate(zip(names, told, strict=True))
    )


def _samples(body: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    cells = (row[at].strip() for row in body if at < len(row))
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:SHOWN]


def with_text(made: Guess, *, source: str, name: str, encoding: str = "") -> Guess:
    """The guess with the mapping file that its columns make (format: mapping/2)."""
    by_role = {each.role: each.name for each in made.columns if each.role}
    lines = [
        f"format = {_quoted(FORMAT)}",
        "",
        "[source]",
        f"slug = {_quoted(source)}",
        f"name = {_quoted(name)}",
        "",
        *_part("table", _table(made, encoding)),
        *_part("incident", _keys(by_role, _INCIDENT)),
        *_part("date", [*_keys(by_role, _DATE), *(["any = true"] if "date" in by_role else [])]),
        *_part("place", _keys(by_role, _PLACE)),
        *(line for pair in _FIGURES for line in _figure(by_role, *pair)),
        *_part("blamed", _keys(by_role, {"blamed": "column"})),
    ]
    fields = {each: getattr(made, each) for each in Guess.__slots__ if each != "toml"}
    return Guess(**fields, toml="\n".join(lines))


#: Roles → keys of the mapping's parts.
_INCIDENT = {
    "key": "key", "code": "code", "title": "title", "title_ar": "title_ar", "time": "time",
    "strike_type": "strike_type", "url": "url",
}  # fmt: skip
_DATE = {"date": "first", "last_date": "last"}
_PLACE = {"place": "name", "place_ar": "name_ar", "lat": "lat", "lon": "lon", "precision": "precision"}


def _keys(by_role: Mapping[str, str], keys: Mapping[str, str]) -> list[str]:
    return [f"{key} = {_quoted(by_role[role])}" for role, key in keys.items() if role in by_role]


def _part(name: str, lines: Sequence[str]) -> list[str]:
    return [f"[{name}]", *lines, ""] if lines else []


def _table(made: Guess, encoding: str) -> list[str]:
    lines = [f"encoding = {_quoted(encoding)}"] if encoding else []
    lines += [f"header = {list(made.header)}"] if made.header != (1,) else []
    return lines + ([f"sheet = {_quoted(made.sheets[0])}"] if made.sheets else [])


def _figure(by_role: Mapping[str, str], role: str, effect: str) -> list[str]:
    """One figure of civilians: its column, or those of its lowest and highest value."""
    said = ["[[figures]]", f"effect = {_quoted(effect)}", 'category = "civilians"']
    low, high = by_role.get(f"{role}_low"), by_role.get(f"{role}_high")
    if low and high:
        return [*said, f"lowest = {_quoted(low)}", f"highest = {_quoted(high)}", ""]
    one = by_role.get(role) or low or high
    return [*said, f"figure = {_quoted(one)}", ""] if one else []


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
