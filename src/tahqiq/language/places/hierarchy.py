"""What belongs to what: by codes, by p-codes that begin with one another, by names, by polygons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from tahqiq.language.places.known import FINENESS, KnownPlace
from tahqiq.language.places.lexicon import key_of, plain
from tahqiq.vocab.places import Precision

#: A p-code (OCHA, Common Operational Datasets): the country's two letters, then two digits a level or so.
_P_CODE = re.compile(r"[A-Z]{2}[0-9]{2,}")
_COARSE = FINENESS[Precision.VILLAGE]


def parents_of(places: Sequence[KnownPlace]) -> NDArray[np.int64]:
    """Position of the place each belongs to; -1 where none is known.

    >>> province = KnownPlace(id="XA01", names=("North",))
    >>> village = KnownPlace(id="XA0107", names=("Mill",))
    >>> parents_of([village, province]).tolist()
    [1, -1]
    """
    codes = {place.id: at for at, place in enumerate(places)}
    coarse = _by_name(places)
    found = np.full(len(places), -1, np.int64)
    for at, place in enumerate(places):
        above = codes.get(place.parent, -1) if place.parent else -1
        if above in (-1, at):
            above = _by_code(place.id, codes)
        if above < 0 and place.context:
            above = _named(place, coarse, places)
        found[at] = above if above != at else -1
    return _within_polygons(places, found)


def _by_code(code: str, codes: dict[str, int]) -> int:
    if not _P_CODE.fullmatch(code):
        return -1
    return next((codes[code[:end]] for end in range(len(code) - 1, 3, -1) if code[:end] in codes), -1)


def _by_name(places: Sequence[KnownPlace]) -> dict[str, list[int]]:
    """Positions of places coarser than a village, under each of their names."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        if FINENESS[place.precision] < _COARSE and place.precision is not Precision.UNKNOWN:
            for name in place.names:
                found[key_of(plain(name).split())].append(at)
    return found


def _named(place: KnownPlace, coarse: dict[str, list[int]], places: Sequence[KnownPlace]) -> int:
    """The finest coarser place that bears the first name given that anything bears; -1 for none."""
    for name in place.context:
        above = [
            at
            for at in coarse.get(key_of(plain(name).split()), ())
            if FINENESS[places[at].precision] < FINENESS[place.precision]
            or place.precision is Precision.UNKNOWN
        ]
        if above:
            return max(above, key=lambda at: FINENESS[places[at].precision])
    return -1


def _within_polygons(places: Sequence[KnownPlace], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Gives what still belongs to nothing to the smallest polygon that holds it."""
    outlines = {at: place.outline for at, place in enumerate(places) if place.outline is not None}
    lost = [at for at, place in enumerate(places) if found[at] < 0 and place.point is not None]
    if not outlines or not lost:
        return found
    outlined, shapes = list(outlines), list(outlines.values())
    areas = np.array([shape.area for shape in shapes])
    points = shapely.points(
        [(p.point.lon, p.point.lat) for at in lost if (p := places[at]).point is not None]
    )
    inside = shapely.STRtree(shapes).query(points, predicate="within")
    for which, shape in zip(*inside[:, np.argsort(-areas[inside[1]], kind="stable")], strict=True):
        at, above = lost[which], outlined[shape]
        own = outlines.get(at)
        if above != at and (own is None or areas[shape] > own.area):
            found[at] = above
    return found
