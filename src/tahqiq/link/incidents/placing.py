"""Where each report lies: its point and how far around, its wording, what contains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.index import Candidate, PlaceIndex
from tahqiq.language.places.known import FINENESS
from tahqiq.language.places.namewords import words_of_place
from tahqiq.link.incidents.fields import BETWEEN_PLACES
from tahqiq.link.incidents.reference import mixed, settings
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.whereabouts import Gathered, Names, gathered
from tahqiq.vocab.places import Point, Precision

#: How far from its point a place may lie, in km, by the class it is known at.
RADIUS_KM = {
    Precision.COUNTRY: 500.0,
    Precision.PROVINCE: 90.0,
    Precision.DISTRICT: 35.0,
    Precision.SUB_DISTRICT: 15.0,
    Precision.CITY: 6.0,
    Precision.TOWN: 3.0,
    Precision.VILLAGE: 1.5,
    Precision.NEIGHBOURHOOD: 0.9,
    Precision.STREET: 0.5,
    Precision.NEARBY_LANDMARK: 0.4,
    Precision.WITHIN_100M: 0.15,
    Precision.WITHIN_1M: 0.05,
    Precision.EXACT: 0.05,
}
#: A point of unknown class: a town's, most likely.
_UNKNOWN_KM = 4.0
#: A gazetteer's answer is believed from this score on.
_BELIEVED = 0.8
KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The places of all reports.

    Attributes:
        lat, lon: degrees, nan where unknown. ``radius``: km around it, nan without a point.
        fineness: rank of the class each is known at. ``gathered``: their wordings.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    radius: NDArray[np.float64]
    fineness: NDArray[np.int64]
    gathered: Gathered

    def shares(self, events: NDArray[np.int64]) -> NDArray[np.float64]:
        """The share of reports that lie within the place each one names; 1 where it names none."""
        named, pointed = self._named(events), self._pointed(events)
        kinds = settings()["reference"]["share"]
        reference = np.array([kinds[_size(int(rank))] for rank in self.fineness], np.float64)
        known = (self.gathered.of[events] >= 0) | np.isfinite(self.lat[events])
        shares = mixed(np.maximum(named, pointed), float(known.sum()), reference)
        told = (self.gathered.of >= 0) | np.isfinite(self.lat)
        return np.where(told, np.minimum(shares, 1.0), 1.0)

    def _named(self, events: NDArray[np.int64]) -> NDArray[np.float64]:
        """How many reports name the same place, or lie in it."""
        names, counts = self.gathered, Counter[int]()
        inside = [self._inside(wording) for wording in range(len(names.wordings))]
        for wording, times in Counter(names.of[events].tolist()).items():
            if wording >= 0:
                for name in inside[wording]:
                    counts[name] += times
        most = [
            max((counts[int(names.canonical[name])] for name in names.heads_of(wording)), default=0)
            for wording in range(len(names.wordings))
        ]
        return np.array([most[wording] if wording >= 0 else 0 for wording in names.of], np.float64)

    def _inside(self, wording: int) -> set[int]:
        every = np.concatenate([self.gathered.heads_of(wording), self.gathered.around_of(wording)])
        return {int(self.gathered.canonical[name]) for name in every}

    def _pointed(self, events: NDArray[np.int64]) -> NDArray[np.float64]:
        """How many reports lie within its radius or so: those of its own and the eight cells around."""
        found = np.zeros(len(self.lat), np.float64)
        for size in np.unique(self.radius[np.isfinite(self.radius)]):
            mine = self.radius == size
            cell = max(float(size), 0.3) / KM_A_DEGREE
            fine = np.zeros(len(self.lat), np.bool_)
            fine[events] = True
            fine &= np.isfinite(self.lat) & (self.radius <= size * 1.5)
            rows, columns = self._cells(cell)
            counts = Counter(zip(rows[fine].tolist(), columns[fine].tolist(), strict=True))
            found[mine] = [
                sum(counts[(row + up, column + side)] for up in (-1, 0, 1) for side in (-1, 0, 1))
                for row, column in zip(rows[mine].tolist(), columns[mine].tolist(), strict=True)
            ]
        return found

    def _cells(self, size: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        lat = np.nan_to_num(self.lat)
        narrow = np.maximum(np.cos(np.radians(lat)), 0.01)
        lon = np.nan_to_num(self.lon) * narrow
        return np.floor(lat / size).astype(np.int64), np.floor(lon / size).astype(np.int64)


def _size(rank: int) -> str:
    if rank == FINENESS[Precision.UNKNOWN]:
        return "city"
    if rank <= FINENESS[Precision.PROVINCE]:
        return "province"
    if rank <= FINENESS[Precision.SUB_DISTRICT]:
        return "district"
    if rank <= FINENESS[Precision.CITY]:
        return "city"
    if rank <= FINENESS[Precision.TOWN]:
        return "town"
    return "fine" if rank <= FINENESS[Precision.STREET] else "spot"


def placed(reports: Sequence[Report], gazetteer: Gazetteer | None = None) -> Placed:
    """The places of reports; a gazetteer gives those without a point one, and says what contains them."""
    found = _looked_up([r.place for r in reports], gazetteer)
    names = gathered([r.place for r in reports], more=[found[r.place][1] for r in reports])
    ranks = _ranks(reports, names)
    points, radius = list[Point | None](), np.full(len(reports), np.nan)
    for at, report in enumerate(reports):
        known = found[report.place][0]
        point, rank = report.point, int(ranks[at])
        if point is None and known is not None:
            point = known.place.point
            rank = ranks[at] = FINENESS[known.precision] or rank
        points.append(point)
        if point is not None:
            radius[at] = RADIUS_KM.get(list(Precision)[rank], _UNKNOWN_KM)
    lat = np.array([np.nan if point is None else point.lat for point in points], np.float64)
    lon = np.array([np.nan if point is None else point.lon for point in points], np.float64)
    return Placed(lat, lon, radius, ranks, names)


def _looked_up(
    texts: Sequence[str], gazetteer: Gazetteer | None
) -> dict[str, tuple[Candidate | None, Names]]:
    """For each wording what the gazetteer knows it as, and the names of what contains that."""
    if gazetteer is None:
        return dict.fromkeys(texts, (None, ()))
    index = PlaceIndex(gazetteer)
    numbers = {place.id: at for at, place in enumerate(gazetteer.places)}
    found: dict[str, tuple[Candidate | None, Names]] = {}
    for text in dict.fromkeys(texts):
        best = next(iter(index.search(text.split(BETWEEN_PLACES)[0], top=1)), None) if text else None
        if best is None or best.score < _BELIEVED:
            found[text] = (None, ())
            continue
        above = gazetteer.ancestors(numbers[best.place.id])
        containing = [words_of_place(name) for at in above for name in gazetteer.places[at].names]
        found[text] = (best, tuple(dict.fromkeys(name for name in containing if name)))
    return found


def _ranks(reports: Sequence[Report], names: Gathered) -> NDArray[np.int64]:
    """The class of each place: as stated, as its words tell, or a city's where others lie in it."""
    containing = {int(names.canonical[name]) for name in names.around}
    ranks = np.zeros(len(reports), np.int64)
    for at, report in enumerate(reports):
        wording = int(names.of[at])
        told = names.wordings[wording].precision if wording >= 0 else Precision.UNKNOWN
        stated = report.precision if report.precision is not Precision.UNKNOWN else told
        if stated is Precision.UNKNOWN and wording >= 0:
            heads = {int(names.canonical[name]) for name in names.heads_of(wording)}
            stated = Precision.CITY if heads & containing else Precision.UNKNOWN
        ranks[at] = FINENESS[stated]
    return ranks
