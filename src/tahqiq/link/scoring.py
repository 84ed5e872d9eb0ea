"""From lists to candidate pairs with their evidence: encode, block, measure, train, weigh."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.candidates.keys import Keys, keys_of
from tahqiq.link.engines import Compared, Engine
from tahqiq.link.evidence.comparisons import COMPARISONS
from tahqiq.link.evidence.measuring import Measuring, unpacked
from tahqiq.link.evidence.people import People, encode_people
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs
from tahqiq.link.training import Model, train

#: Random pairs measured to know what chance agreement is like.
_SAMPLED = 300_000
#: Candidates with a match weight below this, one in sixteen thousand, are left out.
_HOPELESS = -14.0
#: Candidates that are weighed together.
_CHUNK = 1 << 18


def score(
    left: RecordList,
    right: RecordList | None = None,
    *,
    engine: Engine = "duckdb",
    seed: int = 0,
    on_step: Callable[[str], None] = lambda step: None,
) -> Pairs:
    """Candidate pairs of two lists, or of one with itself, and the evidence for and against each.

    Args:
        left: one list; ``right``: the other, None to find who stands twice on the one.
        engine: what brings candidates together, ``duckdb`` or ``spark``; both give the same.
        seed: of the sample of random pairs.
        on_step: is told the name of each step as it begins.
    """
    lists = [left] if right is None else [left, right]
    on_step("reading names and dates")
    people = encode_people(lists)
    measuring = Measuring(people)
    on_step("finding candidates")
    keys = keys_of(people)
    on_step("comparing candidates")
    found = _compared(people, keys, measuring, engine)
    del keys
    on_step("learning what agreement tells")
    outside = measuring.packed(*_others(found, people, seed))
    model = train(found, outside, *_sizes(people), twice=right is None, seed=seed)
    return weighed(found, model, 0 if right is None else len(left))


def weighed(found: Compared, model: Model, first: int) -> Pairs:
    """Candidates with the weights a model gives them, without those that nothing could raise to a match.

    Args:
        first: how many records the first of two lists holds, 0 where there is one.
    """
    kept = [
        at + np.flatnonzero(_total(found.packed[at : at + _CHUNK], model) >= _HOPELESS)
        for at in range(0, len(found.packed), _CHUNK)
    ]
    rows = np.concatenate(kept) if kept else np.empty(0, np.int64)
    levels = unpacked(found.packed[rows])
    used = np.flatnonzero((levels >= 0).any(axis=0))
    return Pairs(
        left=found.one[rows],
        right=found.other[rows] - first,
        comparisons=tuple(COMPARISONS[at].name for at in used),
        levels=levels[:, used],
        weights=model.weights(levels)[:, used],
        prior=model.prior,
        labels={COMPARISONS[at].name: COMPARISONS[at].labels for at in used},
    )


def _total(packed: NDArray[np.int64], model: Model) -> NDArray[np.float64]:
    """Match weights of pairs."""
    total: NDArray[np.float64] = model.prior + model.weights(unpacked(packed)).sum(axis=1)
    return total


def _compared(people: People, keys: Keys, measuring: Measuring, engine: Engine) -> Compared:
    """The candidates and their levels, by the engine that is wanted."""
    if engine == "spark":
        from tahqiq.link.engines.spark import compared
    else:
        from tahqiq.link.engines.duckdb import compared
    return compared(people, keys, measuring)


def _sizes(people: People) -> tuple[float, float]:
    """How many pairs there are, and how many matches at most."""
    n = people.first
    if n == len(people):
        return max(1.0, n * (n - 1) / 2), float(max(1, n))
    return float(n * (len(people) - n)), float(min(n, len(people) - n))


def _others(found: Compared, people: People, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of positions that are no candidates: all where they are few, else some at random."""
    n, linking = len(people), people.first < len(people)
    lengths = (people.first, n - people.first) if linking else (n, n)
    if lengths[0] * lengths[1] <= _SAMPLED:
        one, other = (each.ravel() for each in np.indices(lengths))
    else:
        chance = np.random.default_rng(seed)
        one, other = (chance.integers(0, length, _SAMPLED) for length in lengths)
    one, other = (one, other + people.first) if linking else (np.minimum(one, other), np.maximum(one, other))
    wanted, candidates = one * n + other, found.one * n + found.other  # the candidates are in order
    at = np.searchsorted(candidates, wanted)
    known = np.append(candidates, -1)[at] == wanted
    new = (one != other) & ~known
    return one[new], other[new]
