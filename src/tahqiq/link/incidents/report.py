"""One report of an incident, or of several together, as linking takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision


class Role(StrEnum):
    """What a report speaks of."""

    REPORT = "report"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one source says of one incident, or of several as a sum.

    Attributes:
        id: unique among the reports linked together.
        span: when it happened, half-open; unknown where nothing is said.
        published: the day the report appeared, None where nobody says.
        place: where, as worded, in either script; several wordings of the place joined by ' / '.
        point: where, in degrees. ``precision``: how exactly.
        blamed: who is held responsible, as worded. ``kind``: of strike or weapon, as worded.
        killed, injured: the figures the report ends with.
        earlier: killed, as the report says it was told before (superseded).
        parts: figures of groups within the killed ('children', 'women').
        scope: what the figures cover.
        several: the report itself speaks of several incidents ('17 strikes').
        victims: names of the dead and injured.
        source: who published it.
        chain: who said it to whom: the carrier first, the origin last; without the source.
        text: the words, where held.
        telling: the text it stands in, where one text holds several reports; '' otherwise.
        told_as: which incident of that text; reports of one number are told as one.
        supersedes: id of the earlier report that this one replaces.
        distinct: the source is a list that enters no incident twice.
        claims: ids of the claims it was made of.
    """

    id: str
    span: DateSpan = field(default_factory=DateSpan)
    published: date | None = None
    place: str = ""
    point: Point | None = None
    precision: Precision = Precision.UNKNOWN
    blamed: str = ""
    kind: str = ""
    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN
    earlier: tuple[CountRange, ...] = ()
    parts: Mapping[str, CountRange] = field(default_factory=dict)
    scope: Scope = Scope.EVENT
    several: bool = False
    victims: tuple[str, ...] = ()
    source: str = ""
    chain: tuple[str, ...] = ()
    text: str = ""
    telling: str = ""
    told_as: int = 0
    supersedes: str = ""
    distinct: bool = False
    claims: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """How many days the span holds; None where an end is unknown.

        >>> Report(id="a", span=DateSpan.parse("2020-03")).days
        31
        """
        if self.span.start is None or self.span.end is None:
            return None
        return (self.span.end - self.span.start).days

    @property
    def reduced(self) -> bool:
        """Whether the span is one day, month or year as written, and so may be one day told coarsely."""
        first, last = self.span.iso()
        return bool(first) and first == last

    @property
    def role(self) -> Role:
        """Whether it is a sum over several incidents, by these rules (METHOD: counts).

        1. Its figures are cumulative, or it speaks of several strikes by number.
        2. Its span is longer than :data:`LONGEST_INCIDENT` days between two days that are both named, and
           its place no finer than a town; a month alone, or some days at one address, may be the date of
           one incident told coarsely.

        >>> week = DateSpan.parse("2020-03-01", "2020-03-07")
        >>> Report(id="a", span=week).role, Report(id="b", span=DateSpan.parse("2020-03")).role
        (<Role.AGGREGATE: 'aggregate'>, <Role.REPORT: 'report'>)
        """
        return Role.AGGREGATE if self.aggregate_because else Role.REPORT

    @property
    def aggregate_because(self) -> str:
        """Why it is an aggregate; '' where it is a report of one incident."""
        if self.scope is Scope.CUMULATIVE:
            return "its figures are cumulative"
        if self.several:
            return "it speaks of several incidents"
        days = self.days
        if days is not None and days > LONGEST_INCIDENT and self.precision.generic and not self.reduced:
            return f"it covers {days} days"
        return ""


#: Days that one incident may last, a night or a siege of a building; a longer span sums over several.
LONGEST_INCIDENT = 3
