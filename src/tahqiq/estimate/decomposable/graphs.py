"""Decomposable graphs over lists: which lists depend on one another, directly or through which others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

#: With six lists there are 18,154 graphs, and averaging over them says little.
MOST_LISTS = 5


@dataclass(frozen=True, slots=True)
class Graph:
    """A decomposable graph as a perfect sequence.

    Attributes:
        k: how many lists there are.
        steps: (vertex, parents) in an order in which each vertex's earlier neighbours, its parents, are all
            joined to one another. Sets are bit masks, bit k − 1 − i for list i, as in dense tables.

    The probability of a history is the product of each list's given its parents'.
    """

    k: int
    steps: tuple[tuple[int, int], ...]

    @property
    def cliques(self) -> tuple[int, ...]:
        """The largest sets of lists that are all joined, as masks, the largest mask first.

        >>> [bin(clique) for clique in decomposable_graphs(2)[1].cliques]
        ['0b11']
        """
        families = {vertex | parents for vertex, parents in self.steps}
        maximal = [one for one in families if not any(one & other == one != other for other in families)]
        return tuple(sorted(maximal, reverse=True))

    def powers(self) -> NDArray[np.float64]:
        """(2**k,) how often each set's marginal stands above (+1) or below (−1) the fraction line."""
        powers = np.zeros(2**self.k)
        for vertex, parents in self.steps:
            powers[vertex | parents] += 1
            powers[parents] -= 1
        return powers

    def formula(self, lists: Sequence[str]) -> str:
        """The cliques by the lists' names.

        >>> decomposable_graphs(3)[1].formula("ABC")
        '[A·B][C]'
        """
        written = []
        for clique in self.cliques:
            names = [name for i, name in enumerate(lists) if clique >> (self.k - 1 - i) & 1]
            written.append(f"[{'·'.join(names)}]")
        return "".join(written)


@cache
def decomposable_graphs(k: int) -> tuple[Graph, ...]:
    """Every decomposable graph of k lists: 1, 2, 8, 61, 822 for one to five lists.

    >>> [len(decomposable_graphs(k)) for k in range(1, 6)]
    [1, 2, 8, 61, 822]
    """
    edges = list(combinations(range(k), 2))
    return tuple(
        graph
        for chosen in range(2 ** len(edges))
        if (graph := _perfect_sequence(k, _neighbours(k, edges, chosen))) is not None
    )


def _neighbours(k: int, edges: Sequence[tuple[int, int]], chosen: int) -> list[int]:
    """(k,) masks of each list's neighbours in the graph of the chosen edges."""
    masks = [0] * k
    for i in range(len(edges)):
        if chosen >> i & 1:
            one, other = (1 << (k - 1 - end) for end in edges[i])
            masks[edges[i][0]] |= other
            masks[edges[i][1]] |= one
    return masks


def _perfect_sequence(k: int, neighbours: Sequence[int]) -> Graph | None:
    """By maximum cardinality search (Tarjan & Yannakakis 1984); None where the graph is not decomposable."""
    steps: list[tuple[int, int]] = []
    visited = 0
    left = set(range(k))
    while left:
        vertex = max(left, key=lambda v: ((neighbours[v] & visited).bit_count(), -v))
        parents = neighbours[vertex] & visited
        if any((parents & ~bit) & ~neighbours[list_] for list_, bit in _members(parents, k)):
            return None
        steps.append((1 << (k - 1 - vertex), parents))
        visited |= 1 << (k - 1 - vertex)
        left.remove(vertex)
    return Graph(k, tuple(steps))


def _members(mask: int, k: int) -> Iterator[tuple[int, int]]:
    """The lists of a mask, each with its bit."""
    for i in range(k):
        bit = 1 << (k - 1 - i)
        if mask & bit:
            yield i, bit
