"""Who belongs together on a list: those recorded together, and those whose names make them kin.

A list that groups its people says so (``family`` within ``incident``). On any list the chain of names
does: children share father, grandfather and family; their father's own name and father are what they
have after their given name; cousins share the grandfather and the family.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.words import ASIDE, words_of
from tahqiq.link.lists import RecordList

#: How records of one list belong together, the closest first.
TIES = ("group", "household", "line", "surname")
_ARTICLES = ("al-", "ال")
#: A word shorter than this that begins with ال is no name with an article.
_WITH_ARTICLE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Keys of one kind of tie: records that have one in common belong together.

    Attributes:
        records: positions of records, ascending, one entry a key; int64.
        keys: numbers of keys, int64.
        size: one more than the greatest key.
    """

    records: NDArray[np.int64]
    keys: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, rows: Iterable[Sequence[tuple[str, ...]]]) -> Keys:
        """Numbers the keys of every record.

        >>> keys = Keys.of([[("a", "b")], [], [("a", "b"), ("c",)]])
        >>> keys.records.tolist(), keys.keys.tolist(), keys.size
        ([0, 2, 2], [0, 0, 1], 2)
        """
        known: dict[tuple[str, ...], int] = {}
        records: list[int] = []
        numbers: list[int] = []
        for record, keys in enumerate(rows):
            records += [record] * len(keys)
            numbers += [known.setdefault(key, len(known)) for key in keys]
        return cls(np.array(records, np.int64), np.array(numbers, np.int64), len(known))


def groups(people: RecordList) -> NDArray[np.int64]:
    """The group each record is listed in, int64 (n,); -1 where the list does not group it.

    A family is a group within its incident; where an incident has no families, its people are one.
    """
    if not (people.has("incident") or people.has("family")):
        return np.full(len(people), -1, np.int64)
    numbers: dict[tuple[str, str], int] = {}
    cells = zip(people.column("incident"), people.column("family"), strict=True)
    return np.array(
        [numbers.setdefault(cell, len(numbers)) if any(cell) else -1 for cell in cells], dtype=np.int64
    )


def ties(people: RecordList) -> dict[str, Keys]:
    """The keys of every kind of tie on a list; kinds that the list says nothing of are left out."""
    chains = [chain(each) for each in full_names(people)]
    grouped = groups(people)
    found = {
        "group": Keys.of([[(str(group),)] if group >= 0 else [] for group in grouped]),
        "household": Keys.of(map(_households, chains)),
        "line": Keys.of(map(_lines, chains)),
        "surname": Keys.of([[each[-1:]] if len(each) > 1 else [] for each in chains]),
    }
    return {tie: keys for tie, keys in found.items() if keys.size}


def full_names(people: RecordList) -> list[str]:
    """One name a record, Arabic before Latin, made of its parts where the list has no whole one."""
    wholes = [people.column(field) for field in ("name_ar", "name", "name_en") if people.has(field)]
    parts = [people.column(field) for field in ("given", "father", "grandfather", "family_name")]
    return [
        next((name for name in names if name.strip()), "")
        or " ".join(filter(None, (part.strip() for part in pieces)))
        for names, pieces in zip(
            zip(*wholes, strict=True) if wholes else [()] * len(people), zip(*parts, strict=True), strict=True
        )
    ]


def chain(name: str) -> tuple[str, ...]:
    """The words of a name from the given name to the family, articles and what stands aside left out.

    >>> chain("سامي حسن (ابو عمر) النجار")
    ('سامي', 'حسن', 'نجار')
    """
    return tuple(_bare(word) for word in words_of(name) if not word.endswith(ASIDE))


def _bare(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= _WITH_ARTICLE:
            return word[len(article) :]
    return word


def _households(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A household is a father, his father and the family: of the children, and the father's own.

    >>> child, father = ("omar", "sami", "hasan", "najjar"), ("sami", "hasan", "adel", "najjar")
    >>> sorted(set(_households(child)) & set(_households(father)))
    [('sami', 'hasan', 'najjar')]
    """
    if len(words) < 3:
        return []
    own = (words[0], words[1], words[-1])
    return [own] if len(words) == 3 else [(words[1], words[2], words[-1]), own]


def _lines(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Descendants of one man: his grandchildren, his children and he himself share name and family."""
    if len(words) < 2:
        return []
    return [(ancestor, words[-1]) for ancestor in dict.fromkeys(words[: min(3, len(words) - 1)])]
