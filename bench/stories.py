"""What Lighthouse says of every chapter of the built-in story, as a phone sees it, on a plain static host.

    .tahqiq/venv/bin/python bench/stories.py [--kept FOLDER] [--runs N] [--tries N]

The built-in case is released and published, and every page of its story measured in both languages as
bench/pages.py measures the record's: five runs each, of which the median counts, and none that a busy
machine spoilt. The bytes are those of the first view: what a browser fetches before anything is asked
for; sound is never among them.

``--kept``: the site is made in this folder once, and used again. Ends with 1 where a score is below what
was promised, a first view is heavier, a request left the host, or the machine was never idle for long
enough. Results: bench/results/stories.json.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import pages
from measure import keep, tahqiq
from plain_host import hosted

#: Of a first view, without sound.
MOST_KILOBYTES = 250


def published(folder: Path) -> Path:
    """The site of the built-in case, made unless it stands there already."""
    home, site = folder / "home", folder / "site"
    if not site.is_dir():
        tahqiq("demo", "--no-serve", "--home", home)
        (release,) = (home / "releases").iterdir()
        tahqiq("publish", release, "--out", site, "--base-url", f"{pages.ADDRESS}/")
    return site


def chapters(site: Path) -> list[str]:
    """Every page of every story, and the front that leads with it."""
    stories = (site / language / "story" for language in pages.LANGUAGES)
    found = sorted(path for story in stories for path in story.rglob("*.html"))
    fronts = [f"{language}/index.html" for language in pages.LANGUAGES]
    return fronts + [str(path.relative_to(site)) for path in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--runs", type=int, default=pages.RUNS)
    parser.add_argument("--tries", type=int, default=pages.TRIES)
    asked = parser.parse_args()
    pages.RUNS, pages.TRIES = asked.runs, asked.tries
    with tempfile.TemporaryDirectory() as name:
        site = published(asked.kept or Path(name))
        paths = chapters(site)
        with hosted(site, port=pages.PORT):
            runs = pages.measured(paths)
    told = {path: pages.judged([run for run in runs if run["url"].endswith(path)]) for path in paths}
    keep(
        "stories",
        {
            "promised": pages.PROMISED | {"kilobytes": MOST_KILOBYTES},
            "host": "gzip, HTTP/1.1",
            "pages": told,
        },
    )
    light = all(page["kilobytes"] <= MOST_KILOBYTES for page in told.values())
    return 0 if light and all(map(pages.holds, told.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
