"""The built-in case as its files say it, and the facts it must agree with, read once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from tahqiq.cases.folder import CaseFolder
from tahqiq.cases.raqqa_2017 import FOLDER

FACTS = Path(__file__).parents[3] / "shared" / "raqqa" / "facts.csv"
#: Marks a test that needs the facts; where they are absent it is skipped, and says so.
needs_facts = [
    pytest.mark.shared,
    pytest.mark.skipif(not FACTS.exists(), reason="the shared facts are not beside this checkout"),
]


@cache
def folder() -> CaseFolder:
    """The case."""
    return CaseFolder(FOLDER)


@cache
def facts() -> dict[str, dict[str, str]]:
    """The facts by id."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}
