"""How far remains are identified, and by what (METHOD: identifying the dead; Interpol, DVI Guide 2023)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sex(StrEnum):
    """Of a person, or apparent of remains."""

    FEMALE = "female"
    MALE = "male"


class Primary(StrEnum):
    """What alone can identify; everything else only corroborates."""

    FINGERPRINTS = "fingerprints"
    DENTAL = "dental"
    DNA = "dna"


class Standing(StrEnum):
    """How remains and a missing person stand to one another.

    A matcher proposes HYPOTHESIS, PRESUMPTIVE, EXCLUDED or COMMINGLED; IDENTIFIED is only ever entered by an
    authority, with its method, and PRESUMPTIVE is never published as it.
    """

    HYPOTHESIS = "hypothesis"
    PRESUMPTIVE = "presumptive"
    IDENTIFIED = "identified"
    EXCLUDED = "excluded"
    COMMINGLED = "commingled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people decided of remains and a missing person; withdrawn rather than erased.

    Attributes:
        remains, file: their codes.
        by: who entered it. ``at``: when (UTC).
        authority: who identified, of an identification: a forensic institute, a court.
        method: the primary identifier it rests on, of an identification.
        reason: in words. ``withdrawn_at``: when it was taken back, if it was.

    Raises:
        ValueError: an identification without authority or method, or a ruling of nobody.
    """

    remains: str
    file: str
    standing: Standing
    by: str
    at: datetime
    authority: str = ""
    method: Primary | None = None
    reason: str = ""
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        if not (self.remains and self.file and self.by):
            raise ValueError("a ruling names the remains, the file and who made it")
        if self.standing is Standing.IDENTIFIED and not (self.authority and self.method):
            raise ValueError("an identification names the authority and the primary identifier it rests on")
