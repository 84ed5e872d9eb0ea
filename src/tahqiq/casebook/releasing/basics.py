"""The case, its parties, sources, places, populations and recovery sites as release rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tahqiq.casebook.models import (
    Claim,
    Incident,
    Item,
    Listing,
    Party,
    Place,
    Population,
    RecoverySite,
    Source,
)
from tahqiq.casebook.models.victim import NO_BASIS
from tahqiq.casebook.releasing.reading import Leaving, spelled, stream
from tahqiq.vocab.rows import (
    CaseRow,
    PartyRow,
    PlaceRow,
    PopulationRow,
    SiteRow,
    SourceRow,
    Withheld,
)

_IDENTIFYING = ("name_en", "name_ar", "url", "note_en", "note_ar")


def cases(leaving: Leaving) -> Iterator[CaseRow]:
    """The one case."""
    case = leaving.case
    plain = {
        "id": str(case.pk),
        "slug": case.slug,
        "title_en": case.title_en,
        "title_ar": case.title_ar or case.title_en,
        "summary_en": case.summary_en,
        "summary_ar": case.summary_ar,
        "assessed_by": case.assessed_by,
        "assessed_by_en": leaving.assessor(case.assessed_by, "en"),
        "assessed_by_ar": leaving.assessor(case.assessed_by, "ar"),
        "corrections_to": case.corrections_to,
    }
    yield case.release_policy.apply(CaseRow, plain)


def parties(leaving: Leaving) -> Iterator[PartyRow]:
    """All parties, by slug."""
    for party in stream(Party.objects.filter(case=leaving.case), spelled("slug"), "id"):
        plain = {"id": str(party.pk), "slug": party.slug, "name_en": party.name_en, "name_ar": party.name_ar}
        yield Party.release_policy.apply(PartyRow, plain)


def sources(leaving: Leaving) -> Iterator[SourceRow]:
    """All sources, by slug; private persons without a basis go nameless, and those nothing cites not at all.

    How many people spoke with us is nobody's business: who did leaves where a claim or item of theirs does.
    """
    found = Source.objects.filter(case=leaving.case).exclude(id__in=_silent(leaving))
    for source in stream(found, spelled("slug"), "id"):
        plain = {
            "id": leaving.source(source.pk),
            "slug": leaving.sources[source.pk],
            "name_en": source.name_en,
            "name_ar": source.name_ar,
            "kind": source.kind,
            "url": source.url,
            "note_en": source.note_en,
            "note_ar": source.note_ar,
        }
        hidden = _IDENTIFYING if source.pk in leaving.nameless else ()
        held = [Withheld(field=name, reason=NO_BASIS) for name in hidden]
        yield Source.release_policy.apply(SourceRow, plain, withhold=held)


def _silent(leaving: Leaving) -> set[UUID]:
    """People who spoke with us, of whom nothing leaves."""
    voices = leaving.nameless & leaving.voices.keys()
    said = Claim.objects.accepted().filter(source__in=voices).values_list("source", flat=True)
    shown = Item.objects.filter(source__in=voices).exclude(id__in=leaving.veiled)
    listed = Listing.objects.filter(source__in=voices).values_list("source", flat=True)
    return set(voices) - {*said, *shown.values_list("source", flat=True), *listed}


def places(leaving: Leaving) -> Iterator[PlaceRow]:
    """Places where an incident or a recovery site lies."""
    used = Q(Exists(Incident.objects.filter(place=OuterRef("pk")))) | Q(
        Exists(RecoverySite.objects.filter(place=OuterRef("pk")))
    )
    for place in stream(Place.objects.filter(used, case=leaving.case), "id"):
        plain = {
            "id": str(place.pk),
            "name_en": place.name_en,
            "name_ar": place.name_ar,
            **position(place),
        }
        yield Place.release_policy.apply(PlaceRow, plain)


def position(place: Place | None) -> dict[str, Any]:
    """Precision and point of a place; the policy rounds the point."""
    if place is None:
        return {"precision": "unknown", "lat": None, "lon": None}
    return {"precision": place.precision, "lat": place.lat, "lon": place.lon}


def populations(leaving: Leaving) -> Iterator[PopulationRow]:
    """All populations, in the order of their panels."""
    found = Population.objects.filter(case=leaving.case)
    for each in stream(found, "position", spelled("slug"), "id"):
        plain = {
            "id": str(each.pk),
            "slug": each.slug,
            "title_en": each.title_en,
            "title_ar": each.title_ar,
            "note_en": each.note_en,
            "note_ar": each.note_ar,
            "position": each.position,
        }
        yield Population.release_policy.apply(PopulationRow, plain)


def sites(leaving: Leaving) -> Iterator[SiteRow]:
    """All recovery sites, by name."""
    found = RecoverySite.objects.filter(case=leaving.case).select_related("place")
    for each in stream(found, spelled("name_en"), "id"):
        plain = {
            "id": str(each.pk),
            "name_en": each.name_en,
            "name_ar": each.name_ar,
            "kind": each.kind,
            **position(each.place),
            "note_en": each.note_en,
            "note_ar": each.note_ar,
        }
        yield RecoverySite.release_policy.apply(SiteRow, plain)
