"""What colleagues say to one another about a page: Wagtail's comments, which stay with the page."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, Comment

from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Case
from tahqiq.stories.authoring.drafting import WRITES
from tahqiq.stories.authoring.models import ChapterPage, StoryPage
from tahqiq.vocab.errors import BadInput

#: Code points of a comment.
LONGEST = 4000


def comments_on(page: StoryPage | ChapterPage) -> list[Comment]:
    """Everything said about a page, what is settled last."""
    found = getattr(page, COMMENTS_RELATION_NAME).select_related("user", "resolved_by")
    return sorted(found.all(), key=lambda each: (each.resolved_at is not None, each.created_at, each.pk))


def comment(
    actor: Actor, case: Case, page: StoryPage | ChapterPage, *, about: str, words: str, by: AbstractBaseUser
) -> Comment:
    """Says something about a page, or one of its blocks.

    Args:
        about: where in the page: a field, or a block by its id.

    Raises:
        NotPermitted: the actor may not write in the case.
        BadInput: nothing is said, or too much.
    """
    actor.demand(WRITES, case.slug)
    if not words.strip() or len(words) > LONGEST:
        raise BadInput("it says nothing, or is too long", column="words")
    return Comment.objects.create(page=page, user=by, text=words.strip(), contentpath=about[:200])


def settle(actor: Actor, case: Case, said: Comment, *, by: AbstractBaseUser) -> None:
    """Says that a comment has been dealt with; it stays to be read.

    Raises:
        NotPermitted: the actor may not write in the case.
    """
    actor.demand(WRITES, case.slug)
    if said.resolved_at is None:
        said.resolved_at, said.resolved_by = timezone.now(), by
        said.save()
