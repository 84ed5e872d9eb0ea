"""A guess as a mapping file to read, correct and confirm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tahqiq.read.tables.mapping_format import FORMAT

if TYPE_CHECKING:
    from tahqiq.read.tables.guessing.guess import Guess

#: Roles → keys of the victims' part; the parts of a name come as one list.
_KEYS = {
    "name": "name", "name_ar": "name_ar", "id": "number", "sex": "sex", "age": "age", "birth": "birth",
    "mother": "mother", "family": "family", "status": "status", "note": "note", "source": "source",
}  # fmt: skip
#: In the order in which the parts of a name are said.
_PARTS = ("given", "father", "grandfather", "family_name")
#: Cells are shown up to so many characters.
_LONGEST = 40


def mapping_text(made: Guess, *, source: str, name: str, encoding: str = "") -> str:
    """The mapping file of a guess, with each column's confidence and cells as comments."""
    by_role = {each.role: each.name for each in made.columns if each.role}
    lines = [
        f"# Guessed from {_comment(made.file)}: read it, correct it, then import with --map.",
        *_shown(made),
        "",
        f"format = {_quoted(FORMAT)}",
        "",
        "[source]",
        f"slug = {_quoted(source)}",
        f"name = {_quoted(name)}",
        "",
        *_table(made, encoding),
        "[victim]",
        *_victim(made, by_role),
        "",
        *_incident(by_role, sheet_days=made.sheet_days),
        *_when_and_where(by_role, made),
    ]
    return "\n".join([*lines, *_always(by_role, sheet_days=made.sheet_days)])


def _always(by_role: dict[str, str], *, sheet_days: bool) -> list[str]:
    """What holds for everybody: that they were killed, and, to be filled in, in which incident."""
    lines = []
    if "status" not in by_role:
        lines.append('status = "killed"  # no column tells killed from injured: confirm')
    if not _incident(by_role, sheet_days=sheet_days):
        lines += [
            "# The list does not say whose incident a person's is. If all are of one, name it here;",
            "# otherwise link the list to others (tahqiq link) instead of importing it.",
            '# incident = "…"',
        ]
    return ["[always]", *lines, ""] if lines else []


def _shown(made: Guess) -> list[str]:
    """A comment for each column, and for the rows that are left out."""
    lines = ["#"]
    for each in made.columns:
        cells = " | ".join(_comment(cell[:_LONGEST]) for cell in each.samples) or "(empty)"
        role = f"{each.role} ({each.confidence:.0%})" if each.role else "not read"
        lines.append(f"# {_comment(each.name)} -> {role}: {cells}")
    lines += [f"# row {number} is left out: {why}" for number, why in made.left_out[:20]]
    return lines


def _table(made: Guess, encoding: str) -> list[str]:
    lines = [f"encoding = {_quoted(encoding)}"] if encoding else []
    if made.header != (1,):
        lines.append(f"header = {list(made.header)}")
    if len(made.sheets) == 1:
        lines.append(f"sheet = {_quoted(made.sheets[0])}")
    elif made.sheets:
        lines.append(f"sheets = [{', '.join(map(_quoted, made.sheets))}]")
    return ["[table]", *lines, ""] if lines else []


def _victim(made: Guess, by_role: dict[str, str]) -> list[str]:
    lines = [f"{key} = {_quoted(by_role[role])}" for role, key in _KEYS.items() if role in by_role]
    parts = [by_role[role] for role in _PARTS if role in by_role]
    if parts and "name" not in by_role and (len(parts) > 1 or "name_ar" not in by_role):
        lines.append(f"parts = [{', '.join(map(_quoted, parts))}]")
    return [*lines, *(["family_first = true"] if made.family_first else [])]


def _incident(by_role: dict[str, str], *, sheet_days: bool) -> list[str]:
    """Which incident a person belongs to, where the list tells it."""
    if "incident" in by_role:
        return ["[incident]", f"key = {_quoted(by_role['incident'])}", ""]
    per = [by_role[role] for role in ("date", "place") if role in by_role]
    if len(per) + sheet_days < 2:
        return []
    told = f"per = [{', '.join(map(_quoted, per))}]"
    return ["[incident]", f"{told}  # people of one day and place: one incident? Confirm.", ""]


def _when_and_where(by_role: dict[str, str], made: Guess) -> list[str]:
    lines: list[str] = []
    if "date" in by_role:
        lines += ["[date]", f"first = {_quoted(by_role['date'])}", "any = true", ""]
    elif made.sheet_days:
        lines += ["[date]", "sheet = true", ""]
    if "place" in by_role:
        lines += ["[place]", f"name = {_quoted(by_role['place'])}", ""]
    return lines


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """Text that stays on the line of its comment: nothing that ends a line or steers a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)
