"""How much each level of each comparison tells, learned without labels.

The model of Fellegi and Sunter (1969), its parameters by expectation-maximisation (Winkler 1988; Herzog,
Scheuren and Winkler 2007, chapter 9) with four differences. The population is that of *all* pairs:
candidates are counted, the others are taken for no matches and known from a random sample, so that the
chances given no match are right in the large, not only among candidates. The pairs of one record compete:
what is given to one is taken from the others, for nobody is many people. (Without this, half-alike pairs
that are many are soon taken for a kind of match.) A level's chances are those within its group
(``comparisons``), and they have Dirichlet priors, so that a small list, or a level nobody has, gives no
certainty: the maximum is that of the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.engines import Compared
from tahqiq.link.evidence.comparisons import COMPARISONS, DIFFERENT_OWN, Comparison
from tahqiq.link.evidence.measuring import unpacked

#: How many matches the prior of the chances given a match is worth at least, and how many pairs the other.
_BELIEVED, _DOUBTED = 20.0, 50.0
#: How often two records of two people have levels of each kind; half of all where only two are common.
_BY_CHANCE = {0: 0.02, 1: 0.03, 2: 0.05, 3: 0.9}
_BY_HALVES = ("sex", "age")
#: How many matches the expected division of one kind among its levels is worth.
_DIVIDED = 10.0
#: How many pairs of relatives the chances among people who are none are worth.
_UNRELATED = 20.0
#: The share of the smaller list believed to be found in the other, or of one list to stand twice.
_FOUND, _TWICE = 0.5, 0.05
_WORTH = 20.0
#: Within one list the expected shares are held to so many times as firmly: it may hold nobody twice, and
#: brothers and sisters are then what is most like matches.
_HELD = 10.0
#: Candidates that are learned from.
_ENOUGH = 1_000_000
#: No larger share of a list is believed to be found in the other.
_FULL = 0.95
_ROUNDS, _CLOSE = 200, 1e-5
#: A level is evidence of no more bits than this, either way.
_MOST_BITS = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned.

    Attributes:
        prior: log2 odds that a random pair is a match.
        match: chance of each level of each comparison given a match, within its group.
        other: the same given none.
    """

    prior: float
    match: tuple[NDArray[np.float64], ...]
    other: tuple[NDArray[np.float64], ...]

    def bits(self) -> list[NDArray[np.float64]]:
        """log2 Bayes factor of each level of each comparison."""
        return [
            np.clip(np.log2(m / u), -_MOST_BITS, _MOST_BITS)
            for m, u in zip(self.match, self.other, strict=True)
        ]

    def weights(self, levels: NDArray[np.int8]) -> NDArray[np.float64]:
        """log2 Bayes factors of pairs, 0 where a side is missing; (pairs, comparisons)."""
        tables = [np.append(bits, 0.0) for bits in self.bits()]  # a missing level, -1, finds the last
        return np.column_stack([table[levels[:, at]] for at, table in enumerate(tables)])


def train(
    found: Compared, outside: NDArray[np.int64], pairs: float, most: float, *, twice: bool, seed: int = 0
) -> Model:
    """Learns a model.

    Args:
        found: all candidates.
        outside: levels of random pairs that are no candidates.
        pairs: how many pairs there are, candidates and others.
        most: how many matches there can be: the length of the smaller list, or of the one.
        twice: whether one list is compared with itself.
        seed: of the sample of records that are learned from where candidates are very many.
    """
    found, part = _sample(found, seed)
    pairs, most = pairs * part, most * part
    one, other, packed = found
    patterns, pattern, counts = np.unique(packed, return_inverse=True, return_counts=True)
    seen = _Seen.of(unpacked(patterns), counts, unpacked(outside), pairs)
    guess = most * (_TWICE if twice else _FOUND)
    match = tuple(np.array(comparison.expected) for comparison in COMPARISONS)
    model = Model(_log_odds(guess / pairs), match, seen.other(np.zeros(len(patterns))))
    for _ in range(_ROUNDS):
        weight = model.prior + _alone(model.prior, pairs, most) + model.weights(seen.levels).sum(axis=1)
        odds = np.exp2(np.clip(weight, -60.0, 60.0))
        matched = _expected(one, other, pattern, odds)
        before, model = model, _maximised(seen, matched, guess, pairs, most, _HELD if twice else 1.0)
        if _change(before, model) < _CLOSE:
            break
    return model


def _sample(found: Compared, seed: int) -> tuple[Compared, float]:
    """The candidates of some of the records that come first in a pair, and what part of all they are."""
    if len(found.one) <= _ENOUGH:
        return found, 1.0
    part = _ENOUGH / len(found.one)
    drawn = np.random.default_rng(seed).random(int(found.one.max()) + 1) < part
    kept = drawn[found.one]
    return Compared(found.one[kept], found.other[kept], found.packed[kept]), part


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What is counted once.

    Attributes:
        levels: of each pattern of the candidates; ``counts``: how many candidates have it.
        elsewhere: how many pairs that are no candidates have each level of each comparison.
    """

    levels: NDArray[np.int8]
    counts: NDArray[np.int64]
    elsewhere: list[NDArray[np.float64]]

    @classmethod
    def of(
        cls, levels: NDArray[np.int8], counts: NDArray[np.int64], outside: NDArray[np.int8], pairs: float
    ) -> _Seen:
        """Counts candidates and a sample of the other pairs."""
        share = max(pairs - counts.sum(), 0.0) / max(1, len(outside))
        elsewhere = _tallies(outside, np.full(len(outside), share))
        return cls(levels, counts, elsewhere)

    def other(self, matched: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Chances of each level given no match, were so many of each pattern matches."""
        others = self.counts - matched
        tallies = map(np.add, _tallies(self.levels, others), self.elsewhere)
        found = map(_shares, tallies, COMPARISONS)
        relatives = _among_relatives(self.levels, others)
        return tuple(np.where(np.isnan(r), u, r) for r, u in zip(relatives, found, strict=True))


def _among_relatives(levels: NDArray[np.int8], counts: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Chances of levels among relatives: pairs of one family whose own names differ.

    Brothers and sisters never share a name, and one person's name seldom differs; so these are mostly known
    for no matches before anything is learned, and what families have in common is seen on them alone. Where
    they are few, the chances are those of people who are not related.

    Args:
        levels: of each pattern; ``counts``: how many pairs of it are no matches.
    """
    differ = levels[:, 0] == DIFFERENT_OWN
    pairs = counts.astype(np.float64)
    among, all_pairs = _tallies(levels[differ], pairs[differ]), _tallies(levels, pairs)
    found = []
    for tally, every, comparison in zip(among, all_pairs, COMPARISONS, strict=True):
        chances = np.full(len(tally), np.nan)
        unrelated = _shares(every, comparison)
        for group in (comparison.groups[at] for at in comparison.relatives):
            here, base = list(group), unrelated[: len(group)]
            chances[here] = (tally[here] + _UNRELATED * base) / (tally[here].sum() + _UNRELATED)
        found.append(chances)
    return found


def _alone(prior: float, pairs: float, most: float) -> float:
    """What the prior is raised by where pairs compete, bits.

    The choice is then between a pair and both records being alone, which is the rarer the more are found.
    """
    found = 2.0**prior * pairs
    shares = (min(found / each, _FULL) for each in (most, pairs / most))
    return -sum(float(np.log2(1 - share)) for share in shares)


def _expected(
    one: NDArray[np.int64], other: NDArray[np.int64], pattern: NDArray[np.int64], odds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How many matches each pattern is expected to hold, the pairs of one record competing."""
    each = odds[pattern]
    rivals = np.bincount(one, each)[one] + np.bincount(other, each)[other] - each
    return np.asarray(np.bincount(pattern, each / (1 + rivals), len(odds)), np.float64)


def _maximised(
    seen: _Seen, matched: NDArray[np.float64], guess: float, pairs: float, most: float, held: float
) -> Model:
    """The likeliest model were these the matches."""
    total = float(matched.sum())
    yes = _tallies(seen.levels, matched)
    match = tuple(
        _believed(tally, comparison, held * total) for tally, comparison in zip(yes, COMPARISONS, strict=True)
    )
    share = (total + _WORTH * guess / most) / (most + _WORTH) * most / pairs
    return Model(_log_odds(min(share, 0.5)), match, seen.other(matched))


def _tallies(levels: NDArray[np.int8], counts: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """How many pairs have each level of each comparison."""
    found = []
    for at, comparison in enumerate(COMPARISONS):
        size = len(comparison.labels)
        column = np.where(levels[:, at] < 0, size, levels[:, at]).astype(np.int64)
        found.append(np.asarray(np.bincount(column, counts, size + 1)[:size], np.float64))
    return found


def _shares(tally: NDArray[np.float64], comparison: Comparison) -> NDArray[np.float64]:
    """Chances of each level given no match, within its group."""
    found, general = np.empty(len(tally)), _in_general(comparison)
    for group in comparison.groups:
        here = list(group)
        found[here] = (tally[here] + _DOUBTED * general[here]) / (tally[here].sum() + _DOUBTED)
    return found


def _in_general(comparison: Comparison) -> NDArray[np.float64]:
    """Chances of each level given no match, within its group, before any list is seen.

    Where few pairs are counted these keep what is shared by chance from looking common, or impossible.
    """
    kinds = np.array(comparison.kinds)
    found = np.empty(len(kinds))
    for group in comparison.groups:
        here = np.array(group)
        halves = len(here) == 2 and comparison.name in _BY_HALVES
        for kind in set(kinds[here].tolist()):
            of_kind = here[kinds[here] == kind]
            found[of_kind] = (0.5 if halves else _BY_CHANCE[kind]) / len(of_kind)
        found[here] /= found[here].sum()
    return found


def _believed(tally: NDArray[np.float64], comparison: Comparison, matches: float) -> NDArray[np.float64]:
    """Chances of each level given a match, within its group.

    What is expected holds for the kinds of levels; how those of one kind are divided, which depends on how
    rare names are, is learned.
    """
    expected, kinds = np.array(comparison.expected), np.array(comparison.kinds)
    worth = _BELIEVED + comparison.sure * matches
    found = np.empty(len(tally))
    for group in comparison.groups:
        here = np.array(group)
        for kind in set(kinds[here].tolist()):
            of_kind = here[kinds[here] == kind]
            prior, seen = expected[of_kind].sum(), tally[of_kind].sum()
            share = (seen + worth * prior) / (tally[here].sum() + worth)
            within = _DIVIDED / prior
            found[of_kind] = share * (tally[of_kind] + within * expected[of_kind]) / (seen + _DIVIDED)
    return found


def _change(before: Model, after: Model) -> float:
    """The largest change of a chance given a match, or of the prior's bits."""
    changes = [float(np.abs(m - n).max()) for m, n in zip(before.match, after.match, strict=True)]
    return max(*changes, abs(before.prior - after.prior))


def _log_odds(share: float) -> float:
    return float(np.log2(share / (1 - share)))
