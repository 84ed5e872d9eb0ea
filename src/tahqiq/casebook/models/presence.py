"""Who has which record open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once


class Presence(CaseRecord):
    """Somebody who has a record open, until seconds after they were last seen.

    It is no part of the record: rows come and go without an audit entry, and without a release
    policy nothing of them leaves.

    Attributes:
        kind, record: the name of the model, and the id of the record.
        account, name: who it is.
        editing: whether they have changed something that is not saved.
    """

    kind = models.CharField(max_length=SLUG)
    record = models.UUIDField()
    account = models.CharField(max_length=SLUG)
    name = models.CharField(max_length=SLUG)
    editing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("name", "id")
        constraints: ClassVar = [
            once("present_once", "kind", "record", "account"),
            filled("kind"),
            filled("account"),
            filled("name"),
        ]
        indexes: ClassVar = [models.Index(fields=("seen_at",), name="presence_by_time")]

    def __str__(self) -> str:
        return self.name
