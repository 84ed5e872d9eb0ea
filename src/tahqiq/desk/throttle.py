"""Slows down whoever guesses passwords: each failure beyond a few doubles the wait.

Three doors are watched: a name from an address (the ordinary slip of the finger), a name
from anywhere (guessing from many machines), an address for any name (guessing many names).
Their waits are capped, so that nobody can lock a colleague out for long.

django-axes stands in every way of signing in and asks ``Doors`` whether an attempt may be looked
at. Its own books are not used: they keep names, addresses and browsers in clear, and count up to
one limit, after which a colleague is locked out for as long as somebody keeps knocking.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.handlers.base import AxesHandler
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from tahqiq.desk.models import LoginFailures

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
#: How many failures each door forgives before it makes people wait.
FORGIVEN = {"name and address": 4, "name": 12, "address": 40}


def doors(username: str, address: str) -> dict[str, str]:
    """The keyed hash of each door that this attempt knocks at → what kind it is."""
    tried = {
        "name and address": f"{username}\n{address}",
        "name": username,
        "address": address,
    }
    return {
        salted_hmac(f"tahqiq.desk.throttle {kind}", value, algorithm="sha256").hexdigest(): kind
        for kind, value in tried.items()
    }


def wait_left(username: str, address: str, now: datetime) -> timedelta:
    """How long this person has to wait before another attempt is looked at."""
    kinds = doors(username, address)
    waits = [
        failed.last_at + _wait(failed.failures - FORGIVEN[kinds[failed.door]]) - now
        for failed in LoginFailures.objects.filter(door__in=kinds, last_at__gt=now - FORGOTTEN_AFTER)
    ]
    return max([timedelta(0), *waits])


def record_failure(username: str, address: str, now: datetime) -> None:
    """Counts one failure at each door."""
    LoginFailures.objects.filter(last_at__lte=now - FORGOTTEN_AFTER).delete()
    for door in doors(username, address):
        LoginFailures.objects.get_or_create(door=door, defaults={"last_at": now})
        LoginFailures.objects.filter(door=door).update(failures=F("failures") + 1, last_at=now)


def record_success(username: str, address: str) -> None:
    """Forgives the name; the address goes on being counted, for it may be guessing other names."""
    forgiven = [door for door, kind in doors(username, address).items() if kind != "address"]
    LoginFailures.objects.filter(door__in=forgiven).delete()


def in_words(wait: timedelta) -> str:
    """How long to wait, as a sentence in the screen's language."""
    seconds = ceil(wait.total_seconds())
    if seconds < 60:
        return ngettext(
            "Too many attempts. Wait {n} second.", "Too many attempts. Wait {n} seconds.", seconds
        ).format(n=seconds)
    minutes = ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Wait {n} minute.", "Too many attempts. Wait {n} minutes.", minutes
    ).format(n=minutes)


def _wait(excess: int) -> timedelta:
    """5 s, 10 s, 20 s … up to the longest."""
    if excess <= 0:
        return timedelta(0)
    doubled: int = 2 ** min(excess - 1, 16)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


class Doors(AxesHandler):  # type: ignore[misc]
    """What axes asks, answered from our books."""

    def is_allowed(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> bool:
        """Whether this attempt may be looked at now."""
        name = str((credentials or {}).get("username") or "")
        return not wait_left(name, address_of(request), timezone.now())

    def user_login_failed(
        self,
        sender: object,
        credentials: Mapping[str, Any],
        request: HttpRequest | None = None,
        **rest: object,
    ) -> None:
        """Counts an attempt that was looked at; one that had to wait is not counted again."""
        if request is not None and not getattr(request, "axes_locked_out", False):
            record_failure(str(credentials.get("username") or ""), address_of(request), timezone.now())

    def user_logged_in(self, sender: object, request: HttpRequest, user: Any, **rest: object) -> None:
        """Forgives whoever came in whole, the second factor included."""
        record_success(user.get_username(), address_of(request))


def address_of(request: HttpRequest) -> str:
    """Where the request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def as_answered(
    request: HttpRequest, response: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """The page that already tells how long to wait, or the door."""
    return response if response is not None else redirect("desk:login")
