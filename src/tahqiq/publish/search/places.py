"""Places by their names in both scripts, counted on a scratch database as incidents pass by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tahqiq.publish.shelves import Shelves
from tahqiq.vocab.rows import IncidentRow, PlaceRow

_ADD = (
    "INSERT INTO places(en, ar, incidents) VALUES (?, ?, ?)"
    " ON CONFLICT(en, ar) DO UPDATE SET incidents = incidents + excluded.incidents"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as incidents name it, and how many do."""

    en: str
    ar: str
    incidents: int


class Places:
    """The distinct places of a release."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TABLE places(en TEXT, ar TEXT, incidents INTEGER, UNIQUE(en, ar))")

    def add(self, row: IncidentRow) -> None:
        """Notes where an incident was, if that may be said."""
        self._add(row.location_en, row.location_ar, 1)

    def each(self, shelves: Shelves) -> Iterator[Place]:
        """Every place with an incident, or that the release lists; the one with most incidents first."""
        for held in shelves.each(PlaceRow):
            self._add(held.row.name_en, held.row.name_ar, 0)
        found = self._connection.execute(
            "SELECT en, ar, incidents FROM places ORDER BY incidents DESC, en, ar"
        )
        for en, ar, incidents in found:
            yield Place(en, ar, incidents)

    def _add(self, en: str | None, ar: str | None, incidents: int) -> None:
        if en or ar:
            self._connection.execute(_ADD, (en or "", ar or "", incidents))
