"""Who else has a record open, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tahqiq.casebook.models import Presence
from tahqiq.language import direction


def said_of(others: Iterable[Presence]) -> str:
    """'basma is changing this now.', one sentence a person; '' where nobody else is here."""
    return " ".join(_said(each) for each in others)


def _said(each: Presence) -> str:
    words = _("{name} is changing this now.") if each.editing else _("{name} has this open.")
    return words.format(name=direction.isolated(each.name))
