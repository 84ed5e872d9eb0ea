"""Pages of incidents: the list, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec
from markupsafe import Markup, escape

from tahqiq.language.direction import isolated
from tahqiq.publish import labels
from tahqiq.publish.edition import PER_PAGE, Edition, Link, Page, sheets
from tahqiq.publish.history import history
from tahqiq.publish.maps.pictures import locator
from tahqiq.publish.plainly import plainly
from tahqiq.publish.quotes import (
    Quote,
    address,
    answer_quote,
    assessment_quote,
    claim_quote,
    listing_quote,
    statement_quote,
)
from tahqiq.publish.shelves import Held
from tahqiq.vocab.claims import Effect
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    ClaimRow,
    IncidentRow,
    ListingRow,
    StatementRow,
    VictimRow,
)

CHRONOLOGICAL = "from_date = '', from_date, n"


class Answered(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one armed actor answered, in a word, and where the words stand."""

    party: Link
    state: str
    label: Markup | str
    href: str


class IncidentLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An incident on a list."""

    code: str
    href: str
    title: Markup
    date: Markup
    place: Markup
    precision: Markup | str
    grade: str
    grade_label: Markup | str
    killed: str
    killed_href: str
    answers: tuple[Answered, ...]


class Assessed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one assessor holds of an incident, ready to be read.

    Attributes:
        bounds: least and most killed, least and most injured; ``killed`` and ``injured`` say it in words.
    """

    anchor: str
    assessor: Markup
    heads: bool
    grade: str
    grade_label: Markup | str
    grade_meaning: Markup | str
    killed: str
    injured: str
    bounds: tuple[tuple[int | None, int | None], tuple[int | None, int | None]]
    href: str
    strike_status: Markup | str
    harm: str
    reasons: tuple[Markup, ...]
    rules: str
    profile: str
    claims: tuple[Quote, ...]
    quote: Quote | None
    trail_note: Markup | None
    signed_off: bool
    differs: tuple[str, ...]


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person harmed; the name, or why it is not shown.

    Attributes:
        href: the person's own page; '' where the name is not shown.
    """

    anchor: str
    href: str
    name: Markup
    other_name: Markup
    withheld: Markup | None
    sex: Markup | str
    age_group: Markup | str
    age: str
    status: Markup | str
    description: Markup
    entries: tuple[Quote, ...]
    incident: Link | None


def line(edition: Edition, held: Held[IncidentRow]) -> IncidentLine:
    """One incident on a list, with the range of the assessment that heads the totals."""
    tongue, row = edition.tongue, held.row
    href = f"incidents/{held.name}.html"
    assessments = edition.shelves.of(AssessmentRow, "incident", row.id)
    heading = next((each for each in assessments if each.row.heads), None)
    grade = heading.row.grade if heading is not None else ""
    killed = (
        tongue.range(heading.row.killed_min, heading.row.killed_max)
        if heading is not None
        else tongue.range(None, None)
    )
    return IncidentLine(
        code=row.code,
        href=href,
        title=tongue.pick(row, "title") or tongue.pick(row, "location"),
        date=tongue.date(row.from_date, row.to_date),
        place=tongue.pick(row, "location"),
        precision=tongue.label(labels.PRECISIONS, row.precision),
        grade=grade,
        grade_label=tongue.label(labels.GRADES, grade),
        killed=killed,
        killed_href=trail(heading, href) if heading is not None else f"{href}#found-here",
        answers=tuple(answered(edition, row.id)),
    )


def trail(held: Held[AssessmentRow], incident_href: str) -> str:
    """Where the range of an assessment opens: the cells it was taken from, its claims, or all there are."""
    if held.passage:
        return address(held)[1]
    return f"{incident_href}#a-{held.row.id}" if held.row.claims else f"{incident_href}#found-here"


def answered(edition: Edition, incident: str) -> Iterator[Answered]:
    """Every answer an incident got."""
    for held in edition.shelves.of(AnswerRow, "incident", incident):
        yield Answered(
            party=edition.party(held.row.party),
            state=held.row.state,
            label=edition.tongue.label(labels.STATES, held.row.state),
            href=address(held)[1],
        )


def list_pages(edition: Edition) -> Iterator[Page]:
    """The list of all incidents, oldest first."""
    total = edition.shelves.count(IncidentRow)
    each = edition.shelves.each(IncidentRow, order=CHRONOLOGICAL)
    for path, sheet in sheets("incidents/index", total):
        lines = [line(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="incidents.html", values={"lines": lines, "sheet": sheet})


def page(edition: Edition, held: Held[IncidentRow]) -> Page:
    """The page of one incident."""
    return Page(path=f"incidents/{held.name}.html", template="incident.html", values=_values(edition, held))


def _values(edition: Edition, held: Held[IncidentRow]) -> dict[str, object]:
    tongue, row, shelves = edition.tongue, held.row, edition.shelves
    said = sorted(shelves.of(ClaimRow, "incident", row.id), key=_weight)
    claims = [claim_quote(edition, each) for each in said]
    quoted = {each.row.id: quote for each, quote in zip(said, claims, strict=True)}
    answers = [answer_quote(edition, each) for each in shelves.of(AnswerRow, "incident", row.id)]
    statements = [statement_quote(edition, each) for each in shelves.of(StatementRow, "incident", row.id)]
    return {
        "row": row,
        "href": f"incidents/{held.name}.html",
        "title": tongue.pick(row, "title") or tongue.pick(row, "location"),
        "summary": tongue.pick(row, "summary"),
        "date": tongue.date(row.from_date, row.to_date),
        "place": tongue.pick(row, "location"),
        "place_withheld": tongue.withheld(row.withheld, "location_en", "location_ar", "lat", "lon"),
        "precision": tongue.label(labels.PRECISIONS, row.precision),
        "generic": tongue.hedge_of_place(row.precision),
        "incident_map": locator(edition, held),
        "blamed": [edition.party(slug) for slug in row.blamed],
        "not_counted": tongue.pick(row, "not_counted"),
        "assessed": (shown := assessed(edition, held, quoted)),
        "plainly": plainly(edition, shown[0]) if shown and shown[0].heads else (),
        "changes": history(edition, row.id),
        "people": [person(edition, each) for each in shelves.of(VictimRow, "incident", row.id)],
        "claims": claims,
        "answers": answers,
        "statements": statements,
        "sources": _sources(claims),
    }


def _weight(held: Held[ClaimRow]) -> tuple[bool, bool, bool]:
    """The dead before the injured, the whole before its parts, figures before what has none."""
    row = held.row
    return row.min is None and row.max is None, row.effect != Effect.KILLED, row.within is not None


def _sources(claims: list[Quote]) -> list[Link]:
    """Each source once, in the order in which it first speaks."""
    return list({link.name: link for quote in claims if (link := quote.source) is not None}.values())


def assessed(edition: Edition, incident: Held[IncidentRow], claims: Mapping[str, Quote]) -> list[Assessed]:
    """All assessments of an incident, the one that heads the totals first; its claims are quoted already."""
    held = sorted(
        edition.shelves.of(AssessmentRow, "incident", incident.row.id),
        key=lambda each: not each.row.heads,
    )
    heading = held[0].row if held and held[0].row.heads else None
    href = f"incidents/{incident.name}.html"
    return [_assessed(edition, each, heading, href, claims) for each in held]


def _assessed(
    edition: Edition,
    held: Held[AssessmentRow],
    heading: AssessmentRow | None,
    href: str,
    claims: Mapping[str, Quote],
) -> Assessed:
    tongue, row = edition.tongue, held.row
    note = labels.TRAIL_NOTES.get(row.trail_note, row.trail_note)
    return Assessed(
        anchor=f"a-{row.id}",
        assessor=tongue.pick(row, "assessor") or tongue.words(row.assessor),
        heads=row.heads,
        grade=row.grade,
        grade_label=tongue.label(labels.GRADES, row.grade),
        grade_meaning=tongue.label(labels.GRADE_MEANINGS, row.grade),
        killed=tongue.range(row.killed_min, row.killed_max),
        injured=tongue.range(row.injured_min, row.injured_max),
        bounds=((row.killed_min, row.killed_max), (row.injured_min, row.injured_max)),
        href=address(held)[1] if held.passage else f"{href}#why-{row.id}",
        strike_status=tongue.label(labels.STRIKE_STATUSES, row.strike_status) if row.strike_status else "",
        harm=_harm(edition, row.harm_reported),
        reasons=_reasons(edition, row),
        rules=row.rules,
        profile=row.profile,
        claims=tuple(_claims(edition, row.claims, claims)),
        quote=assessment_quote(edition, held) if held.passage else None,
        trail_note=tongue.said(note) if note else None,
        signed_off=row.signed_off,
        differs=_differences(edition, row, heading),
    )


def _harm(edition: Edition, harm_reported: bool | None) -> str:
    if harm_reported is None:
        return ""
    return edition.tongue.word("Civilian harm reported" if harm_reported else "No civilian harm reported")


def _reasons(edition: Edition, row: AssessmentRow) -> tuple[Markup, ...]:
    """The reasons in this language; in the other one, and marked so, where this has none."""
    tongue = edition.tongue
    own = row.reasons_ar if tongue.language == "ar" else row.reasons_en
    if own:
        return tuple(tongue.words(reason, tongue.language) for reason in own)
    other = row.reasons_en if tongue.language == "ar" else row.reasons_ar
    return tuple(tongue.words(reason, tongue.other) for reason in other)


def _claims(edition: Edition, ids: tuple[str, ...], quoted: Mapping[str, Quote]) -> Iterator[Quote]:
    for key in ids:
        if key in quoted:
            yield quoted[key]
        elif (held := edition.shelves.get(ClaimRow, key)) is not None:
            yield claim_quote(edition, held)


def _differences(edition: Edition, row: AssessmentRow, heading: AssessmentRow | None) -> tuple[str, ...]:
    """In what an assessment differs from the one that heads the totals."""
    if heading is None or row.id == heading.id:
        return ()
    tongue = edition.tongue
    compared = (
        (row.grade, heading.grade, tongue.word("Grade")),
        ((row.killed_min, row.killed_max), (heading.killed_min, heading.killed_max), tongue.word("Killed")),
        (
            (row.injured_min, row.injured_max),
            (heading.injured_min, heading.injured_max),
            tongue.word("Injured"),
        ),
    )
    return tuple(name for ours, theirs, name in compared if ours != theirs)


def person(edition: Edition, held: Held[VictimRow], *, listed: bool = True) -> Person:
    """One person harmed; ``listed``: without the words of the sources' entries, as lists show people."""
    tongue, row = edition.tongue, held.row
    entries = edition.shelves.of(ListingRow, "victim", row.id)
    named = bool(row.name_en or row.name_ar)
    both = bool(row.name_en and row.name_ar)
    other = row.name_en if tongue.language == "ar" else row.name_ar
    return Person(
        anchor=f"v-{row.id}",
        href=f"people/{held.name}.html" if held.name else "",
        name=tongue.pick(row, "name"),
        other_name=tongue.words(other, tongue.other) if both else Markup(""),
        withheld=None if named else _name_withheld(edition, row),
        sex=tongue.label(labels.SEXES, row.sex),
        age_group=tongue.label(labels.AGE_GROUPS, row.age_group),
        age=isolated(row.age) if row.age else "",
        status=tongue.label(labels.STATUSES, row.status),
        description=tongue.words(row.description_en, "en"),
        entries=tuple(listing_quote(edition, each, listed=listed) for each in entries),
        incident=edition.incident_link(row.incident),
    )


def _name_withheld(edition: Edition, row: VictimRow) -> Markup:
    tongue = edition.tongue
    reason = tongue.withheld(row.withheld, "name_en", "name_ar", "name")
    return reason if reason is not None else escape(tongue.word("No name is recorded."))
