"""When it happened: the date of a claim among those of its sentence, or of those before it."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.language.dates import Bound, DateMention, Precision
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.dates import DateSpan

#: Mentions that can be the day of an event.
OF_EVENTS = frozenset([Precision.DAY, Precision.NIGHT, Precision.TIME])
UNKNOWN = DateSpan()


def span_of(mention: DateMention, *, since: bool = False) -> DateSpan:
    """The days of a mention, open where a word makes it a beginning or an end.

    ``since``: a word further before makes it a beginning ('since the fighting began on 15 April').

    >>> from tahqiq.language.dates import find_dates
    >>> span_of(find_dates("since 5 June 2017")[0]).iso()
    ('2017-06-05', '')
    """
    span = mention.span
    if span is None:
        return UNKNOWN
    if mention.bound is Bound.FROM or (since and mention.precision in OF_EVENTS):
        return DateSpan(span.start, None)
    return DateSpan(None, span.end) if mention.bound is Bound.UNTIL else span


def told(mentions: Sequence[DateMention], at: int, scope: Scope) -> DateMention | None:
    """The mention that tells when a claim at a position of the text happened.

    A total over time takes a period before it takes a day, an event a day before a period; among equals
    the nearest, one before the claim before one as near behind it.
    """
    known = [each for each in mentions if each.span is not None]
    if not known:
        return None

    def distance(mention: DateMention) -> tuple[bool, int]:
        period = mention.bound is not None or mention.precision not in OF_EVENTS
        away = at - mention.end if mention.end <= at else mention.start - at
        return period is not (scope is Scope.CUMULATIVE), away

    return min(known, key=distance)
