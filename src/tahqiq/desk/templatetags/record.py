"""How records are shown: what a claim counts, where a quote stands, what an audit entry changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import template
from django.utils.translation import gettext

from tahqiq.casebook.drafts import AnswerDraft
from tahqiq.casebook.models import Answer, Assessment, AuditEntry, Claim, Place
from tahqiq.casebook.models.base import Quoted
from tahqiq.desk.deeds import DEEDS, FIELDS, KINDS
from tahqiq.desk.field_words import FIELD_LABELS
from tahqiq.desk.jobs import words as job_words
from tahqiq.desk.plans import KIND_NAMES
from tahqiq.desk.states import STATES
from tahqiq.desk.templatetags.wording import isolated, label, language, said_of, short
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Effect
from tahqiq.vocab.counts import CountRange, Hedge, Total, figure_text
from tahqiq.vocab.ids import is_sha256
from tahqiq.vocab.places import Precision
from tahqiq.vocab.release import KilledTotal, ResponseTotals
from tahqiq.vocab.wording import isolate, word

register = template.Library()


@register.simple_tag
def sum_of(total: KilledTotal) -> str:
    """A headline sum; 'Unknown' where no incident has a figure, a dash where there is no incident."""
    return Total(total.incidents, total.min, total.max, total.unknown).text(language())


@register.simple_tag
def claim_figure(claim: Claim) -> str:
    """What a claim counts, with its hedge; nothing for a claim that counts nothing."""
    if claim.effect == Effect.NOT_STATED and claim.min is None and claim.max is None:
        return ""
    return figure_text(CountRange(claim.min, claim.max), Hedge(claim.hedge), language())


@register.simple_tag
def where(quoted: Quoted) -> str:
    """Where a quote stands in its item: code points of a text, or record and columns of a table."""
    if quoted.locator == "span":
        span = isolate(f"{quoted.start:,}–{quoted.end:,}", language())
        return word("code points {span}", language()).format(span=span)
    columns = isolate(", ".join(quoted.columns), language())
    row = isolate(f"{quoted.record:,}", language())
    return word("record {n}, {columns}", language()).format(n=row, columns=columns)


@register.simple_tag
def reasons(assessment: Assessment) -> list[str]:
    """Why an assessment came out as it did, in the screen's language where it is held in it."""
    arabic = assessment.reasons_ar if language() == "ar" else []
    return list(arabic or assessment.reasons_en)


@register.simple_tag
def point(place: Place) -> str:
    """Latitude and longitude, rounded as the place's precision allows."""
    decimals = Precision(place.precision).decimals
    lat, lon = (round(value or 0.0, decimals) for value in (place.lat, place.lon))
    return isolate(f"{lat}, {lon}", language())


@register.filter
def place_name(place: Place) -> str:
    """A place where no element can hold its name, as in a title of a drawing."""
    names = (place.name_ar, place.name_en) if language() == "ar" else (place.name_en, place.name_ar)
    return isolated(next((name for name in names if name), gettext("without a name")))


@register.filter
def answer_words(answer: Answer) -> list[tuple[str, str, str]]:
    """The words that go with an answer: field, what it is called, what it says."""
    said = AnswerDraft.of(answer).plain()
    return [(name, str(FIELD_LABELS[name]), str(value)) for name, value in said.items()]


@register.simple_tag
def version_of(number: int, by: str) -> str:
    """'Version 3, basma'; without a name where no edit made it."""
    said = word("Version {n}", language()).format(n=isolate(f"{number:,}", language()))
    return f"{said} · {isolated(by)}" if by else said


@register.filter
def unlocalised(value: float) -> str:
    """A number as machines read it, whatever the screen's language."""
    return str(value)


@register.filter
def add_to(value: float, other: float) -> float:
    """The sum of two numbers, to a tenth."""
    return round(value + other, 1)


@register.filter
def half(value: float) -> float:
    """Half of a number, to a tenth."""
    return round(value / 2, 1)


@register.filter
def generic(place: Place) -> bool:
    """Whether a place is so coarse that its point is no location."""
    return Precision(place.precision).generic


@register.filter
def by_state(totals: ResponseTotals) -> list[tuple[str, int]]:
    """Each state of an answer with how many answers are in it."""
    return [(state.value, getattr(totals, state.value)) for state in AnswerState]


@register.filter
def deed(verb: str) -> str:
    """What an action of the audit trail is called; a verb we do not know stands for itself."""
    return said_of(DEEDS, verb)


@register.filter
def kind(model: str) -> str:
    """What a kind of record is called."""
    return said_of(KINDS, model)


@register.filter
def changes(entry: AuditEntry) -> Iterator[tuple[str, str | None, str]]:
    """The fields an audit entry changed: name, before (None if there was nothing), after."""
    for name in {**entry.before, **entry.after}:
        called = _CALLED.get((entry.target_kind, name), {})
        before = _spelled(entry.before[name], called) if name in entry.before else None
        yield said_of(FIELDS, name), before, _spelled(entry.after.get(name, ""), called)


#: Kind of record and field → what the field's slugs are called, where no state of the screens says it.
_CALLED: dict[tuple[str, str], Mapping[str, object]] = {
    ("job", "kind"): job_words.KINDS,
    ("job", "state"): job_words.STATES,
    ("importplan", "kind"): {str(slug): name for slug, name in KIND_NAMES.items()},
}


def _spelled(value: object, called: Mapping[str, object]) -> str:
    """A value of an audit entry in one line."""
    if isinstance(value, str) and value in called:
        return word(str(called[value]), language())
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shortened(str(each))}" for name, each in value.items())
    if isinstance(value, str) and value:
        return label(value) if value in STATES else gettext(value)
    return str(value)


def _shortened(text: str) -> str:
    return short(text) if is_sha256(text) else text


@register.simple_tag
def cells(quoted: Quoted) -> list[tuple[str, str]]:
    """The cells of a quote, each with its column; none where lines and columns do not pair up."""
    lines = quoted.quote.split("\n")
    if quoted.locator != "cells" or len(lines) != len(quoted.columns):
        return []
    return list(zip(quoted.columns, lines, strict=True))
