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
class Estimate:
    """An estimated toll of one stratum; figures are None where it was refused."""

    name: str
    documented: int
    method: str
    median: float | None = None
    mean: float | None = None
    lo95: float | None = None
    hi95: float | None = None
    lo80: float | None = None
    hi80: float | None = None
    rhat: float | None = None
    ess: float | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageWindow:
    """When one building was damaged: between two looks from orbit."""

    building: str
    damaged: bool
    probability: float
    last_intact: str = ""
    first_damaged: str = ""
