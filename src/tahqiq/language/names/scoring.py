"""The kernels of ``compare``: the words of two names aligned, in machine code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.closeness import LONGEST, EncodedWords, Tables, closeness, stem_closeness

#: Words of a name beyond these are not compared.
WORDS = 12
#: How words of two names stand for one another, and how many of each a move takes; numbered in this order.
MOVES = {
    "missing": (1, 0),
    "extra": (0, 1),
    "paired": (1, 1),
    "joined": (2, 1),
    "split": (1, 2),
    "swapped": (2, 2),
}
_MISSING, _EXTRA, _PAIRED, _JOINED, _SPLIT, _SWAPPED = range(6)
#: Two words are tried as one where neither alone is closer to the other name's word than this (nats) ...
ALONE = np.float32(-3.0)
#: ... and the first and last letters are at least so close.
_LETTER = np.float32(-3.0)
_NONE = np.float32(-1e9)


class Constants(NamedTuple):
    """What a score is made of; nats, but for the factors.

    Attributes:
        closeness: factor of the closeness of two words; ``telling``: of what a word tells.
        wrong_first: cost of two words that are not alike, in the first place of both names;
            ``wrong_last``: in the last; ``wrong_middle``: elsewhere.
        missing_first: cost of a word of the one name that has no match, by its place in that name.
        extra_first: cost of a word of the other name that has no match, by its place.
        swapped: cost of two neighbours that changed places.
        joined: cost of two neighbours that are one word of the other name.
        aside: factor of the cost of a missing or extra word that was put aside.
    """

    closeness: float
    telling: float
    wrong_first: float
    wrong_middle: float
    wrong_last: float
    missing_first: float
    missing_middle: float
    missing_last: float
    extra_first: float
    extra_middle: float
    extra_last: float
    swapped: float
    joined: float
    aside: float


class Side(NamedTuple):
    """One side of pairs of names.

    Attributes:
        ids: as in ``NameColumn``; ``offsets`` too.
        rows: the name of each pair.
        words: the encoded vocabulary.
        telling: what each word of it tells, nats.
    """

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    rows: NDArray[np.int64]
    words: EncodedWords
    telling: NDArray[np.float32]


class Room(NamedTuple):
    """Space in which two names are aligned.

    Attributes:
        gain: what word i adds when it stands for word j.
        joined: what words i and i + 1 of the one name add as one word for word j.
        split: what words j and j + 1 of the other add as one word for word i.
        aside: which words of the one were put aside; ``aside2``: of the other.
        best: the best score of the first i words against the first j.
        moves: by which of ``MOVES`` that was reached.
    """

    gain: NDArray[np.float32]
    joined: NDArray[np.float32]
    split: NDArray[np.float32]
    aside: NDArray[np.int8]
    aside2: NDArray[np.int8]
    best: NDArray[np.float32]
    moves: NDArray[np.int8]


def room() -> Room:
    """Space for names of :data:`WORDS` words; nothing can be joined or split before it is filled in."""
    gain, joined, split = (np.full((WORDS, WORDS), _NONE) for _ in range(3))
    aside, aside2 = np.zeros(WORDS, np.int8), np.zeros(WORDS, np.int8)
    cells = (WORDS + 1, WORDS + 1)
    return Room(gain, joined, split, aside, aside2, np.zeros(cells, np.float32), np.zeros(cells, np.int8))


@compiled
def aligned(space: Room, n: int, m: int, c: Constants) -> np.float32:
    """The best score of n words against m, from what the words add."""
    best, gain, moves = space.best, space.gain, space.moves
    best[0, 0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            if i + j == 0:
                continue
            top, move = _NONE, 0
            if i > 0:
                cost = c.missing_first if i == 1 else c.missing_last if i == n else c.missing_middle
                top = best[i - 1, j] + (cost * c.aside if space.aside[i - 1] else cost)
                move = _MISSING
            if j > 0:
                cost = c.extra_first if j == 1 else c.extra_last if j == m else c.extra_middle
                reached = best[i, j - 1] + (cost * c.aside if space.aside2[j - 1] else cost)
                if reached > top:
                    top, move = reached, _EXTRA
            if i > 0 and j > 0:
                wrong = (
                    c.wrong_first
                    if i == 1 and j == 1
                    else c.wrong_last
                    if i == n and j == m
                    else c.wrong_middle
                )
                reached = best[i - 1, j - 1] + max(gain[i - 1, j - 1], wrong)
                if reached > top:
                    top, move = reached, _PAIRED
                if i > 1:
                    reached = best[i - 2, j - 1] + space.joined[i - 2, j - 1] + c.joined
                    if reached > top:
                        top, move = reached, _JOINED
                if j > 1:
                    reached = best[i - 1, j - 2] + space.split[i - 1, j - 2] + c.joined
                    if reached > top:
                        top, move = reached, _SPLIT
                if i > 1 and j > 1:
                    reached = best[i - 2, j - 2] + gain[i - 1, j - 2] + gain[i - 2, j - 1] + c.swapped
                    if reached > top:
                        top, move = reached, _SWAPPED
            best[i, j] = top
            moves[i, j] = move
    return best[n, m]  # type: ignore[no-any-return]


@compiled
def against(
    table: NDArray[np.float32],
    n: int,
    ids: NDArray[np.int32],
    offsets: NDArray[np.int64],
    rows: NDArray[np.int64],
    aside_of: NDArray[np.int8],
    c: Constants,
    space: Room,
    scores: NDArray[np.float32],
) -> None:
    """Fills ``scores`` for a query of n words against the names in ``rows``.

    Args:
        table: what each word of ``compare.with_joined`` adds when it stands for each word of the vocabulary.
        ids, offsets: the names, as in ``NameColumn``.
        aside_of: whether each word of the vocabulary was put aside.
        c: the constants.
        space: its ``aside`` tells which words of the query were put aside.
    """
    for k in range(len(rows)):
        start = offsets[rows[k]]
        m = min(offsets[rows[k] + 1] - start, WORDS)
        for j in range(m):
            word = ids[start + j]
            space.aside2[j] = aside_of[word]
            for i in range(n):
                space.gain[i, j] = table[i, word]
            for i in range(n - 1):
                space.joined[i, j] = table[n + i, word]
        scores[k] = aligned(space, n, m, c)


@compiled
def pairwise(
    left: Side,
    right: Side,
    tables: Tables,
    c: Constants,
    keys: NDArray[np.int64],
    kept: NDArray[np.float32],
    space: Room,
    scores: NDArray[np.float32],
) -> None:
    """Fills ``scores`` for pairs of names; the closeness of two words is worked out once while it is kept.

    Args:
        keys: the pair of words whose closeness ``kept`` holds in each place, -1 for none; a power of two of
            them.
    """
    near = np.empty((WORDS, WORDS), np.float32)
    table = np.empty((LONGEST + 1, LONGEST + 1), np.float32)
    for k in range(len(scores)):
        start, start2 = left.offsets[left.rows[k]], right.offsets[right.rows[k]]
        n = min(left.offsets[left.rows[k] + 1] - start, WORDS)
        m = min(right.offsets[right.rows[k] + 1] - start2, WORDS)
        for j in range(m):
            space.aside2[j] = right.words.aside[right.ids[start2 + j]]
        for i in range(n):
            w = left.ids[start + i]
            space.aside[i] = left.words.aside[w]
            for j in range(m):
                v = right.ids[start2 + j]
                key = np.int64(w) << 32 | np.int64(v)
                slot = (key * 0x9E3779B97F4A7C1 >> 20) & (len(keys) - 1)
                if keys[slot] != key:
                    keys[slot] = key
                    kept[slot] = closeness(left.words, w, right.words, v, tables, table)
                near[i, j] = kept[slot]
                space.gain[i, j] = (
                    near[i, j] * c.closeness + (left.telling[w] + right.telling[v]) / 2 * c.telling
                )
        join(left, start, n, right, start2, m, near, tables.weights, c, table, space)
        scores[k] = aligned(space, n, m, c)


@compiled
def join(
    left: Side,
    start: int,
    n: int,
    right: Side,
    start2: int,
    m: int,
    near: NDArray[np.float32],
    weights: NDArray[np.float32],
    c: Constants,
    table: NDArray[np.float32],
    space: Room,
) -> None:
    """Fills in what two neighbours of either name add as one word for one word of the other."""
    for i in range(n):
        for j in range(m):
            space.joined[i, j] = space.split[i, j] = _NONE
            w, v = left.ids[start + i], right.ids[start2 + j]
            if i + 1 < n and near[i, j] < ALONE and near[i + 1, j] < ALONE:
                after = left.ids[start + i + 1]
                found = as_one(left.words, w, after, right.words, v, weights, table)
                told = max(left.telling[w], left.telling[after]) + right.telling[v]
                space.joined[i, j] = found * c.closeness + told / 2 * c.telling
            if j + 1 < m and near[i, j] < ALONE and near[i, j + 1] < ALONE:
                after = right.ids[start2 + j + 1]
                found = as_one(right.words, v, after, left.words, w, weights, table)
                told = max(right.telling[v], right.telling[after]) + left.telling[w]
                space.split[i, j] = found * c.closeness + told / 2 * c.telling


@compiled
def as_one(
    words: EncodedWords,
    first: int,
    second: int,
    others: EncodedWords,
    v: int,
    weights: NDArray[np.float32],
    table: NDArray[np.float32],
) -> np.float32:
    """Closeness of two words written as one to another; cheap where that cannot be."""
    at, other = words.offsets, others.chunks[others.offsets[v] : others.offsets[v + 1]]
    n, k, m = at[first + 1] - at[first], at[second + 1] - at[second], other.shape[0]
    both = n + k
    if (
        words.prefix[second] > 1
        or both > LONGEST
        or n * k == 0
        or m < 4
        or 5 * both < 3 * m
        or 5 * m < 3 * both
    ):
        return _NONE
    opens, ends = words.chunks[at[first], 0], words.chunks[at[second + 1] - 1, 0]
    if weights[opens, other[0, 0]] < _LETTER or weights[ends, other[m - 1, 0]] < _LETTER:
        return _NONE
    one = np.concatenate((words.chunks[at[first] : at[first + 1]], words.chunks[at[second] : at[second + 1]]))
    return stem_closeness(one, other, weights, table)
