"""One place that a gazetteer knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tahqiq.vocab.places import Point, Precision

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Rank of each class, from coarse to fine.
FINENESS = {precision: rank for rank, precision in enumerate(Precision)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """One place of a gazetteer.

    Attributes:
        id: its code, verbatim.
        names: every spelling, the one to show first.
        precision: how exactly its point stands for it (a village's for the village).
        point: where it is; a point inside of its polygon; None where nobody says.
        parent: code of the place it belongs to; '' where none is known.
        context: names of what it belongs to, as far as they are only names.
        population: inhabitants; 0 where nobody says.
        outline: its polygon.
    """

    id: str
    names: tuple[str, ...]
    precision: Precision = Precision.UNKNOWN
    point: Point | None = None
    parent: str = ""
    context: tuple[str, ...] = ()
    population: int = 0
    outline: BaseGeometry | None = None

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0]

    def merged(self, other: KnownPlace) -> KnownPlace:
        """The same place out of two sources: all names; what one does not know, from the other."""
        finer = self if FINENESS[self.precision] >= FINENESS[other.precision] else other
        return replace(
            self,
            names=tuple(dict.fromkeys(self.names + other.names)),
            precision=finer.precision,
            point=self.point or other.point,
            parent=self.parent or other.parent,
            context=tuple(dict.fromkeys(self.context + other.context)),
            population=max(self.population, other.population),
            outline=self.outline or other.outline,
        )
