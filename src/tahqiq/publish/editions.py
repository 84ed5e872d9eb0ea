"""Writes the pages of each language: in turn, or each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from tahqiq.language.direction import isolated
from tahqiq.publish import (
    catalogues,
    explorer,
    front,
    history,
    incidents,
    passages,
    people,
    says,
    tools,
    totals,
    voices,
    wall,
)
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.heads.feed import has_feed
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.rendering import template
from tahqiq.publish.shelves import Shelves
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.wording import LANGUAGES, Language

Progress = Callable[[int], None]

FOLDERS = ("incidents", "claims", "sources", "items", "victims", "totals", "sites", "people", "names")
#: What a process writes before the words of an error that is no bug.
UNFIT = "unfit: "


def write_in_turn(release: Path, scratch: Path, site: Path, base: str, progress: Progress) -> int:
    """Writes every language, one after the other, and gives the number of pages."""
    return sum(write(release, scratch, site, language, base, progress) for language in LANGUAGES)


def write_together(release: Path, scratch: Path, site: Path, base: str, progress: Progress) -> int:
    """Writes every language at the same time, each in a process of its own.

    The processes share one pipe, on which they tell how many pages they have written; they end
    when nobody reads it any more.

    Raises:
        UnfitRelease: a process found the release unfit.
        RuntimeError: a process failed; its traceback is on stderr.
    """
    reading, writing = os.pipe()
    running = [_start((release, scratch, site), language, base, writing) for language in LANGUAGES]
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8") as reports:
            pages = sum(_heard(line, progress) for line in reports)
        failed = [process.wait() for process in running if process.wait() != 0]
    finally:
        for process in running:
            process.kill()
            process.wait()
    if failed:
        raise RuntimeError(f"a process that wrote pages ended with {failed[0]}")
    return pages


def _start(
    paths: tuple[Path, Path, Path], language: Language, base: str, reports: int
) -> subprocess.Popen[bytes]:
    arguments = [str(path.absolute()) for path in paths]
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", "tahqiq.publish.edition_process", *arguments, language, base], stdout=reports
    )


def _heard(line: str, progress: Progress) -> int:
    """Passes on one report."""
    if line.startswith(UNFIT):
        raise UnfitRelease(line.removeprefix(UNFIT).strip())
    progress(int(line))
    return int(line)


def write(release: Path, scratch: Path, site: Path, language: Language, base: str, progress: Progress) -> int:
    """Writes every page of one language and gives their number."""
    folder = ReleaseFolder.open(release)
    for name in FOLDERS:
        (site / language / name).mkdir(parents=True)
    written = 0
    with closing(Shelves(scratch)) as shelves:
        edition = Edition(
            Tongue(language),
            shelves,
            folder.case(),
            folder.manifest,
            folder.totals(),
            base=base,
            ground=Ground.read(site),
        )
        everywhere = _everywhere(edition)
        for page in _pages(edition, site):
            _write(site / language / page.path, _rendered(page, edition.tongue, everywhere))
            written += 1
            progress(1)
    return written


def _write(path: Path, text: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 (called for every page)
        file.write(text.encode())


def _rendered(page: Page, tongue: Tongue, everywhere: dict[str, object]) -> str:
    depth = page.path.count("/")
    return template(page.template, depth, tongue).render(everywhere, path=page.path, **page.values)


def _pages(edition: Edition, site: Path) -> Iterator[Page]:
    return chain(
        front.pages(edition),
        explorer.pages(edition, site),
        incidents.list_pages(edition),
        incidents.pages(edition),
        passages.pages(edition),
        totals.pages(edition),
        says.pages(edition),
        people.pages(edition),
        wall.pages(edition),
        catalogues.pages(edition),
        voices.pages(edition),
        history.pages(edition),
        tools.pages(edition),
    )


def _everywhere(edition: Edition) -> dict[str, object]:
    """What every page of an edition is given."""
    title = edition.tongue.pick(edition.case, "title")
    summary = edition.tongue.pick(edition.case, "summary")
    return {
        "case": edition.case,
        "site_title": title,
        "site_name": isolated(title.striptags()),
        "site_says": (summary or title).striptags(),
        "preview": edition.manifest.status != "approved",
        "manifest": edition.manifest,
        "base": edition.base,
        "feed": bool(edition.base) and has_feed(edition),
    }
