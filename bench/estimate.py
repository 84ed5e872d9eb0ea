"""Multiple systems estimation against the published figures, the R packages, and a thousand strata.

    python bench/estimate.py [reproduction] [speed] [strata]

Sections left out keep the figures of their last run. The R packages are timed in the same run where Rscript
and they are at hand; else the figures that were measured for them stand in, and the result says so. The
capture tables lie beside the checkout (``../shared/data/capture-lists``, or the folder named by
``TAHQIQ_CAPTURE_LISTS``).
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from measure import RESULTS, ROOT, keep, tahqiq

from tahqiq.estimate.chains import bulk_ess, mean_ess
from tahqiq.estimate.decomposable import fit_decomposable
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable, histories
from tahqiq.estimate.latent import fit_latent
from tahqiq.estimate.loglinear.fit import fit_loglinear
from tahqiq.estimate.reading import read_lists
from tahqiq.estimate.stepwise import fit_stepwise

LISTS = Path(os.environ.get("TAHQIQ_CAPTURE_LISTS", ROOT.parent / "shared" / "data" / "capture-lists"))
#: Measured with the R packages on a machine like CI's: the better end of what was seen.
LCMCR_PER_S, RCAPTURE_S, SPARSEMSE_S = 153.0, 0.34, 22.8
#: How many times faster each must be.
LATENT_TIMES, SEARCH_TIMES, BOOTSTRAP_TIMES = 10.0, 5.0, 20.0
#: A thousand strata on two cores.
STRATA, WALL_AT_MOST, MB_AT_MOST = 1_000, 600.0, 1_024.0
#: LCMCR on Kosovo, with the Monte-Carlo error of that mean.
KOSOVO_MEAN, KOSOVO_ERROR, KOSOVO_ENDS = 10_665.0, 15.0, (9_044.0, 13_743.0)


def table(name: str) -> CaptureTable:
    return read_lists(LISTS / f"{name}.csv").strata[0].tables[0]


def cpu(work: Callable[[], Fit], *, times: int = 1) -> tuple[float, Fit]:
    """CPU seconds over all threads, of the run least disturbed, and what it gave."""
    best, found = float("inf"), None
    for _ in range(times):
        began = time.process_time()
        found = work()
        best = min(best, time.process_time() - began)
    assert found is not None
    return best, found


def reproduction() -> dict[str, object]:
    """Every published figure beside ours, and whether it holds."""
    kosovo = table("kosovo_4list")
    latent = fit_latent(kosovo, seed=1, effective=20_000)
    error = float(np.hypot(latent.mcse or 0.0, KOSOVO_ERROR))
    best = fit_loglinear(kosovo, seed=1)
    decomposable = fit_decomposable(kosovo, seed=1, delta=0.5)
    uk = fit_stepwise(table("uk_modern_slavery_5list"), seed=1, bootstraps=1_000)
    orleans = fit_stepwise(table("new_orleans_5list"), seed=1, bootstraps=1_000)
    figures = {
        "kosovo_latent": {
            "mean": latent.mean,
            "median": latent.median,
            "interval_95": [latent.lo95, latent.hi95],
            "rhat": latent.rhat,
            "ess": latent.ess,
            "errors_from_published": abs(latent.mean - KOSOVO_MEAN) / error,
            "published": {"mean": KOSOVO_MEAN, "median": 10_424, "interval_95": KOSOVO_ENDS},
        },
        "kosovo_loglinear_bic": {
            "model": best.detail["model"],
            "total": best.median,
            "standard_error": best.detail["standard_error"],
            "published": {
                "model": "[EXH·ABA·OSCE][EXH·HRW][OSCE·HRW]",
                "total": 10_356.5,
                "standard_error": 785.9,
            },
        },
        "kosovo_decomposable_delta_0.5": {"median": decomposable.median, "published": 11_323},
        "uk_5_stepwise": {"total": uk.median, "interval_95": [uk.lo95, uk.hi95], "published": 11_313},
        "new_orleans_5_stepwise": {
            "total": orleans.median,
            "interval_95": [orleans.lo95, orleans.hi95],
            "published": 1_034,
        },
    }
    kept = {
        "kosovo_latent": abs(latent.mean - KOSOVO_MEAN) < 3 * error
        and (latent.rhat or 9) < 1.01
        and np.allclose([latent.lo95, latent.hi95], KOSOVO_ENDS, rtol=0.02),
        "kosovo_loglinear": best.detail["model"] == "[EXH·ABA·OSCE][EXH·HRW][OSCE·HRW]"
        and abs(best.median - 10_356.5) < 0.5,
        "kosovo_decomposable": abs(decomposable.median - 11_323) < 2,
        "uk_5_stepwise": round(uk.median) == 11_313,
        "new_orleans_5_stepwise": round(orleans.median) == 1_034,
    }
    return {**figures, "kept": kept}


def speed() -> dict[str, object]:
    """CPU seconds against the R packages, machine code compiled before the clock starts."""
    kosovo, uk = table("kosovo_4list"), table("uk_modern_slavery_5list")
    fit_latent(kosovo, seed=1, effective=500)
    fit_latent(kosovo, seed=1, effective=5, sampler="gibbs")
    peers = in_r()
    latent_s, latent = cpu(lambda: fit_latent(kosovo, seed=2, effective=20_000), times=3)
    plain_s, plain = cpu(lambda: fit_latent(kosovo, seed=2, effective=400, sampler="gibbs"))
    fit_loglinear(kosovo, seed=1)
    search_s, _ = cpu(lambda: fit_loglinear(kosovo, seed=1), times=10)
    fit_stepwise(uk, seed=1, bootstraps=20)
    bootstraps_s, _ = cpu(lambda: fit_stepwise(uk, seed=1, bootstraps=200), times=5)
    latent_per_s, plain_per_s = (latent.ess or 0.0) / latent_s, (plain.ess or 0.0) / plain_s
    ratios = {
        "latent": latent_per_s / float(peers["lcmcr_effective_per_cpu_s"]),
        "search": float(peers["rcapture_113_models_cpu_s"]) / search_s,
        "bootstraps": float(peers["sparsemse_200_bootstraps_cpu_s"]) / bootstraps_s,
    }
    return {
        "latent_effective_per_cpu_s": latent_per_s,
        "latent_tail_effective_per_cpu_s": float(str(latent.detail["tail_ess"])) / latent_s,
        "plain_gibbs_effective_per_cpu_s": plain_per_s,
        "search_113_models_cpu_s": search_s,
        "stepwise_200_bootstraps_cpu_s": bootstraps_s,
        "peers": peers,
        "times_faster": ratios,
        "promised": {"latent": LATENT_TIMES, "search": SEARCH_TIMES, "bootstraps": BOOTSTRAP_TIMES},
        "kept": {
            "latent": ratios["latent"] >= LATENT_TIMES,
            "search": ratios["search"] >= SEARCH_TIMES,
            "bootstraps": ratios["bootstraps"] >= BOOTSTRAP_TIMES,
        },
    }


def in_r() -> dict[str, float | str]:
    """The same figures of the R packages, measured now or, failing that, measured before."""
    before: dict[str, float | str] = {
        "measured": "before, on another machine: no Rscript here",
        "lcmcr_effective_per_cpu_s": LCMCR_PER_S,
        "rcapture_113_models_cpu_s": RCAPTURE_S,
        "sparsemse_200_bootstraps_cpu_s": SPARSEMSE_S,
    }
    rscript = shutil.which("Rscript")
    if rscript is None:
        return before
    with tempfile.TemporaryDirectory() as folder:
        draws = Path(folder) / "draws.txt"
        files = [LISTS / "kosovo_4list.csv", LISTS / "uk_modern_slavery_5list.csv", draws]
        script = Path(__file__).with_name("estimate_peers.R")
        run = subprocess.run([rscript, script, *files], capture_output=True, text=True)
        if run.returncode:
            said = run.stderr.strip().splitlines()[-1:] or ["nothing"]
            return before | {"measured": f"before, on another machine: Rscript said {said[0]!r}"}
        taken = {name: float(value) for name, value in (line.split("\t") for line in run.stdout.splitlines())}
        totals = np.loadtxt(draws)[None]
    return {
        "measured": "in this run",
        "lcmcr_effective_per_cpu_s": min(bulk_ess(totals), mean_ess(totals)) / taken["lcmcr"],
        "rcapture_113_models_cpu_s": taken["rcapture_113_models"],
        "sparsemse_200_bootstraps_cpu_s": taken["sparsemse_200_bootstraps"],
    }


def strata() -> dict[str, object]:
    """A thousand strata of four lists through the command a user types."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "lists.csv", Path(folder) / "estimate.json"
        people = write_strata(file)
        # a first small run compiles
        few = Path(folder) / "few.csv"
        write_strata(few, strata=2)
        tahqiq("estimate", few, "--by", "stratum", "--out", Path(folder) / "few.json")
        run = tahqiq("estimate", file, "--by", "stratum", "--out", out)
        answered = json.loads(out.read_text(encoding="utf-8"))
    medians = [each["median"] for each in answered["strata"]]
    return {
        "strata": STRATA,
        "documented": people,
        "estimated": sum(median is not None for median in medians),
        "run": run,
        "promised": {"wall_s_at_most": WALL_AT_MOST, "peak_mb_at_most": MB_AT_MOST},
        "kept": {
            "time": run.wall_s <= WALL_AT_MOST,
            "memory": run.peak_mb <= MB_AT_MOST,
            "all_answered": len(medians) == STRATA,
        },
    }


def write_strata(path: Path, *, strata: int = STRATA) -> int:
    """Populations of two kinds of people each, some easily found and some not; a row a history."""
    rng = np.random.default_rng(5)
    marks, documented = histories(4), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["stratum", "A", "B", "C", "D", "count"])
        for number in range(strata):
            size, hidden = int(rng.integers(150, 900)), rng.uniform(0.3, 0.6)
            counts = np.zeros(16, dtype=np.int64)
            for share, low, high in ((1 - hidden, 0.3, 0.6), (hidden, 0.08, 0.25)):
                chances = rng.uniform(low, high, size=4)
                cells = np.where(marks == 1, chances, 1 - chances).prod(axis=1)
                counts += rng.multinomial(int(size * share), cells)
            documented += int(counts[1:].sum())
            for history, count in zip(marks[1:], counts[1:], strict=True):
                writer.writerow([f"place {number:04d}", *history, count])
    return documented


SECTIONS: dict[str, Callable[[], dict[str, object]]] = {
    "reproduction": reproduction,
    "speed": speed,
    "strata": strata,
}


def main() -> int:
    """Measures what is asked, keeps the figures, and fails if a promise is broken."""
    asked = sys.argv[1:] or list(SECTIONS)
    unknown = [name for name in asked if name not in SECTIONS]
    if unknown:
        raise SystemExit(f"no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    file = RESULTS / "estimate.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    figures = {name: kept[name] for name in SECTIONS if name in kept}
    figures |= {name: SECTIONS[name]() for name in asked}
    keep("estimate", {name: figures[name] for name in SECTIONS if name in figures})
    broken = [
        f"{name}: {promise}" for name in asked for promise, held in figures[name]["kept"].items() if not held
    ]
    for promise in broken:
        print(f"broken promise: {promise}", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
