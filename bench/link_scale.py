"""A million invented records deduplicated, beside stock Splink in the same run; and how both grow.

    link_scale.py [latin] [casualties] [growth]

Each side is a process of its own that reads the same Parquet file and decides who is one person; CPU seconds
and peak memory are of the whole process. ``latin`` is febrl's kind of data, which stock Splink is made for:
its configuration is that of its documentation for such records (``link_scale_splink.py``). ``casualties`` is
a list in both scripts, whose names Splink gets normalised, romanised and split. Splink decides by connected
components at its best threshold; finding that threshold is not counted. Exits 1 when a promise is broken.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from measure import RESULTS, ROOT, fresh, keep, measured

from tahqiq.link.testing import Simulated, simulate_febrl, simulate_list

RECORDS = 1_000_000
GROWTH = (100_000, 1_000_000, 3_000_000)
#: The share of records that repeat a person.
REPEATED = 0.25
SIDES = {"ours": "link_scale_ours.py", "splink": "link_scale_splink.py"}
#: What is promised: no dearer (1), no less right (-1); shares of pairs may differ by one in a thousand.
_HELD_TO = (
    ("cpu_s", 1, 0.0),
    ("peak_mb", 1, 0.0),
    ("f1", -1, 0.0),
    ("precision", -1, 0.001),
    ("recall", -1, 0.001),
)
Figures = dict[str, Any]


def made(kind: str, records: int, path: Path) -> None:
    """Writes a list, with who is who in a file beside it."""
    repeats = round(records * REPEATED)
    simulated: Simulated = (
        simulate_febrl(records - repeats, repeats)
        if kind == "latin"
        else simulate_list(records, duplicates=REPEATED)
    )
    pq.write_table(simulated.lists[0].table, path)
    np.save(path.with_suffix(".npy"), simulated.persons[0])


def run(side: str, path: Path) -> Figures:
    """One side on one list: what it costs, and how right it is."""
    out = path.with_suffix(f".{side}.parquet")
    cost = measured([sys.executable, ROOT / "bench" / SIDES[side], path, out])
    persons = np.load(path.with_suffix(".npy"))
    return {"cpu_s": cost.cpu_s, "wall_s": cost.wall_s, "peak_mb": cost.peak_mb, **accuracy(out, persons)}


def accuracy(out: Path, persons: np.ndarray) -> Figures:
    """Of the thresholds a side decided by, the one with the best F1."""
    table = pq.read_table(out)
    found = {name: of_clusters(table.column(name).to_numpy(), persons) for name in table.column_names}
    best = max(found, key=lambda name: float(found[name]["f1"]))
    return {**found[best], "threshold": float(best)}


def of_clusters(of: np.ndarray, persons: np.ndarray) -> Figures:
    """Every pair of records of one cluster against the truth."""
    both = np.unique(of * (persons.max() + 1) + persons, return_counts=True)[1]
    right, decided, true = (pairs_within(each) for each in (both, np.bincount(of), np.bincount(persons)))
    precision, recall = right / max(1, decided), right / max(1, true)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "pairs": decided
    }  # fmt: skip


def pairs_within(sizes: np.ndarray) -> int:
    """How many pairs groups of these sizes hold."""
    return int((sizes * (sizes - 1) // 2).sum())


def beside(kind: str, folder: Path) -> Figures:
    """Both sides on the same million records."""
    path = folder / f"{kind}.parquet"
    made(kind, RECORDS, path)
    return {"records": RECORDS, **{side: run(side, path) for side in SIDES}}


def growth(folder: Path) -> Figures:
    """Ours on more and more records in both scripts."""
    found: Figures = {}
    for records in GROWTH:
        path = folder / f"{records}.parquet"
        made("casualties", records, path)
        found[str(records)] = run("ours", path)
    return found


def broken(results: dict[str, Figures]) -> list[str]:
    """Where ours costs more, or is less right, than Splink in the same run."""
    faults = []
    for kind in ("latin", "casualties"):
        ours, splink = (results.get(kind, {}).get(side, {}) for side in SIDES)
        for name, sign, slack in _HELD_TO:
            if ours and sign * (ours[name] - splink[name]) > slack:
                faults.append(f"{kind}: {name} {ours[name]}, Splink's {splink[name]}")
    return faults


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "link_scale.json"
    kept = json.loads(before.read_text("utf-8")) if before.exists() else {}
    sections = ("latin", "casualties", "growth")
    results = {section: kept[section] for section in sections if section in kept}
    with tempfile.TemporaryDirectory() as folder:
        for section in sys.argv[1:] or sections:
            at = fresh(Path(folder) / section)
            at.mkdir()
            results[section] = growth(at) if section == "growth" else beside(section, at)
    faults = broken(results)
    keep("link_scale", {**results, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
