"""What the armed actor answered (METHOD: the armed actor's answer)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tahqiq.vocab.counts import UNKNOWN, CountRange


class AnswerState(StrEnum):
    """Where an allegation stands with the armed actor; having no record is none of these."""

    RECEIVED = "received"
    NOT_YET_ASSESSED = "not_yet_assessed"
    OPEN = "open"
    CREDIBLE = "credible"
    NON_CREDIBLE = "non_credible"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"

    @property
    def closed(self) -> bool:
        """The actor has decided; only reopening moves it on."""
        return self in {AnswerState.CREDIBLE, AnswerState.NON_CREDIBLE, AnswerState.DUPLICATE}

    @property
    def pending(self) -> bool:
        """The actor has the allegation and has not decided."""
        return not self.closed


class RejectionReason(StrEnum):
    """Why the armed actor did not accept an allegation."""

    INSUFFICIENT_INFORMATION = "insufficient_information"
    NO_STRIKES = "no_coalition_strikes"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    OTHERS_KILLED = "others_killed"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One armed actor's answer to one allegation, in values."""

    party: str
    state: AnswerState
    reasons: tuple[RejectionReason, ...] = ()
    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN


@dataclass(frozen=True, slots=True)
class Rate:
    """An acceptance rate that never hides its parts.

    Attributes:
        accepted: numerator, assessed credible.
        decided: denominator, credible + non-credible (duplicates are counted with their original).
        pending: received, open, reopened or not yet assessed.
    """

    accepted: int
    decided: int
    pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """All answers of one party, counted by state, with what it conceded."""

    assessments: int = 0
    credible: int = 0
    non_credible: int = 0
    not_yet_assessed: int = 0
    open: int = 0
    duplicate: int = 0
    received: int = 0
    reopened: int = 0
    conceded_killed: CountRange = UNKNOWN
