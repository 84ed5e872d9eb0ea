"""Running a command in this process, with what it prints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tahqiq.cli import run


@dataclass
class Told:
    """A finished command."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Runs commands in a folder of their own."""

    folder: Path
    captured: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> Told:
        code = run([str(each) for each in arguments])
        out, err = self.captured.readouterr()
        return Told(code, out, err)
