"""Where and when: how far remains lie from where somebody was last seen, and how long after.

Weights are chances of this place and day for each file against the mean over all files: a site in the
street where a family was last seen tells much, where half of the missing were seen little. Nobody is found
before they were last seen alive.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.findings import Spot
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import mixed, settings
from tahqiq.link.remains.said import Evidence

Floats = NDArray[np.float64]

_EARTH_KM = 6371.0088
#: Kilometres by which a place may be off where its precision says nothing.
_VAGUE_KM = 1.5


class PlaceComparison:
    """What the place tells of each file.

    Args:
        files: of missing persons.
    """

    kind = "place"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._seen = _Spots([file.spot for file in files])
        self._believed = _Spots([file.believed_at for file in files])

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        told = settings()["places"]
        seen = self._seen.chances(body.spot, _SEEN)
        believed = self._believed.chances(body.spot, _BELIEVED)
        trust = np.where(np.isnan(believed), 0.0, told["believed"])
        known = np.nan_to_num(seen, nan=1.0)
        found: Floats = np.log10(trust * np.nan_to_num(believed) + (1 - trust) * known)
        return found

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        lain, here, there = (_point(spot) for spot in (file.believed_at, body.spot, file.spot))
        if not (math.isnan(here[0]) or math.isnan(lain[0])):
            apart = float(kilometres(np.array([lain]), *here)[0])
            message, values = "{km} km from where believed to lie", {"km": f"{apart:.1f}"}
        elif not (math.isnan(here[0]) or math.isnan(there[0])):
            apart = float(kilometres(np.array([there]), *here)[0])
            message, values = "{km} km from where last seen", {"km": f"{apart:.1f}"}
        elif _worded(file.spot) and _worded(body.spot) == _worded(file.spot):
            message, values = "the same place by name", {}
        elif _worded(file.spot) and not math.isnan(here[0]) and weight != 0.0:
            near = "last seen at a place that other files put near this site"
            far = "last seen at a place that other files put far from this site"
            message, values = (near if weight > 0 else far), {}
        elif _worded(file.spot) and _worded(body.spot):
            message, values = "another place by name", {}
        else:
            return []
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values)]


def kilometres(points: Floats, lat: float, lon: float) -> Floats:
    """Great-circle distances of points (n, 2) in degrees from one, km (haversine).

    >>> kilometres(np.array([[36.0, 39.0]]), 36.0, 39.1).round(2).tolist()
    [9.0]
    """
    there, here = np.radians(points), np.radians([lat, lon])
    half = np.sin((there - here) / 2) ** 2
    chord = half[:, 0] + np.cos(there[:, 0]) * math.cos(here[0]) * half[:, 1]
    found: Floats = 2 * _EARTH_KM * np.arcsin(np.sqrt(chord))
    return found


class _Spots:
    """A place of each file, ready to be compared."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._at = np.array([_point(spot) for spot in spots])
        self._off = np.array([_off_km(spot) for spot in spots])
        self._words = np.array([_worded(spot) for spot in spots])
        names, self._named = np.unique(self._words, return_inverse=True)
        self._names = len(names)

    def chances(self, spot: Spot, reaches: Sequence[str]) -> Floats:
        """The chance of a site for each, against the mean of all known; nan where nobody can tell."""
        found = np.full(len(self._at), np.nan)
        lat, lon = _point(spot)
        known = ~np.isnan(self._at[:, 0]) & (not math.isnan(lat))
        if known.any():
            apart = kilometres(self._at[known], lat, lon)
            chances = _density(apart, self._off[known] + _off_km(spot), reaches)
            found[known] = chances / chances.mean()
        words = _worded(spot)
        rest = ~known & (self._words != "")
        if words and rest.any():
            told = settings()["places"]
            same = self._words[rest] == words
            share = mixed(float(same.sum()), int(rest.sum()), told["words_share"], told["worth"])
            differ = (1 - told["same_words"]) / max(1 - share, 0.1)
            found[rest] = np.where(same, told["same_words"] / share, differ)
        if known.any():
            self._learn(found, known, rest & (self._words != words))
        return found

    def _learn(self, found: Floats, known: NDArray[np.bool_], named: NDArray[np.bool_]) -> None:
        """A place told by its name alone lies where other files put that name on the map."""
        told = settings()["places"]
        mapped = np.bincount(self._named[known], minlength=self._names)
        chances = np.bincount(self._named[known], weights=found[known], minlength=self._names)
        mean = (chances + told["named_worth"]) / (mapped + told["named_worth"])
        rest = named & (mapped[self._named] > 0)
        found[rest] = mean[self._named[rest]]


#: Reaches of a mixture: from where somebody was last seen, and from where they are believed to lie.
_SEEN, _BELIEVED = ("near", "town", "country"), ("spot", "country")


def _density(apart: Floats, off: Floats, reaches: Sequence[str]) -> Floats:
    """Density a square kilometre at so many kilometres, when both places may be off by so much."""
    told = settings()["places"]
    found = np.zeros(len(apart))
    for reach in reaches:
        wide = np.hypot(told[reach], off)
        found += told[f"{reach}_share"] * np.exp(-0.5 * (apart / wide) ** 2) / wide**2
    return found


def _point(spot: Spot) -> tuple[float, float]:
    return (math.nan, math.nan) if spot.point is None else (spot.point.lat, spot.point.lon)


def _off_km(spot: Spot) -> float:
    """One standard deviation of a place, a third of how far it may lie off."""
    metres = spot.precision.metres
    return _VAGUE_KM if metres is None else metres / 3000


def _worded(spot: Spot) -> str:
    return normalise(spot.wording, "match")


class DateComparison:
    """What days tell of each file: nobody dies before they were last seen alive, most do soon after.

    Args:
        files: of missing persons.
    """

    kind = "date"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        first = [file.last_seen.start for file in files]
        self._seen = np.array([math.nan if each is None else float(each.toordinal()) for each in first])

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        first, last = _days_of_death(body)
        known = ~np.isnan(self._seen)
        found = np.zeros(len(self._seen))
        if math.isnan(last) or not known.any():
            return found
        chances = _between(self._seen[known], first, last)
        found[known] = np.log10(chances / chances.mean())
        return found

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        _, last = _days_of_death(body)
        if math.isnan(last) or file.last_seen.start is None:
            return []
        seen = file.last_seen.start
        if seen.toordinal() > last:
            recovered = body.recovered.end is not None and seen >= body.recovered.end
            message = (
                "last seen alive on {date}, after these remains were recovered"
                if recovered
                else "last seen alive on {date}, after the death of these remains"
            )
        else:
            recovered, message = False, "last seen on {date}, before the death"
        values = {"date": seen.isoformat()}
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, excludes=recovered)]


def _days_of_death(body: PostMortem) -> tuple[float, float]:
    """The first and the last day on which the person may have died; -inf and nan where nobody can tell."""
    ends = [each.end for each in (body.died, body.recovered) if each.end is not None]
    last = float(min(ends).toordinal() - 1) if ends else math.nan
    return (-math.inf if body.died.start is None else float(body.died.start.toordinal())), last


def _between(seen: Floats, first: float, last: float) -> Floats:
    """The chance of a death within these days, of people last seen on those; some dates are told wrongly."""
    told = settings()["dates"]
    found = np.full(len(seen), told["anything"] * 0.3)
    for reach in ("soon", "late"):
        began = np.maximum(first - seen, -1.0) if math.isfinite(first) else np.full(len(seen), -1.0)
        ended = last - seen
        until = 1 - np.exp(-(np.maximum(ended, -1.0) + 1) / told[reach])
        found += told[f"{reach}_share"] * np.maximum(until - (1 - np.exp(-(began + 1) / told[reach])), 0.0)
    return found


class LastSeen:
    """When and where each missing person was last seen, compared among themselves.

    Args:
        files: of missing persons.
    """

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        first = [file.last_seen.start for file in files]
        self._on = np.array([math.nan if each is None else float(each.toordinal()) for each in first])
        self._at = np.array([_point(file.spot) for file in files])
        self._off = np.array([_off_km(file.spot) for file in files])

    def alike(self, companions: NDArray[np.int64]) -> Floats:
        """How much likelier each was last seen as a companion was than as anybody was, (files, companions).

        1 where day and place are not known of either.
        """
        found = np.ones((len(self._on), len(companions)))
        for place, row in enumerate(companions.tolist()):
            found[:, place] = self._as_on(row) * self._as_at(row)
        return found

    def _as_on(self, row: int) -> Floats:
        found = np.ones(len(self._on))
        known = ~np.isnan(self._on)
        if known[row]:
            told, apart = settings()["dates"], np.abs(self._on[known] - self._on[row])
            chances = np.full(len(apart), told["anything"] / _SEASON)
            for reach in ("soon", "late"):
                chances += told[f"{reach}_share"] * np.exp(-apart / told[reach]) / (2 * told[reach])
            found[known] = chances / chances.mean()
        return found

    def _as_at(self, row: int) -> Floats:
        found = np.ones(len(self._at))
        known = ~np.isnan(self._at[:, 0])
        if known[row]:
            apart = kilometres(self._at[known], *self._at[row].tolist())
            chances = _density(apart, self._off[known] + self._off[row], _SEEN)
            found[known] = chances / chances.mean()
        return found


#: Days over which dates told wrongly lie about.
_SEASON = 1000.0
