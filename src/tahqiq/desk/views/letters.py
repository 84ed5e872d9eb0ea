"""Letters of readers: which came in, what one says, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.letters import Letter
from tahqiq.casebook.models import Correction, Incident
from tahqiq.desk.views.asking import secret
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.errors import BadInput

PAGE = 25
#: Code points of a public line, and of an address.
LONGEST_LINE = 500
#: Where the key of letters lies, below the home.
KEY_FILE = "keys/corrections.key"


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Every letter, those that wait first; of what they say nothing."""
    found = Correction.objects.filter(case=visit.case).select_related("incident").defer("sealed")
    page = Paginator(found.order_by("decided_at", "received_on", "id"), PAGE)
    return visit.show(
        "letters",
        page=page.get_page(visit.request.GET.get("page")),
        takes_letters=secret() != "",
        key_file=KEY_FILE,
        longest=LONGEST_LINE,
    )


@require_safe
@in_case(Permission.READ_LETTERS)
def letter(visit: Visit, correction_id: UUID) -> HttpResponse:
    """One letter, still closed, and what was decided."""
    return _show(visit, _found(visit, correction_id))


@require_POST
@in_case(Permission.READ_LETTERS)
def open_it(visit: Visit, correction_id: UUID) -> HttpResponse:
    """Opens a letter, for this answer alone."""
    found = _found(visit, correction_id)
    return _show(visit, found, actions.read_correction(visit.actor, found, secret=secret()))


def _found(visit: Visit, correction_id: UUID) -> Correction:
    kept = Correction.objects.select_related("case", "incident")
    return get_object_or_404(kept, pk=correction_id, case=visit.case)


def _show(visit: Visit, correction: Correction, opened: Letter | None = None) -> HttpResponse:
    return visit.show(
        "letter",
        correction=correction,
        kinds=list(CorrectionKind),
        outcomes=list(Outcome),
        longest=LONGEST_LINE,
        letter=opened,
    )


@require_POST
@in_case(Permission.READ_LETTERS)
def decide(visit: Visit, correction_id: UUID) -> HttpResponse:
    """Says what came of a letter."""
    asked, found = visit.request.POST, _found(visit, correction_id)
    if asked.get("kind") not in set(CorrectionKind) or asked.get("outcome") not in set(Outcome):
        return HttpResponseBadRequest()
    actions.decide_correction(
        visit.actor,
        found,
        kind=CorrectionKind(asked["kind"]),
        outcome=Outcome(asked["outcome"]),
        incident=_incident(visit, asked.get("code", "").strip()),
        said_en=asked.get("said_en", "")[:LONGEST_LINE],
        said_ar=asked.get("said_ar", "")[:LONGEST_LINE],
    )
    messages.success(visit.request, _("What came of the letter is recorded; the next release tells it."))
    return redirect("desk:letter", visit.case.slug, found.pk)


def _incident(visit: Visit, code: str) -> Incident | None:
    """The incident of that code; None for no code.

    Raises:
        BadInput: the case has none of that code.
    """
    if not code:
        return None
    found = Incident.objects.filter(case=visit.case).coded(code).first()
    if found is None:
        raise BadInput(_("The case has no incident of that code."))
    return found


@require_POST
@in_case(Permission.READ_LETTERS)
def reopen(visit: Visit, correction_id: UUID) -> HttpResponse:
    """Withdraws what was decided."""
    found = _found(visit, correction_id)
    actions.reopen_correction(visit.actor, found, reason=visit.request.POST.get("reason", "")[:LONGEST_LINE])
    messages.success(visit.request, _("The decision is withdrawn."))
    return redirect("desk:letter", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.ADMINISTER)
def address(visit: Visit) -> HttpResponse:
    """Where readers may write who cannot use the form."""
    actions.take_letters_at(
        visit.actor, visit.case, address=visit.request.POST.get("address", "")[:LONGEST_LINE]
    )
    messages.success(visit.request, _("The address is kept."))
    return redirect("desk:letters", visit.case.slug)
