"""Flips every bit of every file of a small archive, plain and encrypted, and verifies without any key.

Takes some ten minutes of CPU time; ``seal_flips.py 50`` tries every fiftieth bit and keeps nothing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import keep

from tahqiq.seal import Archive, Receipt, verify

NO_KEYS = Path("/nowhere/keys")


def unnamed(place: Path, *, encrypted: bool, every: int) -> tuple[int, list[str]]:
    """How many bits were flipped, and those that verify did not name the file of."""
    Archive.create(place, encrypted=encrypted).seal_bytes(b"16", Receipt(by="bench", original_name="note"))
    flips, missed = 0, []
    for path in sorted(each for each in place.rglob("*") if each.is_file()):
        name, sound = path.relative_to(place).as_posix(), path.read_bytes()
        path.chmod(0o600)
        for bit in range(0, 8 * len(sound), every):
            wrong = bytearray(sound)
            wrong[bit // 8] ^= 1 << bit % 8
            path.write_bytes(wrong)
            found = verify(place, keys=NO_KEYS, seen=False).faults
            flips += 1
            if name not in {fault.where.partition(" line ")[0] for fault in found}:
                missed.append(f"{name}, bit {bit}")
        path.write_bytes(sound)
    return flips, missed


def main() -> int:
    """Flips, keeps the figures of a whole run, and fails if a bit was not named."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="tahqiq-bench-") as folder:
        for kind in ("plain", "encrypted"):
            flips, missed = unnamed(Path(folder) / kind, encrypted=kind == "encrypted", every=every)
            figures[kind] = {"bits_flipped": flips, "not_named": missed}
    if every == 1:
        keep("seal_flips", figures)
    else:
        print(figures)
    return int(any(figure["not_named"] for figure in figures.values()))  # type: ignore[index]


if __name__ == "__main__":
    sys.exit(main())
