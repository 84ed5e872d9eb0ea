"""Debian's Chromium, as tests start it; where it is absent they say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import debian
import pytest
from playwright.sync_api import Browser, sync_playwright

_PROGRAM = "/usr/bin/chromium"
_LACKING = [package for package in debian.missing() if package in {"chromium", "libatomic1"}]

needed = pytest.mark.skipif(
    bool(_LACKING), reason=f"no browser here (Debian: apt-get install {' '.join(_LACKING)})"
)


@contextmanager
def started(*, drawing: bool = False) -> Iterator[Browser]:
    """A browser of its own, without the sandbox, which refuses to run as root.

    Args:
        drawing: whether pages may draw with WebGL; the processor then does a graphics card's work.
    """
    graphics = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"] if drawing else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=["--no-sandbox", *graphics])
        yield browser
        browser.close()
