"""Pictures, sounds and films for stories: sealed on arrival, under a consent, faces and plates blurred."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tahqiq.casebook.actions.story_media import BLURRED, SOURCE, keep_blurred, keep_story_media
from tahqiq.casebook.models import Consent, Graphic, Item
from tahqiq.desk import asked
from tahqiq.desk.archive import needed_archive
from tahqiq.desk.stills import Veil, can_be_shown, still
from tahqiq.desk.uploads import seal_uploads
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.seal import Archive, NotSealed, Receipt, Removed
from tahqiq.stories.authoring.blurring import Part, blurred
from tahqiq.stories.authoring.drafting import WRITES
from tahqiq.vocab.errors import BadInput

_NOBODY = "nobody"
SHOWN = 200


def media_of(visit: Visit) -> QuerySet[Item]:
    """Pictures, sounds and films that a story may use; testimony stays with those who hear it."""
    shown = Q(media_type__startswith="image/") | Q(media_type__startswith="audio/")
    shown |= Q(media_type__startswith="video/")
    open_here = Q(source__slug=SOURCE) | Q(guarded=False)
    return Item.objects.filter(shown, open_here, case=visit.case).select_related("parent", "consent")


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(WRITES)
def media(visit: Visit) -> HttpResponse:
    """What is there, and a form that brings more."""
    if visit.request.method == "POST":
        return _bring(visit)
    consents = Consent.objects.filter(case=visit.case).valid(timezone.now().date())
    brought = media_of(visit).order_by("-source__slug", "title_en", "sha256")[:SHOWN]
    return visit.show("story_media", media=brought, consents=consents, graphics=list(Graphic))


def _bring(visit: Visit) -> HttpResponse:
    posted, files = visit.request.POST, visit.request.FILES.getlist("file")
    consent, nobody = _consent(visit, posted.get("consent", ""))
    graphic = asked.one_of(Graphic, posted.get("graphic", "")) or Graphic.UNKNOWN
    sealed = seal_uploads([each for each in files if isinstance(each, UploadedFile)], by=visit.actor.name)
    for each in sealed:
        if not each.media_type.startswith(("image/", "audio/", "video/")):
            raise BadInput("this is no picture, sound or film", file=each.name)
        said = PurePosixPath(each.name).stem
        keep_story_media(
            visit.actor,
            visit.case,
            sha256=each.sha256,
            size=each.size,
            media_type=each.media_type,
            title_en=asked.line(posted, "title_en") or said,
            title_ar=asked.line(posted, "title_ar"),
            graphic=graphic,
            consent=consent,
            nobody_shown=nobody,
        )
    messages.success(visit.request, _("Sealed. It can be chosen in a block now."))
    return redirect("desk:story_media", visit.case.slug)


def _consent(visit: Visit, chosen: str) -> tuple[Consent | None, bool]:
    """The consent chosen, and whether nobody's is needed."""
    if chosen in {"", _NOBODY}:
        return None, chosen == _NOBODY
    try:
        return get_object_or_404(Consent, case=visit.case, pk=UUID(chosen)), False
    except ValueError:
        raise Http404 from None


def found_media(visit: Visit, key: UUID) -> Item:
    """A picture, sound or film of the case.

    Raises:
        Http404: there is none of this id, or it is testimony.
    """
    found: Item = get_object_or_404(media_of(visit), pk=key)
    return found


@require_safe
@in_case(WRITES)
def picture(visit: Visit, item_id: UUID) -> HttpResponse:
    """The picture drawn anew; one that is graphic, or of which nobody has said, grey and blurred."""
    found = found_media(visit, item_id)
    veil = Veil.COLOUR if found.graphic == Graphic.NO or "plain" in visit.request.GET else Veil.VEILED
    try:
        with needed_archive().read(found.sha256) as stream:
            drawn = still(stream, found.media_type, veil)
    except (NotSealed, Removed):
        raise Http404 from None
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(WRITES)
def blur(visit: Visit, item_id: UUID) -> HttpResponse:
    """Where parts of a picture are drawn, by pointer or as numbers, and made unrecognisable."""
    found = found_media(visit, item_id)
    if not can_be_shown(found.media_type):
        raise Http404
    if visit.request.method != "POST":
        return visit.show("story_blur", item=found, rows=range(6))
    parts = _parts(visit.request.POST)
    try:
        with needed_archive().read(found.sha256) as stream:
            content = blurred(stream, found.media_type, parts)
    except (NotSealed, Removed) as error:
        raise BadInput("the archive does not hold this item") from error
    told = [each.as_list() for each in parts]
    receipt = Receipt(
        by=visit.actor.name,
        original_name="",
        how="blurred at the desk",
        parent_sha256=found.sha256,
        operation=BLURRED,
        stated={"parts": told},
    )
    sealed = Archive.at(settings.HOME.archive).seal_bytes(content, receipt)
    keep_blurred(
        visit.actor,
        found,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type=sealed.media_type,
        regions=told,
    )
    messages.success(
        visit.request, _("The blurred picture is sealed beside its original. Choose it in the block.")
    )
    return redirect("desk:story_media", visit.case.slug)


def _parts(posted: QueryDict) -> list[Part]:
    """The parts of a form: one row each, in percent; empty rows say nothing.

    Raises:
        BadInput: a number is none.
    """
    rows = zip(*(posted.getlist(name) for name in ("shape", "left", "top", "width", "height")), strict=False)
    return [_part(shape, numbers) for shape, *numbers in rows if any(each.strip() for each in numbers)]


def _part(shape: str, numbers: list[str]) -> Part:
    try:
        left, top, width, height = (float(each.replace(",", ".")) / 100 for each in numbers)
    except ValueError:
        raise BadInput("write four numbers for each part: left, top, width and height in percent") from None
    return Part(
        shape="rectangle" if shape == "rectangle" else "ellipse",
        left=left,
        top=top,
        width=width,
        height=height,
    )
