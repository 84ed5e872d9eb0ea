"""Radar change: false alarms where nothing changed, and how fast, beside the published method and its port.

Promises: false alarms within 10 % of the level at 0.05 and 0.01, from three dates a side on, over one to
four orbits; t-statistics at half the read bandwidth at least; the whole road at 5 million pixels a second at
least.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
from measure import keep
from scipy.ndimage import gaussian_filter
from survey_peers import combined, filtered, t_of

from tahqiq.survey.change.combining import combine
from tahqiq.survey.change.moments import Filter, t_prepared, t_statistics
from tahqiq.survey.change.normal import scores_of_t
from tahqiq.survey.change.null import autocorrelation, correlation, neighbourhood_null, residuals
from tahqiq.survey.change.scales import SIDES, neighbourhoods
from tahqiq.survey.change.speckle import prepared
from tahqiq.survey.stack import Stack

SIDE, SEEDS = 300, range(6)
DATES = ((3, 3), (6, 6), (12, 12), (24, 6), (24, 3))
BELOW = ((2, 2), (3, 1), (6, 1))
LEVELS = {0.05: 1.6448536, 0.01: 2.3263479}


def still(before: int, after: int, orbits: int, seed: int) -> list[Stack]:
    """A place where nothing changes: ground and bright roofs under speckle of 4.4 looks."""
    chance = np.random.default_rng(seed)
    ground = np.exp(3 * gaussian_filter(chance.normal(size=(SIDE, SIDE)), 3) - 2)
    ground *= np.where(chance.random((SIDE, SIDE)) < 0.1, 8, 1)
    dates = tuple(date(2017, 1, 1) + timedelta(days=6 * at) for at in range(before + after))
    return [
        Stack(
            values=(ground * chance.gamma(4.4, 1 / 4.4, (len(dates), SIDE, SIDE))).astype(np.float32),
            dates=dates,
            orbit=orbit,
            polarisation=polarisation,
        )
        for orbit in range(orbits)
        for polarisation in ("VV", "VH")
    ]


def alarms(before: int, after: int, orbits: int, seed: int) -> dict[str, float]:
    stacks = still(before, after, orbits, seed)
    sides = list(range(before)), list(range(before, before + after))
    scores: dict[int | None, list[np.ndarray]] = {}
    held: dict[int | None, list[np.ndarray]] = {}
    for stack in stacks:
        t, df = t_statistics(stack, *sides)
        scores.setdefault(stack.orbit, []).append(scores_of_t(t, df))
        ready = np.stack([prepared(image) for image in stack.values])
        held.setdefault(stack.orbit, []).append(residuals(ready, sides))
    correlations = {orbit: correlation(*both) for orbit, both in held.items()}
    near = np.mean([autocorrelation(each, 2 * max(SIDES)) for both in held.values() for each in both], axis=0)
    own = combine(scores, correlations)
    wide = neighbourhood_null(near, 2 * orbits).of(neighbourhoods(own))
    peer = combined(stacks, [sides] * len(stacks), port=False)
    found = {}
    for level, least in LEVELS.items():
        found[f"pixel_{level}"] = float((own > least).mean())
        found[f"neighbourhood_{level}"] = float((wide > least).mean())
    found["published_3.3"] = float((peer > 3.3).mean())
    return found


def false_alarms(pairs: tuple[tuple[int, int], ...]) -> dict[str, dict[str, float]]:
    found = {}
    for before, after in pairs:
        for orbits in (1, 2, 4):
            each = [alarms(before, after, orbits, seed) for seed in SEEDS]
            mean = {name: round(float(np.mean([one[name] for one in each])), 5) for name in each[0]}
            found[f"{before}+{after} dates, {orbits} orbits"] = mean
    return found


def wall(work: Callable[[], object], times: int = 3) -> float:
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def bandwidth(values: np.ndarray, workers: int) -> float:
    """Bytes a second that all cores read, by summing as whole words."""
    parts = np.array_split(values.reshape(-1).view(np.uint64), workers)

    def read(part: np.ndarray) -> None:
        np.bitwise_or.reduce(part)

    with ThreadPoolExecutor(workers) as pool:
        return values.nbytes / wall(lambda: list(pool.map(read, parts)))


def speed() -> dict[str, float]:
    side, workers = 1_200, os.cpu_count() or 1
    chance = np.random.default_rng(1)
    before, after = list(range(24)), list(range(24, 30))
    dates = tuple(date(2017, 1, 1) + timedelta(days=6 * at) for at in range(30))
    values = [chance.gamma(4.4, 0.02, (30, side, side)).astype(np.float32) for _ in range(2)]
    stacks = [
        Stack(values=each, dates=dates, orbit=1, polarisation=name)
        for each, name in zip(values, ("VV", "VH"), strict=True)
    ]
    logs = [np.log(each) for each in values]
    pixels = side * side / 1e6

    def road(prepare: Filter) -> np.ndarray:
        scores = [
            scores_of_t(*t_statistics(stack, before, after, prepare=prepare, workers=workers))
            for stack in stacks
        ]
        return neighbourhoods(combine({1: scores}, {1: 0.1}))

    def statistics() -> None:
        for each in logs:
            t_prepared(each, before, after, workers=workers)

    roofline = bandwidth(logs[0], workers) / (60 * 4) / 1e6
    small = [Stack(values=each[:, :300, :300].copy(), dates=dates) for each in values]
    found = {
        "read_bandwidth_roofline_mpx_s": roofline,
        "t_statistics_mpx_s": pixels / wall(statistics),
        "road_mpx_s": pixels / wall(lambda: road(Filter())),
        "road_refined_lee_mpx_s": pixels / wall(lambda: road(Filter(name="refined-lee")), 1),
        "numpy_t_mpx_s": 0.09 / wall(lambda: [t_of(np.log(each.values), before, after) for each in small], 1),
        "scipy_road_mpx_s": 0.09
        / wall(
            lambda: [
                t_of(np.log(np.stack([filtered(i) for i in each.values])), before, after) for each in small
            ],
            1,
        ),
        "port_mpx_s": 0.09 / wall(lambda: [t_of(each.values, before, after) for each in small], 1),
    }
    return {name: round(rate, 2) for name, rate in found.items()}


def main() -> None:
    held, below = false_alarms(DATES), false_alarms(BELOW)
    rates = speed()
    keep("survey", {"false_alarms": held, "false_alarms_with_fewer_dates": below, "speed": rates})
    off = [
        f"{name}: {kind} {one[f'{kind}_{level}']}"
        for name, one in held.items()
        for kind in ("pixel", "neighbourhood")
        for level in LEVELS
        if abs(one[f"{kind}_{level}"] / level - 1) > 0.1
    ]
    share = rates["t_statistics_mpx_s"] / rates["read_bandwidth_roofline_mpx_s"]
    if off or share < 0.5 or rates["road_mpx_s"] < 5:
        raise SystemExit(f"promises broken: {off}; t-statistics at {share:.0%} of the bandwidth; {rates}")


if __name__ == "__main__":
    main()
