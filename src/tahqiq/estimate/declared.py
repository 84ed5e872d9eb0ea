"""What a user says of the lists that no table can show, a few signs each.

``C@north``: list C did not cover the stratum north. ``A=1,B=1``: nobody can be on both A and B.
``C from A,B``: C was compiled from A and B.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tahqiq.csvrows import Rows
from tahqiq.estimate.histories import histories
from tahqiq.vocab.errors import BadInput


def read_not_covering(texts: Iterable[str], lists: Sequence[str]) -> dict[str, frozenset[str]]:
    """Stratum → the lists that did not cover it.

    Args:
        texts: each like ``C@north``, or the name of a CSV file with the columns ``list`` and ``stratum``.
        lists: all lists.

    Raises:
        BadInput: no '@', or no such list.

    >>> read_not_covering(["C@north", "B@north"], "ABC")["north"] == {"B", "C"}
    True
    """
    found: dict[str, frozenset[str]] = {}
    for text in _written_out(texts):
        name, at, stratum = (part.strip() for part in text.partition("@"))
        if not (name and at and stratum):
            raise BadInput(f"{text!r} names no list and stratum", remedy="write it like C@north")
        _known(name, lists)
        found[stratum] = found.get(stratum, frozenset()) | {name}
    return found


def _written_out(texts: Iterable[str]) -> Iterator[str]:
    """The texts, those that name a file replaced by its rows."""
    for text in texts:
        if not text.endswith(".csv"):
            yield text
            continue
        rows = Rows(Path(text))
        name, stratum = rows.column("list"), rows.column("stratum")
        yield from (f"{row[name]}@{row[stratum]}" for _, row in rows.numbered())


def read_compiled(texts: Iterable[str], lists: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(list, the list it was compiled from), from texts like ``C from A,B``.

    Raises:
        BadInput: no 'from', or no such list.

    >>> read_compiled(["C from A,B"], "ABC")
    (('C', 'A'), ('C', 'B'))
    """
    pairs = []
    for text in texts:
        made, word, sources = (part.strip() for part in text.partition(" from "))
        if not (made and word and sources):
            raise BadInput(f"{text!r} does not say what was compiled", remedy="write it like 'C from A,B'")
        for source in (each.strip() for each in sources.split(",")):
            _known(made, lists)
            _known(source, lists)
            pairs.append((made, source))
    return tuple(pairs)


def read_impossible(texts: Iterable[str], lists: Sequence[str]) -> tuple[Mapping[str, int], ...]:
    """Histories that nobody can have, from texts like ``A=1,B=1`` (lists not named may be either).

    Raises:
        BadInput: something else than list=0 or list=1, or no such list.

    >>> read_impossible(["A=1, B=0"], "AB")
    ({'A': 1, 'B': 0},)
    """
    found = []
    for text in texts:
        marks: dict[str, int] = {}
        for part in text.split(","):
            name, _, mark = (each.strip() for each in part.partition("="))
            if mark not in {"0", "1"}:
                raise BadInput(f"{text!r} is no history", remedy="write it like A=1,B=1")
            _known(name, lists)
            marks[name] = int(mark)
        found.append(marks)
    return tuple(found)


def impossible_cells(
    declared: Iterable[Mapping[str, int]], lists: Sequence[str], *, absent: Collection[str] = ()
) -> NDArray[np.uint8]:
    """(z, k) every history that fits one of the declared ones.

    Args:
        declared: what ``read_impossible`` gave.
        lists: the lists of the table.
        absent: lists left out of it: everybody counts as not on them.

    >>> impossible_cells([{"A": 1, "B": 1}], "ABC").tolist()
    [[1, 1, 0], [1, 1, 1]]
    """
    every = histories(len(lists))[1:]
    barred = np.zeros(len(every), dtype=np.bool_)
    for marks in declared:
        if any(marks.get(name) == 1 for name in absent):
            continue
        fits = np.ones(len(every), dtype=np.bool_)
        for name, mark in marks.items():
            if name not in absent:
                fits &= every[:, list(lists).index(name)] == mark
        barred |= fits
    return every[barred]


def _known(name: str, lists: Sequence[str]) -> None:
    if name not in lists:
        raise BadInput(f"no list {name!r}", remedy=f"the lists are {', '.join(lists)}")
