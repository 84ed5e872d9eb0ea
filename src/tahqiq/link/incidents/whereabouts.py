"""Where reports are: wordings of places in either script made comparable, and how two of them lie.

A wording names what is meant (its *heads*: a neighbourhood, a village) and what that belongs to or lies
by (its *surroundings*). Two names are one where enough of their words are, across scripts
(``language.places.namewords``), each word weighing what it tells among these reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.entries import groups_of, named_words
from tahqiq.language.places.known import FINENESS
from tahqiq.language.places.lexicon import concept_of, plain, term_of
from tahqiq.language.places.namewords import Vocabulary
from tahqiq.language.places.phrase import take_apart
from tahqiq.language.places.segments import Segment
from tahqiq.link.incidents.fields import BETWEEN_PLACES
from tahqiq.vocab.places import Precision

#: Two words are spellings of one from this likeness on; two names where this share of both agrees.
_SAME_WORD, _SAME_NAME = 0.55, 0.72
#: Words that say what a place is tell little of which.
_KIND_TELLS = 0.2

#: Words of a name beyond which it may have run on into the text.
_LONG = 2
#: Words from which on only those with nearly the same consonants are compared.
_MANY_WORDS = 400

Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a place taken apart.

    Attributes:
        heads: comparison words of each place meant; ``around``: of what it belongs to or lies by.
        precision: the class the words tell; unknown where they tell none.
    """

    heads: Names = ()
    around: Names = ()
    precision: Precision = Precision.UNKNOWN


@cache
def wording_of(text: str) -> Wording:
    """A wording taken apart; of several wordings of one place the finest is meant, the others surround it.

    >>> found = wording_of("حارة البدر / مدينة النور")
    >>> found.heads, found.around, found.precision.value
    ((('بدر',),), (('نور',),), 'neighbourhood')
    """
    named = [each for part in text.split(BETWEEN_PLACES) for each in _segments(part)]
    finest = _finest(each.precision for meant, each in named if meant)
    inside = _finest(each.precision for meant, each in named if not meant)
    if finest is Precision.UNKNOWN and inside in (Precision.CITY, Precision.TOWN):
        finest = Precision.NEIGHBOURHOOD  # a place in a town, whatever it is called
    heads, around = list[tuple[str, ...]](), list[tuple[str, ...]]()
    parts = any(meant and _in_town(segment, finest) for meant, segment in named)
    finest = Precision.NEIGHBOURHOOD if parts else finest
    for meant, segment in named:
        coarse = segment.precision is not None and segment.precision.generic and not finest.generic
        bare = segment.precision is None and finest is not Precision.UNKNOWN and not meant
        (around if not meant or coarse or bare else heads).append(named_words(segment))
    if not heads:
        heads, around = around[:1], around[1:]
    around += [start for head in heads for start in _shorter(head)]
    return Wording(tuple(dict.fromkeys(heads)), tuple(dict.fromkeys(around)), finest)


def _in_town(segment: Segment, finest: Precision) -> bool:
    """Whether a segment is an area beside a town: a part of it, whatever its class."""
    return (
        segment.precision is None and "area" in segment.kinds and finest in (Precision.CITY, Precision.TOWN)
    )


def _shorter(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The ends of a long name, which may have run on in the text (the crowded Badr): it may lie there."""
    if len(name) > _LONG:
        for words in range(1, len(name) - 1):
            yield from (end for end in (name[:words], name[-words:]) if not all(map(concept_of, end)))


def _finest(classes: Iterable[Precision | None]) -> Precision:
    known = (each for each in classes if each is not None)
    return max(known, key=FINENESS.__getitem__, default=Precision.UNKNOWN)


def _segments(text: str) -> Iterator[tuple[bool, Segment]]:
    """The named places of one wording, and whether each is what is meant."""
    phrase = take_apart(text)
    for segment in phrase.segments:
        meant = segment is phrase.head or segment.link in ("and", "or")
        for part in _apart(segment):
            if named_words(part):
                yield meant, part


def _apart(segment: Segment) -> Iterator[Segment]:
    """A segment cut where a word begins with the Arabic 'and' before an article or a word of kind."""
    words, found = list[str](), list[tuple[str, ...]]()
    for word in segment.words:
        rest = word[1:]
        joined = words and word.startswith("و") and len(word) > 4
        if joined and (rest.startswith("ال") or term_of(plain(rest)) is not None):
            found.append(tuple(words))
            words = [] if term_of(plain(rest)) is not None and not rest.startswith("ال") else [rest]
        else:
            words.append(word)
    found.append(tuple(words))
    if len(found) == 1:
        yield segment
        return
    yield from (Segment(each, segment.kinds, segment.link, segment.precision) for each in found if each)


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """All wordings of many reports as numbers.

    Attributes:
        wordings: the distinct wordings; ``of``: of each report, the number of its wording, -1 for none.
        heads, around: numbers of the names of each wording, one after the other, with ``offsets`` of each.
        same: pairs of names that are one, as ``name * names + other``, sorted; every name is its own.
        names: how many names there are.
        canonical: of each name, the smallest name it is one with: a key to find by.
    """

    wordings: tuple[Wording, ...]
    of: NDArray[np.int64]
    heads: NDArray[np.int64]
    head_offsets: NDArray[np.int64]
    around: NDArray[np.int64]
    around_offsets: NDArray[np.int64]
    same: NDArray[np.int64]
    names: int
    canonical: NDArray[np.int64]

    def heads_of(self, wording: int) -> NDArray[np.int64]:
        """The names a wording means."""
        return self.heads[self.head_offsets[wording] : self.head_offsets[wording + 1]]

    def around_of(self, wording: int) -> NDArray[np.int64]:
        """The names of what surrounds it."""
        return self.around[self.around_offsets[wording] : self.around_offsets[wording + 1]]


def gathered(texts: Sequence[str], *, more: Iterable[Names] = ()) -> Gathered:
    """The wordings of reports, their names compared once with one another.

    Args:
        texts: the place of each report as worded.
        more: for each report, names of what contains its place, from a gazetteer.
    """
    beyond = list(more) or [()] * len(texts)
    keys = {key: at for at, key in enumerate(dict.fromkeys(zip(texts, beyond, strict=True)))}
    wordings = [_with(wording_of(text), names) for text, names in keys]
    numbers: dict[tuple[str, ...], int] = {}
    heads = [[numbers.setdefault(each, len(numbers)) for each in wording.heads] for wording in wordings]
    around = [[numbers.setdefault(each, len(numbers)) for each in wording.around] for wording in wordings]
    of = np.array(
        [keys[key] if wordings[keys[key]].heads else -1 for key in zip(texts, beyond, strict=True)], np.int64
    )
    same = _same_names(list(numbers), wordings)
    canonical = np.arange(len(numbers), dtype=np.int64)
    if len(numbers):
        np.minimum.at(canonical, same // len(numbers), same % len(numbers))
    _learn(heads, around, canonical)
    return Gathered(tuple(wordings), of, *_flat(heads), *_flat(around), same, len(numbers), canonical)


def _learn(heads: Sequence[list[int]], around: Sequence[list[int]], canonical: NDArray[np.int64]) -> None:
    """What a name belongs to where other wordings say so, and all say the same."""
    seen = defaultdict[int, dict[int, int]](dict)
    for meant, near in zip(heads, around, strict=True):
        for name in meant:
            for other in near:
                seen[int(canonical[name])].setdefault(int(canonical[other]), other)
    for meant, near in zip(heads, around, strict=True):
        if not near:
            known = {key: other for name in meant for key, other in seen[int(canonical[name])].items()}
            near += known.values() if len(known) == 1 else ()


def _with(wording: Wording, names: Names) -> Wording:
    return Wording(wording.heads, tuple(dict.fromkeys((*wording.around, *names))), wording.precision)


def _flat(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lists one after the other, and where each begins."""
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in lists], dtype=np.int64)]).astype(np.int64)
    return np.array([each for some in lists for each in some], np.int64), offsets


def _same_names(names: list[tuple[str, ...]], wordings: Sequence[Wording]) -> NDArray[np.int64]:
    """Pairs of names that are one, both ways, and every name with itself."""
    words = sorted({word for name in names for word in name})
    vocabulary = Vocabulary(words, many=_MANY_WORDS)
    told = _telling(words, wordings)
    held = defaultdict[int, list[int]](list)
    at = {word: number for number, word in enumerate(words)}
    for number, name in enumerate(names):
        for word in set(name):
            held[at[word]].append(number)
    found = {number * len(names) + number for number in range(len(names))}
    found |= _by_exonym(names)
    for number, name in enumerate(names):
        for other in _reached(name, vocabulary, held, number):
            if _agreement(name, names[other], vocabulary, told) >= _SAME_NAME:
                found |= {number * len(names) + other, other * len(names) + number}
    return np.array(sorted(found), np.int64)


def _by_exonym(names: Sequence[tuple[str, ...]]) -> set[int]:
    """Names of the table of exonyms (حلب, Aleppo)."""
    groups = defaultdict[int, list[int]](list)
    for number, name in enumerate(names):
        for group in groups_of(Segment(words=name)):
            groups[group].append(number)
    return {one * len(names) + other for some in groups.values() for one in some for other in some}


def _telling(words: Sequence[str], wordings: Sequence[Wording]) -> dict[str, float]:
    """What each word tells: little where it says what a place is."""
    counts = Counter(word for each in wordings for name in each.heads for word in set(name))
    most = np.log(len(wordings) + 2.0)
    return {
        word: _KIND_TELLS if concept_of(word) else max(0.4, 1 - float(np.log(counts[word] + 1.0)) / most)
        for word in words
    }


def _reached(
    name: tuple[str, ...], vocabulary: Vocabulary, held: dict[int, list[int]], beyond: int
) -> list[int]:
    """Later names that share a word with this one, however spelled."""
    found = {
        other
        for word in set(name)
        if not concept_of(word) or len(name) == 1
        for like, likeness in vocabulary.like(word).items()
        if likeness >= _SAME_WORD
        for other in held.get(like, ())
        if other > beyond
    }
    return sorted(found)


def _agreement(
    one: tuple[str, ...], other: tuple[str, ...], vocabulary: Vocabulary, told: dict[str, float]
) -> float:
    """The share of what two names tell that they tell alike, each word joined once."""
    joints = sorted(
        (
            (likeness, a, b)
            for a in set(one)
            for b in set(other)
            if (likeness := vocabulary.likeness(a, b)) >= _SAME_WORD
        ),
        reverse=True,
    )
    mine, yours = set(one), set(other)
    agreed = 0.0
    for likeness, a, b in joints:
        if a in mine and b in yours:
            mine, yours = mine - {a}, yours - {b}
            agreed += min(1.0, likeness + 0.25) * (told[a] + told[b])
    whole = sum(told[word] for word in set(one)) + sum(told[word] for word in set(other))
    return agreed / whole
