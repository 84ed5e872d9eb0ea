"""System packages that tests need; installed where we may, and named where we may not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

from postgres import programs

#: Debian package → is what we need of it already here?
WANTED: dict[str, Callable[[], bool]] = {
    "chromium": Path("/usr/bin/chromium").exists,
    "default-jre-headless": lambda: shutil.which("java") is not None,  # Spark runs on it
    "libatomic1": lambda: find_library("atomic") is not None,  # Playwright's own Node is linked to it
    "postgresql": lambda: programs() is not None,
}


def missing() -> list[str]:
    """The packages whose programs are not on this machine."""
    return [package for package, here in WANTED.items() if not here()]


def install_missing() -> None:
    """Installs what is missing, as root on Debian; elsewhere leaves everything as it is."""
    packages = missing()
    if not packages or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"  · installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=quiet, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(done.stderr, file=sys.stderr)
