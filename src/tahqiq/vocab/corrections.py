"""Requests to correct the published record: what they are about, and what came of them."""

from __future__ import annotations

from enum import StrEnum


class CorrectionKind(StrEnum):
    """What a reader asks to have corrected.

    ``PERSON`` is anything about somebody who is named, shown or spoke: the public log says that there was
    such a request and what came of it, never about whom or where.
    """

    FIGURE = "figure"
    DATE_OR_PLACE = "date_or_place"
    SOURCE = "source"
    WORDING = "wording"
    PERSON = "person"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a request."""

    CHANGED = "changed"
    PARTLY = "partly"
    UNCHANGED = "unchanged"
