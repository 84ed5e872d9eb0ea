"""The words of an item: extracted, or translated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, sha256


class Text(CaseRecord):
    """Words taken from an item, themselves known by the SHA-256 of their UTF-8.

    Attributes:
        extractor, version: what made the text from the item.
        language: BCP 47, such as 'ar'.
        original, translator: the text this translates, and the person or machine who did; both or neither.
    """

    item = models.ForeignKey("casebook.Item", models.PROTECT, related_name="texts")
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    language = models.CharField(max_length=35, blank=True, default="")
    extractor = models.CharField(max_length=SLUG)
    version = models.CharField(max_length=SLUG)
    original = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="translations")
    translator = models.CharField(max_length=SLUG, blank=True, default="")

    class Meta:
        ordering: ClassVar = ("item", "sha256", "id")
        constraints: ClassVar = [
            once("extracted_once", "item", "sha256", "language"),
            sha256("sha256"),
            filled("extractor"),
            holds(
                "translated_by_somebody",
                Q(original=None, translator="") | Q(original__isnull=False) & ~Q(translator=""),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
