"""Who says things here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once, one_of, together
from tahqiq.release.policy import Policy
from tahqiq.vocab.grades import Reliability
from tahqiq.vocab.parties import SourceKind

#: Kinds of source that are private persons: named only with a recorded basis.
PERSONS = frozenset({SourceKind.RELATIVE, SourceKind.WITNESS})


class Source(CaseRecord):
    """A publisher, an organisation, a witness.

    Attributes:
        reliability: Admiralty code A–F, '' where nobody rated it.
        name_basis: why a private person (relative, witness) may be named, by whom, when.
    """

    slug = models.CharField(max_length=SLUG)
    name_en = models.TextField()
    name_ar = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=40, default=SourceKind.OTHER.value)
    url = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    note_ar = models.TextField(blank=True, default="")
    reliability = models.CharField(max_length=1, blank=True, default="")
    name_basis = models.TextField(blank=True, default="")
    name_basis_by = models.CharField(max_length=SLUG, blank=True, default="")
    name_basis_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("slug", "id")
        constraints: ClassVar = [
            once("slug_once", "case", "slug"),
            filled("slug"),
            filled("name_en"),
            one_of("kind", SourceKind),
            one_of("reliability", Reliability, blank=True),
            together("name_basis_whole", "name_basis", "name_basis_by", "name_basis_at"),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "slug", "name_en", "name_ar", "kind", "url", "note_en", "note_ar"),
        withhold={
            "case": "a release holds one case",
            "reliability": "our rating of a source stays with the investigators",
            "name_basis": "the reasons for naming a person stay with the investigators",
            "name_basis_by": "the reasons for naming a person stay with the investigators",
            "name_basis_at": "the reasons for naming a person stay with the investigators",
        },
    )

    def __str__(self) -> str:
        return self.slug
