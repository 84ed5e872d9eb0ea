"""The keys by which records are brought together: two words of a name, or a word and a time of birth.

Two records are candidates where they share a key. A key is made of the *sounds* of two words of a name,
one of them the first or the last, in whatever order, so that spelling in either script, a missing
grandfather or a family called by another forebear do not matter; or of the person's own name and the year
they may have been born in, for those who are listed under another family's name. The keys that fewest
share are used, as many as the pairs that can be looked at allow; two words that very many share are made
finer by the year of birth.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.evidence.names import together
from tahqiq.link.evidence.people import UNKNOWN, People

#: Words of a naming of which keys are made.
_WORDS = 6
#: Pairs looked at: so many a record of the smaller list, and no more than the other figures allow.
_A_RECORD, _AT_LEAST, _MORE = 250, 2_000_000, 4
#: The last figure for people whom two of number, address and day of birth bring together besides.
_FEWER = 1
#: A block of more pairs than this is made finer.
_BLOCK = 20_000
#: A key without the person's own name counts as if its block were so many times larger.
_WITHOUT_OWN = 4
_YEAR = 365.2425
#: Years of birth that a stated age may mean, beside the likeliest.
_AROUND = 1
_TWO_WORDS, _OWN_YEAR, _FINER, _NUMBER, _ADDRESS, _DAY = range(1, 7)

#: Whose each key is, and the keys.
Keys = tuple[NDArray[np.int32], NDArray[np.int64]]


class _Blocks(NamedTuple):
    """Keys in order.

    Attributes:
        who: whose each is; ``key``: the keys, ascending; int32 and int64 (keys,).
        lengths: how many people share each distinct key; int64 (blocks,).
        pairs: how many pairs that makes.
    """

    who: NDArray[np.int32]
    key: NDArray[np.int64]
    lengths: NDArray[np.int64]
    pairs: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Keys, people: People) -> _Blocks:
        """Puts keys in order and counts them."""
        order = np.argsort(keys[1])
        who, key = keys[0][order], keys[1][order]
        begins = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
        lengths = np.diff(np.append(begins, len(key)))
        if people.first == len(people) or not len(key):
            return cls(who, key, lengths, lengths * (lengths - 1) // 2)
        of_first = np.add.reduceat((who < people.first).astype(np.int64), begins)
        return cls(who, key, lengths, of_first * (lengths - of_first))

    def keys(self, wanted: NDArray[np.bool_]) -> Keys:
        """The keys of some of the blocks."""
        rows = np.repeat(wanted, self.lengths)
        return self.who[rows], self.key[rows]


def keys_of(people: People, *, most: int | None = None) -> Keys:
    """The keys of all people: whose each is, and the key; a person may have one twice.

    Args:
        most: how many pairs may share a key, one pair counted for each key it shares; by default in
            proportion to the people.

    Returns:
        Positions of people, int32, and keys, int64; (keys,).
    """
    blocks = list[tuple[_Blocks, int]]()
    years = birth_years(people)
    for own, factor in ((True, 1), (False, _WITHOUT_OWN)):
        found = _Blocks.of(_two_words(people, own=own), people)
        large = found.pairs > _BLOCK
        finer = _finer(*found.keys(large), years)
        blocks += [(_Blocks.of(finer, people), factor), (_Blocks.of(found.keys(~large), people), factor)]
    blocks.append((_Blocks.of(_own_and_year(people, years), people), 1))
    exact = _exact(_NUMBER, people.number), _exact(_ADDRESS, people.address), _word_and_day(people)
    blocks += [(_Blocks.of(keys, people), 1) for keys in exact]
    sizes = [block.pairs * factor for block, factor in blocks]
    largest = _largest(np.concatenate(sizes), _most(people) if most is None else most)
    kept = [
        block.keys((size > 0) & (size <= largest)) for (block, _), size in zip(blocks, sizes, strict=True)
    ]
    return np.concatenate([who for who, _ in kept]), np.concatenate([key for _, key in kept])


def birth_years(people: People) -> NDArray[np.int32]:
    """The years a person may have been born in, 0 after the last; int32 (people, 4).

    From the date of birth, else from the age at the event, a year off either way.
    """
    found = np.zeros((len(people), 2 + 2 * _AROUND), np.int32)
    born = people.birth[:, 0] > 0
    found[born, 0] = people.birth[born, 0]
    known = ~born & (people.event[:, 0] != UNKNOWN) & ~np.isnan(people.age[:, 0]) & ~people.grouped
    narrow = known & (people.age[:, 1] - people.age[:, 0] <= 1.0)
    # An ordinal counts from the first day of the year 1.
    latest = np.floor(people.event[narrow, 0] / _YEAR - people.age[narrow, 0]).astype(np.int32)
    for at in range(found.shape[1]):
        found[narrow, at] = latest + 1 + _AROUND - at
    return found


def _most(people: People) -> int:
    """How many pairs are looked at for so many people."""
    n = len(people)
    smaller = n if people.first == n else min(people.first, n - people.first)
    more = _MORE + (_FEWER - _MORE) * _found_otherwise(people)
    return min(_A_RECORD * smaller, _AT_LEAST + round(more * n))


def _found_otherwise(people: People) -> float:
    """The share of people of whom two of number, address and day of birth are known; the list's of fewer."""
    facts = (people.number >= 0, people.address >= 0, people.birth[:, 2] > 0)
    known = np.sum(facts, axis=0) >= 2
    lists = (known[: people.first], known[people.first :])
    return min((float(each.mean()) for each in lists if len(each)), default=0.0)


def _two_words(people: People, *, own: bool) -> Keys:
    """A key of the own name and every other word, or of the family's and every word but the first."""
    names, words = people.names, people.names.words
    sounds = np.append(people.words.sound, 0)[words]  # no word, -1, finds the last
    rows, namings = np.arange(len(people))[:, None], np.arange(words.shape[1])[None]
    last = np.minimum(np.maximum(names.chain - 1, 0), _WORDS - 1)
    final, before = sounds[rows, namings, last], sounds[rows, namings, np.maximum(last - 1, 0)]
    longer = names.chain > 2
    who, keys = list[NDArray[np.int32]](), list[NDArray[np.int64]]()
    if own:
        for second in range(1, _WORDS):
            _add(sounds[:, :, 0], sounds[:, :, second], who, keys)
        _add(sounds[:, :, 0], np.where(longer, together(before, final), 0), who, keys)
        _add(np.where(longer, together(sounds[:, :, 0], sounds[:, :, 1]), 0), final, who, keys)
    else:
        for first in range(1, _WORDS):
            _add(np.where(first != last, sounds[:, :, first], 0), final, who, keys)
    return np.concatenate(who), np.concatenate(keys)


def _add(
    one: NDArray[np.int64], other: NDArray[np.int64], who: list[NDArray[np.int32]],
    keys: list[NDArray[np.int64]],
) -> None:  # fmt: skip
    """Adds the keys of two columns of sounds."""
    rows, _ = here = np.nonzero((one > 0) & (other > 0))
    who.append(rows.astype(np.int32))
    # What stands first in one list may stand elsewhere in the other; in one kind of key they meet.
    keys.append(_mixed(_TWO_WORDS, np.minimum(one[here], other[here]), np.maximum(one[here], other[here])))


def _own_and_year(people: People, years: NDArray[np.int32]) -> Keys:
    """A key of the person's own name and each year they may have been born in."""
    names = people.names
    who, keys = list[NDArray[np.int32]](), list[NDArray[np.int64]]()
    for naming in range(names.words.shape[1]):
        word = names.words[:, naming, 0]
        named = names.given[:, naming] & (word >= 0)
        for at in range(years.shape[1]):
            rows = np.flatnonzero(named & (years[:, at] > 0))
            who.append(rows.astype(np.int32))
            keys.append(_mixed(_OWN_YEAR, people.words.sound[word[rows]], years[rows, at].astype(np.int64)))
    return np.concatenate(who), np.concatenate(keys)


def _finer(who: NDArray[np.int32], key: NDArray[np.int64], years: NDArray[np.int32]) -> Keys:
    """Keys of common words, each with each year of birth."""
    found, keys = [who[:0]], [key[:0]]
    for at in range(years.shape[1]):
        year = years[who, at]
        here = year > 0
        found.append(who[here])
        keys.append(_mixed(_FINER, key[here], year[here].astype(np.int64)))
    return np.concatenate(found), np.concatenate(keys)


def _exact(kind: int, numbers: NDArray[np.int32]) -> Keys:
    """A key of the number of a document, or of an address, as it is written."""
    rows = np.flatnonzero(numbers >= 0)
    number = numbers[rows].astype(np.int64)
    return rows.astype(np.int32), _mixed(kind, number, np.zeros_like(number))


def _word_and_day(people: People) -> Keys:
    """A key of the first and of the last word of the name with the day of birth, where all of it is known."""
    born = np.flatnonzero(people.birth[:, 2] > 0)
    day = people.birth[born].astype(np.int64) @ np.array([10_000, 100, 1])
    last = np.minimum(np.maximum(people.names.chain[born, 0] - 1, 0), _WORDS - 1)
    who, keys = list[NDArray[np.int64]](), list[NDArray[np.int64]]()
    for word in (people.names.words[born, 0, 0], people.names.words[born, 0, last]):
        named = word >= 0
        who.append(born[named])
        keys.append(_mixed(_DAY, people.words.sound[word[named]], day[named]))
    return np.concatenate(who), np.concatenate(keys)


def _mixed(kind: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number of two and a kind (the finaliser of splitmix64: Steele, Lea and Flood 2014)."""
    found = one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(kind)
    for part in (other.astype(np.uint64), np.zeros(1, np.uint64)):
        found ^= found >> np.uint64(30)
        found = found * np.uint64(0xBF58476D1CE4E5B9) + part
        found ^= found >> np.uint64(27)
        found *= np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found.view(np.int64)


def _largest(sizes: NDArray[np.int64], most: int) -> int:
    """The size up to which all blocks together hold at most so many pairs."""
    different, count = np.unique(sizes, return_counts=True)
    within = different[np.cumsum(different * count) <= most]
    return int(within[-1]) if len(within) else 0
