"""The labelled statements, and how far a reading agrees with them."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tahqiq.read.statements import StatementEntry, read_statements

LABELLED = Path(__file__).parent / "labelled.toml"
Labels = dict[str, Any]


def statements(half: str) -> list[Labels]:
    """The statements of one half."""
    return [each for each in tomllib.loads(LABELLED.read_text("utf-8"))["statement"] if each["half"] == half]


@dataclass
class Agreement:
    """Fields judged and right, and what is wrong in words."""

    judged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, expected: object, got: object, text: str) -> None:
        self.judged[name] += 1
        self.right[name] += expected == got
        if expected != got:
            self.wrong.append(f"{name}: expected {expected!r}, got {got!r}: {' '.join(text.split())[:90]}")

    def rate(self) -> float:
        return sum(self.right.values()) / max(1, sum(self.judged.values()))


def agreement(half: str) -> Agreement:
    """How the reading of one half agrees with its labels, field by field."""
    made = Agreement()
    for statement in statements(half):
        text = statement["text"]
        found = read_statements(text)
        made.add("entries", len(statement["entries"]), len(found), text)
        for labels, entry in zip(statement["entries"], found, strict=False):
            _judge(made, labels, entry)
    return made


def _judge(made: Agreement, labels: Labels, entry: StatementEntry) -> None:
    row = entry.row()
    for name, expected in labels.items():
        if name in {"killed", "injured"}:
            bounds = [None if each == -1 else each for each in expected]
            made.add(name, bounds, [row[f"{name}_min"], row[f"{name}_max"]], entry.quote)
        elif name == "strikes":
            for strike in expected:
                made.add(name, True, _told(entry, strike), f"{strike} in {entry.quote}")
        else:
            made.add(name, expected, row[name] if row[name] is not None else "", entry.quote)


def _told(entry: StatementEntry, strike: list[Any]) -> bool:
    """Whether an entry has a strike of that day, place and number that did that."""
    day, place, number, deed = strike
    for each in (found.row() for found in entry.strikes):
        if (each["date"], each["place"], each["number"]) == (day, place, None if number == -1 else number):
            verb, _, thing = deed.partition(" ")
            things = [f"{one['number']} {one['what']}" for one in each.get(verb, [])]
            if not deed or thing in things:
                return True
    return False
