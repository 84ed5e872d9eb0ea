"""One pass over the bytes: large files beside SHA-256 alone and a durable copy; small files; near-duplicates.

The three are run in turn, several times, and the best of each is compared: whatever else the machine
is doing slows all of them. --size MB, --runs N.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import keep

from tahqiq.seal import intake
from tahqiq.seal.looking import similar

#: Share of the slower of the two (issue 4), microseconds of processor time a file of 4 KiB, seconds.
RATIO_AT_LEAST, SMALL_US_AT_MOST, SIMILAR_S_AT_MOST = 0.9, 50, 10
SMALL_FILES, HASHES = 2_000, 100_000


def digest(path: Path) -> None:
    """SHA-256 alone, read the fastest way we know."""
    found, buffer = hashlib.sha256(), memoryview(bytearray(1 << 20))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(buffer):
            found.update(buffer[:size])


def durable_copy(path: Path) -> None:
    """A copy by the kernel, then brought to disk."""
    target = path.with_suffix(".copy")
    shutil.copyfile(path, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    target.unlink()


def sealed_copy(path: Path) -> None:
    """Our pass: both digests, type and copy, then brought to disk."""
    target = path.with_suffix(".sealed")
    with target.open("xb", buffering=0) as file:
        intake.copy(path, file.fileno())
        os.fsync(file.fileno())
    target.unlink()


def wall(work: Callable[[Path], None], path: Path) -> float:
    began = time.perf_counter()
    work(path)
    return time.perf_counter() - began


def large(folder: Path, *, size: int, runs: int) -> dict[str, float]:
    """MB a second of each, and ours as a share of the slower of the two others."""
    path = folder / "large"
    with path.open("wb") as file:
        for _ in range(size):
            file.write(random.randbytes(1 << 20))
        os.fsync(file.fileno())
    works = {"sha256_alone": digest, "durable_copy": durable_copy, "sealed": sealed_copy}
    best = dict.fromkeys(works, float("inf"))
    for _ in range(runs):
        for name, work in works.items():
            best[name] = min(best[name], wall(work, path))
    ratio = max(best["sha256_alone"], best["durable_copy"]) / best["sealed"]
    return {f"{name}_mb_s": round(size * 1.048576 / took) for name, took in best.items()} | {
        "share_of_the_slower": round(ratio, 3)
    }


def small(folder: Path) -> dict[str, float]:
    """Microseconds of processor time to take a file of 4 KiB: open, read, both digests, type."""
    texts = {
        "random": random.randbytes(4_096),
        "picture": b"\x89PNG\r\n\x1a\n" + random.randbytes(4_088),
        "table": b"12345,67890,x\n" * 292,
        "prose": b"They were seen at the bridge that morning.\n" * 95,
    }
    taken = {}
    for kind, text in texts.items():
        paths = [folder / f"{kind}{number}" for number in range(SMALL_FILES)]
        for path in paths:
            path.write_bytes(text)
        taken[f"{kind}_us"] = min(round(_taking(paths), 1) for _ in range(5))
    return taken


def _taking(paths: list[Path]) -> float:
    began = time.process_time()
    for path in paths:
        intake.take(path)
    return (time.process_time() - began) / len(paths) * 1e6


def near_duplicates() -> dict[str, float]:
    """Processor seconds for all pairs within 8 bits of so many hashes, a tenth of them near-copies."""
    dice = random.Random(1)
    hashes = [dice.getrandbits(64) for _ in range(HASHES * 9 // 10)]
    hashes += [
        each ^ (1 << dice.randrange(64)) ^ (1 << dice.randrange(64)) for each in hashes[: HASHES // 10]
    ]
    items = [(str(number), f"{each:016x}") for number, each in enumerate(hashes)]
    similar(items[:100])
    began = time.process_time()
    pairs = len(similar(items))
    return {"hashes": HASHES, "pairs": pairs, "cpu_s": round(time.process_time() - began, 2)}


def main() -> int:
    """Measures, keeps the figures, and fails if a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--runs", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as name:
        big = large(Path(name), size=options.size, runs=options.runs)
        little = small(Path(name))
    alike = near_duplicates()
    promises = {
        "share_at_least": RATIO_AT_LEAST,
        "small_us_at_most": SMALL_US_AT_MOST,
        "similar_cpu_s_at_most": SIMILAR_S_AT_MOST,
    }
    keep("seal_intake", {"large": big, "small_4_kib": little, "similar": alike, "promises": promises})
    broken = big["share_of_the_slower"] < RATIO_AT_LEAST or max(little.values()) > SMALL_US_AT_MOST
    return int(broken or alike["cpu_s"] > SIMILAR_S_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
