"""How alike two whole names are: words aligned in order, each weighed by what it tells.

The score of two names is a sum in nats, a log likelihood ratio of 'spellings of one name' against 'two
names taken at random': a word that finds its like adds what the word tells (-log of how many of the
words of the pool are like it, so that a rare family name weighs more than Ahmad) plus its closeness (≤ 0);
a wrong word costs a constant, a missing or extra one another, dear for the first and the last word,
cheap between and for what was put aside in brackets. The order of words is kept but for neighbours that
changed places; two neighbours are also compared joined, with one word of the other name.

The constants are learned so that the right name of a pool is the likeliest (``choosing``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise as neighbours
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.alignment import NEVER, REACH, EncodedWords, Spelling, parted
from tahqiq.language.names.nearby import NearWords
from tahqiq.language.names.scoring import ALONE, WORDS, Constants, Room, Side, against, pairwise, room
from tahqiq.language.names.stems import StemTrie
from tahqiq.language.names.words import ASIDE, NameColumn, words_of

#: A word is cut in two halves of so many letters at least, each so close to some word of the pool.
_SHORTEST, _HALF = 3, -2.0
#: Pairs of words whose closeness is kept while many names are compared; a power of two.
_KEPT = 1 << 18
#: What a word tells that is like none of the pool: as one met so often.
_UNMET = 0.3
#: Beyond these log odds a similarity is 0; their exponential is a number still.
_SUREST = 700.0


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Names made ready to be compared with: encoded once, counted once.

    Attributes:
        column: the names.
        words: its vocabulary, encoded.
        share: how many of all words of the pool each vocabulary word is, float32.
        telling: -log of that share, float32.
        spelling: the model the words are encoded for.
    """

    column: NameColumn
    words: EncodedWords
    share: NDArray[np.float32]
    telling: NDArray[np.float32]
    spelling: Spelling = field(default_factory=Spelling.load)

    @classmethod
    def of(cls, names: Sequence[str] | NameColumn, spelling: Spelling | None = None) -> Pool:
        """Prepares names, or a column of them; without a model, for the committed one."""
        spelling = spelling or Spelling.load()
        column = names if isinstance(names, NameColumn) else NameColumn.of(names)
        counts = np.bincount(column.ids, minlength=len(column.vocabulary))
        share = (counts / max(1, len(column.ids))).astype(np.float32)
        return cls(column, spelling.encode(column.vocabulary), share, -np.log(share), spelling)

    def side(self, rows: NDArray[np.int64]) -> Side:
        """Names of the pool as one side of pairs."""
        return Side(self.column.ids, self.column.offsets, rows, self.words, self.telling)


def constants(spelling: Spelling) -> Constants:
    """The constants of whole-name comparison, of single precision: the kernels are faster for it."""
    return Constants(*(cast(float, np.float32(spelling.name[name])) for name in Constants._fields))


def information(closeness: NDArray[np.float32], share: NDArray[np.float32], words: int) -> float:
    """What a query word tells in a pool: -log of the share of the pool's words that are like it.

    Args:
        closeness: of the word to each word of the pool, or to each that it is close to.
        share: of each of these among all words of the pool.
        words: how many words the pool has: a word like none of them is as one met 0.3 times.
    """
    mass = float(share @ np.exp(closeness)) + _UNMET / max(words, 1)
    return -float(np.log(min(mass, 1.0)))


def gains(closeness: NDArray[np.float32], told: float, spelling: Spelling) -> NDArray[np.float32]:
    """What a word that tells so much adds to a score when it stands for words of this closeness."""
    factors = spelling.name
    gained: NDArray[np.float32] = closeness * np.float32(factors["closeness"]) + np.float32(
        told * factors["telling"]
    )
    return gained


def with_joined(words: Sequence[str]) -> list[str]:
    """The words of a name, then every two neighbours as one.

    >>> with_joined(("ورش", "اغا"))
    ['ورش', 'اغا', 'ورشاغا']
    """
    bare = [word.removesuffix(ASIDE) for word in words]
    return [*words, *(one + parted(other)[1] for one, other in neighbours(bare))]


def apart(words: Sequence[str], closest: Callable[[Sequence[str]], list[float]]) -> tuple[str, ...]:
    """The words of a name; those run together that are like no word of the pool, cut into two that are.

    Args:
        words: as ``words_of`` gives them.
        closest: how close each of some words comes to any word of the pool.

    >>> pool = ["sara", "omar"]
    >>> apart(("saraomar", "omar"), lambda words: [0.0 if word in pool else -20.0 for word in words])
    ('sara', 'omar', 'omar')
    """
    found: list[str] = []
    for word, close in zip(words, closest(words), strict=True):
        found += _halves(word, closest) if close < ALONE and "-" not in word else [word]
    return tuple(found)


def _halves(word: str, closest: Callable[[Sequence[str]], list[float]]) -> list[str]:
    """The cut of a word whose worse half is best, where that is close; else the word."""
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    if not cuts:
        return [word]
    halves = [half for at in cuts for half in (word[:at], word[at:])]
    worse = np.array(closest(halves)).reshape(-1, 2).min(axis=1)
    best = int(worse.argmax())
    return halves[2 * best : 2 * best + 2] if worse[best] > _HALF else [word]


class Asked:
    """A pool that is asked for many names: what a word is close to is worked out once, while there is room.

    Args:
        pool: the names that are compared with.
        space: bytes for the closeness of words that is kept.

    >>> asked = Asked(Pool.of(["Muhammad Ali", "Fatima Omar"]))
    >>> int(asked.scores("فاطمة عمر").argmax())
    1
    """

    def __init__(self, pool: Pool, *, space: int = 1 << 28) -> None:
        self.pool = pool
        self._near = NearWords(pool.words, StemTrie.of(pool.column.vocabulary, pool.words), pool.spelling)
        self._kept: dict[str, NDArray[np.float32]] = {}
        self._most = max(64, space // (4 * max(1, len(pool.column.vocabulary))))
        self._fixed = constants(pool.spelling)
        self._room = room()

    def closeness(self, words: Sequence[str]) -> list[NDArray[np.float32]]:
        """The closeness of each word to every word of the pool."""
        if len(self._kept) + len(words) > self._most:
            self._kept.clear()
            self._near.forget()
        return [self._closeness(word) for word in words]

    def told(self, near: NDArray[np.float32]) -> float:
        """What a word of this closeness to the words of the pool tells, nats."""
        return information(near, self.pool.share, len(self.pool.column.ids))

    def scores(self, query: str, rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """The score in nats of a name against all names of the pool, or those rows of it."""
        words = words_of(query)[:WORDS]
        rows = np.arange(len(self.pool.column), dtype=np.int64) if rows is None else rows
        found = self._scores(words, rows)
        cut = apart(words, self._closest)[:WORDS]
        if cut != words:
            found = np.maximum(found, self._scores(cut, rows) + np.float32(self._fixed.joined))
        return found

    def most(self, query: str) -> float:
        """What all words of a name tell together in this pool, nats."""
        return sum(map(self.told, self.closeness(words_of(query)[:WORDS])))

    def _closeness(self, word: str) -> NDArray[np.float32]:
        if word not in self._kept:
            near = self._near.within(word, float(REACH))
            found = self._kept[word] = np.full(len(self.pool.column.vocabulary), NEVER, np.float32)
            found[near.words] = near.closeness
        return self._kept[word]

    def _closest(self, words: Sequence[str]) -> list[float]:
        return [float(near.max(initial=NEVER)) for near in self.closeness(words)]

    def _scores(self, words: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        scores = np.zeros(len(rows), np.float32)
        if words:
            near = self.closeness(with_joined(words))
            table = np.array([gains(each, self.told(each), self.pool.spelling) for each in near])
            self._room.aside[: len(words)] = [word.endswith(ASIDE) for word in words]
            column, aside_of = self.pool.column, self.pool.words.aside
            n, fixed, space = len(words), self._fixed, self._room
            against(table, n, column.ids, column.offsets, rows, aside_of, fixed, space, scores)
        return scores


def score_pairs(
    left: Pool, left_rows: NDArray[np.int64], right: Pool, right_rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """The score in nats of each pair of rows of two pools; words weigh as each is rare in its own.

    >>> left, right = Pool.of(["Ali Hassan", "Sara Omar"]), Pool.of(["علي حسن", "سارة عمر"])
    >>> rows = np.array([0, 1])
    >>> bool((score_pairs(left, rows, right, rows) > score_pairs(left, rows, right, rows[::-1])).all())
    True
    """
    return pairs_and_room(left, left_rows, right, right_rows)[0]


def pairs_and_room(
    left: Pool, left_rows: NDArray[np.int64], right: Pool, right_rows: NDArray[np.int64]
) -> tuple[NDArray[np.float32], Room]:
    """The scores of pairs of names, and how the words of the last pair were aligned."""
    scores, space, spelling = np.empty(len(left_rows), np.float32), room(), left.spelling
    keys, kept = np.full(_KEPT, -1, np.int64), np.empty(_KEPT, np.float32)
    sides = left.side(np.ascontiguousarray(left_rows)), right.side(np.ascontiguousarray(right_rows))
    pairwise(*sides, spelling.tables(), constants(spelling), keys, kept, space, scores)
    return scores, space


def similarity(one: str, other: str) -> float:
    """How surely two names are spellings of one, 0 to 1, where words are as common as in general.

    Never an identification: two people may bear one name.

    >>> similarity("عبد الرحمن حسن", "Abdulrahman Hassan") > 0.5 > similarity("عبد الرحمن حسن", "Ali Omar")
    True
    """
    left, right = in_general(one), in_general(other)
    if not left.column.vocabulary or not right.column.vocabulary:
        return 0.0
    row = np.zeros(1, np.int64)
    return float(probability(score_pairs(left, row, right, row), most(left), most(right))[0])


def probability(
    scores: NDArray[Any], most_one: NDArray[Any] | float, most_other: NDArray[Any] | float
) -> NDArray[Any]:
    """Scores in nats as calibrated similarities, 0 to 1.

    Of pairs kept apart that had a similarity of 0.8, eight in ten were spellings of one name: a logistic
    regression on the score and on how far it stays below what it could have been (after Platt 1999).

    Args:
        scores: of pairs of names.
        most_one: what all words of the one name tell (``most``, ``Asked.most``).
        most_other: the same of the other.
    """
    fitted = Spelling.load().name
    columns = evidence(scores, most_one, most_other, fitted["telling"])
    against = np.minimum(-(columns @ np.array(fitted["similarity"])), _SUREST)
    surely: NDArray[Any] = 1 / (1 + np.exp(against))
    return surely


def evidence(
    scores: NDArray[Any], most_one: NDArray[Any] | float, most_other: NDArray[Any] | float, telling: float
) -> NDArray[np.float64]:
    """What the similarity is read from: 1, score, what both names tell, root of the score's shortfall.

    Args:
        telling: factor of what a word tells in the score (``scoring.Constants``).
    """
    shortfall = np.maximum(telling * np.minimum(most_one, most_other) - scores, 0.0)
    ones = np.ones(len(scores))
    return np.column_stack([ones, scores, ones * most_one, ones * most_other, np.sqrt(shortfall)])


def most(pool: Pool) -> NDArray[np.float32]:
    """What all words of each name of a pool tell together, nats."""
    so_far = np.concatenate([[0.0], np.cumsum(pool.telling[pool.column.ids], dtype=np.float64)])
    told: NDArray[np.float64] = so_far[pool.column.offsets[1:]] - so_far[pool.column.offsets[:-1]]
    return told.astype(np.float32)


def in_general(name: str) -> Pool:
    """A pool of one name, its words as telling as they are among the names the model learned from."""
    spelling = Spelling.load()
    pool = Pool.of([name])
    numbers = np.where(pool.words.common >= 0, pool.words.common, pool.words.bare)
    telling = np.where(numbers >= 0, spelling.information[numbers], np.float32(spelling.rare))
    return Pool(pool.column, pool.words, pool.share, telling.astype(np.float32))
