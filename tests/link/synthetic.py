"""Invented lists and evidence, small enough to be read."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs

LEFT = {
    "name_ar": ["سليم عادل الزيتوني", "مريم سليم الزيتوني", "هدى كامل المرجاني", ""],
    "name_en": [
        "Salim Adel al-Zaytouni",
        "Maryam Salim al-Zaytouni",
        "Huda Kamil al-Marjani",
        "Unnamed child",
    ],
    "sex": ["m", "f", "f", ""],
    "age": ["41", "9", "", "5"],
    "family": ["1", "1", "2", "2"],
    "date": ["2031-05-02", "2031-05-02", "2031-05-02", "2031-05-02"],
}
RIGHT = {
    "name": ["سليم عادل حسن الزيتونى", "مريم سليم عادل الزيتوني", "هدي كمال المرجاني", "ريم عادل البستاني"],
    "sex": ["M", "F", "F", "F"],
    "birth": ["1990-02-01", "2022-01-19", "1975", "2001-07-30"],
    "place": ["النهر", "النهر", "", "الجسر"],
}
LABELS = {
    "name": ("Likely spellings of one name", "The names share words", "Different names"),
    "age": ("The ages agree", "The ages are far apart"),
    "sex": ("The same sex", "Not the same sex"),
    "family": ("Relatives of both are linked to one another", "Nobody of the family is linked"),
}


def record_list(name: str, cells: dict[str, list[str]], prefix: str, *, distinct: bool = True) -> RecordList:
    """A list as if it had been read."""
    rows = len(next(iter(cells.values())))
    return RecordList(
        name=name,
        path=f"{name}.csv",
        ids=[f"{prefix}{row + 1}" for row in range(rows)],
        table=pa.table(cells),
        columns={field: field for field in cells},
        distinct=distinct,
        left_out={},
    )


def left() -> RecordList:
    """Four people, named in both scripts."""
    return record_list("committee", LEFT, "L")


def right() -> RecordList:
    """Four people, named in Arabic."""
    return record_list("registry", RIGHT, "R")


def pairs() -> Pairs:
    """Five pairs: two sure, one in doubt, two that are nothing."""
    levels = [[0, 0, 0, 0], [0, 0, 0, 0], [1, -1, 0, -1], [2, 1, 1, 1], [2, -1, 0, -1]]
    weights = [
        [15.2, 2.1, 0.9, 3.0],
        [13.0, 4.4, 1.0, 2.8],
        [7.7, 0, 1.0, 0],
        [-6, -3, -4, -1],
        [-6, 0, 1, 0],
    ]
    return Pairs(
        left=np.array([0, 1, 2, 2, 3]),
        right=np.array([0, 1, 2, 3, 3]),
        comparisons=tuple(LABELS),
        levels=np.array(levels, np.int8),
        weights=np.array(weights, np.float64),
        prior=-9.5,
        labels=LABELS,
    )
