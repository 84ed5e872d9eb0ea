"""Runs Pagefind over the pages of prose; what it finds them by lies in ``pagefind/`` of the site.

Pagefind reads the pages whose main part is marked ``data-pagefind-body``: the front, the method, what
other bodies found, stories. They are named to it, so that it does not read every page of the record.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec

from tahqiq.publish.errors import SearchFailed

FOLDER = "pagefind"
#: Where pages of prose lie, in each language.
_PAGES = "{en,ar}/{*,claims/index-context*,story/*/*}.html"
#: Files of Pagefind's own page and widgets; ours asks its library.
_WIDGETS = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
_SECONDS = 600


def write_stories(site: Path) -> None:
    """Writes ``pagefind/`` of a site whose pages are written.

    Raises:
        SearchFailed: Pagefind could not be run, or says why it could not index the pages.
    """
    from pagefind_bin import get_executable  # type: ignore[import-untyped]

    try:
        done = subprocess.run(  # noqa: S603 (the binary of a locked wheel, and our own words)
            [get_executable(), "--site", site, "--glob", _PAGES, "--keep-index-url", "--quiet"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchFailed(f"Pagefind, which indexes the pages of prose, cannot be run: {error}") from error
    if done.returncode != 0 or not (site / FOLDER / "pagefind.js").is_file():
        raise SearchFailed(f"Pagefind could not index the pages of prose: {_last_line(done)}")
    _tidy(site / FOLDER)


def _tidy(folder: Path) -> None:
    """Without what is not asked; the languages in order, which Pagefind leaves to chance."""
    for pattern in _WIDGETS:
        for file in folder.glob(pattern):
            file.unlink()
    entry = folder / "pagefind-entry.json"
    told = msgspec.json.decode(entry.read_bytes())
    entry.write_bytes(msgspec.json.encode(told | {"languages": dict(sorted(told["languages"].items()))}))


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return said[-1] if said else f"it ended with {done.returncode}"
