"""Photographs of remains and graves on the desk: tied by SHA-256 and the code in the picture, taken back."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from tahqiq.casebook import actions
from tahqiq.casebook.models import FoundPhotograph, Grave, Remains
from tahqiq.desk import asked
from tahqiq.desk.quoting import item_named
from tahqiq.desk.views.visit import Visit


def tie(visit: Visit, thing: Remains | Grave) -> FoundPhotograph:
    """Ties the photograph that the form names.

    Raises:
        BadInput: see ``actions.tie_photograph``; guarded items exist for those alone who work with testimony.
    """
    posted = visit.request.POST
    return actions.tie_photograph(
        visit.actor,
        thing,
        item=item_named(visit.case, asked.line(posted, "sha256"), guarded=visit.hears),
        code=asked.line(posted, "code"),
        bearing=asked.number(posted, "bearing"),
        scale=asked.line(posted, "scale"),
        shows=asked.line(posted, "shows", asked.LONG),
    )


def untie(visit: Visit, thing: Remains | Grave) -> FoundPhotograph:
    """Takes back the one that the form names.

    Raises:
        BadInput: it has no reason, or was taken back before.
    """
    key = asked.key(visit.request.POST, "photograph")
    tied = thing.photographs.select_related("case")
    return actions.untie_photograph(
        visit.actor,
        get_object_or_404(tied, pk=key),
        reason=asked.line(visit.request.POST, "reason", asked.LONG),
    )
