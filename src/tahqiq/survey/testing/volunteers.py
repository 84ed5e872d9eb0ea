"""Simulated volunteers: buildings with known states, and people of all sorts who look at their images."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.volunteers.answers import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Shares of volunteers of each sort; what they leave are the careful.

    Attributes:
        hasty: often an image off, or two; ``late``: see damage an image or two after it is there.
        blind: miss half of the damage; ``eager``: see damage everywhere.
        spammers: answer whatever comes; ``lazy``: give one answer to everything.
        wide: share of answers, of everybody, that leave an image or two open; ``unsure``: that cannot tell.
    """

    hasty: float = 0.3
    late: float = 0.1
    blind: float = 0.1
    eager: float = 0.05
    spammers: float = 0.05
    lazy: float = 0.0
    wide: float = 0.15
    unsure: float = 0.05


#: For each sort: how often exact; then how much later than earlier an error is, misses and inventions.
_SORTS = {
    "careful": (0.90, 0.5, 0.03, 0.02),
    "hasty": (0.55, 0.5, 0.08, 0.06),
    "late": (0.45, 0.95, 0.08, 0.03),
    "blind": (0.75, 0.5, 0.50, 0.02),
    "eager": (0.60, 0.3, 0.02, 0.50),
}


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedAnswers:
    """Answers, and what is true.

    Attributes:
        states: of the buildings; (B,). ``sorts``: of the volunteers.
    """

    answers: Answers
    states: NDArray[np.int64]
    sorts: tuple[str, ...]


def simulate_answers(
    *,
    buildings: int = 2_000,
    volunteers: int = 60,
    images: int = 12,
    each: float = 5.0,
    damaged: float = 0.6,
    crowd: Crowd | None = None,
    gold: float = 0.0,
    seed: int = 1,
) -> SimulatedAnswers:
    """Volunteers look at buildings.

    Args:
        buildings: how many; ``volunteers``; ``images``: of each building.
        each: answers a building has on the average; as many at least as one.
        damaged: share of buildings damaged on some image; most of it on a few of them, as in a battle.
        crowd: what sorts of volunteers there are.
        gold: share of buildings of which the state is known.
        seed: of all chance.
    """
    chance, crowd = np.random.default_rng(seed), crowd or Crowd()
    storms = chance.dirichlet(np.full(images, 0.6)) * damaged
    states = chance.choice(images + 1, buildings, p=[*storms, 1 - storms.sum()])
    sorts = _sorts(crowd, volunteers, chance)
    activity = chance.lognormal(0, 1, volunteers)
    asked = np.minimum(1 + chance.poisson(max(each - 1, 0), buildings), volunteers)
    building = np.repeat(np.arange(buildings), asked)
    volunteer = np.concatenate([_some(activity, many, chance) for many in asked])
    named = _named(states[building], np.array(sorts)[volunteer], images, chance)
    earliest, latest = _opened(named, images, crowd.wide, chance)
    blank = chance.random(len(building)) < crowd.unsure
    earliest[blank] = latest[blank] = -1
    known = chance.choice(buildings, int(gold * buildings), replace=False)
    answers = Answers(
        buildings=tuple(f"b{at}" for at in range(buildings)),
        volunteers=tuple(f"v{at}" for at in range(volunteers)),
        dates=tuple(date(2017, 6, 1) + timedelta(days=9 * at) for at in range(images)),
        building=building.astype(np.int32),
        volunteer=volunteer.astype(np.int32),
        earliest=earliest.astype(np.int16),
        latest=latest.astype(np.int16),
        gold={int(at): int(states[at]) for at in sorted(known)},
    )
    return SimulatedAnswers(answers, states, tuple(sorts))


def _sorts(crowd: Crowd, volunteers: int, chance: np.random.Generator) -> list[str]:
    shares = {name: getattr(crowd, name) for name in ("hasty", "late", "blind", "eager", "spammers", "lazy")}
    sorts = [name for name, share in shares.items() for _ in range(round(share * volunteers))]
    sorts += ["careful"] * (volunteers - len(sorts))
    return [str(sort) for sort in chance.permutation(sorts)]


def _some(activity: NDArray[np.float64], many: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Different volunteers, the active more often."""
    keys = chance.exponential(size=len(activity)) / activity
    return np.argsort(keys)[:many]


def _named(
    states: NDArray[np.int64], sorts: NDArray[np.str_], images: int, chance: np.random.Generator
) -> NDArray[np.int64]:
    """The image that each answer holds to be the first that shows damage."""
    n = len(states)
    anything = chance.integers(0, images + 1, n)
    named = np.where(sorts == "lazy", 0, anything)
    for sort, (exact, later, missed, invented) in _SORTS.items():
        mine = sorts == sort
        off = chance.geometric(0.6, n) * np.where(chance.random(n) < later, 1, -1)
        seen = np.clip(np.where(chance.random(n) < exact, states, states + off), 0, images - 1)
        seen = np.where(chance.random(n) < missed, images, seen)
        nothing = np.where(chance.random(n) < invented, chance.integers(0, images, n), images)
        named = np.where(mine, np.where(states == images, nothing, seen), named)
    return named


def _opened(
    named: NDArray[np.int64], images: int, wide: float, chance: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Answers as windows: some leave an image or two open on a side, never across 'no damage at all'."""
    n = len(named)
    open_ = (chance.random(n) < wide) & (named < images)
    early = np.where(open_, chance.integers(0, 3, n), 0)
    late = np.where(open_, chance.integers(0, 2, n), 0)
    earliest = np.maximum(named - early, 0)
    latest = np.where(named < images, np.minimum(named + late, images - 1), images)
    return earliest, latest
