"""CPU time of a page's main thread, from Chromium's own trace: it does not depend on what else is running."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

_CATEGORIES = ["toplevel", "devtools.timeline"]
_TASK = "ThreadControllerImpl::RunTask"


@dataclass
class MainThread:
    """What the thread did while it was watched; milliseconds of its own CPU clock.

    Attributes:
        busy_ms: all tasks together: scripts, styles, layout, painting.
        longest_ms: the longest task.
    """

    busy_ms: float = 0.0
    longest_ms: float = 0.0


@contextmanager
def watched(page: Page, script: str) -> Iterator[MainThread]:
    """Watches the main thread of the page that runs a script of this name; filled in when the block ends."""
    browser = page.context.browser
    assert browser is not None
    found = MainThread()
    browser.start_tracing(page=page, categories=_CATEGORIES)
    yield found
    events = json.loads(browser.stop_tracing())["traceEvents"]
    ours = {(each["pid"], each["tid"]) for each in events if script in json.dumps(each.get("args", {}))}
    tasks = [
        each["tdur"] / 1000
        for each in events
        if (each["pid"], each["tid"]) in ours and each["name"] == _TASK and "tdur" in each
    ]
    if not tasks:
        raise SystemExit(f"the trace shows no thread that runs {script}")
    found.busy_ms, found.longest_ms = sum(tasks), max(tasks)
