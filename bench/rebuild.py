"""How long does publishing take when nothing changed?

    .tahqiq/venv/bin/python bench/rebuild.py [20000] [--kept FOLDER]

A release of generated incidents and that of the built-in case are each published, then again as they are:
the whole command, every file looked at, seven times, of which the median counts. Ends with 1 where either
takes more than the promised 2 s, or where a site was written again. Results: bench/results/rebuild.json.

``--kept``: releases and sites are made in this folder once, and used again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from measure import keep, tahqiq
from publish_scale import released

from tahqiq.publish.site_record import SiteRecord

INCIDENTS, SECONDS, TIMES = 20_000, 2.0, 7


def demo(folder: Path) -> Path:
    """The release of the built-in case."""
    home = folder / "home"
    tahqiq("demo", "--no-serve", "--home", home)
    return max((home / "releases").iterdir())


def again(release: Path, site: Path) -> dict[str, object]:
    """Seconds of a command that finds the site as it left it."""
    tahqiq("publish", release, "--out", site)
    record, made = SiteRecord.read(site), (site / "site.json").stat().st_ino
    assert record is not None
    runs = [tahqiq("publish", release, "--out", site) for _ in range(TIMES)]
    return {
        "pages": record.pages,
        "files": record.files,
        "seconds": round(median(run.wall_s for run in runs), 3),
        "slowest_s": max(run.wall_s for run in runs),
        "cpu_s": round(median(run.cpu_s for run in runs), 3),
        "unchanged": (site / "site.json").stat().st_ino == made,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("incidents", type=int, nargs="?", default=INCIDENTS)
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    told = {}
    with tempfile.TemporaryDirectory() as name:
        for case in ("generated", "built_in"):
            folder = (asked.kept or Path(name)) / case
            release = folder / "release"
            if not release.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                release = released(folder, asked.incidents) if case == "generated" else demo(folder)
            told[case] = again(release, folder / "site")
    keep("rebuild", {"incidents": asked.incidents, "promised_s": SECONDS, **told})
    return 0 if all(case["unchanged"] and case["seconds"] <= SECONDS for case in told.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
