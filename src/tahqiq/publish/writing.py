"""Does the tasks of a site (`editions`): one after the other, or shared between processes."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tahqiq.publish.editions import Editions, Progress
from tahqiq.publish.errors import UnfitRelease

#: What a process writes before the words of an error that is no bug.
UNFIT = "unfit: "
#: The number of a task as it goes through a pipe. Whole ones are read, however many processes read.
NUMBER = struct.Struct("<i")


def write_in_turn(
    release: Path, scratch: Path, site: Path, base: str, progress: Progress, *, meanwhile: Callable[[], None]
) -> int:
    """Writes every page, and gives their number.

    Args:
        release, scratch, site, base: as `Editions` takes them.
        progress: called with the number of pages written since the last call.
        meanwhile: what else is to be done for the site.
    """
    pages = 0

    def count(more: int) -> None:
        nonlocal pages
        pages += more
        progress(more)

    meanwhile()
    with closing(Editions(release, scratch, site, base)) as editions:
        for task in editions.tasks:
            task(count)
    return pages


def write_together(
    release: Path,
    scratch: Path,
    site: Path,
    base: str,
    progress: Progress,
    *,
    meanwhile: Callable[[], None],
    processes: int,
) -> int:
    """The same by several processes, each of which takes the next task when it has finished one.

    They read the numbers of their tasks from one pipe, and tell on another how many pages they have
    written; they end when the one is empty or nobody reads the other any more.

    Raises:
        UnfitRelease: a process found the release unfit.
        RuntimeError: a process failed; its traceback is on stderr.
    """
    with closing(Editions(release, scratch, site, base)) as editions:
        tasks = len(editions.tasks)
    numbers, told = os.pipe(), os.pipe()
    os.write(numbers[1], b"".join(map(NUMBER.pack, range(tasks))))
    paths = [str(path.absolute()) for path in (release, scratch, site)]
    running = [_start([*paths, base], numbers[0], told[1]) for _ in range(processes)]
    for end in (*numbers, told[1]):
        os.close(end)
    try:
        meanwhile()
        with os.fdopen(told[0], encoding="utf-8") as reports:
            pages = sum(_heard(line, progress) for line in reports)
        failed = [process.wait() for process in running if process.wait() != 0]
    finally:
        for process in running:
            process.kill()
            process.wait()
    if failed:
        raise RuntimeError(f"a process that wrote pages ended with {failed[0]}")
    return pages


def _start(arguments: list[str], numbers: int, reports: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", "tahqiq.publish.edition_process", *arguments], stdin=numbers, stdout=reports
    )


def _heard(line: str, progress: Progress) -> int:
    """Passes on one report."""
    if line.startswith(UNFIT):
        raise UnfitRelease(line.removeprefix(UNFIT).strip())
    progress(int(line))
    return int(line)
