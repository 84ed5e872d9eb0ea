"""What is compared of two reports, what the levels mean, and the constants of the weights."""

from __future__ import annotations

import math
from typing import NamedTuple

from tahqiq.link.incidents.reference import settings

#: What is compared here, and what the levels mean (English message ids).
LABELS: dict[str, tuple[str, ...]] = {
    "date": (
        "the same day",
        "the days overlap",
        "neighbouring days",
        "two or three days apart",
        "days apart",
    ),
    "place": (
        "the same spot",
        "the same place",
        "one may lie in the other",
        "the same name, no more is known",
        "close by",
        "other names, distance unknown",
        "in different places",
        "far apart",
    ),
    "blamed": ("the same is blamed", "another is blamed"),
    "kind": ("the same kind of strike", "another kind of strike"),
    "killed": (
        "the same number killed",
        "the number the other had before",
        "numbers killed that fit",
        "nearly the same number killed",
        "different numbers killed",
        "very different numbers killed",
    ),
    "injured": (
        "the same number injured",
        "",
        "numbers injured that fit",
        "nearly the same number injured",
        "different numbers injured",
        "very different numbers injured",
    ),
    "groups": ("the same number of children or women", "other numbers of children or women"),
    "telling": (
        "told as one in one text",
        "told apart in one text",
        "one replaces the other",
        "two entries of one list",
    ),
}
COMPARED = tuple(LABELS)
DATE, PLACE, BLAMED, KIND, KILLED, INJURED, GROUPS, TELLING = range(8)
LOG2 = math.log(2.0)


class Factors(NamedTuple):
    """The constants of ``evidence.toml``: probabilities, log2 weights, kilometres, ratios, days."""

    date_same: float
    date_overlap: float
    date_next: float
    date_few: float
    date_apart: float
    date_limit: float
    spot: float
    fine: float
    within: float
    near: float
    differ: float
    elsewhere: float
    far_km: float
    blamed_same: float
    blamed_different: float
    kind_same: float
    kind_different: float
    toll_same: float
    toll_earlier: float
    toll_fits: float
    toll_near: float
    toll_apart: float
    toll_far: float
    near_ratio: float
    apart_ratio: float
    injured: float
    group_same: float
    group_different: float
    group_most: float
    told_one: float
    told_two: float
    replaces: float
    listed: float


def factors() -> Factors:
    """The constants as the tables give them."""
    told = settings()
    order = {
        "date": ("same", "overlap", "next", "few", "apart", "limit"),
        "place": ("spot", "fine", "within", "near", "differ", "elsewhere", "far_km"),
        "blamed": ("same", "different"),
        "kind": ("same", "different"),
        "killed": ("same", "earlier", "fits", "near", "apart", "far", "near_ratio", "apart_ratio"),
        "injured": ("weight",),
        "groups": ("same", "different", "most"),
        "telling": ("one", "two", "replaces", "listed"),
    }
    return Factors(*(float(told[table][key]) for table, keys in order.items() for key in keys))
