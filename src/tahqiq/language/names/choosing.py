"""The constants of whole names, chosen so that the right name of a pool is the likeliest.

The train part is cut in four; a model learned on three quarters ranks the names of the fourth against all
names of the train part, in both directions. Over the foremost of each ranking the constants are moved one
at a time, as long as the mean -log chance of the right name falls (a pattern search; Hooke and Jeeves
1961), and a logistic regression on the final scores makes them a calibrated similarity (after Platt 1999).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.names.compare import Asked, Pool, evidence, most, with_joined
from tahqiq.language.names.fitting import Pair, fit
from tahqiq.language.names.scoring import WORDS, Constants, Room, aligned, room
from tahqiq.language.names.words import ASIDE, words_of

FOLDS = 4
#: Names of each ranking that the constants are chosen over.
FOREMOST = 30
#: Where the search begins.
START = Constants(
    closeness=1.0,
    telling=1.0,
    wrong_first=-6.0,
    wrong_middle=-4.0,
    wrong_last=-4.5,
    missing_first=-5.0,
    missing_middle=-1.0,
    missing_last=-2.5,
    extra_first=-5.0,
    extra_middle=-2.0,
    extra_last=-5.0,
    swapped=-5.0,
    joined=-1.5,
    aside=0.5,
)
#: The chance of the right name is never held to be less, so that a wrong label costs little.
_DOUBT = 1e-4
_ROUNDS, _SMALLEST = 10, 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """The foremost names of many rankings, with what their words add to a score before the constants.

    Attributes:
        near: closeness of each word of ``with_joined(query)`` to each word of the name; one name after
            another, as are the next three.
        told: what each word of ``with_joined(query)`` tells.
        aside: which words of the query were put aside; ``aside2``: of the name.
        starts: where each of these four begins for each name, (4, names).
        words: how many words the query and the name have, (2, names).
        right: whether it is the right name.
        ranking: the number of its ranking, ascending.
        most: what all words of the query and of the name tell, (2, names).
    """

    near: NDArray[np.float32]
    told: NDArray[np.float32]
    aside: NDArray[np.int8]
    aside2: NDArray[np.int8]
    starts: NDArray[np.int64]
    words: NDArray[np.int64]
    right: NDArray[np.bool_]
    ranking: NDArray[np.int64]
    most: NDArray[np.float32]

    def scores(self, fixed: Constants) -> NDArray[np.float32]:
        """The score of every name under these constants."""
        found = np.empty(len(self.right), np.float32)
        sides = self.near, self.told, self.aside, self.aside2
        rescore(*sides, self.starts, self.words, fixed, room(), found)
        return found

    def loss(self, fixed: Constants) -> float:
        """Mean -log chance of the right names, each ranking's names sharing the chance by their scores."""
        scores = self.scores(fixed).astype(float)
        highest = np.maximum.reduceat(scores, np.searchsorted(self.ranking, np.unique(self.ranking)))
        weight = np.exp(scores - highest[self.ranking])
        right = np.bincount(self.ranking, weight * self.right) / np.bincount(self.ranking, weight)
        return float(-np.log(right + _DOUBT).mean())

    def recall(self, fixed: Constants, k: int) -> float:
        """The share of rankings with a right name among the first k; of equal scores the wrong one first."""
        scores = self.scores(fixed)
        best = np.full(self.ranking[-1] + 1, -np.inf, np.float32)
        np.maximum.at(best, self.ranking[self.right], scores[self.right])
        before = np.bincount(self.ranking, (scores >= best[self.ranking]) & ~self.right)
        return float((before < k).mean())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The constants, and how well a model that has not seen a name ranks it.

    Attributes:
        name: the constants as ``Spelling.name`` holds them.
        figures: recall at 1 and 10 to Latin and to Arabic, and the loss.
    """

    name: dict[str, Any]
    figures: dict[str, float]


def choose(names: Sequence[Pair], listed: Sequence[Pair], *, say: Callable[[str], None] = print) -> Chosen:
    """Chooses the constants by cross-validation within these names."""
    rankings: dict[str, list[Any]] = {"to_latin": [], "to_arabic": []}
    for at in range(FOLDS):
        fitted = fit([pair for pair in names if fold(pair) != at], listed) | {"name": START._asdict()}
        spelling = Spelling.of(fitted)
        kept = [pair for pair in names if fold(pair) == at]
        rankings["to_latin"] += ranked(kept, [latin for _, latin in names], spelling)
        rankings["to_arabic"] += ranked([(b, a) for a, b in kept], [arabic for arabic, _ in names], spelling)
        say(f"fold {at + 1} of {FOLDS} ranked")
    every = packed([*rankings["to_latin"], *rankings["to_arabic"]])
    fixed = searched(every)
    figures = {"loss": every.loss(fixed)}
    for direction, found in rankings.items():
        part = packed(found)
        figures |= {f"recall_{k}_{direction}": part.recall(fixed, k) for k in (1, 10)}
    name: dict[str, Any] = {key: round(value, 2) for key, value in fixed._asdict().items()}
    name["similarity"] = calibrated(every, fixed)
    return Chosen(name, {figure: round(value, 4) for figure, value in figures.items()})


def fold(pair: Pair) -> int:
    """In which quarter a pair is: always the same."""
    return int(hashlib.sha256(f"{pair[0]}|{pair[1]}|fold".encode()).hexdigest(), 16) % FOLDS


def ranked(asked: Iterable[Pair], names: Iterable[str], spelling: Spelling) -> list[list[tuple[Any, ...]]]:
    """For each distinct query the foremost names, and a right one if none is among them."""
    distinct = sorted(set(names))
    number = {name: at for at, name in enumerate(distinct)}
    right: defaultdict[str, set[int]] = defaultdict(set)
    for query, name in asked:
        right[query].add(number[name])
    pool = Asked(Pool.of(distinct, spelling))
    telling = most(pool.pool)
    return [_ranking(pool, telling, query, rows) for query, rows in right.items() if words_of(query)]


def _ranking(
    asked: Asked, telling: NDArray[np.float32], query: str, right: set[int]
) -> list[tuple[Any, ...]]:
    words = words_of(query)[:WORDS]
    near = np.array(asked.closeness(with_joined(words)))
    told = np.array([asked.told(each) for each in near], np.float32)
    aside = np.array([word.endswith(ASIDE) for word in words], np.int8)
    order = np.argsort(-asked.scores(query), kind="stable")[:FOREMOST].tolist()
    if not right & set(order):
        order[-1] = min(right)
    column = asked.pool.column
    found = []
    for row in order:
        ids = column.ids[column.offsets[row] : column.offsets[row + 1]][:WORDS]
        reach = float(told[: len(words)].sum()), float(telling[row])
        found.append((near[:, ids].ravel(), told, aside, asked.pool.words.aside[ids], row in right, reach))
    return found


def packed(rankings: Sequence[Sequence[tuple[Any, ...]]]) -> Rankings:
    """Rankings as the arrays the search works on."""
    rows = [row for ranking in rankings for row in ranking]
    near, told, aside, aside2 = ([row[at] for row in rows] for at in range(4))
    return Rankings(
        near=np.concatenate(near),
        told=np.concatenate(told),
        aside=np.concatenate(aside),
        aside2=np.concatenate(aside2),
        starts=np.array([np.cumsum([0, *map(len, part)])[:-1] for part in (near, told, aside, aside2)]),
        words=np.array([[*map(len, aside)], [*map(len, aside2)]]),
        right=np.array([row[4] for row in rows]),
        ranking=np.repeat(np.arange(len(rankings)), [len(ranking) for ranking in rankings]),
        most=np.array([row[5] for row in rows], np.float32).T,
    )


@compiled
def rescore(
    near: NDArray[np.float32],
    told: NDArray[np.float32],
    aside: NDArray[np.int8],
    aside2: NDArray[np.int8],
    starts: NDArray[np.int64],
    words: NDArray[np.int64],
    c: Constants,
    space: Room,
    found: NDArray[np.float32],
) -> None:
    """Fills ``found`` with the scores of all names of some rankings (see `Rankings`)."""
    for k in range(len(found)):
        n, m = words[0, k], words[1, k]
        space.aside[:n] = aside[starts[2, k] : starts[2, k] + n]
        space.aside2[:m] = aside2[starts[3, k] : starts[3, k] + m]
        for i in range(2 * n - 1):
            for j in range(m):
                adds = near[starts[0, k] + i * m + j] * c.closeness + told[starts[1, k] + i] * c.telling
                if i < n:
                    space.gain[i, j] = adds
                else:
                    space.joined[i - n, j] = adds
        found[k] = aligned(space, n, m, c)


def searched(rankings: Rankings) -> Constants:
    """The constants of the lowest loss that is found from :data:`START` on."""
    fixed = np.array(START)
    step = np.maximum(np.abs(fixed) * 0.3, 0.2)
    lowest = rankings.loss(START)
    for _ in range(_ROUNDS):
        for at in range(len(fixed)):
            for way in (1, -1):
                tried = fixed.copy()
                tried[at] += way * step[at]
                loss = rankings.loss(Constants(*tried.tolist()))
                if loss < lowest - 1e-6:
                    fixed, lowest = tried, loss
                    step[at] *= 1.3
                    break
            else:
                step[at] /= 2
        if (step < _SMALLEST).all():
            break
    return Constants(*fixed.tolist())


def calibrated(rankings: Rankings, fixed: Constants) -> list[float]:
    """The logistic regression of being right on ``compare.evidence`` (Newton's method)."""
    of_query, of_name = rankings.most
    columns = evidence(rankings.scores(fixed), of_query, of_name, fixed.telling)
    weights = np.zeros(columns.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        curvature = (columns * (chance * (1 - chance))[:, None]).T @ columns + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, columns.T @ (rankings.right - chance))
    return [round(float(weight), 3) for weight in weights]
