"""The cases of a person, and one case at a glance."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tahqiq.casebook.models import Case, ImportRun
from tahqiq.casebook.totals import totals
from tahqiq.desk.names import assessor_names, party_names
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.desk.waiting import tasks
from tahqiq.vocab.answers import AnswerState


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The cases one belongs to; straight to the only one."""
    cases = list(Case.objects.filter(memberships__account=request.user.pk).distinct())
    if len(cases) == 1:
        return redirect("desk:case", cases[0].slug)
    return render(request, "desk/home.html", {"cases": cases})


@require_safe
@in_case()
def overview(visit: Visit) -> HttpResponse:
    """The totals, exactly as a release would have them, and what waits for whom."""
    case = visit.case
    return visit.show(
        "overview",
        totals=totals(case),
        assessors=assessor_names(case),
        parties=party_names(case),
        states=list(AnswerState),
        tasks=tasks(visit),
        last_import=ImportRun.objects.filter(case=case).first(),
    )
