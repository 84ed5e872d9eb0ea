"""What a story may say of a case on a day: the rows that would leave, looked up by the keys authors use.

Everything here has passed the release policies, so that a story never shows what the record's own pages
withhold.
"""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from tahqiq.casebook.models import (
    Answer,
    Claim,
    Incident,
    Item,
    Party,
    Place,
    Population,
    RecoverySite,
    Source,
    Victim,
)
from tahqiq.casebook.releasing import basics, claims, incidents, items, people
from tahqiq.casebook.releasing.reading import Leaving, by_incident, spelled
from tahqiq.casebook.totals import totals
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.release import Totals
from tahqiq.vocab.rows import AssessmentRow, ClaimRow, IncidentRow, VictimRow

M = TypeVar("M", bound=Model)


class Several(LookupError):
    """More than one thing bears the key."""


class Ground:
    """The record under a story: what is asked for twice is read once."""

    def __init__(self, leaving: Leaving) -> None:
        self.leaving, self.case = leaving, leaving.case
        self._claims: dict[str, ClaimRow | None] = {}
        self._incidents: dict[str, IncidentRow | None] = {}
        self._heading: dict[str, AssessmentRow | None] = {}

    @cached_property
    def totals(self) -> Totals:
        """The headline figures."""
        return totals(self.case)

    def claim(self, key: str) -> ClaimRow | None:
        """The accepted claim of that id, or of that key in the files of the case.

        Raises:
            Several: the key is that of several claims.
        """
        if key not in self._claims:
            id_ = uuid_of(key)
            found = claims.accepted(self.leaving)
            found = found.filter(pk=id_) if id_ is not None else found.filter(source_key=key)
            some = list(found[:2])
            if len(some) > 1:
                raise Several(key)
            self._claims[key] = next(claims.claim_rows(self.leaving, some), None)
        return self._claims[key]

    def claims_of(self, population: Population) -> list[ClaimRow]:
        """Every accepted claim about a population, by when it was said."""
        found = claims.accepted(self.leaving).filter(population=population)
        rows = claims.claim_rows(self.leaving, list(found.order_by("id")))
        return sorted(rows, key=lambda row: (not row.said_from, row.said_from, row.said_to, row.id))

    def claims_about(self, incident: IncidentRow) -> tuple[str, ...]:
        """The ids, as they leave, of what is claimed about an incident."""
        found = Claim.objects.accepted().filter(case=self.case, incident_id=UUID(incident.id)).order_by("id")
        return tuple(self.leaving.claim(id_) for id_ in found.values_list("id", flat=True))

    def incident(self, code: str) -> IncidentRow | None:
        """The incident of that code, or of that id."""
        if code not in self._incidents:
            id_ = uuid_of(code)
            found = Incident.objects.filter(case=self.case).select_related("place")
            found = found.filter(pk=id_) if id_ is not None else found.filter(code=code)
            self._incidents[code] = next(incidents.incident_rows(self.leaving, list(found[:1])), None)
        return self._incidents[code]

    def incidents(self) -> list[IncidentRow]:
        """Every incident, by day and code."""
        found = Incident.objects.filter(case=self.case).select_related("place")
        ordered = list(found.order_by("start", spelled("code"), "id"))
        return list(incidents.incident_rows(self.leaving, ordered))

    def heading(self, incident: str) -> AssessmentRow | None:
        """The assessment of an incident that the case's totals use."""
        if incident not in self._heading:
            found = incidents.standing(self.leaving).filter(
                incident_id=UUID(incident), assessor=self.case.assessed_by
            )
            self._heading[incident] = next(incidents.assessment_rows(self.leaving, list(found[:1])), None)
        return self._heading[incident]

    def headings(self) -> list[AssessmentRow]:
        """The assessments that the case's totals use, of the incidents in them."""
        found = incidents.standing(self.leaving).by(self.case.assessed_by).filter(incident__counted=True)
        ordered = found.select_related("incident").order_by("incident__start", "incident__code", "id")
        return list(incidents.assessment_rows(self.leaving, list(ordered)))

    def person(self, key: str) -> VictimRow | None:
        """A person of the record."""
        id_ = uuid_of(key)
        found = Victim.objects.filter(case=self.case, pk=id_).people() if id_ is not None else ()
        return next(people.victim_rows(self.leaving, list(found)), None)

    def population(self, key: str) -> Population | None:
        """A population by slug or id."""
        return _by_slug(Population.objects.filter(case=self.case), key)

    def party(self, key: str) -> Party | None:
        """A party by slug or id."""
        return _by_slug(Party.objects.filter(case=self.case), key)

    def source(self, key: str) -> Source | None:
        """A source by slug or id."""
        return _by_slug(Source.objects.filter(case=self.case), key)

    def place(self, key: str) -> Place | None:
        """A place by id, or by its key in the files of a built-in case."""
        id_ = uuid_of(key) or imported_id(f"case:{self.case.slug}", "place", key)
        return Place.objects.filter(case=self.case, pk=id_).first()

    def site(self, key: str) -> RecoverySite | None:
        """A recovery site by id, or by its key in the files of a built-in case."""
        id_ = uuid_of(key) or imported_id(f"case:{self.case.slug}", "site", key)
        return RecoverySite.objects.filter(case=self.case, pk=id_).select_related("place").first()

    def item(self, key: str) -> Item | None:
        """A sealed item by SHA-256 or id; ``may_leave`` says whether consent lets it out as what it is."""
        id_ = uuid_of(key) if len(key) < len("0" * 64) else None
        wanted = Q(pk=id_) if id_ is not None else Q(sha256=key)
        found = Item.objects.filter(wanted, case=self.case).annotate(may_leave=self.leaving.may_be_named())
        return found.select_related("parent__parent", "consent").first()

    def answers_of(self, party: Party) -> list[Answer]:
        """Every standing answer of a party, in a fixed order."""
        found = Answer.objects.standing().filter(case=self.case, party=party).select_related("claim")
        return list(found.order_by("state", "incident__code", "id"))

    def sites(self) -> list[RecoverySite]:
        """Every recovery site, by name."""
        found = RecoverySite.objects.filter(case=self.case).select_related("place")
        return list(found.order_by(spelled("name_en"), "id"))

    def places(self) -> list[Place]:
        """The places that leave: where an incident or a recovery site lies."""
        ids = [row.id for row in basics.places(self.leaving)]
        return list(Place.objects.filter(id__in=ids).order_by(spelled("name_en"), "id"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows of each of these tables would leave."""
        return {
            "sources": sum(1 for _ in basics.sources(self.leaving)),
            "items": sum(1 for _ in items.items(self.leaving)),
            "claims": Claim.objects.accepted().filter(case=self.case).count(),
            "sites": RecoverySite.objects.filter(case=self.case).count(),
        }

    def incident_claims(self) -> list[ClaimRow]:
        """Every accepted claim of the case, those of incidents first."""
        return list(claims.claim_rows(self.leaving, list(by_incident(claims.accepted(self.leaving)))))


def _by_slug(found: QuerySet[M], key: str) -> M | None:
    id_ = uuid_of(key)
    return found.filter(pk=id_).first() if id_ is not None else found.filter(slug=key).first()


def uuid_of(key: str) -> UUID | None:
    """The key as an id; None where it is none."""
    try:
        return UUID(key)
    except ValueError:
        return None
