"""The kernel that compares what is known of two people besides their names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.evidence.closeness import near
from tahqiq.link.evidence.measuring_names import ALIKE, DIFFERENT_FAMILY, FATHER_IN_RARE, OWN_ALIKE, SAME
from tahqiq.link.evidence.people import UNKNOWN, People

_DAYS_OF_YEAR = 365.2425
# Levels at which groups of a comparison begin, in the order of ``comparisons``.
_REDUCED, _GROUP = 4, 6
_BIRTH_OF_CHILDREN, _AGE_OF_CHILDREN = 6, 8
#: Levels of a group of each of these.
_MOTHERS, _DATES, _PLACES, _ADDRESSES = 3, 4, 3, 3
#: How two people are related for all the names say, as ``kin_of`` tells.
_NOT, _FAMILY, _CHILDREN = range(3)
_MISSING = 15
# Columns of the facts of a person.
(_SEX, _YOUNGEST, _OLDEST, _GROUPED, _YEAR, _MONTH, _DAY, _BORN, _BORN_LAST, _EVENT, _EVENT_LAST, _PLACE,
 _ADDRESS, _NUMBER, _MOTHER, _MOTHERS_FAMILY, _PLACE_WORDS) = range(17)  # fmt: skip
_WORDS_OF_PLACE = 4
_ADDRESS_SHAPE, _NUMBER_SHAPE, _PARTS_OF_SHAPE = _PLACE_WORDS + 4, _PLACE_WORDS + 8, 4
#: Two texts are much alike that have so large a share of their pairs of letters in common.
_ALIKE_ADDRESS, _ALIKE_NUMBER = 0.6, 0.4
#: Fathers' names are not one from this level on.
_ANOTHER_FATHER = 3


def facts_of(people: People) -> NDArray[np.int32]:
    """A row of whole numbers a person; ages in whole years, ``UNKNOWN`` where they are; int32."""
    age = np.where(np.isnan(people.age), float(UNKNOWN), people.age).astype(np.int32)
    columns = (
        people.sex, age, people.grouped, people.birth, people.born, people.event, people.place,
        people.address, people.number, people.mother, people.place_words, people.address_shape,
        people.number_shape,
    )  # fmt: skip
    return np.ascontiguousarray(np.column_stack(columns), np.int32)


@compiled
def measure_facts(
    i: int, j: int, names: int, facts: NDArray[np.int32], sound: NDArray[np.int64], keys: NDArray[np.int64],
    kept: NDArray[np.float32], noted: NDArray[np.int64],
) -> np.int64:  # fmt: skip
    """The packed levels of mother, sex, birth, age, date, place, address and number, four bits each.

    Args:
        names: the packed levels of the names, which tell whether the two may be relatives.
    """
    one, other = facts[i], facts[j]
    kin = kin_of(names)
    mother = mothers(one, other, sound, keys, kept, noted)
    found = np.int64(among(mother, min(kin, 1), _MOTHERS))
    found |= np.int64(equal(one[_SEX], other[_SEX])) << 4
    birth, age = births(one, other), ages(one, other)
    found |= np.int64(birth + _BIRTH_OF_CHILDREN if kin == _CHILDREN and birth < _REDUCED else birth) << 8
    found |= np.int64(age + _AGE_OF_CHILDREN if kin == _CHILDREN and age < _GROUP else age) << 12
    near_by = namesakes_of(names, kin)
    found |= np.int64(among(dates(one, other), near_by, _DATES)) << 16
    found |= np.int64(among(places(one, other), near_by, _PLACES)) << 20
    address = written(one, other, _ADDRESS, _ADDRESS_SHAPE, _ALIKE_ADDRESS)
    found |= np.int64(among(address, near_by, _ADDRESSES)) << 24
    return found | np.int64(written(one, other, _NUMBER, _NUMBER_SHAPE, _ALIKE_NUMBER)) << 28


@compiled
def kin_of(names: int) -> int:
    """Whether two people would be children of one father were they not one person, or of one family.

    Brothers and sisters do not share a name: who does is the same person, or a namesake and hardly nearer
    than a stranger. Cousins do, and fathers and sons.
    """
    given, family, father = names & 15, (names >> 4) & 15, (names >> 8) & 15
    if family >= DIFFERENT_FAMILY:
        return _NOT
    if FATHER_IN_RARE <= father < _MISSING:
        father -= FATHER_IN_RARE
    if given < OWN_ALIKE:
        return _FAMILY if _ANOTHER_FATHER <= father < _MISSING else _NOT
    return _CHILDREN if father < _ANOTHER_FATHER else _FAMILY


@compiled
def namesakes_of(names: int, kin: int) -> int:
    """How two people of one family who bear one name would be related: as cousins, who may die together.

    For what families share beside parents (a day, a place, an address) a namesake in the family is no
    stranger: both may be named after one grandfather, and have lived in his house.
    """
    return max(kin, _FAMILY) if (names >> 4) & 15 < DIFFERENT_FAMILY else kin


@compiled
def among(level: int, group: int, size: int) -> int:
    """The level within a group of so many levels."""
    return level if level == _MISSING else level + group * size


@compiled
def equal(one: int, other: int) -> int:
    """0 for the same number, 1 for another."""
    if one < 0 or other < 0:
        return _MISSING
    return 0 if one == other else 1


@compiled
def written(one: NDArray[np.int32], other: NDArray[np.int32], whole: int, shape: int, alike: float) -> int:
    """0 for the same text, 1 for one much alike (Jaccard's index of pairs of letters), 2 for another."""
    if one[whole] < 0 or other[whole] < 0:
        return _MISSING
    if one[whole] == other[whole]:
        return 0
    both = either = 0
    for at in range(shape, shape + _PARTS_OF_SHAPE):
        shared, any_ = np.uint32(one[at] & other[at]), np.uint32(one[at] | other[at])
        while shared:
            shared &= shared - np.uint32(1)
            both += 1
        while any_:
            any_ &= any_ - np.uint32(1)
            either += 1
    return 1 if both >= alike * either else 2


@compiled
def mothers(
    one: NDArray[np.int32], other: NDArray[np.int32], sound: NDArray[np.int64], keys: NDArray[np.int64],
    kept: NDArray[np.float32], noted: NDArray[np.int64],
) -> int:  # fmt: skip
    """The level of the mothers' names: of her own, and of her family's where both are known."""
    if one[_MOTHER] < 0 or other[_MOTHER] < 0:
        return _MISSING
    close = near(one[_MOTHER], other[_MOTHER], sound, keys, kept, noted)
    if one[_MOTHERS_FAMILY] != one[_MOTHER] and other[_MOTHERS_FAMILY] != other[_MOTHER]:
        close = min(close, near(one[_MOTHERS_FAMILY], other[_MOTHERS_FAMILY], sound, keys, kept, noted))
    return 0 if close >= SAME else 1 if close >= ALIKE else 2


@compiled
def births(one: NDArray[np.int32], other: NDArray[np.int32]) -> int:
    """The level of two times of birth."""
    if one[_BORN] == UNKNOWN or other[_BORN] == UNKNOWN:
        return _MISSING
    if one[_DAY] == 0 or other[_DAY] == 0:
        fits = one[_BORN] <= other[_BORN_LAST] and other[_BORN] <= one[_BORN_LAST]
        return _REDUCED if fits else _REDUCED + 1
    year, month, day = one[_YEAR] == other[_YEAR], one[_MONTH] == other[_MONTH], one[_DAY] == other[_DAY]
    if year and month and day:
        return 0
    swapped = year and one[_MONTH] == other[_DAY] and one[_DAY] == other[_MONTH]
    if int(year) + int(month) + int(day) == 2 or swapped:
        return 1
    return 2 if abs(one[_BORN] - other[_BORN]) <= 366 else 3


@compiled
def ages(one: NDArray[np.int32], other: NDArray[np.int32]) -> int:
    """The level of two ages, one of them often that at the event of somebody born on a known day.

    Where both were born on a known day ages say nothing more.
    """
    if one[_BORN] != UNKNOWN and other[_BORN] != UNKNOWN:
        return _MISSING
    low, high = at_event(one, other)
    low2, high2 = at_event(other, one)
    if low == UNKNOWN or low2 == UNKNOWN:
        return _MISSING
    apart = max(low - (high2 - 1), low2 - (high - 1), 0)
    if (one[_GROUPED] and one[_BORN] == UNKNOWN) or (other[_GROUPED] and other[_BORN] == UNKNOWN):
        return _GROUP if apart == 0 else _GROUP + 1
    if apart <= 2:
        return int(apart)
    return 3 if apart <= 5 else 4 if apart <= 10 else 5


@compiled
def at_event(one: NDArray[np.int32], other: NDArray[np.int32]) -> tuple[int, int]:
    """The age as stated; of somebody born at a known time that at the event the other's age is of."""
    if one[_BORN] == UNKNOWN:
        return one[_YOUNGEST], one[_OLDEST]
    event = other[_EVENT] if other[_EVENT] != UNKNOWN else one[_EVENT]
    if event == UNKNOWN:
        return one[_YOUNGEST], one[_OLDEST]
    youngest = int(np.floor((event - one[_BORN_LAST] + 0.5) / _DAYS_OF_YEAR))
    oldest = int(np.floor((event - one[_BORN] + 0.5) / _DAYS_OF_YEAR))
    return max(youngest, 0), max(oldest, 0) + 1


@compiled
def dates(one: NDArray[np.int32], other: NDArray[np.int32]) -> int:
    """The level of two dates of the event, by the fewest days that may lie between them."""
    if one[_EVENT] == UNKNOWN or other[_EVENT] == UNKNOWN:
        return _MISSING
    apart = max(one[_EVENT] - other[_EVENT_LAST], other[_EVENT] - one[_EVENT_LAST])
    if apart <= 0:
        return 0
    return 1 if apart <= 3 else 2 if apart <= 31 else 3


@compiled
def places(one: NDArray[np.int32], other: NDArray[np.int32]) -> int:
    """The level of two places as written."""
    if one[_PLACE] < 0 or other[_PLACE] < 0:
        return _MISSING
    if one[_PLACE] == other[_PLACE]:
        return 0
    for a in range(_WORDS_OF_PLACE):
        for b in range(_WORDS_OF_PLACE):
            word = one[_PLACE_WORDS + a]
            if word >= 0 and word == other[_PLACE_WORDS + b]:
                return 1
    return 2
