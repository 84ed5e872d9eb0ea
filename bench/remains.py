"""Remains against missing persons: made-up seasons with known truth, at full size, beside sorting by hand.

    remains.py [seeds]

Five seasons of 3,000 remains and 4,500 files, and one whose forms were filled in a hurry. Exits 1 when a
promise is broken on the mean of the seasons; each season's own figures are kept beside it.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from link_plot import reliability_plot
from measure import ROOT, keep

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.belongings import things
from tahqiq.link.remains.chart import ChartBasis, ToothState
from tahqiq.link.remains.matching import Matcher
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.profile import ages_of
from tahqiq.link.remains.testing import Manner, Season, simulate_season
from tahqiq.vocab.remains import Standing

SIZE = {"remains": 3000, "files": 4500}
HURRIED = Manner(
    dentist=0.1,
    clothing=0.4,
    effects=0.4,
    told=0.6,
    vague=0.4,
    wrong=0.2,
    recorded=0.6,
    survives=0.5,
    grave=0.15,
    borrowed=0.08,
    ages_wrong=0.1,
    slips=0.05,
)
PROMISES = {
    "first_at_least": 0.85,
    "among_ten_at_least": 0.97,
    "calibration_within": 0.1,
    "cpu_s_at_most": 60.0,
}
BANDS = (0.0, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99, 1.01)
_PLAIN = {ToothState.SOUND, ToothState.UNERUPTED}


def kind_of(body: PostMortem, file: AnteMortem) -> str:
    """What remains and the true file have in common to tell them by.

    Dental: a dentist's chart with work or gaps, and these teeth charted on the remains, too. Effects: a
    personal
    effect that was told and found.
    """
    worked = file.chart is not None and body.chart is not None and file.chart.basis is ChartBasis.DENTIST
    dental = worked and any(
        tooth.state not in _PLAIN and number[1] != "8" and number in body.chart.teeth  # type: ignore[union-attr]
        for number, tooth in file.chart.teeth.items()  # type: ignore[union-attr]
    )
    told, found = ({name for each in things(one.effects) for name in each.concepts} for one in (file, body))
    both = {(True, True): "dental_and_effects", (True, False): "dental", (False, True): "effects"}
    return both.get((dental, bool(told & found)), "neither")


def by_hand(season: Season, body: PostMortem, true: str) -> int:
    """The rank of the true file when files are sorted by hand: that sex, that age, the nearest first."""
    keys = {}
    for file in season.files:
        age, _ = ages_of(file)
        fits = age != age or (body.age_min or 0) - 2 <= age <= (body.age_max or 120) + 2
        far = 9.0
        if body.spot.point is not None and file.spot.point is not None:
            here, there = body.spot.point, file.spot.point
            far = abs(here.lat - there.lat) + abs(here.lon - there.lon)
        keys[file.id] = (body.sex is not None and file.sex is not body.sex, not fits, far, file.id)
    return sum(key < keys[true] for key in keys.values()) + 1


def ranks(season: Season, matcher: Matcher) -> Iterator[tuple[PostMortem, AnteMortem, int]]:
    """Each body that has a file, that file, and its rank (5,000 where it is not among those kept)."""
    row = {file.id: place for place, file in enumerate(season.files)}
    for place, body in enumerate(season.remains):
        true = season.truth[body.code]
        if true:
            rows, chances = matcher.sparse.of(place)
            rows = rows[np.lexsort((rows, -chances))]
            found = np.flatnonzero(rows == row[true])
            yield body, season.files[row[true]], int(found[0]) + 1 if len(found) else 5000


def shares(found: Sequence[int]) -> dict[str, float]:
    """How many stand first, among ten, among a hundred."""
    numbers = np.array(found or [5000])
    within = {"first": 1, "among_ten": 10, "among_hundred": 100}
    part = {name: round(float(np.mean(numbers <= n)), 3) for name, n in within.items()}
    return {"remains": len(found), **part}


def beliefs(season: Season, matcher: Matcher) -> list[tuple[float, bool]]:
    """Every probability that was given, of the likeliest five and of no file, and whether it was so."""
    found = []
    for place, body in enumerate(season.remains):
        rows, chances = matcher.sparse.of(place)
        best = np.lexsort((rows, -chances))[:5]
        found += [(float(chances[at]), season.files[rows[at]].id == season.truth[body.code]) for at in best]
        found.append((float(matcher.sparse.none[place]), not season.truth[body.code]))
    return found


def reliability(found: Sequence[tuple[float, bool]]) -> list[dict[str, object]]:
    """In bands: what was given, and what share was true."""
    given, true = np.array([each[0] for each in found]), np.array([each[1] for each in found])
    bands = []
    for low, high in pairwise(BANDS):
        mine = (given >= low) & (given < high)
        if mine.any():
            bands.append(
                {
                    "from": low,
                    "pairs": int(mine.sum()),
                    "given": round(float(given[mine].mean()), 3),
                    "true": round(float(true[mine].mean()), 3),
                }
            )
    return bands


def measured(season: Season) -> tuple[dict[str, Any], list[tuple[float, bool]]]:
    """One season: ranks by what there is to compare, standings proposed, CPU seconds."""
    began = time.process_time()
    matcher = Matcher(season.remains, season.files)
    cpu = time.process_time() - began
    of, hand = defaultdict[str, list[int]](list), list[int]()
    for number, (body, file, rank) in enumerate(ranks(season, matcher)):
        kind = kind_of(body, file)
        names = [kind, "any" if kind != "neither" else "", "part" if body.code.startswith("P") else ""]
        for name in filter(None, names):
            of[name].append(rank)
        if kind != "neither" and number % 10 == 0:
            hand.append(by_hand(season, body, file.id))
    began = time.process_time()
    rankings = list(matcher.rankings(top=3))
    proposed = [(each.remains, one) for each in rankings for one in each.candidates]
    sure = [season.truth[code] == one.file for code, one in proposed if one.standing is Standing.PRESUMPTIVE]
    figures = {
        "ranks": {name: shares(of[name]) for name in sorted(of)},
        "by_hand": shares(hand),
        "cpu_s": round(cpu, 1),
        "explaining_cpu_s": round(time.process_time() - began, 1),
        "held": {
            "true": round(float(np.mean([bool(each) for each in season.truth.values()])), 3),
            "learned": round(matcher.sparse.held, 3),
        },
        "presumptive": {"proposed": len(sure), "right": round(float(np.mean(sure or [1])), 3)},
        "identified": sum(one.standing is Standing.IDENTIFIED for _, one in proposed),
    }
    return figures, beliefs(season, matcher)


def broken(figures: Mapping[str, Any]) -> list[str]:
    """Promises that do not hold, in words."""
    runs = figures["seasons"]
    first = float(np.mean([run["ranks"]["any"]["first"] for run in runs]))
    ten = float(np.mean([run["ranks"]["any"]["among_ten"] for run in runs]))
    found = []
    if first < PROMISES["first_at_least"]:
        found.append(f"the true partner stands first in {first:.3f}")
    if ten < PROMISES["among_ten_at_least"]:
        found.append(f"the true partner stands among ten in {ten:.3f}")
    if any(run["identified"] for run in [*runs, figures["hurried"]]):
        found.append("something is called identified")
    slow = min(run["cpu_s"] for run in runs)
    if slow > PROMISES["cpu_s_at_most"]:
        found.append(f"a season takes {slow} CPU s")
    for band in figures["reliability"]:
        if band["pairs"] >= 100 and abs(band["given"] - band["true"]) > PROMISES["calibration_within"]:
            found.append(f"of those given {band['given']}, {band['true']} are true")
    return found


def main() -> int:
    """Measures, keeps the figures and the plot, and fails if a promise is broken."""
    seeds = [int(each) for each in sys.argv[1:]] or [1, 2, 3, 4, 5]
    seasons, given = [], list[tuple[float, bool]]()
    for seed in seeds:
        figures, told = measured(simulate_season(**SIZE, seed=seed))
        seasons.append({"seed": seed, **figures})
        given += told
        print(seed, figures["ranks"]["any"], figures["cpu_s"], file=sys.stderr)
    hurried, told = measured(simulate_season(**SIZE, manner=HURRIED, seed=seeds[0]))
    result: dict[str, Any] = {
        "size": SIZE,
        "promises": PROMISES,
        "seasons": seasons,
        "reliability": reliability(given),
        "hurried": hurried,
        "hurried_reliability": reliability(told),
    }
    keep("remains", result)
    lines = {"full forms": result["reliability"], "in a hurry": result["hurried_reliability"]}
    plot = reliability_plot(lines)
    (ROOT / "docs" / "link-remains.svg").write_text(
        plot.replace("link probabilities on simulated lists", "posteriors on simulated seasons"), "utf-8"
    )
    problems = broken(result)
    print(*problems, sep="\n", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
