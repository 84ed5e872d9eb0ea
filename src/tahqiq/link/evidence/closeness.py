"""How close words of two lists are, each pair worked out once: a table that grows as pairs are asked for.

The alignment of letters (``language.names.closeness``) takes microseconds; a look into the table takes
nanoseconds. A kernel that meets a pair of words the table does not hold notes it and goes on; the
table then learns all that were noted, and the kernel measures again what it could not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.names.closeness import LONGEST, EncodedWords, Tables, closeness

#: Closeness of words that do not even sound alike, nats.
FAR = np.float32(-30.0)
#: Two sounds that differ in more letters are not alike: where either is short, and else.
_SHORT, _FEW, _MORE = 3, 1, 2
#: A table with more pairs than this is emptied when it may be.
_MOST = 1 << 23


class Known(NamedTuple):
    """Open addressing: the pair of words in each place, -1 for none, and its closeness; a power of two.

    Attributes:
        sound: of each word (``names.Words``).
        keys: smaller number of the two words in the upper half, the larger in the lower; int64.
        kept: closeness, nats, float32.
        noted: pairs that were asked for and are not known, from place 1 on; place 0 counts them.
    """

    sound: NDArray[np.int64]
    keys: NDArray[np.int64]
    kept: NDArray[np.float32]
    noted: NDArray[np.int64]


class WordCloseness:
    """The table of one vocabulary.

    Args:
        sound: of each word.
        encoded: the words, for the kernels of ``language.names``.
        noted: how many unknown pairs may be noted before the table learns them.
        places: how many the table has at first; a power of two.
    """

    def __init__(
        self, sound: NDArray[np.int64], encoded: EncodedWords, *, noted: int = 1 << 18, places: int = 1 << 20
    ) -> None:
        self._encoded, self._tables = encoded, Spelling.load().tables()
        self._held = 0
        self.known = self._empty(sound, places, np.zeros(noted + 1, np.int64))

    def learn(self) -> None:
        """Works out the pairs that were noted, and forgets that they were."""
        count = int(self.known.noted[0])
        keys = np.unique(self.known.noted[1 : count + 1])
        found = np.empty(len(keys), np.float32)
        closeness_of(keys, self._encoded, self._tables, found)
        if 2 * (self._held + len(keys)) > len(self.known.keys):
            self._grow(len(keys))
        insert(keys, found, self.known.keys, self.known.kept)
        self._held += len(keys)
        self.known.noted[0] = 0

    def trim(self) -> None:
        """Forgets everything where very much is known; not while pairs are being measured again."""
        if self._held > _MOST:
            self._held = 0
            self.known = self._empty(self.known.sound, len(self.known.keys), self.known.noted)

    def _grow(self, more: int) -> None:
        """A table large enough for so many pairs more."""
        old = self.known
        held, size = old.keys >= 0, len(old.keys)
        while 2 * (self._held + more) > size:
            size *= 2
        self.known = self._empty(old.sound, size, old.noted)
        insert(old.keys[held], old.kept[held], self.known.keys, self.known.kept)

    @staticmethod
    def _empty(sound: NDArray[np.int64], size: int, noted: NDArray[np.int64]) -> Known:
        return Known(sound, np.full(size, -1, np.int64), np.empty(size, np.float32), noted)


@compiled
def closeness_of(
    keys: NDArray[np.int64], words: EncodedWords, tables: Tables, found: NDArray[np.float32]
) -> None:
    """Fills in the closeness of pairs of words."""
    table = np.empty((LONGEST + 1, LONGEST + 1), np.float32)
    for k in range(len(keys)):
        found[k] = closeness(words, keys[k] >> 32, words, keys[k] & 0xFFFFFFFF, tables, table)


@compiled
def place_of(key: np.int64 | int, size: int) -> int:
    """Where a pair is looked for first."""
    return ((key * 0x9E3779B97F4A7C1) >> 20) & (size - 1)  # type: ignore[return-value]


@compiled
def insert(
    new: NDArray[np.int64], found: NDArray[np.float32], keys: NDArray[np.int64], kept: NDArray[np.float32]
) -> None:
    """Puts pairs into a table that has room."""
    for k in range(len(new)):
        at = place_of(new[k], len(keys))
        while keys[at] >= 0 and keys[at] != new[k]:
            at = (at + 1) & (len(keys) - 1)
        keys[at] = new[k]
        kept[at] = found[k]


@compiled
def near(
    w: int, v: int, sound: NDArray[np.int64], keys: NDArray[np.int64], kept: NDArray[np.float32],
    noted: NDArray[np.int64],
) -> np.float32:  # fmt: skip
    """Closeness of two words, nats; of those not known yet ``FAR``, and they are noted."""
    if w < 0 or v < 0:
        return FAR
    if w == v:
        return np.float32(0.0)
    if not sound_alike(sound[w], sound[v]):
        return FAR
    key = np.int64(min(w, v)) << 32 | np.int64(max(w, v))
    at = place_of(key, len(keys))
    while keys[at] >= 0:
        if keys[at] == key:
            return kept[at]  # type: ignore[no-any-return]
        at = (at + 1) & (len(keys) - 1)
    noted[0] += 1
    noted[noted[0]] = key
    return FAR


@compiled
def sound_alike(one: int, other: int) -> bool:
    """Whether two sounds differ in few letters: one where either is short, else two.

    The distance of Levenshtein by the bits of a column at a time (Myers 1999, figure 8).
    """
    if one == other:
        return True
    m, rest = 0, other
    while rest > 0:
        rest >>= 5
        m += 1
    n, rest = 0, one
    while rest > 0:
        rest >>= 5
        n += 1
    most = _FEW if n <= _SHORT or m <= _SHORT else _MORE
    if abs(n - m) > most or n * m == 0:
        return False
    top = np.int64(1) << np.int64(m - 1)
    more, less, distance = (np.int64(1) << np.int64(m)) - 1, np.int64(0), m
    rest = one
    while rest > 0:
        letter = rest & 31
        rest >>= 5
        match, at, column = np.int64(0), other, 0
        while at > 0:
            match |= np.int64((at & 31) == letter) << np.int64(column)
            at >>= 5
            column += 1
        across = match | less
        diagonal = (((match & more) + more) ^ more) | match
        up = less | ~(diagonal | more)
        down = more & diagonal
        if up & top:
            distance += 1
        if down & top:
            distance -= 1
        up = (up << 1) | 1
        down = down << 1
        more = down | ~(across | up)
        less = up & across
    return distance <= most
