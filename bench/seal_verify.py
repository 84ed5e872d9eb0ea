"""How fast and in how much memory an archive is verified, against `sha256sum` in the same run.

Everything is read from the page cache, which is warm for all: the promise is about computing, not about
a disk. Runs alternate, and the least disturbed of each counts. Where others used the machine meanwhile,
the clock says how busy they were, and the promise is judged by CPU time on all cores instead. Small files
are reported and promise nothing: opening one costs more than hashing it, for `sha256sum` too.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import keep, tahqiq

from tahqiq.seal import Archive, Receipt, verify

#: Full verify against sha256sum, quick against full, and MiB however large the archive.
FULL_AT_LEAST, QUICK_AT_LEAST, MEMORY_AT_MOST = 8.0, 2.0, 200.0
LARGE, LARGE_BYTES = 32, 16 << 20
SMALL, SMALL_BYTES = 4_000, 4_096
FEW, MANY = 5_000, 40_000
RUNS = 7


@dataclass(frozen=True)
class Speed:
    """The best run by the clock, and what the least CPU time of a run would give."""

    mb_per_s: float
    files_per_s: float
    mb_per_cpu_s: float


def sealed(place: Path, items: int, size: int) -> Path:
    """An archive of so many items of so many random bytes."""

    def sources() -> Iterator[tuple[bytes, Receipt]]:
        for number in range(items):
            yield secrets.token_bytes(size), Receipt(by="bench", original_name=f"{number}.bin")

    for _ in Archive.create(place).seal_many(sources()):
        pass
    return place


def sound(place: Path, how: str) -> Callable[[], None]:
    """A verification that must find nothing."""

    def run() -> None:
        if verify(place, how=how).faults:  # type: ignore[arg-type]
            raise SystemExit(f"{place} has faults")

    return run


def sha256sum(place: Path) -> Callable[[], None]:
    """The same bytes through the system's own command."""
    files = sorted(str(each) for each in (place / "objects").rglob("*") if each.is_file())

    def run() -> None:
        subprocess.run(["sha256sum", *files], stdout=subprocess.DEVNULL, check=True)

    return run


def best(works: dict[str, Callable[[], None]], items: int, size: int) -> dict[str, Speed]:
    """The fastest of ``RUNS`` of each, alternating."""
    wall, cpu = dict.fromkeys(works, float("inf")), dict.fromkeys(works, float("inf"))
    for _ in range(RUNS):
        for name, work in works.items():
            began, before = time.perf_counter(), cpu_seconds()
            work()
            wall[name] = min(wall[name], time.perf_counter() - began)
            cpu[name] = min(cpu[name], cpu_seconds() - before)
    return {
        name: Speed(
            round(items * size / wall[name] / 1e6, 1),
            round(items / wall[name], 1),
            round(items * size / cpu[name] / 1e6, 1),
        )
        for name in works
    }


def cpu_seconds() -> float:
    """CPU time of this process and of the commands it has run."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compared(place: Path, items: int, size: int) -> dict[str, object]:
    """Speeds, and the two ratios."""
    sealed(place, items, size)
    works = {"sha256sum": sha256sum(place), "full": sound(place, "full"), "quick": sound(place, "quick")}
    speeds = best(works, items, size)
    return {
        "items": items,
        "bytes_each": size,
        "speeds": speeds,
        "full_to_sha256sum": round(speeds["full"].mb_per_s / speeds["sha256sum"].mb_per_s, 2),
        "quick_to_full": round(speeds["quick"].mb_per_s / speeds["full"].mb_per_s, 2),
        "full_to_sha256sum_by_cpu_time_on_all_cores": round(
            (os.cpu_count() or 1) * speeds["full"].mb_per_cpu_s / speeds["sha256sum"].mb_per_cpu_s, 2
        ),
    }


def main() -> int:
    """Measures, keeps the figures, and fails if a promise is broken."""
    idle = os.getloadavg()[0] < 1
    with tempfile.TemporaryDirectory(prefix="tahqiq-bench-") as folder:
        place = Path(folder)
        # First, while this process is small: the system counts a child from its parent's size on.
        memory = {
            f"{items} items": tahqiq("verify", "--archive", sealed(place / str(items), items, 16)).peak_mb
            for items in (FEW, MANY)
        }
        large = compared(place / "large", LARGE, LARGE_BYTES)
        small = compared(place / "small", SMALL, SMALL_BYTES)
    judged = "full_to_sha256sum" if idle else "full_to_sha256sum_by_cpu_time_on_all_cores"
    promises = {
        "full_to_sha256sum_at_least": FULL_AT_LEAST,
        "quick_to_full_at_least": QUICK_AT_LEAST,
        "memory_mb_at_most": MEMORY_AT_MOST,
    }
    keep(
        "seal_verify",
        {
            "page_cache": "warm",
            "cores_used": os.cpu_count(),
            "machine_was_idle": idle,
            "judged_by": judged,
            "large": large,
            "small": small,
            "peak_mb": memory,
            **promises,
        },
    )
    broken = (
        float(str(large[judged])) < FULL_AT_LEAST
        or float(str(large["quick_to_full"])) < QUICK_AT_LEAST
        or max(memory.values()) > MEMORY_AT_MOST
    )
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
