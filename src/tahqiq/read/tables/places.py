"""A record's place: its point, if both coordinates can be true, and its precision."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.read.tables import cells
from tahqiq.read.tables.record import Record
from tahqiq.vocab.places import Point, Precision

#: Every class of precision by its own name.
PRECISIONS: Mapping[str, Precision] = {precision.value: precision for precision in Precision}


def point_of(record: Record, lat: str, lon: str) -> Point | None:
    """The point in two columns; None where either is empty, or refused as impossible."""
    north, east = record.value(lat, cells.latitude), record.value(lon, cells.longitude)
    if north is not None and east is not None:
        return Point(north, east)
    for column, other, value in ((lat, lon, north), (lon, lat, east)):
        if value is not None and not record.text(other):
            record.refuse(column, "the other coordinate is empty")
    return None


def precision_of(record: Record, column: str, words: Mapping[str, Precision]) -> Precision:
    """The class a wording stands for; unknown where it is empty or not among the words."""
    wording = record.text(column).lower()
    if wording and wording not in words:
        record.refuse(column, "not a precision we know; taken as unknown")
    return words.get(wording, Precision.UNKNOWN)
