"""Sealed items: bytes in the archive, known by their SHA-256."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import holds, once, one_of, sha256
from tahqiq.release.policy import Policy


class Graphic(StrEnum):
    """Whether an item shows what may harm whoever looks at it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Item(CaseRecord):
    """One sealed item.

    Attributes:
        sha256: never changes (a trigger refuses it).
        size: in bytes.
        parent, operation: the item this was derived from, and how; both or neither.
        own_words: the item is our own note, whose words may be published.
        consent: what the person shown or heard allowed; null where nobody's consent is needed.
        guarded: only those who work with testimony look at it: a voice, its words, a family's papers.
        graphic: whether it shows death, wounds or bodies; 'unknown' until a person has said.
        content_note_en, content_note_ar: what a person should know before looking (METHOD: care).
    """

    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=SLUG, default="application/octet-stream")
    size = models.BigIntegerField()
    source = models.ForeignKey("casebook.Source", models.PROTECT, related_name="items")
    title_en = models.TextField(blank=True, default="")
    title_ar = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="derived")
    operation = models.CharField(max_length=SLUG, blank=True, default="")
    own_words = models.BooleanField(default=False)
    consent_needed = models.BooleanField(default=False)
    consent = models.ForeignKey(
        "casebook.Consent", models.PROTECT, null=True, blank=True, related_name="items"
    )
    guarded = models.BooleanField(default=False)
    graphic = models.CharField(max_length=8, default=Graphic.UNKNOWN.value)
    content_note_en = models.TextField(blank=True, default="")
    content_note_ar = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("sha256", "id")
        constraints: ClassVar = [
            once("sealed_once", "case", "sha256"),
            sha256("sha256"),
            holds("size_counts_bytes", Q(size__gte=0)),
            holds(
                "derived_by_an_operation",
                Q(parent=None, operation="") | Q(parent__isnull=False) & ~Q(operation=""),
            ),
            holds("no_child_of_itself", Q(parent=None) | ~Q(parent=models.F("id"))),
            one_of("graphic", Graphic),
            holds("consent_where_needed", Q(consent_needed=True) | Q(consent=None)),
        ]
        indexes: ClassVar = [
            models.Index(fields=("case", "sha256", "media_type", "graphic", "id"), name="item_in_list")
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "sha256",
            "source",
            "title_en",
            "title_ar",
            "media_type",
            "size",
            "url",
            "text",
            "text_ar",
            "text_ar_by",
            "parent_sha256",
            "operation",
        ],
        withhold={
            "case": "a release holds one case",
            "parent": "published as parent_sha256",
            "own_words": "decides whether text is published",
            "consent_needed": "decides whether the item's words are published",
            "consent": "what a person allowed stays with the investigators",
            "guarded": "how an item is handled here stays with the investigators",
            "graphic": "how an item is handled here stays with the investigators",
            "content_note_en": "how an item is handled here stays with the investigators",
            "content_note_ar": "how an item is handled here stays with the investigators",
        },
    )

    def __str__(self) -> str:
        return self.sha256[:12]
