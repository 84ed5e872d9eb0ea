"""Progress: a line on a terminal, silence elsewhere, nothing left behind."""

from __future__ import annotations

import io
import sys

import pytest

from tahqiq.cli import progress
from tahqiq.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, every: float = 0.0) -> Terminal:
    """A screen in place of stderr; pytest's own capture begins after fixtures, so no fixture."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "_EVERY", every)
    return screen


def test_a_terminal_sees_the_line_which_is_erased_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_a_terminal(monkeypatch)
    with Progress("importing", 4) as shown:
        assert list(shown.over("abcd")) == list("abcd")
    assert "importing  2 of 4  50 %" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_without_a_total_the_count_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_a_terminal(monkeypatch)
    with Progress("reading") as shown:
        shown.advance(1200)
    assert "reading  1,200  0 s" in terminal.getvalue()


def test_work_that_is_done_at_once_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = at_a_terminal(monkeypatch, every=10.0)
    with Progress("importing", 4) as shown:
        shown.advance(4)
    assert screen.getvalue() == ""


def test_a_pipe_sees_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    with Progress("importing", 2) as shown:
        shown.advance(2)
    assert capsys.readouterr() == ("", "")


def test_more_than_promised_is_not_more_than_all() -> None:
    shown = Progress("importing", 2)
    shown.advance(3)
    assert "100 %" in shown.line()
