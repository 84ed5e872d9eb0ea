"""How right linking is, beside stock Splink and token sort: the real lists, two snapshots, invented lists.

    link.py [lists] [snapshots] [simulated]

``simulated`` draws the reliability plot of docs/link-reliability.svg. Exits 1 when a promise is broken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from link_lists import lists, snapshots
from link_scores import Figures
from link_simulated import simulated
from measure import RESULTS, keep

PROMISES = {
    "lists_f1_at_least": 0.93,
    "snapshots_f1_at_least": 0.99,
    "top_band_points_at_most": 3.0,
}


def broken(results: dict[str, Figures]) -> list[str]:
    """The promises that the figures break."""
    faults = []
    for section, promise in (("lists", "lists_f1_at_least"), ("snapshots", "snapshots_f1_at_least")):
        f1 = results.get(section, {}).get("ours", {"f1": 1.0})["f1"]  # type: ignore[index]
        if f1 < PROMISES[promise]:
            faults.append(f"{promise} {PROMISES[promise]}: {f1}")
    for task, figures in results.get("simulated", {}).items():
        if figures["ours"]["f1"] < figures["splink"]["f1"]:  # type: ignore[index]
            faults.append(f"{task}: F1 {figures['ours']['f1']} below Splink's {figures['splink']['f1']}")  # type: ignore[index]
        top = figures["reliability"][-1]  # type: ignore[index]
        if abs(100 * (top["true"] - top["given"])) > PROMISES["top_band_points_at_most"]:
            faults.append(f"{task}: of pairs given {top['given']:.3f}, {top['true']:.3f} are true")
    return faults


SECTIONS: dict[str, Callable[[], Figures]] = {"lists": lists, "snapshots": snapshots, "simulated": simulated}


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "link.json"
    kept = json.loads(before.read_text("utf-8")) if before.exists() else {}
    results = {section: kept[section] for section in SECTIONS if section in kept}
    for section in sys.argv[1:] or SECTIONS:
        results[section] = SECTIONS[section]()
    faults = broken(results)
    keep("link", {**results, "promises": PROMISES, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
