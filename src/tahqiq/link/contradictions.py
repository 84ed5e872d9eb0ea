"""Judgements that cannot all be right: two people who disagree, chains, and one person matched twice.

Matches join records into one person. A contradiction is a pair judged *not* inside such a person, or two
records of a list that holds nobody twice. What is reported is the shortest chain that shows it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: A record: 0 or 1 for its list, and its position there.
Node = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """One judgement that binds: the two records are the same person, or not."""

    one: Node
    other: Node
    same: bool

    @property
    def pair(self) -> tuple[int, int]:
        """The positions of the two records."""
        return self.one[1], self.other[1]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Pairs whose judgements cannot all be right.

    Attributes:
        pairs: their positions, in the order of the chain, the pair judged *not* last.
        twice: the list (0 or 1) that would hold one person twice; None where a *not* contradicts.
    """

    pairs: tuple[tuple[int, int], ...]
    twice: int | None = None


def contradictions(edges: Sequence[Edge], distinct: tuple[bool, bool]) -> list[Contradiction]:
    """Every contradiction among judgements.

    Args:
        edges: the judgements that bind.
        distinct: whether the one and the other list hold nobody twice.

    >>> a, b, c = (0, 0), (1, 0), (0, 1)
    >>> said = [Edge(a, b, same=True), Edge(c, b, same=True), Edge(a, c, same=False)]
    >>> [each.pairs for each in contradictions(said, (False, False))]
    [((0, 0), (1, 0), (0, 1))]
    >>> [each.twice for each in contradictions(said[:2], (True, True))]
    [0]
    """
    graph = _Matches([edge for edge in edges if edge.same])
    found = list(_denied(graph, [edge for edge in edges if not edge.same]))
    known = {pair for each in found for pair in each.pairs}
    for each in _twice(graph, distinct):
        if not known.issuperset(each.pairs):
            found.append(each)
            known.update(each.pairs)
    return found


def _denied(graph: _Matches, denials: Sequence[Edge]) -> Iterator[Contradiction]:
    """Pairs judged not that matches join all the same."""
    for edge in dict.fromkeys(denials):
        chain = graph.chain(edge.one, edge.other)
        if chain:
            yield Contradiction(tuple(dict.fromkeys((*chain, edge.pair))))


def _twice(graph: _Matches, distinct: tuple[bool, bool]) -> Iterator[Contradiction]:
    """Two records of a list without duplicates that matches join."""
    for group in graph.groups():
        for side in (0, 1):
            records = [node for node in group if node[0] == side]
            if distinct[side] and len(records) > 1 and any(node[0] != side for node in group):
                for one, other in pairwise(records):
                    yield Contradiction(graph.chain(one, other), twice=side)


class _Matches:
    """Records joined by matches."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._edges: dict[Node, dict[Node, tuple[int, int]]] = defaultdict(dict)
        for edge in edges:
            self._edges[edge.one][edge.other] = edge.pair
            self._edges[edge.other][edge.one] = edge.pair

    def chain(self, start: Node, end: Node) -> tuple[tuple[int, int], ...]:
        """The fewest matches that lead from one record to another; none where no chain does."""
        if start not in self._edges or end not in self._edges:
            return ()
        came: dict[Node, Node] = {start: start}
        waiting = deque([start])
        while waiting and end not in came:
            here = waiting.popleft()
            for there in self._edges[here]:
                if there not in came:
                    came[there] = here
                    waiting.append(there)
        return tuple(self._back(came, start, end))[::-1] if end in came else ()

    def _back(self, came: dict[Node, Node], start: Node, end: Node) -> Iterator[tuple[int, int]]:
        while end != start:
            yield self._edges[end][came[end]]
            end = came[end]

    def groups(self) -> Iterator[list[Node]]:
        """Records that are one person by the matches, each group in order."""
        met: set[Node] = set()
        for start in sorted(self._edges):
            if start in met:
                continue
            group, waiting = {start}, [start]
            while waiting:
                fresh = set(self._edges[waiting.pop()]) - group
                group |= fresh
                waiting.extend(fresh)
            met |= group
            yield sorted(group)
