"""How a case wants its members to sign in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactor(models.TextChoices):
    """Of whom a case demands a second factor."""

    NOBODY = "nobody", _("Nobody")
    DECIDERS = "deciders", _("Whoever signs off, approves, records consents or looks after members")
    EVERYBODY = "everybody", _("Everybody")


class CaseAccess(models.Model):
    """What one case demands; a case without a row demands what the installation does by default.

    Attributes:
        second_factor: of whom an authenticator app or a passkey is demanded.
    """

    case = models.OneToOneField("casebook.Case", models.CASCADE, primary_key=True, related_name="access")
    second_factor = models.CharField(max_length=20, choices=SecondFactor.choices)

    objects: ClassVar[models.Manager[CaseAccess]]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second_factor__in=SecondFactor.values), name="desk_case_access_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.second_factor}"
