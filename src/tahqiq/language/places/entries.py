"""The spellings of a gazetteer's places, taken apart and filed under their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.lexicon import ARTICLES, concept_of, exonyms, key_of, plain
from tahqiq.language.places.namewords import Vocabulary, joined, words_of_place
from tahqiq.language.places.phrase import Phrase, take_apart
from tahqiq.language.places.segments import Segment
from tahqiq.vocab.places import Precision

#: What the most usual word still tells.
_LEAST_TOLD = 0.15
#: What a name is worth that a wording of the gazetteer only says as its surroundings.
_SURROUNDING = 0.62


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of one place, or of what a spelling says the place lies in or by.

    Attributes:
        place: position of the place in the gazetteer.
        written: the spelling, verbatim.
        words: numbers of its comparison words.
        kinds: what the spelling itself says the place is.
        precision: the class its kinds tell; None where they tell none.
        around: comparison words of each thing it is said to belong to.
        groups: exonym groups of the whole name.
        key: the whole spelling as one plain key.
        definite: the name begins with an article.
        worth: 1 where the words name the place itself, less where they name what it lies in or by.
    """

    place: int
    written: str
    words: tuple[int, ...]
    kinds: tuple[str, ...]
    precision: Precision | None
    around: tuple[tuple[str, ...], ...]
    groups: frozenset[int]
    key: str
    definite: bool
    worth: float = 1.0


class Entries:
    """All spellings of a gazetteer.

    Attributes:
        listed: the spellings; one's position is its number.
        vocabulary: their distinct words and pairs of neighbours written as one.
        worth: of each spelling, see Entry; float64.
        told: what each word of the vocabulary tells, 0.15 (in every name) to 1 (in one); float64.
        weights: what all words of each spelling tell; float64.
        holding: of each word, numbers of the spellings that hold it, and what it tells there.
        grouped: spellings of each exonym group.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._numbers: dict[str, int] = {}
        self.listed = list(self._entries(gazetteer))
        self.vocabulary = Vocabulary(list(self._numbers))
        self.told = self._telling()
        self.worth = np.array([entry.worth for entry in self.listed], np.float64)
        self.weights = np.array([self.told[list(entry.words)].sum() for entry in self.listed], np.float64)
        self.holding = self._file()
        self.grouped: dict[int, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.listed):
            for group in entry.groups:
                self.grouped[group].append(number)

    def pair(self, one: int, other: int) -> int:
        """Number of two neighbouring words of a spelling written as one."""
        return self._numbers[joined(self.vocabulary.words[one], self.vocabulary.words[other])]

    def _entries(self, gazetteer: Gazetteer) -> Iterator[Entry]:
        for at, place in enumerate(gazetteer.places):
            context = tuple(named_words(take_apart(name).head) for name in place.context)
            for word in chain.from_iterable(context):
                self._number(word)
            for written in place.names:
                phrase = take_apart(written)
                for segment in phrase.segments:
                    if named_words(segment):
                        yield self._entry(at, written, phrase, segment, context)

    def _entry(
        self, place: int, written: str, phrase: Phrase, segment: Segment, context: tuple[tuple[str, ...], ...]
    ) -> Entry:
        """One segment of a spelling: what it names, or, worth less, what it names beside that."""
        heads = _heads(phrase)
        apart = heads if segment in heads else [segment]
        around = tuple(named_words(each) for each in phrase.segments if each not in apart)
        words = named_words(segment)
        for word in (*words, *(joined(one, other) for one, other in pairwise(words))):
            self._number(word)
        return Entry(
            place=place,
            written=written,
            words=tuple(map(self._number, words)),
            kinds=segment.kinds,
            precision=segment.precision,
            around=around + context,
            groups=groups_of(segment),
            key=whole_key(written) if segment in heads else "",
            definite=is_definite(segment),
            worth=1.0 if segment in heads else _SURROUNDING,
        )

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def _telling(self) -> NDArray[np.float64]:
        """Information of each word relative to that of a word met once (Spärck Jones 1972, idf)."""
        words = self.vocabulary.words
        counts = Counter(
            thing
            for entry in self.listed
            if entry.worth == 1
            for thing in {concept_of(words[number]) or words[number] for number in entry.words}
        )
        every = sum(entry.worth == 1 for entry in self.listed) + 1
        met = np.array([counts.get(concept_of(word) or word, 1) for word in words], np.float64)
        told: NDArray[np.float64] = np.maximum(_LEAST_TOLD, np.log(every / (met + 0.5)) / np.log(every))
        return told

    def _file(self) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]]:
        held: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self.listed):
            for word in entry.words:
                held[word].append((number, self.told[word]))
            for one, other in pairwise(entry.words):
                held[self.pair(one, other)].append((number, self.told[one] + self.told[other]))
        return {
            word: (
                np.array([at for at, _ in rows], np.int64),
                np.array([told for _, told in rows], np.float64),
            )
            for word, rows in held.items()
        }


def is_definite(segment: Segment) -> bool:
    """Whether a segment's name begins with an article, in either script.

    >>> is_definite(Segment(words=("ar-Rabwa",))), is_definite(Segment(words=("ربوة",)))
    (True, False)
    """
    first = plain(segment.words[0]).split() if segment.words else []
    return bool(first) and (first[0].startswith("ال") or first[0] in ARTICLES)


def named_words(segment: Segment) -> tuple[str, ...]:
    """The comparison words of a segment's name."""
    return words_of_place(" ".join(segment.words))


def whole_key(wording: str) -> str:
    """A whole wording as one key: two that only differ in typography have the same."""
    return key_of(plain(wording).split())


def groups_of(segment: Segment) -> frozenset[int]:
    """The exonym groups that a segment's whole name belongs to."""
    return exonyms().get(key_of(plain(" ".join(segment.words)).split()), frozenset())


def _heads(phrase: Phrase) -> list[Segment]:
    """What a gazetteer's wording names: its head, or either of two heads joined by 'or'."""
    return [phrase.head, *(each for each in phrase.others if each.link == "or")]
