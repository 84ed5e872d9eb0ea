"""What a query about a place is answered with: coordinates as they stand, a code, or names of a gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.language.places.coordinates import parse_coordinates
from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.index import PlaceIndex
from tahqiq.language.places.located import Located, Refused
from tahqiq.vocab.places import Point, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a query.

    Attributes:
        id: code of the place; '' for coordinates.
        name: the spelling that agreed; for coordinates what was read, with every repair named.
        point: where; None where the gazetteer does not know.
        precision: how exactly.
        score: 0 to 1.
    """

    id: str
    name: str
    point: Point | None
    precision: Precision
    score: float


class Resolver:
    """Answers queries from a gazetteer.

    Args:
        gazetteer: the places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._index = PlaceIndex(gazetteer)
        self._codes = {place.id: place for place in gazetteer.places}
        self._area = gazetteer.area

    def answer(self, query: str, *, top: int = 10) -> list[Answer] | Refused:
        """The answers to a query, best first; or why coordinates in it cannot be.

        A grid reference without a zone is completed from the area of the gazetteer.

        Args:
            query: a wording, a code of the gazetteer, or coordinates.
            top: at most so many.
        """
        place = self._codes.get(query.strip())
        if place is not None:
            return [
                Answer(id=place.id, name=place.name, point=place.point, precision=place.precision, score=1.0)
            ]
        read = parse_coordinates(query)
        if isinstance(read, Refused) and read.notation is not None:
            again = parse_coordinates(query, area=self._area)
            read = again if isinstance(again, Located) else read
        if isinstance(read, Located):
            name = "; ".join((read.notation, *read.repairs))
            return [Answer(id="", name=name, point=read.point, precision=read.precision, score=1.0)]
        if read.notation is not None:
            return read
        return [
            Answer(
                id=found.place.id,
                name=found.name,
                point=found.place.point,
                precision=found.precision,
                score=found.score,
            )
            for found in self._index.search(query, top=top)
        ]
