"""The items of files before and after death, and how each is written: a table, ``remains_items.toml``.

Findings are kept as people wrote them; ``checked`` refuses what cannot be read, naming item and line, so
that whatever is kept can be compared later (``casebook.identifying``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from tahqiq.vocab.errors import BadInput

Of = Literal["missing", "remains"]
#: Code points of one item.
LONGEST = 20_000
#: What somebody writes who looked, and found none.
NONE_FOUND = frozenset({"-", "–", "—"})
#: What an agreement says.
ALLOWED, REFUSED = "allowed", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item.

    Attributes:
        key: under which it is kept. ``group``: a section of the form.
        label: what it is called, an English message id.
        kind: how it is written: line, lines, number, days, chart, injuries, papers, bones, elements,
            relatives, laboratory or agreement.
        field: of ``AnteMortem`` or ``PostMortem``; '' where it is kept and not compared.
    """

    key: str
    group: str
    label: str
    kind: str
    field: str = ""

    @property
    def long(self) -> bool:
        """Whether it takes several lines."""
        return self.kind not in {"line", "number", "days", "agreement"}


@cache
def items_of(of: Of) -> Mapping[str, Item]:
    """The items of one file by key, in their order.

    >>> items_of("missing")["stature_cm"].group, len(items_of("missing")) >= 60
    ('body', True)
    """
    table = tomllib.loads(files("tahqiq.casebook").joinpath("remains_items.toml").read_text("utf-8"))
    return {row["key"]: Item(**row) for row in table[of]}


def refuses_comparison(told: Mapping[str, str]) -> bool:
    """Whether a family did not allow that its file is compared with the found.

    >>> refuses_comparison({"comparison": "refused"}), refuses_comparison({})
    (True, False)
    """
    return told.get("comparison") == REFUSED


def groups_of(of: Of) -> dict[str, list[Item]]:
    """The same, section by section."""
    found: dict[str, list[Item]] = {}
    for item in items_of(of).values():
        found.setdefault(item.group, []).append(item)
    return found


def checked(of: Of, told: Mapping[str, str]) -> dict[str, str]:
    """What was told without what says nothing, once every item can be read.

    >>> checked("remains", {"length_cm": " 171 ", "hair": ""})
    {'length_cm': '171'}

    Raises:
        BadInput: an item that does not exist, a text too long, or one that cannot be read as its kind.
    """
    from tahqiq.casebook.findings import read

    kept = {}
    for key, text in told.items():
        item = items_of(of).get(key)
        if item is None:
            raise BadInput("there is no such item", column=key)
        if len(text) > LONGEST or "\0" in text:
            raise BadInput("the text is too long, or holds a character that no text has", column=key)
        if words := text.strip():
            kept[key] = words
            try:
                read(item.kind, words)
            except ValueError as problem:
                raise BadInput(str(problem), column=key) from None
    return kept
