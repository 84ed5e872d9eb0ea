"""A story as it will be published: a release of the record as it is now, made of a draft, and its pages.

The pages are written by what writes the site (HOUSE: Stories), so that nothing is shown here that would look
otherwise there. A preview is kept until the record or the draft changes, and is nobody's but the desk's.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils import timezone

from tahqiq import __version__, durable
from tahqiq.casebook.models import AuditEntry, Case
from tahqiq.casebook.releasing.drafts import write_draft
from tahqiq.casebook.telling.shelf import PREVIEWS
from tahqiq.desk.story_faults import shelf_of
from tahqiq.vocab.stories import Manuscript

#: How many previews of a case are kept.
KEPT = 6
_SITE, _WHOLE = "site", "whole"


def prepared(case: Case, manuscript: Manuscript) -> str:
    """Makes the preview of a story where it is not there yet, and gives its key."""
    from tahqiq.publish.previewing import publish_story

    key = _key(case, manuscript)
    folder = _folder(case, key)
    if (folder / _WHOLE).is_file():
        return key
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="tahqiq-preview-") as place:
        release = Path(place) / "release"
        write_draft(case, manuscript, folder=release, signing_key=_signing_key(), media=shelf_of(case))
        with durable.replacing_folder(folder, replaceable=_ours) as draft:
            publish_story(release, draft / _SITE, story=manuscript.slug)
            (draft / _WHOLE).touch()
    _forget_old(folder.parent)
    return key


def file_of(case: Case, key: str, path: str) -> Path | None:
    """A file of a preview; None for what it does not hold, or a path that leads out of it."""
    site = (_folder(case, key) / _SITE).resolve()
    found = (site / path).resolve()
    inside = len(key) == hashlib.sha256().digest_size * 2 and key.isalnum() and found.is_relative_to(site)
    return found if inside and found.is_file() else None


def _signing_key() -> bytes:
    """A preview is signed by nobody: a key made for it alone, and thrown away."""
    return hashlib.sha256(b"a preview is signed by nobody").digest()


def _key(case: Case, manuscript: Manuscript) -> str:
    """What a preview follows from: the draft, everything that happened in the case, the day, the program."""
    last = AuditEntry.objects.filter(case=case).order_by("-at", "-pk").values_list("pk", flat=True).first()
    told = msgspec.json.encode(manuscript)
    about = f"{last}\n{timezone.now().date().isoformat()}\n{__version__}"
    return hashlib.sha256(about.encode() + b"\n" + told).hexdigest()


def _folder(case: Case, key: str) -> Path:
    home: Path = settings.HOME.path
    return home / PREVIEWS / case.slug / key


def _ours(folder: Path) -> bool:
    return (folder / _WHOLE).is_file() or not any(folder.iterdir())


def _forget_old(previews: Path) -> None:
    for folder in list(_latest_first(previews))[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _latest_first(previews: Path) -> Iterator[Path]:
    whole = (each for each in previews.iterdir() if (each / _WHOLE).is_file())
    return iter(sorted(whole, key=lambda each: each.stat().st_mtime, reverse=True))
