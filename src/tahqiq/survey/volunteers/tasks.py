"""Which building to show to whom next, and when to stop asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tahqiq.survey.volunteers.agreeing import Consensus

#: A building is asked about again while one more answer is expected to tell so many bits.
WORTH = 0.05


@dataclass(frozen=True, slots=True)
class Task:
    """One building for one volunteer to look at, image after image.

    Attributes:
        number: of the task, from 1. ``round``: how many times the building was dealt before, from 0.
    """

    number: int
    building: str
    round: int


def deal(
    buildings: Sequence[str], *, each: int = 3, gold: Sequence[str] = (), every: int = 10, seed: int = 1
) -> list[Task]:
    """The first deal: every building so many times, in a drawn order, gold questions mixed in unmarked.

    No building comes again before all others have had their turn, so that a volunteer who takes tasks as they
    come sees none twice.

    Args:
        buildings: to be looked at; ``each``: how many volunteers look at each.
        gold: buildings of which the truth is known; one of them among ``every`` tasks.
        seed: of the order.

    >>> [task.building for task in deal(["a"], each=2)]
    ['a', 'a']
    """
    chance = np.random.default_rng(seed)
    order: list[tuple[str, int]] = []
    asked = 0
    for turn in range(each):
        for at in chance.permutation(len(buildings)):
            order.append((buildings[at], turn))
            if gold and len(order) % every == every - 1:
                order.append((gold[asked % len(gold)], asked // len(gold)))
                asked += 1
    return [Task(number, name, turn) for number, (name, turn) in enumerate(order, 1)]


def wanting(consensus: Consensus, *, worth: float = WORTH, most: int = 15) -> list[str]:
    """Buildings that another volunteer should look at, the most instructive first.

    Asking stops where one more answer of a usual volunteer is expected to tell less than ``worth`` bits
    (expected information gain; Lindley 1956, *Annals of Mathematical Statistics* 27, 986-1005), or after
    ``most`` answers: what is still in doubt then is for an expert (``doubtful``).
    """
    gain, counts = consensus.worth_asking(), consensus.answers.counts()
    open_ = (gain >= worth) & (counts < most)
    open_[list(consensus.answers.gold)] = False
    order = np.lexsort((np.arange(len(gain)), -gain))
    return [consensus.answers.buildings[at] for at in order if open_[at]]


def doubtful(consensus: Consensus, *, worth: float = WORTH, most: int = 15) -> list[str]:
    """Buildings that so many volunteers left in doubt: for an expert."""
    left = (consensus.worth_asking() >= worth) & (consensus.answers.counts() >= most)
    return [consensus.answers.buildings[at] for at in np.flatnonzero(left)]
