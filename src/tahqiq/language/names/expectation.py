"""How often chunks of letters stand for one another in pairs of words: expectation-maximisation.

Every way of cutting two words into as many chunks is weighed by the product of the chances of its pairs
of chunks; what each pair of chunks is expected to have been used becomes its chance of the next round
(the many-to-many aligner of Jiampojamarn, Kondrak and Sherif, "Applying many-to-many alignments and
hidden Markov models to letter-to-phoneme conversion", NAACL 2007, section 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.alignment import FOREIGN, letters

#: Letters of the one and of the other chunk.
Sizes = tuple[tuple[int, int], ...]

#: A pair of chunks used less often than this in all words is forgotten, from the fourth round on.
_FORGOTTEN, _FROM, _FULLY = 0.2, 3, 6
#: How much rarer each further letter makes a pair of chunks before anything is learned.
_LONGER = 0.3
#: Added to what is expected of a letter against nothing, and against one letter.
_AGAINST_NOTHING, _AGAINST_ONE = 0.05, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """The chunks of one script.

    Attributes:
        number: of each chunk; the empty one is 0.
        lengths: letters of each chunk, int64.
    """

    number: dict[tuple[str, ...], int]
    lengths: NDArray[np.int64]

    @classmethod
    def met(cls, stems: Mapping[str, float], least: Mapping[int, float]) -> Chunks:
        """All single letters of weighted stems, and the longer chunks that weigh enough.

        Stems with letters of another script teach nothing.

        >>> list(Chunks.met({"nana": 1.0}, {2: 2.0}).number)
        [(), ('a',), ('a$',), ('n',)]
        >>> ("n", "a") in Chunks.met({"nanad": 1.0}, {2: 2.0}).number
        True
        """
        weights: Counter[tuple[str, ...]] = Counter()
        for stem, weight in stems.items():
            marked = letters(stem)
            if FOREIGN in marked:
                continue
            for size in (1, *least):
                for at in range(len(marked) - size + 1):
                    weights[tuple(marked[at : at + size])] += weight  # type: ignore[assignment]
        kept = [chunk for chunk, weight in weights.items() if len(chunk) == 1 or weight >= least[len(chunk)]]
        number = {chunk: at for at, chunk in enumerate([(), *sorted(kept, key=lambda c: (len(c), c))])}
        return cls(number, np.array([len(chunk) for chunk in number]))

    def encode(self, stems: Iterable[str]) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
        """Stems as rows of chunks of one, two and three letters that begin there, and their first rows."""
        rows: list[list[int]] = []
        offsets = [0]
        for stem in stems:
            marked = letters(stem)
            for at in range(len(marked)):
                chunks = (tuple(marked[at : at + size]) for size in (1, 2, 3))
                rows.append([self.number.get(c, -1) if len(c) == k else -1 for k, c in enumerate(chunks, 1)])
            offsets.append(len(rows))
        return np.array(rows, np.int16).reshape(-1, 3), np.array(offsets, np.int64)

    def allowed(self, other: Chunks, sizes: Sizes) -> NDArray[np.bool_]:
        """Which chunks may stand for which."""
        fits = np.zeros((len(self.lengths), len(other.lengths)), bool)
        for one, two in sizes:
            fits |= (self.lengths == one)[:, None] & (other.lengths == two)[None]
        return fits


def expected_counts(
    pairs: Mapping[tuple[str, str], float], left: Chunks, right: Chunks, sizes: Sizes, *, rounds: int = 10
) -> NDArray[np.float64]:
    """How often each chunk stands for each other in weighted pairs of stems, (left chunks, right chunks)."""
    allowed = left.allowed(right, sizes)
    letters_in = left.lengths[:, None] + right.lengths[None]
    chance = np.where(allowed, _LONGER ** np.maximum(letters_in - 2, 0), 0.0)
    added = np.select([letters_in == 1, letters_in == 2], [_AGAINST_NOTHING, _AGAINST_ONE]) * allowed
    one, at = left.encode(a for a, _ in pairs)
    other, other_at = right.encode(b for _, b in pairs)
    weights = np.array(list(pairs.values()), float)
    counts = chance
    for turn in range(rounds):
        counts, before = np.zeros(chance.shape), chance / chance.sum()
        expect_all(one, at, other, other_at, before, weights, counts)
        if turn >= _FROM:
            counts[counts < _FORGOTTEN * min(1.0, turn / _FULLY)] = 0.0
        chance = counts + added
    return counts


@compiled
def expect_all(
    one: NDArray[np.int16], at: NDArray[np.int64], other: NDArray[np.int16], other_at: NDArray[np.int64],
    chance: NDArray[np.float64], weights: NDArray[np.float64], counts: NDArray[np.float64],
) -> None:  # fmt: skip
    """One expectation step over all pairs of words."""
    for k in range(len(weights)):
        expect(one[at[k] : at[k + 1]], other[other_at[k] : other_at[k + 1]], chance, weights[k], counts)


@compiled
def expect(
    one: NDArray[np.int16], other: NDArray[np.int16], chance: NDArray[np.float64], weight: float,
    counts: NDArray[np.float64],
) -> None:  # fmt: skip
    """Adds how often each pair of chunks is expected in one pair of words (forward-backward)."""
    n, m = one.shape[0], other.shape[0]
    forward, backward = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
    forward[0, 0] = backward[n, m] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            for di in range(min(3, n - i) + 1):
                left = 0 if di == 0 else one[i, di - 1]
                for dj in range(min(3, m - j) + 1):
                    right = 0 if dj == 0 else other[j, dj - 1]
                    if di + dj > 0 and left >= 0 and right >= 0:
                        forward[i + di, j + dj] += forward[i, j] * chance[left, right]
    total = forward[n, m]
    if total <= 0.0:
        return
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            for di in range(min(3, n - i) + 1):
                left = 0 if di == 0 else one[i, di - 1]
                for dj in range(min(3, m - j) + 1):
                    right = 0 if dj == 0 else other[j, dj - 1]
                    if di + dj > 0 and left >= 0 and right >= 0:
                        through = chance[left, right] * backward[i + di, j + dj]
                        backward[i, j] += through
                        counts[left, right] += weight * forward[i, j] * through / total
