"""What an aggregate covers: incidents within its days and its place; linked to it, never merged into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.incidents.facts import Facts, Gathering
from tahqiq.link.incidents.report import Role
from tahqiq.link.incidents.weighing import lie

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cover:
    """An aggregate and one incident that falls within it.

    Attributes:
        aggregate: position of the report that sums. ``incident``: position of the incident's first report.
        place: whether its place is known to lie within; else nothing is known against it.
    """

    aggregate: int
    incident: int
    place: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Struck:
    """Incidents in the order of their days.

    Attributes:
        roots: first report of each. ``day``: that of its most exact report, 0 unknown.
        blamed: everybody blamed, as bits. ``least``: the lowest number killed that is told, 0 unknown.
        members: all reports, incident after incident; ``starts``: where each begins.
    """

    roots: Ints
    day: Ints
    blamed: Ints
    least: NDArray[np.float64]
    members: Ints
    starts: Ints

    @classmethod
    def of(cls, facts: Facts, clusters: Mapping[int, Sequence[int]]) -> _Struck:
        days = {root: _day(facts, members) for root, members in clusters.items()}
        roots = sorted(clusters, key=lambda root: (days[root], root))
        groups = [np.array(clusters[root], np.int64) for root in roots]
        killed = [facts.killed[each] for each in groups]
        least = [told[told[:, 0] <= told[:, 1], 0] for told in killed]
        return cls(
            np.array(roots, np.int64),
            np.array([days[root] for root in roots], np.int64),
            np.array([np.bitwise_or.reduce(facts.blamed[each]) for each in groups], np.int64),
            np.array([each.min() if len(each) else 0.0 for each in least], np.float64),
            np.concatenate(groups),
            np.concatenate([[0], np.cumsum([len(each) for each in groups])]).astype(np.int64),
        )


def covers(gathering: Gathering, clusters: Mapping[int, Sequence[int]]) -> tuple[Cover, ...]:
    """Which incidents each aggregate covers, by days, place, who is blamed, and the toll.

    An incident is covered if its day lies within the span, its place may lie in the
    aggregate's, nobody else is blamed, and it does not itself kill more than the sum. An aggregate without
    days or with an open span covers nothing that could be named.

    Args:
        gathering: the reports.
        clusters: first report of each incident -> all its reports.
    """
    if not clusters:
        return ()
    facts, struck = gathering.facts, _Struck.of(gathering.facts, clusters)
    found = list[Cover]()
    for at, report in enumerate(gathering.reports):
        if report.role is Role.AGGREGATE and facts.end[at] > facts.start[at]:
            found += _covered(facts, at, struck)
    return tuple(found)


def _day(facts: Facts, members: Sequence[int]) -> int:
    """The day of an incident: that of its most exact report; 0 where none is known."""
    start, end = facts.start, facts.end
    return min(
        ((int(end[at] - start[at]), int(start[at])) for at in members if end[at] > start[at]), default=(0, 0)
    )[1]


def _covered(facts: Facts, at: int, struck: _Struck) -> Iterator[Cover]:
    """The incidents that one aggregate covers."""
    first, last = np.searchsorted(struck.day, [facts.start[at], facts.end[at]]).tolist()
    if first == last:
        return
    members = struck.members[struck.starts[first] : struck.starts[last]]
    places = lie(facts, np.full(len(members), at, np.int64), members)
    bounds = struck.starts[first:last] - struck.starts[first]
    inside = np.maximum.reduceat(places, bounds) == 1
    outside = (np.minimum.reduceat(places, bounds) == -1) & ~inside
    most = facts.killed[at, 1] if facts.killed[at, 0] <= facts.killed[at, 1] else np.inf
    blamed = struck.blamed[first:last]
    fits = ~outside & (struck.least[first:last] <= most)
    if facts.blamed[at]:
        fits &= (blamed == 0) | ((blamed & facts.blamed[at]) != 0)
    for which in np.flatnonzero(fits).tolist():
        yield Cover(at, int(struck.roots[first + which]), bool(inside[which]))
