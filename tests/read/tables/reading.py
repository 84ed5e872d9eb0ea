"""What the tests of tables share: sealing by hand, and sorting what comes out."""

import hashlib
from pathlib import Path
from typing import TypeVar

from tahqiq.read.tables import Dataset
from tahqiq.vocab.imports import Imported, Problem

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHARED = Path(__file__).parents[4] / "shared"

T = TypeVar("T")


def sealed(dataset: Dataset) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in dataset.files}


def read(dataset: Dataset) -> list[Imported | Problem]:
    return list(dataset.records(sealed(dataset)))


def of(kind: type[T], values: list[Imported | Problem]) -> list[T]:
    return [value for value in values if isinstance(value, kind)]


def complaints(values: list[Imported | Problem], *, column: str) -> list[tuple[int, str, str, str]]:
    return [
        (each.row, each.value, each.problem, each.action)
        for each in of(Problem, values)
        if each.column == column
    ]
