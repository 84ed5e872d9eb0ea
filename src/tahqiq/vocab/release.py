"""The release folder: the public interface of a record (format: release/1).

Every line of every ``.jsonl`` file is one of the rows of ``vocab.rows``; beside them stand
``totals.json`` and ``manifest.json``, which are described here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tahqiq.vocab.answers import Rate
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    CaseRow,
    ChangeRow,
    ClaimRow,
    CorrectionRow,
    IncidentRow,
    ItemRow,
    ListingRow,
    PartyRow,
    PlaceRow,
    PopulationRow,
    RemainsRow,
    SiteRow,
    SourceRow,
    StatementRow,
    VictimRow,
)
from tahqiq.vocab.stories import ChapterRow, StoryRow

FORMAT = "release/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class KilledTotal:
    """A headline sum (METHOD: headline total)."""

    incidents: int
    min: int
    max: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcededTotal:
    """What a party conceded over all its answers; null where it conceded nothing countable."""

    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTotals:
    """One party's answers by state."""

    assessments: int
    credible: int
    non_credible: int
    not_yet_assessed: int
    open: int
    duplicate: int
    received: int
    reopened: int
    conceded_killed: ConcededTotal

    @property
    def acceptance(self) -> Rate:
        """How many were accepted of those decided, and how many wait (METHOD: the armed actor's answer)."""
        return Rate(
            accepted=self.credible,
            decided=self.credible + self.non_credible,
            pending=self.received + self.not_yet_assessed + self.open + self.reopened,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """``totals.json``: by whose assessment, over which incidents.

    ``killed`` has the keys 'all' and 'fair_confirmed'; ``incidents`` counts those in
    the totals, ``not_counted`` those the case keeps apart.
    """

    assessed_by: str
    incidents: int
    not_counted: int
    victims: int
    by_grade: dict[str, int]
    killed: dict[str, KilledTotal]
    responses: dict[str, ResponseTotals]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person's approval of exactly this content."""

    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One file of the release: its SHA-256, size in bytes, and rows where it is a table."""

    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``manifest.json``: what the release is made of; ``manifest.sig`` signs its bytes (Ed25519).

    Attributes:
        content: SHA-256 over the sorted lines '<sha256>  <path>' of all files: the release's identity.
        status: 'approved' or 'unapproved'; only a second person's approval makes the first.
        public_key: the signer's raw Ed25519 key, hexadecimal.
        withheld: model → field → how many values were withheld.
    """

    format: str
    case: str
    content: str
    status: str
    approvals: tuple[Approval, ...]
    public_key: str
    tool: str
    files: dict[str, FileEntry]
    withheld: dict[str, dict[str, int]] = field(default_factory=dict)


#: Which file holds which rows, in the order they are written.
TABLES: dict[str, type] = {
    "cases": CaseRow,
    "parties": PartyRow,
    "sources": SourceRow,
    "items": ItemRow,
    "places": PlaceRow,
    "populations": PopulationRow,
    "incidents": IncidentRow,
    "assessments": AssessmentRow,
    "answers": AnswerRow,
    "statements": StatementRow,
    "claims": ClaimRow,
    "victims": VictimRow,
    "listings": ListingRow,
    "sites": SiteRow,
    "remains": RemainsRow,
    "changes": ChangeRow,
    "corrections": CorrectionRow,
    "stories": StoryRow,
    "chapters": ChapterRow,
}
#: Tables that a release of this format may lack: those written before them do.
ADDED_LATER = frozenset({"remains", "changes", "corrections", "stories", "chapters"})
