"""Decisions by people and machines that rooms hand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade, StrikeStatus


class Verdict(StrEnum):
    """Whether two records are the same; 'unsure' is an answer."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision about a pair of records: stamped, withdrawn rather than erased."""

    left: UUID
    right: UUID
    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One person on one list, as linkage takes it; every field as written, '' where missing."""

    id: str
    name: str = ""
    name_ar: str = ""
    father: str = ""
    mother: str = ""
    sex: str = ""
    age: str = ""
    birth: str = ""
    span: DateSpan = field(default_factory=DateSpan)
    place: str = ""
    family: str = ""
    incident: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """One way of dividing records into people: record id → cluster id, as draw number ``draw``."""

    draw: int
    clusters: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one assessor holds of one incident.

    Attributes:
        assessor: slug of the source, or 'tahqiq'.
        rules: name/version of the rules that made it; '' for a source's own.
        reasons: why, a line each, in the order the rules were applied.
    """

    incident: UUID
    assessor: str
    grade: Grade | None = None
    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN
    strike_status: StrikeStatus | None = None
    harm_reported: bool | None = None
    rules: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """An estimated number of people: middle, mean, and the ends of three intervals."""

    median: float
    mean: float
    lo50: float
    hi50: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimated toll of one stratum; figures are None where it was refused.

    Attributes:
        name: the stratum; '' for the total.
        documented: people on at least one list.
        method: the model that was asked for.
        median, mean, lo50 … hi95: of documented and undocumented people together.
        undocumented: of the people on no list alone; never to be added to the figures above.
        unnamed: dead without a name, counted beside the lists and inside none of the figures; None where
            nobody said.
        rhat, ess, mcse: R̂, effective sample size and Monte-Carlo error of the mean, where there are chains.
        refused: why the data cannot carry an estimate; '' where they can.
        forced: the figures were computed although they were refused.
    """

    name: str
    documented: int
    method: str
    median: float | None = None
    mean: float | None = None
    lo50: float | None = None
    hi50: float | None = None
    lo80: float | None = None
    hi80: float | None = None
    lo95: float | None = None
    hi95: float | None = None
    undocumented: Spread | None = None
    unnamed: int | None = None
    rhat: float | None = None
    ess: float | None = None
    mcse: float | None = None
    refused: str = ""
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageWindow:
    """When one building was damaged: between two looks from orbit."""

    building: str
    damaged: bool
    probability: float
    last_intact: str = ""
    first_damaged: str = ""
