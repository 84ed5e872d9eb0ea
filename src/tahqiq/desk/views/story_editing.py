"""Writing a story and its chapters: one form for both languages, versions kept, faults at their fields."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Revision

from tahqiq.casebook.telling import Fault
from tahqiq.desk import asked
from tahqiq.desk.story_faults import faults_of
from tahqiq.desk.views.stories import demand_sight, found_chapter, found_story, spoken
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.stories.authoring import comments, drafting
from tahqiq.stories.authoring.comments import comments_on, settle
from tahqiq.stories.authoring.drafting import WRITES
from tahqiq.stories.authoring.manuscripts import block_id
from tahqiq.stories.authoring.marking import mark
from tahqiq.stories.authoring.models import ChapterPage, StoryPage
from tahqiq.vocab.errors import BadInput

#: How many versions a history shows.
SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(WRITES)
def new(visit: Visit) -> HttpResponse:
    """Begins a story."""
    if visit.request.method != "POST":
        return visit.show("story_new")
    made = drafting.make_story(visit.actor, visit.case, **_begun(visit))
    return redirect("desk:edit_story", visit.case.slug, made.translation_key)


@require_POST
@in_case(WRITES)
def new_chapter(visit: Visit, story_id: UUID) -> HttpResponse:
    """Adds a chapter."""
    story = found_story(visit, story_id)
    made = drafting.make_chapter(visit.actor, visit.case, story, **_begun(visit))
    return redirect("desk:edit_chapter", visit.case.slug, story_id, made.translation_key)


def _begun(visit: Visit) -> dict[str, str]:
    posted = visit.request.POST
    return {name: asked.line(posted, name) for name in ("slug", "title_en", "title_ar")}


@require_POST
@in_case(WRITES)
def move(visit: Visit, story_id: UUID, chapter_id: UUID) -> HttpResponse:
    """Puts a chapter earlier or later."""
    _story, chapter = found_chapter(visit, story_id, chapter_id)
    drafting.move(visit.actor, visit.case, chapter, up=visit.request.POST.get("to") == "up")
    return redirect("desk:story", visit.case.slug, story_id)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(WRITES)
def edit(visit: Visit, story_id: UUID) -> HttpResponse:
    """Title, summary and cover of a story."""
    story = found_story(visit, story_id)
    return _edit(visit, story, story, stream="cover")


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(WRITES)
def edit_chapter(visit: Visit, story_id: UUID, chapter_id: UUID) -> HttpResponse:
    """A chapter and its blocks."""
    story, chapter = found_chapter(visit, story_id, chapter_id)
    return _edit(visit, story, chapter, stream="body")


def _edit(visit: Visit, story: StoryPage, page: StoryPage | ChapterPage, *, stream: str) -> HttpResponse:
    current = drafting.latest(page)
    handler = current.get_edit_handler()
    posted = visit.request.POST if visit.request.method == "POST" else None
    form: ModelForm[Any] = handler.get_form_class()(
        posted, instance=current, parent_page=page.get_parent(), for_user=visit.account
    )
    before, status = page.latest_revision_id, 200
    left: list[Fault] = []
    if posted is not None:
        overtaken = posted.get("seen", "") != str(before or "")
        if _is_whole(form) and form.is_valid() and not overtaken:
            drafting.save(visit.actor, visit.case, form.save(commit=False), by=visit.account)
            messages.success(visit.request, _("The draft is kept."))
            return redirect(visit.request.path)
        status = 409 if overtaken else 400
    else:
        overtaken = False
        left = mark(form, _faults(visit, story, page), stream=stream, language=spoken())
    bound = handler.get_bound_panel(instance=current, request=visit.request, form=form, prefix="panel")
    return visit.show(
        "story_edit",
        status=status,
        story=story,
        page=current,
        is_chapter=isinstance(page, ChapterPage),
        form=form,
        panel=bound,
        media=bound.media + form.media,
        seen=before or "",
        overtaken=overtaken,
        by=page.latest_revision.user if overtaken and page.latest_revision is not None else None,
        left=[each.said(spoken()) for each in left],
        comments=comments_on(page),
        blocks=[(block_id(each), each.block.label) for each in getattr(current, stream)],
    )


def _is_whole(form: ModelForm[Any]) -> bool:
    """Whether a form was sent whole.

    Raises:
        BadInput: the counts of its blocks are missing or no numbers, as no browser sends it.
    """
    try:
        return bool(form.errors is not None)
    except (KeyError, ValueError) as error:
        raise BadInput("the form was not sent whole", remedy="go back and send it again") from error


def _faults(visit: Visit, story: StoryPage, page: StoryPage | ChapterPage) -> list[Fault]:
    """What keeps this page from being told; of a story, nothing that stands in its chapters."""
    slug = page.slug if isinstance(page, ChapterPage) else ""
    return [each for each in faults_of(visit.case, story) if each.chapter == slug]


@require_POST
@in_case(WRITES)
def comment(visit: Visit, story_id: UUID, chapter_id: UUID | None = None) -> HttpResponse:
    """Says something about a page to colleagues, or that something said has been dealt with."""
    _story, page = _page(visit, story_id, chapter_id)
    posted = visit.request.POST
    if "settle" in posted:
        said = next((each for each in comments_on(page) if str(each.pk) == posted["settle"]), None)
        if said is None:
            raise Http404
        settle(visit.actor, visit.case, said, by=visit.account)
    else:
        about = asked.line(posted, "about")
        words = posted.get("words", "")
        comments.comment(visit.actor, visit.case, page, about=about, words=words, by=visit.account)
    if chapter_id is None:
        return redirect("desk:edit_story", visit.case.slug, story_id)
    return redirect("desk:edit_chapter", visit.case.slug, story_id, chapter_id)


@require_safe
@in_case()
def history(visit: Visit, story_id: UUID, chapter_id: UUID | None = None) -> HttpResponse:
    """The versions of a page; any two can be compared."""
    demand_sight(visit)
    story, page = _page(visit, story_id, chapter_id)
    kept = drafting.versions(page)[:SHOWN]
    compared = _compared(visit, page, kept)
    return visit.show("story_history", story=story, page=page, versions=kept, compared=compared)


@require_POST
@in_case(WRITES)
def restore(visit: Visit, story_id: UUID, chapter_id: UUID | None = None) -> HttpResponse:
    """Makes an earlier version the latest."""
    _story, page = _page(visit, story_id, chapter_id)
    revision = _revision(page, visit.request.POST.get("version", ""))
    drafting.restore(visit.actor, visit.case, page, revision, by=visit.account)
    messages.success(visit.request, _("The earlier version is the latest again."))
    if chapter_id is None:
        return redirect("desk:edit_story", visit.case.slug, story_id)
    return redirect("desk:edit_chapter", visit.case.slug, story_id, chapter_id)


def _page(visit: Visit, story_id: UUID, chapter_id: UUID | None) -> tuple[StoryPage, StoryPage | ChapterPage]:
    if chapter_id is not None:
        return found_chapter(visit, story_id, chapter_id)
    story = found_story(visit, story_id)
    return story, story


def _revision(page: StoryPage | ChapterPage, key: str) -> Revision:
    found = page.revisions.filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None
    if found is None:
        raise Http404
    return found


def _compared(
    visit: Visit, page: StoryPage | ChapterPage, kept: list[Revision]
) -> list[tuple[str, str]] | None:
    """What changed between two versions: the field, and Wagtail's marks in it; None where nobody asked."""
    asked_for = visit.request.GET
    if "before" not in asked_for or "after" not in asked_for:
        return None
    before, after = (_revision(page, asked_for[name]).as_object() for name in ("before", "after"))
    handler = page.get_edit_handler()
    bound = handler.get_bound_panel(instance=page, request=visit.request, form=None)
    compared = [each(before, after) for each in bound.get_comparison()]
    return [(each.field_label(), each.htmldiff()) for each in compared if each.has_changed()]
