"""Who else has a record open: people who look at one record see one another within seconds.

Rows that expire, asked for every few seconds; what nobody asks for any more is deleted by the next
one who asks. It is no lock: whoever saves first, wins nothing and loses nothing (``versions``).
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Incident, Place, Presence

#: Seconds after which somebody who no longer asks is gone.
EXPIRES = 15


def look(actor: Actor, record: Incident | Place, *, editing: bool = False) -> list[Presence]:
    """Notes that the actor has the record open.

    Args:
        editing: whether they have changed something that is not saved.

    Returns:
        The others who have it open, by name.
    """
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - timedelta(seconds=EXPIRES)).delete()
    kind = record._meta.model_name or ""
    Presence.objects.update_or_create(
        kind=kind,
        record=record.pk,
        account=actor.account,
        defaults={"case_id": record.case_id, "name": actor.name, "editing": editing, "seen_at": now},
    )
    return list(here(record).exclude(account=actor.account))


def leave(actor: Actor, record: Incident | Place) -> None:
    """Notes that the actor has closed it."""
    here(record).filter(account=actor.account).delete()


def here(record: Incident | Place) -> QuerySet[Presence]:
    """Everybody who has it open."""
    since = timezone.now() - timedelta(seconds=EXPIRES)
    kind = record._meta.model_name or ""
    return Presence.objects.filter(kind=kind, record=record.pk, seen_at__gte=since).order_by("name")
