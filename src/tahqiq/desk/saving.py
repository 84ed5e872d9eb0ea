"""Saving an incident with its claims: several actions of the casebook that hold together, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import QueryDict

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.drafts import IncidentDraft
from tahqiq.casebook.models import Case, Claim, Incident
from tahqiq.vocab.errors import BadInput

#: Code points of a reason.
LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """The claims of a form: those it showed, those that were ticked, and why others were taken out."""

    listed: frozenset[UUID]
    ticked: frozenset[UUID]
    reason: str

    @classmethod
    def read(cls, posted: QueryDict) -> Ticked:
        """From the form ``parts/claims_in.html``.

        Raises:
            BadInput: what was posted is no id.
        """
        return cls(
            listed=frozenset(_ids(posted.getlist("listed"))),
            ticked=frozenset(_ids(posted.getlist("claims"))),
            reason=posted.get("detach_reason", "").strip()[:LONGEST_REASON],
        )

    def would_have(self, incident: Incident | None) -> frozenset[UUID]:
        """The claims the incident would have: those it has that were not shown, and those ticked."""
        if incident is None:
            return self.ticked
        has = Claim.objects.accepted().filter(incident=incident).values_list("pk", flat=True)
        return frozenset(has) - self.listed | self.ticked


def _ids(texts: Iterable[str]) -> Iterable[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise BadInput("the form names a claim that is none") from None


def save_incident(
    actor: Actor, incident: Incident, draft: IncidentDraft, *, version: int, ticked: Ticked | None
) -> Incident:
    """Edits an incident, and attaches and detaches the claims whose ticks changed.

    Args:
        ticked: None where the form showed no claims.

    Raises:
        Outdated, BadInput, NotPermitted: see the actions; nothing was changed then.
    """
    with transaction.atomic():
        saved = actions.edit_incident(actor, incident, draft=draft, version=version)
        if ticked is not None:
            _tick(actor, saved, ticked)
    return saved


def make_incident(actor: Actor, case: Case, draft: IncidentDraft, *, ticked: Ticked | None) -> Incident:
    """Makes an incident with the claims that were ticked."""
    with transaction.atomic():
        made = actions.make_incident(actor, case, draft=draft)
        if ticked is not None:
            _tick(actor, made, ticked)
    return made


def _tick(actor: Actor, incident: Incident, ticked: Ticked) -> None:
    shown = Claim.objects.filter(case_id=incident.case_id, pk__in=ticked.listed | ticked.ticked)
    for claim in shown.select_related("case").order_by("id"):
        inside = claim.incident_id == incident.pk
        if claim.pk in ticked.ticked and not inside:
            actions.attach_claim(actor, claim, incident=incident)
        elif claim.pk not in ticked.ticked and inside:
            actions.detach_claim(actor, claim, incident=incident, reason=ticked.reason)
