"""Wrong passwords, counted without keeping who typed them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LoginFailures(models.Model):
    """How often one door was tried in vain.

    Attributes:
        door: a keyed hash of what is counted (a name, an address, both): whoever
            seizes the database learns neither from it.
        failures: since the last success, or since a day without any.
        last_at: when the last one was.
    """

    door = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    objects: ClassVar[models.Manager[LoginFailures]]

    class Meta:
        verbose_name_plural = "login failures"

    def __str__(self) -> str:
        return f"{self.failures} failures"
