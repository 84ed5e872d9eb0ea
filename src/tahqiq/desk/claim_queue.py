"""What waits at the claims desk: items with claims that nobody decided about, and one item's claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from tahqiq.casebook.doubles import Double, doubles_of
from tahqiq.casebook.models import AnswerProposal, Case, Claim, Incident, Item, Status, Text
from tahqiq.casebook.models.claim import ClaimQuerySet
from tahqiq.casebook.words import sealed_words
from tahqiq.seal import Archive
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput, CheckFailed

#: Incidents that are offered for choosing.
OFFERED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim with what a person should know before accepting it."""

    claim: Claim
    doubles: tuple[Double, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an item is: claims decided of all there are."""

    decided: int
    total: int


def waiting(case: Case, *, guarded: bool) -> QuerySet[Claim, Any]:
    """Item id → how many of its claims wait, those with most first; ``guarded``: of guarded items too."""
    proposed = _proposed(case, guarded).order_by()
    return proposed.values("item").annotate(n=Count("*")).order_by("-n", "item")  # no row is looked into


def _proposed(case: Case, guarded: bool) -> ClaimQuerySet:
    """Claims to decide; those of guarded items only for those who may read their words."""
    found = Claim.objects.filter(case=case).proposed()
    return found if guarded else found.filter(item__guarded=False)


def waiting_answers(case: Case) -> QuerySet[AnswerProposal, Any]:
    """Item id → how many answers that were read in it wait."""
    proposed = AnswerProposal.objects.filter(case=case, status=Status.PROPOSED).order_by()
    return proposed.values("item").annotate(n=Count("id")).order_by("-n", "item")


def next_item(case: Case, after: UUID, *, guarded: bool) -> UUID | None:
    """The item to go on with: the next with claims to decide, in the order of ids, round and round."""
    items = _proposed(case, guarded).exclude(item=after).order_by("item")
    later = items.filter(item__gt=after).values_list("item", flat=True).first()
    return later or items.values_list("item", flat=True).first()


def texts_of(item: Item) -> list[str]:
    """The texts that an item's claims quote, and those taken from it; the one with most to decide first."""
    quoted = Claim.objects.filter(case=item.case_id, item=item, locator="span").order_by()
    waits = dict(
        quoted.filter(status=Status.PROPOSED)
        .values("text_sha256")
        .annotate(n=Count("id"))
        .values_list("text_sha256", "n")
    )
    taken = Text.objects.filter(item=item, original=None).order_by("sha256").values_list("sha256", flat=True)
    all_of_them = dict.fromkeys([*waits, *quoted.values_list("text_sha256", flat=True).distinct(), *taken])
    return sorted(all_of_them, key=lambda sha256: (-waits.get(sha256, 0), sha256))


def first_text(item: Item, texts: Sequence[str]) -> str:
    """The text to begin with; '' for a table whose claims quote its cells."""
    cells = Claim.objects.filter(case=item.case_id, item=item, locator="cells").exists()
    quoted = Claim.objects.filter(case=item.case_id, item=item, locator="span").exists()
    return next(iter(texts), "") if quoted or not cells else ""


def words_of(item: Item, sha256: str) -> str | None:
    """A text of an item; None where it is gone, or is no running text."""
    try:
        archive = Archive.open(settings.HOME.archive)
    except (BadInput, CheckFailed, OSError):  # no archive here: the record may still hold the text
        return Text.objects.filter(item=item, sha256=sha256).values_list("content", flat=True).first()
    try:
        return sealed_words(item.case, sha256, archive)
    except (BadInput, CheckFailed, OSError):
        return None


def claims_in(item: Item, text_sha256: str) -> ClaimQuerySet:
    """The claims that quote one text of an item, in the order of their words; what was withdrawn too."""
    found = Claim.objects.filter(case=item.case_id, item=item, text_sha256=text_sha256, locator="span")
    return found.select_related("source", "item", "incident", "population").order_by("start", "-end", "id")


def with_doubles(case: Case, claims: Sequence[Claim]) -> list[ShownClaim]:
    """The claims, each with those that may say the same over again."""
    doubles = doubles_of(case, claims)
    return [ShownClaim(claim=claim, doubles=doubles[claim.pk]) for claim in claims]


def progress_of(item: Item) -> Progress:
    """How many of an item's claims are decided."""
    by_status = Claim.objects.filter(case=item.case_id, item=item).order_by().values("status")
    counts = dict(by_status.annotate(n=Count("id")).values_list("status", "n"))
    waiting_still = counts.get(Status.PROPOSED, 0)
    return Progress(decided=sum(counts.values()) - waiting_still, total=sum(counts.values()))


def offered_incidents(case: Case, claims: Sequence[Claim]) -> list[Incident]:
    """Incidents that these claims may be about: those already named by one, then those of their days."""
    named = [claim.incident for claim in claims if claim.incident is not None]
    spans = [DateSpan(claim.span_start, claim.span_end) for claim in claims if claim.span_start]
    whole = _hull(spans)
    near: list[Incident] = []
    if whole is not None:
        dated = Incident.objects.filter(case=case).exclude(start=None).overlapping(whole)
        near = list(dated.order_by("start", "code", "id")[:OFFERED])
    return list({each.pk: each for each in (*named, *near)}.values())


def _hull(spans: Sequence[DateSpan]) -> DateSpan | None:
    """The shortest span over all of these."""
    starts = [span.start for span in spans if span.start is not None]
    ends = [span.end for span in spans if span.end is not None]
    if not starts:
        return None
    return DateSpan(min(starts), max(ends) if ends and max(ends) > min(starts) else None)
