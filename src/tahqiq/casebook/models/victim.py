"""People harmed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet, Withdrawable
from tahqiq.casebook.models.rules import holds, once, one_of, together
from tahqiq.release.policy import Policy

#: Why a name does not leave.
NO_BASIS = "no basis for publishing this name is recorded"


class VictimQuerySet(VersionedQuerySet["Victim"]):
    """Victims, asked for in sentences."""

    def standing(self) -> VictimQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def people(self) -> VictimQuerySet:
        """Each person once: those not withdrawn, without records that people joined to another's."""
        return self.standing().filter(Q(joined_to=None) | Q(joined_to__withdrawn_at__isnull=False))

    def nameable(self) -> VictimQuerySet:
        """Those whose names may be published."""
        return self.exclude(name_basis="")


class Victim(CaseRecord, Versioned, Withdrawable):
    """A person harmed.

    Attributes:
        age: as worded, '1 year 6 months', '80 plus'.
        description: what sources say of the person; may name others, so it follows the name.
        joined_to: the record that stands for this person, where people decided that the two are one.
        name_basis: why the name may be published (family told, editor's reason), by whom, when.
    """

    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="victims"
    )
    name_en = models.TextField(blank=True, default="")
    name_ar = models.TextField(blank=True, default="")
    sex = models.CharField(max_length=8, blank=True, default="")
    age_group = models.CharField(max_length=8, blank=True, default="")
    age = models.TextField(blank=True, default="")
    pregnant = models.BooleanField(null=True, blank=True)
    status = models.CharField(max_length=8, blank=True, default="")
    civilian_contested = models.BooleanField(null=True, blank=True)
    description_en = models.TextField(blank=True, default="")
    source = models.ForeignKey(
        "casebook.Source", models.PROTECT, null=True, blank=True, related_name="victims"
    )
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    name_basis = models.TextField(blank=True, default="")
    name_basis_by = models.CharField(max_length=SLUG, blank=True, default="")
    name_basis_at = models.DateTimeField(null=True, blank=True)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    fingerprint = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = VictimQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("incident", "source_key", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("source_key_once", "source", "source_key", condition=~Q(source_key="")),
            one_of("sex", ("female", "male"), blank=True),
            one_of("age_group", ("adult", "child"), blank=True),
            one_of("status", ("killed", "injured"), blank=True),
            together("name_basis_whole", "name_basis", "name_basis_by", "name_basis_at"),
            holds("not_joined_to_itself", Q(joined_to=None) | ~Q(joined_to=F("id"))),
            holds(
                "source_and_its_key",
                Q(source=None, source_key="") | Q(source__isnull=False) & ~Q(source_key=""),
            ),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "incident",
            "name_en",
            "name_ar",
            "sex",
            "age_group",
            "age",
            "status",
            "description_en",
            "listings",
        ],
        withhold={
            "case": "a release holds one case",
            "pregnant": "more than a reader needs",
            "civilian_contested": "stands in the assessment's reasons",
            "source": "stands with the listings",
            "source_key": "may hold a name",
            "name_basis": "the reasons for naming a person stay with the investigators",
            "name_basis_by": "the reasons for naming a person stay with the investigators",
            "name_basis_at": "the reasons for naming a person stay with the investigators",
            "joined_to": "a record joined to another's leaves as that person",
            "fingerprint": "bookkeeping of imports",
            "withdrawn_by": "a withdrawn victim does not leave",
            "withdrawn_at": "a withdrawn victim does not leave",
            "withdrawn_reason": "a withdrawn victim does not leave",
            "version": "bookkeeping of edits",
        },
    )

    def __str__(self) -> str:
        return str(self.id)
