"""Uncertainty carried onward: sampled ways of dividing records into people.

One decided clustering hides how sure it is. Drawn ones hold a link as often as it is likely, together with
what it excludes: in a draw nobody has two partners where a list holds nobody twice. ``tahqiq estimate``
fits its model to every draw, so that doubt about who is who widens the interval (Sadinle 2017, *Journal
of the American Statistical Association* 112, 600-612; Tancredi & Liseo 2011, *Annals of Applied
Statistics* 5, 1553-1585).

Draws come from a Markov chain over matchings, or over partitions, each weighed by the odds of its pairs.
A matching is changed record by record, of either list: each leaves its partner and takes one among those
that are free (Gibbs), and two exchange theirs (Metropolis). A partition is changed record by record.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.durable import write_file
from tahqiq.link.clusters import ABSENT, JUDGED, LOUDEST, Neighbours
from tahqiq.link.collective.beliefs import SUREST, Field

#: How many draws unless told, and how often every record is reconsidered before the first and between two.
DRAWS, WARMING, BETWEEN = 100, 200, 20


def draw_matchings(
    field: Field, log_odds: NDArray[np.float64], *, draws: int = DRAWS, seed: int = 1
) -> NDArray[np.int64]:
    """Samples matchings of two lists.

    Args:
        field: the candidate pairs; at least one of its lists holds nobody twice.
        log_odds: log2 odds of each pair against neither record having a partner, (n,): the evidence
            without that of rivals, which compete here themselves.
        draws: how many.
        seed: the same gives the same draws.

    Returns:
        The cluster of every record, of the left list and then of the right: (draws, records).

    >>> both = Field(np.array([0, 1]), np.array([0, 0]), (2, 1))
    >>> drawn = draw_matchings(both, np.array([30.0, 28.0]), draws=2000)
    >>> float((drawn[:, 0] == drawn[:, 2]).mean().round(1)), int((drawn[:, 0] == drawn[:, 1]).sum())
    (0.8, 0)
    """
    side = field if field.left_once else field.turned()
    weights = np.clip(log_odds, -SUREST, SUREST) * np.log(2.0)
    here = Neighbours.across(side.sizes[0], side.left, side.right, weights)
    there = Neighbours.across(side.sizes[1], side.right, side.left, weights)
    partner = np.full((draws, side.sizes[0]), -1, dtype=np.int64)
    both = field.left_once and field.right_once
    _walk_matchings(*here.arrays, *there.arrays, both, seed, partner)
    return _as_clusters(partner, field)


def draw_partitions(
    n: int,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    log_odds: NDArray[np.float64],
    *,
    draws: int = DRAWS,
    seed: int = 1,
    judged: NDArray[np.int8] | None = None,
) -> NDArray[np.int64]:
    """Samples partitions of one list: the cluster of every record, (draws, n).

    Args:
        n: how many records there are.
        left, right: the candidate pairs.
        log_odds: of each pair, log2.
        draws: how many; ``seed``: the same gives the same draws.
        judged: 1 where people said a pair is one person, -1 where they said not, 0 otherwise.

    >>> drawn = draw_partitions(3, np.array([0]), np.array([1]), np.array([2.0]), draws=500)
    >>> float((drawn[:, 0] == drawn[:, 1]).mean().round(1)), int((drawn[:, 2] == drawn[:, 0]).sum())
    (0.8, 0)
    """
    bits = np.clip(log_odds, -LOUDEST, LOUDEST)
    if judged is not None:
        bits = np.where(judged != 0, JUDGED * judged, bits)
    near = Neighbours.of(n, left, right, bits * np.log(2.0))
    drawn = np.tile(np.arange(n, dtype=np.int64), (draws, 1))
    moving = np.unique(np.concatenate([left, right]))
    _walk_partitions(moving, *near.arrays, seed, drawn)
    return drawn


def write_draws(path: Path, drawn: NDArray[np.int64], ids: Sequence[str]) -> None:
    """Writes ``draw, record_id, cluster_id`` as Parquet; draws are numbered from 1.

    Args:
        path: where; replaced whole.
        drawn: (draws, records) numbers of clusters.
        ids: of the records. A cluster is named after the first of its records in their order.
    """
    import pyarrow as pa
    from pyarrow import parquet

    names = np.array(ids, dtype=object)
    order = np.argsort(names, kind="stable")
    types: dict[str, pa.DataType] = {"draw": pa.int32(), "record_id": pa.string(), "cluster_id": pa.string()}
    schema = pa.schema(types)
    records = pa.array(list(ids), pa.string())
    kept = io.BytesIO()
    with parquet.ParquetWriter(kept, schema, compression="zstd") as file:
        for number, clusters in enumerate(drawn, start=1):
            _, first, of = np.unique(clusters[order], return_index=True, return_inverse=True)
            named = np.empty(len(ids), dtype=object)
            named[order] = names[order][first][of]
            draw = pa.array(np.full(len(ids), number, dtype=np.int32))
            file.write_table(pa.table([draw, records, pa.array(named, pa.string())], schema=schema))
    write_file(path, kept.getvalue())


def _as_clusters(partner: NDArray[np.int64], field: Field) -> NDArray[np.int64]:
    """Partners as numbers of clusters over both lists; a record alone is a cluster of its own."""
    lefts, rights = field.sizes
    clusters = np.tile(np.arange(lefts + rights, dtype=np.int64), (len(partner), 1))
    draw, record = np.nonzero(partner >= 0)
    if field.left_once:
        clusters[draw, record] = lefts + partner[draw, record]
    else:
        clusters[draw, lefts + record] = partner[draw, record]
    return clusters


@compiled
def _uniform(state: NDArray[np.uint64]) -> float:
    """The next of a sequence of numbers between 0 and 1 (splitmix64: Steele, Lea & Flood 2014)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = state[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return float(mixed >> np.uint64(11)) / 9007199254740992.0


@compiled
def _walk_matchings(
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    odds: NDArray[np.float64],
    right_starts: NDArray[np.int64],
    right_others: NDArray[np.int64],
    right_odds: NDArray[np.float64],
    both: bool,
    seed: int,
    drawn: NDArray[np.int64],
) -> None:
    """Walks over matchings; ``both`` says that right records have one partner at most too."""
    state = np.array([seed], dtype=np.uint64)
    partner = np.full(len(starts) - 1, -1)
    owner = np.full(len(right_starts) - 1, -1)
    lefts, rights = np.flatnonzero(np.diff(starts) > 0), np.flatnonzero(np.diff(right_starts) > 1)
    for number in range(len(drawn)):
        for _ in range(WARMING if number == 0 else BETWEEN):
            for one in map(int, lefts):
                _choose(one, starts, others, odds, both, state, partner, owner)
                if both:
                    _swap(one, starts, others, odds, state, partner, owner)
            if both:
                for other in map(int, rights):
                    _choose(other, right_starts, right_others, right_odds, True, state, owner, partner)
        drawn[number] = partner


@compiled
def _choose(
    one: int,
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    odds: NDArray[np.float64],
    once: bool,
    state: NDArray[np.uint64],
    mine: NDArray[np.int64],
    theirs: NDArray[np.int64],
) -> None:
    """Gives a record a partner anew, or none; where ``once``, among those without one (Gibbs)."""
    if once and mine[one] >= 0:
        theirs[mine[one]] = -1
    most = 0.0
    for at in range(starts[one], starts[one + 1]):
        if not once or theirs[others[at]] < 0:
            most = max(most, odds[at])
    total = np.exp(-most)
    for at in range(starts[one], starts[one + 1]):
        if not once or theirs[others[at]] < 0:
            total += np.exp(odds[at] - most)
    rest = _uniform(state) * total - np.exp(-most)
    mine[one] = -1
    for at in range(starts[one], starts[one + 1]):
        if rest < 0.0:
            break
        if not once or theirs[others[at]] < 0:
            rest -= np.exp(odds[at] - most)
            mine[one] = others[at]
    if once and mine[one] >= 0:
        theirs[mine[one]] = one


@compiled
def _swap(
    one: int,
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    odds: NDArray[np.float64],
    state: NDArray[np.uint64],
    partner: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> None:
    """Proposes that two records exchange their partners (Metropolis).

    A record proposes each of its candidates equally often, and after the exchange the one that it left: the
    way back is as likely to be proposed, and the odds decide alone.
    """
    count = starts[one + 1] - starts[one]
    wanted = starts[one] + min(int(_uniform(state) * count), count - 1)
    other = owner[others[wanted]]
    if partner[one] < 0 or other < 0 or other == one:
        return
    change, known = odds[wanted], 0
    for at in range(starts[one], starts[one + 1]):
        if others[at] == partner[one]:
            change -= odds[at]
    for at in range(starts[other], starts[other + 1]):
        if others[at] == partner[other]:
            change -= odds[at]
        elif others[at] == partner[one]:
            change += odds[at]
            known = 1
    if known == 0 or (change < 0.0 and _uniform(state) >= np.exp(change)):
        return
    owner[partner[one]], owner[partner[other]] = other, one
    partner[one], partner[other] = partner[other], partner[one]


@compiled
def _walk_partitions(
    moving: NDArray[np.int64],
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    weights: NDArray[np.float64],
    seed: int,
    drawn: NDArray[np.int64],
) -> None:
    """Walks over partitions: every record chooses its cluster anew, given those of all others (Gibbs)."""
    n = drawn.shape[1]
    state = np.array([seed], dtype=np.uint64)
    of, size = np.arange(n), np.ones(n, dtype=np.int64)
    free = np.empty(n, dtype=np.int64)  # numbers that no cluster has
    frees = 0
    sums, counts = np.zeros(n), np.zeros(n, dtype=np.int64)
    for number in range(len(drawn)):
        for _ in range(WARMING if number == 0 else BETWEEN):
            for record in moving:
                size[of[record]] -= 1
                if size[of[record]] == 0:
                    free[frees] = of[record]
                    frees += 1
                begin, end = starts[record], starts[record + 1]
                goal = _joined(begin, end, others, weights, _uniform(state), of, size, sums, counts)
                if goal < 0:
                    frees -= 1
                    goal = free[frees]
                of[record] = goal
                size[goal] += 1
        drawn[number] = of


@compiled
def _joined(
    begin: int,
    end: int,
    others: NDArray[np.int64],
    weights: NDArray[np.float64],
    chance: float,
    of: NDArray[np.int64],
    size: NDArray[np.int64],
    sums: NDArray[np.float64],
    counts: NDArray[np.int64],
) -> int:
    """The cluster that a record joins, by a chance between 0 and 1; -1 for none.

    Its candidates are ``others`` from ``begin`` to ``end``. ``sums`` and ``counts`` are zeros, one for each
    possible cluster, and are left so.
    """
    absent = ABSENT * np.log(2.0)
    for at in range(begin, end):
        sums[of[others[at]]] += weights[at]
        counts[of[others[at]]] += 1
    most = 0.0
    for at in range(begin, end):
        there = of[others[at]]
        if size[there] > 0:
            most = max(most, sums[there] + absent * (size[there] - counts[there]))
    total = np.exp(-most)
    for at in range(begin, end):
        there = of[others[at]]
        if size[there] > 0 and counts[there] > 0:
            total += np.exp(sums[there] + absent * (size[there] - counts[there]) - most)
            counts[there] = -counts[there]  # counted
    rest = chance * total - np.exp(-most)
    goal = -1
    for at in range(begin, end):
        there = of[others[at]]
        if rest < 0.0:
            break
        if size[there] > 0 and counts[there] < 0:
            counts[there] = -counts[there]
            rest -= np.exp(sums[there] + absent * (size[there] - counts[there]) - most)
            goal = there
    for at in range(begin, end):
        sums[of[others[at]]] = 0.0
        counts[of[others[at]]] = 0
    return goal
