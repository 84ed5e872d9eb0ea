"""The road on an export: import, grade, release, publish, publish again; time and peak memory.

    .tahqiq/venv/bin/python bench/road.py [EXPORT]

EXPORT is a folder with the four Airwars files; without it ../shared/data/raqqa-2017.
Each time stands beside a limit measured in the same run: the import beside reading the
same CSV files and storing their rows in a bare SQLite table, the pages beside copying the
same pages with fsync. Results: bench/results/road.json.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from measure import ROOT, fresh, keep, tahqiq

LIMITS = {"import_s": 20, "publish_s": 10, "publish_again_s": 1, "peak_mb": 500}


def bare_load(export: Path, scratch: Path) -> float:
    """Seconds to parse the files and store their rows, with no checks, claims or seals."""
    began = time.perf_counter()
    with sqlite3.connect(scratch / "bare.sqlite3") as database:
        for file in sorted(export.glob("*.csv")):
            with file.open(newline="", encoding="utf-8-sig") as stream:
                rows = csv.reader(stream)
                columns = ",".join(f"c{n}" for n in range(len(next(rows))))
                database.execute(f"CREATE TABLE {file.stem} ({columns})")
                marks = ",".join("?" * (columns.count(",") + 1))
                database.executemany(f"INSERT INTO {file.stem} VALUES ({marks})", rows)
    return time.perf_counter() - began


def bare_copy(site: Path, scratch: Path) -> float:
    """Seconds to write the same files again, and force them to disk."""
    began = time.perf_counter()
    shutil.copytree(site, scratch / "copy")
    os.sync()
    return time.perf_counter() - began


def main() -> None:
    export = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "raqqa-2017"
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        home, out, site = fresh(scratch / "home"), scratch / "release", scratch / "site"
        steps = {
            "import": tahqiq("import", "airwars", export, "--home", home),
            "import_again": tahqiq("import", "airwars", export, "--home", home),
            "grade": tahqiq("grade", "--home", home),
            "release": tahqiq("release", "--home", home, "--out", out),
            "publish": tahqiq("publish", out, "--out", site),
            "publish_again": tahqiq("publish", out, "--out", site),
            "verify": tahqiq("verify", "--home", home),
        }
        pages = sum(1 for _ in site.rglob("*.html"))
        keep(
            "road",
            {
                "steps": steps,
                "pages": pages,
                "ratios": {
                    "import_to_bare_load": round(steps["import"].wall_s / bare_load(export, scratch), 2),
                    "publish_to_bare_copy": round(steps["publish"].wall_s / bare_copy(site, scratch), 2),
                },
                "limits": LIMITS,
                "within_limits": {
                    "import_s": steps["import"].wall_s <= LIMITS["import_s"],
                    "publish_s": steps["publish"].wall_s <= LIMITS["publish_s"],
                    "publish_again_s": steps["publish_again"].wall_s <= LIMITS["publish_again_s"],
                    "peak_mb": max(step.peak_mb for step in steps.values()) <= LIMITS["peak_mb"],
                },
            },
        )


if __name__ == "__main__":
    main()
