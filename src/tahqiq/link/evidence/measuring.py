"""The kernel that measures pairs: for each comparison the level two people have, in machine code.

All levels of a pair are packed into one whole number, four bits a comparison in the order of
``comparisons.COMPARISONS``; 15 says that one side is missing. The same function is called by every
engine, on arrays of positions, so that all give the same levels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.evidence.closeness import WordCloseness
from tahqiq.link.evidence.comparisons import NAMES, NOTHING
from tahqiq.link.evidence.measuring_facts import facts_of, measure_facts
from tahqiq.link.evidence.measuring_names import measure_names
from tahqiq.link.evidence.people import People

#: Pairs of words one pair of people may ask for at most.
_ASKED = 256
#: Pairs of people that are measured until no word is unknown; then words may be forgotten.
_BATCH = 1 << 17


class Measuring:
    """People ready to be compared; not for several threads at once.

    Args:
        people: of one or two lists.
    """

    def __init__(self, people: People) -> None:
        names, words = people.names, people.words
        self._words = np.ascontiguousarray(names.words)
        self._shape = np.stack([names.chain, names.total, names.given, names.family], axis=-1).astype(np.int8)
        self._facts = facts_of(people)
        self._told = np.stack([words.own, words.between, words.family])
        self._closeness = WordCloseness(words.sound, words.encoded)

    def packed(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
        """The levels of pairs of positions, packed; int64."""
        found = np.empty(len(left), np.int64)
        for begin in range(0, len(left), _BATCH):
            todo = np.arange(begin, min(begin + _BATCH, len(left)))
            while len(todo):
                later = np.zeros(len(todo), bool)
                self._measure(left, right, todo, found, later)
                todo = todo[later]
            self._closeness.trim()
        return found

    def _measure(
        self, left: NDArray[np.int64], right: NDArray[np.int64], todo: NDArray[np.int64],
        found: NDArray[np.int64], later: NDArray[np.bool_],
    ) -> None:  # fmt: skip
        """Measures the pairs to do; marks those that met words not compared before."""
        done = 0
        while done < len(todo):
            known = self._closeness.known
            done = measure(
                left, right, todo, done, self._words, self._shape, self._facts, self._told, known.sound,
                known.keys, known.kept, known.noted, found, later,
            )  # fmt: skip
            self._closeness.learn()


def unpacked(packed: NDArray[np.int64]) -> NDArray[np.int8]:
    """Packed levels as a column a comparison, -1 where missing; int8 (pairs, comparisons).

    >>> unpacked(np.array([0xF2]))[0, :2].tolist()
    [2, -1]
    """
    found = np.empty((len(packed), len(NAMES)), np.int8)
    for at in range(len(NAMES)):
        level = (packed >> (4 * at)) & 15
        found[:, at] = np.where(level == NOTHING, -1, level)
    return found


@compiled
def measure(
    left: NDArray[np.int64], right: NDArray[np.int64], todo: NDArray[np.int64], done: int,
    words: NDArray[np.int32], shape: NDArray[np.int8], facts: NDArray[np.int32], told: NDArray[np.float32],
    sound: NDArray[np.int64], keys: NDArray[np.int64], kept: NDArray[np.float32], noted: NDArray[np.int64],
    found: NDArray[np.int64], later: NDArray[np.bool_],
) -> int:  # fmt: skip
    """Fills in the packed levels from a pair on, until too much is noted; gives the pair it came to."""
    for k in range(done, len(todo)):
        before = noted[0]
        if before + _ASKED >= len(noted):
            return k
        i, j = left[todo[k]], right[todo[k]]
        names = measure_names(i, j, words, shape, told, sound, keys, kept, noted)
        found[todo[k]] = names | measure_facts(i, j, int(names), facts, sound, keys, kept, noted) << 16
        later[k] = noted[0] > before
    return len(todo)
