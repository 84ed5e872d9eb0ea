"""Stories at the desk: what is being written, what was submitted, who approved it, from when it leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook.actions import stories as actions
from tahqiq.casebook.models import StoryVersion
from tahqiq.casebook.telling import Fault, Untellable
from tahqiq.desk import asked
from tahqiq.desk.story_faults import faults_of, shelf_of
from tahqiq.desk.story_versions import version_of, versions_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.stories.authoring import drafting
from tahqiq.stories.authoring.drafting import APPROVES, WITHDRAWS, WRITES
from tahqiq.stories.authoring.manuscripts import chapters_of, manuscript_of
from tahqiq.stories.authoring.models import ChapterPage, StoryPage
from tahqiq.vocab.errors import NotPermitted

#: Faults that one screen tells; there is always a next time.
_TOLD = 60


def demand_sight(visit: Visit) -> None:
    """Refuses those who neither write stories nor approve them: a draft may hold what nobody has checked.

    Raises:
        NotPermitted: such a person asked.
    """
    if not (visit.may(WRITES) or visit.may(APPROVES)):
        raise NotPermitted(f"{visit.actor.name} may not see stories being written")


def found_story(visit: Visit, key: UUID) -> StoryPage:
    """The story of the case.

    Raises:
        Http404: the case has none of this key.
    """
    found = drafting.story_of(visit.case, key)
    if found is None:
        raise Http404
    return found


def found_chapter(visit: Visit, story_id: UUID, chapter_id: UUID) -> tuple[StoryPage, ChapterPage]:
    """The chapter, and the story it is of.

    Raises:
        Http404: there is no such chapter in it.
    """
    story = found_story(visit, story_id)
    found = drafting.chapter_of(story, chapter_id)
    if found is None:
        raise Http404
    return story, found


def spoken() -> Any:
    """The language of the screen, as vocabularies know it."""
    return "ar" if (get_language() or "").startswith("ar") else "en"


@require_safe
@in_case()
def stories(visit: Visit) -> HttpResponse:
    """Every story of the case that is being written, and what was submitted of others (files, built-in)."""
    demand_sight(visit)
    written = drafting.stories_of(visit.case)
    versions = StoryVersion.objects.filter(case=visit.case).order_by("story", "-number", "id")
    return visit.show(
        "stories",
        stories=written,
        versions=versions,
        **_now(visit),
    )


@require_safe
@in_case()
def story(visit: Visit, story_id: UUID) -> HttpResponse:
    """One story: its chapters, what keeps it from being told, its versions."""
    demand_sight(visit)
    found = found_story(visit, story_id)
    faults = faults_of(visit.case, found)
    return visit.show(
        "story",
        story=drafting.latest(found),
        chapters=list(chapters_of(found)),
        faults=[_told(each) for each in faults[:_TOLD]],
        more=max(0, len(faults) - _TOLD),
        versions=versions_of(visit.case, found.slug),
        **_now(visit),
    )


def _now(visit: Visit) -> dict[str, Any]:
    return {
        "today": timezone.now().date(),
        "may_write": visit.may(WRITES),
        "may_approve": visit.may(APPROVES),
        "may_withdraw": visit.may(WITHDRAWS),
    }


def _told(fault: Fault) -> tuple[str, str, str]:
    """Where a fault is, in which language, and what it is."""
    where = " › ".join(each for each in (fault.chapter, fault.field) if each)
    return where, fault.language, fault.said(spoken())


@require_POST
@in_case(WRITES)
def submit(visit: Visit, story_id: UUID) -> HttpResponse:
    """Puts the draft as it stands before a second person; nothing that cannot be told gets that far."""
    found = found_story(visit, story_id)
    try:
        actions.submit_story(visit.actor, visit.case, manuscript_of(found), media=shelf_of(visit.case))
    except Untellable:
        messages.error(visit.request, _("It cannot be submitted yet: see what is missing below."))
    else:
        messages.success(visit.request, _("Submitted. A second person can approve it now."))
    return redirect("desk:story", visit.case.slug, story_id)


def _version(visit: Visit, key: UUID) -> StoryVersion:
    found = version_of(visit.case, key)
    if found is None:
        raise Http404
    return found


@require_POST
@in_case(APPROVES)
def approve(visit: Visit, version_id: UUID) -> HttpResponse:
    """The second person's approval of exactly the version that was on the screen."""
    found = _version(visit, version_id)
    if visit.request.POST.get("digest") != found.digest:
        return HttpResponseBadRequest()
    try:
        actions.approve_story(visit.actor, found, media=shelf_of(visit.case))
    except Untellable as refused:
        messages.error(visit.request, "; ".join(each.said(spoken()) for each in refused.faults[:3]))
    else:
        messages.success(visit.request, _("Approved. The next release carries it."))
    return redirect("desk:stories", visit.case.slug)


@require_POST
@in_case(APPROVES)
def schedule(visit: Visit, version_id: UUID) -> HttpResponse:
    """Says from which day on a version may leave."""
    found = _version(visit, version_id)
    actions.schedule_story(visit.actor, found, not_before=asked.day(visit.request.POST, "not_before"))
    messages.success(visit.request, _("The day is kept."))
    return redirect("desk:stories", visit.case.slug)


@require_POST
@in_case(WITHDRAWS)
def withdraw(visit: Visit, version_id: UUID) -> HttpResponse:
    """Takes a story back: the next release is without it."""
    found = _version(visit, version_id)
    actions.withdraw_story(visit.actor, found, reason=asked.line(visit.request.POST, "reason", asked.LONG))
    messages.success(visit.request, _("Withdrawn. The next release is without it."))
    return redirect("desk:stories", visit.case.slug)
