"""What was recovered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet, Withdrawable
from tahqiq.casebook.models.grave import laid_out
from tahqiq.casebook.models.rules import filled, holds, once, one_of, span_pair
from tahqiq.release.policy import Policy
from tahqiq.vocab.remains import Sex

_DEAD = "what was found on the dead is their family's"
_CODE = "leads to bags, photographs and files"
_HANDS = "who held the dead stays with the investigators"


class RemainsQuerySet(VersionedQuerySet["Remains"]):
    """Remains, asked for in sentences."""

    def standing(self) -> RemainsQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def bodies(self) -> RemainsQuerySet:
        """Those that are no part judged to belong to another's body."""
        from tahqiq.casebook.models.reassociation import Reassociation

        mine = Reassociation.objects.filter(part=OuterRef("pk"), withdrawn_at=None)
        return self.standing().filter(~Exists(mine))

    def publishable(self) -> RemainsQuerySet:
        """Those whose identification may leave: by an authority, seen by a second person, the family told."""
        from tahqiq.casebook.models.ruling import Ruling

        told = Ruling.objects.identified().filter(remains=OuterRef("pk"), family_told_on__isnull=False)
        return self.standing().filter(Exists(told))


class Remains(CaseRecord, Versioned, Withdrawable):
    """One body or part, under a code never used again; whose it is, and what it belongs to, are judgements.

    Nothing of it leaves but of those identified, once the family was told (``publishable``), and of these
    only where and when they were recovered, how they were identified, and a person who may be named.

    Attributes:
        code: on body, bag and photographs; triggers keep it from being used twice or changed.
        recovered_start, recovered_end: half-open span of days. ``recovered_by``: a role or pseudonym, who
            holds it until it is handed over.
        x_m, y_m: metres east and north of the site's datum. ``orientation_deg``: of the head, clockwise
            from north. ``depth_m``: below the ground.
        apparent_sex, age_min, age_max: each with what the judgement rests on; ages in years, inclusive.
        findings: item → what was written, of ``remains_items.toml``.
        incident, building: what it is believed to lie under; a building by the number of its footprint.
    """

    code = models.CharField(max_length=SLUG)
    site = models.ForeignKey("casebook.RecoverySite", models.PROTECT, related_name="remains")
    grave = models.ForeignKey("casebook.Grave", models.PROTECT, null=True, blank=True, related_name="remains")
    recovered_start = models.DateField(null=True, blank=True)
    recovered_end = models.DateField(null=True, blank=True)
    recovered_by = models.CharField(max_length=SLUG, blank=True, default="")
    x_m = models.FloatField(null=True, blank=True)
    y_m = models.FloatField(null=True, blank=True)
    orientation_deg = models.FloatField(null=True, blank=True)
    depth_m = models.FloatField(null=True, blank=True)
    apparent_sex = models.CharField(max_length=8, blank=True, default="")
    apparent_sex_basis = models.TextField(blank=True, default="")
    age_min = models.FloatField(null=True, blank=True)
    age_max = models.FloatField(null=True, blank=True)
    apparent_age_basis = models.TextField(blank=True, default="")
    findings = models.JSONField(blank=True, default=dict)
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="remains"
    )
    building = models.CharField(max_length=SLUG, blank=True, default="")

    objects = RemainsQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("code", "id")
        verbose_name_plural = "remains"
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("code_once", "case", "code"),
            filled("code"),
            span_pair("recovered_start", "recovered_end"),
            *laid_out(),
            one_of("apparent_sex", Sex, blank=True),
            holds("sex_has_a_basis", Q(apparent_sex="") | ~Q(apparent_sex_basis="")),
            holds("age_has_a_basis", Q(age_min=None, age_max=None) | ~Q(apparent_age_basis="")),
            holds(
                "ages_in_order",
                (Q(age_min=None) | Q(age_min__gte=0))
                & (Q(age_max=None) | Q(age_max__lte=120))
                & (Q(age_min=None) | Q(age_max=None) | Q(age_min__lte=F("age_max"))),
            ),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "site", "recovered_from", "recovered_to", "method", "incident", "victim"),
        withhold={
            "case": "a release holds one case",
            "version": "bookkeeping of edits",
            "code": _CODE,
            "grave": _CODE,
            "recovered_start": "published as recovered_from",
            "recovered_end": "published as recovered_to",
            "recovered_by": _HANDS,
            "x_m": _CODE,
            "y_m": _CODE,
            "orientation_deg": _DEAD,
            "depth_m": _DEAD,
            "apparent_sex": _DEAD,
            "apparent_sex_basis": _DEAD,
            "age_min": _DEAD,
            "age_max": _DEAD,
            "apparent_age_basis": _DEAD,
            "findings": _DEAD,
            "building": "shows who lived where",
            "withdrawn_by": "only what stands leaves",
            "withdrawn_at": "only what stands leaves",
            "withdrawn_reason": "only what stands leaves",
        },
    )

    def __str__(self) -> str:
        return self.code
