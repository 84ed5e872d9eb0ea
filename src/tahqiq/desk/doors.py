"""Coming in: a name and a password, then a second factor where the account has one; or the reason why not."""

from __future__ import annotations

import time
from datetime import timedelta
from enum import Enum

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tahqiq.desk import throttle
from tahqiq.desk.models import Account

#: Session keys: when the session began and when it was last used, in seconds since 1970.
BEGAN, SEEN = "began", "seen"
#: Session key: where somebody was going who still has to show a second factor.
NEXT = "next"


class Refused(Enum):
    """Why somebody does not come in."""

    WRONG = "wrong name or password"
    SPENT = "one-time password used before, or expired"
    WAIT = "too many attempts"


def enter(
    request: HttpRequest, username: str, password: str, *, then: str
) -> HttpResponse | tuple[Refused, timedelta]:
    """Logs a person in, asks for their second factor, or says why not and how long to wait.

    A throttled attempt is not looked at: even the right password has to wait, or else
    waiting would tell a guesser that it was right.

    Args:
        then: the address to lead to once somebody is in.
    """
    now, address = timezone.now(), throttle.address_of(request)
    name = Account.normalize_username(username)
    if left := throttle.wait_left(name, address, now):
        return Refused.WAIT, left
    account = authenticate(request, username=name, password=password)
    if not isinstance(account, Account):
        return Refused.WRONG, throttle.wait_left(name, address, now)
    if account.must_change_password and not account.spend_one_time_password(now):
        throttle.record_failure(name, address, now)
        return Refused.SPENT, timedelta(0)
    request.session[NEXT] = then
    answer: HttpResponse = perform_password_login(request, {"username": name}, Login(user=account))
    return answer


def begin(request: HttpRequest) -> None:
    """Notes when a session began: it ends when left alone, and in the end in any case.

    What has ended, of anybody, is swept out.
    """
    request.session.clear_expired()
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def lately(request: HttpRequest) -> bool:
    """Whether whoever is logged in has shown who they are within the last minutes (``RECENT``)."""
    shown = [float(each["at"]) for each in get_authentication_records(request, request.user)]
    return bool(shown) and time.time() - max(shown) < settings.RECENT


def says_again(request: HttpRequest, account: Account, password: str) -> bool:
    """Whether this is the account's password; wrong ones are counted, and have to wait, as at the door."""
    return authenticate(request, username=account.get_username(), password=password) == account


def end_others(request: HttpRequest, account: Account) -> None:
    """Ends every session of a person but the one that asks."""
    account.end_sessions()
    update_session_auth_hash(request, account)


def account_of(request: HttpRequest) -> Account:
    """Whoever is logged in.

    Raises:
        PermissionDenied: nobody is; a screen asked before its login was checked.
    """
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
