"""What kept versions of sites, graves, remains and files of missing persons say, in the screen's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy

from tahqiq.casebook.models import Case, Consent, Grave, Incident, Place, Victim
from tahqiq.casebook.remains_items import Of, items_of
from tahqiq.desk.field_words import place_words
from tahqiq.desk.remains_forms import GraveForm, MissingForm, RemainsForm, SiteForm
from tahqiq.desk.templatetags.wording import label, language
from tahqiq.vocab.wording import word

#: Columns that no form has under their own name.
_ALSO = {
    "recovered_start": gettext_lazy("Recovered, first day"),
    "recovered_end": gettext_lazy("Recovered, last day"),
    "opened_start": gettext_lazy("Opened, first day"),
    "opened_end": gettext_lazy("Opened, last day"),
    "last_seen_start": gettext_lazy("Last seen, first day"),
    "last_seen_end": gettext_lazy("Last seen, last day"),
    "victim": gettext_lazy("Person"),
    "contact": gettext_lazy("Entry of the vault"),
    "incident": gettext_lazy("Incident"),
    "building": gettext_lazy("Building, by its id in the survey"),
}
_FORMS = (SiteForm, GraveForm, RemainsForm, MissingForm)
_ITEMS: Mapping[str, Of] = {"findings": "remains", "told": "missing"}


def _called(key: str) -> str:
    """What a column is called on its form."""
    forms = (form.base_fields[key].label for form in _FORMS if key in form.base_fields)
    return str(_ALSO.get(key) or next(forms, None) or key)


def said_in(case: Case, values: Mapping[str, Any], *, names: bool) -> dict[str, str]:
    """Field → what it says, for every field and item that says something.

    Args:
        values: of a ``Revision``.
        names: whether the reader sees the names of people harmed.
    """
    said: dict[str, str] = {}
    for key, value in values.items():
        if key in _ITEMS:
            known = items_of(_ITEMS[key])
            said |= {word(known[item].label, language()): text for item, text in value.items()}
        elif value not in (None, ""):
            said[_called(key)] = _said(case, key, value, names=names)
    return said


def _said(case: Case, key: str, value: Any, *, names: bool) -> str:
    if key == "victim" and not names:
        return "…"
    if key in _OTHERS:
        model, called = _OTHERS[key]
        found = model._default_manager.filter(case=case, pk=value).first()
        return called(found) if found is not None else str(value)
    if key.endswith("_end"):
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    return label(value) if key in {"sex", "apparent_sex"} else str(value)


def _person(victim: Any) -> str:
    return victim.name_ar or victim.name_en or str(victim.pk)


_OTHERS: Mapping[str, tuple[type[Model], Callable[[Any], str]]] = {
    "grave": (Grave, str),
    "place": (Place, place_words),
    "incident": (Incident, lambda found: str(found.code)),
    "consent": (Consent, lambda found: str(found.subject)),
    "victim": (Victim, _person),
}
