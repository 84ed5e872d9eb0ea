"""What may leave a case, row by row: plain rows of ``vocab.rows`` for ``release.write``.

``rows(case)`` streams every table in the order of ``vocab.release.TABLES``; each model's
``release_policy`` decides field by field. Use it inside ``snapshot()``, with ``totals`` beside
it, so that both speak of the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing import (
    answers,
    basics,
    changes,
    claims,
    incidents,
    items,
    people,
    remains,
    stories,
)
from tahqiq.casebook.releasing.reading import Leaving, snapshot
from tahqiq.vocab.release import TABLES

__all__ = ["rows", "rows_leaving", "snapshot"]

_STREAMS: dict[str, Callable[[Leaving], Iterator[object]]] = {
    "cases": basics.cases,
    "parties": basics.parties,
    "sources": basics.sources,
    "items": items.items,
    "places": basics.places,
    "populations": basics.populations,
    "incidents": incidents.incidents,
    "assessments": incidents.assessments,
    "answers": answers.answers,
    "statements": answers.statements,
    "claims": claims.claims,
    "victims": people.victims,
    "listings": people.listings,
    "sites": basics.sites,
    "remains": remains.remains,
    "changes": changes.changes,
    "corrections": changes.corrections,
    "stories": stories.stories,
    "chapters": stories.chapters,
}


def rows(case: Case, *, on: date | None = None) -> Iterator[tuple[str, object]]:
    """``rows_leaving`` of a case, its stories without their files.

    Args:
        on: the day on which consents must hold; today (UTC) where not given.
    """
    return rows_leaving(Leaving(case, on=on or timezone.now().date()))


def rows_leaving(leaving: Leaving) -> Iterator[tuple[str, object]]:
    """Every row that may leave, table by table, each table in a fixed order.

    Memory does not grow with the number of incidents, claims or victims.
    """
    for table in TABLES:
        for row in _STREAMS[table](leaving):
            yield table, row
