"""The case: one investigation, to which everything else belongs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tahqiq.casebook.models.base import SLUG
from tahqiq.casebook.models.rules import filled
from tahqiq.release.policy import Policy
from tahqiq.vocab.ids import new_id

#: The assessor that is ourselves.
TAHQIQ = "tahqiq"


class Case(models.Model):
    """One investigation.

    Attributes:
        slug: what commands and addresses call it.
        assessed_by: slug of the source whose assessment heads the totals, or 'tahqiq'.
        corrections_to: where readers may write who cannot use the form; '' for nowhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=SLUG, unique=True)
    title_en = models.TextField()
    title_ar = models.TextField(blank=True, default="")
    summary_en = models.TextField(blank=True, default="")
    summary_ar = models.TextField(blank=True, default="")
    assessed_by = models.CharField(max_length=SLUG, default=TAHQIQ)
    corrections_to = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering: ClassVar = ("slug",)
        constraints: ClassVar = [filled("slug"), filled("title_en"), filled("assessed_by")]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "slug",
            "title_en",
            "title_ar",
            "summary_en",
            "summary_ar",
            "assessed_by",
            "assessed_by_en",
            "assessed_by_ar",
            "corrections_to",
        ],
        withhold={"created_at": "when the record was made here is working knowledge"},
    )

    def __str__(self) -> str:
        return self.slug
