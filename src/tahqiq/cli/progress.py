"""A quiet line of progress on stderr: drawn on a terminal, silent in a file or a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TypeVar

_EVERY = 0.1  # seconds between two drawings

T = TypeVar("T")


class Progress:
    """Counts what is done, and erases its line when the work ends.

    Args:
        label: what is being done ('importing').
        total: how many there will be; None where nobody knows.
    """

    def __init__(self, label: str, total: int | None = None) -> None:
        self.label, self.total, self.done = label, total, 0
        self._started = time.monotonic()
        self._due = self._started + 2 * _EVERY  # short work draws nothing
        self._drawn = False
        self._visible = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self, n: int = 1) -> None:
        """``n`` more are done."""
        self.done += n
        if self._visible and time.monotonic() >= self._due:
            self._draw()

    def turn_to(self, label: str) -> None:
        """The next step begins: its name becomes the label, and counts."""
        self.label = label
        self.advance()

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """The same things, counted as they pass."""
        for thing in things:
            yield thing
            self.advance()

    def line(self) -> str:
        """The line as drawn: ``importing  1,200 of 4,800  25 %  3 s``."""
        seconds = int(time.monotonic() - self._started)
        if not self.total:
            return f"{self.label}  {self.done:,}  {seconds} s"
        share = min(100, 100 * self.done // self.total)
        return f"{self.label}  {self.done:,} of {self.total:,}  {share} %  {seconds} s"

    def _draw(self) -> None:
        self._due = time.monotonic() + _EVERY
        self._drawn = True
        sys.stderr.write(f"\r\x1b[K{self.line()}")
        sys.stderr.flush()
