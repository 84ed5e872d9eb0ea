"""The shape of the files of a built-in case, entry by entry.

A file is a table of entries by slug (TOML). A field that no entry knows is refused, so that a
slip of the pen in a case is found when it is read, not when it is published.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Category, Effect, Scope, Speaker, Stance
from tahqiq.vocab.counts import Hedge
from tahqiq.vocab.grades import StandardOfProof
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision

#: Words that must be there: a case without its Arabic is not complete.
Words = Annotated[str, msgspec.Meta(min_length=1)]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of a file."""


class CaseEntry(Entry, frozen=True, kw_only=True):
    """``case.toml``: what the case is, and who translated its notes and statements."""

    slug: Words
    title_en: Words
    title_ar: Words
    summary_en: Words
    summary_ar: Words
    assessed_by: Words
    translator: Words


class PartyEntry(Entry, frozen=True, kw_only=True):
    """A party blamed for an incident, or answering."""

    name_en: Words
    name_ar: Words


class SourceEntry(Entry, frozen=True, kw_only=True):
    """Who published what a note is about."""

    name_en: Words
    name_ar: Words
    kind: SourceKind
    note_en: Words
    note_ar: Words


class NoteEntry(Entry, frozen=True, kw_only=True):
    """One of our notes: the source it is about, and its title."""

    source: Words
    title_en: Words
    title_ar: Words


class PopulationEntry(Entry, frozen=True, kw_only=True):
    """A group that figures describe; the note says what it must not be compared with."""

    title_en: Words
    title_ar: Words
    note_en: Words
    note_ar: Words


class PlaceEntry(Entry, frozen=True, kw_only=True):
    """A place as worded; the facts give no coordinates, so there is no point."""

    name_en: Words
    name_ar: Words
    precision: Precision


class IncidentEntry(Entry, frozen=True, kw_only=True):
    """An incident; with ``not_counted_en`` it enters no total."""

    code: Words
    title_en: Words
    title_ar: Words
    summary_en: Words
    summary_ar: Words
    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="to")
    time_wording: str = ""
    place: Words
    blamed: tuple[str, ...] = ()
    not_counted_en: str = ""
    not_counted_ar: str = ""


class SiteEntry(Entry, frozen=True, kw_only=True):
    """A place where bodies were recovered."""

    name_en: Words
    name_ar: Words
    kind: Words
    place: Words
    note_en: Words
    note_ar: Words


class AnswerEntry(Entry, frozen=True, kw_only=True):
    """A party's answer to one incident, and the claim it stands in."""

    party: Words
    state: AnswerState
    reason_wording: str = ""
    killed_min: int | None = None
    killed_max: int | None = None
    claim: Words


class ClaimEntry(Entry, frozen=True, kw_only=True):
    """One claim: the words of the note that say it, and what they are taken to say.

    Attributes:
        carriers: outlet and agency, the carrier first; ``speaker`` is the origin.
        first, last: when it happened, inclusive (``from`` and ``to`` in the file).
        place: slug of the place.
        population, incident, site: slugs of what it is about.
    """

    quote: Words
    statement_en: Words
    statement_ar: Words
    stance: Stance
    speaker: Words
    speaker_kind: SourceKind
    carriers: tuple[Speaker, ...]
    said: Words
    said_note: str = ""
    population: str = ""
    incident: str = ""
    site: str = ""
    unit: str = ""
    of_whom: str = ""
    category: Category = Category.OTHER
    effect: Effect = Effect.NOT_STATED
    min: int | None = None
    max: int | None = None
    hedge: Hedge = Hedge.EXACT
    scope: Scope = Scope.EVENT
    standard: StandardOfProof | None = None
    place: str = ""
    first: str = msgspec.field(name="from", default="")
    last: str = msgspec.field(name="to", default="")
    blamed: str = ""
    basis: str = ""
    note: str = ""
