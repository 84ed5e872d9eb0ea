"""Changing drafts: nothing here leaves the desk; every version of a page is kept (Wagtail's revisions)."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Page, Revision

from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case
from tahqiq.casebook.telling.slugs import is_slug
from tahqiq.stories.authoring.models import CasePage, ChapterPage, StoryPage
from tahqiq.vocab.errors import BadInput

P = TypeVar("P", StoryPage, ChapterPage)

#: Who writes and submits; who approves, always another person; who takes a story back.
WRITES, APPROVES, WITHDRAWS = Permission.RECORD, Permission.SIGN_OFF, Permission.RELEASE


def stories_of(case: Case) -> list[StoryPage]:
    """The stories being written in a case, by name."""
    above = CasePage.objects.filter(case=case).first()
    return list(StoryPage.objects.child_of(above).order_by("slug")) if above is not None else []


def story_of(case: Case, key: UUID) -> StoryPage | None:
    """The story of the case that has this key."""
    above = CasePage.objects.filter(case=case).first()
    if above is None:
        return None
    found: StoryPage | None = StoryPage.objects.child_of(above).filter(translation_key=key).first()
    return found


def chapter_of(story: StoryPage, key: UUID) -> ChapterPage | None:
    """The chapter of the story that has this key."""
    found: ChapterPage | None = ChapterPage.objects.child_of(story).filter(translation_key=key).first()
    return found


@transaction.atomic
def make_story(actor: Actor, case: Case, *, slug: str, title_en: str = "", title_ar: str = "") -> StoryPage:
    """Begins a story.

    Raises:
        NotPermitted: the actor may not write in the case.
        BadInput: the slug is none, or another story of the case has it.
    """
    actor.demand(WRITES, case.slug)
    page = StoryPage(slug=slug, title_en=title_en, title_ar=title_ar, live=False)
    _add(CasePage.of(case), page)
    return page


@transaction.atomic
def make_chapter(
    actor: Actor, case: Case, story: StoryPage, *, slug: str, title_en: str = "", title_ar: str = ""
) -> ChapterPage:
    """Adds a chapter after the last.

    Raises:
        NotPermitted: the actor may not write in the case.
        BadInput: the slug is none, or another chapter of the story has it.
    """
    actor.demand(WRITES, case.slug)
    page = ChapterPage(slug=slug, title_en=title_en, title_ar=title_ar, live=False)
    _add(story, page)
    return page


def _add(above: Page, page: StoryPage | ChapterPage) -> None:
    """Puts a new page below another, under a slug of its own."""
    if not is_slug(page.slug):
        raise BadInput(
            "this is no name for an address", remedy="write small letters, digits and hyphens: after-the-war"
        )
    if above.get_children().filter(slug=page.slug).exists():
        raise BadInput("this address is taken", remedy="choose another")
    page.title = page.draft_title = page.named()
    above.add_child(instance=page)


def save(actor: Actor, case: Case, page: StoryPage | ChapterPage, *, by: AbstractBaseUser) -> Revision:
    """Keeps a page as a version of its own; the versions before it stay.

    Args:
        by: the account of who writes.

    Raises:
        NotPermitted: the actor may not write in the case.
    """
    actor.demand(WRITES, case.slug)
    return page.save_revision(user=by)


def restore(
    actor: Actor, case: Case, page: StoryPage | ChapterPage, revision: Revision, *, by: AbstractBaseUser
) -> Revision:
    """Makes an earlier version the latest; what stood between stays in the history.

    Raises:
        NotPermitted: the actor may not write in the case.
    """
    earlier: StoryPage | ChapterPage = page.with_content_json(revision.content)
    return save(actor, case, earlier, by=by)


@transaction.atomic
def move(actor: Actor, case: Case, chapter: ChapterPage, *, up: bool) -> None:
    """Puts a chapter before the one above it, or after the one below.

    Raises:
        NotPermitted: the actor may not write in the case.
    """
    actor.demand(WRITES, case.slug)
    beside = chapter.get_prev_sibling() if up else chapter.get_next_sibling()
    if beside is not None:
        chapter.move(beside, pos="left" if up else "right")


def latest(page: P) -> P:
    """The page as it was last saved."""
    found: P = page.get_latest_revision_as_object()
    return found


def versions(page: StoryPage | ChapterPage) -> list[Revision]:
    """Every version of a page, the latest first."""
    return list(page.revisions.select_related("user").order_by("-created_at", "-id"))
