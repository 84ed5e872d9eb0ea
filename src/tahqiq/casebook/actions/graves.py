"""Sites and graves changed, earlier versions brought back, and what a team writes down of its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.remains import Lie
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import (
    Grave,
    LogEntry,
    MissingPerson,
    Place,
    RecoverySite,
    Remains,
    Revision,
)
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput


@action(Permission.RECORD)
def edit_site(
    act: Act,
    site: RecoverySite,
    *,
    version: int,
    name_en: str,
    name_ar: str,
    kind: str,
    place: Place | None,
    note_en: str = "",
    note_ar: str = "",
) -> RecoverySite:
    """Changes what the record says of a site; what it said before is kept.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: no English name or kind, or another site of the case is called so.
    """
    words = {"name_en": name_en, "name_ar": name_ar, "kind": kind, "note_en": note_en, "note_ar": note_ar}
    said: Mapping[str, Any] = {name: text.strip() for name, text in words.items()}
    if not said["name_en"] or not said["kind"]:
        raise BadInput("a site has a name and a kind", column="name_en")
    others = RecoverySite.objects.filter(case=site.case, name_en=said["name_en"]).exclude(pk=site.pk)
    if others.exists():
        raise BadInput("a site of the case is called so", column="name_en")
    return kept.edit(act, site, {**said, "place": place}, version=version)


@action(Permission.RECORD)
def edit_grave(
    act: Act,
    grave: Grave,
    *,
    version: int,
    lie: Lie,
    length_m: float | None = None,
    width_m: float | None = None,
    opened: DateSpan | None = None,
    note: str = "",
) -> Grave:
    """Changes what the record says of a grave; the code stays, and what was said before is kept.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: see ``Lie.checked``; a size of nothing.
    """
    if any(size is not None and not 0 < size <= 10_000 for size in (length_m, width_m)):
        raise BadInput("metres above 0, to 10,000", column="length_m")
    days = opened or DateSpan()
    said = {"length_m": length_m, "width_m": width_m, "note": note.strip()}
    dates = {"opened_start": days.start, "opened_end": days.end}
    return kept.edit(act, grave, {**lie.checked(), **said, **dates}, version=version)


@action(Permission.RECORD)
def restore_found(
    act: Act,
    record: Grave | MissingPerson | RecoverySite | Remains,
    *,
    revision: Revision,
    version: int,
) -> Grave | MissingPerson | RecoverySite | Remains:
    """Brings an earlier version back, as a new edit.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: it is a version of something else, names what is no longer there, or the record was
            withdrawn.
    """
    return kept.edit(act, record, kept.said_in(record, revision), version=version)


@action(Permission.RECORD)
def log_day(act: Act, site: RecoverySite, *, on: date, said: str, present: str = "") -> LogEntry:
    """Writes an entry of a site's daily log.

    Raises:
        BadInput: it says nothing, or the day is to come.
    """
    if not said.strip():
        raise BadInput("write what was done", column="said")
    if on > act.at.date():
        raise BadInput("the day is to come", column="on")
    made = LogEntry.objects.create(
        case=site.case,
        site=site,
        on=on,
        said=said.strip(),
        present=present.strip(),
        recorded_by=act.actor.name,
    )
    act.note(made, after={"on": on.isoformat()})
    return made


@action(Permission.RECORD)
def withdraw_log_entry(act: Act, entry: LogEntry, *, reason: str) -> LogEntry:
    """Takes an entry of the log back; it is kept.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, entry, reason)
    return entry
