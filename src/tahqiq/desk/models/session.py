"""What somebody has open at the desk."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class DeskSession(AbstractBaseSession):
    """One browser that somebody came in with.

    Attributes:
        account: whose it is; None before anybody came in.
    """

    account = models.ForeignKey("desk.Account", models.CASCADE, null=True, related_name="sessions")

    class Meta:
        pass

    @classmethod
    def get_session_store_class(cls) -> type:
        """Where it is read and written."""
        from tahqiq.desk.sessions import SessionStore

        return SessionStore
