"""How a volunteer's answer depends on what there is to see: the model, and its expectation-maximisation.

Dawid and Skene (1979, *Applied Statistics* 28, 20-28) give each observer a table of confusion, which some
dozens of answers cannot fill where there are twenty images. The images are in order, so that the table is
built of few numbers (in the manner of the ordered models of Raykar et al. 2010, *JMLR* 11, 1297-1322, and of
the spammer scores of Raykar and Yu 2012, *JMLR* 13, 491-518). A volunteer, asked about a building in state k,

- guesses, with probability s: an answer from their own habit, whatever the building;
- else, where the building is damaged on some image, sees no damage at all (m), or sees it begin at image j,
  an offset j - k from the truth with a probability of its own, offsets of three images and more sharing one;
- else, where it never is, sees damage nonetheless (f), at any image alike.

An answer of a wide window ('intact in May, damaged in August') contains the image they would have named.
All shares of one volunteer are drawn towards those of all (by ``PRIOR`` answers), and those of all towards
what is held of volunteers in general (by ``AT_FIRST`` answers).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled

#: Offsets so far from the truth, and farther, share one probability each.
FAR = 3
OFFSETS = 2 * FAR + 1
#: Answers that the habits of all volunteers count for in what is held of one.
PRIOR = 12.0
#: What is held of volunteers in general before any answers, and how many answers that counts for.
OFFSETS_AT_FIRST = (0.01, 0.03, 0.11, 0.70, 0.11, 0.03, 0.01)
SHARE_AT_FIRST, AT_FIRST = 0.1, 40.0

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """How well each of V volunteers sees.

    Attributes:
        offsets: share of each offset from the truth, from three images early to three late; (V, 7).
        missed: share of damaged buildings seen as never damaged; (V,).
        invented: share of undamaged buildings seen as damaged; (V,).
        guessed: share of answers that do not depend on the building; (V,).
        habits: what each answers when guessing; (V, T + 1).
    """

    offsets: Shares
    missed: Shares
    invented: Shares
    guessed: Shares
    habits: Shares

    def confusion(self, volunteer: int, images: int) -> Shares:
        """Probability of naming each image, for each state; rows are states; (T + 1, T + 1)."""
        considered = np.zeros((images + 1, images + 1))
        _fill(considered, self.offsets[volunteer], self.missed[volunteer], self.invented[volunteer])
        guessed = float(self.guessed[volunteer])
        found: Shares = guessed * self.habits[volunteer] + (1 - guessed) * considered
        return found

    def information(self, states: Shares) -> Shares:
        """Bits that one answer of each tells of a building, where states are as common as given; (V,)."""
        tables = [self.confusion(v, len(states) - 1) for v in range(len(self.missed))]
        return np.array([_information(table, states) for table in tables])


def _information(table: Shares, states: Shares) -> float:
    named = states @ table
    return float(entropy(named) - states @ entropy(table))


def entropy(shares: Shares) -> Shares:
    """Shannon's entropy over the last axis, bits."""
    safe = np.where(shares > 0, shares, 1.0)
    found: Shares = -(shares * np.log2(safe)).sum(axis=-1)
    return found


def first_sight(volunteers: int, habits: Shares) -> Sight:
    """What is held of volunteers nobody has seen answer."""
    offsets, some = np.array(OFFSETS_AT_FIRST), np.full(volunteers, SHARE_AT_FIRST)
    return Sight(np.tile(offsets, (volunteers, 1)), some, some, some, habits)


@compiled
def _fill(table: Shares, offsets: Shares, missed: float, invented: float) -> None:
    """The answers of one who considers: ``table[k, j]``."""
    images = table.shape[0] - 1
    for k in range(images):
        whole = 0.0
        for j in range(images):
            at = min(max(j - k, -FAR), FAR) + FAR
            shared = 1.0
            if at == 0:
                shared = max(1, k - FAR + 1)
            elif at == 2 * FAR:
                shared = max(1, images - k - FAR)
            table[k, j] = offsets[at] / shared
            whole += table[k, j]
        for j in range(images):
            table[k, j] *= (1 - missed) / whole
        table[k, images] = missed
    for j in range(images):
        table[images, j] = invented / images
    table[images, images] = 1 - invented


@compiled
def weigh(
    volunteer: NDArray[np.int32],
    earliest: NDArray[np.int16],
    latest: NDArray[np.int16],
    confusion: Shares,
    told: Shares,
) -> None:
    """Fills ``told`` (U, T + 1) with the log-probability of each kind of answer in each state.

    ``confusion`` (V, T + 1, T + 1) sums up to its last index: the probability of naming an image up to it.
    """
    for u in range(told.shape[0]):
        v = volunteer[u]
        for k in range(told.shape[1]):
            below = confusion[v, k, earliest[u] - 1] if earliest[u] > 0 else 0.0
            told[u, k] = np.log(max(confusion[v, k, latest[u]] - below, 1e-12))


@compiled
def expect(
    building: NDArray[np.int32],
    kind: NDArray[np.int64],
    told: Shares,
    prior: Shares,
    known: NDArray[np.int16],
    posterior: Shares,
) -> float:
    """Fills ``posterior`` (B, T + 1) with what the answers tell of each building; returns the log-likelihood.

    ``kind`` (n,) names each answer's row of ``told``; ``known`` (B,) holds gold buildings' states, else -1.
    """
    posterior[:] = np.log(prior)
    for n in range(building.shape[0]):
        for k in range(prior.shape[0]):
            posterior[building[n], k] += told[kind[n], k]
    total = 0.0
    for b in range(posterior.shape[0]):
        top = posterior[b].max()
        if known[b] >= 0:
            total += posterior[b, known[b]]
            posterior[b] = 0.0
            posterior[b, known[b]] = 1.0
        else:
            posterior[b] = np.exp(posterior[b] - top)
            whole = posterior[b].sum()
            total += np.log(whole) + top
            posterior[b] /= whole
    return total


@compiled
def gather(building: NDArray[np.int32], kind: NDArray[np.int64], posterior: Shares, held: Shares) -> None:
    """Adds up in ``held`` (U, T + 1) how often each kind of answer is expected to be about each state."""
    for n in range(building.shape[0]):
        for k in range(held.shape[1]):
            held[kind[n], k] += posterior[building[n], k]


@compiled
def count(
    volunteer: NDArray[np.int32],
    earliest: NDArray[np.int16],
    latest: NDArray[np.int16],
    held: Shares,
    tables: Shares,
    habits: Shares,
    guessed: Shares,
    offsets: Shares,
    missed: Shares,
    invented: Shares,
    guesses: Shares,
    habit_counts: Shares,
) -> None:
    """Adds up how often each volunteer is expected to have done what.

    ``held`` comes from ``gather``; ``tables`` (V, T + 1, T + 1) are the answers of one who considers.
    Filled: ``offsets`` (V, 7), ``missed``
    and ``invented`` (V, 2: not so, so), ``guesses`` (V, 2), ``habit_counts`` (V, T + 1).
    """
    images = held.shape[1] - 1
    for u in range(held.shape[0]):
        v = volunteer[u]
        for k in range(images + 1):
            share = held[u, k]
            whole = 0.0
            for j in range(earliest[u], latest[u] + 1):
                whole += guessed[v] * habits[v, j] + (1 - guessed[v]) * tables[v, k, j]
            if share == 0 or whole == 0:
                continue
            for j in range(earliest[u], latest[u] + 1):
                guess = share * guessed[v] * habits[v, j] / whole
                thought = share * (1 - guessed[v]) * tables[v, k, j] / whole
                guesses[v, 1] += guess
                guesses[v, 0] += thought
                habit_counts[v, j] += guess
                if k == images:
                    invented[v, 1 if j < images else 0] += thought
                elif j == images:
                    missed[v, 1] += thought
                else:
                    missed[v, 0] += thought
                    offsets[v, min(max(j - k, -FAR), FAR) + FAR] += thought


@compiled
def fill_all(tables: Shares, offsets: Shares, missed: Shares, invented: Shares) -> None:
    """The answers of each who considers; (V, T + 1, T + 1)."""
    for v in range(tables.shape[0]):
        _fill(tables[v], offsets[v], missed[v], invented[v])
