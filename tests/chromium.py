"""Debian's Chromium, as tests start it; where it is absent they say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import debian
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_PROGRAM = "/usr/bin/chromium"
_LACKING = [package for package in debian.missing() if package in {"chromium", "libatomic1"}]

needed = pytest.mark.skipif(
    bool(_LACKING), reason=f"no browser here (Debian: apt-get install {' '.join(_LACKING)})"
)


#: The browser that is open in this process, where there is one.
_OPEN: list[Browser] = []


@contextmanager
def started(*, drawing: bool = False) -> Iterator[Browser]:
    """A browser without the sandbox, which refuses to run as root; within another's block, that one.

    Whoever opens a page in it closes the page, so that the next test meets nothing of it.

    Args:
        drawing: whether pages may draw with WebGL; the processor then does a graphics card's work.
    """
    if _OPEN:
        assert not drawing, "the browser that is open does not draw"
        yield _OPEN[0]
        return
    graphics = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"] if drawing else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=["--no-sandbox", *graphics])
        _OPEN.append(browser)
        try:
            yield browser
        finally:
            _OPEN.clear()
            browser.close()


@contextmanager
def kept_open() -> Iterator[None]:
    """One browser for all tests of a module that use the record.

    Playwright keeps an event loop in this thread, in which Django would refuse to ask the record; it is
    asked between the browser's steps.
    """
    with pytest.MonkeyPatch.context() as patch, started():
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@contextmanager
def telephone(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page as wide as a telephone, and what it complains of: to its console, or by failing."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    context.close()
