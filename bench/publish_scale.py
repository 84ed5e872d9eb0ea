"""How long does a site of many incidents take, search included, and how much memory?

    .tahqiq/venv/bin/python bench/publish_scale.py [20000]

The release is generated, and goes the whole road: import, grade, release. Measured is ``tahqiq publish``,
beside copying the finished site file by file and waiting for the disk. With the 20,000 incidents of the
promise it ends with 1 where the site takes more than 60 s or 1 GiB, all its processes together. Results:
bench/results/publish_scale.json.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from measure import Measured, keep, measured, tahqiq

from tahqiq.publish.site_record import SiteRecord
from tahqiq.read.testing import write_export

PROMISED, SECONDS, MIB = 20_000, 60.0, 1024.0


def released(folder: Path, incidents: int) -> Path:
    """A release of so many generated incidents."""
    export, home, release = (folder / name for name in ("export", "home", "release"))
    write_export(export, incidents=incidents, seed=1)
    tahqiq("import", "airwars", export, "--home", home)
    tahqiq("grade", "--home", home)
    tahqiq("release", "--home", home, "--out", release)
    return release


def copied(site: Path, to: Path) -> float:
    """Seconds to copy a site, and to have it on the disk."""
    os.sync()
    began = time.perf_counter()
    measured(["cp", "-r", site, to])
    os.sync()
    return round(time.perf_counter() - began, 3)


def size_of(folder: Path) -> dict[str, float]:
    """Files of a folder, and their MiB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"files": len(sizes), "mib": round(sum(sizes) / 2**20, 2)}


def main() -> None:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else PROMISED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        release = released(folder, incidents)
        os.sync()
        made: Measured = tahqiq("publish", release, "--out", site, "--base-url", "https://record.example/")
        record = SiteRecord.read(site)
        assert record is not None
        copy_s = copied(site, folder / "copy")
        keep(
            "publish_scale",
            {
                "incidents": incidents,
                "pages": record.pages,
                "mib": round(record.bytes / 2**20, 1),
                "publish": made,
                "pages_a_second": round(record.pages / made.wall_s),
                "cpu_ms_a_page": round(1000 * made.cpu_s / record.pages, 3),
                "search": size_of(site / "search"),
                "copying_with_sync_s": copy_s,
                "times_copying": round(made.wall_s / copy_s, 2),
            },
        )
    if incidents >= PROMISED and (made.wall_s > SECONDS or made.peak_mb > MIB):
        raise SystemExit(f"promised: {SECONDS:.0f} s and {MIB:.0f} MiB")


if __name__ == "__main__":
    main()
