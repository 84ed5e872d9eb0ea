"""From reports to incidents: evidence, clusters, origins, and what sums cover, in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.link.incidents.covering import Cover, covers
from tahqiq.link.incidents.evidence import Evidence
from tahqiq.link.incidents.growing import Grown, Step, grow
from tahqiq.link.incidents.origins import Origin, independent, origins
from tahqiq.link.incidents.report import Report, Role
from tahqiq.link.pairs import Pairs
from tahqiq.vocab.errors import BadInput

Ints = NDArray[np.int64]
_NO_PAIRS = np.empty((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class Incident:
    """Reports of one incident, or one aggregate by itself.

    Attributes:
        id: that of its first report in the order of ids; it stays when other reports come or go.
        role: of its reports. ``members``: their positions, ascending.
        origins: who the reports go back to. ``sources``: how many of these are independent.
    """

    id: str
    role: Role
    members: tuple[int, ...]
    origins: tuple[Origin, ...]

    @property
    def sources(self) -> int:
        """How many independent sources it has."""
        return independent(self.origins)


@dataclass(frozen=True, slots=True, eq=False)
class Incidents:
    """What linking found.

    Attributes:
        reports: in the order of their ids; all positions are positions here.
        incidents: in the order of their first reports.
        of: of each report, the position of its incident.
        probability: of each report, that it belongs there.
        pairs: the candidate pairs with their evidence. ``steps``: every joining and refusal.
        covers: aggregates and the incidents within them (``incident`` as a position in ``incidents``).
        evidence: to ask about any further pair.
    """

    reports: Sequence[Report]
    incidents: tuple[Incident, ...]
    of: Ints
    probability: NDArray[np.float64]
    pairs: Pairs
    steps: tuple[Step, ...]
    covers: tuple[Cover, ...]
    evidence: Evidence = field(repr=False)


def find_incidents(
    reports: Sequence[Report],
    *,
    forced: Ints = _NO_PAIRS,
    excluded: Ints = _NO_PAIRS,
    gazetteer: Gazetteer | None = None,
) -> Incidents:
    """Which reports are of one incident.

    Deterministic, whatever the order of the reports. Aggregates are never merged.

    Args:
        reports: in any order.
        forced, excluded: (n, 2) positions of pairs that a person judged one incident, or not one.
        gazetteer: known places, to tell where names lie.

    Raises:
        BadInput: two reports have one id, or tens of thousands one day and place.

    >>> from tahqiq.vocab.counts import CountRange
    >>> from tahqiq.vocab.dates import DateSpan
    >>> day = DateSpan.parse("2020-03-05")
    >>> told = [Report(id=name, span=day, place=place, killed=CountRange(9, 9))
    ...         for name, place in (("a", "حي البدر"), ("b", "al-Badr neighbourhood"), ("c", "Nur village"))]
    >>> [incident.members for incident in find_incidents(told).incidents]
    [(0, 1), (2,)]
    """
    _check(reports)
    order = np.array(sorted(range(len(reports)), key=lambda at: reports[at].id), np.int64)
    place = np.argsort(order)
    listed = [reports[at] for at in order]
    evidence = Evidence.of(listed, gazetteer=gazetteer)
    pairs, barred = evidence.pairs(*evidence.candidates())
    evidence = evidence.learned(pairs, barred)
    grown = grow(
        evidence.gathering.events,
        len(listed),
        replace(pairs, prior=evidence.gathering.prior),
        barred,
        evidence.pairs,
        forced=place[forced],
        excluded=place[excluded],
    )
    return _gathered(listed, evidence, grown)


def _check(reports: Sequence[Report]) -> None:
    """Every report has its own id."""
    met = set[str]()
    for report in reports:
        if report.id in met:
            raise BadInput(f"two reports have the id {report.id!r}", remedy="give each its own")
        met.add(report.id)


def _gathered(listed: Sequence[Report], evidence: Evidence, grown: Grown) -> Incidents:
    """Clusters as incidents, each named by its first report, with who stands behind it."""
    clusters = defaultdict[int, list[int]](list)
    for at, root in enumerate(grown.cluster.tolist()):
        clusters[at if root < 0 else root].append(at)
    roots = sorted(clusters)
    copies = _copies(grown.pairs)
    incidents = tuple(
        Incident(
            listed[root].id,
            listed[root].role,
            tuple(clusters[root]),
            origins(clusters[root], listed, _within(clusters[root], copies)),
        )
        for root in roots
    )
    number = {root: at for at, root in enumerate(roots)}
    of = np.array(
        [number[at if root < 0 else root] for at, root in enumerate(grown.cluster.tolist())], np.int64
    )
    events = {root: some for root, some in clusters.items() if listed[root].role is Role.REPORT}
    covered = tuple(
        Cover(each.aggregate, number[each.incident], each.place)
        for each in covers(evidence.gathering, events)
    )
    return Incidents(listed, incidents, of, grown.probability, grown.pairs, grown.steps, covered, evidence)


def _copies(pairs: Pairs) -> Mapping[int, list[int]]:
    """Reports whose texts are nearly the same: each, and the later ones."""
    found = defaultdict[int, list[int]](list)
    rows = pairs.levels[:, pairs.comparisons.index("wording")] == 0
    for one, other in zip(pairs.left[rows].tolist(), pairs.right[rows].tolist(), strict=True):
        found[one].append(other)
    return found


def _within(members: Sequence[int], copies: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    inside = set(members)
    return [(one, other) for one in members for other in copies.get(one, ()) if other in inside]
