"""How the narrow rows of the desk's lists are kept up to date, whatever they are rows of.

The database notes which of them no longer say what the record says (``casebook.marks``): whatever
changes a record, by whichever way. Whoever wants to list renews those first; a large import or grading
renews its own at the end, so that nobody waits for it later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models, transaction


def renew(
    stale: type[models.Model],
    make: Callable[[list[UUID]], None],
    *,
    batch: int,
    on_progress: Callable[[int], None] | None = None,
) -> int:
    """Brings every line up to date and gives how many were renewed.

    Args:
        stale: notes whose lines are out of date, by its primary key.
        make: replaces the lines of these records, inside the transaction that forgets the notes.
        batch: lines renewed in one transaction.
        on_progress: called after each batch with the number renewed so far.
    """
    done = 0
    while renewed := _some(stale, make, batch):
        done += renewed
        if on_progress is not None:
            on_progress(done)
    return done


def _some(stale: type[models.Model], make: Callable[[list[UUID]], None], batch: int) -> int:
    """Renews a batch; what somebody is changing at this moment is passed over till they are done."""
    notes: models.QuerySet[Any] = stale._default_manager.all()
    if not notes.exists():
        return 0
    with transaction.atomic():
        noted = notes.select_for_update(skip_locked=True)
        ids: list[UUID] = list(noted.values_list("pk", flat=True)[:batch])
        make(ids)
        notes.filter(pk__in=ids).delete()
    return len(ids)
