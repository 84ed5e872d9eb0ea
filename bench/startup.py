"""How long `tahqiq --help` takes, and what the wrapper adds to it: best of ten, CPU and wall seconds."""

from __future__ import annotations

import sys
from pathlib import Path

from measure import ROOT, Measured, keep, measured, tahqiq

#: CPU seconds (HOUSE, rule 9), and wall seconds the wrapper may add.
HELP_AT_MOST, WRAPPER_AT_MOST = 0.3, 0.3
RUNS = 10


def best(runs: list[Measured]) -> Measured:
    """The run least disturbed by whatever else the machine was doing."""
    return min(runs, key=lambda run: run.wall_s)


def main() -> int:
    """Measures, keeps the figures, and fails if a promise is broken."""
    plain = best([tahqiq("--help") for _ in range(RUNS)])
    wrapped = best([measured([Path(ROOT) / "tahqiq", "--help"]) for _ in range(RUNS)])
    added = round(max(0.0, wrapped.wall_s - plain.wall_s), 3)
    promises = {"help_cpu_s_at_most": HELP_AT_MOST, "wrapper_adds_s_at_most": WRAPPER_AT_MOST}
    keep("startup", {"help": plain, "through_the_wrapper": wrapped, "wrapper_adds_s": added, **promises})
    return int(plain.cpu_s > HELP_AT_MOST or added > WRAPPER_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
