"""Live values: what stands between the braces, resolved against the record (docs/stories.md).

Each is given in the words that the record's own pages use, and names the claims it rests on or where its
trail ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tahqiq.casebook.telling.ground import Ground, Several
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.counts import CountRange, Hedge, Total, figure_text
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.labels import label
from tahqiq.vocab.rows import AssessmentRow, ClaimRow, IncidentRow, VictimRow
from tahqiq.vocab.stories import LiveValue
from tahqiq.vocab.wording import Language, counted, word


class NoValue(ValueError):
    """An expression that has no value.

    Attributes:
        message: why, as the catalogue knows it; ``it``: what its ``{it}`` stands for. ``remedy``: what to do.
    """

    def __init__(self, message: str, it: str = "", remedy: str = "") -> None:
        self.message, self.it, self.remedy = message, it, remedy
        super().__init__(message.replace("{it}", it))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One expression in its parts."""

    ground: Ground
    language: Language
    expression: str
    key: str
    part: tuple[str, ...]

    @property
    def one(self) -> str:
        """The part, where it is one word."""
        return self.part[0] if len(self.part) == 1 else ""

    def value(self, text: str, **given: Any) -> LiveValue:
        """The value, named by its expression."""
        return LiveValue(expression=self.expression, text=text, **given)


def live(ground: Ground, expression: str, language: Language) -> LiveValue:
    """What an expression stands for at this moment.

    Raises:
        NoValue: it is no expression, names nothing of the record, or what it names has no trail.
    """
    words = expression.split()
    if len(words) < 2 or words[0] not in _KINDS:
        raise NoValue("{it} is no live value", expression, "write what it is of, which one, and what of it")
    asked = _Asked(ground, language, " ".join(words), words[1], tuple(words[2:]))
    try:
        value = _KINDS[words[0]](asked)
    except Several:
        raise NoValue("several claims have the key {it}", asked.key, "give the claim's id") from None
    if not (value.claims or value.note):
        raise NoValue("the number {it} has no trail", asked.expression, "choose one that rests on claims")
    return value


def _part_unknown(asked: _Asked) -> NoValue:
    return NoValue(
        "{it} asks for something the record does not give", asked.expression, "see the list of values"
    )


def _claim(asked: _Asked) -> LiveValue:
    row = asked.ground.claim(asked.key)
    if row is None:
        raise NoValue("no accepted claim is called {it}", asked.key, "choose one from the record")
    part = _CLAIM.get(asked.one)
    if part is None:
        raise _part_unknown(asked)
    return part(asked, row)


def claim_figure(row: ClaimRow, language: Language) -> str:
    """A claim's figure with its hedge; '' for a claim that counts nothing."""
    if row.min is None and row.max is None and row.hedge in {"", "exact"}:
        return ""
    return figure_text(CountRange(row.min, row.max), Hedge(row.hedge), language)


def _claim_value(asked: _Asked, row: ClaimRow, text: str, **given: Any) -> LiveValue:
    about = {"incident": row.incident or "", "population": row.population or ""}
    return asked.value(text, claims=(row.id,), **about, **given)


def _figure(asked: _Asked, row: ClaimRow) -> LiveValue:
    text = claim_figure(row, asked.language)
    if not text:
        raise NoValue("the claim {it} gives no figure", asked.key)
    return _claim_value(asked, row, text, min=row.min, max=row.max)


def _claim_days(first: str, last: str) -> Callable[[_Asked, ClaimRow], LiveValue]:
    def days(asked: _Asked, row: ClaimRow) -> LiveValue:
        span = getattr(row, first), getattr(row, last)
        return _claim_value(asked, row, _days(asked, *span), from_date=span[0], to_date=span[1])

    return days


def _days(asked: _Asked, first: str, last: str) -> str:
    if not first and not last:
        raise NoValue("the record gives no date for {it}", asked.key)
    return DateSpan.parse(first, last).text(asked.language)


def _claim_place(asked: _Asked, row: ClaimRow) -> LiveValue:
    if not row.place:
        raise NoValue("the claim {it} names no place, or it is withheld", asked.key)
    return _claim_value(asked, row, word(row.place, asked.language))


def speaker_of(ground: Ground, row: ClaimRow, language: Language) -> str:
    """Who said it first; '' where that is withheld or not known."""
    if row.chain:
        name = row.chain[-1].get("name", "")
        return word(name, language) if name else ""
    source = ground.source(row.source)
    if source is None or source.pk in ground.leaving.nameless:
        return ""
    return (source.name_ar if language == "ar" else source.name_en) or source.name_en


def _claim_speaker(asked: _Asked, row: ClaimRow) -> LiveValue:
    name = speaker_of(asked.ground, row, asked.language)
    if not name:
        raise NoValue("who says {it} is withheld", asked.key)
    return _claim_value(asked, row, name)


def _incident(asked: _Asked) -> LiveValue:
    row = asked.ground.incident(asked.key)
    if row is None:
        raise NoValue("no incident has the code {it}", asked.key, "choose one from the record")
    part = _INCIDENT.get(asked.one)
    if part is None:
        raise _part_unknown(asked)
    return part(asked, row)


def trail_of(assessment: AssessmentRow) -> tuple[tuple[str, ...], str]:
    """The claims an assessment rests on, or the note that its trail ends with."""
    if assessment.claims:
        return assessment.claims, ""
    return (), "range_by_source" if assessment.trail_note else ""


def _assessed(asked: _Asked, row: IncidentRow) -> AssessmentRow:
    found = asked.ground.heading(row.id)
    if found is None:
        raise NoValue("the incident {it} has not been graded", asked.key, "grade it first")
    return found


def _harmed(asked: _Asked, row: IncidentRow) -> LiveValue:
    held = _assessed(asked, row)
    low, high = (getattr(held, f"{asked.one}_{end}") for end in ("min", "max"))
    claims, note = trail_of(held)
    text = CountRange(low, high).text(asked.language)
    return asked.value(text, min=low, max=high, claims=claims, note=note, incident=row.id)


def _incident_value(asked: _Asked, row: IncidentRow, text: str, **given: Any) -> LiveValue:
    """Its day and place rest on what is claimed about it; where nothing is, its own page says whence."""
    claims = asked.ground.claims_about(row)
    return asked.value(text, incident=row.id, claims=claims, note="" if claims else "incident", **given)


def _incident_when(asked: _Asked, row: IncidentRow) -> LiveValue:
    text = _days(asked, row.from_date, row.to_date)
    return _incident_value(asked, row, text, from_date=row.from_date, to_date=row.to_date)


def _incident_place(asked: _Asked, row: IncidentRow) -> LiveValue:
    own, other = row.location_en or "", row.location_ar or ""
    text = (other or own) if asked.language == "ar" else (own or other)
    if not text:
        raise NoValue("the record gives no place for {it}", asked.key)
    return _incident_value(asked, row, text)


def _incident_grade(asked: _Asked, row: IncidentRow) -> LiveValue:
    held = _assessed(asked, row)
    claims, note = trail_of(held)
    text = label(Grade(held.grade), asked.language) if held.grade else word("No grade", asked.language)
    return asked.value(text, claims=claims, note=note or ("" if claims else "incident"), incident=row.id)


def _total(asked: _Asked) -> LiveValue:
    part = _TOTALS.get(asked.key)
    if part is None:
        raise _part_unknown(asked)
    return part(asked)


def _total_value(asked: _Asked, text: str, low: int | None, high: int | None) -> LiveValue:
    return asked.value(text, min=low, max=high, note="totals")


def _total_incidents(asked: _Asked) -> LiveValue:
    n = asked.ground.totals.incidents
    return _total_value(asked, counted("{n} incident", "{n} incidents", n, asked.language), n, n)


def _total_victims(asked: _Asked) -> LiveValue:
    n = asked.ground.totals.victims
    return _total_value(asked, counted("{n} person", "{n} people", n, asked.language), n, n)


def _total_killed(asked: _Asked) -> LiveValue:
    found = asked.ground.totals.killed.get(asked.one or "all")
    if found is None or len(asked.part) > 1:
        raise _part_unknown(asked)
    total = Total(found.incidents, found.min, found.max, found.unknown)
    known = found.unknown < found.incidents
    bounds = (found.min, found.max) if known else (None, None)
    return _total_value(asked, total.text(asked.language), *bounds)


def _total_grade(asked: _Asked) -> LiveValue:
    if asked.one not in asked.ground.totals.by_grade:
        raise _part_unknown(asked)
    n = asked.ground.totals.by_grade[asked.one]
    return _total_value(asked, counted("{n} incident", "{n} incidents", n, asked.language), n, n)


def _total_answers(asked: _Asked) -> LiveValue:
    party, state = (*asked.part, "", "")[:2]
    found = asked.ground.totals.responses.get(party)
    if len(asked.part) != 2 or state not in set(AnswerState):
        raise _part_unknown(asked)
    if found is None:
        raise NoValue("{it} has answered nothing that is in the totals", party)
    n = int(getattr(found, state))
    return _total_value(asked, counted("{n} answer", "{n} answers", n, asked.language), n, n)


def _total_conceded(asked: _Asked) -> LiveValue:
    found = asked.ground.totals.responses.get(asked.one)
    if found is None or (found.conceded_killed.min is None and found.conceded_killed.max is None):
        raise NoValue("{it} has conceded nothing that is in the totals", asked.one)
    low, high = found.conceded_killed.min, found.conceded_killed.max
    return _total_value(asked, CountRange(low, high).text(asked.language), low, high)


def _person(asked: _Asked) -> LiveValue:
    row = asked.ground.person(asked.key)
    if row is None:
        raise NoValue("nobody of the record has the id {it}", asked.key, "choose one from the record")
    part = _PERSON.get(asked.one)
    if part is None:
        raise _part_unknown(asked)
    text = part(row, asked.language)
    if not text:
        raise NoValue("the record does not give this of {it}, or withholds it", asked.key)
    return asked.value(text, person=row.id, incident=row.incident or "", note="person")


def name_of(row: VictimRow, language: Language) -> str:
    """A person's name; '' where it is withheld."""
    own, other = (row.name_ar, row.name_en) if language == "ar" else (row.name_en, row.name_ar)
    return own or other or ""


def _count(asked: _Asked) -> LiveValue:
    noun = _COUNTED.get(asked.key)
    if noun is None or asked.part:
        raise _part_unknown(asked)
    n = asked.ground.counts[asked.key]
    return asked.value(counted(*noun, n, asked.language), min=n, max=n, note="table")


_CLAIM: Mapping[str, Callable[[_Asked, ClaimRow], LiveValue]] = {
    "figure": _figure,
    "when": _claim_days("from_date", "to_date"),
    "said": _claim_days("said_from", "said_to"),
    "place": _claim_place,
    "speaker": _claim_speaker,
}
_INCIDENT: Mapping[str, Callable[[_Asked, IncidentRow], LiveValue]] = {
    "killed": _harmed,
    "injured": _harmed,
    "when": _incident_when,
    "grade": _incident_grade,
    "place": _incident_place,
}
_TOTALS: Mapping[str, Callable[[_Asked], LiveValue]] = {
    "incidents": _total_incidents,
    "victims": _total_victims,
    "killed": _total_killed,
    "grade": _total_grade,
    "answers": _total_answers,
    "conceded": _total_conceded,
}
_PERSON: Mapping[str, Callable[[VictimRow, Language], str]] = {
    "name": name_of,
    "age": lambda row, language: word(row.age, language) if row.age else "",
}
_COUNTED = {
    "sources": ("{n} source", "{n} sources"),
    "items": ("{n} item", "{n} items"),
    "claims": ("{n} claim", "{n} claims"),
    "sites": ("{n} recovery site", "{n} recovery sites"),
}
_KINDS: Mapping[str, Callable[[_Asked], LiveValue]] = {
    "claim": _claim,
    "incident": _incident,
    "total": _total,
    "person": _person,
    "count": _count,
}
