"""One person who can log in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone

from tahqiq.vocab.ids import new_id


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts, by what a sentence would ask of them."""

    def active(self) -> AccountQuerySet:
        """Those not switched off."""
        return self.filter(is_active=True)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password is hashed before it touches the model."""

    def create_account(
        self, username: str, password: str, *, display_name: str = "", **fields: Any
    ) -> Account:
        """One account with a hashed password.

        Args:
            username: what the person types; kept in Unicode's NFKC form.
            password: in clear; only its hash is kept.
            display_name: what colleagues see; the username where empty.
            fields: further fields of the model.
        """
        account = self.model(
            username=self.model.normalize_username(username), display_name=display_name or username, **fields
        )
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person who can log in; what they may do is said case by case in ``Membership``.

    Attributes:
        must_change_password: the password was given by somebody else, to set another with.
        password_expires_at: when a one-time password stops opening the door; None never.
        password_spent_at: when a one-time password was used; it opens the door once.
        language: of the screens; '' follows the browser.
        groups: Wagtail's own, which its pages ask for; nothing of the record depends on them.
        sessions_ended: how often all sessions were ended at once; each knows the number it began at.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True, default="")
    must_change_password = models.BooleanField(default=False)
    password_expires_at = models.DateTimeField(null=True, blank=True)
    password_spent_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    groups = models.ManyToManyField(
        "auth.Group", blank=True, related_name="user_set", related_query_name="user"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager.from_queryset(AccountQuerySet)()

    #: Wagtail asks; nobody is.
    is_superuser = is_staff = False
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name

    def has_perm(self, permission: str, on: object = None) -> bool:
        """Whether the shell's frame may be shown: to everybody active, and it asks nothing else of us.

        What a person may do is never decided here, but by their roles (``tahqiq.casebook.actors``).
        """
        return self.is_active and permission == "wagtailadmin.access_admin"

    def has_perms(self, permissions: Iterable[str], on: object = None) -> bool:
        """``has_perm`` for each."""
        return all(self.has_perm(each, on) for each in permissions)

    def spend_one_time_password(self, now: datetime) -> bool:
        """Uses up a one-time password; False if it was used before or has expired.

        One conditional UPDATE, so that of two people who type it at once only one comes in.
        """
        unspent = Account.objects.filter(
            pk=self.pk, password_spent_at__isnull=True, password_expires_at__gt=now
        )
        return unspent.update(password_spent_at=now) == 1

    def set_one_time_password(self, password: str, expires_at: datetime) -> None:
        """Gives a password that opens the door once, until it expires, to choose another."""
        self.set_password(password)
        self.must_change_password = True
        self.password_expires_at, self.password_spent_at = expires_at, None
        self.save()

    def choose_password(self, password: str) -> None:
        """Sets the person's own password; a one-time one is over."""
        self.set_password(password)
        self.must_change_password = False
        self.password_expires_at = self.password_spent_at = None
        self.save()

    def get_session_auth_hash(self) -> str:
        """What a session must match to go on: the password, and that it was not ended with all others."""
        return f"{super().get_session_auth_hash()}.{self.sessions_ended}"

    def end_sessions(self) -> None:
        """Ends every session of this person, on the server."""
        Account.objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])
        self.sessions.all().delete()
