"""Which people a list shows, in which order: from the address to rows, searched in either script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook import person_lines
from tahqiq.casebook.models import Case, Naming, PersonLine, Standing
from tahqiq.desk.name_search import alike_in

PAGE = 50
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": ("name", "person_id"),
    "incident": ("code", "place_in_source", "person_id"),
    "newest": (F("start").desc(nulls_last=True), "person_id"),
    "oldest": (F("start").asc(nulls_last=True), "person_id"),
}
_STATES: dict[str, dict[str, str]] = {
    "people": {"standing": Standing.COUNTS},
    "joined": {"standing": Standing.JOINED},
    "unnamed": {"standing": Standing.COUNTS, "naming": Naming.UNNAMED},
    "no_basis": {"standing": Standing.COUNTS, "naming": Naming.NO_BASIS},
    "withdrawn": {"standing": Standing.WITHDRAWN},
}


class PeopleFilter(forms.Form):
    """What may be asked of the list; it stands in the address, so that it can be passed on."""

    q = forms.CharField(label=_("Name, in either script"), required=False, max_length=200)
    incident = forms.CharField(label=_("Incident (code, or how it begins)"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("people", _("Everybody, once each")),
            ("joined", _("Records joined to another")),
            ("unnamed", _("Without a name")),
            ("no_basis", _("Names that may not be published yet")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("By name")),
            ("incident", _("By incident")),
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
        ],
    )


def people(case: Case, asked: dict[str, Any]) -> QuerySet[PersonLine, UUID] | Sequence[UUID]:
    """The ids of those who answer what was asked; those most like a name first, where one is asked.

    Asked of the lines of the list (``casebook.person_lines``), brought up to date.
    """
    person_lines.renew()
    found = PersonLine.objects.filter(**_STATES[asked.get("state") or "people"])
    if code := asked.get("incident", "").strip():
        found = found.filter(code__istartswith=code)
    if name := asked.get("q", "").strip():
        alike = alike_in(case, name)
        there = set(found.filter(pk__in=alike).values_list("pk", flat=True))
        return [id_ for id_ in alike if id_ in there]
    order = _ORDERS[asked.get("order") or "name"]
    return found.filter(case_id=case.pk).order_by(*order).values_list("pk", flat=True)
