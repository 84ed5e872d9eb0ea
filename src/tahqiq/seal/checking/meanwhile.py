"""What came in, or was removed, while the archive was being checked.

Bytes, receipts and keys are put in place before the page that promises them, and every name that a
commit may put there is written down first, in an intent. So a stranger is a fault only if neither an
intent nor a page of the log that came since knows its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tahqiq.seal.checking.pages_found import lines_of, numbered
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Sight
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import KEYS, LOG, RECEIPTS, object_place, page_place
from tahqiq.seal.receipts import Envelope


@dataclass(slots=True)
class Meanwhile:
    """Names that came since the log was read.

    Attributes:
        placed: files that a newer page of the log vouches for.
        destroyed: names of objects and hashes of receipts that a newer page removed.
    """

    placed: set[str] = field(default_factory=set)
    destroyed: set[str] = field(default_factory=set)


def since(sight: Sight, *, pages: int) -> Meanwhile:
    """Reads the receipts of pages from this number on; only their names are wanted, not their faults."""
    found, unheard = Meanwhile(), Report()
    for number in numbered(sight, unheard, LOG):
        if number < pages:
            continue
        found.placed |= {page_place(folder, number) for folder in (RECEIPTS, KEYS)}
        for envelope in _envelopes(sight, unheard, number):
            found.placed.add(object_place(envelope.object))
            found.destroyed |= set(envelope.tombstone)
    return found


def _envelopes(sight: Sight, unheard: Report, number: int) -> Iterator[Envelope]:
    for line in lines_of(sight, unheard, page_place(RECEIPTS, number)):
        try:
            yield Envelope.parse(line)
        except Damaged:
            continue  # the next check of the archive names it
