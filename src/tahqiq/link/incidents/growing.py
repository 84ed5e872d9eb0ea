"""Clusters grown from pairs so that each holds as a whole: no chain of weak links joins two incidents.

Two clusters are joined, the closest first, while the *mean* weight of all pairs between them speaks for
it (average linkage on log odds; negative evidence counts as much as positive), and only if no pair
between them is barred: days too far apart, exact places far apart, a person's judgement. Then every
report is asked again where it fits, all clusters at once: one that fits two incidents alike joins neither.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.incidents.ties import LEAST, STRANGERS, Compare, Pair, Ties, pair_of, tangles
from tahqiq.link.pairs import Pairs

Ints = NDArray[np.int64]

#: A report stays only where this share of its probability lies.
_STAYS = 0.5
_SUREST = 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: two groups of reports joined, or kept apart.

    Attributes:
        left, right: positions of the reports of either group.
        joined: whether they are one incident.
        weight: mean weight of the pairs between them, log2 odds.
        because: why they were kept apart, or joined by a person; '' where evidence joined them.
        pair: the pair that says most: the strongest, or one that bars.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    joined: bool
    weight: float
    because: str
    pair: Pair


@dataclass(frozen=True, slots=True, eq=False)
class Grown:
    """The clusters, and how they came about.

    Attributes:
        cluster: of each report, the position of the first report of its cluster; -1 for aggregates.
        probability: of each report, that it belongs where it stands.
        pairs: the candidate pairs with their evidence.
        steps: every joining and every refusal, in order.
    """

    cluster: Ints
    probability: NDArray[np.float64]
    pairs: Pairs
    steps: tuple[Step, ...]


def grow(
    events: Ints,
    count: int,
    pairs: Pairs,
    barred: NDArray[np.bool_],
    compare: Compare,
    *,
    forced: Ints,
    excluded: Ints,
) -> Grown:
    """Clusters of the reports of one incident each.

    Args:
        events: positions of the reports that may be joined, of ``count``.
        pairs: candidates with their evidence; ``barred``: those that cannot be one incident.
        compare: the evidence of any pairs.
        forced: (n, 2) pairs that a person judged one incident; ``excluded``: not one.
    """
    cluster = np.full(count, -1, np.int64)
    cluster[events] = events
    probability = np.ones(count, np.float64)
    inside = set(events.tolist())
    judged = {pair_of(a, b): True for a, b in forced.tolist() if {a, b} <= inside}
    judged |= {pair_of(a, b): False for a, b in excluded.tolist()}
    steps = list[Step]()
    for tangle, ties in tangles(pairs, barred, judged, compare):
        groups = _Growing(tangle, ties, steps).groups()
        for group, shares in _settled(groups, ties, steps):
            cluster[group] = min(group)
            probability[group] = shares
    return Grown(cluster, probability, pairs, tuple(steps))


class _Growing:
    """The groups of one tangle, joined pair by pair, the closest first; equals by the order of reports.

    Args:
        tangle: its reports. ``ties``: what is known of its pairs.
        steps: where every decision is written down.
    """

    def __init__(self, tangle: Sequence[int], ties: Ties, steps: list[Step]) -> None:
        self._ties, self._steps = ties, steps
        self._groups: dict[int, list[int]] = {at: [at] for at in tangle}
        self._name = {at: at for at in tangle}
        self._refused = set[Pair]()
        for one, other in sorted(ties.forced):
            self._force(one, other)
        self._sums = self._between()
        self._heap = [
            (-total / size, pair) for pair, (total, size) in self._sums.items() if total > LEAST * size
        ]
        heapq.heapify(self._heap)

    def groups(self) -> list[list[int]]:
        """The groups when nothing more can be joined."""
        while self._heap:
            mean, pair = heapq.heappop(self._heap)
            if pair in self._sums and pair not in self._refused and -mean == self._mean(pair):
                self._try(pair)
        self._tell_refusals()
        return [self._groups[at] for at in sorted(self._groups)]

    def _mean(self, pair: Pair) -> float:
        total, size = self._sums[pair]
        return total / size

    def _force(self, one: int, other: int) -> None:
        pair = pair_of(self._name[one], self._name[other])
        if pair[0] != pair[1]:
            weight = self._ties.weight((one, other))
            self._steps.append(Step((one,), (other,), True, weight, "judged the same", (one, other)))
            self._join(pair)

    def _between(self) -> dict[Pair, tuple[float, int]]:
        """The sum of weights between groups that were compared, and how many pairs there are."""
        found = defaultdict[Pair, list[float]](list)
        for (one, other), weight in self._ties.weights.items():
            pair = pair_of(self._name[one], self._name[other])
            if pair[0] != pair[1]:
                found[pair].append(weight)
        sums = dict[Pair, tuple[float, int]]()
        for pair, weights in found.items():
            size = self._size(pair)
            sums[pair] = (sum(weights) + STRANGERS * (size - len(weights)), size)
        return sums

    def _size(self, pair: Pair) -> int:
        return len(self._groups[pair[0]]) * len(self._groups[pair[1]])

    def _across(self, pair: Pair) -> list[Pair]:
        """All pairs of reports between two groups."""
        one, other = self._groups[pair[0]], self._groups[pair[1]]
        return sorted(pair_of(a, b) for a in one for b in other)

    def _try(self, pair: Pair) -> None:
        """Joins two groups, unless something between them cannot be."""
        across = self._across(pair)
        bars = next((each for each in across if self._ties.cannot(each)), None)
        if bars is not None:
            judged = bars in self._ties.excluded
            self._refused.add(pair)
            self._tell(
                pair,
                bars,
                joined=False,
                because="judged not the same" if judged else "this pair cannot be one",
            )
            return
        self._tell(pair, max(across, key=self._ties.weight), joined=True)
        self._add_up(pair)
        self._join(pair)

    def _tell(self, pair: Pair, most: Pair, *, joined: bool, because: str = "") -> None:
        one, other = self._groups[pair[0]], self._groups[pair[1]]
        self._steps.append(Step(tuple(one), tuple(other), joined, self._mean(pair), because, most))

    def _join(self, pair: Pair) -> None:
        kept, gone = pair
        self._groups[kept] = sorted(self._groups[kept] + self._groups.pop(gone))
        for each in self._groups[kept]:
            self._name[each] = kept

    def _add_up(self, pair: Pair) -> None:
        """What the joined group has in common with every other: the sums of both."""
        for other in self._groups:
            if other in pair:
                continue
            keys = pair_of(pair[0], other), pair_of(pair[1], other)
            if not any(key in self._sums for key in keys):
                continue
            total, size = 0.0, 0
            for key in keys:
                pairs = self._size(key)
                own = self._sums.pop(key, (STRANGERS * pairs, pairs))
                total, size = total + own[0], size + own[1]
            self._sums[keys[0]] = (total, size)
            if total > LEAST * size:
                heapq.heappush(self._heap, (-total / size, keys[0]))
        self._sums.pop(pair)

    def _tell_refusals(self) -> None:
        """Groups kept apart although some pair between them spoke for joining them."""
        for pair in sorted(self._sums):
            most = max(self._across(pair), key=self._ties.weight)
            if pair not in self._refused and self._ties.weight(most) > LEAST:
                because = "the evidence of all pairs together speaks against it"
                self._tell(pair, most, joined=False, because=because)


def _settled(
    groups: list[list[int]], ties: Ties, steps: list[Step]
) -> Iterator[tuple[list[int], list[float]]]:
    """Each report asked where it fits best, and with which probability; what fits two alike stands alone.

    The probability of a report is that of its own group among all it may belong to, and to none.
    """
    bound = {each for pair in ties.forced for each in pair}
    for group in groups:
        shares = {report: _share(report, group, groups, ties) for report in group}
        out = [each for each in group if len(group) > 1 and shares[each] < _STAYS and each not in bound]
        for report in out:
            steps.append(_taken_out(report, [each for each in group if each != report], ties))
            yield [report], [1 - shares[report]]
        stay = [each for each in group if each not in out]
        if stay:
            yield stay, [shares[each] for each in stay]


def _share(report: int, own: Sequence[int], groups: Sequence[Sequence[int]], ties: Ties) -> float:
    """The probability of one's own group: its odds among those of all, and of standing alone."""
    rest = [each for each in own if each != report]
    odds = 2.0 ** min(ties.mean(report, rest), _SUREST) if rest else 1.0
    others = (ties.mean(report, each) for each in groups if each is not own)
    every = odds + sum(2.0 ** min(each, _SUREST) for each in others) + (1.0 if rest else 0.0)
    return float(odds / every)


def _taken_out(report: int, rest: Sequence[int], ties: Ties) -> Step:
    most = max((pair_of(report, each) for each in rest), key=ties.weight)
    because = "it fits several incidents alike"
    return Step((report,), tuple(rest), False, ties.mean(report, rest), because, most)
