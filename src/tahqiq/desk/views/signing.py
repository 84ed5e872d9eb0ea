"""The second person's screen: exactly what would be signed, and what changed since it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions, incident_lines, presence, signing
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import TAHQIQ, Assessment, Claim, Incident, IncidentLine, SignOff
from tahqiq.desk.addresses import inside_desk
from tahqiq.desk.field_words import FieldWords
from tahqiq.desk.paging import FromTheNearerEnd
from tahqiq.desk.presences import said_of
from tahqiq.desk.views.editing import incident_of
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 25


@require_safe
@in_case()
def assessments(visit: Visit) -> HttpResponse:
    """Our assessments that wait for a second person, those that waited before and changed among them."""
    incident_lines.renew()
    lines = IncidentLine.objects.filter(case_id=visit.case.pk, to_sign=True).order_by("code", "incident_id")
    page: Page[Any] = FromTheNearerEnd(lines.values_list("pk", flat=True), PAGE).get_page(
        visit.request.GET.get("page")
    )
    waiting = Assessment.objects.waiting_for_a_second_person().filter(incident__in=list(page))
    page.object_list = list(waiting.select_related("incident").order_by("incident__code", "id"))
    signed = SignOff.objects.filter(incident__in=[each.incident_id for each in page])
    return visit.show(
        "assessments", page=page, signed_before=set(signed.values_list("incident_id", flat=True))
    )


@require_safe
@in_case()
def screen(visit: Visit, incident_id: UUID) -> HttpResponse:
    """What a signature under our assessment of one incident would say."""
    found = incident_of(visit, incident_id)
    ours = Assessment.objects.standing().by(TAHQIQ).filter(incident=found).select_related("case").first()
    now = signing.signable([ours])[ours.pk] if ours is not None else None
    last = signing.latest(found)
    claims = Claim.objects.accepted().filter(incident=found).select_related("source", "item")
    standing = found.answers.filter(withdrawn_at=None)
    return visit.show(
        "sign_off",
        incident=found,
        blamed=[blame.party for blame in found.blames.select_related("party")],
        assessment=ours,
        signable=now,
        fresh=ours is not None and actions.still_so(ours),
        claims=claims.order_by("source__slug", "id"),
        rests_on=set(ours.claims) if ours is not None else set(),
        answers=standing.select_related("party", "item", "source").prefetch_related("events"),
        last=last,
        holds=ours is not None and ours.pk in signing.holding([ours]),
        since=since(visit, last, now),
        earlier=found.sign_offs.order_by("-signed_at")[:PAGE],
        presence=said_of(presence.look(visit.actor, found)),
    )


def since(visit: Visit, last: SignOff | None, now: signing.Signable | None) -> list[tuple[str, str, str]]:
    """What changed since the last signature: the field, what it said, what it says."""
    if last is None or now is None:
        return []
    words = FieldWords(visit.case)
    return [_since(each, words) for each in signing.changed_since(last, now)]


def _since(each: signing.Since, words: FieldWords) -> tuple[str, str, str]:
    if each.part in {"claims", "answers"}:
        return _ROWS[each.part, each.name](), "", str(each.after)
    return words.called(each.name), words.said(each.name, each.before), words.said(each.name, each.after)


_ROWS = {
    ("claims", "added"): lambda: _("Claims added"),
    ("claims", "removed"): lambda: _("Claims taken out"),
    ("claims", "changed"): lambda: _("Claims that say something else"),
    ("answers", "added"): lambda: _("Answers added"),
    ("answers", "removed"): lambda: _("Answers withdrawn"),
    ("answers", "changed"): lambda: _("Answers that moved on"),
}


@require_POST
@in_case(Permission.GRADE)
def assess(visit: Visit, incident_id: UUID) -> HttpResponse:
    """Grades one incident anew, from the record as it is now."""
    actions.assess_incident(visit.actor, incident_of(visit, incident_id))
    messages.success(visit.request, _("The incident is graded. A second person can sign it off."))
    return redirect("desk:sign_off_incident", visit.case.slug, incident_id)


@require_POST
@in_case(Permission.SIGN_OFF)
def sign_off(visit: Visit, assessment_id: UUID) -> HttpResponse:
    """The second person's sign-off of exactly what the screen showed."""
    found = get_object_or_404(Assessment.objects.select_related("case"), pk=assessment_id, case=visit.case)
    actions.sign_off_assessment(visit.actor, found, seen=visit.request.POST.get("content", ""))
    messages.success(visit.request, _("The assessment is signed off."))
    return redirect(inside_desk(visit.request))


def signature(visit: Visit, incident: Incident) -> dict[str, Any]:
    """For the incident's own page: the last signature, and what changed since."""
    last = signing.latest(incident)
    ours = (
        Assessment.objects.standing().by(TAHQIQ).filter(incident=incident).first()
        if last is not None
        else None
    )
    now = signing.signable([ours])[ours.pk] if ours is not None else None
    return {"last_signature": last, "since": since(visit, last, now)}
