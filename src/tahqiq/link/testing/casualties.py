"""Invented lists of casualties in Arabic and Latin letters, as fast as arrays allow.

    press       names of two to four parts in both scripts, kunyas and titles, wives under their husband's
                family, ages from hearsay, families and incidents
    registry    Arabic names of four parts, dates of birth, sex, age; no incidents

Which list holds whom depends on the household, as it does in life: families are found together, or not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from tahqiq.link.lists import RecordList
from tahqiq.link.testing.cells import Cells, chosen, days, filled, joined, kept, numbers, prefixed, words
from tahqiq.link.testing.inventory import inventory
from tahqiq.link.testing.population import FAMILY, FATHER, GIVEN, GRANDFATHER, Population, invent
from tahqiq.link.testing.simulated import Simulated
from tahqiq.link.testing.slips import slipped

#: How often a press list gives each part of a name.
_PARTS = {FATHER: 0.88, GRANDFATHER: 0.4, FAMILY: 0.98}
#: How often a registry does.
_ALL_PARTS = {FATHER: 0.995, GRANDFATHER: 0.97, FAMILY: 1.0}
_SLIPS = 0.02
_YEAR, _ADULT, _OLDER = 365.2425, 18.0, 40.0
_TITLES = ("الحاج", "الدكتور", "الاستاذ")
_SOURCES = ("Hospital", "Families", "Committee")
Columns = Mapping[str, Cells]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list is kept.

    Attributes:
        age: how often it gives an age; ``sex``: a sex.
        slips: how often a whole name holds a slip of the pen.
        kunya: how often an adult's kunya stands beside the name.
    """

    age: float = 0.75
    sex: float = 0.95
    slips: float = _SLIPS
    kunya: float = 0.06


def simulate_lists(
    people: int, *, coverage: tuple[float, float] = (0.6, 0.75), manner: Manner | None = None, seed: int = 1
) -> Simulated:
    """Two lists of the same invented dead: one of the press, one of a registry.

    Args:
        people: how many died.
        coverage: the share of them on either list.
        manner: how the press list is kept.
        seed: the same gives the same lists.

    >>> made = simulate_lists(1000)
    >>> [each.name for each in made.lists], made.true_pairs()
    (['press', 'registry'], 465)
    """
    random = np.random.default_rng(seed)
    dead = invent(random, people)
    press, registry = (_listed(random, dead, share) for share in coverage)
    kept = manner or Manner()
    lists = (
        _list("press", random, dead.take(press), lambda each: _press(random, each, kept)),
        _list("registry", random, dead.take(registry), lambda each: _registry(random, each)),
    )
    return Simulated(lists, (press, registry))


def simulate_list(
    records: int, *, duplicates: float = 0.25, manner: Manner | None = None, seed: int = 1
) -> Simulated:
    """One list that holds some of its people twice or more, written by different hands in either script.

    Args:
        records: rows of the list.
        duplicates: the share of its rows that repeat a person.
        manner: how it is kept.
        seed: the same gives the same list.

    >>> made = simulate_list(1000, duplicates=0.2)
    >>> len(made.lists[0]), len(set(made.persons[0].tolist()))
    (1000, 800)
    """
    random = np.random.default_rng(seed)
    dead = invent(random, max(1, round(records * (1 - duplicates))))
    repeats = random.integers(len(dead), size=records - len(dead))
    persons = random.permutation(np.concatenate([np.arange(len(dead)), repeats]))
    kept = manner or Manner()
    made = _list("list", random, dead.take(persons), lambda each: _mixed(random, each, kept), distinct=False)
    return Simulated((made,), (persons,))


def _listed(random: Generator, dead: Population, share: float) -> NDArray[np.int64]:
    """Who stands on a list, in an order that says nothing: households differ in how likely they are to."""
    leaning = random.normal(0.0, 1.2, int(dead.household.max()) + 1)[dead.household]
    chances = 1 / (1 + np.exp(-leaning - 1.25 * np.log(share / (1 - share))))
    return random.permutation(np.flatnonzero(random.random(len(dead)) < chances))


def _list(
    name: str,
    random: Generator,
    people: Population,
    columns: Callable[[Population], Columns],
    *,
    distinct: bool = True,
) -> RecordList:
    """A list of people with ids."""
    ids = [f"{name[0].upper()}{place}" for place in range(len(people))]
    table = pa.table({"id": ids, **{field: filled(cells) for field, cells in columns(people).items()}})
    recognised = {field: field for field in table.column_names}
    return RecordList(name, f"{name}.csv", ids, table, recognised, distinct, {})


def _press(random: Generator, people: Population, manner: Manner) -> Columns:
    count = len(people)
    grown = (people.event - people.birth) / _YEAR
    chain = people.chain.copy()
    wife = (people.husband >= 0) & (random.random(count) < 0.4)
    chain[wife, FAMILY] = people.husband[wife]
    parts = _kept_parts(random, chain, _PARTS)
    kunya = np.where((grown >= _ADULT) & (random.random(count) < manner.kunya), people.eldest, -1)
    arabic = _with_kunya(random, _named(random, parts, people.woman, "arabic"), kunya, people.woman, "arabic")
    titled = joined(words(_TITLES, random.integers(len(_TITLES), size=count)), arabic)
    arabic = chosen((grown >= _OLDER) & (random.random(count) < 0.05), titled, arabic)
    latin = _with_kunya(random, _named(random, parts, people.woman, "latin"), kunya, people.woman, "latin")
    return {
        "name_ar": slipped(random, arabic, manner.slips),
        "name_en": slipped(random, latin, manner.slips),
        **_about(random, people, manner),
        "date": days(people.event),
        "family": numbers(people.line),
        "incident": prefixed("i", numbers(people.incident)),
    }


def _registry(random: Generator, people: Population) -> Columns:
    parts = _kept_parts(random, people.chain, _ALL_PARTS)
    years = np.floor((people.event - people.birth) / _YEAR).astype(np.int64)
    only_year = random.random(len(people)) < 0.04
    return {
        "name": slipped(random, _named(random, parts, people.woman, "arabic"), _SLIPS / 2),
        "birth": days(np.where(only_year, _new_year(people.birth), people.birth)),
        "sex": words(("M", "F"), people.woman.astype(np.int64)),
        "age": numbers(years),
        "source": words(_SOURCES, random.choice(3, size=len(people), p=[0.8, 0.14, 0.06])),
    }


def _mixed(random: Generator, people: Population, manner: Manner) -> Columns:
    """Rows of one list from many hands: a third in Latin letters, a third with a date of birth."""
    count = len(people)
    parts = _kept_parts(random, people.chain, {FATHER: 0.95, GRANDFATHER: 0.75, FAMILY: 0.99})
    arabic, latin = (_named(random, parts, people.woman, script) for script in ("arabic", "latin"))
    return {
        "name": slipped(random, chosen(random.random(count) < 0.67, arabic, latin), manner.slips),
        **_about(random, people, manner),
        "birth": kept(random.random(count) < 0.35, days(people.birth)),
        "date": kept(random.random(count) < 0.8, days(people.event)),
    }


def _about(random: Generator, people: Population, manner: Manner) -> dict[str, Cells]:
    """Age and sex as hearsay has them."""
    count = len(people)
    years = (people.event - people.birth) / _YEAR
    off = random.choice([0, 1, -1, 2, -2, 4, -4], size=count, p=[0.72, 0.1, 0.1, 0.025, 0.025, 0.015, 0.015])
    age = np.maximum(np.floor(years) + np.where(years >= 2, off, 0), 0).astype(np.int64)
    wrong = random.random(count) < 0.01
    sex = words(("m", "f"), (people.woman ^ wrong).astype(np.int64))
    return {
        "age": kept(random.random(count) < manner.age, numbers(age)),
        "sex": kept(random.random(count) < manner.sex, sex),
    }


def _kept_parts(
    random: Generator, chain: NDArray[np.int64], shares: Mapping[int, float]
) -> NDArray[np.int64]:
    """The chain with -1 for every part that is left out; one besides the given name always stays."""
    parts = chain.copy()
    for place, share in shares.items():
        parts[random.random(len(parts)) > share, place] = -1
    bare = (parts[:, FATHER:] < 0).all(axis=1)
    parts[bare, FAMILY] = chain[bare, FAMILY]
    return parts


def _named(random: Generator, parts: NDArray[np.int64], woman: NDArray[np.bool_], script: str) -> Cells:
    men, women, families = inventory("men"), inventory("women"), inventory("families")
    given = chosen(
        woman,
        women.written(random, np.where(woman, parts[:, GIVEN], -1), script),
        men.written(random, np.where(woman, -1, parts[:, GIVEN]), script),
    )
    ancestors = [men.written(random, parts[:, place], script) for place in (FATHER, GRANDFATHER)]
    return joined(given, *ancestors, families.written(random, parts[:, FAMILY], script))


def _with_kunya(
    random: Generator, names: Cells, eldest: NDArray[np.int64], woman: NDArray[np.bool_], script: str
) -> Cells:
    """The names with the eldest son's in brackets, as Father or Mother of him, where it is known."""
    before = ("(أبو ", "(أم ") if script == "arabic" else ("(Abu ", "(Umm ")
    son = inventory("men").written(random, eldest, script)
    kunya = joined(words(before, woman.astype(np.int64)), son, ")", between="")
    return joined(names, kept(eldest >= 0, kunya))


def _new_year(since_1970: NDArray[np.int64]) -> NDArray[np.int64]:
    years = since_1970.astype("datetime64[D]").astype("datetime64[Y]")
    first: NDArray[np.int64] = years.astype("datetime64[D]").astype(np.int64)
    return first
