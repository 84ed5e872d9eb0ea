"""Sealed items: grey, still and muted until somebody asks; their custody, their proof, their bytes.

Nothing sealed is ever part of a page of ours: pictures are drawn anew, films play only where they were asked
for, and the bytes themselves leave as a file to be kept (OWASP ASVS 4.0, 12.5), entered in the custody log.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Claim, Graphic, Item, Party
from tahqiq.desk.archive import needed_archive
from tahqiq.desk.custody import SHOWN, custody, opening_words
from tahqiq.desk.item_list import PAGE, ItemFilter, items
from tahqiq.desk.paging import page_of
from tahqiq.desk.played import answer_with, can_be_played
from tahqiq.desk.said_by_file import said_by_file
from tahqiq.desk.shown_items import choose, veil_of
from tahqiq.desk.stills import Veil, can_be_shown, still
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.seal import NotSealed, Receipt, Removed
from tahqiq.vocab.errors import BadInput, NotPermitted


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """All sealed items of the case, without thumbnails."""
    form = ItemFilter(visit.request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    shown = Item.objects.select_related("source")
    found = items(visit.case, asked, guarded=visit.hears)
    page = page_of(found, shown, number=visit.request.GET.get("page"), size=PAGE)
    kept = visit.request.GET.copy()
    kept.pop("page", None)
    return visit.show("items", form=form, page=page, kept_query=kept.urlencode())


@require_safe
@in_case()
def item(visit: Visit, item_id: UUID) -> HttpResponse:
    """One sealed item: hash, content note, custody, what it says of itself, and as much as was asked for.

    A table of people is not laid open to those who may not see names.
    """
    found = _found(visit, item_id)
    receipts = custody(found)
    return visit.show(
        "item",
        item=found,
        **_looks(visit, found),
        cut=found.size > SHOWN,
        custody=receipts,
        sees_receipts=_sees_receipts(visit),
        said_by_file=said_by_file(receipts or ()) if visit.sees_names else [],
        words=opening_words(found) if visit.sees_names else None,
        derived=found.derived.all(),
        claim_count=Claim.objects.filter(case=visit.case, item=found).count(),
        parties=Party.objects.filter(case=visit.case),
        graphics=list(Graphic),
    )


def _looks(visit: Visit, found: Item) -> dict[str, Any]:
    """How the item may be looked at, and how much of it this session shows."""
    return {
        "veil": veil_of(visit.request, found.pk).value,
        "is_picture": can_be_shown(found.media_type),
        "is_film": can_be_played(found.media_type),
        "is_sound": found.media_type.startswith("audio/"),
    }


def _sees_receipts(visit: Visit) -> bool:
    """Whether this person sees who brought an item, whence: those who work with it, and auditors."""
    return visit.sees_names or visit.may(Permission.AUDIT)


def _found(visit: Visit, item_id: UUID) -> Item:
    kept = Item.objects.select_related("source", "parent", "case")
    found = get_object_or_404(kept, pk=item_id, case=visit.case)
    visit.demand_sight_of(found)
    return found


def _demand_sight(visit: Visit) -> None:
    """Refuses those who do not work on the record: what is sealed may show people.

    Raises:
        NotPermitted: such a person asked.
    """
    if not visit.sees_names:
        raise NotPermitted(f"{visit.actor.name} may not look at sealed items")


@require_POST
@in_case()
def show(visit: Visit, item_id: UUID) -> HttpResponse:
    """Shows an item in this session, or veils it again; that it was looked at is entered in its custody."""
    _demand_sight(visit)
    found = _found(visit, item_id)
    try:
        veil = Veil(visit.request.POST.get("veil", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if veil is not Veil.VEILED and veil_of(visit.request, found.pk) is Veil.VEILED:
        _enter(visit, found, "looked at at the desk")
    choose(visit.request, found.pk, veil)
    spoken = found.interviews.first() if visit.request.POST.get("back") == "interview" else None
    if spoken is not None:
        return redirect("desk:interview", visit.case.slug, spoken.pk)
    return redirect("desk:item", visit.case.slug, found.pk)


def _enter(visit: Visit, found: Item, how: str) -> None:
    """Enters in the custody log that an item was opened."""
    receipt = Receipt(by=visit.actor.name, original_name="", how=how)
    needed_archive().record("opened", found.sha256, receipt)


@require_safe
@in_case()
def picture(visit: Visit, item_id: UUID) -> HttpResponse:
    """The picture drawn anew: blurred and grey, unless this session asked for more."""
    _demand_sight(visit)
    found = _found(visit, item_id)
    try:
        with needed_archive().read(found.sha256) as stream:
            drawn = still(stream, found.media_type, veil_of(visit.request, found.pk))
    except (NotSealed, Removed):
        raise Http404 from None
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/jpeg")


@require_safe
@in_case()
def film(visit: Visit, item_id: UUID) -> HttpResponseBase:
    """A film or sound, where this session asked for it; muted, and never by itself."""
    _demand_sight(visit)
    found = _found(visit, item_id)
    if not can_be_played(found.media_type) or veil_of(visit.request, found.pk) is Veil.VEILED:
        raise Http404
    try:
        return answer_with(needed_archive().read(found.sha256), found, visit.request.headers.get("Range", ""))
    except (NotSealed, Removed):
        raise Http404 from None


@require_POST
@in_case()
def original(visit: Visit, item_id: UUID) -> HttpResponseBase:
    """The sealed bytes, as a file to be kept and never shown; entered in the custody log."""
    _demand_sight(visit)
    found = _found(visit, item_id)
    archive = needed_archive()
    try:
        stream = archive.read(found.sha256)
    except (NotSealed, Removed) as error:
        raise BadInput("the archive does not hold this item") from error
    _enter(visit, found, "downloaded at the desk")
    answer = FileResponse(stream, as_attachment=True, filename=f"{found.sha256}.bin")
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer


@require_safe
@in_case()
def proof(visit: Visit, item_id: UUID) -> HttpResponse:
    """The proof that the item was sealed, for a stranger: nothing in it says who brought it."""
    from tahqiq.seal.bundles import make_bundle

    found = _found(visit, item_id)
    try:
        content = make_bundle(needed_archive(), found.sha256)
    except (NotSealed, Removed) as error:
        raise BadInput("the archive does not hold this item") from error
    answer = HttpResponse(content, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="proof-{found.sha256[:12]}.json"'
    return answer


@require_POST
@in_case(Permission.RECORD)
def describe(visit: Visit, item_id: UUID) -> HttpResponse:
    """Says what a person should know before looking."""
    asked = visit.request.POST
    try:
        graphic = Graphic(asked.get("graphic", ""))
    except ValueError:
        return HttpResponseBadRequest()
    notes = {name: asked.get(name, "")[:2000] for name in ("content_note_en", "content_note_ar")}
    actions.describe_item(visit.actor, _found(visit, item_id), graphic=graphic, **notes)
    messages.success(visit.request, _("The content note is kept."))
    return redirect("desk:item", visit.case.slug, item_id)


@require_POST
@in_case(Permission.PROPOSE)
def read(visit: Visit, item_id: UUID) -> HttpResponse:
    """Reads a sealed document and proposes what it says."""
    from tahqiq.casebook.importing.sealed import read_item
    from tahqiq.read.running import Kind

    kind = Kind.STATEMENTS if visit.request.POST.get("kind") == "statements" else Kind.TEXT
    party = visit.request.POST.get("party", "")
    brought = read_item(visit.actor, _found(visit, item_id), archive=needed_archive(), kind=kind, party=party)
    said = ngettext("{n} proposed anew.", "{n} proposed anew.", brought.proposed).format(n=brought.proposed)
    messages.success(visit.request, said)
    text = Item.objects.filter(case=visit.case, sha256=brought.text_sha256).first()
    return redirect("desk:claims_desk", visit.case.slug, text.pk if text is not None else item_id)
