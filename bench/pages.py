"""What Lighthouse says of the published pages, as a phone sees them, on a plain static host.

    .tahqiq/venv/bin/python bench/pages.py [INCIDENTS] [--kept FOLDER]

A generated case of 10,000 incidents is published and laid on a host that does what any does, gzip
and nothing more (plain_host.py). The front page, the explorer and an incident page are measured in both
languages with Lighthouse's own settings (a mid-range phone, 1.6 Mbit/s, 150 ms): each five times, of
which the median counts. A run while others keep the machine busy tells of them and not of the page:
where Lighthouse's benchmark of the machine is below 1,000, at which it warns, the run is repeated.

``--kept``: the site is made in this folder once, and used again. Lighthouse is installed into
bench/lighthouse by npm the first time. Ends with 1 where a score is below what was promised, a request
left the host, or the machine was never idle for long enough. Results: bench/results/pages.json.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from measure import keep, tahqiq
from plain_host import hosted

from tahqiq.read.testing import write_export

FOLDER = Path(__file__).parent / "lighthouse"
PROMISED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LANGUAGES = ("en", "ar")
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
RUNS = 5
TRIES = 25


def published(folder: Path, incidents: int) -> Path:
    """The site of a generated case, made unless it stands there already."""
    export, home, site = folder / "export", folder / "home", folder / "site"
    if not site.is_dir():
        write_export(export, incidents=incidents, seed=1)
        basis = "generated names for a measurement"
        tahqiq("import", "airwars", export, "--home", home, "--names-basis", basis)
        tahqiq("grade", "--home", home)
        tahqiq("release", "--home", home, "--out", folder / "release")
        tahqiq("publish", folder / "release", "--out", site, "--base-url", f"{ADDRESS}/")
    return site


def pages(site: Path) -> list[str]:
    """The pages that are measured."""
    incident = min((site / "en" / "incidents").glob("[!i]*.html")).name
    kinds = ("index.html", "map.html", f"incidents/{incident}")
    return [f"{language}/{kind}" for language in LANGUAGES for kind in kinds]


def measured(paths: list[str]) -> list[dict[str, Any]]:
    """Every run of Lighthouse, page by page in turns."""
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(
            [programs / "npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, env=environment, check=True
        )
    addresses = [f"{ADDRESS}/{path}" for path in paths]
    command = [str(programs / "node"), "measure.mjs", str(RUNS), str(TRIES), *addresses]
    done = subprocess.run(command, cwd=FOLDER, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def judged(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """What the runs of one page come to: medians, and the worst score that counted."""
    told = [run for run in runs if run["quick_enough"]]
    return {
        "runs": len(told),
        "discarded": len(runs) - len(told),
        "scores": {name: median(run["scores"][name] for run in told) if told else None for name in PROMISED},
        "least": {name: min((run["scores"][name] for run in told), default=None) for name in PROMISED},
        "parts": {name: median(run["parts"][name] for run in told) for name in runs[0]["parts"] if told},
        "kilobytes": max(run["kilobytes"] for run in runs),
        "elsewhere": sorted({address for run in runs for address in run["elsewhere"]}),
        "failed": sorted({audit for run in told for audit in run["failed"]}),
    }


def holds(page: dict[str, Any]) -> bool:
    """Whether a page is as promised."""
    if page["runs"] < RUNS:
        print("the machine was never idle for long enough", file=sys.stderr)
        return False
    return not page["elsewhere"] and all(page["scores"][name] >= least for name, least in PROMISED.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("incidents", type=int, nargs="?", default=10_000)
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site = published(asked.kept or Path(name), asked.incidents)
        paths = pages(site)
        with hosted(site, port=PORT):
            runs = measured(paths)
    told = {path: judged([run for run in runs if run["url"].endswith(path)]) for path in paths}
    keep(
        "pages", {"promised": PROMISED, "incidents": asked.incidents, "host": "gzip, HTTP/1.1", "pages": told}
    )
    return 0 if all(map(holds, told.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
