"""Codes of authenticator apps that were used, so that none opens twice, whichever process it comes to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.crypto import salted_hmac

#: How long a code is remembered: longer than any clock lets it be right (RFC 6238, 5.2).
REMEMBERED = timedelta(minutes=10)


class UsedCode(models.Model):
    """One code that one account used.

    Attributes:
        code: a keyed hash of account and code: whoever seizes the database learns neither from it.
        used_at: when.
    """

    code = models.CharField(max_length=64, primary_key=True)
    used_at = models.DateTimeField()

    objects: ClassVar[models.Manager[UsedCode]]

    def __str__(self) -> str:
        return f"used {self.used_at:%Y-%m-%d %H:%M}"


def first_use(account: str, code: str, now: datetime) -> bool:
    """Notes that an account used a code; False where it did before, in this process or another."""
    UsedCode.objects.filter(used_at__lt=now - REMEMBERED).delete()
    key = salted_hmac("tahqiq.desk.used_code", f"{account}\n{code}", algorithm="sha256").hexdigest()
    _, fresh = UsedCode.objects.get_or_create(code=key, defaults={"used_at": now})
    return fresh
