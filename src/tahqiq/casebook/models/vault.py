"""The vault: who the people behind pseudonyms are, closed to named keepers (``casebook.vault``)."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once, one_of, sha256


class Whose(StrEnum):
    """Why somebody is in the vault."""

    SPEAKS = "speaks"
    SEARCHES = "searches"


class VaultKeeper(CaseRecord):
    """Somebody to whom identities are closed. The secret half of the key never lies in the database.

    Attributes:
        name: the account's user name.
        public: the X25519 public key, 64 hexadecimal digits.
        ended_at: since when nothing more is closed to them; null while they keep.
    """

    name = models.CharField(max_length=SLUG)
    public = models.CharField(max_length=64)
    named_by = models.CharField(max_length=SLUG)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("name", "named_at", "id")
        constraints: ClassVar = [
            once("keeps_once", "case", "name", condition=Q(ended_at=None)),
            sha256("public"),
            filled("name"),
            filled("named_by"),
        ]

    def __str__(self) -> str:
        return self.name


class VaultEntry(CaseRecord):
    """One person's identity and contact, encrypted; this row alone tells nothing of them.

    Attributes:
        pseudonym: what the person is called in the record.
        whose: whether the person speaks, or searches for somebody.
        sealed: the encrypted identity, padded to whole blocks.
        wrapped: keeper's id → the entry's key, closed to that keeper (hexadecimal).
    """

    pseudonym = models.CharField(max_length=SLUG)
    whose = models.CharField(max_length=8)
    sealed = models.BinaryField()
    wrapped = models.JSONField(default=dict)
    kept_by = models.CharField(max_length=SLUG)
    kept_on = models.DateField()

    class Meta:
        ordering: ClassVar = ("pseudonym", "id")
        constraints: ClassVar = [
            once("kept_once", "case", "pseudonym", "whose"),
            one_of("whose", Whose),
            filled("pseudonym"),
            filled("kept_by"),
        ]

    def __str__(self) -> str:
        return self.pseudonym
