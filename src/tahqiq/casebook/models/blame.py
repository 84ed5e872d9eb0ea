"""Who is blamed for what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import CaseRecord
from tahqiq.casebook.models.rules import once


class Blame(CaseRecord):
    """A party blamed for an incident by those who reported it."""

    incident = models.ForeignKey("casebook.Incident", models.CASCADE, related_name="blames")
    party = models.ForeignKey("casebook.Party", models.PROTECT, related_name="blames")

    class Meta:
        ordering: ClassVar = ("incident", "party")
        constraints: ClassVar = [once("blamed_once", "incident", "party")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.party_id}"
