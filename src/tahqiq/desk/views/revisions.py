"""Earlier versions of a record: listed, compared side by side, restored as a new edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions, revisions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import Draft, IncidentDraft, PersonDraft, PlaceDraft
from tahqiq.casebook.models import Incident, Place, Revision, Victim
from tahqiq.casebook.versions import Outdated
from tahqiq.desk.field_words import FieldWords
from tahqiq.desk.views.presences import record_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.desk.wordwise import Piece, side_by_side


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record that has versions: its draft, its page, and what restores it."""

    draft: type[IncidentDraft] | type[PlaceDraft] | type[PersonDraft]
    page: str
    restore: Callable[..., Any]


_KINDS = {
    "incidents": _Kind(IncidentDraft, "desk:incident", actions.restore_incident),
    "people": _Kind(PersonDraft, "desk:person", actions.restore_victim),
    "places": _Kind(PlaceDraft, "desk:place", actions.restore_place),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in two versions, in pieces that are alike or not."""

    label: str
    before: list[Piece]
    after: list[Piece]


@require_safe
@in_case()
def history(visit: Visit, kind: str, record_id: UUID) -> HttpResponse:
    """All versions that were kept; two of them side by side, by default the last two."""
    of = _KINDS[kind]
    record = versioned(visit, kind, record_id)
    kept = revisions.revisions_of(record)
    before, after = two_of(visit, kept)
    return visit.show(
        "revisions",
        kind=kind,
        page=of.page,
        restore="desk:restore",
        record=record,
        name=_named(record),
        kept=kept,
        before=before,
        after=after,
        compared=_compared(visit, before, after, of.draft) if before and after else [],
    )


def versioned(visit: Visit, kind: str, record_id: UUID) -> Incident | Place | Victim:
    """The record of that kind, if it lies in the case; a person only for those who see names.

    Raises:
        Http404: it does not. PermissionDenied: this person sees no names.
    """
    if kind != "people":
        return record_of(visit, kind, record_id)
    visit.demand_names()
    return get_object_or_404(Victim.objects.select_related("case"), pk=record_id, case=visit.case)


def _named(record: Incident | Place | Victim) -> str:
    if isinstance(record, Victim):
        return record.name_ar or record.name_en or _("No name")
    return record.code if isinstance(record, Incident) else str(record)


def two_of(visit: Visit, kept: Any) -> tuple[Revision | None, Revision | None]:
    """The versions asked for by ``a`` and ``b``, the earlier first."""
    by_version = {str(each.version): each for each in kept}
    latest = kept[0] if kept else None
    earlier = kept[1] if len(kept) > 1 else latest
    asked = visit.request.GET
    pair = [by_version.get(asked.get("a", ""), earlier), by_version.get(asked.get("b", ""), latest)]
    if pair[0] is not None and pair[1] is not None and pair[0].version > pair[1].version:
        pair.reverse()
    return pair[0], pair[1]


def _compared(visit: Visit, before: Revision, after: Revision, draft: type[Draft]) -> list[Compared]:
    words = FieldWords(visit.case)
    was, now = draft.from_plain(before.values), draft.from_plain(after.values)
    return [
        Compared(
            words.called(each.name),
            *side_by_side(words.said(each.name, each.before), words.said(each.name, each.after)),
        )
        for each in revisions.compare(was, now)
    ]


@require_POST
@in_case(Permission.RECORD)
def restore(visit: Visit, kind: str, record_id: UUID, version: int) -> HttpResponse:
    """Brings an earlier version back, as a new edit of the version that was seen."""
    of = _KINDS[kind]
    record = versioned(visit, kind, record_id)
    bring_back(visit, record, version, restore=of.restore)
    return redirect("desk:history", slug=visit.case.slug, kind=kind, record_id=record_id)


def bring_back(visit: Visit, record: Any, version: int, *, restore: Callable[..., Any]) -> None:
    """Restores an earlier version as a new edit of the one that was seen, and says what came of it.

    Raises:
        BadInput: no such version was kept; see the action, too.
    """
    seen = visit.request.POST.get("version", "")
    try:
        restore(
            visit.actor,
            record,
            revision=revisions.revision(record, version),
            version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        )
    except Outdated:
        messages.error(
            visit.request, _("Somebody else has changed this meanwhile. Look at the latest version.")
        )
    else:
        messages.success(visit.request, _("The earlier version is restored, as a new one."))
