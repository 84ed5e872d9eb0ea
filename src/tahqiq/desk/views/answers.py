"""The armed actors' answers beside what was found: history, the next step, reopening."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions, presence
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import TAHQIQ, Answer, Incident, Item
from tahqiq.casebook.versions import Outdated
from tahqiq.desk.answer_forms import AnswerWordsForm, StepForm
from tahqiq.desk.names import assessor_names
from tahqiq.desk.presences import said_of
from tahqiq.desk.quoting import evidence_for, item_named
from tahqiq.desk.views.editing import incident_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.errors import BadInput

#: Sealed items that are offered by their hashes.
OFFERED = 100


@require_safe
@in_case()
def answers(visit: Visit, incident_id: UUID) -> HttpResponse:
    """Everything the armed actors answered about one incident, beside what was found."""
    return _shown(visit, incident_of(visit, incident_id))


@require_POST
@in_case(Permission.RECORD)
def step(visit: Visit, incident_id: UUID, answer_id: UUID | None = None) -> HttpResponse:
    """Records a first answer, or the next step of one."""
    found = incident_of(visit, incident_id)
    answer = _answer(found, answer_id) if answer_id is not None else None
    form = StepForm(visit.case, visit.request.POST, answer=answer, prefix=_prefix(answer))
    if not form.is_valid():
        return _shown(visit, found, form=form, answer=answer)
    try:
        cleaned = form.cleaned_data
        actions.record_answer(
            visit.actor,
            found,
            answer=form.answer,
            evidence=evidence_for(item_named(visit.case, cleaned["sha256"]), cleaned["quote"]),
            note=cleaned["note"],
            words=form.words,
            version=(cleaned["version"] or 0) if answer is not None else 0,
        )
    except (Outdated, BadInput) as refused:
        column = refused.column if refused.column in form.fields else None
        form.add_error(column, _(refused.problem))
        return _shown(visit, found, form=form, answer=answer)
    messages.success(visit.request, _("The answer is recorded."))
    return redirect("desk:answers", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.RECORD)
def words(visit: Visit, incident_id: UUID, answer_id: UUID) -> HttpResponse:
    """Corrects the words that go with an answer."""
    found = incident_of(visit, incident_id)
    answer = _answer(found, answer_id)
    form = AnswerWordsForm(visit.request.POST, prefix=_prefix(answer))
    if form.is_valid():
        actions.edit_answer(visit.actor, answer, draft=form.words, version=form.cleaned_data["version"] or 0)
        messages.success(visit.request, _("The words are corrected."))
    return redirect("desk:answers", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.RECORD)
def reopen(visit: Visit, incident_id: UUID, answer_id: UUID) -> HttpResponse:
    """Notes that the armed actor looks at a closed case again."""
    found = incident_of(visit, incident_id)
    seen = visit.request.POST.get("version", "")
    actions.reopen_answer(
        visit.actor,
        _answer(found, answer_id),
        note=visit.request.POST.get("note", "")[:2_000],
        version=int(seen) if seen.isdecimal() else 0,
    )
    messages.success(visit.request, _("The answer is reopened."))
    return redirect("desk:answers", visit.case.slug, found.pk)


def _answer(incident: Incident, answer_id: UUID) -> Answer:
    held = incident.answers.filter(withdrawn_at=None).select_related("case", "party")
    return get_object_or_404(held, pk=answer_id)


def _prefix(answer: Answer | None) -> str:
    """Fields of several forms on one page are told apart by it."""
    return f"a{answer.pk.hex[:8]}" if answer is not None else "first"


def _shown(
    visit: Visit, found: Incident, *, form: StepForm | None = None, answer: Answer | None = None
) -> HttpResponse:
    held = list(_held(found))
    offered = _first(visit, found, held, form if answer is None else None)
    return visit.show(
        "answers",
        status=400 if form is not None else 200,
        incident=found,
        answers=[
            (each, form if form is not None and answer == each else _form(visit, each), _closed(each))
            for each in held
        ],
        first=offered,
        assessments=_assessments(found, visit.case.assessed_by),
        assessors=assessor_names(visit.case),
        items=_items(visit, found),
        presence=said_of(presence.look(visit.actor, found)),
    )


def _held(found: Incident) -> Any:
    standing = found.answers.filter(withdrawn_at=None).order_by("party__slug", "id")
    return standing.select_related("party", "item", "source").prefetch_related("events")


def _form(visit: Visit, answer: Answer) -> StepForm:
    return StepForm(visit.case, answer=answer, prefix=_prefix(answer))


def _closed(answer: Answer) -> bool:
    return AnswerState(answer.state).closed


def _first(visit: Visit, found: Incident, held: list[Answer], form: StepForm | None) -> StepForm:
    """The form for a party that has not answered yet."""
    shown = form if form is not None else StepForm(visit.case, prefix=_prefix(None))
    answered = {each.party.slug for each in held}
    choices = shown.fields["party"].choices  # type: ignore[attr-defined]
    shown.fields["party"].choices = [each for each in choices if each[0] not in answered]  # type: ignore[attr-defined]
    return shown


def _assessments(found: Incident, heading: str) -> Any:
    shown = found.assessments.filter(withdrawn_at=None, assessor__in={heading, TAHQIQ})
    return sorted(shown, key=lambda each: each.assessor != heading)


def _items(visit: Visit, found: Incident) -> Any:
    """Sealed items that speak of the incident already, to choose from; guarded ones for who may hear."""
    keys = {
        *found.claims.values_list("item_id", flat=True),
        *found.answers.values_list("item_id", flat=True),
        *found.statements.values_list("item_id", flat=True),
    }
    items = Item.objects.filter(pk__in=keys).order_by("sha256")
    return (items if visit.hears else items.filter(guarded=False))[:OFFERED]
