"""A release as it would be with a draft of a story in it: written for a preview, recorded nowhere."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from tahqiq import __version__
from tahqiq.casebook.models import Case, StoryVersion
from tahqiq.casebook.releasing import rows_leaving, snapshot
from tahqiq.casebook.releasing.folder import files_of
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.casebook.telling import MediaShelf, tell
from tahqiq.casebook.totals import totals
from tahqiq.release import write
from tahqiq.vocab.release import Manifest
from tahqiq.vocab.stories import Manuscript


def write_draft(
    case: Case, manuscript: Manuscript, *, folder: Path, signing_key: bytes, media: MediaShelf
) -> Manifest:
    """Writes what would leave the case if this draft were approved.

    Where something cannot be told yet its place stays open; whoever submits the story is told what it is.

    Args:
        folder: where the release shall stand, for a moment: it is nobody's release.
        signing_key: of nobody; a preview proves nothing.
        media: the originals, and what was made of them for the web.
    """
    leaving = Leaving(case, on=timezone.now().date(), shelf=media)
    with snapshot():
        known = StoryVersion.objects.of(manuscript.slug).filter(case=case).order_by("-number")
        version = next((each.number for each in known if each.withdrawn_at is None), 0) or 1
        draft = tell(case, manuscript, media=media, version=version, leaving=leaving)
        others = [each for each in leaving.told if each.story.slug != manuscript.slug]
        leaving.told = sorted([*others, draft], key=lambda each: each.story.slug)
        return write(
            folder,
            case=case.slug,
            rows=rows_leaving(leaving),
            totals=totals(case),
            signing_key=signing_key,
            approvals=lambda _content: (),
            tool=f"tahqiq {__version__}",
            media=files_of(leaving, media),
        )
