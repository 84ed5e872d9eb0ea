"""A record's dates: one day, or from one to another."""

from __future__ import annotations

from collections.abc import Callable

from tahqiq.read.tables.record import Record
from tahqiq.vocab.dates import DateSpan


def span_of(record: Record, first: str, last: str, parse: Callable[[str], DateSpan]) -> DateSpan:
    """The days from one column to another, both inclusive; ``last`` may be '' for no column.

    A last day before the first is refused and the first kept alone.
    """
    begins = record.value(first, parse)
    ends = record.value(last, parse) if last else None
    if begins is None or ends is None:
        return begins or ends or DateSpan()
    if ends.end is None or begins.start is None or ends.end <= begins.start:
        record.refuse(last, f"it lies before {record.text(first)}")
        return begins
    return DateSpan(begins.start, ends.end)
