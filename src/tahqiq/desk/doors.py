"""Coming in: a name and a password, or the reason why not."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.contrib.auth import authenticate, login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from tahqiq.desk import throttle
from tahqiq.desk.models import Account

#: Session keys: when the session began and when it was last used, in seconds since 1970.
BEGAN, SEEN = "began", "seen"


class Refused(Enum):
    """Why somebody does not come in."""

    WRONG = "wrong name or password"
    SPENT = "one-time password used before, or expired"
    WAIT = "too many attempts"


def enter(request: HttpRequest, username: str, password: str) -> Account | tuple[Refused, timedelta]:
    """Logs a person in, or says why not and how long to wait.

    A throttled attempt is not looked at: even the right password has to wait, or else
    waiting would tell a guesser that it was right.
    """
    now, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    name = Account.normalize_username(username)
    if left := throttle.wait_left(name, address, now):
        return Refused.WAIT, left
    account = authenticate(request, username=name, password=password)
    if not isinstance(account, Account):
        throttle.record_failure(name, address, now)
        return Refused.WRONG, throttle.wait_left(name, address, now)
    if account.must_change_password and not account.spend_one_time_password(now):
        throttle.record_failure(name, address, now)
        return Refused.SPENT, timedelta(0)
    throttle.record_success(name, address)
    login(request, account)
    request.session[BEGAN] = request.session[SEEN] = int(now.timestamp())
    return account


def account_of(request: HttpRequest) -> Account:
    """Whoever is logged in.

    Raises:
        PermissionDenied: nobody is; a screen asked before its login was checked.
    """
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
