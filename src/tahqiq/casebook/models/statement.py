"""What armed actors said about incidents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted, Withdrawable
from tahqiq.casebook.models.rules import span_pair
from tahqiq.release.policy import Policy


class Statement(CaseRecord, Quoted, Withdrawable):
    """Words of an armed actor about an incident, as a source quotes them."""

    incident = models.ForeignKey("casebook.Incident", models.PROTECT, related_name="statements")
    party = models.ForeignKey("casebook.Party", models.PROTECT, related_name="statements")
    source = models.ForeignKey("casebook.Source", models.PROTECT, related_name="statements")
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    kind = models.CharField(max_length=SLUG)
    said_start = models.DateField(null=True, blank=True)
    said_end = models.DateField(null=True, blank=True)
    url = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("incident", "said_start", "id")
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            *Quoted.REQUIRED,
            *Withdrawable.CONSTRAINTS,
            span_pair("said_start", "said_end"),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "incident",
            "party",
            "kind",
            "said_from",
            "said_to",
            "url",
            "quote",
            "item",
            "record",
            "columns",
            "start",
            "end",
        ],
        withhold={
            "case": "a release holds one case",
            "source": "stands with the item",
            "source_key": "stands with the quote",
            "locator": "the item and its record say where",
            "said_start": "published as said_from",
            "said_end": "published as said_to, inclusive",
            "withdrawn_by": "a withdrawn statement does not leave",
            "withdrawn_at": "a withdrawn statement does not leave",
            "withdrawn_reason": "a withdrawn statement does not leave",
        },
    )

    def __str__(self) -> str:
        return self.kind
