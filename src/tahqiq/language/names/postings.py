"""Which names of a pool hold which word, and the names that hold most of what a query asks for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.words import NameColumn

_NONE = np.float32(-1e9)


class Postings(NamedTuple):
    """The rows of every word: word v stands in the names ``rows[starts[v]:starts[v + 1]]``, ascending.

    Attributes:
        starts: one more than there are words, int64.
        rows: int32; a row as often as it holds the word.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, column: NameColumn) -> Postings:
        """Turns a column round.

        >>> postings = Postings.of(NameColumn.of(["Ali Hassan", "Hassan Omar"]))
        >>> postings.starts.tolist(), postings.rows.tolist()
        ([0, 1, 3, 4], [0, 0, 1, 1])
        """
        starts = np.zeros(len(column.vocabulary) + 1, np.int64)
        np.cumsum(np.bincount(column.ids, minlength=len(column.vocabulary)), out=starts[1:])
        rows = np.empty(len(column.ids), np.int32)
        _turn(column.ids, column.offsets, starts[:-1].copy(), rows)
        return cls(starts, rows)

    def names(self, words: NDArray[np.int64]) -> int:
        """How many postings some words have together."""
        return int((self.starts[words + 1] - self.starts[words]).sum())


@compiled
def _turn(
    ids: NDArray[np.int32], offsets: NDArray[np.int64], next_at: NDArray[np.int64], rows: NDArray[np.int32]
) -> None:
    for row in range(len(offsets) - 1):
        for at in range(offsets[row], offsets[row + 1]):
            word = ids[at]
            rows[next_at[word]] = row
            next_at[word] += 1


class Held(NamedTuple):
    """The words of every name, as in ``NameColumn``.

    Attributes:
        ids: numbers of words, int32.
        offsets: where each name's begin; one more than there are names, int64.
        lengths: words of each name, 255 for more; uint8.
    """

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    lengths: NDArray[np.uint8]


class Terms(NamedTuple):
    """What a query asks for, the rarest of its words first.

    Attributes:
        ranges: the words of the pool that are like each, as ranges of ``words``; one more than terms.
        words: the most alike first; a name gets the best of each range; int64.
        gains: what each word of the query adds for each word of the pool, (any, words), float32.
        rows: the row of ``gains`` of each term.
        nothing: the gain of each term that a name has without a word like it, float32.
        asked: words of the query.
        longer: what each word adds that a name has beyond these (≤ 0); as much is given back for each
            that it has less, for ``nothing`` has counted both as out of place.
    """

    ranges: NDArray[np.int64]
    words: NDArray[np.int64]
    gains: NDArray[np.float32]
    rows: NDArray[np.int64]
    nothing: NDArray[np.float32]
    asked: int
    longer: float


class Block(NamedTuple):
    """Room for the sums of one block of names.

    Attributes:
        added: the sum of each.
        last: the term that added to it last, from 1; 0 for none.
        touched: which names have a sum.
    """

    added: NDArray[np.float32]
    last: NDArray[np.uint8]
    touched: NDArray[np.int32]


#: Names in a block: their sums and marks fit a core's second-level cache.
_BLOCK = 1 << 15
#: Looking a word up in a name takes about as long as reading so many postings.
_LOOKED_UP = 12


@compiled
def foremost(
    postings: Postings,
    names: Held,
    terms: Terms,
    wanted: int,
    chosen: NDArray[np.int64],
    sums: NDArray[np.float32],
) -> int:
    """Chooses the names whose words add most to a query; how many.

    The pool is gone through block by block, so that what is added up stays in the processor's cache. Once
    enough good names are known, the postings of common words bring no further names in, and the commonest are
    left unread: what they add is looked up for the names that hold a rarer word (MaxScore: Turtle and
    Flood 1995, "Query evaluation: strategies and optimizations", Information Processing & Management
    31:831-850).

    Args:
        wanted: how many are to be chosen; of those that are equal, the first met, which are always the same.
        chosen: room for 2 * wanted rows, in no order.
        sums: room for as many.
    """
    next_at = postings.starts[terms.words]
    rest, size = _bounds(postings, terms)
    block = Block(np.empty(_BLOCK, np.float32), np.zeros(_BLOCK, np.uint8), np.empty(_BLOCK, np.int32))
    count, floor = 0, -1e9
    for first in range(0, len(names.lengths), _BLOCK):
        entering, read = _worth_reading(rest, size, floor)
        met = _add_up(postings, terms, entering, read, next_at, first, block)
        for k in range(met):
            at = block.touched[k]
            block.last[at] = 0
            more = np.int64(names.lengths[first + at]) - terms.asked
            total = block.added[at] + np.float32(more * terms.longer)
            if total + rest[read] <= floor:
                continue
            total += _looked_up(names, terms, read, first + at)
            if total > floor:
                chosen[count], sums[count] = first + at, total
                count += 1
                if count == 2 * wanted:
                    count, floor = _halved(chosen, sums, count, wanted)
    if count > wanted:
        count, floor = _halved(chosen, sums, count, wanted)
    return count


@compiled
def _bounds(postings: Postings, terms: Terms) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The most that a term and those after it can add, 0 after the last; the postings of each term."""
    rest = np.zeros(len(terms.rows) + 1, np.float32)
    size = np.zeros(len(terms.rows), np.int64)
    for term in range(len(terms.rows) - 1, -1, -1):
        best = terms.words[terms.ranges[term]]
        rest[term] = rest[term + 1] + terms.gains[terms.rows[term], best] - terms.nothing[term]
        for k in range(terms.ranges[term], terms.ranges[term + 1]):
            size[term] += postings.starts[terms.words[k] + 1] - postings.starts[terms.words[k]]
    return rest, size


@compiled
def _worth_reading(rest: NDArray[np.float32], size: NDArray[np.int64], floor: float) -> tuple[int, int]:
    """How many terms may bring in names above the floor, and of how many the postings are read."""
    entering, met_at_most = 0, 0
    while entering < len(size) and rest[entering] > floor:
        met_at_most += size[entering]
        entering += 1
    read = entering
    while read < len(size) and size[read] < _LOOKED_UP * met_at_most:
        read += 1
    return entering, read


@compiled
def _looked_up(names: Held, terms: Terms, first: int, row: int) -> np.float32:
    """What the terms from ``first`` on add to a name."""
    total = np.float32(0.0)
    for term in range(first, len(terms.rows)):
        best = terms.nothing[term]
        for at in range(names.offsets[row], names.offsets[row + 1]):
            best = max(best, terms.gains[terms.rows[term], names.ids[at]])
        total += best - terms.nothing[term]
    return total


@compiled
def _add_up(
    postings: Postings,
    terms: Terms,
    entering: int,
    read: int,
    next_at: NDArray[np.int64],
    first: int,
    block: Block,
) -> int:
    """Adds up what the terms up to ``read`` add to the names of a block; how many names were met.

    Only names that hold a word of the terms up to ``entering`` are met; the others' postings add to these.
    """
    met = 0
    for term in range(read):
        now = np.uint8(term + 1)
        for k in range(terms.ranges[term], terms.ranges[term + 1]):
            word = terms.words[k]
            adds = terms.gains[terms.rows[term], word] - terms.nothing[term]
            end = postings.starts[word + 1]
            at = _entered(postings.rows, next_at[k], end, first)
            while at < end:
                row = postings.rows[at] - first
                if row >= _BLOCK:
                    break
                at += 1
                if block.last[row] == 0:
                    if term >= entering:
                        continue
                    block.touched[met] = row
                    met += 1
                    block.added[row] = adds
                elif block.last[row] != now:
                    block.added[row] += adds
                block.last[row] = now
            next_at[k] = at
    return met


@compiled
def _entered(rows: NDArray[np.int32], at: int, end: int, first: int) -> int:
    """Where the postings of a word enter a block; they may have been left unread for some blocks."""
    if at == end or rows[at] >= first:
        return at
    return at + int(np.searchsorted(rows[at:end], first))


@compiled
def _halved(
    chosen: NDArray[np.int64], sums: NDArray[np.float32], count: int, wanted: int
) -> tuple[int, float]:
    """Keeps the ``wanted`` highest sums, of equals the first met; how many, and what the next must exceed."""
    floor = np.partition(sums[:count], count - wanted)[count - wanted]
    room = wanted
    for k in range(count):
        room -= sums[k] > floor
    kept = 0
    for k in range(count):
        if sums[k] > floor or (sums[k] == floor and room > 0):
            room -= sums[k] == floor
            chosen[kept], sums[kept] = chosen[k], sums[k]
            kept += 1
    return kept, float(floor)
