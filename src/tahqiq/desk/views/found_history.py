"""Earlier versions of sites, graves, remains and files: compared side by side, restored as a new edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions, revisions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Grave, MissingPerson, RecoverySite, Remains, Revision
from tahqiq.desk.found_words import said_in
from tahqiq.desk.views.revisions import Compared, bring_back, two_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.desk.wordwise import side_by_side


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record that has versions, and its page."""

    model: type[Grave | MissingPerson | RecoverySite | Remains]
    page: str
    named: bool = False


_KINDS = {
    "sites": _Kind(RecoverySite, "desk:site"),
    "graves": _Kind(Grave, "desk:grave"),
    "remains": _Kind(Remains, "desk:one_remains"),
    "missing": _Kind(MissingPerson, "desk:one_missing", named=True),
}
#: Kinds of what is found and looked for whose earlier versions are kept, as their addresses say.
KEPT = tuple(_KINDS)


@require_safe
@in_case()
def history(visit: Visit, kind: str, record_id: UUID) -> HttpResponse:
    """All versions that were kept; two of them side by side, by default the last two."""
    record = _record(visit, kind, record_id)
    kept = revisions.revisions_of(record)
    before, after = two_of(visit, kept)
    return visit.show(
        "revisions",
        kind=kind,
        page=_KINDS[kind].page,
        restore="desk:restore_found",
        record=record,
        name=str(record),
        kept=kept,
        before=before,
        after=after,
        compared=_compared(visit, before, after) if before and after else [],
    )


def _compared(visit: Visit, before: Revision, after: Revision) -> list[Compared]:
    was, now = (said_in(visit.case, each.values, names=visit.sees_names) for each in (before, after))
    return [
        Compared(label, *side_by_side(was.get(label, "—"), now.get(label, "—")))
        for label in _in_order(was, now)
        if was.get(label) != now.get(label)
    ]


def _in_order(was: dict[str, str], now: dict[str, str]) -> Sequence[str]:
    return list(dict.fromkeys([*now, *was]))


@require_POST
@in_case(Permission.RECORD)
def restore(visit: Visit, kind: str, record_id: UUID, version: int) -> HttpResponse:
    """Brings an earlier version back, as a new edit of the version that was seen."""
    record = _record(visit, kind, record_id)
    bring_back(visit, record, version, restore=actions.restore_found)
    return redirect("desk:found_history", slug=visit.case.slug, kind=kind, record_id=record_id)


def _record(visit: Visit, kind: str, record_id: UUID) -> Any:
    """The record of that kind, if it lies in the case; a file only for those who see names.

    Raises:
        Http404: it does not. PermissionDenied: this person sees no names.
    """
    of = _KINDS[kind]
    if of.named:
        visit.demand_names()
    return get_object_or_404(of.model._default_manager.select_related("case"), pk=record_id, case=visit.case)
