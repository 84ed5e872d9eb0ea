"""Runs tahqiq as a user's shell does: another process, in a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared"
EXPORT = SHARED / "data" / "raqqa-2017"
FACTS = SHARED / "raqqa" / "facts.csv"


@dataclass(frozen=True)
class Shell:
    """A user's shell in a folder, with a home below it."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TAHQIQ_")}
        inherited.pop("DJANGO_SETTINGS_MODULE", None)
        source = str(Path(__file__).parents[2] / "src")
        return subprocess.Popen(
            [sys.executable, "-m", "tahqiq", *map(str, arguments)],
            env={**inherited, "TAHQIQ_HOME": str(self.home), "PYTHONPATH": source},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str | Path, ends: int = 0) -> str:
        """What one command prints; the test fails unless it ends with this exit code."""
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == ends, f"{arguments} ended with {process.returncode}\n{out}\n{err}"
        return out if ends == 0 else out + err

    def answer(self, *arguments: str | Path) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def kill(self, *arguments: str | Path, after_s: float) -> bool:
        """Starts a command and kills it after so long; False if it had ended by then."""
        process = self.start(*arguments)
        try:
            process.communicate(timeout=after_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True
        return False
