"""What a person allowed, purpose by purpose (METHOD: care for people)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds


class Purpose(StrEnum):
    """What may be done with what a person gave; each is its own column of ``Consent``."""

    KEEP = "keep"
    SHARE_WITH_COURT = "share_with_court"
    PUBLISH_WORDS = "publish_words"
    PUBLISH_VOICE = "publish_voice"
    PUBLISH_IMAGE = "publish_image"
    PUBLISH_NAME = "publish_name"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, asked for in sentences."""

    def valid(self, day: date) -> ConsentQuerySet:
        """Neither withdrawn nor expired on that day."""
        return self.filter(withdrawn_at=None).filter(Q(expires_on=None) | Q(expires_on__gt=day))

    def allowing(self, purpose: Purpose) -> ConsentQuerySet:
        """Those that allow the purpose."""
        return self.filter(**{purpose.value: True})


class Consent(CaseRecord, Withdrawable):
    """One person's consent; what is not allowed here is withheld.

    Attributes:
        subject: a pseudonym, never the name.
        language: in which it was explained (BCP 47).
        guardian: in which relation somebody consented for the person ('mother'), never a name.
        expires_on: the first day on which it holds no longer; null never.
    """

    subject = models.CharField(max_length=SLUG)
    language = models.CharField(max_length=35)
    guardian = models.CharField(max_length=SLUG, blank=True, default="")
    minor = models.BooleanField(default=False)
    keep = models.BooleanField(default=False)
    share_with_court = models.BooleanField(default=False)
    publish_words = models.BooleanField(default=False)
    publish_voice = models.BooleanField(default=False)
    publish_image = models.BooleanField(default=False)
    publish_name = models.BooleanField(default=False)
    given_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=SLUG)
    recorded_at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("subject", "given_on", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            filled("subject"),
            filled("language"),
            filled("recorded_by"),
            holds("given_before_it_expires", Q(expires_on=None) | Q(given_on__lt=F("expires_on"))),
            holds("guardian_for_a_minor", Q(minor=False) | ~Q(guardian="")),
            holds(
                "kept_before_used",
                Q(keep=True)
                | Q(
                    share_with_court=False,
                    publish_words=False,
                    publish_voice=False,
                    publish_image=False,
                    publish_name=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
