"""What reports say, as arrays: days, places, figures, concepts, and how usual each is among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.incidents.placing import Placed
from tahqiq.link.incidents.reference import mixed, settings, worth
from tahqiq.link.incidents.report import Report, Role
from tahqiq.link.incidents.worded import coded, concepts
from tahqiq.vocab.counts import CountRange

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: No end of a range, as a figure.
OPEN = 1e9
#: Days that an event may lie before the day its only date, that of the report, was published.
_BEFORE_PUBLISHED = 2


class Facts(NamedTuple):
    """Reports as arrays of one length, as machine code takes them.

    Attributes:
        start, end: days as ordinals, half-open; 0 and 0 where nothing is said.
        lat, lon: degrees, nan unknown. ``radius``: km within which the place lies, nan unknown.
        fineness: rank of the precision class. ``wording``: number of the place's wording, -1 none.
        heads, head_offsets, around, around_offsets, same, names: see ``whereabouts.Gathered``.
        place_share: share of reports that lie within what this one names.
        blamed, kind: concepts as bits; ``kind_generic``: bits that fit every kind.
        blamed_share: share of reports that blame the same.
        killed, injured, children, women: low and high (n, 2); low > high where unknown.
        earlier: figure told before, -1 none. ``telling``: number of the text, -1 alone; ``told_as``.
        source: number, -1 unknown; ``listed``: the source enters nothing twice.
        replaces: position of the report that this one replaces, -1 none.
        day_zero: the first day; ``day_share``: running share of reports up to each day from it.
        toll_share, injured_share: share of reports whose toll is k or more.
    """

    start: Ints
    end: Ints
    lat: Floats
    lon: Floats
    radius: Floats
    fineness: Ints
    wording: Ints
    heads: Ints
    head_offsets: Ints
    around: Ints
    around_offsets: Ints
    same: Ints
    names: int
    place_share: Floats
    blamed: Ints
    blamed_share: Floats
    kind: Ints
    kind_generic: int
    kind_share: Floats
    killed: Floats
    injured: Floats
    children: Floats
    women: Floats
    earlier: Floats
    telling: Ints
    told_as: Ints
    source: Ints
    listed: NDArray[np.bool_]
    replaces: Ints
    day_zero: int
    day_share: Floats
    toll_share: Floats
    injured_share: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """The reports of one linking with their facts.

    Attributes:
        reports: in the order given; ``events``: positions of those of one incident.
        facts: of all reports. ``placed``: their places. ``prior``: log2 odds that two are of one incident.
    """

    reports: Sequence[Report]
    events: Ints
    facts: Facts
    placed: Placed
    prior: float


def gather(reports: Sequence[Report], placed: Placed) -> Gathering:
    """Reports as arrays, with what is usual among those of one incident.

    The prior is that a report has one companion among them: two of the n reports of a world this large are of
    one incident with odds of 1 to n - 1.
    """
    events = np.array([at for at, each in enumerate(reports) if each.role is Role.REPORT], np.int64)
    start, end = _days(reports)
    killed, injured = _bounds([r.killed for r in reports]), _bounds([r.injured for r in reports])
    blamed, kind = coded([r.blamed for r in reports], "party"), coded([r.kind for r in reports], "kind")
    day_zero, day_share = _day_shares(start[events], end[events])
    names = placed.gathered
    facts = Facts(
        start=start,
        end=end,
        lat=placed.lat,
        lon=placed.lon,
        radius=placed.radius,
        fineness=placed.fineness,
        wording=names.of,
        heads=names.heads,
        head_offsets=names.head_offsets,
        around=names.around,
        around_offsets=names.around_offsets,
        same=names.same,
        names=names.names,
        place_share=placed.shares(events),
        blamed=blamed,
        blamed_share=_shares(blamed, events),
        kind=kind,
        kind_generic=concepts("kind").generic,
        kind_share=_shares(kind, events),
        killed=killed,
        injured=injured,
        children=_bounds([r.parts.get("children", CountRange()) for r in reports]),
        women=_bounds([r.parts.get("women", CountRange()) for r in reports]),
        earlier=_earlier(reports),
        telling=_numbers([r.telling for r in reports]),
        told_as=np.array([r.told_as for r in reports], np.int64),
        source=_numbers([r.source for r in reports]),
        listed=np.array([r.distinct for r in reports], np.bool_),
        replaces=_replaces(reports),
        day_zero=day_zero,
        day_share=day_share,
        toll_share=_toll_shares(killed[events]),
        injured_share=_toll_shares(injured[events]),
    )
    return Gathering(reports, events, facts, placed, -float(np.log2(len(events) + worth() - 1)))


def _days(reports: Sequence[Report]) -> tuple[Ints, Ints]:
    """When, as ordinals; a report without a date lies shortly before it was published."""
    start, end = np.zeros(len(reports), np.int64), np.zeros(len(reports), np.int64)
    for at, report in enumerate(reports):
        first, last = report.span.start, report.span.end
        if first is not None and last is not None:
            start[at], end[at] = first.toordinal(), last.toordinal()
        elif first is None and last is None and report.published is not None:
            day = report.published.toordinal()
            start[at], end[at] = day - _BEFORE_PUBLISHED, day + 1
        elif first is not None and report.published is not None and report.published >= first:
            start[at], end[at] = first.toordinal(), report.published.toordinal() + 1
    return start, end


def _bounds(counts: Sequence[CountRange]) -> Floats:
    """Ranges as (n, 2), an open end far away, an unknown range backwards."""
    found = np.empty((len(counts), 2), np.float64)
    for at, count in enumerate(counts):
        low = 0.0 if count.min is None else float(count.min)
        high = OPEN if count.max is None else float(count.max)
        found[at] = (1.0, 0.0) if count.unknown else (low, high)
    return found


def _earlier(reports: Sequence[Report]) -> Floats:
    first = (r.earlier[0].min if r.earlier else None for r in reports)
    return np.array([-1.0 if each is None else float(each) for each in first], np.float64)


def _replaces(reports: Sequence[Report]) -> Ints:
    at = {report.id: number for number, report in enumerate(reports)}
    older = (at.get(report.supersedes, -1) if report.supersedes else -1 for report in reports)
    return np.array([-1 if old == number else old for number, old in enumerate(older)], np.int64)


def _numbers(keys: Sequence[str]) -> Ints:
    """Distinct texts as numbers in order of appearance; -1 for ''."""
    known = {key: at for at, key in enumerate(dict.fromkeys(key for key in keys if key))}
    return np.array([known.get(key, -1) for key in keys], np.int64)


def _shares(bits: Ints, events: Ints) -> Floats:
    """The share of reports that say the same; 1 where nothing is said."""
    said = Counter(int(each) for each in bits[events] if each)
    known = sum(said.values())
    every = np.array([said[int(each)] if each else 0 for each in bits], np.float64)
    return np.where(bits != 0, mixed(every, known, 0.2), 1.0)


def _day_shares(start: Ints, end: Ints) -> tuple[int, Floats]:
    """The running share of reports up to each day from the first, a long span spread over its days."""
    known = end > start
    short = known & (end - start <= 400)
    if not short.any():
        return 0, np.zeros(1, np.float64)
    zero = int(start[short].min())
    mass = np.zeros(int(end[short].max()) - zero + 1, np.float64)
    for first, last in zip(start[short].tolist(), end[short].tolist(), strict=True):
        mass[first - zero : last - zero] += 1 / (last - first)
    running = np.concatenate([[0.0], np.cumsum(mass[:-1])])
    days = float(settings()["reference"]["days"])
    return zero, mixed(running, float(short.sum()), np.arange(len(running)) / days)


#: Tolls from which on one share is kept for all.
_TOLLS = 2_000


def _toll_shares(bounds: Floats) -> Floats:
    """The share of reports whose toll is k or more, for k from 0 to 2,000."""
    exact = bounds[bounds[:, 0] == bounds[:, 1], 0].astype(np.int64).clip(0, _TOLLS)
    counts = np.bincount(exact, minlength=_TOLLS + 1)
    at_least = counts[::-1].cumsum()[::-1].astype(np.float64)
    power = float(settings()["reference"]["toll"])
    heavy = np.concatenate([[1.0], np.arange(1, _TOLLS + 1, dtype=np.float64) ** -power])
    return mixed(at_least, float(len(exact)), heavy)
