"""How the installation is, for whoever watches it: what is not known is null."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tahqiq.casebook.models import Job
from tahqiq.desk import logs

#: The event that ``tahqiq verify`` notes, and how much of the log's end is looked through for it.
VERIFIED = "verified"
_TAIL = 1_048_576


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Database, queue age, last verification, last trusted time stamp; 503 without a database.

    The queue's age is how many seconds the work that waits longest has waited; null where none waits.
    """
    working = database_answers()
    state = {
        "database": "ok" if working else "unreachable",
        "queue_age": queue_age() if working else None,
        "last_verify": last_verified(settings.HOME.logs),
        "last_stamp": last_stamped(settings.HOME.archive),
    }
    return JsonResponse(state, status=200 if working else 503)


def queue_age() -> int | None:
    """Seconds since the work that waits longest was asked for; None where none waits."""
    first = Job.objects.waiting().aggregate(first=Min("asked_at"))["first"]
    return None if first is None else max(0, int((timezone.now() - first).total_seconds()))


def database_answers() -> bool:
    """Whether the record can be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def last_verified(folder: Path) -> dict[str, object] | None:
    """Time and outcome of the last verification that the log knows; None if it knows of none."""
    for line in reversed(_tail(folder / logs.FILE)):
        try:
            noted = json.loads(line)
        except ValueError:  # the first line of the stretch is cut, and a crash may have cut the last
            continue
        if noted.get("event") == VERIFIED:
            return {name: fact for name, fact in noted.items() if name != "event"}
    return None


def last_stamped(archive: Path) -> dict[str, object] | None:
    """The last trusted time stamp of the archive: when, by whom, of how many events; None without any."""
    from tahqiq.seal.errors import Damaged
    from tahqiq.seal.stamping.kept import newest
    from tahqiq.seal.stores import open_store

    try:
        found = newest(open_store(archive))
    except (Damaged, OSError):  # tahqiq verify names what is wrong with it
        return None
    if found is None:
        return None
    size, asked = found
    return {"at": asked.asked_at, "authority": asked.authority, "events": size}


def _tail(file: Path) -> list[bytes]:
    """The last lines of a file that may not be there."""
    try:
        with file.open("rb") as log:
            log.seek(max(0, log.seek(0, 2) - _TAIL))
            return log.read().splitlines()
    except FileNotFoundError:
        return []
