"""Forms filled in the field: what came in, which versions disagree, and what becomes a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook.actions.forms import resolve_conflict
from tahqiq.casebook.actions.printed_forms import print_submissions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.form_versions import replaced_files
from tahqiq.casebook.importing.filing import consent_of_unfiled, file_submission
from tahqiq.casebook.models import Chosen, FormConflict, FormSubmission, Item
from tahqiq.desk import asked
from tahqiq.desk.form_answers import lines_of
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.read.forms import form_of
from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput

PAGE = 50
#: Where the record that was made of a form is shown.
_SHOWN = {
    "interview": "interview",
    "sitevisit": "visit",
    "remains": "one_remains",
    "missingperson": "one_missing",
}


@require_safe
@in_case(Permission.HEAR)
def listing(visit: Visit) -> HttpResponse:
    """Submissions that count, those not in the record yet first; and what waits for a decision."""
    held = FormSubmission.objects.filter(case=visit.case).standing()
    page = Paginator(held.select_related("item__consent").order_by("filed_at", "received_at", "id"), PAGE)
    return visit.show(
        "submissions",
        page=page.get_page(visit.request.GET.get("page")),
        titles={slug: _title(slug) for slug in held.values_list("form", flat=True).distinct()},
        conflicts=FormConflict.objects.filter(case=visit.case, chosen="").select_related("arrived"),
    )


@require_safe
@in_case(Permission.HEAR)
def submission(visit: Visit, submission_id: UUID) -> HttpResponse:
    """One submission: its answers in the words of the form, its files, and what was made of it."""
    found = _found(visit, submission_id)
    return visit.show(
        "submission",
        submission=found,
        title=_title(found.form),
        lines=lines_of(found.form, found.answers, language=_language()),
        files=_files(visit, found.media),
        shown=f"desk:{_SHOWN[found.filed_kind]}" if found.filed_kind else "",
        conflicts=FormConflict.objects.filter(case=visit.case, chosen="", held=found),
    )


def _files(visit: Visit, named: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Files that answers name, each with the id of its sealed item; None where it has not come."""
    files = list(named)
    hashes = {each["sha256"] for each in files}
    held = Item.objects.filter(case=visit.case, sha256__in=hashes).values_list("sha256", "id")
    ids = dict(held)
    return [{**each, "item": ids.get(each["sha256"])} for each in files]


@require_safe
@in_case(Permission.HEAR)
def print_all(visit: Visit) -> HttpResponse:
    """All that came in on forms, as printed pages; the trail notes it."""
    return _pages(visit, f"{visit.case.slug}-forms.pdf")


@require_safe
@in_case(Permission.HEAR)
def print_one(visit: Visit, submission_id: UUID) -> HttpResponse:
    """One submission as printed pages; the trail notes it."""
    found = _found(visit, submission_id)
    return _pages(visit, f"{found.form}-{found.pk}.pdf", found)


def _pages(visit: Visit, name: str, submission: FormSubmission | None = None) -> HttpResponse:
    made = print_submissions(visit.actor, visit.case, language=language(), submission=submission)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@in_case(Permission.INTERVIEW)
def file(visit: Visit, submission_id: UUID) -> HttpResponse:
    """Makes the record that a submission speaks of."""
    found = _found(visit, submission_id)
    filed = file_submission(visit.actor, found, archive=Archive.at(settings.HOME.archive))
    messages.success(visit.request, _("It is in the record."))
    if filed.left:
        form = form_of(found.form)
        asked_for = (form.question(name) for name in filed.left)
        words = [_worded(each) for each in asked_for if each is not None]
        left = [*words, *(_worded(each) for each in form.groups if each.name in filed.left)]
        messages.info(visit.request, _("These answers stay in the form alone: %s") % "; ".join(left))
    return redirect("desk:submission", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.CONSENT)
def consent(visit: Visit, submission_id: UUID) -> HttpResponse:
    """Goes to the consent under which an unfiled form is held, so that two people can take it back."""
    found = consent_of_unfiled(visit.actor, _found(visit, submission_id))
    return redirect("desk:consent", visit.case.slug, found.pk)


@require_safe
@in_case(Permission.HEAR)
def conflict(visit: Visit, conflict_id: UUID) -> HttpResponse:
    """Two versions of one submission, side by side."""
    found = _conflict(visit, conflict_id)
    lines = lines_of(found.held.form, found.held.answers, found.arrived.answers, language=_language())
    replaced = replaced_files(found.held.media, found.arrived.media)
    sides = [_files(visit, [each.held, each.arrived]) for each in replaced]
    return visit.show(
        "form_conflict",
        conflict=found,
        files=[(_asked(found.held.form, each[0]["question"]), *each) for each in sides],
        title=_title(found.held.form),
        differing=[each for each in lines if each.differs],
        same=[each for each in lines if not each.differs],
    )


@require_POST
@in_case(Permission.DECIDE)
def resolve(visit: Visit, conflict_id: UUID) -> HttpResponse:
    """Lets one of two versions stand."""
    found, chosen = _conflict(visit, conflict_id), asked.line(visit.request.POST, "chosen")
    if chosen not in set(Chosen):
        raise BadInput("say which of the two versions stands")
    reason = asked.line(visit.request.POST, "reason", asked.LONG)
    resolve_conflict(visit.actor, found, chosen=Chosen(chosen), reason=reason)
    messages.success(visit.request, _("The decision is kept; the other version is set aside."))
    return redirect("desk:submissions", visit.case.slug)


def _found(visit: Visit, submission_id: UUID) -> FormSubmission:
    held = FormSubmission.objects.select_related("case", "item__consent")
    return get_object_or_404(held, pk=submission_id, case=visit.case)


def _conflict(visit: Visit, conflict_id: UUID) -> FormConflict:
    held = FormConflict.objects.select_related("case", "held", "arrived")
    return get_object_or_404(held, pk=conflict_id, case=visit.case)


def _asked(form: str, name: str) -> str:
    """A question in the words of its form."""
    question = form_of(form).question(name)
    return name if question is None else _worded(question)


def _title(slug: str) -> str:
    return _worded(form_of(slug))


def _worded(worded: object) -> str:
    return str(getattr(worded, _language()))


def _language() -> str:
    """'ar' or 'en': the language of the screen."""
    return "ar" if (get_language() or "").startswith("ar") else "en"
