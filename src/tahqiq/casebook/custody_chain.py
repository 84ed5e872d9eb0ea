"""Who holds remains or a sample now, by the chain of hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tahqiq.casebook.models import HandOver, Remains, Sample


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a thing.

    Attributes:
        by: a role or pseudonym; '' where nobody noted who recovered it.
        since: of the last hand-over; None where there was none.
    """

    by: str
    since: datetime | None = None


def holder_of(thing: Remains | Sample) -> Holder:
    """Who holds it: whoever received it last, or else recovered or took it."""
    last = chain_of(thing)[-1:]
    if last:
        return Holder(last[0].received_by, last[0].at)
    return Holder(thing.recovered_by if isinstance(thing, Remains) else thing.taken_by)


def chain_of(thing: Remains | Sample) -> list[HandOver]:
    """The hand-overs, the first first."""
    return list(thing.hand_overs.select_related("place").order_by("at", "id"))
