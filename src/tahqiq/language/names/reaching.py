"""The kernels of ``nearby``: the stems within reach of a stem, in machine code.

The alignment of ``alignment`` is computed down the trie of the vocabulary's stems (``stems``), letter by
letter; a beginning shared by many words is computed once, and where no way of cutting it can stay within
the *reach*, all the words that begin so are passed over (branch and bound over a trie, as in Oflazer 1996,
"Error-tolerant finite-state recognition", Computational Linguistics 22:73-89, with learned weights in
place of edit operations). What the query's letters that are still to come cost at the least in the letters
of the trie counts already (the bound of A*: Hart, Nilsson and Raphael 1968, IEEE Transactions on Systems
Science and Cybernetics 4:100-107): across scripts no letter is free. Nothing within the reach is lost,
for no weight is above 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.alignment import FOREIGN, Spelling
from tahqiq.language.names.closeness import LONGEST
from tahqiq.language.names.stems import BOTH, StemTrie, kind_of

_NONE = np.float32(-1e9)
#: What rounding may add to a bound, nats.
_ROUNDING = np.float32(1e-3)
#: In so many steps what a beginning has spent of the reach is told apart.
_LEVELS = 16


class Weights(NamedTuple):
    """The weights of a model, those that are none left out, and the best of them.

    Attributes:
        starts: the weights of chunk c are ``values[starts[c]:starts[c + 1]]``; int32.
        chunk: the chunk that each is for; int16.
        values: float32.
        first: which letter each chunk begins with, by its place among the letters; int16.
        size: letters of each chunk, int8.
        best: the best weight of a chunk for any of the letters of a kind of stem, float32 (chunks, 3).
        letters: how many letters there are.
    """

    starts: NDArray[np.int32]
    chunk: NDArray[np.int16]
    values: NDArray[np.float32]
    first: NDArray[np.int16]
    size: NDArray[np.int8]
    best: NDArray[np.float32]
    letters: int

    @classmethod
    def of(cls, spelling: Spelling) -> Weights:
        """From the model."""
        chunks, weights = list(spelling.chunks), spelling.weights
        letters = {chunk[0]: at for at, chunk in enumerate(chunk for chunk in chunks if len(chunk) == 1)}
        row, column = np.nonzero(weights > _NONE / 2)
        return cls(
            np.searchsorted(row, np.arange(len(chunks) + 1)).astype(np.int32),
            column.astype(np.int16),
            weights[row, column],
            np.array([letters.get("".join(chunk[:1]), letters[FOREIGN]) for chunk in chunks], np.int16),
            np.array([len(chunk) for chunk in chunks], np.int8),
            np.column_stack([weights[:, _found_in(kind, chunks)].max(axis=1) for kind in range(3)]),
            len(letters),
        )


def _found_in(kind: int, chunks: Sequence[tuple[str, ...]]) -> list[bool]:
    """Which chunks stand in stems of a kind, the empty one aside; a foreign letter stands in any."""
    kinds = [{kind_of(mark.strip("^$")) for mark in chunk if mark != FOREIGN} for chunk in chunks]
    return [
        bool(chunk) and (kind == BOTH or found <= {kind}) for chunk, found in zip(chunks, kinds, strict=True)
    ]


class Moves(NamedTuple):
    """What the model says of one query of n letters.

    Attributes:
        starts: the moves of chunk c are those from ``starts[c]`` to ``starts[c + 1]``.
        behind: how many letters of the query are behind before each.
        after: how many are after it; as many or up to three more.
        values: weight of each, float32.
        drop: weight of letter i - 1 of the query against nothing, (n + 1).
    """

    starts: NDArray[np.int32]
    behind: NDArray[np.int8]
    after: NDArray[np.int8]
    values: NDArray[np.float32]
    drop: NDArray[np.float32]


class Bounds(NamedTuple):
    """What the rest of a word costs at the least in stems of one kind.

    Sets of cells are bits: bit i where i letters of the query are behind.

    Attributes:
        rest: of the query's letters from i on, (n + 1).
        ahead: of those, where a chunk of two (0) or three (1) letters comes that begins with a letter,
            (2, letters, n + 1).
        lead: where a chunk leads on within reach; the last is empty; int32 (levels, chunks + 1). Level
            l is for rows whose best cell has spent l sixteenths of the reach.
        open: where one of two or three letters may that begins with a letter, int32 (levels, 2, letters).
    """

    rest: NDArray[np.float32]
    ahead: NDArray[np.float32]
    lead: NDArray[np.int32]
    open: NDArray[np.int32]


class Found(NamedTuple):
    """Room for what is found.

    Attributes:
        words: numbers of words, int32.
        closeness: of the stem of each, float32.
    """

    words: NDArray[np.int32]
    closeness: NDArray[np.float32]


@compiled
def stems_near(
    query: NDArray[np.int16],
    stems: StemTrie,
    model: Weights,
    reaches: NDArray[np.float32],
    found: Found,
) -> int:
    """Fills ``found`` with the words whose stem is within reach of the query's; how many there are.

    Args:
        query: chunks of the query's stem, as in `EncodedWords.chunks`.
        stems: those of the vocabulary.
        reaches: the lowest closeness in nats that is of interest, for each kind of stem.
        found: room for as many as there are stems; a word may be found twice.
    """
    moves = _moves(query, model)
    rows = np.empty((LONGEST + 1, query.shape[0] + 1), np.float32)
    count = 0
    for kind in range(3):
        if stems.roots[kind + 1] > stems.roots[kind] + 1:
            bounds = _bounds(query, kind, model, moves, reaches[kind] - _ROUNDING)
            count = _below(stems, kind, model, moves, bounds, reaches[kind], rows, found, count)
    return count


@compiled
def _below(
    stems: StemTrie,
    kind: int,
    model: Weights,
    moves: Moves,
    bounds: Bounds,
    reach: np.float32,
    rows: NDArray[np.float32],
    found: Found,
    count: int,
) -> int:
    """Goes through the trie of one kind, and adds to the words found; how many there are then.

    Row j of ``rows`` is the closeness of a stem's first j letters to the query's first i; it is filled only
    where one of its cells is within reach.
    """
    n, bound = rows.shape[1] - 1, reach - _ROUNDING
    live = np.zeros(LONGEST + 3, np.int32)  # cells of the rows within reach; row j stands in place j + 2
    node, end = int(stems.roots[kind]), int(stems.roots[kind + 1])
    rows[0, 0], so_far = 0.0, np.float32(0.0)
    for i in range(n + 1):
        so_far = so_far + moves.drop[i] if i > 0 else so_far
        rows[0, i] = so_far
        live[2] |= (so_far + bounds.rest[i] >= bound) << i
    level = np.zeros(LONGEST + 3, np.int64)
    level[2] = _level(bounds.rest[0], bound)
    letters = np.zeros(LONGEST + 2, np.int64)  # the letter of row j in place j + 1
    if rows[0, n] >= reach:
        count = _taken(stems, node, rows[0, n], found, count)
    node += 1
    while node < end:
        depth = int(stems.depth[node])
        one, two, three = stems.chunks[node, 0], stems.chunks[node, 1], stems.chunks[node, 2]
        last, before = int(model.first[one]), letters[depth]
        letters[depth + 1] = last
        live[depth + 2] = 0
        if live[depth + 1] & bounds.lead[level[depth + 1], one]:
            live[depth + 2] = 1
        if live[depth] & bounds.lead[level[depth], two]:
            live[depth + 2] |= 2
        if live[depth - 1] & bounds.lead[level[depth - 1], three]:
            live[depth + 2] |= 4
        if live[depth + 2]:
            sizes = live[depth + 2]
            live[depth + 2], best = _filled(stems.chunks, node, depth, sizes, moves, bounds.rest, reach, rows)
            level[depth + 2] = _level(best, bound)
            if live[depth + 2] >> n and rows[depth, n] >= reach:
                count = _taken(stems, node, rows[depth, n], found, count)
        if live[depth + 2]:
            node += 1
            continue
        spent, spent_before = level[depth + 1], level[depth]
        here = live[depth + 1] & (bounds.open[spent, 0, last] | bounds.open[spent, 1, last])
        earlier = live[depth] & bounds.open[spent_before, 1, before]
        if (here | earlier) and stems.onward[node] > node + 1:
            node += (
                1
                if _goes_on(rows, depth, here, earlier, last, before, bounds.ahead, bound)
                else (stems.onward[node] - node)
            )
        else:
            node = int(stems.onward[node])
    return count


@compiled
def _taken(stems: StemTrie, node: int, close: np.float32, found: Found, count: int) -> int:
    """Adds the words whose stem ends at a node; how many are found then."""
    for k in range(stems.starts[node], stems.starts[node + 1]):
        found.words[count], found.closeness[count] = stems.word[k], close
        count += 1
    return count


@compiled
def _filled(
    chunks: NDArray[np.int16],
    node: int,
    depth: int,
    sizes: int,
    moves: Moves,
    rest: NDArray[np.float32],
    reach: np.float32,
    rows: NDArray[np.float32],
) -> tuple[int, np.float32]:
    """Fills the row of a node by the chunks of some sizes that end there.

    Returns:
        Its cells within reach, and how close a stem may come by the best of them.
    """
    n, cells, so_far, best = rows.shape[1] - 1, 0, _NONE, _NONE
    for i in range(n + 1):
        rows[depth, i] = _NONE
    for size in range(1, 4):
        if sizes >> (size - 1) & 1:
            chunk = int(chunks[node, size - 1])
            for k in range(moves.starts[chunk], moves.starts[chunk + 1]):
                to = int(moves.after[k])
                reached = rows[depth - size, int(moves.behind[k])] + moves.values[k]
                rows[depth, to] = max(rows[depth, to], reached)
    for i in range(n + 1):
        so_far = max(rows[depth, i], so_far + moves.drop[i])
        rows[depth, i] = _NONE
        if so_far >= reach and so_far + rest[i] >= reach - _ROUNDING:
            cells |= 1 << i
            rows[depth, i] = so_far
            best = max(best, so_far + rest[i])
    return cells, best


@compiled
def _level(best: np.float32, bound: np.float32) -> int:
    """How many sixteenths of the reach are spent for certain."""
    return min(max(int(best / bound * _LEVELS - _ROUNDING), 0), _LEVELS - 1)


@compiled
def _goes_on(
    rows: NDArray[np.float32],
    depth: int,
    here: int,
    earlier: int,
    last: int,
    before: int,
    ahead: NDArray[np.float32],
    bound: np.float32,
) -> bool:
    """Whether a chunk over the last letter, or the one before it, may bring a longer stem within reach."""
    for i in range(rows.shape[1]):
        if here >> i & 1 and rows[depth - 1, i] + max(ahead[0, last, i], ahead[1, last, i]) >= bound:
            return True
        if earlier >> i & 1 and rows[depth - 2, i] + ahead[1, before, i] >= bound:
            return True
    return False


@compiled
def _moves(query: NDArray[np.int16], model: Weights) -> Moves:
    """Lays the model out for one query: for each chunk of the stems what it may stand for."""
    n = query.shape[0]
    starts = np.zeros(len(model.size) + 2, np.int32)
    drop = np.full(n + 1, _NONE)
    for i in range(n + 1):
        for d in range(min(n - i, 3) + 1):
            left = 0 if d == 0 else query[i, d - 1]
            if left >= 0:
                for k in range(model.starts[left], model.starts[left + 1]):
                    starts[model.chunk[k] + 2] += 1
    starts = np.cumsum(starts).astype(np.int32)
    behind, after = np.empty(starts[-1], np.int8), np.empty(starts[-1], np.int8)
    values = np.empty(starts[-1], np.float32)
    for i in range(n + 1):
        for d in range(min(n - i, 3) + 1):
            left = 0 if d == 0 else query[i, d - 1]
            if left >= 0:
                for k in range(model.starts[left], model.starts[left + 1]):
                    at = starts[model.chunk[k] + 1]
                    starts[model.chunk[k] + 1] += 1
                    behind[at], after[at], values[at] = i, i + d, model.values[k]
                    if model.chunk[k] == 0 and d == 1:
                        drop[i + 1] = model.values[k]
    return Moves(starts[:-1], behind, after, values, drop)


@compiled
def _bounds(query: NDArray[np.int16], kind: int, model: Weights, moves: Moves, bound: np.float32) -> Bounds:
    """What the rest of a query costs at the least in stems of a kind."""
    n = query.shape[0]
    rest = np.full(n + 1, _NONE)
    rest[n] = 0.0
    for i in range(n - 1, -1, -1):
        rest[i] = moves.drop[i + 1] + rest[i + 1]
        for d in range(1, min(n - i, 3) + 1):
            if query[i, d - 1] >= 0:
                rest[i] = max(rest[i], model.best[query[i, d - 1], kind] + rest[i + d])
    ahead = np.full((2, model.letters, n + 1), _NONE)
    lead = np.zeros((_LEVELS, len(model.size) + 1), np.int32)
    opened = np.zeros((_LEVELS, 2, model.letters), np.int32)
    for chunk in range(1, len(model.size)):
        size, first = int(model.size[chunk]), int(model.first[chunk])
        for k in range(moves.starts[chunk], moves.starts[chunk + 1]):
            i, best = int(moves.behind[k]), moves.values[k] + rest[moves.after[k]]
            if best >= bound:
                for level in range(_LEVELS):
                    if best - rest[i] < bound - bound * level / _LEVELS:
                        break
                    lead[level, chunk] |= 1 << i
                    if size > 1:
                        opened[level, size - 2, first] |= 1 << i
                if size > 1:
                    ahead[size - 2, first, i] = max(ahead[size - 2, first, i], best)
    return Bounds(rest, ahead, lead, opened)
