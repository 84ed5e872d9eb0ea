"""How the claims desk shows what is decided about the words of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.wording import isolate, word

register = template.Library()

#: Where several claims lie over the same words, the one that still waits shows through.
_SHOWN_FIRST = ("proposed", "accepted", "withdrawn", "rejected")


@register.filter
def status_over(statuses: Mapping[str, str], keys: Sequence[str]) -> str:
    """The class of words that several claims quote: that of the one that a person should see first."""
    found = {statuses.get(key, "") for key in keys}
    first = next((each for each in _SHOWN_FIRST if each in found), "")
    return f"is-{first}" if first else ""


@register.simple_tag
def done_of(decided: int, total: int) -> str:
    """'3 of 10 decided'."""
    marks = {"n": isolate(f"{decided:,}", language()), "all": isolate(f"{total:,}", language())}
    return word("{n} of {all} claims decided", language()).format(**marks)
