"""Volunteers' answers to consensus: how fast, and how often right beside the plain majority.

Everything here is simulated. Promises: 11,000 buildings and 60 volunteers in at most 5 s; right more often
than the majority in every mix of people; where a fifth of the crowd are spammers, beside as many honest
answers, it costs at most half a point.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from measure import keep
from survey.volunteers.crowds import CROWDS, majority

from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.testing.volunteers import Crowd, SimulatedAnswers, simulate_answers
from tahqiq.survey.volunteers.agreeing import agree

SEEDS = range(5)


def right(simulated: SimulatedAnswers) -> dict[str, float]:
    consensus = agree(simulated.answers)
    first, last = shortest_runs(consensus.posterior[:, :-1], 0.9)
    damaged = (simulated.states < simulated.answers.images) & (consensus.damaged >= 0.5)
    return {
        "consensus": float(np.mean(consensus.best == simulated.states)),
        "majority": float(np.mean(majority(simulated.answers) == simulated.states)),
        "windows_90_hold": float(((first <= simulated.states) & (simulated.states <= last))[damaged].mean()),
    }


def averaged(crowd: Crowd, each: float) -> dict[str, float]:
    found = [right(simulate_answers(crowd=crowd, each=each, seed=seed)) for seed in SEEDS]
    return {name: round(float(np.mean([one[name] for one in found])), 4) for name in found[0]}


def main() -> None:
    agree(simulate_answers(buildings=50).answers)  # compiles
    mixes = {
        f"{name}, {each} answers": averaged(crowd, each)
        for name, crowd in CROWDS.items()
        for each in (3, 5, 10)
    }
    joined = Crowd(hasty=0.24, late=0.08, blind=0.08, eager=0.04, spammers=0.2)
    honest, spammed = averaged(Crowd(spammers=0), 8), averaged(joined, 10)
    speed = {}
    for each in (3, 20):
        large = simulate_answers(buildings=11_000, volunteers=60, images=24, each=each)
        wall, cpu = time.perf_counter(), time.process_time()
        consensus = agree(large.answers)
        speed[f"{len(large.answers.building):,} answers"] = {
            "wall_s": round(time.perf_counter() - wall, 2),
            "cpu_s": round(time.process_time() - cpu, 2),
            "rounds": consensus.rounds,
        }
    keep(
        "survey_volunteers",
        {"mixes": mixes, "no_spammers": honest, "fifth_spammers": spammed, "speed": speed},
    )
    worse = [name for name, one in mixes.items() if one["consensus"] <= one["majority"]]
    slow = [name for name, one in speed.items() if one["cpu_s"] > 5]
    harmed = spammed["consensus"] < honest["consensus"] - 0.005
    if worse or slow or harmed:
        raise SystemExit(
            f"promises broken: not above majority: {worse}; slow: {slow}; harmed by spam: {harmed}"
        )


if __name__ == "__main__":
    main()
