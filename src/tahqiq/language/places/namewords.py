"""The words of place names, as they are compared, and how alike two of them are.

Their likeness is the learned spelling model of personal names (`tahqiq.language.names.alignment`), with
two things that are of places: words of one concept are the same word in both scripts (جسر, bridge,
jisr), and two neighbours may be written as one (كفر نبل, Kafranbel).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.places.lexicon import concept_of, concepts_of, says_what

#: Likeness of two words from their closeness in nats: half at the middle, falling over the width.
_MIDDLE, _WIDTH = -8.2, 1.5
#: What words are at least worth, in nats, whose consonants are the same (three or more; only two), or the
#: same but for one.
_SAME_CONSONANTS, _SAME_TWO, _ONE_APART = -7.0, -9.5, -10.0
#: Readings of a gazetteer's words from which on not every one is compared, only those that share a key.
_MANY = 20_000
#: Likeness of two words of one concept, and what is left of it where only one of two words is a concept.
_SAME_CONCEPT, _ANOTHER_KIND = 0.97, 0.6
#: What is left of it where one is 'Umm X' or 'Abu X', the other X.
_ANOTHER_KUNYA = 0.75
#: Below this likeness two words are not the same.
LEAST = 0.05


_ARTICLES = frozenset({"al", "el", "il", "ul"})
#: Articles whose l has become the sun letter that follows.
_SUN = re.compile(r"[aei]([tdrszn]|th|dh|sh)")
_ABU = frozenset({"abu", "abo", "abou", "albu", "albou", "bu", "bou", "ابو"})
_UMM = frozenset({"umm", "um", "om", "oum", "omm", "ام"})
#: What stays a part of the word after it.
_KUNYAS = ("abu", "umm")
_KAFR = re.compile(r"(kafa?r|kafer|kfar|كفر)(?=\w{3})")
_RESPELLED = (
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"([b-df-hj-np-tv-z])\1"), r"\1"),
    (re.compile(r"(?<=.[^\W aeiou])(?:iya|eya|iye|ie|ya|ye)h?$"), "iya"),
    (re.compile(r"(?<=..)ال(?=دين$)"), ""),
)


@cache
def words_of_place(name: str) -> tuple[str, ...]:
    """The comparison words of a name: abu- and umm- before a hyphen, no article, numbers as numbers.

    Articles come and go in names of places (الفردوس، فردوس). Spellings that only differ in how Latin letters
    render a long vowel, a doubled consonant or a feminine ending are made one.

    >>> words_of_place("Jisr al-Shughour"), words_of_place("Zaydiyyeh"), words_of_place("التح")
    (('jisr', 'shughur'), ('zaydiya',), ('تح',))
    >>> words_of_place("Deir ez-Zor"), words_of_place("أبو حمام"), words_of_place("كفرنبل")
    (('deir', 'zor'), ('abu-حمام',), ('كفر', 'نبل'))
    """
    found: list[str] = []
    prefix = ""
    tokens = [part for token in normalise(name, "match").split() for part in _without_kafr(token)]
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        before = _prefix(token, after)
        if before and after:
            prefix = before if prefix in ("", "al") else prefix
            continue
        found.append(_one_spelling(prefix, token))
        prefix = ""
    return tuple(found)


def _without_kafr(token: str) -> Iterator[str]:
    match = _KAFR.match(token)
    if match is None:
        yield token
    else:
        yield match[0]
        yield token[match.end() :]


def _prefix(token: str, after: str) -> str:
    if token in _ARTICLES:
        return "al"
    sun = _SUN.fullmatch(token)
    if sun is not None and after.startswith(sun[1]):
        return "al"
    return "abu" if token in _ABU else "umm" if token in _UMM else ""


def _one_spelling(prefix: str, word: str) -> str:
    if prefix not in _KUNYAS and (concept_of(word) or (word.isascii() and concepts_of(word))):
        return word
    if word.startswith("ابو") and len(word) > 5 and not prefix:
        prefix, word = "abu", word[3:]
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    for spelled, one in _RESPELLED:
        word = spelled.sub(one, word)
    return f"{prefix}-{word}" if prefix in _KUNYAS else word


def _readings(word: str) -> list[str]:
    """A word and what else it may be: a final ي that stands for ى, -ah for -a, Bu- that stands for Abu."""
    found = [word]
    if word.endswith("ي") and len(word) > 2:
        found.append(word[:-1] + "ا")
    if word.endswith(("ah", "eh")) and len(word) > 3:
        found.append(f"{word[:-2]}a")
    if word.startswith(("al", "el")) and len(word) > 5:
        found.append(word[2:])
    if word.startswith(("بو", "bu")) and len(word) > 4:
        found.append(f"abu-{word[2:]}")
    return found


def _kunya(word: str) -> str:
    """The abu or umm a comparison word begins with; '' where it begins with neither."""
    before, mark, _ = word.partition("-")
    return before if mark and before in _KUNYAS else ""


def joined(one: str, other: str) -> str:
    """Two neighbouring words written as one.

    >>> joined("kafr", "nabl"), joined("abu-kamal", "gharbi")
    ('kafrnabl', 'abukamalgharbi')
    """
    return (one + other).replace("-", "")


def likeness_of(closeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Closeness in nats to a likeness between 0 and 1."""
    steep = 1 / (1 + np.exp(-(closeness - _MIDDLE) / _WIDTH))
    likeness: NDArray[np.float32] = (0.97 * steep + 0.03 * np.exp(closeness / 4)).astype(np.float32)
    return likeness


@cache
def bones_of(word: str) -> frozenset[str]:
    """The consonants of a word in one alphabet for both scripts, with what may be an article on and off.

    >>> bones_of("mahmoud") == bones_of("محمود")
    True
    >>> sorted(bones_of("albahra"))
    ['بهر', 'لبهر']
    """
    stem = word.partition("-")[2] or word
    found = {normalise(stem, "skeleton").replace(" ", "")}
    if len(stem) > 4 and stem[:2] in ("ال", "al", "el"):
        found.add(normalise(stem[2:], "skeleton").replace(" ", ""))
    return frozenset(found)


def _keys_of(bones: str) -> set[str]:
    """Consonants, whole and without each one of them: two that differ by one share a key.

    Source: the deletion neighbourhood of Mor and Fraenkel 1982, "A hash code method for detecting and
    correcting spelling errors".
    """
    if len(bones) < 3:
        return {bones}
    return {bones, *(bones[:at] + bones[at + 1 :] for at in range(len(bones)))}


class Vocabulary:
    """The distinct words of a gazetteer, found again under their other spellings.

    Args:
        words: distinct comparison words; a word's position is its number.
        many: readings from which on not every one is compared, only those that share consonants.
    """

    def __init__(self, words: Sequence[str], *, many: int = _MANY) -> None:
        self.words = list(words)
        self._numbers = {word: number for number, word in enumerate(self.words)}
        self._spelling = Spelling.load()
        self._concepts: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[str, list[tuple[int, str]]] = defaultdict(list)
        owners: list[int] = []
        readings: list[str] = []
        for number, word in enumerate(self.words):
            for concept in concepts_of(word):
                self._concepts[concept].append(number)
            for reading in _readings(word):
                for bones in bones_of(reading):
                    for key in _keys_of(bones):
                        self._keys[key].append((len(owners), bones))
                owners.append(number)
                readings.append(reading)
        self._owners = np.array(owners, np.int64)
        self._encoded = self._spelling.encode(readings)
        self._kunyas = np.array([_kunya(reading) for reading in readings], np.str_)
        self._named = np.array([not says_what(word) for word in self.words], np.bool_)
        self._many = len(owners) > many
        self._known: dict[str, dict[int, float]] = {}

    def like(self, word: str) -> dict[int, float]:
        """Numbers of the words like one, and how like each is (0 to 1)."""
        if word not in self._known:
            self._known[word] = self._like(word)
        return self._known[word]

    def likeness(self, word: str, other: str) -> float:
        """How like one word is to another, which may be strange to the vocabulary (then only if equal)."""
        number = self._numbers.get(other)
        return float(word == other) if number is None else self.like(word).get(number, 0.0)

    def _like(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        if not word.isdecimal():
            for reading in _readings(word):
                for number, likeness in self._spelled_like(reading, named=not says_what(word)):
                    found[number] = max(likeness, found.get(number, 0.0))
        for concept in concepts_of(word):
            for number in self._concepts.get(concept, ()):
                found[number] = max(_SAME_CONCEPT, found.get(number, 0.0))
        if word in self._numbers:
            found[self._numbers[word]] = 1.0
        return found

    def _spelled_like(self, word: str, *, named: bool) -> Iterator[tuple[int, float]]:
        floors = self._floors(word)
        rows = np.array(sorted(floors), np.int64) if self._many else np.arange(len(self._owners))
        if not len(rows):
            return
        closeness = self._spelling.similar_words(self._spelling.encode([word]), 0, self._encoded, rows)
        for at, row in enumerate(rows.tolist()) if self._many else ((row, row) for row in floors):
            closeness[at] = max(closeness[at], floors[row])
        owners = self._owners[rows]
        likeness = likeness_of(closeness) * np.where(self._named[owners] == named, 1.0, _ANOTHER_KIND)
        likeness *= np.where(self._kunyas[rows] == _kunya(word), 1.0, _ANOTHER_KUNYA)
        kept = likeness >= LEAST
        yield from zip(owners[kept].tolist(), likeness[kept].tolist(), strict=True)

    def _floors(self, word: str) -> dict[int, float]:
        """Readings whose consonants are those of a word or nearly, and what they are at least worth."""
        found: dict[int, float] = {}
        for bones in bones_of(word):
            for key in _keys_of(bones):
                for row, others in self._keys.get(key, ()):
                    found[row] = max(found.get(row, -99.0), _floor(bones, others))
        return found


def _floor(bones: str, others: str) -> float:
    if bones == others:
        return _SAME_CONSONANTS if len(bones) > 2 else _SAME_TWO if len(bones) == 2 else -99.0
    return _ONE_APART if min(len(bones), len(others)) > 3 else -99.0
