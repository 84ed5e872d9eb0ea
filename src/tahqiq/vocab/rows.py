"""The rows of a release, table by table (format: release/1).

Ids are UUID strings. Rows point to sources, parties and populations by slug, to everything else by
id. Dates are inclusive ISO of reduced precision; '' or null where unknown. A field that a policy
withheld is null and named in ``withheld`` with the reason; nothing else about it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Why a field of a row is not shown, and who reviewed that."""

    field: str
    reason: str
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """What the record is about, and whose assessment heads its totals.

    Attributes:
        corrections_to: where a reader may write to ask for a correction, '' where nobody said.
    """

    id: str
    slug: str
    title_en: str
    title_ar: str
    summary_en: str = ""
    summary_ar: str = ""
    assessed_by: str
    assessed_by_en: str
    assessed_by_ar: str
    corrections_to: str = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party blamed or answering."""

    id: str
    slug: str
    name_en: str
    name_ar: str
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Somebody who says things here: a publisher, an organisation, a witness."""

    id: str
    slug: str
    name_en: str | None
    name_ar: str | None
    kind: str
    url: str | None = ""
    note_en: str | None = ""
    note_ar: str | None = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One sealed item: bytes known by their SHA-256.

    Attributes:
        sha256: of what somebody entrusted to us and did not allow out, 'withheld-' and 32 hexadecimal digits
            that follow from no byte of it (``vocab.ids.veiled_hash``); so does ``text_sha256`` of claims.
        size: in bytes; null where the hash is withheld.
        text: the item's words where policy lets them out (our own notes), else null.
        text_ar: a translation, with ``text_ar_by`` naming the translator or machine.
        parent_sha256: the original this was derived from, by ``operation``.
    """

    id: str
    sha256: str
    source: str
    title_en: str | None
    title_ar: str | None
    media_type: str
    size: int | None
    url: str | None = ""
    text: str | None = None
    text_ar: str | None = None
    text_ar_by: str | None = ""
    parent_sha256: str = ""
    operation: str = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with its precision; a point is rounded to what the precision allows."""

    id: str
    name_en: str | None
    name_ar: str | None
    precision: str
    lat: float | None = None
    lon: float | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationRow:
    """A group that figures describe; figures of two populations are never added or lined up."""

    id: str
    slug: str
    title_en: str
    title_ar: str
    note_en: str = ""
    note_ar: str = ""
    position: int = 0
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One accepted claim with its quote and where the quote stands.

    Attributes:
        context_before, context_after: the words around the quote in its passage.
        record, columns, key: for cells, the 0-based record, the columns, and the key
            (such as the incident's code) a person finds the record by.
        locator: 'span' or 'cells'.
    """

    id: str
    incident: str | None = None
    population: str | None = None
    site: str | None = None
    item: str
    text_sha256: str
    locator: str
    start: int = 0
    end: int = 0
    record: int = 0
    columns: tuple[str, ...] = ()
    key: str = ""
    quote: str | None
    context_before: str | None = ""
    context_after: str | None = ""
    statement_en: str | None
    statement_ar: str | None
    statement_ar_by: str | None = ""
    effect: str
    category: str
    of_whom: str | None = ""
    unit: str = ""
    min: int | None = None
    max: int | None = None
    hedge: str
    negated: bool = False
    stance: str
    scope: str
    source: str
    chain: tuple[dict[str, str], ...] = ()
    basis: str | None = ""
    blamed: str | None = ""
    place: str | None = ""
    from_date: str = ""
    to_date: str = ""
    said_from: str = ""
    said_to: str = ""
    said_note: str | None = ""
    standard: str = ""
    note: str | None = ""
    within: str | None = None
    supersedes: str | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRow:
    """What one assessor holds of one incident.

    Attributes:
        heads: whether this is the assessment the case's totals use.
        claims: ids of the claims the range rests on.
        trail_note: why the trail ends where it does, if it does ('range set by the source').
    """

    id: str
    incident: str
    assessor: str
    assessor_en: str
    assessor_ar: str
    heads: bool
    grade: str = ""
    killed_min: int | None = None
    killed_max: int | None = None
    injured_min: int | None = None
    injured_max: int | None = None
    strike_status: str = ""
    harm_reported: bool | None = None
    rules: str = ""
    profile: str = ""
    reasons_en: tuple[str, ...] = ()
    reasons_ar: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    item: str | None = None
    record: int | None = None
    columns: tuple[str, ...] = ()
    quote: str | None = None
    trail_note: str = ""
    signed_off: bool = False
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Something an armed actor said about an incident, quoted."""

    id: str
    incident: str
    party: str
    kind: str
    said_from: str = ""
    said_to: str = ""
    url: str | None = ""
    quote: str | None
    item: str
    record: int | None = None
    columns: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One armed actor's answer to one allegation, and the words it stands in."""

    id: str
    incident: str
    party: str
    state: str
    reasons: tuple[str, ...] = ()
    killed_min: int | None = None
    killed_max: int | None = None
    injured_min: int | None = None
    injured_max: int | None = None
    grid_reference: str | None = ""
    location_wording: str | None = ""
    item: str
    record: int | None = None
    columns: tuple[str, ...] = ()
    quote: str | None = None
    claim: str | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimRow:
    """A person harmed. The name leaves only with a recorded basis for publishing it."""

    id: str
    incident: str | None
    name_en: str | None
    name_ar: str | None
    sex: str = ""
    age_group: str = ""
    age: str | None = ""
    status: str = ""
    description_en: str | None = ""
    listings: int = 0
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """One source's entry of one person, with the cells it stands in."""

    id: str
    victim: str
    incident: str | None
    source: str
    item: str
    record: int | None = None
    columns: tuple[str, ...] = ()
    quote: str | None = None
    url: str | None = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident. Its figures and grades are the assessments', never its own.

    Attributes:
        counted: whether it enters the case's totals; if not, why.
        lat, lon: rounded to what ``precision`` allows.
    """

    id: str
    code: str
    previous_codes: tuple[str, ...] = ()
    title_en: str | None = ""
    title_ar: str | None = ""
    summary_en: str | None = ""
    summary_ar: str | None = ""
    from_date: str = ""
    to_date: str = ""
    time_wording: str | None = ""
    location_en: str | None = ""
    location_ar: str | None = ""
    precision: str = "unknown"
    lat: float | None = None
    lon: float | None = None
    blamed: tuple[str, ...] = ()
    strike_type: str = ""
    url: str | None = ""
    counted: bool = True
    not_counted_en: str = ""
    not_counted_ar: str = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A place where bodies were recovered: not an incident, its counts no strike's toll."""

    id: str
    name_en: str | None
    name_ar: str | None
    kind: str
    precision: str = "unknown"
    lat: float | None = None
    lon: float | None = None
    note_en: str | None = ""
    note_ar: str | None = ""
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainsRow:
    """Somebody who was recovered, identified by an authority, and whose family was told: nobody else.

    Attributes:
        site: where they were recovered. ``recovered_from``, ``recovered_to``: ISO days, both inclusive.
        method: the primary identifier (Interpol, DVI Guide 2023): 'fingerprints', 'dental' or 'dna'.
        victim: the person, where the record holds them and they may be named; else null.
    """

    id: str
    site: str
    recovered_from: str
    recovered_to: str
    method: str
    incident: str | None = None
    victim: str | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One part of the published record that changed on one day; never by whom, nor from what to what.

    Attributes:
        incident: the incident concerned; null for a change of the whole record.
        on: the day (UTC).
        part: 'claims', 'assessment', 'answers', 'people', 'totals' … ``why``: a class of reasons.
    """

    id: str
    incident: str | None
    on: str
    part: str
    why: str
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One request to correct the record that was decided; it tells neither who asked nor what was removed.

    Attributes:
        on: the day of the decision, or its month alone where the request was about a person.
        incident: the incident concerned; always null where the request was about a person.
        kind: what was to be corrected, in a word. ``outcome``: 'changed', 'partly' or 'unchanged'.
        said_en, said_ar: the public line.
    """

    id: str
    on: str
    incident: str | None
    kind: str
    outcome: str
    said_en: str = ""
    said_ar: str = ""
    withheld: tuple[Withheld, ...] = ()
