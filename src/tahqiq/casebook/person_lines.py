"""Keeps the narrow rows that the list of people is sorted and filtered by (``casebook.line_keeping``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tahqiq.casebook import bulk, line_keeping
from tahqiq.casebook.bulk import Row
from tahqiq.casebook.models import Naming, PersonLine, StalePersonLine, Standing, Victim
from tahqiq.casebook.models.person_line import NAME

#: Lines renewed in one transaction.
BATCH = 2_000
#: What of a record, its incident and the record that it is joined to a line is made of.
_NEEDED = ("pk", "case_id", "name_en", "name_ar", "name_basis", "source_key", "withdrawn_at")
_BESIDE = ("incident__code", "incident__start", "joined_to", "joined_to__withdrawn_at")


def renew(*, on_progress: Callable[[int], None] | None = None) -> int:
    """Brings every line up to date and gives how many were renewed.

    Args:
        on_progress: called after each batch with the number renewed so far.
    """
    return line_keeping.renew(StalePersonLine, _renew, batch=BATCH, on_progress=on_progress)


def _renew(ids: list[UUID]) -> None:
    PersonLine.objects.filter(pk__in=ids).delete()
    bulk.insert(PersonLine, _lines(ids))


def _lines(ids: list[UUID]) -> Iterator[Row]:
    """The lines of some records as they are now."""
    now = timezone.now()
    for row in Victim.objects.filter(pk__in=ids).values_list(*_NEEDED, *_BESIDE):
        id_, case, latin, arabic, basis, key, withdrawn_at, code, start, joined_to, joined_gone = row
        name = f"{latin} {arabic}".strip()
        yield {
            "person_id": id_,
            "case_id": case,
            "standing": _standing(withdrawn_at, joined=joined_to is not None and joined_gone is None).value,
            "naming": _naming(name, basis).value,
            "name": name[:NAME],
            "code": code or "",
            "start": start,
            "place_in_source": key,
            "renewed_at": now,
        }


def _standing(withdrawn_at: datetime | None, *, joined: bool) -> Standing:
    """What becomes of the record in the list, as ``VictimQuerySet.people`` says."""
    if withdrawn_at is not None:
        return Standing.WITHDRAWN
    return Standing.JOINED if joined else Standing.COUNTS


def _naming(name: str, basis: str) -> Naming:
    """Whether there is a name, and whether it may be published."""
    if not name:
        return Naming.UNNAMED
    return Naming.NAMEABLE if basis else Naming.NO_BASIS
