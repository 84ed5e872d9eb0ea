"""A draft or a version as it will be published, within the desk."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tahqiq.casebook.actions.stories import manuscript_of as manuscript_in_version
from tahqiq.desk.story_preview import file_of, prepared
from tahqiq.desk.story_versions import version_of
from tahqiq.desk.views.stories import demand_sight, found_story, spoken
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.stories.authoring.manuscripts import manuscript_of
from tahqiq.vocab.stories import Manuscript


@require_safe
@in_case()
def preview(visit: Visit, story_id: UUID) -> HttpResponse:
    """The draft as it stands now."""
    demand_sight(visit)
    return _shown(visit, manuscript_of(found_story(visit, story_id)))


@require_safe
@in_case()
def preview_version(visit: Visit, version_id: UUID) -> HttpResponse:
    """Exactly what was submitted."""
    demand_sight(visit)
    found = version_of(visit.case, version_id)
    if found is None:
        raise Http404
    return _shown(visit, manuscript_in_version(found))


def _shown(visit: Visit, manuscript: Manuscript) -> HttpResponse:
    key = prepared(visit.case, manuscript)
    chapter = visit.request.GET.get("chapter", "")
    known = chapter if chapter in {each.slug for each in manuscript.chapters} else "index"
    path = f"{spoken()}/story/{manuscript.slug}/{known}.html"
    return redirect("desk:previewed", visit.case.slug, key, path)


@require_safe
@in_case()
def previewed(visit: Visit, key: str, path: str) -> HttpResponseBase:
    """A page or a file of a preview."""
    demand_sight(visit)
    found = file_of(visit.case, key, path)
    if found is None:
        raise Http404
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        return HttpResponse(found.read_bytes(), content_type=f"{kind}; charset=utf-8")
    return FileResponse(found.open("rb"), content_type=kind)
