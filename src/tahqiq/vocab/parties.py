"""Who: parties to the conflict and kinds of source, by stable slugs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of speaker or publisher a source is."""

    CASUALTY_RECORDER = "casualty_recorder"
    HUMAN_RIGHTS_ORGANISATION = "human_rights_organisation"
    MONITORING_GROUP = "monitoring_group"
    BODY_RECOVERY_TEAM = "body_recovery_team"
    UN_BODY = "un_body"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    ARMED_ACTOR = "armed_actor"
    GOVERNMENT = "government"
    LOCAL_AUTHORITY = "local_authority"
    PRESS = "press"
    COMMENTARY = "commentary"
    RELATIVE = "relative"
    WITNESS = "witness"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party that may be blamed for a strike or answer for it.

    Attributes:
        slug: stable key, such as 'coalition'.
        name_en, name_ar: what readers see.
    """

    slug: str
    name_en: str
    name_ar: str = ""
