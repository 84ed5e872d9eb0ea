"""The stems of a vocabulary as a trie: what many words begin with stands there once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.alignment import FOREIGN, letters, parted
from tahqiq.language.names.closeness import EncodedWords

#: Kinds of stems, each a trie of its own: of letters that are not Latin, of Latin ones, of both.
OTHER, LATIN, BOTH = range(3)


class StemTrie(NamedTuple):
    """Three tries of stems, one a kind, their nodes in alphabetical order, each before those below it.

    A stem that may begin with an article stands there also without it.

    Attributes:
        chunks: number of the chunk of one, two and three letters that ends at each node, -1 where the model
            has none; int16 (nodes, 3).
        depth: letters down to each node, 0 for the root of a kind; uint8.
        onward: the next node that is not below each, int32.
        starts: the stems that end at a node are of the words ``word[starts[node]:starts[node + 1]]``; int32.
        word: numbers of words of the vocabulary, int32.
        roots: the root of each kind, and the number of nodes; int32 (4).
    """

    chunks: NDArray[np.int16]
    depth: NDArray[np.uint8]
    onward: NDArray[np.int32]
    starts: NDArray[np.int32]
    word: NDArray[np.int32]
    roots: NDArray[np.int32]

    @classmethod
    def of(cls, vocabulary: Sequence[str], encoded: EncodedWords) -> StemTrie:
        """Makes the tries of an encoded vocabulary.

        >>> from tahqiq.language.names.alignment import Spelling
        >>> vocabulary = ["omar", "omran"]
        >>> StemTrie.of(vocabulary, Spelling.load().encode(vocabulary)).depth.tolist()
        [0, 0, 1, 2, 3, 4, 3, 4, 5, 0]
        """
        stems = sorted([(kind, [], -1, 0) for kind in range(3)] + _stems(vocabulary, encoded))
        depth, row, ends = _nodes(stems)
        depths = np.array(depth, np.uint8)
        words = np.array([number for _, _, number, _ in stems], np.int64)
        at = np.array(ends, np.int64)[words >= 0]
        return cls(
            _chunks(encoded.chunks, np.array(row, np.int64), depths),
            depths,
            _onward(depth),
            np.searchsorted(at, np.arange(len(depth) + 1)).astype(np.int32),
            words[words >= 0].astype(np.int32),
            np.append(np.flatnonzero(depths == 0), len(depth)).astype(np.int32),
        )


def kind_of(word: str) -> int:
    """Whether the letters of a word are Latin; where none is known, its first decides.

    >>> kind_of("omar") == LATIN, kind_of("عمر") == OTHER, kind_of("عمr") == BOTH
    (True, True, True)
    """
    stem = parted(word)[1]
    latin = {letter <= "~" for mark, letter in zip(letters(stem), stem, strict=False) if mark != FOREIGN}
    if len(latin) == 2:
        return BOTH
    return LATIN if (latin.pop() if latin else stem[:1] <= "~") else OTHER


def _stems(vocabulary: Sequence[str], encoded: EncodedWords) -> list[tuple[int, list[str], int, int]]:
    """Kind, letters, number of the word, first row of its chunks; where it may have an article, twice."""
    stems = []
    for number, word in enumerate(vocabulary):
        spelled, kind = letters(parted(word)[1]), kind_of(word)
        row, article = int(encoded.offsets[number]), int(encoded.joined[number])
        stems.append((kind, spelled, number, row))
        if article:
            stems.append((kind, spelled[article:], number, row + article))
    return stems


def _nodes(stems: Sequence[tuple[int, list[str], int, int]]) -> tuple[list[int], list[int], list[int]]:
    """The depth of each node and the row of its letter; the node at which each stem ends."""
    depth: list[int] = []
    row: list[int] = []
    ends, path, before = [], [0], (-1, [""])
    for kind, spelled, _, first in stems:
        shared = _shared(before[1], spelled) if kind == before[0] else -1
        del path[shared + 1 :]
        for letter in range(shared, len(spelled)):
            path.append(len(depth))
            depth.append(letter + 1)
            row.append(first + letter)
        ends.append(path[-1])
        before = (kind, spelled)
    return depth, row, ends


def _chunks(chunks: NDArray[np.int16], row: NDArray[np.int64], depth: NDArray[np.uint8]) -> NDArray[np.int16]:
    """The chunks that end at each node, from those that begin at each letter of the vocabulary."""
    ending = np.full((len(row), 3), -1, np.int16)
    for size in range(1, 4):
        there = depth >= size
        ending[there, size - 1] = chunks[row[there] - size + 1, size - 1]
    return ending


def _shared(one: list[str], other: list[str]) -> int:
    """How many first letters are the same."""
    same = 0
    for letter, another in zip(one, other, strict=False):
        if letter != another:
            break
        same += 1
    return same


def _onward(depth: Sequence[int]) -> NDArray[np.int32]:
    """For each node the next that is not below it; their number where none is."""
    onward = np.full(len(depth), len(depth), np.int32)
    waiting: list[int] = []
    for node, here in enumerate(depth):
        while waiting and depth[waiting[-1]] >= here:
            onward[waiting.pop()] = node
        waiting.append(node)
    return onward
