"""What an import hands from ``read`` to ``casebook``: one plain value a record, in file order.

``read`` yields these; ``casebook`` stores them. Each carries ``at``, the file and 0-based
data record it came from, so that an interrupted import can go on where it stopped.
Keys are the source's own (an Airwars code, a fact's id); ids are derived from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Claim, Locator
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where a value comes from: the file's name and its 0-based data record.

    Attributes:
        line: the 1-based line number of the record's first line, for reports; 0 where not known.
    """

    file: str
    record: int
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A cell or row that could not be taken as it stands.

    Attributes:
        row: the 1-based line number of the record's first line, as an editor counts.
        action: 'refused' (left out) or 'repaired' (taken in the way ``problem`` says).
        value: the verbatim cell, shortened to 200 characters.
    """

    at: At
    row: int
    column: str
    value: str
    problem: str
    action: Literal["refused", "repaired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where an imported value stands: sealed file, place in it, verbatim cells."""

    text_sha256: str
    locator: Locator
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSource:
    """Somebody whose claims follow."""

    at: At
    slug: str
    name_en: str
    name_ar: str = ""
    kind: SourceKind = SourceKind.OTHER
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedParty:
    """A party blamed or answering."""

    at: At
    slug: str
    name_en: str
    name_ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPopulation:
    """A group that figures describe."""

    at: At
    slug: str
    title_en: str
    title_ar: str = ""
    note_en: str = ""
    note_ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAssessment:
    """The source's own grade and headline range for an incident."""

    assessor: str
    grade: Grade | None
    killed: CountRange
    injured: CountRange
    strike_status: StrikeStatus | None
    harm_reported: bool | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedIncident:
    """One incident with its claims and the source's own assessment."""

    at: At
    source: str
    key: str
    code: str
    previous_codes: tuple[str, ...] = ()
    title_en: str = ""
    title_ar: str = ""
    span: DateSpan = field(default_factory=DateSpan)
    time_wording: str = ""
    place: Place = field(default_factory=Place)
    blamed: tuple[str, ...] = ()
    strike_type: str = ""
    url: str = ""
    claims: tuple[Claim, ...] = ()
    assessment: ImportedAssessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedClaim:
    """A claim that belongs to no incident of the same file (a fact, a figure of a population)."""

    at: At
    source: str
    key: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVictim:
    """One source's entry of one person harmed in an incident."""

    at: At
    source: str
    key: str
    incident_key: str
    name_en: str = ""
    name_ar: str = ""
    sex: Literal["female", "male", ""] = ""
    age_group: Literal["adult", "child", ""] = ""
    age: str = ""
    pregnant: bool | None = None
    status: Literal["killed", "injured", ""] = ""
    civilian_contested: bool | None = None
    note: str = ""
    url: str = ""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnswer:
    """An armed actor's answer as the source records it."""

    at: At
    source: str
    key: str
    incident_key: str
    party: str
    state: AnswerState
    reasons: tuple[RejectionReason, ...] = ()
    reason_wording: str = ""
    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN
    grid_reference: str = ""
    location_wording: str = ""
    report: str = ""
    report_url: str = ""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedStatement:
    """Words of an armed actor about an incident, as the source quotes them."""

    at: At
    source: str
    key: str
    incident_key: str
    party: str
    kind: str
    said: DateSpan = field(default_factory=DateSpan)
    url: str = ""
    evidence: Evidence


Imported = (
    ImportedSource
    | ImportedParty
    | ImportedPopulation
    | ImportedIncident
    | ImportedClaim
    | ImportedVictim
    | ImportedAnswer
    | ImportedStatement
)
