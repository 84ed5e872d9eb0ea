"""Likely pairs that are left to a person, although machines would link them.

Where records that lack a fact (an age, say) are far less likely found than records that have it, the lack is
telling: somebody filled the fact in on meeting the person elsewhere, or could not. What speaks for such a
record is its name alone, and nothing independent stands beside it. Its pair keeps its probability, and is
put before a person instead of being decided. Where facts are missing by chance, nobody is referred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.evidence.corroboration import corroborated
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs

#: Facts independent of the name; those of one row stand for one another.
FACTS = (("age", "birth"), ("mother",), ("number",))
#: A lack is telling when the odds of being found are so many times as high for records that have the fact,
#: with so many of either. (Where facts are missing by chance, the ratio stays near 1 on lists of a hundred.)
TIMES, LEAST = 4.0, 20
#: So many judgements of such pairs, and such a share of them for one person, lift the referral.
_ENOUGH, _MOSTLY = 5, 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Lack:
    """A fact whose absence tells.

    Attributes:
        fields: the columns that would hold it.
        having, lacking: how often records with and without it are found on the other list.
        records: which records lack it, bool (n,).
    """

    fields: tuple[str, ...]
    having: float
    lacking: float
    records: NDArray[np.bool_]


def telling(people: RecordList, other: RecordList, found: NDArray[np.float64]) -> list[Lack]:
    """The facts whose absence tells on one list, of those that the other list holds too.

    Args:
        people: the list.
        other: the list it is linked with.
        found: the probability that each record has a partner there, (n,).
    """
    lacks = []
    for fields in FACTS:
        own = [field for field in fields if people.has(field)]
        if not own or not any(other.has(field) for field in fields):
            continue
        has = _filled(people, own)
        enough = LEAST <= int(has.sum()) <= len(people) - LEAST
        if enough and _odds(found[has]) >= TIMES * _odds(found[~has]):
            having, lacking = float(found[has].mean()), float(found[~has].mean())
            lacks.append(Lack(tuple(own), having, lacking, ~has))
    return lacks


def _odds(found: NDArray[np.float64]) -> float:
    """The odds that a record is found; one more of either kind keeps small lists from certainty."""
    return float((found.sum() + 1) / ((1 - found).sum() + 1))


def _filled(people: RecordList, fields: Sequence[str]) -> NDArray[np.bool_]:
    filled = np.zeros(len(people), dtype=np.bool_)
    for field in fields:
        filled |= np.array([bool(cell.strip()) for cell in people.column(field)], dtype=np.bool_)
    return filled


def referred(
    lists: tuple[RecordList, RecordList],
    found: tuple[NDArray[np.float64], NDArray[np.float64]],
    pairs: Pairs,
    said: NDArray[np.int8],
) -> NDArray[np.bool_]:
    """Which pairs are a person's to decide, because one of the records lacks a fact whose lack is telling.

    Once people have judged some such pairs, and mostly found them right, the lack is trusted no less than the
    fact, and machines decide the rest.

    Args:
        lists: the left and the right list.
        found: the probability that each record has a partner, of either list.
        pairs: the candidates.
        said: 1 where people judged a pair to be one person, -1 where not, 0 elsewhere, (n,).
    """
    left, right = lists
    mine = np.zeros(len(pairs), dtype=np.bool_)
    for people, other, chances, ends in (
        (left, right, found[0], pairs.left),
        (right, left, found[1], pairs.right),
    ):
        for lack in telling(people, other, chances):
            lacking = lack.records[ends]
            judged = said[lacking & (said != 0)]
            if len(judged) < _ENOUGH or (judged > 0).mean() < _MOSTLY:
                mine |= lacking
    answers: NDArray[np.bool_] = mine & (said == 0) & ~corroborated(pairs)
    return answers
