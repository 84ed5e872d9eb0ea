"""Does memory grow with the record? The road on generated cases of growing size.

    .tahqiq/venv/bin/python bench/scale.py [1000 10000 100000]

The ratio of peak memory, largest case to smallest, should be near 1 for every step.
Results: bench/results/scale.json.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Measured, keep, tahqiq

from tahqiq.read.testing import write_export


def road(folder: Path, incidents: int) -> dict[str, Measured]:
    export, home, out, site = (folder / name for name in ("export", "home", "release", "site"))
    write_export(export, incidents=incidents, seed=1)
    return {
        "import": tahqiq("import", "airwars", export, "--home", home),
        "grade": tahqiq("grade", "--home", home),
        "release": tahqiq("release", "--home", home, "--out", out),
        "publish": tahqiq("publish", out, "--out", site),
    }


def main() -> None:
    sizes = sorted(int(size) for size in sys.argv[1:]) or [1_000, 10_000, 100_000]
    runs: dict[int, dict[str, Measured]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            runs[size] = road(Path(name), size)
            print(size, runs[size], file=sys.stderr)
    least, most = runs[sizes[0]], runs[sizes[-1]]
    ratios = {step: round(most[step].peak_mb / least[step].peak_mb, 2) for step in most}
    keep("scale", {"incidents": {str(size): run for size, run in runs.items()}, "memory_ratios": ratios})


if __name__ == "__main__":
    main()
