"""Places that are known: their names in both scripts, where they are, and what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.hierarchy import parents_of
from tahqiq.language.places.known import KnownPlace
from tahqiq.language.places.located import Area


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Many known places, and what was odd about the files they came from.

    Attributes:
        places: in the order of the files; codes are unique.
        parents: position of the place each belongs to, -1 where none is known; int64.
        warnings: one line each, with file and row.
    """

    places: tuple[KnownPlace, ...]
    parents: NDArray[np.int64]
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, places: Iterable[KnownPlace], *, warnings: Sequence[str] = ()) -> Gazetteer:
        """Places of one or several sources: one code is one place; each finds what it belongs to.

        A place belongs to the one whose code it names; else, where codes are p-codes (a country's two
        letters, then digits that begin with those of what contains it), to the longest code its own
        begins with; else to the coarser place whose name it names; else to the smallest polygon that
        holds its point.
        """
        known: dict[str, KnownPlace] = {}
        for place in places:
            known[place.id] = known[place.id].merged(place) if place.id in known else place
        listed = tuple(known.values())
        return cls(listed, parents_of(listed), tuple(warnings))

    def __len__(self) -> int:
        return len(self.places)

    def ancestors(self, at: int) -> list[int]:
        """Positions of what a place belongs to, nearest first."""
        found: list[int] = []
        here = int(self.parents[at])
        while here >= 0 and here not in found:
            found.append(here)
            here = int(self.parents[here])
        return found

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Latitudes, nan where there is no point."""
        return np.array([place.point.lat if place.point else np.nan for place in self.places], np.float64)

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Longitudes, nan where there is no point."""
        return np.array([place.point.lon if place.point else np.nan for place in self.places], np.float64)

    @cached_property
    def area(self) -> Area | None:
        """The box that holds every point; None where there is none."""
        if not np.isfinite(self.lat).any():
            return None
        ends = (np.nanmin(self.lat), np.nanmin(self.lon), np.nanmax(self.lat), np.nanmax(self.lon))
        return Area(*map(float, ends))
