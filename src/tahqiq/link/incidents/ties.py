"""Tangles: reports that hang together by some pair, and every weight between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.pairs import Pairs

Ints = NDArray[np.int64]
Pair = tuple[int, int]
#: The evidence of any pairs, and which of them cannot be one incident.
Compare = Callable[[Ints, Ints], tuple[Pairs, NDArray[np.bool_]]]

#: Weight in log2 odds from which on a pair speaks for one incident.
LEAST = 0.0
#: What two reports of one tangle are worth that were not compared.
STRANGERS = -6.0
#: Tangles up to so many reports are compared in full.
_IN_FULL = 300
#: Pairs compared at once, about.
_AT_ONCE = 400_000


def pair_of(one: int, other: int) -> Pair:
    """Two reports as a pair, the earlier first."""
    return (one, other) if one < other else (other, one)


@dataclass(slots=True)
class Ties:
    """What is known of the pairs of one tangle.

    Attributes:
        weights: log2 odds of each pair that was compared.
        barred: pairs that cannot be one incident.
        excluded, forced: pairs that a person judged not one incident, or one.
    """

    weights: dict[Pair, float] = field(default_factory=dict)
    barred: set[Pair] = field(default_factory=set)
    excluded: set[Pair] = field(default_factory=set)
    forced: set[Pair] = field(default_factory=set)

    def weight(self, pair: Pair) -> float:
        """The weight of a pair; of one that was not compared that of strangers."""
        return self.weights.get(pair, STRANGERS)

    def cannot(self, pair: Pair) -> bool:
        """Whether a pair must be kept apart: by a person, or by what cannot be unless a person said so."""
        return pair in self.excluded or (pair in self.barred and pair not in self.forced)

    def mean(self, report: int, group: Sequence[int]) -> float:
        """The mean weight of a report with a group; minus infinity where it cannot belong there."""
        pairs = [pair_of(report, each) for each in group]
        if any(map(self.cannot, pairs)):
            return -np.inf
        return sum(map(self.weight, pairs)) / len(pairs)


def tangles(
    pairs: Pairs, barred: NDArray[np.bool_], judged: Mapping[Pair, bool], compare: Compare
) -> Iterator[tuple[list[int], Ties]]:
    """Every tangle with its ties, the earliest first.

    Args:
        pairs: candidates with their evidence; ``barred``: those that cannot be one incident.
        judged: what people said of pairs. ``compare``: the evidence of any pairs.
    """
    found = _hanging_together(pairs, barred, [pair for pair, same in judged.items() if same])
    rows = _rows(pairs, found)
    full = _in_full(found, compare)
    for number, (tangle, known) in enumerate(zip(found, full, strict=True)):
        yield tangle, _ties(tangle, known or _Known.of(pairs, barred, rows[number]), judged)


def _hanging_together(pairs: Pairs, barred: NDArray[np.bool_], same: Sequence[Pair]) -> list[list[int]]:
    """Reports joined by some pair that speaks for it, or by a person."""
    hold = np.flatnonzero((pairs.weight() > LEAST) & ~barred)
    home: dict[int, int] = {}

    def find(at: int) -> int:
        while home.setdefault(at, at) != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for a, b in [*zip(pairs.left[hold].tolist(), pairs.right[hold].tolist(), strict=True), *same]:
        one, other = find(a), find(b)
        home[max(one, other)] = min(one, other)
    groups = defaultdict[int, list[int]](list)
    for at in sorted(home):
        groups[find(at)].append(at)
    return [groups[root] for root in sorted(groups)]


def _rows(pairs: Pairs, found: Sequence[Sequence[int]]) -> list[Ints]:
    """The rows of the pairs within each tangle."""
    most = max((each[-1] for each in found), default=-1)
    number = np.full(max(most, int(pairs.right.max(initial=-1))) + 1, -1, np.int64)
    for at, tangle in enumerate(found):
        number[tangle] = at
    inside = number[pairs.left]
    inside[number[pairs.right] != inside] = -1
    order = np.argsort(inside, kind="stable")
    starts = np.searchsorted(inside[order], np.arange(len(found) + 1))
    return [order[starts[at] : starts[at + 1]] for at in range(len(found))]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The weights of some pairs, and which are barred."""

    left: Ints
    right: Ints
    weight: NDArray[np.float64]
    barred: NDArray[np.bool_]

    @classmethod
    def of(cls, pairs: Pairs, barred: NDArray[np.bool_], rows: Ints) -> _Known:
        some = pairs.take(rows)
        return cls(some.left, some.right, some.weight(), barred[rows])


def _in_full(found: Sequence[Sequence[int]], compare: Compare) -> Iterator[_Known | None]:
    """All pairs of each tangle that is not too large, compared many tangles at once."""
    waiting, size = list[Ints | None](), 0
    for tangle in found:
        small = 2 < len(tangle) <= _IN_FULL
        waiting.append(np.array(tangle, np.int64) if small else None)
        size += len(tangle) ** 2 if small else 0
        if size > _AT_ONCE:
            yield from _compared(waiting, compare)
            waiting, size = [], 0
    yield from _compared(waiting, compare)


def _compared(waiting: Sequence[Ints | None], compare: Compare) -> Iterator[_Known | None]:
    sides = [None if each is None else [each[at] for at in np.triu_indices(len(each), 1)] for each in waiting]
    some = [each for each in sides if each is not None]
    if not some:
        yield from (None for _ in waiting)
        return
    found, barred = compare(np.concatenate([a for a, _ in some]), np.concatenate([b for _, b in some]))
    weight, at = found.weight(), 0
    for each in sides:
        if each is None:
            yield None
        else:
            rows = slice(at, at + len(each[0]))
            yield _Known(each[0], each[1], weight[rows], barred[rows])
            at = rows.stop


def _ties(tangle: Sequence[int], known: _Known, judged: Mapping[Pair, bool]) -> Ties:
    """The weights within a tangle, and what people said of its pairs."""
    pairs = list(zip(known.left.tolist(), known.right.tolist(), strict=True))
    ties = Ties(dict(zip(pairs, known.weight.tolist(), strict=True)))
    ties.barred.update(pairs[row] for row in np.flatnonzero(known.barred).tolist())
    inside = set(tangle)
    for pair, same in judged.items():
        if inside.issuperset(pair):
            (ties.forced if same else ties.excluded).add(pair)
    return ties
