"""Runs a command and measures it: wall and CPU seconds, peak memory of the whole process tree."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    wall_s: float
    cpu_s: float
    peak_mb: float


def measured(command: Sequence[str | Path]) -> Measured:
    """Runs to the end; a failing command ends the benchmark."""
    began = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, cwd=ROOT)
    peak = 0.0
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, _tree_mb(child.pid))
        time.sleep(0.02)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {child.returncode}")
    wall = time.perf_counter() - began
    peak = max(peak, usage.ru_maxrss / 1024)
    return Measured(round(wall, 3), round(usage.ru_utime + usage.ru_stime, 3), round(peak, 1))


def tahqiq(*arguments: str | Path) -> Measured:
    """Measures one tahqiq command as a user's shell would start it."""
    return measured([sys.executable, "-m", "tahqiq", *arguments])


def keep(name: str, figures: dict[str, object]) -> None:
    """Writes bench/results/<name>.json with the machine and the commit, and prints it."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    result = {
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        "commit": commit.stdout.strip(),
        **figures,
    }
    text = json.dumps(result, indent=1, default=asdict, ensure_ascii=False)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    print(text)


def fresh(folder: Path) -> Path:
    """The folder's name, with nothing there any more."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _tree_mb(root: int) -> float:
    """Proportional set size of a process and its descendants, in MiB."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended between two looks
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024
