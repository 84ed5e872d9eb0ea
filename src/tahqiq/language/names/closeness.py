"""The kernels of ``alignment``: how close two encoded words are, in machine code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled

#: Closeness of words that no cutting joins, nats.
NEVER = np.float32(-30.0)
#: Cuttings that cost more than this (nats) are not followed.
REACH = np.float32(-12.0)
#: Letters of a stem beyond these are not compared.
LONGEST = 24
#: The number of the article among ``alignment.PREFIXES``.
_ARTICLE = 1
_NONE = np.float32(-1e9)


class EncodedWords(NamedTuple):
    """Words as chunk numbers, ready for the kernels.

    Attributes:
        chunks: a row a letter: number of the chunk of one, two and three letters that begins there, -1
            where the model has none; int16 (letters, 3).
        offsets: first row of each word; one more than there are words; int64.
        prefix: number of its prefix in ``alignment.PREFIXES``; int8.
        joined: 2 where its first two letters may be an article, else 0; int8.
        common: number of its stem among the stems whose spellings were counted, or -1; int32.
        bare: the same for what is left of the stem without the article; int32.
        aside: 1 where it was written in brackets or quotation marks; int8.
    """

    chunks: NDArray[np.int16]
    offsets: NDArray[np.int64]
    prefix: NDArray[np.int8]
    joined: NDArray[np.int8]
    common: NDArray[np.int32]
    bare: NDArray[np.int32]
    aside: NDArray[np.int8]


class Tables(NamedTuple):
    """What the kernels need of ``alignment.Spelling``, whose attributes these are."""

    weights: NDArray[np.float32]
    prefixes: NDArray[np.float32]
    counted: NDArray[np.float32]
    surprise: NDArray[np.float32]


@compiled
def stem_closeness(
    one: NDArray[np.int16],
    other: NDArray[np.int16],
    weights: NDArray[np.float32],
    table: NDArray[np.float32],
) -> np.float32:
    """The best sum of weights over all ways to cut both stems into chunks (Viterbi).

    Args:
        one: the rows of ``EncodedWords.chunks`` of the one stem; ``other``: of the other.
        weights: of every two chunks.
        table: room for a cell more than letters, both ways; holds the best of all beginnings afterwards.
    """
    n, m = one.shape[0], other.shape[0]
    for i in range(n + 1):
        for j in range(m + 1):
            table[i, j] = _NONE
    table[0, 0] = 0.0
    dead = 0
    for i in range(n + 1):
        alive = False
        for j in range(m + 1):
            here = table[i, j]
            if here < REACH:
                continue
            alive = True
            for di in range(min(3, n - i) + 1):
                left = 0 if di == 0 else one[i, di - 1]
                if left < 0:
                    continue
                for dj in range(min(3, m - j) + 1):
                    right = 0 if dj == 0 else other[j, dj - 1]
                    if right < 0 or di + dj == 0:
                        continue
                    there = here + weights[left, right]
                    if there > table[i + di, j + dj]:
                        table[i + di, j + dj] = there
        dead = 0 if alive else dead + 1
        if dead == 3:
            return NEVER
    best = np.float32(table[n, m])
    return best if best >= REACH else NEVER


@compiled
def reading_closeness(
    one: NDArray[np.int16],
    common: int,
    other: NDArray[np.int16],
    other_common: int,
    tables: Tables,
    table: NDArray[np.float32],
) -> np.float32:
    """Closeness of two stems: as counted where it was, else by their letters."""
    if common >= 0 and other_common >= 0:
        seen = tables.counted[common, other_common]
        if seen == seen:
            return seen  # type: ignore[no-any-return]
    found = stem_closeness(one, other, tables.weights, table)
    if common >= 0:
        found += tables.surprise[common]
    if other_common >= 0:
        found += tables.surprise[other_common]
    return found


@compiled
def closeness(
    words: EncodedWords, w: int, others: EncodedWords, v: int, tables: Tables, table: NDArray[np.float32]
) -> np.float32:
    """Closeness of word w of the ones and v of the others, an article in a stem tried both ways."""
    one = words.chunks[words.offsets[w] : words.offsets[w + 1]]
    other = others.chunks[others.offsets[v] : others.offsets[v + 1]]
    skip, skip2 = words.joined[w], others.joined[v]
    best = reading_closeness(one, words.common[w], other, others.common[v], tables, table)
    best += tables.prefixes[words.prefix[w], others.prefix[v]]
    if skip > 0 and skip2 > 0:
        found = reading_closeness(one[skip:], words.bare[w], other[skip2:], others.bare[v], tables, table)
        best = max(best, found)
    elif skip > 0:
        found = reading_closeness(one[skip:], words.bare[w], other, others.common[v], tables, table)
        best = max(best, found + tables.prefixes[_ARTICLE, others.prefix[v]])
    elif skip2 > 0:
        found = reading_closeness(one, words.common[w], other[skip2:], others.bare[v], tables, table)
        best = max(best, found + tables.prefixes[words.prefix[w], _ARTICLE])
    return max(best, NEVER)


@compiled
def closeness_to(
    words: EncodedWords,
    w: int,
    vocabulary: EncodedWords,
    candidates: NDArray[np.int64],
    tables: Tables,
    found: NDArray[np.float32],
) -> None:
    """Fills ``found`` with the closeness of one word to each candidate of a vocabulary."""
    table = np.empty((LONGEST + 1, LONGEST + 1), np.float32)
    for k in range(len(candidates)):
        found[k] = closeness(words, w, vocabulary, candidates[k], tables, table)
