"""What a claim may say over again: shown to whoever is about to accept it (METHOD: counts).

Two claims are doubles where they give the same figure about the same incident and come from one source or
one origin, or where another outlet carries the same words. Nothing is merged: the rules of ``grade`` count
one origin once; the warning keeps a reader from taking a reprint for a second source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q

from tahqiq.casebook.models import Case, Claim, Status
from tahqiq.language.letters import normalise

#: Claims that one figure is compared with at most; beyond it the incident itself is the place to look.
MOST_COMPARED = 500
#: Words that two quotes must have at least, for their being equal to mean anything.
_FEWEST_WORDS = 4
_COMING = (Status.PROPOSED, Status.ACCEPTED)
_Figure = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Another claim that may say the same over again.

    Attributes:
        why: 'figure': the same figure of one incident by one source or origin; 'words': words that
            another outlet carries.
    """

    claim: Claim
    why: Literal["figure", "words"]


def doubles_of(case: Case, claims: Sequence[Claim]) -> Mapping[UUID, tuple[Double, ...]]:
    """For each claim the others that may be the same, those with equal words first.

    Args:
        case: where is looked.
        claims: of one text or incident, as many as a screen shows; two queries for all of them.
    """
    counted = [claim for claim in claims if claim.min is not None or claim.max is not None]
    others = [*_of_equal_words(case, counted), *_of_equal_figures(case, counted)]
    found: dict[UUID, dict[UUID, Double]] = defaultdict(dict)
    for claim, double in others:
        found[claim.pk].setdefault(double.claim.pk, double)
    return {claim.pk: tuple(found[claim.pk].values()) for claim in claims}


def _of_equal_figures(case: Case, claims: Sequence[Claim]) -> Iterable[tuple[Claim, Double]]:
    """The same figure of the same incident, by the same source or from the same origin."""
    incidents = {claim.incident_id for claim in claims if claim.incident_id is not None}
    if not incidents:
        return
    there = Claim.objects.filter(case=case, status__in=_COMING, incident__in=incidents)
    near: dict[UUID | None, list[Claim]] = defaultdict(list)
    for other in there.select_related("source", "item").order_by("id")[:MOST_COMPARED]:
        near[other.incident_id].append(other)
    for claim in claims:
        for other in near[claim.incident_id] if claim.incident_id is not None else ():
            same = _figure(other) == _figure(claim) and other.category == claim.category
            if same and other.pk != claim.pk and _one_origin(claim, other):
                yield claim, Double(claim=other, why="figure")


def _of_equal_words(case: Case, claims: Sequence[Claim]) -> Iterable[tuple[Claim, Double]]:
    """The same words in a text of somebody else."""
    worded = [claim for claim in claims if claim.locator == "span" and _print(claim)]
    if not worded:
        return
    figures = Q()
    for effect, low, high in dict.fromkeys(map(_figure, worded)):
        figures |= Q(effect=effect, min=low, max=high)
    there = Claim.objects.filter(figures, case=case, locator="span", status__in=_COMING)
    printed: dict[tuple[str, _Figure], list[Claim]] = defaultdict(list)
    for other in there.select_related("source", "item").order_by("id")[:MOST_COMPARED]:
        printed[_print(other), _figure(other)].append(other)
    for claim in worded:
        for other in printed[_print(claim), _figure(claim)]:
            if other.text_sha256 != claim.text_sha256 and other.source_id != claim.source_id:
                yield claim, Double(claim=other, why="words")


def _figure(claim: Claim) -> _Figure:
    return claim.effect, claim.min, claim.max


def _one_origin(one: Claim, other: Claim) -> bool:
    """Whether both come from one source, or name one speaker as their origin."""
    if one.source_id == other.source_id:
        return True
    first, second = _origin(one), _origin(other)
    return bool(first) and first == second


def _origin(claim: Claim) -> str:
    """Who said it first, spelling aside; '' where the chain names nobody but the carrier."""
    links = [link for link in claim.chain if link.get("role") != "outlet"]
    return normalise(links[-1].get("name", ""), "match") if links else ""


def _print(claim: Claim) -> str:
    """The words of a quote, spelling and punctuation aside; '' where they are too few to tell anything."""
    words = normalise(claim.quote, "match")
    return words if len(words.split()) >= _FEWEST_WORDS else ""
