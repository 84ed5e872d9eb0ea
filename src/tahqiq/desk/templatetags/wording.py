"""Words of the screens in their language: labels, figures, dates, and words of the record made safe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tahqiq.casebook import timecodes
from tahqiq.desk.states import COUNTED, ROLE_MEANS, ROLE_NAMES, STATES
from tahqiq.language import direction
from tahqiq.publish.showing import showable
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.labels import LABELS, SITE_KINDS
from tahqiq.vocab.wording import Language, counted, isolate, word

register = template.Library()


def language() -> Language:
    """The screen's language."""
    return "ar" if get_language() == "ar" else "en"


_KINDS = {kind.__name__: kind for kind in LABELS}


@register.filter
def label(slug: str | None, kind: str = "") -> str:
    """What a slug is called: ``{{ grade|label:"Grade" }}``; without a kind, a word of the screens."""
    if kind and slug:
        return word(LABELS[_KINDS[kind]][_KINDS[kind](slug)], language())
    message = STATES.get(slug or "")
    return (slug or "").replace("_", " ") if message is None else word(message, language())


@register.filter
def site_kind(slug: str) -> str:
    """What a kind of recovery site is called; one that we have no word for as it was written."""
    return word(SITE_KINDS[slug], language()) if slug in SITE_KINDS else slug.replace("_", " ")


@register.filter
def role_name(slug: str) -> str:
    """What a role is called."""
    return said_of(ROLE_NAMES, slug)


@register.filter
def role_means(slug: str) -> str:
    """What a role is for."""
    return said_of(ROLE_MEANS, slug)


@register.filter
def number(n: int | None) -> str:
    """A number with separators, its digits in order in Arabic too; 'Unknown' for None."""
    return word("Unknown", language()) if n is None else isolate(f"{n:,}", language())


@register.simple_tag
def how_many(one: str, many: str, n: int) -> str:
    """A number with its noun in the right plural: ``{% how_many "{n} incident" "{n} incidents" n %}``."""
    return counted(one, many, n, language())


@register.simple_tag
def bounds(low: int | None, high: int | None) -> str:
    """A range of a count: 'Unknown', '7', '5–7'."""
    return CountRange(low, high).text(language())


@register.simple_tag
def years(low: float | None, high: float | None) -> str:
    """A range of ages, the end that nobody gave as '…': '30–40', '…–40'."""
    ends = ("…" if each is None else f"{each:g}" for each in (low, high))
    return isolate("–".join(ends), language())


@register.simple_tag
def days(start: date | None, end: date | None) -> str:
    """A half-open span of days in words."""
    return DateSpan(start, end).text(language())


@register.filter
def words(text: object) -> SafeString:
    """Words of the record: escaped, kept from reordering what stands around them."""
    if text is None or text == "":
        return SafeString("")
    return format_html('<bdi dir="auto">{}</bdi>', showable(str(text)))


@register.filter(is_safe=True)
def isolated(text: object) -> str:
    """Words of the record where no element can hold them, as in a title: kept from reordering the rest."""
    return direction.isolated(showable(str(text or "")))


@register.filter
def plain(text: object) -> str:
    """Words of the record for a text box: whatever would disturb the page is replaced."""
    return showable(str(text or ""))


@register.filter
def pick(record: Any, field: str) -> SafeString:
    """``field_ar`` or ``field_en`` of a record by the screen's language, else the other one."""
    own, other = ("ar", "en") if language() == "ar" else ("en", "ar")
    return words(getattr(record, f"{field}_{own}", "") or getattr(record, f"{field}_{other}", ""))


@register.filter
def of(names: dict[str, str], slug: str) -> str:
    """What a slug is called among these names; the slug where it has none."""
    return names.get(slug, slug)


@register.filter
def short(sha256: str) -> str:
    """The first twelve digits of a hash."""
    return sha256[:12]


@register.filter
def said(text: str) -> SafeString:
    """English words of the record that the catalogue may know in the screen's language."""
    return words(gettext(text)) if text else SafeString("")


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """A time in UTC to the minute, kept left to right and on one line."""
    return format_html(
        '<time class="moment" datetime="{}">{}</time>',
        f"{at:%Y-%m-%dT%H:%MZ}",
        isolate(f"{at:%Y-%m-%d %H:%M}", language()),
    )


@register.simple_tag
def page_of(number: int, pages: int) -> str:
    """'Page 2 of 11'."""
    marks = {"n": isolate(f"{number:,}", language()), "all": isolate(f"{pages:,}", language())}
    return word("Page {n} of {all}", language()).format(**marks)


@register.simple_tag
def megabytes(n: int) -> str:
    """How much may come at once: 'At most 512 megabytes at once'."""
    return word("At most {n} megabytes at once.", language()).format(n=isolate(f"{n:,}", language()))


@register.filter
def counted_as(name: str) -> str:
    """What an import counts is called; a name we do not know stands for itself."""
    return said_of(COUNTED, name)


@register.filter
def yes_no(value: bool | None) -> str:
    """Yes, no, or unknown."""
    return word({True: "Yes", False: "No", None: "Unknown"}[value], language())


def said_of(called: Mapping[str, str], slug: str) -> str:
    """What a slug is called; one we do not know stands for itself."""
    return word(called[slug], language()) if slug in called else slug.replace("_", " ")


@register.filter
def timecode(milliseconds: int) -> str:
    """A place in a recording: ``1:02:03``, or ``02:03`` within the first hour."""
    return timecodes.timecode(milliseconds)
