"""From a wording of a place to the places of a gazetteer that may be meant, best first.

A wording is taken apart (`phrase`); every segment is compared with every spelling in the gazetteer that
shares a word with it, in either script (`agreement`). A place scores by how much of its name and of the
segment agree, each word weighing what it tells in this gazetteer; it gains where the other
segments name what it belongs to or lies beside (`surroundings`), and a little where the gazetteer
knows the name several times at one spot. Where the head names nothing known, what surrounds it is the
answer, at its own coarser precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np

from tahqiq.language.places.agreement import Agreement
from tahqiq.language.places.entries import Entries, Entry, is_definite, whole_key
from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.known import FINENESS, KnownPlace
from tahqiq.language.places.phrase import Phrase, take_apart
from tahqiq.language.places.segments import Segment
from tahqiq.language.places.surroundings import Surroundings, distances_between
from tahqiq.vocab.places import Precision

#: What a name found through the surroundings is worth, and what each further segment loses.
_AROUND, _FURTHER = 0.67, 0.02
#: What the second of two places is worth that are joined by or, and, between.
_ALTERNATIVE = {"or": 0.97, "and": 0.93, "between": 0.98}
#: Gain for saying the same of what the place is; loss for each class between what both say.
_SAME_KIND, _CLASS_APART = 0.03, 0.008
#: Gain of a spelling that is the whole wording; loss, for each class, of a unit where the town may be meant.
_VERBATIM, _UNIT = 0.03, 0.003
#: Gain of a place of ten million people; others by the logarithm.
_POPULOUS = 0.02
#: Places this far behind the best still count for one another where they lie within so many kilometres.
_CORROBORATING, _ONE_SPOT_KM, _CORROBORATED = 0.06, 5.0, 0.02
#: Gain where both names begin with an article, or neither does.
_ARTICLE = 0.014
_RANKED_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may be meant.

    Attributes:
        place: of the gazetteer.
        name: the spelling that agreed best.
        score: 0 to 1; for ranking and a reader's eye, no probability.
        precision: how exactly the wording and the gazetteer together say where.
    """

    place: KnownPlace
    name: str
    score: float
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Judged:
    score: float
    entry: Entry
    segment: Segment
    near: bool


class PlaceIndex:
    """A gazetteer that can be asked for the places a wording may mean.

    Args:
        gazetteer: the places.

    >>> from tahqiq.vocab.places import Point
    >>> mill = KnownPlace(id="7", names=("طاحونة الجسر",), point=Point(35.0, 39.0))
    >>> [found.place.id for found in PlaceIndex(Gazetteer.of([mill])).search("Tahunat al-Jisr village")]
    ['7']
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._entries = Entries(gazetteer)
        self._agreement = Agreement(self._entries)

    def search(self, wording: str, *, top: int = 10) -> list[Candidate]:
        """The places a wording may mean, best first; none where nothing known is named.

        Args:
            wording: a phrase in either script.
            top: at most so many.
        """
        judged = sorted(
            self._judged(take_apart(wording), whole_key(wording)).items(),
            key=lambda each: (-each[1].score, each[0]),
        )
        ranked = self._corroborated(judged[:_RANKED_AT_MOST])
        return [self._candidate(place, found, score) for place, found, score in ranked[:top]]

    def _judged(self, phrase: Phrase, key: str) -> dict[int, _Judged]:
        """Every place that a segment agrees with, by the spelling and segment that score best."""
        matches = [self._agreement.with_segment(segment) for segment in phrase.segments]
        around = Surroundings(self._entries, self.gazetteer, phrase, matches)
        found: dict[int, _Judged] = {}
        for at, (segment, agreeing) in enumerate(zip(phrase.segments, matches, strict=True)):
            meant = at == 0 or segment.link in _ALTERNATIVE
            worth = 1.0 if at == 0 else _ALTERNATIVE.get(segment.link, _AROUND - _FURTHER * at)
            for number, agreement in agreeing:
                entry = self._entries.listed[number]
                score = worth * agreement + self._fitting(entry, segment)
                score += around.support(entry, but=at) if meant else 0.0
                score += _VERBATIM if entry.key == key else 0.0
                if entry.place not in found or score > found[entry.place].score:
                    found[entry.place] = _Judged(score, entry, segment, phrase.near and meant)
        return found

    def _fitting(self, entry: Entry, segment: Segment) -> float:
        """What saying the same of the kind of place adds, and the number of its people."""
        place = self.gazetteer.places[entry.place]
        gain = _POPULOUS * log10(place.population + 1) / 7
        gain += _ARTICLE * (is_definite(segment) == entry.definite)
        if ("countryside" in entry.kinds) != ("countryside" in segment.kinds):
            gain -= _SAME_KIND
        if set(entry.kinds) & set(segment.kinds):
            gain += _SAME_KIND
        own = entry.precision if place.precision is Precision.UNKNOWN else place.precision
        if segment.precision is None:
            gain -= _UNIT * max(0, FINENESS[Precision.CITY] - FINENESS[own or Precision.CITY]) if own else 0.0
        elif own is not None:
            gain += _SAME_KIND - _CLASS_APART * min(abs(FINENESS[segment.precision] - FINENESS[own]), 5)
        return gain

    def _corroborated(self, judged: list[tuple[int, _Judged]]) -> list[tuple[int, _Judged, float]]:
        """Lets places of nearly one score speak for one another, at one spot or one in the other.

        Best first.
        """
        if not judged:
            return []
        scores = np.array([found.score for _, found in judged])
        rivals = int((scores > scores[0] - _CORROBORATING).sum())
        places = np.array([place for place, _ in judged[:rivals]], np.int64)
        parents = self.gazetteer.parents[places]
        gains = np.zeros(len(judged), np.float64)
        for at, place in enumerate(places.tolist()):
            beside = distances_between(self.gazetteer, place, places) < _ONE_SPOT_KM
            beside |= (parents == place) | (places == parents[at])
            beside[at] = True
            apart = (scores[:rivals][beside] - scores[at]) / _CORROBORATED
            gains[at] = _CORROBORATED * np.log(np.exp(apart).sum())
        scores += gains
        ranked = [(place, found, float(score)) for (place, found), score in zip(judged, scores, strict=True)]
        return sorted(ranked, key=lambda each: (-each[2], each[0]))

    def _candidate(self, place: int, found: _Judged, score: float) -> Candidate:
        return Candidate(
            place=self.gazetteer.places[place],
            name=found.entry.written,
            score=round(min(1.0, max(0.0, score)), 4),
            precision=_precision(self.gazetteer.places[place], found),
        )


def _precision(place: KnownPlace, found: _Judged) -> Precision:
    """The class of the place, or where its gazetteer tells none what wording or name say it is; never finer.

    Somewhere in the countryside of a town is known no better than its district; near a landmark is no
    better than near it.
    """
    said = found.entry.precision or found.segment.precision or Precision.UNKNOWN
    known = said if place.precision is Precision.UNKNOWN else place.precision
    wide = "countryside" in found.segment.kinds and "countryside" not in found.entry.kinds
    limits = [known, Precision.DISTRICT if wide else known]
    limits += [Precision.NEARBY_LANDMARK] if found.near else []
    return min(limits, key=FINENESS.__getitem__)
