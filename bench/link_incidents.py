"""Which reports are of one incident: the conflicting excerpts, a recorder's archive, and made-up reports.

    link_incidents.py [texts] [read] [recorder] [made_up] [scale]

``texts``, ``read`` and ``recorder`` need the shared data beside the checkout. Exits 1 when a promise
is broken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from link_incidents_recorder import recorder
from link_incidents_simulated import made_up, scale
from link_incidents_texts import read, texts
from measure import RESULTS, keep

#: What the issue, and we ourselves, promise.
PROMISES = {
    "texts_wrong": 0,
    "recorder_confident_share_at_most": 0.01,
    "b_cubed_f1_at_least": 0.9,
    "calibration_within": 0.03,
    "scale_cpu_s_at_most": 180.0,
}


def broken(results: Mapping[str, Any]) -> list[str]:
    """Promises that do not hold, in words."""
    found = list[str]()
    if results["texts"]["wrong"] > PROMISES["texts_wrong"]:
        found += results["texts"]["errors"]
    if results["recorder"]["confident_share"] > PROMISES["recorder_confident_share_at_most"]:
        found.append("different incidents of one recorder are merged with confidence")
    ours = results["made_up"]["tahqiq"]["b_cubed_f1"]
    if ours < PROMISES["b_cubed_f1_at_least"]:
        found.append(f"B-cubed F1 on made-up reports is {ours}")
    sure = results["made_up"]["pairs_given_0.9_to_1"]
    if abs(sure["given"] - sure["true"]) > PROMISES["calibration_within"]:
        found.append(f"pairs given {sure['given']} are right in {sure['true']}")
    slow = max(each["cpu_s"] for each in results["scale"].values())
    if slow > PROMISES["scale_cpu_s_at_most"]:
        found.append(f"a hundred thousand reports take {slow} CPU s")
    return found


SECTIONS: dict[str, Callable[[], dict[str, object]]] = {
    "texts": texts,
    "read": read,
    "recorder": recorder,
    "made_up": made_up,
    "scale": scale,
}


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "link_incidents.json"
    results = json.loads(before.read_text("utf-8")) if before.exists() else {}
    results = {section: results[section] for section in SECTIONS if section in results}
    for section in sys.argv[1:] or SECTIONS:
        results[section] = SECTIONS[section]()
    faults = broken(results) if set(SECTIONS) == set(results) else []
    keep("link_incidents", {**results, "promises": PROMISES, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
