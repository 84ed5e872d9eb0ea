"""Does the publisher write pages at least twice as fast as Hugo, on as many pages of the same size?

    .tahqiq/venv/bin/python bench/hugo.py [2000] [--kept FOLDER]

A release of generated incidents is published. Hugo is then given a page for each of ours, of the same
name in the same folder, with our layout as its template (`hugo_project`). Two kinds of bodies: Markdown, as
whoever uses Hugo writes them, which is what was promised; and, for the record, finished HTML, which Hugo has
only to copy. Hugo makes no lists, feeds or sitemap beside. Ours is the whole command: the release checked and
read, every page made of its rows in two languages, search, maps, downloads, and all of it brought to disk.
They take turns, each on an empty folder; the medians count.

Ends with 1 below the promised ratio, with 3 where there is no Hugo (Debian: ``apt-get install hugo``).
Results: bench/results/hugo.json.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from hugo_project import pages_of, write_project
from measure import Measured, fresh, keep, measured, tahqiq
from publish_scale import released

PROMISED, INCIDENTS, TURNS = 2.0, 2000, 5
BODIES = ("markdown", "html")


def version() -> str:
    """What Hugo says of itself; '' where there is none."""
    program = shutil.which("hugo")
    if program is None:
        return ""
    return subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout.strip()


def size_of(folder: Path) -> dict[str, float]:
    """Pages below the folders of the languages, and their mean size."""
    sizes = [page.stat().st_size for page in pages_of(folder)]
    return {"pages": len(sizes), "mean_kib": round(sum(sizes) / len(sizes) / 1024, 2)}


def taken_in_turns(folder: Path, release: Path) -> dict[str, list[Measured]]:
    """Every run of each."""
    runs: dict[str, list[Measured]] = {name: [] for name in ("tahqiq", *BODIES)}
    for _ in range(TURNS):
        runs["tahqiq"].append(tahqiq("publish", release, "--out", fresh(folder / "tahqiq")))
        for body in BODIES:
            where = ("--source", folder / f"of_{body}", "--destination", fresh(folder / body))
            runs[body].append(measured(["hugo", "--quiet", *where]))
    return runs


def compared(folder: Path, incidents: int) -> dict[str, object]:
    """All of them, on the pages of so many incidents."""
    release = folder / "release"
    if not release.is_dir():
        released(folder, incidents)
    tahqiq("publish", release, "--out", folder / "tahqiq")
    for body in BODIES:
        pages = write_project(folder / "tahqiq", fresh(folder / f"of_{body}"), markdown=body == "markdown")
    runs = taken_in_turns(folder, release)
    sizes = {name: size_of(folder / name) for name in runs}
    for name, size in sizes.items():
        if size["pages"] != pages:
            raise SystemExit(f"{name}: {size['pages']} pages in place of {pages}")
    seconds = {name: median(run.wall_s for run in each) for name, each in runs.items()}
    told = {
        name: {
            **sizes[name],
            "seconds": seconds[name],
            "pages_a_second": round(pages / seconds[name]),
            "cpu_s": median(run.cpu_s for run in each),
        }
        for name, each in runs.items()
    }
    ratios = {body: round(seconds[body] / seconds["tahqiq"], 2) for body in BODIES}
    return {**told, "ratio": ratios["markdown"], "ratio_finished_html": ratios["html"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("incidents", type=int, nargs="?", default=INCIDENTS)
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    hugo = version()
    if not hugo:
        print("no hugo here: nothing compared (Debian: apt-get install hugo)", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as name:
        folder = asked.kept or Path(name)
        folder.mkdir(exist_ok=True)
        figures = compared(folder, asked.incidents)
    keep("hugo", {"version": hugo, "incidents": asked.incidents, "promised": PROMISED, **figures})
    return 0 if float(str(figures["ratio"])) >= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main())
