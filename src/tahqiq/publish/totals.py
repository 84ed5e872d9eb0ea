"""The trail of every total: which incidents and answers it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.edition import PER_PAGE, Edition, Link, Page, sheets
from tahqiq.publish.incidents import CHRONOLOGICAL, line, person
from tahqiq.publish.quotes import answer_quote
from tahqiq.publish.slugs import slug
from tahqiq.vocab.answers import Rate
from tahqiq.vocab.counts import Total
from tahqiq.vocab.release import KilledTotal, ResponseTotals
from tahqiq.vocab.rows import AnswerRow, IncidentRow, PartyRow, VictimRow

DECIDED = ("credible", "non_credible")
PENDING = ("received", "not_yet_assessed", "open", "reopened")
STATES = ("credible", "non_credible", "not_yet_assessed", "open", "duplicate", "received", "reopened")
_COUNTED = "counted"
_HEADED = "EXISTS (SELECT 1 FROM assessments a WHERE a.incident = incidents.id AND a.heads AND {})"
_LIKELY = "a.grade IN ('fair', 'confirmed')"
_HARM = "a.harm_reported IS NOT 0"
_WITHOUT = "a.killed_min IS NULL AND a.killed_max IS NULL"
_COUNTED_PEOPLE = (
    "(incident IS NULL OR EXISTS (SELECT 1 FROM incidents i WHERE i.id = victims.incident AND i.counted))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KilledView:
    """A headline sum and where it opens."""

    key: str
    label: str
    incidents: str
    range: str
    unknown: str
    href: str
    unknown_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """How many answers are in one state."""

    label: Markup | str
    meaning: Markup | str
    n: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateView:
    """An acceptance rate that never hides its parts."""

    accepted: str
    accepted_href: str
    decided: str
    decided_href: str
    pending: str
    pending_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseView:
    """One armed actor's answers.

    Attributes:
        rate: accepted, decided and pending, each with its trail; None where nothing was decided.
        conceded: '' where it conceded nothing countable.
    """

    party: Link
    assessments: str
    href: str
    states: tuple[StateView, ...]
    rate: RateView | None
    conceded: str
    conceded_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeView:
    """How many incidents have one grade."""

    grade: str
    label: Markup | str
    meaning: Markup | str
    n: str
    href: str


def summary(edition: Edition) -> dict[str, object]:
    """All totals as the front and the page of totals show them."""
    totals, tongue = edition.totals, edition.tongue
    return {
        "assessed_by": tongue.pick(edition.case, "assessed_by") or tongue.words(totals.assessed_by),
        "incidents_text": tongue.counted("{n} incident", "{n} incidents", totals.incidents),
        "incidents_href": "totals/incidents.html",
        "not_counted": tongue.count(totals.not_counted) if totals.not_counted else "",
        "not_counted_href": "totals/not-counted.html",
        "victims_text": tongue.counted("{n} person", "{n} people", totals.victims),
        "victims_href": "totals/people.html",
        "killed": [_killed(edition, key, total) for key, total in totals.killed.items()],
        "grades": [_grade(edition, grade, n) for grade, n in _in_order(totals.by_grade)],
        "responses": [_response(edition, party, each) for party, each in sorted(totals.responses.items())],
    }


def _killed(edition: Edition, key: str, total: KilledTotal) -> KilledView:
    tongue = edition.tongue
    return KilledView(
        key=key,
        label=tongue.word(
            "Likely or confirmed: graded Fair or Confirmed" if key == "fair_confirmed" else "All incidents"
        ),
        incidents=tongue.counted("{n} incident", "{n} incidents", total.incidents),
        range=Total(total.incidents, total.min, total.max, total.unknown).text(tongue.language),
        unknown=tongue.count(total.unknown),
        href=f"totals/killed-{slug(key)}.html",
        unknown_href=f"totals/unknown-{slug(key)}.html",
    )


def _in_order(by_grade: dict[str, int]) -> list[tuple[str, int]]:
    """Grades from the strongest, unknown ones last."""
    order = list(labels.GRADES)
    return sorted(
        by_grade.items(), key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0])
    )


def _grade(edition: Edition, grade: str, n: int) -> GradeView:
    return GradeView(
        grade=grade,
        label=edition.tongue.label(labels.GRADES, grade),
        meaning=edition.tongue.label(labels.GRADE_MEANINGS, grade),
        n=edition.tongue.count(n),
        href=_grade_path(grade),
    )


def _grade_path(grade: str) -> str:
    return f"totals/grade-{slug(grade) if grade else 'none'}.html"


def _response(edition: Edition, party: str, response: ResponseTotals) -> ResponseView:
    tongue, name = edition.tongue, edition.shelves.name_of(PartyRow, party) or slug(party)
    conceded = response.conceded_killed
    states = tuple(
        StateView(
            label=tongue.label(labels.STATES, state),
            meaning=tongue.label(labels.STATE_MEANINGS, state),
            n=tongue.count(getattr(response, state)),
            href=f"totals/answers-{name}-{slug(state)}.html",
        )
        for state in STATES
        if getattr(response, state)
    )
    return ResponseView(
        party=edition.party(party),
        assessments=tongue.counted("{n} answer", "{n} answers", response.assessments),
        href=f"totals/answers-{name}.html",
        states=states,
        rate=_rate(edition, response.acceptance, f"totals/answers-{name}"),
        conceded=""
        if conceded.min is None and conceded.max is None
        else tongue.range(conceded.min, conceded.max),
        conceded_href=f"totals/conceded-{name}.html",
    )


def _rate(edition: Edition, rate: Rate, stem: str) -> RateView | None:
    """The rate where something was decided; a group that has no answer has no trail and opens them all."""
    if not rate.decided:
        return None
    count = edition.tongue.count
    return RateView(
        accepted=count(rate.accepted),
        accepted_href=f"{stem}-credible.html" if rate.accepted else f"{stem}.html",
        decided=count(rate.decided),
        decided_href=f"{stem}-decided.html",
        pending=count(rate.pending),
        pending_href=f"{stem}-pending.html" if rate.pending else f"{stem}.html",
    )


def pages(edition: Edition) -> Iterator[Page]:
    """The page of totals, and the trail of each."""
    word, values = edition.tongue.word, summary(edition)
    yield Page(path="totals/index.html", template="totals.html", values=values)
    yield from _incident_trail(edition, "totals/incidents", word("Incidents in the totals"), _COUNTED)
    if edition.totals.not_counted:
        yield from _incident_trail(
            edition, "totals/not-counted", word("Incidents kept apart from the totals"), f"NOT {_COUNTED}"
        )
    yield from _people_trail(edition)
    yield from _grade_trails(edition)
    yield from _killed_trails(edition)
    for party in sorted(edition.totals.responses):
        yield from _answer_trails(edition, party)


def _people_trail(edition: Edition) -> Iterator[Page]:
    """The people listed for incidents in the totals, or for none."""
    each = edition.shelves.each(VictimRow, _COUNTED_PEOPLE)
    for path, sheet in sheets("totals/people", edition.shelves.count(VictimRow, _COUNTED_PEOPLE)):
        people = [person(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="victims.html", values={"people": people, "sheet": sheet})


def _grade_trails(edition: Edition) -> Iterator[Page]:
    for grade in edition.totals.by_grade:
        title = edition.tongue.label(labels.GRADES, grade)
        where = f"{_COUNTED} AND {_HEADED.format('a.grade = ?')}"
        if not grade:
            where = f"{_COUNTED} AND (NOT {_HEADED.format('1')} OR {where.removeprefix(f'{_COUNTED} AND ')})"
        yield from _incident_trail(edition, _grade_path(grade).removesuffix(".html"), title, where, grade)


def _killed_trails(edition: Edition) -> Iterator[Page]:
    tongue = edition.tongue
    for key, total in edition.totals.killed.items():
        view = _killed(edition, key, total)
        graded = f"{_HARM} AND {_LIKELY}" if key == "fair_confirmed" else _HARM
        title = Markup("{} · {}").format(tongue.word("Civilians killed"), view.label)
        yield from _incident_trail(
            edition, view.href.removesuffix(".html"), title, f"{_COUNTED} AND {_HEADED.format(graded)}"
        )
        without = Markup("{} · {}").format(tongue.word("Incidents without a figure"), view.label)
        where = f"{_COUNTED} AND {_HEADED.format(f'{graded} AND {_WITHOUT}')}"
        yield from _incident_trail(edition, view.unknown_href.removesuffix(".html"), without, where)


def _incident_trail(
    edition: Edition, stem: str, title: Markup | str, where: str, *values: object
) -> Iterator[Page]:
    total = edition.shelves.count(IncidentRow, where, *values)
    each = edition.shelves.each(IncidentRow, where, *values, order=CHRONOLOGICAL)
    for path, sheet in sheets(stem, total):
        lines = [line(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="trail.html", values={"title": title, "lines": lines, "sheet": sheet})


def _answer_trails(edition: Edition, party: str) -> Iterator[Page]:
    tongue, view = edition.tongue, _response(edition, party, edition.totals.responses[party])
    mine = "party = ? AND EXISTS (SELECT 1 FROM incidents i WHERE i.id = answers.incident AND i.counted)"
    yield from _answer_trail(edition, view.href, view.party.name, mine, party)
    for state in STATES:
        if getattr(edition.totals.responses[party], state):
            title = Markup("{} · {}").format(view.party.name, tongue.label(labels.STATES, state))
            path = f"{view.href.removesuffix('.html')}-{slug(state)}.html"
            yield from _answer_trail(edition, path, title, f"{mine} AND state = ?", party, state)
    yield from _rate_trails(edition, party, view, mine)
    conceded = Markup("{} · {}").format(view.party.name, tongue.word("Killed, as conceded"))
    yield from _answer_trail(
        edition,
        view.conceded_href,
        conceded,
        f"{mine} AND (killed_min IS NOT NULL OR killed_max IS NOT NULL)",
        party,
    )


def _rate_trails(edition: Edition, party: str, view: ResponseView, mine: str) -> Iterator[Page]:
    """What an acceptance rate rests on: the answers decided, and those that wait."""
    word, rate = edition.tongue.word, edition.totals.responses[party].acceptance
    groups = (
        ("decided", word("Decided: credible or non-credible"), DECIDED, rate.decided),
        ("pending", word("Pending"), PENDING, rate.pending if rate.decided else 0),
    )
    for name, label, states, n in groups:
        if n:
            title = Markup("{} · {}").format(view.party.name, label)
            where = f"{mine} AND state IN ({', '.join('?' * len(states))})"
            path = f"{view.href.removesuffix('.html')}-{name}.html"
            yield from _answer_trail(edition, path, title, where, party, *states)


def _answer_trail(
    edition: Edition, path: str, title: Markup | str, where: str, *values: object
) -> Iterator[Page]:
    total = edition.shelves.count(AnswerRow, where, *values)
    each = edition.shelves.each(AnswerRow, where, *values)
    for sheet_path, sheet in sheets(path.removesuffix(".html"), total):
        quotes = [
            (edition.incident_link(held.row.incident), answer_quote(edition, held, listed=True))
            for held in islice(each, PER_PAGE)
        ]
        yield Page(
            path=sheet_path,
            template="answers.html",
            values={"title": title, "quotes": quotes, "sheet": sheet},
        )
