"""Sites and graves made and changed, earlier versions brought back, what a team writes down of its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.remains import Lie
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import (
    Case,
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
def make_site(
    act: Act,
    case: Case,
    *,
    name_en: str,
    name_ar: str,
    kind: str,
    place: Place | None,
    note_en: str = "",
    note_ar: str = "",
) -> RecoverySite:
    """A new recovery site.

    Raises:
        BadInput: no English name or kind, or a site of the case is called so.
    """
    words = {"name_en": name_en, "name_ar": name_ar, "kind": kind, "note_en": note_en, "note_ar": note_ar}
    said = _of_site(RecoverySite.objects.filter(case=case), words)
    made = RecoverySite.objects.create(case=case, place=place, **said)
    act.note(made, after={"name_en": made.name_en, "name_ar": made.name_ar})
    return made


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
    said = _of_site(RecoverySite.objects.filter(case=site.case).exclude(pk=site.pk), words)
    return kept.edit(act, site, {**said, "place": place}, version=version)


def _of_site(others: QuerySet[RecoverySite], words: Mapping[str, str]) -> dict[str, str]:
    """The columns of a site.

    Args:
        others: sites of the case.

    Raises:
        BadInput: no English name or kind, or one of the others is called so.
    """
    said = {name: text.strip() for name, text in words.items()}
    if not said["name_en"] or not said["kind"]:
        raise BadInput("a site has a name and a kind", column="name_en")
    if others.filter(name_en=said["name_en"]).exists():
        raise BadInput("a site of the case is called so", column="name_en")
    return said


@action(Permission.RECORD)
def open_grave(
    act: Act,
    site: RecoverySite,
    *,
    code: str,
    lie: Lie,
    length_m: float | None = None,
    width_m: float | None = None,
    opened: DateSpan | None = None,
    note: str = "",
) -> Grave:
    """A new grave of a site.

    Raises:
        BadInput: a code that is no code, or is borne already; see ``Lie.checked``; a size of nothing.
    """
    said = {**_size(length_m, width_m), **_opened(opened), "note": note.strip()}
    made = Grave.objects.create(
        case=site.case, site=site, code=kept.code_of(site.case, code), **lie.checked(), **said
    )
    act.note(made, after={"code": made.code})
    return made


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
    said = {**_size(length_m, width_m), **_opened(opened), "note": note.strip()}
    return kept.edit(act, grave, {**lie.checked(), **said}, version=version)


def _size(length_m: float | None, width_m: float | None) -> dict[str, float | None]:
    """The columns of a grave's size.

    Raises:
        BadInput: a size of nothing.
    """
    if any(size is not None and not 0 < size <= 10_000 for size in (length_m, width_m)):
        raise BadInput("metres above 0, to 10,000", column="length_m")
    return {"length_m": length_m, "width_m": width_m}


def _opened(days: DateSpan | None) -> dict[str, date | None]:
    """The columns of the days on which a grave was opened."""
    span = days or DateSpan()
    return {"opened_start": span.start, "opened_end": span.end}


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
