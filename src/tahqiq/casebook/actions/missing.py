"""Who is looked for: files of missing persons, and what families ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import (
    Case,
    Consent,
    FamilyRequest,
    Incident,
    Match,
    MissingPerson,
    Reply,
    VaultEntry,
    Victim,
)
from tahqiq.casebook.remains_items import checked, refuses_comparison
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a family tells of a missing person.

    Attributes:
        told_by: their relation to the person, never a name.
        items: item → what was said (``remains_items``).
        contact: the vault's entry of whoever tells it, by id.
    """

    told_by: str
    name_ar: str = ""
    name_en: str = ""
    sex: str = ""
    last_seen: DateSpan = field(default_factory=DateSpan)
    items: Mapping[str, str] = field(default_factory=dict)
    contact: UUID | None = None
    consent: Consent | None = None
    victim: Victim | None = None
    incident: Incident | None = None

    def checked(self) -> dict[str, object]:
        """The columns.

        Raises:
            BadInput: nobody tells it, another word for a sex, or an item that cannot be read.
        """
        if not self.told_by.strip():
            raise BadInput("say in which relation to the missing person this is told", column="told_by")
        if self.sex not in {"", *Sex}:
            raise BadInput("this takes female or male, or nothing", column="sex")
        return {
            "name_ar": self.name_ar.strip(),
            "name_en": self.name_en.strip(),
            "sex": self.sex,
            "last_seen_start": self.last_seen.start,
            "last_seen_end": self.last_seen.end,
            "told": checked("missing", self.items),
            "told_by": self.told_by.strip(),
            "contact": self.contact,
            "consent": self.consent,
            "victim": self.victim,
            "incident": self.incident,
        }


@action(Permission.RECORD)
def open_file(act: Act, case: Case, *, code: str, told: Told) -> MissingPerson:
    """A file of a missing person, under a new code.

    Raises:
        BadInput: a code that is no code, or is borne already; see ``Told.checked``.
    """
    values = told.checked()
    made = MissingPerson.objects.create(case=case, code=kept.code_of(case, code), **values)
    kept.keep(act, made, list(values), made=True)
    act.note(made, after={"code": made.code})
    return made


@action(Permission.RECORD)
def edit_file(act: Act, missing: MissingPerson, *, told: Told, version: int) -> MissingPerson:
    """Changes what a file says; the code stays, and what was said before is kept.

    Where the family no longer allows a comparison, what a machine found by one goes.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: withdrawn; see ``Told.checked``.
    """
    edited = kept.edit(act, missing, told.checked(), version=version)
    if refuses_comparison(edited.told):
        Match.objects.filter(missing=edited).delete()
    return edited


@action(Permission.RECORD)
def withdraw_file(act: Act, missing: MissingPerson, *, reason: str) -> MissingPerson:
    """Takes a file back: entered twice, or the person was found. Its code is never used again.

    Raises:
        BadInput: no reason; withdrawn before; or a ruling on it stands.
    """
    if missing.rulings.standing().exists():
        raise BadInput("a ruling on this person stands", remedy="withdraw that first")
    kept.withdraw(act, missing, reason)
    return missing


@action(Permission.RECORD)
def link_file(act: Act, missing: MissingPerson, *, victim: Victim | None, version: int) -> MissingPerson:
    """Says which person of the record the file is about; None: nobody says so any more.

    Raises:
        Outdated: somebody else has changed the file since.
        BadInput: the file or the person's record was withdrawn, or is of another case.
    """
    if victim is not None and (victim.withdrawn_at is not None or victim.case_id != missing.case_id):
        raise BadInput("this person's record was withdrawn, or is of another case")
    return kept.edit(act, missing, {"victim": victim}, version=version)


@action(Permission.RECORD)
def keep_contact(act: Act, missing: MissingPerson, *, entry: VaultEntry, version: int) -> MissingPerson:
    """Says which entry of the vault holds whoever told the file; the file itself holds its id alone.

    Raises:
        Outdated: somebody else has changed the file since.
        BadInput: the entry is of another case, or the file was withdrawn.
    """
    if entry.case_id != missing.case_id:
        raise BadInput("the vault of this case has no such entry")
    return kept.edit(act, missing, {"contact": entry.pk}, version=version)


@action(Permission.RECORD)
def receive_request(
    act: Act,
    missing: MissingPerson,
    *,
    asked_by: str,
    asked_on: date,
    question: str = "",
    contact: UUID | None = None,
) -> FamilyRequest:
    """Records that a family asks whether somebody is among the found; a person answers it.

    Raises:
        BadInput: nobody asks, or the file was withdrawn.
    """
    if not asked_by.strip():
        raise BadInput("say in which relation to the missing person they ask", column="asked_by")
    if missing.withdrawn_at is not None:
        raise BadInput("this file was withdrawn")
    made = FamilyRequest.objects.create(
        case=missing.case,
        missing=missing,
        asked_by=asked_by.strip(),
        asked_on=asked_on,
        question=question.strip(),
        contact=contact,
        recorded_by=act.actor.name,
    )
    act.note(made, after={"code": missing.code})
    return made


@action(Permission.JUDGE)
def answer_request(act: Act, request: FamilyRequest, *, reply: Reply, told: str, how: str) -> FamilyRequest:
    """Records what a family was told, by whom and how.

    Raises:
        BadInput: no words, answered already, or more told than is known: 'identified' needs an identification
            by an authority, confirmed by a second person.
    """
    if not told.strip() or not how.strip():
        raise BadInput("write what was said, and how: in person, by telephone", column="told")
    if reply is Reply.IDENTIFIED and not request.missing.rulings.identified().exists():
        raise BadInput("nobody is identified here: nothing but an authority's identification is told as one")
    answered = {
        "reply": reply.value,
        "told": told.strip(),
        "how": how.strip(),
        "answered_by": act.actor.name,
        "answered_at": act.at,
    }
    if not FamilyRequest.objects.filter(pk=request.pk, answered_at=None).update(**answered):
        raise BadInput("this request was answered", remedy="record the next question as a request of its own")
    request.refresh_from_db()
    act.note(request, after={"outcome": reply.value})
    return request
