"""Writing files so that a count of system calls can stop it anywhere and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path


def write_all(descriptor: int, content: bytes | memoryview) -> None:
    """Writes everything, however little the system takes at a time."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def create(path: Path, content: bytes, *, mode: int) -> None:
    """Makes a new file with this content, on the disk; its folder is flushed later, with other files."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        write_all(descriptor, content)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
