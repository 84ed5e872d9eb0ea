"""Who changed what, and when: appended to, never changed (triggers refuse)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG
from tahqiq.casebook.models.rules import filled
from tahqiq.release.policy import Policy
from tahqiq.vocab.ids import new_id


class AuditEntry(models.Model):
    """One change.

    Attributes:
        case: null for a change of no case.
        actor, account: the name and account id of who acted; ids, so that entries outlive accounts.
        action: the verb, such as 'accept_claim'.
        target_kind, target_id: the record changed.
        before, after: the fields that changed, without private values.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casebook.Case", models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.CharField(max_length=SLUG)
    account = models.CharField(max_length=SLUG, blank=True, default="")
    action = models.CharField(max_length=SLUG)
    target_kind = models.CharField(max_length=SLUG)
    target_id = models.CharField(max_length=SLUG)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("at", "id")
        verbose_name_plural = "audit entries"
        constraints: ClassVar = [
            filled("actor"),
            filled("action"),
            filled("target_kind"),
            filled("target_id"),
        ]
        indexes: ClassVar = [
            models.Index(fields=("case", "at"), name="audit_by_time"),
            models.Index(fields=("target_id",), name="audit_by_target"),
            models.Index(fields=("case", "actor", "action", "target_kind"), name="audit_by_deed"),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=["id", "incident", "on", "part", "why"],
        withhold={
            "case": "a release holds one case",
            "actor": "who worked on the record stays with the investigators",
            "account": "who worked on the record stays with the investigators",
            "action": "published as part and why",
            "target_kind": "published as part",
            "target_id": "published as the incident",
            "before": "what it was before may be what must not be shown",
            "after": "the record says what it is now",
            "at": "published as on, a day",
        },
    )

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target_kind} {self.target_id}"
