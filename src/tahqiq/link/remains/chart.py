"""Dental charts: the state of each tooth in the FDI notation (ISO 3950:2016), of a day.

States are those that dental charting for identification tells apart (Interpol DVI forms, sections 600; the
primary codes of WinID3): what a later dentist may have changed, and what nothing can undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tahqiq.vocab.dates import DateSpan

#: Permanent teeth, from the upper right third molar clockwise as the dentist looks at them.
PERMANENT: tuple[str, ...] = tuple(
    f"{quadrant}{place}"
    for quadrant, places in ((1, range(8, 0, -1)), (2, range(1, 9)), (3, range(8, 0, -1)), (4, range(1, 9)))
    for place in places
)
SURFACES = "MODBL"


class ToothState(StrEnum):
    """What a tooth is like.

    MISSING: lost in life, the socket healed, or never there where nobody can tell. UNERUPTED: not yet
    through,
    or impacted. PROSTHESIS: a bridge's pontic, a denture's tooth or an implant stands in its place.
    LOST_AFTER: of
    remains alone: an open socket, the tooth fell out after death, so that it was there in life.
    """

    SOUND = "sound"
    DECAYED = "decayed"
    FILLED = "filled"
    CROWN = "crown"
    ROOT_FILLED = "root_filled"
    MISSING = "missing"
    PROSTHESIS = "prosthesis"
    UNERUPTED = "unerupted"
    LOST_AFTER = "lost_after"


@dataclass(frozen=True, slots=True)
class Tooth:
    """One tooth.

    Attributes:
        state: what it is like.
        surfaces: of a filling, any of M O D B L (mesial, occlusal or incisal, distal, buccal, lingual).

    Raises:
        ValueError: another surface, or one twice.

    >>> Tooth(ToothState.FILLED, "MO").surfaces
    'MO'
    """

    state: ToothState
    surfaces: str = ""

    def __post_init__(self) -> None:
        if set(self.surfaces) - set(SURFACES) or len(set(self.surfaces)) < len(self.surfaces):
            raise ValueError(f"surfaces {self.surfaces!r}: each of {SURFACES} at most once")


class ChartBasis(StrEnum):
    """Where a chart comes from: a dentist's record or examination, or what a family noticed."""

    DENTIST = "dentist"
    FAMILY = "family"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A dental chart: teeth that somebody looked at; those left out were not recorded.

    Attributes:
        made: when it was made; unknown where nobody says.
        teeth: by FDI number, '11' to '48'.
        basis: where it comes from; families are often off by a tooth.

    Raises:
        ValueError: a number that is no permanent tooth's.
    """

    made: DateSpan = field(default_factory=DateSpan)
    teeth: Mapping[str, Tooth] = field(default_factory=dict)
    basis: ChartBasis = ChartBasis.DENTIST

    def __post_init__(self) -> None:
        if strange := sorted(set(self.teeth) - _KNOWN):
            raise ValueError(f"tooth {strange[0]!r}: FDI numbers of permanent teeth are 11 to 48")


_KNOWN = frozenset(PERMANENT)
