"""Editing records of remains and missing persons: the version before is kept whole, none is lost.

The audit entry names the fields, never what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from tahqiq.casebook import versions
from tahqiq.casebook.acting import Act
from tahqiq.casebook.findings import latin_digits
from tahqiq.casebook.models import (
    Case,
    Grave,
    MissingPerson,
    RecoverySite,
    Remains,
    Revision,
    Sample,
    SiteVisit,
)
from tahqiq.casebook.models.base import Versioned, Withdrawable
from tahqiq.vocab.errors import BadInput

V = TypeVar("V", bound=Grave | MissingPerson | RecoverySite | Remains | SiteVisit)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,59}")
_CODED = (Grave, MissingPerson, Remains, Sample)


def code_of(case: Case, written: str) -> str:
    """A new code as it will stand on the bag: capitals, digits 0 to 9, no spaces.

    Raises:
        BadInput: it has other characters, or something of the case bears it, or bore it once.
    """
    code = plain_code(written)
    if not _CODE.fullmatch(code):
        raise BadInput("a code has Latin letters, digits and . / _ - only", column="code")
    if any(model._default_manager.filter(case=case, code=code).exists() for model in _CODED):
        remedy = "a code is never used again, even where what bore it was withdrawn"
        raise BadInput(f"the code {code} is in use, or was", column="code", remedy=remedy)
    return code


def plain_code(written: str) -> str:
    """A code in capitals and the digits 0 to 9, with a hyphen for each space.

    >>> plain_code(" s4 ٠٠٧ ")
    'S4-007'
    """
    return latin_digits(written).strip().upper().replace(" ", "-")


def edit(act: Act, record: V, values: Mapping[str, Any], *, version: int) -> V:
    """Writes what changed as the next version; saying the same again changes nothing.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: it was withdrawn.
    """
    versions.demand(record, version)
    if isinstance(record, Withdrawable) and record.withdrawn_at is not None:
        raise BadInput("this record was withdrawn")
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    if not changed:
        return record
    present = Revision.objects.filter(kind=_kind(record), record=record.pk, version=record.version).first()
    fields = list(values if present is None else {**present.values, **values})
    if present is None:
        keep(act, record, fields, made=False)
    versions.write(record, changed, version=version)
    keep(act, record, fields, made=True)
    act.note(record, after={"fields": sorted(changed)})
    return record


def said_in(record: V, revision: Revision) -> dict[str, Any]:
    """What a kept version said, as the columns take it.

    Raises:
        BadInput: it is a version of something else, or names what the record no longer holds.
    """
    if (revision.kind, revision.record) != (_kind(record), record.pk):
        raise BadInput("this is a version of another record")
    return {name: _column(record, name, kept) for name, kept in revision.values.items()}


def _column(record: V, name: str, kept: Any) -> Any:
    field = record._meta.get_field(name)
    if not isinstance(field, models.ForeignKey):
        return field.to_python(kept)  # type: ignore[union-attr]
    if kept is None:
        return None
    found = field.related_model._default_manager.filter(pk=kept, case_id=record.case_id).first()
    if found is None:
        raise BadInput("the earlier version names something that is no longer there", column=name)
    return found


def keep(act: Act, record: V, fields: Sequence[str], *, made: bool) -> None:
    """Keeps the present version whole."""
    Revision.objects.create(
        case_id=record.case_id,
        kind=_kind(record),
        record=record.pk,
        version=record.version,
        values={name: _plain(getattr(record, name)) for name in fields},
        made_by=act.actor.name if made else "",
        action=act.name if made else "",
        kept_at=act.at,
    )


def withdraw(act: Act, record: models.Model, reason: str) -> None:
    """Withdraws a record for a reason; it is kept.

    Raises:
        BadInput: no reason, or it was withdrawn before.
    """
    if not reason.strip():
        raise BadInput("it is withdrawn for a reason; none was given", column="reason")
    gone = {"withdrawn_by": act.actor.name, "withdrawn_at": act.at, "withdrawn_reason": reason.strip()}
    standing = type(record)._default_manager.filter(pk=record.pk, withdrawn_at=None)
    if not standing.update(**gone):
        raise BadInput("it was withdrawn before")
    record.refresh_from_db()
    act.note(record, after={"withdrawn": reason.strip()})


def _kind(record: Versioned) -> str:
    return record._meta.model_name or ""


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
