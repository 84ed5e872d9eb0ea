"""Proposing claims, and deciding about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from tahqiq.casebook import bulk, signing
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.claims import in_order
from tahqiq.casebook.importing.rows import Values, claim_row
from tahqiq.casebook.models import Case, Claim, Incident, Item, Population, RecoverySite, Source, Status, Text
from tahqiq.vocab import claims as vocab
from tahqiq.vocab.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What proposing did: ids of claims that are new, and how many were known already."""

    new: tuple[UUID, ...]
    known: int


@action(Permission.PROPOSE)
def propose_claims(
    act: Act,
    case: Case,
    claims: Iterable[vocab.Claim],
    *,
    source: str,
    incident: Incident | None = None,
    site: RecoverySite | None = None,
    key: str = "",
) -> Proposed:
    """Puts claims before the people who decide; one that is known already stays as it is.

    Args:
        source: slug of who published the words.
        incident, site: what the claims are about.
        key: by which a person finds the record in the source.

    Raises:
        BadInput: the case holds no such source, no sealed text of that hash, or no such population.
    """
    publisher = Source.objects.filter(case=case, slug=source).first()
    if publisher is None:
        raise BadInput(f"the case has no source called {source}")
    about = {
        "incident_id": incident.pk if incident is not None else None,
        "site_id": site.pk if site is not None else None,
    }
    rows: dict[UUID, Values] = {}
    for claim in claims:
        row = claim_row(
            case.pk,
            claim,
            item=item_of(case, claim.text_sha256),
            source=publisher.pk,
            key=key,
            population=population_of(case, claim.population),
        )
        rows[row["id"]] = {**row, **about}
    known = set(Claim.objects.filter(id__in=rows).values_list("id", flat=True))
    fresh = in_order(row for id_, row in rows.items() if id_ not in known)
    bulk.insert(Claim, fresh)
    for row in fresh:
        act.note_by_id(case, "claim", str(row["id"]), before={}, after={"status": str(Status.PROPOSED)})
    return Proposed(new=tuple(row["id"] for row in fresh), known=len(known))


def item_of(case: Case, text_sha256: str) -> UUID:
    """The item that holds a text, by the text's hash.

    Raises:
        BadInput: the case holds none.
    """
    item = Item.objects.filter(case=case, sha256=text_sha256).values_list("id", flat=True).first()
    text = Text.objects.filter(case=case, sha256=text_sha256).values_list("item_id", flat=True).first()
    found = item or text
    if found is None:
        raise BadInput(f"the case holds no sealed text {text_sha256}", remedy="seal the file first")
    return found


def population_of(case: Case, slug: str) -> UUID | None:
    """The population of a slug; None for ''.

    Raises:
        BadInput: the case has none of that slug.
    """
    if not slug:
        return None
    found = Population.objects.filter(case=case, slug=slug).values_list("id", flat=True).first()
    if found is None:
        raise BadInput(f"the case has no population called {slug}")
    return found


@action(Permission.DECIDE)
def accept_claim(act: Act, claim: Claim, *, reason: str = "", incident: Incident | None = None) -> Claim:
    """Lets a claim into the record; one that was rejected or withdrawn may be accepted later.

    Args:
        incident: what the claim is about; None leaves that as it is.
    """
    if incident is not None:
        place_claim(act, claim, incident)
    return decide(act, claim, Status.ACCEPTED, reason)


def place_claim(act: Act, claim: Claim, incident: Incident) -> None:
    """Says which incident a claim is about; part of an action that decides about the claim."""
    held = Claim.objects.select_for_update(of=("self",)).select_related("incident")
    current = held.get(pk=claim.pk)
    if current.incident_id == incident.pk:
        return
    before = current.incident.code if current.incident is not None else ""
    current.incident = incident
    current.save(update_fields=["incident"])
    act.note(current, before={"incident": before}, after={"incident": incident.code})


@action(Permission.DECIDE)
def accept_claims(act: Act, case: Case, ids: Collection[UUID], *, reason: str = "") -> int:
    """Accepts several claims at once.

    Returns:
        How many were accepted now; those accepted before are not counted.

    Raises:
        BadInput: one of them is not in the case.
    """
    found = list(Claim.objects.select_for_update().filter(case=case, id__in=ids).order_by("id"))
    if len(found) != len(set(ids)):
        raise BadInput("some of these claims are not in the case")
    waiting = [claim for claim in found if claim.status != Status.ACCEPTED]
    for claim in waiting:
        decide(act, claim, Status.ACCEPTED, reason)
    return len(waiting)


@action(Permission.DECIDE)
def reject_claim(act: Act, claim: Claim, *, reason: str) -> Claim:
    """Keeps a claim out of the record, for a reason.

    Raises:
        BadInput: no reason is given.
    """
    if not reason.strip():
        raise BadInput("a claim is rejected for a reason; none was given")
    return decide(act, claim, Status.REJECTED, reason)


def decide(act: Act, claim: Claim, status: Status, reason: str) -> Claim:
    """Writes a decision down; part of every action that decides about a claim."""
    current = Claim.objects.select_for_update().get(pk=claim.pk)
    if current.status == status:
        return current
    before = current.status
    current.status, current.decided_by, current.decided_at = status, act.actor.name, act.at
    current.decision_reason = reason
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = "", None, ""
    current.save(update_fields=_DECISION)
    act.note(current, before={"status": before}, after={"status": str(status), "reason": reason})
    _let_signature_lapse(act, current)
    return current


_DECISION = [
    "status",
    "decided_by",
    "decided_at",
    "decision_reason",
    "withdrawn_by",
    "withdrawn_at",
    "withdrawn_reason",
]


@action(Permission.DECIDE)
def withdraw_decision(act: Act, claim: Claim, *, reason: str) -> Claim:
    """Takes back what was decided about a claim; who had decided stays on record.

    Raises:
        BadInput: nobody has decided about it, or no reason is given.
    """
    current = Claim.objects.select_for_update().get(pk=claim.pk)
    if current.status not in {Status.ACCEPTED, Status.REJECTED}:
        raise BadInput("no decision about this claim stands")
    if not reason.strip():
        raise BadInput("a decision is withdrawn for a reason; none was given")
    before = current.status
    current.status = Status.WITHDRAWN
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = act.actor.name, act.at, reason
    current.save(update_fields=_DECISION)
    act.note(current, before={"status": before}, after={"status": "withdrawn", "reason": reason})
    _let_signature_lapse(act, current)
    return current


def _let_signature_lapse(act: Act, claim: Claim) -> None:
    """What was signed rested on other claims."""
    if claim.incident_id is not None:
        signing.lapse(act, [claim.incident_id])
