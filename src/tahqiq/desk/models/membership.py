"""Who belongs to which case, in which role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.vocab.ids import new_id


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, asked for in sentences."""

    def in_case(self, case_slug: str) -> MembershipQuerySet:
        """Those of one case."""
        return self.filter(case__slug=case_slug)

    def of(self, username: str) -> MembershipQuerySet:
        """Those of one person."""
        return self.filter(account__username=username)


class Membership(models.Model):
    """One role of one person in one case; several roles are several memberships.

    Attributes:
        role: slug of a role of ``tahqiq.casebook.actors``; what it permits is said there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("desk.Account", models.CASCADE, related_name="memberships")
    case = models.ForeignKey("casebook.Case", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=40)

    objects: ClassVar[models.Manager[Membership]] = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("case", "account", "role")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account", "case", "role"), name="desk_membership_once"),
            models.CheckConstraint(condition=~models.Q(role=""), name="desk_membership_role_filled"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.case_id}"
