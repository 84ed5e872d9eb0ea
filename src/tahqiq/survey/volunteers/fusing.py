"""One window from several kinds of evidence: volunteers, radar, and reports that name a date.

Each kind spreads its belief over the days, and over 'never'. Kinds are taken to err independently, so that
the beliefs multiply; none is held infallible, so that a share of each stays spread over all the days there
are. Where two kinds hardly overlap, that is said and not hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.volunteers.agreeing import Consensus
from tahqiq.survey.volunteers.seeing import Shares
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.judgements import DamageWindow

#: Two kinds whose beliefs share less than this contradict one another.
OVERLAP = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What one kind of evidence holds of one building.

    Attributes:
        kind: 'volunteers', 'radar', or who reported it.
        days: probability of each day's being the day of damage; (n,), sums to 1.
        damaged: probability that it was damaged at all; None where the kind says nothing of that.
    """

    kind: str
    days: Shares
    damaged: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days a survey speaks of, from the first image to the last, both included."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def day(self, number: int) -> date:
        """The day so many after the first."""
        return self.first + timedelta(days=number)

    def between(self, after: date | None, until: date | None) -> slice:
        """The days after one, up to and with another; None is the end of the calendar."""
        start = 0 if after is None else (after - self.first).days + 1
        end = len(self) if until is None else (until - self.first).days + 1
        return slice(min(max(start, 0), len(self)), min(max(end, 0), len(self)))


def of_volunteers(consensus: Consensus, building: int, calendar: Calendar, *, error: float = 0.05) -> Belief:
    """What volunteers hold of a building, spread evenly over the days between two images."""
    dates = consensus.answers.dates
    days = np.zeros(len(calendar))
    for state, share in enumerate(consensus.posterior[building, :-1]):
        span = calendar.between(dates[state - 1] if state else None, dates[state])
        days[span] += _even(span, float(share))
    return Belief("volunteers", _robust(days, error), float(consensus.damaged[building]))


def of_radar(window: DamageWindow, calendar: Calendar, *, level: float = 0.9) -> Belief:
    """What the change in radar images tells: so much of its belief lies in the window."""
    after = date.fromisoformat(window.last_intact) if window.last_intact else None
    until = date.fromisoformat(window.first_damaged) if window.first_damaged else None
    days = np.zeros(len(calendar))
    span = calendar.between(after, until)
    days[span] = _even(span, 1.0)
    return Belief("radar", _robust(days, 1 - level), window.probability)


def of_report(said_by: str, span: DateSpan, calendar: Calendar, *, error: float = 0.2) -> Belief:
    """What a report that names a day or a stretch of days tells; it cannot say that nothing happened."""
    days = np.zeros(len(calendar))
    before = None if span.start is None else span.start - timedelta(days=1)
    until = None if span.end is None else span.end - timedelta(days=1)
    inside = calendar.between(before, until)
    days[inside] = _even(inside, 1.0)
    return Belief(said_by, _robust(days, error), None)


def _even(span: slice, share: float) -> float:
    return share / max(int(span.stop) - int(span.start), 1)


def _robust(days: Shares, error: float) -> Shares:
    total = days.sum()
    spread = np.full(len(days), 1 / len(days))
    return (1 - error) * days / total + error * spread if total > 0 else spread


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Fused:
    """What all kinds hold together.

    Attributes:
        window: between the last day before the damage and the day it is certain, at the level asked for.
        contradictions: pairs of kinds whose beliefs hardly overlap.
    """

    window: DamageWindow
    contradictions: tuple[tuple[str, str], ...]


def fuse(
    building: str, beliefs: Sequence[Belief], calendar: Calendar, *, common: float = 0.5, level: float = 0.9
) -> Fused:
    """One window from several beliefs about a building.

    Args:
        building: its name.
        beliefs: each kind once; two reports of one origin are one kind.
        common: probability of damage before anything was seen.
        level: of the belief that the window holds.

    Raises:
        ValueError: no belief, or a kind twice.
    """
    kinds = [each.kind for each in beliefs]
    if not kinds or len(set(kinds)) < len(kinds):
        raise ValueError("each kind of evidence counts once, and there must be one")
    chance = _together([each.damaged for each in beliefs if each.damaged is not None], common)
    days = np.prod([each.days for each in beliefs], axis=0)
    first, last = shortest_runs(days[None, :], level)
    window = DamageWindow(
        building=building,
        damaged=chance >= 0.5,
        probability=chance,
        last_intact=(calendar.day(int(first[0])) - timedelta(days=1)).isoformat() if chance >= 0.5 else "",
        first_damaged=calendar.day(int(last[0])).isoformat() if chance >= 0.5 else "",
    )
    apart = tuple(
        (one.kind, other.kind) for one, other in combinations(beliefs, 2) if _shared(one, other) < OVERLAP
    )
    return Fused(window=window, contradictions=apart)


def _together(chances: Sequence[float], common: float) -> float:
    """The probability that independent ones, each drawn from the common one, come to together."""
    before = common / (1 - common)
    odds = before
    for chance in chances:
        sure = min(max(chance, 1e-6), 1 - 1e-6)
        odds *= (sure / (1 - sure)) / before
    return odds / (1 + odds)


def _shared(one: Belief, other: Belief) -> float:
    """How much of two beliefs lies on the same days, beyond what each leaves to all days alike."""
    return float(np.minimum(one.days - one.days.min(), other.days - other.days.min()).sum())
