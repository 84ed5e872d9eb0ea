"""The kernel that compares names: own, family, father's and grandfather's, of the namings most alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.evidence.closeness import near

#: Two words no farther than this (nats) are spellings of one; no farther than the other, nearly.
SAME, ALIKE = np.float32(-3.0), np.float32(-6.5)
#: Worse closeness counts as this when the better of two namings is chosen.
_WORST = np.float32(-12.0)
#: What a name tells (bits) from which it is rare, or no longer common.
_OWN_RARE, _OWN_COMMON, _OWN_ALIKE = 9.0, 6.0, 7.0
_FAMILY_VERY_RARE, _FAMILY_RARE, _FAMILY_COMMON = 11.0, 9.0, 7.0
_FATHER_RARE = 7.0
#: Two words are one of the other naming where they sound so, with so many consonants at least.
_JOINED = np.int64(1) << 10
_MISSING = np.int64(15)
_CHAIN, _TOTAL, _GIVEN, _FAMILY = range(4)
#: The first level of the group for forebears of people who share no family, and for kin who share no father.
_FATHER_APART, _GRANDFATHER_APART, _GRANDFATHER_KIN = 5, 3, 6
#: The first level of the group for fathers of people who share a rare family, and the families that are.
FATHER_IN_RARE, _RARE_FAMILIES = 10, 2
#: Own names from this level on are not the same.
OWN_ALIKE = 3
_ELSEWHERE, DIFFERENT_FAMILY, _DIFFERENT_FATHER = 5, 6, 4


@compiled
def measure_names(
    i: int, j: int, words: NDArray[np.int32], shape: NDArray[np.int8], told: NDArray[np.float32],
    sound: NDArray[np.int64], keys: NDArray[np.int64], kept: NDArray[np.float32], noted: NDArray[np.int64],
) -> np.int64:  # fmt: skip
    """The packed levels of own, family, father's and grandfather's name, four bits each."""
    best, points = np.int64(0xFFFF), np.float32(-1.0)
    for a in range(words.shape[1]):
        if shape[i, a, _TOTAL] == 0:
            continue
        for b in range(words.shape[1]):
            if shape[j, b, _TOTAL] == 0:
                continue
            found, reached = compare_namings(
                words[i, a], shape[i, a], words[j, b], shape[j, b], told, sound, keys, kept, noted
            )
            if reached > points:
                best, points = found, reached
    return best


@compiled
def compare_namings(
    one: NDArray[np.int32], shape: NDArray[np.int8], other: NDArray[np.int32], shape2: NDArray[np.int8],
    told: NDArray[np.float32], sound: NDArray[np.int64], keys: NDArray[np.int64], kept: NDArray[np.float32],
    noted: NDArray[np.int64],
) -> tuple[np.int64, np.float32]:  # fmt: skip
    """The packed levels of two namings, and how far they agree (nats)."""
    n, m = shape[_CHAIN], shape2[_CHAIN]
    points = np.float32(0.0)
    given, start, start2 = _MISSING, 1, 1
    if shape[_GIVEN] and shape2[_GIVEN] and one[0] >= 0 and other[0] >= 0:
        close = near(one[0], other[0], sound, keys, kept, noted)
        if close < SAME and n > 2 and is_joined(one[0], one[1], other[0], sound):
            close, start = np.float32(0.0), 2
        elif close < SAME and m > 2 and is_joined(other[0], other[1], one[0], sound):
            close, start2 = np.float32(0.0), 2
        given = own_level(close, min(told[0, one[0]], told[0, other[0]]))
        points += max(close, _WORST) - _WORST
    family, used, used2 = _MISSING, -1, -1
    end, end2 = n - shape[_FAMILY], m - shape2[_FAMILY]
    if shape[_FAMILY] and shape2[_FAMILY] and n > 0 and m > 0:
        close = near(one[n - 1], other[m - 1], sound, keys, kept, noted)
        if close < SAME and n > 2 and is_joined(one[n - 2], one[n - 1], other[m - 1], sound):
            close, end = np.float32(0.0), n - 2
        elif close < SAME and m > 2 and is_joined(other[m - 2], other[m - 1], one[n - 1], sound):
            close, end2 = np.float32(0.0), m - 2
        if close >= SAME:
            family = family_level(min(told[2, one[n - 1]], told[2, other[m - 1]]))
        else:
            used2 = elsewhere(one[n - 1], other, m, shape2[_TOTAL], sound, keys, kept, noted)
            if used2 < 0:
                used = elsewhere(other[m - 1], one, n, shape[_TOTAL], sound, keys, kept, noted)
            alike = np.int64(4 if close >= ALIKE else DIFFERENT_FAMILY)
            family = np.int64(_ELSEWHERE) if used >= 0 or used2 >= 0 else alike
        points += -_WORST / 2 if family == _ELSEWHERE else max(close, _WORST) - _WORST
    in_family = family < DIFFERENT_FAMILY
    father, grandfather, more = forebears(
        one, start, end, used, other, start2, end2, used2, bool(in_family), told, sound, keys, kept,
        noted,
    )  # fmt: skip
    if family < _RARE_FAMILIES and father != _MISSING:
        father += FATHER_IN_RARE
    return given | family << 4 | father << 8 | grandfather << 12, points + more


@compiled
def is_joined(first: int, second: int, word: int, sound: NDArray[np.int64]) -> bool:
    """Whether two words sound as one, a third."""
    if first < 0 or second < 0 or word < 0 or sound[word] < _JOINED:
        return False
    whole, at = sound[first], np.int64(0)
    while whole >> at > 0:
        at += 5
    return bool(at < 60 and whole | sound[second] << at == sound[word])


@compiled
def own_level(close: np.float32, told: float) -> np.int64:
    """The level of two own names so close, of which the commoner tells so much."""
    if close >= SAME:
        return np.int64(0 if told >= _OWN_RARE else 1 if told >= _OWN_COMMON else 2)
    if close >= ALIKE:
        return np.int64(3 if told >= _OWN_ALIKE else 4)
    return np.int64(5)


@compiled
def family_level(told: float) -> np.int64:
    """The level of a shared family name that tells so much."""
    if told >= _FAMILY_RARE:
        return np.int64(0 if told >= _FAMILY_VERY_RARE else 1)
    return np.int64(2 if told >= _FAMILY_COMMON else 3)


@compiled
def elsewhere(
    name: int, other: NDArray[np.int32], chain: int, total: int, sound: NDArray[np.int64],
    keys: NDArray[np.int64], kept: NDArray[np.float32], noted: NDArray[np.int64],
) -> int:  # fmt: skip
    """Where a family's name stands in the other naming but first and last; -1 nowhere."""
    for at in range(total - 1, 0, -1):
        if at != chain - 1 and near(name, other[at], sound, keys, kept, noted) >= SAME:
            return at
    return -1


@compiled
def forebears(
    one: NDArray[np.int32], start: int, end: int, used: int,
    other: NDArray[np.int32], start2: int, end2: int, used2: int, in_family: bool,
    told: NDArray[np.float32], sound: NDArray[np.int64], keys: NDArray[np.int64], kept: NDArray[np.float32],
    noted: NDArray[np.int64],
) -> tuple[np.int64, np.int64, np.float32]:  # fmt: skip
    """Levels of the father's and the grandfather's name, and how far they agree.

    A list that leaves forebears out may name any one of them.

    Args:
        in_family: whether the family names agree.
    """
    first, second = following(one, start, end, used)
    first2, second2 = following(other, start2, end2, used2)
    if first < 0 or first2 < 0:
        return _MISSING, _MISSING, np.float32(0.0)
    w, v = one[first], other[first2]
    close = near(w, v, sound, keys, kept, noted)
    points = np.float32(0.0)
    if close >= ALIKE:
        father = 2 if close < SAME else 0 if min(told[1, w], told[1, v]) >= _FATHER_RARE else 1
        points += close - _WORST
    else:
        father = _DIFFERENT_FATHER
        for at in range(first2 + 1, end2):
            if at != used2 and near(w, other[at], sound, keys, kept, noted) >= SAME:
                father = 3
        for at in range(first + 1, end):
            if at != used and near(one[at], v, sound, keys, kept, noted) >= SAME:
                father = 3
        points += -_WORST / 2 if father == 3 else 0.0
    grandfather = _MISSING
    if second >= 0 and second2 >= 0:
        close = near(one[second], other[second2], sound, keys, kept, noted)
        under = _GRANDFATHER_APART if not in_family else 0 if father < 3 else _GRANDFATHER_KIN
        grandfather = np.int64(under + (0 if close >= SAME else 1 if close >= ALIKE else 2))
        points += max(close, _WORST) - _WORST
    return np.int64(father + (0 if in_family else _FATHER_APART)), grandfather, points


@compiled
def following(naming: NDArray[np.int32], start: int, end: int, used: int) -> tuple[int, int]:
    """Where the first two forebears stand, -1 where there is none."""
    first = second = -1
    for at in range(end - 1, start - 1, -1):
        if at != used and naming[at] >= 0:
            first, second = at, first
    return first, second
