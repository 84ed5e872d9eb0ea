"""How fast files are sealed, beside what the machine can do at best in the same run.

Large files against the slower of SHA-256 alone and a durable copy; 4 KiB files a second, with and without
waiting for the disk; memory. Exits 1 where a promise is broken.

    python bench/seal_many.py [--megabytes 1024] [--files 20000]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import keep

from tahqiq.seal import Archive, Receipt
from tahqiq.seal.stores import folder as folder_store

SMALL = 4_096
LARGE_SHARE, SMALL_A_SECOND, DURABLE_A_SECOND, MOST_MB = 0.9, 5_000, 400, 200


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def written(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))
        os.fsync(file.fileno())
    return path


def copied(source: Path, target: Path) -> None:
    """A durable copy: ``cp`` and ``fsync``."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        os.fsync(new.fileno())


def hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def large(folder: Path, megabytes: int) -> dict[str, float]:
    """Rounds of all three in turn, so that a slow minute of the disk meets them alike; the medians."""
    source = written(folder / "large", megabytes << 20)
    took: dict[str, list[float]] = {"sha256": [], "copy": [], "seal": []}
    for turn in range(5):
        took["sha256"].append(seconds(lambda: hashed(source)))
        took["copy"].append(seconds(lambda turn=turn: copied(source, folder / f"copy{turn}")))
        (folder / f"copy{turn}").unlink()
        archive = Archive.create(folder / f"archive{turn}")
        took["seal"].append(seconds(lambda archive=archive: archive.seal_file(source, receipt("large"))))
        shutil.rmtree(folder / f"archive{turn}")
    rates = {f"{name}_mb_s": megabytes / statistics.median(times) for name, times in took.items()}
    ratio = rates["seal_mb_s"] / min(rates["sha256_mb_s"], rates["copy_mb_s"])
    return {**rates, "of_the_slower": ratio}


def receipt(name: str) -> Receipt:
    return Receipt(by="bench", original_name=name)


def small(folder: Path, count: int) -> dict[bool, float]:
    """4 KiB files sealed a second, durable or not: medians of three rounds in turn.

    The files lie in the page cache, and on the disk: their own writing is not measured.
    """
    source = folder / "small"
    source.mkdir()
    for number in range(count):
        (source / str(number)).write_bytes(os.urandom(SMALL))
    os.sync()
    rates: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(3):
        for durable, found in rates.items():
            found.append(sealed_a_second(source, folder / f"small-{turn}-{durable}", count, durable=durable))
            os.sync()
    return {durable: statistics.median(found) for durable, found in rates.items()}


def sealed_a_second(source: Path, place: Path, count: int, *, durable: bool) -> float:
    archive = Archive.create(place)
    waiting = os.fsync, folder_store._sync_file_system
    if not durable:
        os.fsync, folder_store._sync_file_system = (lambda _: None), (lambda _: True)
    try:
        took = seconds(lambda: sum(1 for _ in archive.seal_many(sources(source))))
    finally:
        os.fsync, folder_store._sync_file_system = waiting
    return count / took


def sources(folder: Path) -> Iterator[tuple[Path, Receipt]]:
    for path in sorted(folder.iterdir()):
        yield path, receipt(path.name)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=1_024)
    options.add_argument("--files", type=int, default=20_000)
    options.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        rates = small(folder, asked.files)
        found = {
            "large": large(folder, asked.megabytes),
            "small_a_second": rates[False],
            "small_durable_a_second": rates[True],
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        }
    keep("seal_many", found)
    kept = (
        found["large"]["of_the_slower"] >= LARGE_SHARE
        and found["small_a_second"] >= SMALL_A_SECOND
        and found["small_durable_a_second"] >= DURABLE_A_SECOND
        and found["peak_mb"] <= MOST_MB
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
