"""Releases made of a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once, one_of, sha256, together


class Release(CaseRecord):
    """One release folder.

    Attributes:
        content: SHA-256 of its content, its identity (``vocab.release.Manifest.content``).
        path: the folder, below the home's ``releases``.
        status: 'approved' only once an ``Approval`` stands (a trigger keeps it).
        recalled_by, recalled_at, recalled_reason: why it is served and handed on no more; all or none.
    """

    content = models.CharField(max_length=64)
    path = models.TextField()
    status = models.CharField(max_length=12, default="unapproved")
    created_by = models.CharField(max_length=SLUG)
    created_at = models.DateTimeField()
    recalled_by = models.CharField(max_length=SLUG, blank=True, default="")
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("-created_at", "id")
        constraints: ClassVar = [
            once("content_once", "case", "content"),
            sha256("content"),
            filled("path"),
            filled("created_by"),
            one_of("status", ("approved", "unapproved")),
            together("recalled_whole", "recalled_by", "recalled_at", "recalled_reason"),
        ]

    def __str__(self) -> str:
        return self.content[:12]
