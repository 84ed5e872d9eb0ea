"""Sessions in the database, each with the account it belongs to, so that all of one can be ended."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as _Store

from tahqiq.desk.models import DeskSession


class SessionStore(_Store):
    """Django's own store, over ``DeskSession``."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        """The table."""
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        """A row, with whose session it is; nobody's before they came in."""
        made = cast(DeskSession, super().create_model_instance(data))
        whose = data.get(SESSION_KEY)
        made.account_id = UUID(whose) if whose else None
        return made
