"""Letters of readers who ask for a correction: received, read, decided."""

from __future__ import annotations

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.letters import Letter, open_letter
from tahqiq.casebook.models import Case, Correction, Incident
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.errors import BadInput

#: Letters that one case takes in on one day; more would be a flood.
LETTERS_A_DAY = 200


@action(Permission.ASK)
def receive_correction(act: Act, case: Case, *, sealed: bytes) -> Correction:
    """Takes in a reader's letter, closed to the home's key; of when it came only the day is kept.

    The hour would let whoever seizes the record lay it beside a provider's log.

    Raises:
        BadInput: the case had as many letters today as it takes in on a day.
    """
    act.at = act.at.replace(hour=0, minute=0, second=0, microsecond=0)
    today = act.at.date()
    if Correction.objects.filter(case=case, received_on=today).count() >= LETTERS_A_DAY:
        raise BadInput("too many letters came today", remedy="try again tomorrow")
    made = Correction.objects.create(case=case, received_on=today, sealed=sealed)
    act.note(made)
    return made


@action(Permission.READ_LETTERS)
def read_correction(act: Act, correction: Correction, *, secret: str) -> Letter:
    """Opens a letter; that it was opened, and by whom, stands in the audit trail.

    Args:
        secret: the home's key of corrections.

    Raises:
        BadInput: it was closed to another key.
    """
    letter = open_letter(bytes(correction.sealed), secret)
    act.note(correction)
    return letter


@action(Permission.READ_LETTERS)
def decide_correction(
    act: Act,
    correction: Correction,
    *,
    kind: CorrectionKind,
    outcome: Outcome,
    incident: Incident | None = None,
    said_en: str = "",
    said_ar: str = "",
) -> Correction:
    """Says what came of a letter, as the public log will tell it.

    Args:
        incident: the incident concerned; never for a request about a person.
        said_en, said_ar: the public line; likewise.

    Raises:
        BadInput: it was decided before; or the log would point at a person; or it would say nothing.
    """
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    if current.outcome:
        raise BadInput("this letter was decided before", remedy="reopen it first")
    _check_public(kind, incident, said_en, said_ar)
    if incident is not None and incident.case_id != current.case_id:
        raise BadInput("the incident is of another case")
    current.kind, current.outcome, current.incident = str(kind), str(outcome), incident
    current.said_en, current.said_ar = said_en.strip(), said_ar.strip()
    current.decided_by, current.decided_at = act.actor.name, act.at
    current.save(update_fields=_DECISION)
    act.note(current, after={"kind": str(kind), "outcome": str(outcome)})
    return current


def _check_public(kind: CorrectionKind, incident: Incident | None, said_en: str, said_ar: str) -> None:
    pointing = incident is not None or said_en.strip() or said_ar.strip()
    if kind is CorrectionKind.PERSON and pointing:
        raise BadInput(
            "the public log of a request about a person names no incident and has no line of its own",
            remedy="leave both empty",
        )
    if kind is not CorrectionKind.PERSON and not said_en.strip():
        raise BadInput("say in a line what came of it; the public log shows it")


@action(Permission.READ_LETTERS)
def reopen_correction(act: Act, correction: Correction, *, reason: str) -> Correction:
    """Takes a decision back; the next release no longer tells of it.

    Raises:
        BadInput: nobody has decided it, or no reason is given.
    """
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    if not current.outcome:
        raise BadInput("no decision about this letter stands")
    if not reason.strip():
        raise BadInput("a decision is withdrawn for a reason; none was given")
    before = {"kind": current.kind, "outcome": current.outcome}
    current.kind = current.outcome = current.said_en = current.said_ar = current.decided_by = ""
    current.incident, current.decided_at = None, None
    current.save(update_fields=_DECISION)
    act.note(current, before=before, after={"reason": reason})
    return current


_DECISION = ["kind", "outcome", "incident", "said_en", "said_ar", "decided_by", "decided_at"]


@action(Permission.ADMINISTER)
def take_letters_at(act: Act, case: Case, *, address: str) -> Case:
    """Says where readers may write who cannot use the form: an e-mail or other address; '' for nowhere."""
    before, address = case.corrections_to, address.strip()
    if before != address:
        case.corrections_to = address
        case.save(update_fields=["corrections_to"])
        act.note(case, before={"corrections_to": before}, after={"corrections_to": address})
    return case
