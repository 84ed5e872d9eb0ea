"""How much of a segment of a wording and of a spelling in the gazetteer agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.entries import Entries, Entry, groups_of, named_words
from tahqiq.language.places.lexicon import concept_of
from tahqiq.language.places.namewords import joined
from tahqiq.language.places.segments import Segment

#: Spellings looked at closely for one segment.
_SHORTLIST = 48
#: Less than this is no agreement.
LEAST = 0.2
#: Two names of one place in the table of exonyms.
_EXONYM = 0.97
#: A word of the gazetteer tells what a word of the query is worth from this likeness on.
_SAME_WORD = 0.5
#: What a word tells that nothing in the gazetteer is like: a name, and a word like 'road'.
_FOREIGN, _FOREIGN_FEATURE = 1.0, 0.35
#: An Arabic word unlike any is cut in two where both halves are this like some word (منبجالمحسنلي).
_CUT_LIKENESS, _CUT_LETTERS = 0.9, 3


@dataclass(frozen=True, slots=True)
class _Span:
    """One word of a segment, or two neighbours written as one.

    Attributes:
        mask: which words, as bits.
        told: what they tell.
        like: numbers of the gazetteer's words they are like, and how like.
    """

    mask: int
    told: float
    like: dict[int, float]


class Agreement:
    """Finds the spellings that agree with a segment.

    Args:
        entries: the spellings of a gazetteer.
    """

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self._known: dict[tuple[str, ...], list[tuple[int, float]]] = {}

    def with_segment(self, segment: Segment) -> list[tuple[int, float]]:
        """Numbers of the spellings that agree with a segment, and how much (0 to 1), best first."""
        if segment.words not in self._known:
            self._known[segment.words] = self._found(segment)
        return self._known[segment.words]

    def _found(self, segment: Segment) -> list[tuple[int, float]]:
        spans = self._spans(self._uncut(named_words(segment)))
        told = sum(span.told for span in spans if span.mask.bit_count() == 1)
        found: dict[int, float] = {}
        for number in self._shortlist(spans, told):
            agreement = self._agreement(
                spans, told, self.entries.listed[number], self.entries.weights[number]
            )
            agreement *= self.entries.listed[number].worth
            if agreement >= LEAST:
                found[number] = agreement
        for group in groups_of(segment):
            for number in self.entries.grouped.get(group, ()):
                found[number] = max(found.get(number, 0.0), _EXONYM * self.entries.listed[number].worth)
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))

    def _uncut(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words, those run together by mistake taken apart."""
        return tuple(part for word in words for part in self._cut(word))

    def _cut(self, word: str) -> tuple[str, ...]:
        like = self.entries.vocabulary.like
        if (
            word.isascii()
            or len(word) <= 2 * _CUT_LETTERS
            or max(like(word).values(), default=0.0) >= _SAME_WORD
        ):
            return (word,)
        half, odd = divmod(len(word), 2)
        if not odd and word[:half] == word[half:]:
            return (word[:half],)
        best = _CUT_LIKENESS
        parts: tuple[str, ...] = (word,)
        for at in range(_CUT_LETTERS, len(word) - _CUT_LETTERS + 1):
            cut = (word[:at], word[at:].removeprefix("ال"))
            worst = min(max(like(part).values(), default=0.0) for part in cut)
            if worst > best:
                best, parts = worst, cut
        return parts

    def _spans(self, words: tuple[str, ...]) -> list[_Span]:
        like = self.entries.vocabulary.like
        spans = [_Span(1 << at, self._told(word), like(word)) for at, word in enumerate(words)]
        pairs = [
            _Span(3 << at, spans[at].told + spans[at + 1].told, like(joined(one, other)))
            for at, (one, other) in enumerate(pairwise(words))
        ]
        return spans + pairs

    def _told(self, word: str) -> float:
        """What a word tells: as much as the gazetteer's words it is like."""
        same = [
            (likeness, self.entries.told[number])
            for number, likeness in self.entries.vocabulary.like(word).items()
            if likeness > _SAME_WORD and number in self.entries.holding
        ]
        if not same:
            return _FOREIGN_FEATURE if concept_of(word) else _FOREIGN
        return float(sum(likeness * told for likeness, told in same) / sum(likeness for likeness, _ in same))

    def _shortlist(self, spans: list[_Span], told: float) -> list[int]:
        """Numbers of the spellings that may agree most, from a bound on their agreement."""
        bound = np.zeros(len(self.entries.listed), np.float64)
        for span in spans:
            touched, most = self._most(span)
            bound[touched] += most
        bound *= self.entries.worth / (told + self.entries.weights)
        best = (
            np.argpartition(-bound, _SHORTLIST)[:_SHORTLIST]
            if len(bound) > _SHORTLIST
            else np.arange(len(bound))
        )
        return [int(number) for number in best if bound[number] >= LEAST]

    def _most(self, span: _Span) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Of each spelling that holds a word like a span: the most that span can add."""
        held = [
            (numbers, likeness * (told + span.told))
            for word, likeness in span.like.items()
            if word in self.entries.holding
            for numbers, told in [self.entries.holding[word]]
        ]
        if not held:
            return np.zeros(0, np.int64), np.zeros(0, np.float64)
        numbers = np.concatenate([each for each, _ in held])
        gains = np.concatenate([each for _, each in held])
        order = np.argsort(gains, kind="stable")
        touched, last = np.unique(numbers[order][::-1], return_index=True)
        return touched, gains[order][::-1][last]

    def _agreement(self, spans: list[_Span], told: float, entry: Entry, weight: float) -> float:
        """The share of what both tell that is joined, words joined best first, each once."""
        asked = named = 0
        agreed = 0.0
        for gain, mask, own in sorted(self._joints(spans, entry), reverse=True):
            if not asked & mask and not named & own:
                asked, named, agreed = asked | mask, named | own, agreed + gain
        return float(agreed / (told + weight))

    def _joints(self, spans: list[_Span], entry: Entry) -> Iterator[tuple[float, int, int]]:
        """What each span gains with each word, or two neighbours, of a spelling: gain and both masks."""
        told = self.entries.told
        for span in spans:
            for at, word in enumerate(entry.words):
                if likeness := span.like.get(word):
                    yield likeness * (span.told + told[word]), span.mask, 1 << at
            if span.mask.bit_count() > 1:
                continue
            for at, (one, other) in enumerate(pairwise(entry.words)):
                if likeness := span.like.get(self.entries.pair(one, other)):
                    yield likeness * (span.told + told[one] + told[other]), span.mask, 3 << at
