"""Beliefs brought into agreement: evidence of pairs, of partners taken, of kinds of record, of relatives.

From the pairs' own evidence alone, beliefs are worked out; from these, how often each kind of record is
found and what relatives' partners say; with that, beliefs anew, half-way each time, until they stay. The
weights of the new comparisons are log2 ratios of how often a level is met among right and among wrong
candidates, both counted by the beliefs themselves (expectation-maximisation, unsupervised).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.collective.beliefs import SUREST, Field, competing
from tahqiq.link.collective.finding import Kinds, chances, kinds
from tahqiq.link.collective.kin import groups, ties
from tahqiq.link.collective.relatives import LEVELS, Relatives
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import MISSING, Pairs

ROUNDS, TOLERANCE = 60, 1e-3
#: How far beliefs move towards what follows from them, each round.
_STEP = 0.5
#: Candidates this much less likely than 'no partner' are no rivals: they teach nothing of wrong ones.
_RIVAL = -12.0
#: What is less likely than this by itself, log2 odds, no relatives can help.
_HOPELESS = -18.0
#: Pairs of each level that were seen before any data, right and wrong alike.
_PSEUDO = 2.0


#: The comparison of a pair with its rivals.
RIVALS = "rivals"
#: What the levels of the new comparisons mean, English messages.
LABELS = {
    "kind": (
        "Records like these are often found on the other list",
        "Records like these are seldom found on the other list",
    ),
    "relatives": (
        "The other list records them with partners of their relatives",
        "Of the household of a relative's partner",
        "Of the line of a relative's partner: grandfather and family name",
        "Of the family name of a relative's partner",
        "No kin of any partner of their relatives",
    ),
    RIVALS: ("No other candidate comes near", "Other candidates compete for the same records"),
}
#: Less than this many bits of rivals are none.
_NEAR = 0.1


#: The chance that each record has a partner: of the left list, and of the right.
Found: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Agreed:
    """Pairs with the evidence of their neighbours.

    Attributes:
        pairs: the pairs, with comparisons 'kind', 'relatives' and 'rivals' after their own as far as the
            lists give rise to them; their weight is the final log2 odds.
        probability: of each pair, as that weight says, (n,).
        alone: what the pairs' own evidence gives when only partners compete, (n,).
        found: the chance that each record has a partner, of the left and of the right list.
        rounds: how many it took; ``steady``: whether beliefs stayed at the end.
    """

    pairs: Pairs
    probability: NDArray[np.float64]
    alone: NDArray[np.float64]
    found: Found
    rounds: int
    steady: bool


def agree(left: RecordList, right: RecordList | None, pairs: Pairs, *, collective: bool = True) -> Agreed:
    """Brings the beliefs about all pairs into agreement.

    Args:
        left: one list.
        right: the other; None where the pairs are within one list.
        pairs: the candidates with their own evidence, and what people judged of them.
        collective: whether kinds of record and relatives count; if not, only partners compete.
    """
    evidence = _Evidence.of(left, right, pairs)
    alone = competing(evidence.field, evidence.own)
    said = _Said.nothing(len(alone))
    beliefs, rounds, steady = alone, 0, not (collective and evidence.speaks)
    while rounds < ROUNDS and not steady:
        rounds += 1
        said = evidence.said(beliefs)
        new = competing(evidence.field, evidence.own + said.bits)
        steady = bool(np.abs(new - beliefs).max(initial=0.0) < TOLERANCE)
        beliefs = beliefs + _STEP * (new - beliefs)
    told, probability, found = evidence.told(pairs, said)
    return Agreed(told, probability, alone[: len(pairs)], found, rounds, steady)


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What neighbours say of every pair.

    Attributes:
        kind: log2 odds that records of these kinds are partners, beside what any two have, (n,).
        met: the chance of each level of what relatives say, (n, levels); ``weights``: of the levels.
    """

    kind: NDArray[np.float64]
    met: NDArray[np.float64]
    weights: NDArray[np.float64]

    @classmethod
    def nothing(cls, count: int) -> _Said:
        """Nothing is said of so many pairs."""
        return cls(np.zeros(count), np.zeros((count, len(LEVELS))), np.zeros(len(LEVELS)))

    @property
    def family(self) -> NDArray[np.float64]:
        """The weight of what relatives say, (n,)."""
        weights: NDArray[np.float64] = self.met @ self.weights
        return weights

    @property
    def bits(self) -> NDArray[np.float64]:
        """Everything that neighbours say, (n,)."""
        return self.kind + self.family


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """What lists and pairs hold; within one list every pair stands here both ways round.

    Attributes:
        field: the pairs.
        own: log2 odds by the pairs' own evidence, (n,).
        prior: log2 odds of two records taken at random.
        sides: kinds of record of the left and of the right list; None within one list.
        relatives: of the pairs that are not hopeless; None where no list groups its people.
        hopeful: these pairs.
    """

    field: Field
    own: NDArray[np.float64]
    prior: float
    sides: tuple[Kinds, Kinds] | None
    relatives: Relatives | None
    hopeful: NDArray[np.int64]

    @property
    def speaks(self) -> bool:
        """Whether there is any evidence beside the pairs' own."""
        return self.sides is not None or self.relatives is not None

    @classmethod
    def of(cls, left: RecordList, right: RecordList | None, pairs: Pairs) -> _Evidence:
        if right is None:
            return cls._within(left, pairs)
        field = Field(pairs.left, pairs.right, (len(left), len(right)), right.distinct, left.distinct)
        sides = (kinds(left), kinds(right))
        return cls(field, pairs.weight(), pairs.prior, sides, *_related(field, pairs.weight(), left, right))

    @classmethod
    def _within(cls, people: RecordList, pairs: Pairs) -> _Evidence:
        ends, others = np.concatenate([pairs.left, pairs.right]), np.concatenate([pairs.right, pairs.left])
        field = Field(ends, others, (len(people), len(people)), left_once=False, right_once=False)
        own = np.tile(pairs.weight(), 2)
        return cls(field, own, pairs.prior, None, *_related(field, own, people, people))

    def said(self, beliefs: NDArray[np.float64]) -> _Said:
        """What the current beliefs about all pairs say of each."""
        kind = self._kind(beliefs)
        met = np.zeros((len(beliefs), len(LEVELS)))
        if self.relatives is not None:
            met[self.hopeful] = self.relatives.chances(beliefs[self.hopeful])
        # A rival that is taken itself says nothing of wrong candidates.
        taken = self.field.taken(beliefs)[self.field.right] if self.field.left_once else beliefs
        rivals = np.where(self.own + kind > _RIVAL, 1 - taken, 0.0)
        return _Said(kind, met, level_weights(met, beliefs, rivals))

    def _kind(self, beliefs: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.sides is None:
            return np.zeros(len(beliefs))
        here = chances(self.sides[0], self.field.found(beliefs))
        there = chances(self.sides[1], self.field.taken(beliefs))
        partner = np.log2(here / (1 - here) / self.field.sizes[1])[self.field.left]
        often = np.log2(there / max(float(there.mean()), 1e-12))[self.field.right]
        weights: NDArray[np.float64] = partner + often - self.prior
        return weights

    def told(self, pairs: Pairs, said: _Said) -> tuple[Pairs, NDArray[np.float64], Found]:
        """The pairs with what was said of them, their probabilities, and whose partners are found."""
        n = len(pairs)
        family = said.family
        if self.sides is None:  # both ways round are one pair
            family = np.tile((family[:n] + family[n:]) / 2, 2)
        final = competing(self.field, self.own + said.kind + family)
        if self.sides is not None:
            levels = (said.kind < 0).astype(np.int8)
            pairs = pairs.with_comparison("kind", levels, said.kind, LABELS["kind"])
        if self.relatives is not None:
            levels = _levels(said.met)[:n]
            pairs = pairs.with_comparison("relatives", levels, family[:n], LABELS["relatives"])
        if self.field.left_once or self.field.right_once:
            pairs = with_rivals(pairs, _log_odds(final) - pairs.weight())
        return pairs, final[:n], (self.field.found(final), self.field.taken(final))


def with_rivals(pairs: Pairs, bits: NDArray[np.float64]) -> Pairs:
    """The pairs with what their rivals take from each, as a comparison more.

    Args:
        pairs: without it.
        bits: what rivals add, most often less than nothing (n,).
    """
    return pairs.with_comparison(RIVALS, (bits < -_NEAR).astype(np.int8), bits, LABELS[RIVALS])


def level_weights(
    met: NDArray[np.float64], right: NDArray[np.float64], wrong: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Log2 of how much oftener each level is met among right than among wrong pairs.

    Args:
        met: the chance of each level for each pair, (n, k).
        right, wrong: how much each pair counts as either, (n,).

    >>> met = np.array([[1.0, 0.0]] * 98 + [[0.0, 1.0]] * 98)
    >>> level_weights(met, np.repeat([0.9, 0.1], 98), np.repeat([0.1, 0.9], 98)).round(1).tolist()
    [2.9, -2.9]
    """
    among_right, among_wrong = right @ met + _PSEUDO, wrong @ met + _PSEUDO
    weights: NDArray[np.float64] = np.log2(among_right / among_right.sum()) - np.log2(
        among_wrong / among_wrong.sum()
    )
    return weights


def _related(
    field: Field, own: NDArray[np.float64], left: RecordList, right: RecordList
) -> tuple[Relatives | None, NDArray[np.int64]]:
    """Relatives of the records of the list that groups its people, of the left one where both do."""
    hopeful = np.flatnonzero(own > _HOPELESS)
    near = field.take(hopeful)
    if (grouped := groups(left)).max(initial=-1) >= 0:
        return Relatives.of(near, grouped, ties(right)), hopeful
    if (grouped := groups(right)).max(initial=-1) >= 0:
        return Relatives.of(near.turned(), grouped, ties(left)), hopeful
    return None, hopeful


def _levels(met: NDArray[np.float64]) -> NDArray[np.int8]:
    """The likeliest level of each pair; missing where most likely no relative is found."""
    levels: NDArray[np.int8] = np.where(met.sum(axis=1) < 0.5, MISSING, met.argmax(axis=1)).astype(np.int8)
    return levels


def _log_odds(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    held = np.clip(probability, np.exp2(-SUREST - 20), 1 - 2.0**-50)
    odds: NDArray[np.float64] = np.log2(held) - np.log2(1 - held)
    return odds
