"""English records with duplicates in the manner of febrl's generator.

Originals have names, an address, a date of birth and a number; duplicates are copies with mistakes: slips
of the pen, fields exchanged, fields left out, words run together (Christen 2008, *KDD*, 1065-1068, Febrl's
dsgen: at most two changes in a field, and more in a record).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from tahqiq.link.lists import RecordList
from tahqiq.link.testing.simulated import Simulated
from tahqiq.link.testing.slips import slip

_FIELDS = ("given", "family_name", "address", "place", "birth", "number")
#: Which field a mistake is in, as often as dsgen's, and what kind it is.
_WHERE = {"given": 0.23, "family_name": 0.23, "address": 0.27, "place": 0.12, "birth": 0.1, "number": 0.05}
_SLIP, _LOST, _EXCHANGED = 0.75, 0.15, 0.1
#: 1915 to 1998, days since 1970.
_BORN = (-20_089, 10_592)
_MOST_DUPLICATES = 4

Record = dict[str, str]


def simulate_febrl(originals: int, duplicates: int, *, changes: int = 4, seed: int = 1) -> Simulated:
    """One list of originals and duplicates, to be deduplicated.

    Args:
        originals: people; ``duplicates``: further records of some of them, four of one at most.
        changes: mistakes in a duplicate at most.
        seed: the same gives the same list.

    >>> made = simulate_febrl(80, 20)
    >>> len(made.lists[0]), made.true_pairs() >= 20
    (100, True)
    """
    random = np.random.default_rng(seed)
    records = _originals(random, originals)
    places = np.repeat(np.arange(originals), _MOST_DUPLICATES)
    repeated = random.permutation(places)[:duplicates]
    records += [_changed(random, records[one], changes) for one in repeated.tolist()]
    persons = np.concatenate([np.arange(originals), repeated])
    order = random.permutation(len(records))
    made = _list("febrl", [records[one] for one in order.tolist()], distinct=False)
    return Simulated((made,), (persons[order],))


def simulate_febrl_pair(people: int, *, changes: int = 4, seed: int = 1) -> Simulated:
    """Two lists of the same people: originals, and one duplicate of each, in other orders.

    >>> made = simulate_febrl_pair(50)
    >>> [len(each) for each in made.lists], made.true_pairs()
    ([50, 50], 50)
    """
    random = np.random.default_rng(seed)
    records = _originals(random, people)
    orders = random.permutation(people), random.permutation(people)
    copies = [_changed(random, records[one], changes) for one in orders[1].tolist()]
    lists = _list("originals", [records[one] for one in orders[0].tolist()]), _list("duplicates", copies)
    return Simulated(lists, orders)


@cache
def _words() -> dict[str, Any]:
    text = files("tahqiq.link.testing").joinpath("inventories", "english.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _originals(random: Generator, count: int) -> list[Record]:
    words = _words()
    surnames = [*words["surname"], *_put_together(words["surname_beginnings"], words["surname_endings"])]
    suburbs = _put_together(
        _put_together(words["surname_beginnings"], words["surname_endings"][::3]), words["suburb_endings"]
    )
    columns = [
        _common(random, words["given"], count, 8.0),
        _common(random, surnames, count, 20.0),
        _addresses(random, count),
        _common(random, suburbs, count, 200.0),
        np.datetime_as_string(random.integers(*_BORN, size=count).astype("datetime64[D]")).tolist(),
        [str(each) for each in random.integers(1_000_000, 9_999_999, size=count)],
    ]
    return [dict(zip(_FIELDS, row, strict=True)) for row in zip(*columns, strict=True)]


def _put_together(beginnings: list[str], endings: list[str]) -> list[str]:
    """Every beginning with every ending, in an order of its own that is always the same."""
    made = dict.fromkeys(one + other for one in beginnings for other in endings)
    return [list(made)[place] for place in np.random.default_rng(1).permutation(len(made)).tolist()]


def _common(random: Generator, words: list[str], count: int, flat: float) -> list[str]:
    heights = 1 / (np.arange(1, len(words) + 1) + flat)
    return [
        words[place] for place in random.choice(len(words), size=count, p=heights / heights.sum()).tolist()
    ]


def _addresses(random: Generator, count: int) -> list[str]:
    words = _words()
    names = _put_together(words["surname_beginnings"], words["surname_endings"])
    return [
        f"{number} {name} {kind}"
        for number, name, kind in zip(
            random.integers(1, 200, size=count).tolist(),
            _common(random, names, count, 300.0),
            _common(random, words["street"], count, 2.0),
            strict=True,
        )
    ]


def _changed(random: Generator, record: Record, changes: int) -> Record:
    """A copy with one to so many mistakes, two in a field at most."""
    copy, made = dict(record), dict.fromkeys(_FIELDS, 0)
    for _ in range(int(random.integers(1, changes + 1))):
        field = str(random.choice(list(_WHERE), p=list(_WHERE.values())))
        if made[field] < 2:
            made[field] += 1
            _mistake(random, copy, field)
    return copy


def _mistake(random: Generator, record: Record, field: str) -> None:
    kind = random.random()
    if kind < _SLIP:
        record[field] = slip(random, record[field])
    elif kind < _SLIP + _LOST:
        record[field] = ""
    elif field in ("given", "family_name"):
        record["given"], record["family_name"] = record["family_name"], record["given"]
    else:
        record[field] = record[field].replace(" ", "", 1)


def _list(name: str, records: list[Record], *, distinct: bool = True) -> RecordList:
    ids = [f"{name[0].upper()}{place}" for place in range(len(records))]
    table = pa.table({"id": ids, **{field: [each[field] for each in records] for field in _FIELDS}})
    return RecordList(
        name, f"{name}.csv", ids, table, {field: field for field in table.column_names}, distinct, {}
    )


def positions(made: Simulated) -> NDArray[np.int64]:
    """For each record of the first list, where its person stands on the last; -1 for nowhere."""
    where = {person: place for place, person in enumerate(made.persons[-1].tolist())}
    return np.array([where.get(person, -1) for person in made.persons[0].tolist()], dtype=np.int64)
