"""547 incidents of one recorder: all are different, so that every merge is wrong, or a duplicate it keeps.

The share merged with confidence is told where exact places are far apart or victims differ.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np
from link_incidents_texts import DATA

from tahqiq.language.names.words import words_of
from tahqiq.link.incidents.fields import Cells, recognised, report_of
from tahqiq.link.incidents.finding import find_incidents
from tahqiq.link.incidents.report import Report
from tahqiq.vocab.places import Precision

CONFIDENT = 0.9
_STREET = (
    Precision.STREET, Precision.NEARBY_LANDMARK, Precision.WITHIN_100M, Precision.WITHIN_1M, Precision.EXACT,
)  # fmt: skip


def recorder() -> dict[str, object]:
    """A recorder's own incidents, not told that it enters none twice."""
    reports = _recorded()
    found = find_incidents(reports)
    place = {each.id: at for at, each in enumerate(found.reports)}
    at = np.array([place[each.id] for each in reports], np.int64)
    pairs = [
        (one, other)
        for one in range(len(reports))
        for other in range(one)
        if reports[one].span.overlaps(reports[other].span) and _different(reports[one], reports[other])
    ]
    merged = [pair for pair in pairs if found.of[at[pair[0]]] == found.of[at[pair[1]]]]
    sure = [pair for pair in merged if min(found.probability[at[list(pair)]]) >= CONFIDENT]
    several = [each for each in found.incidents if len(each.members) > 1]
    told = find_incidents([replace(each, distinct=True, source="recorder") for each in reports])
    return {
        "incidents": len(reports),
        "clusters": len(found.incidents),
        "clusters_of_several": len(several),
        "of_these_confident": sum(
            bool(found.probability[list(each.members)].min() >= CONFIDENT) for each in several
        ),
        "pairs_of_one_day_far_apart_or_with_other_victims": len(pairs),
        "of_these_merged": len(merged),
        "of_these_merged_with_confidence": len(sure),
        "confident_share": len(sure) / len(pairs),
        "merged_when_told_that_it_enters_none_twice": sum(len(each.members) > 1 for each in told.incidents),
    }


def _recorded() -> list[Report]:
    victims = defaultdict[str, list[str]](list)
    for row in _table("victims.csv"):
        victims[row["code"]].append(row["name_latin"] or row["name_ar"])
    rows = [{**row, "victims": victims[row["code"]]} for row in _table("incidents.csv")]
    columns = recognised(rows[0], {}, file="incidents.csv")
    read_rows = (
        report_of(Cells(row, columns, "incidents.csv", at), number=at) for at, row in enumerate(rows, 1)
    )
    return [replace(report, text="") for report in read_rows]


def _table(name: str) -> list[dict[str, Any]]:
    with (DATA / "raqqa-2017" / name).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def _different(one: Report, other: Report) -> bool:
    """Both known to a street or finer and more than a kilometre apart, or naming no word in common."""
    if one.point and other.point and one.precision in _STREET and other.precision in _STREET:
        north = (one.point.lat - other.point.lat) * 111.2
        east = (one.point.lon - other.point.lon) * 111.2 * math.cos(math.radians(one.point.lat))
        if math.hypot(north, east) > 1:
            return True
    mine, yours = ({word for name in each.victims for word in words_of(name)} for each in (one, other))
    return bool(mine and yours and not mine & yours)
