"""What people allowed, and why a name may be published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from tahqiq.casebook import versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Consent, Item, Purpose, Source, Victim
from tahqiq.vocab.errors import BadInput


@action(Permission.CONSENT)
def record_consent(
    act: Act,
    case: Case,
    *,
    subject: str,
    purposes: Collection[Purpose],
    language: str,
    given_on: date,
    expires_on: date | None = None,
    guardian: str = "",
    minor: bool = False,
) -> Consent:
    """Records what a person allowed, purpose by purpose; what is not named is not allowed.

    Args:
        subject: a pseudonym, never the name.
        language: in which it was explained.
        guardian: in which relation somebody consented for the person.

    Raises:
        BadInput: it would expire before it was given, or a minor has no guardian.
    """
    if expires_on is not None and expires_on <= given_on:
        raise BadInput("the consent would expire before it was given")
    if minor and not guardian:
        raise BadInput("a guardian must consent for a minor")
    made = Consent.objects.create(
        case=case,
        subject=subject,
        language=language,
        guardian=guardian,
        minor=minor,
        given_on=given_on,
        expires_on=expires_on,
        recorded_by=act.actor.name,
        recorded_at=act.at,
        **{purpose.value: purpose in purposes for purpose in Purpose},
    )
    act.note(made, after={"purposes": sorted(purpose.value for purpose in purposes)})
    return made


@action(Permission.CONSENT)
def withdraw_consent(act: Act, consent: Consent, *, reason: str = "withdrawn by the person") -> Consent:
    """Takes a consent back; the next release leaves out all that rested on it.

    Raises:
        BadInput: it was withdrawn before, or no reason is given.
    """
    current = Consent.objects.select_for_update().get(pk=consent.pk)
    if current.withdrawn_at is not None:
        raise BadInput("this consent was withdrawn before")
    if not reason.strip():
        raise BadInput("say why the consent is withdrawn")
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = act.actor.name, act.at, reason
    current.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    act.note(current, after={"withdrawn": reason})
    return current


@action(Permission.CONSENT)
def bind_to_consent(act: Act, item: Item, *, consent: Consent | None) -> Item:
    """Says that an item's words need a person's consent, and which it is; None: not yet given."""
    item.consent_needed, item.consent = True, consent
    item.save(update_fields=["consent_needed", "consent"])
    act.note(item, after={"consent": str(consent.pk) if consent is not None else "needed"})
    return item


@action(Permission.NAME)
def set_name_basis(act: Act, person: Victim | Source, *, basis: str) -> Victim | Source:
    """Records why a person's name may be published: the family was told, or an editor's reason.

    Raises:
        BadInput: no basis is given.
    """
    if not basis.strip():
        raise BadInput("say why the name may be published")
    _keep_basis(person, basis, act.actor.name, act.at)
    act.note(person, after={"name_basis": basis})
    return person


@action(Permission.NAME)
def withdraw_name_basis(act: Act, person: Victim | Source, *, reason: str) -> Victim | Source:
    """Takes the basis back; the next release withholds the name.

    Raises:
        BadInput: no reason is given.
    """
    if not reason.strip():
        raise BadInput("say why the name shall be withheld")
    before = person.name_basis
    _keep_basis(person, "", "", None)
    act.note(person, before={"name_basis": before}, after={"withdrawn": reason})
    return person


def _keep_basis(person: Victim | Source, basis: str, by: str, at: datetime | None) -> None:
    """Writes the basis; a person harmed is a record that counts its versions."""
    values = {"name_basis": basis, "name_basis_by": by, "name_basis_at": at}
    if isinstance(person, Victim):
        versions.write(person, values)
        return
    Source.objects.filter(pk=person.pk).update(**values)
    person.name_basis, person.name_basis_by, person.name_basis_at = basis, by, at
