"""Which sealed items a list shows: from the address to a query, and what an item is called by kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.models import Case, Graphic, Item

PAGE = 50
#: Kinds that people look for, by how their media types begin.
KINDS: dict[str, tuple[str, ...]] = {
    "text": ("text/plain", "text/html", "application/pdf", "message/", "application/vnd.", "text/xml"),
    "table": ("text/csv", "text/tab-separated-values", "application/jsonl", "application/json"),
    "picture": ("image/",),
    "film": ("video/",),
    "sound": ("audio/",),
}


class ItemFilter(forms.Form):
    """What may be asked of the list; it stands in the address, so that it can be passed on."""

    q = forms.CharField(label=_("Title or SHA-256"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("Any kind")),
            ("text", _("Documents")),
            ("table", _("Tables")),
            ("picture", _("Pictures")),
            ("film", _("Films")),
            ("sound", _("Sound")),
        ],
    )
    graphic = forms.ChoiceField(
        label=_("Graphic"),
        required=False,
        choices=[
            ("", _("Whether or not")),
            (Graphic.YES.value, _("Graphic")),
            (Graphic.NO.value, _("Not graphic")),
            (Graphic.UNKNOWN.value, _("Nobody has said")),
        ],
    )


def items(case: Case, asked: dict[str, Any], *, guarded: bool) -> QuerySet[Item, UUID]:
    """The ids of the items asked for, in the order of their hashes, which never changes.

    Args:
        guarded: those too that only people who work with testimony see.
    """
    found = Item.objects.filter(case=case)
    found = found if guarded else found.filter(guarded=False)
    if words := asked.get("q"):
        titled = Q(title_en__icontains=words) | Q(title_ar__icontains=words)
        found = found.filter(titled | Q(sha256__startswith=words.lower()))
    if kind := asked.get("kind"):
        begins = Q()
        for beginning in KINDS[kind]:
            begins |= Q(media_type__startswith=beginning)
        found = found.filter(begins)
    if graphic := asked.get("graphic"):
        found = found.filter(graphic=graphic)
    return found.order_by("sha256").values_list("pk", flat=True)
