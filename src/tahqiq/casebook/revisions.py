"""Earlier versions of records that people edit: kept whole, compared, never lost.

Before an edit the version it starts from is kept, unless it is already (an import may have made
it); after it, the version it made. ``restore_incident``, ``restore_place`` and ``restore_victim``
bring one back as a new edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tahqiq.casebook.acting import Act
from tahqiq.casebook.drafts import Draft
from tahqiq.casebook.models import Incident, Place, Revision
from tahqiq.casebook.models.base import Versioned
from tahqiq.vocab.errors import BadInput

D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in two versions: its name, and what each says (as drafts have it)."""

    name: str
    before: Any
    after: Any


def keep_before(act: Act, record: Incident | Place, draft: Draft) -> None:
    """Keeps the version that an edit starts from, where no edit made it."""
    of = _of(record).filter(version=record.version)
    if not of.exists():
        _keep(act, record, draft, by="", action="")


def keep_after(act: Act, record: Incident | Place, draft: Draft) -> None:
    """Keeps the version that an edit made."""
    _keep(act, record, draft, by=act.actor.name, action=act.name)


def _keep(act: Act, record: Incident | Place, draft: Draft, *, by: str, action: str) -> None:
    Revision.objects.create(
        case_id=record.case_id,
        kind=record._meta.model_name or "",
        record=record.pk,
        version=record.version,
        values=draft.plain(),
        made_by=by,
        action=action,
        kept_at=act.at,
    )


def _of(record: Versioned) -> Any:
    return Revision.objects.filter(kind=record._meta.model_name, record=record.pk)


def revisions_of(record: Versioned) -> Sequence[Revision]:
    """All that are kept, the latest first."""
    return list(_of(record).order_by("-version"))


def revision(record: Versioned, version: int) -> Revision:
    """One of them.

    Raises:
        BadInput: no such version was kept.
    """
    found: Revision | None = _of(record).filter(version=version).first()
    if found is None:
        raise BadInput(f"no version {version} of this record was kept")
    return found


def draft_of(kept: Revision, kind: type[D]) -> D:
    """What the version said."""
    return kind.from_plain(kept.values)


def compare(before: D, after: D) -> list[FieldChange]:
    """The fields in which two versions differ, in the order of the form."""
    names = set(after.changed_from(before))
    return [
        FieldChange(field.name, getattr(before, field.name), getattr(after, field.name))
        for field in fields(after)
        if field.name in names
    ]
