"""Slows down whoever guesses passwords: each failure beyond a few doubles the wait.

Three doors are watched: a name from an address (the ordinary slip of the finger), a name
from anywhere (guessing from many machines), an address for any name (guessing many names).
Their waits are capped, so that nobody can lock a colleague out for long.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

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


def _wait(excess: int) -> timedelta:
    """5 s, 10 s, 20 s … up to the longest."""
    if excess <= 0:
        return timedelta(0)
    doubled: int = 2 ** min(excess - 1, 16)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
