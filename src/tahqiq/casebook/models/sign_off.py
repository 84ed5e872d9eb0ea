"""What exactly was signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once, sha256


class SignOff(CaseRecord):
    """A second person's signature, with the very content signed: added to, never changed.

    It has no release policy: nothing of it leaves; that an assessment is signed off does.

    Attributes:
        content: what was signed, as canonical JSON (``casebook.signing``).
        sha256: of its UTF-8.
    """

    incident = models.ForeignKey("casebook.Incident", models.PROTECT, related_name="sign_offs")
    assessment = models.ForeignKey("casebook.Assessment", models.PROTECT, related_name="sign_offs")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=SLUG)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("incident", "-signed_at", "id")
        constraints: ClassVar = [
            once("signed_once", "assessment", "sha256", "signed_by", "signed_at"),
            sha256("sha256"),
            filled("content"),
            filled("signed_by"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
