"""Claims and evidence for tests, a line each."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tahqiq.grade import AcceptedClaim, IncidentEvidence
from tahqiq.vocab.claims import Category, Claim, Effect, Locator, Speaker
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.parties import SourceKind

INCIDENT = UUID(int=1)
DAY = DateSpan.day(date(2017, 8, 20))


def number(n: int) -> UUID:
    """The id of the n-th claim."""
    return uuid5(INCIDENT, str(n))


def claim(
    n: int,
    low: int | None = None,
    high: int | None = None,
    *,
    source: str = "",
    kind: SourceKind = SourceKind.MONITORING_GROUP,
    by: str = "",
    said: str = "2017-08-21",
    span: DateSpan = DAY,
    **changed: Any,
) -> AcceptedClaim:
    """The n-th claim: so many civilians killed, said by ``by`` (a source of its own where '')."""
    own = {name: changed.pop(name) for name in _OF_ACCEPTED if name in changed}
    given: dict[str, Any] = {"effect": Effect.KILLED, "category": Category.CIVILIANS, "count": UNKNOWN}
    if low is not None or high is not None:
        given["count"] = CountRange(low, high)
    given["chain"] = (Speaker(name=by or f"Source {n}"),)
    return AcceptedClaim(
        id=number(n),
        source=source or f"source-{n}",
        kind=kind,
        claim=Claim(
            text_sha256="ab" * 32,
            locator=Locator.span(0, 1),
            quote="…",
            statement="…",
            said=DateSpan.parse(said) if said else DateSpan(),
            span=span,
            **(given | changed),
        ),
        **own,
    )


_OF_ACCEPTED = ("origin", "speaks_for", "blames", "reliability", "credibility")


def evidence(*claims: AcceptedClaim, **changed: Any) -> IncidentEvidence:
    """The evidence of one incident on one day, the Coalition blamed."""
    given: dict[str, Any] = {"incident": INCIDENT, "span": DAY, "blamed": ("coalition",), "claims": claims}
    return IncidentEvidence(**(given | changed))
