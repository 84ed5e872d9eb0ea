"""Invented families, and the incidents in which they were killed together.

A line is a man, his sons and their households: his name is the grandfather's name of the children. A
household is a father, a mother of another family, and children. Most incidents hit a whole line, some one
person of it alone; some hit two lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tahqiq.link.testing.inventory import inventory

#: Names of a chain: given, father, grandfather, family.
GIVEN, FATHER, GRANDFATHER, FAMILY = range(4)
#: Days since 1970 of the first event, and how many days events are spread over.
FIRST_DAY, DAYS = 19_600, 600
_YEAR = 365.2425
_MOST_CHILDREN = 7
#: How often a name is drawn anew that a sibling has, and what makes (home, girl, name) one number.
_TRIES, _CODE = 5, np.array([1 << 20, 1 << 19, 1])


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Invented people; all arrays have one entry a person.

    Attributes:
        chain: numbers of given name, father, grandfather and family, int64 (n, 4).
        husband: family of a married woman's husband, else -1.
        eldest: given name of the eldest son, for the kunya; -1 where there is none.
        woman: whether the given name is of the women's.
        birth, event: days since 1970.
        line, household: numbers.
        incident: number.
    """

    chain: NDArray[np.int64]
    husband: NDArray[np.int64]
    eldest: NDArray[np.int64]
    woman: NDArray[np.bool_]
    birth: NDArray[np.int64]
    event: NDArray[np.int64]
    line: NDArray[np.int64]
    household: NDArray[np.int64]
    incident: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.woman)

    def take(self, people: NDArray[np.int64]) -> Population:
        """Some of the people, in that order."""
        return Population(*(getattr(self, name)[people] for name in self.__slots__))


def invent(random: Generator, people: int) -> Population:
    """So many people, family by family."""
    men, women, families = inventory("men"), inventory("women"), inventory("families")
    lines = people // 6 + 2
    line = np.repeat(np.arange(lines), 1 + random.binomial(3, 0.35, lines))
    homes = len(line)
    patriarch, elder, family = men.draw(random, lines), men.draw(random, lines), families.draw(random, lines)
    heads = _siblings(random, line, np.zeros(homes, np.bool_))
    head = np.stack([heads, patriarch[line], elder[line], family[line]], axis=1)
    others = men.draw(random, homes), men.draw(random, homes), families.draw(random, homes)
    wife = np.stack([women.draw(random, homes), *others], axis=1)
    father_age = random.uniform(22, 70, homes)
    mother_age = np.maximum(father_age - random.normal(4, 3, homes), 18.0)
    home, ages = _children(random, mother_age)
    girl = random.random(len(home)) < 0.49
    given = _siblings(random, home, girl)
    child = np.stack([given, head[home, GIVEN], head[home, FATHER], head[home, FAMILY]], axis=1)
    event, incident = (each[line] for each in _events(random, lines))
    eldest = np.full(homes, -1)
    sons = np.flatnonzero(~girl)[::-1]
    eldest[home[sons]] = given[sons]  # the first son of each is written last, and stays
    everybody = np.concatenate([np.arange(homes), np.arange(homes), home])
    age = np.concatenate([father_age, mother_age, ages])
    none = np.full(len(home), -1)
    whole = Population(
        chain=np.concatenate([head, wife, child]),
        husband=np.concatenate([np.full(homes, -1), head[:, FAMILY], none]),
        eldest=np.concatenate([eldest, eldest, none]),
        woman=np.concatenate([np.zeros(homes, np.bool_), np.ones(homes, np.bool_), girl]),
        birth=(event[everybody] - age * _YEAR).astype(np.int64),
        event=event[everybody],
        line=line[everybody],
        household=everybody,
        incident=incident[everybody],
    )
    return whole.take(_killed(random, whole, people))


def _siblings(random: Generator, home: NDArray[np.int64], girl: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Given names; those that a brother or sister has already are given anew, a few times."""
    men, women = inventory("men"), inventory("women")
    given = np.full(len(home), -1)
    again = np.arange(len(home))
    for _ in range(_TRIES):
        drawn = np.where(girl[again], women.draw(random, len(again)), men.draw(random, len(again)))
        given[again] = drawn
        _, first = np.unique(np.stack([home, girl, given], axis=1) @ _CODE, return_index=True)
        again = np.setdiff1d(np.arange(len(home)), first)
    return given


def _events(random: Generator, lines: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Day and incident of each line: three in ten share the incident of the line before."""
    incident = np.cumsum(random.random(lines) > 0.3).astype(np.int64)
    day = FIRST_DAY + random.integers(0, DAYS, int(incident.max()) + 1)
    return day[incident], incident


def _children(
    random: Generator, mother_age: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The household of each child, and its age: those who would not be born yet are left out."""
    wanted = random.binomial(_MOST_CHILDREN, 0.45, len(mother_age))
    home = np.repeat(np.arange(len(mother_age)), wanted)
    eldest = mother_age - random.uniform(17, 25, len(mother_age))
    ages = (
        eldest[home]
        - _order(home) * random.uniform(1.2, 2.2, len(mother_age))[home]
        - random.uniform(0, 0.6, len(home))
    )
    born = ages > 0
    return home[born], ages[born]


def _order(home: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each child among those of its household, from 0."""
    return np.arange(len(home)) - np.searchsorted(home, home)


def _killed(random: Generator, whole: Population, people: int) -> NDArray[np.int64]:
    """Who was killed: of one line in five a single person, of the others everybody; in order of lines."""
    order = np.lexsort((random.random(len(whole)), whole.line))
    line = whole.line[order]
    single = random.random(int(line.max()) + 1) < 0.2
    first = np.concatenate([[True], line[1:] != line[:-1]])
    killed: NDArray[np.int64] = order[~single[line] | first][:people]
    return killed
