"""Whether a place lies where the rest of a wording says: in a district, beside a town."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.entries import Entries, Entry, named_words
from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.phrase import Phrase
from tahqiq.language.places.segments import Segment

#: What agreeing surroundings add at most, and what surroundings known elsewhere cost.
_SUPPORTED, _ELSEWHERE = 0.12, 0.04
#: Surroundings count as known from this agreement on; those known only as lying near count a little less.
_KNOWN, _BY_DISTANCE = 0.72, 0.8
#: Kilometres from which 'near' and 'in' no longer hold.
_NEAR_KM, _WITHIN_KM = 30.0, 80.0
_KM_A_DEGREE = 111.2

Matches = Sequence[tuple[int, float]]


def distances_between(gazetteer: Gazetteer, place: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
    """Kilometres from one place to others, on a plane; nan where a point is missing."""
    narrow = np.cos(np.radians(gazetteer.lat[place]))
    north = gazetteer.lat[others] - gazetteer.lat[place]
    east = (gazetteer.lon[others] - gazetteer.lon[place]) * narrow
    far: NDArray[np.float64] = np.hypot(north, east) * _KM_A_DEGREE
    return far


class Surroundings:
    """What the segments of one wording say of where the place meant lies.

    Args:
        entries: the gazetteer's spellings.
        gazetteer: its places.
        phrase: the wording.
        matches: for each segment of the phrase, the spellings it agrees with.
    """

    def __init__(
        self, entries: Entries, gazetteer: Gazetteer, phrase: Phrase, matches: Sequence[Matches]
    ) -> None:
        self._entries, self._gazetteer = entries, gazetteer
        self._said = [
            (at, segment, self._places(found) if segment.link != "and" else {})
            for at, (segment, found) in enumerate(zip(phrase.segments, matches, strict=True))
            if segment.link != "or"
        ]

    def support(self, entry: Entry, *, but: int) -> float:
        """What the other segments add to, or take from, the score of a spelling.

        Args:
            entry: a spelling that agrees with a segment.
            but: position of that segment.
        """
        total = 0.0
        for at, segment, known in self._said:
            if at != but:
                agreement = max(self._named(entry, segment), self._placed(entry, segment, known))
                if agreement > 0:
                    total += _SUPPORTED * agreement / (1.5 if at > 1 else 1.0)
                elif known:
                    total -= _ELSEWHERE
        return total

    def _places(self, found: Matches) -> dict[int, float]:
        places: dict[int, float] = {}
        for number, agreement in found:
            if agreement >= _KNOWN:
                places.setdefault(self._entries.listed[number].place, agreement)
        return places

    def _named(self, entry: Entry, segment: Segment) -> float:
        """Agreement of a segment with what the spelling itself says it belongs to."""
        words = named_words(segment)
        return max((self._same(words, around) for around in entry.around), default=0.0)

    def _same(self, words: tuple[str, ...], around: tuple[str, ...]) -> float:
        vocabulary = self._entries.vocabulary
        total = sum(
            max((vocabulary.likeness(word, other) for other in around), default=0.0) for word in words
        )
        return total / max(len(words), len(around), 1)

    def _placed(self, entry: Entry, segment: Segment, known: dict[int, float]) -> float:
        """Agreement of a segment with what contains the place, or with how near it lies."""
        if not known:
            return 0.0
        above = {entry.place, *self._gazetteer.ancestors(entry.place)}
        best = max((agreement for place, agreement in known.items() if place in above), default=0.0)
        reach = _NEAR_KM if segment.link == "near" else _WITHIN_KM
        at = np.fromiter(known, np.int64, len(known))
        far = distances_between(self._gazetteer, entry.place, at)
        nearness = np.nan_to_num(1 - far / reach).clip(0) * np.fromiter(
            known.values(), np.float64, len(known)
        )
        return max(best, _BY_DISTANCE * float(nearness.max()))
