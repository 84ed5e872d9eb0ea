"""What follows a second factor that is added or taken away: an audit entry, and other sessions end."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from tahqiq.desk import doors
from tahqiq.desk.accounts import note_factor
from tahqiq.desk.models import Account


def watch() -> None:
    """Listens to allauth."""
    signals.authenticator_added.connect(_added, dispatch_uid="tahqiq.desk.added")
    signals.authenticator_removed.connect(_removed, dispatch_uid="tahqiq.desk.removed")


def _added(request: HttpRequest, user: Account, authenticator: Authenticator, **rest: Any) -> None:
    _follow(request, user, authenticator, added=True)


def _removed(request: HttpRequest, user: Account, authenticator: Authenticator, **rest: Any) -> None:
    _follow(request, user, authenticator, added=False)


def _follow(request: HttpRequest, user: Account, authenticator: Authenticator, *, added: bool) -> None:
    """Recovery codes come and go with the factor that they stand in for, and are not told apart."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    note_factor(user, added=added, kind=authenticator.type)
    doors.end_others(request, user)
