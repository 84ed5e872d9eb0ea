"""What people decided about pairs of records: kept line by line, withdrawn rather than erased.

A judgement says *match*, *not* or *unsure*, by whom, when and why. A later one by the same person about
the same pair stands in place of the earlier; *withdrawn* takes one's own back, and nobody else's. People who
contradict one another, or a chain that contradicts itself (A = B, B = C, A ≠ C), are reported and not used
until somebody withdraws: no machine decides between two people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.contradictions import Contradiction, Edge, contradictions
from tahqiq.link.lists import RecordList
from tahqiq.vocab import judgements as vocab
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id

FORMAT = "judgements/1"


class Said(StrEnum):
    """What a person can say of a pair; ``withdrawn`` takes back what they said before."""

    MATCH = "match"
    NOT = "not"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


_VERDICTS = {
    Said.MATCH: vocab.Verdict.SAME,
    Said.NOT: vocab.Verdict.DIFFERENT,
    Said.UNSURE: vocab.Verdict.UNSURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line of a file of judgements, with the records' own ids.

    Attributes:
        left: id of a record of the left list, or of the only one; ``right``: of the other record.
        said: the decision.
        by: who decided; never empty.
        at: when, UTC.
        why: in their words.
        lists: SHA-256 of the two files that were judged from; '' where nobody noted it.
        records: what the two records said then, as ``fingerprint`` gives it; '' likewise.
    """

    left: str
    right: str
    said: Said
    by: str
    at: datetime
    why: str = ""
    lists: tuple[str, str] = ("", "")
    records: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise BadInput(f"nobody signed the judgement of {self.left} and {self.right}", remedy="say who")
        if self.at.utcoffset() != UTC.utcoffset(None):
            raise ValueError("a judgement is stamped in UTC")

    def day(self) -> str:
        """The day, for people."""
        return self.at.date().isoformat()


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Judgements as the model takes them, as positions in the lists.

    Attributes:
        same: pairs that are one person, int64 (k, 2); ``different``: pairs that are not; ``unsure``: pairs a
            person looked at and left open, which bind nobody and are not asked again.
        disputed: pairs whose judgements contradict others; left to the machine, and said so.
        notes: what people must know, a line each: contradictions, records that changed since, unknown ids.
        standing: the judgements in force, by pair of positions, contradicted ones too.
    """

    same: NDArray[np.int64]
    different: NDArray[np.int64]
    unsure: NDArray[np.int64]
    disputed: NDArray[np.int64]
    notes: tuple[str, ...] = ()
    standing: Mapping[tuple[int, int], tuple[Judgement, ...]] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Settled:
        """Nobody judged anything."""
        empty = np.empty((0, 2), np.int64)
        return cls(empty, empty, empty, empty)

    def __len__(self) -> int:
        return sum(map(len, (self.same, self.different, self.unsure, self.disputed)))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements in force, in the order in which each person last spoke of each pair.

    >>> day = datetime(2026, 11, 23, tzinfo=UTC)
    >>> from dataclasses import replace
    >>> one = Judgement(left="a", right="b", said=Said.MATCH, by="Amal", at=day)
    >>> said = [one, replace(one, said=Said.NOT)]
    >>> [str(each.said) for each in standing(said)]
    ['not']
    >>> standing([*said, replace(one, said=Said.WITHDRAWN)])
    []
    """
    last: dict[tuple[str, str, str], Judgement] = {}
    for each in judgements:
        key = (each.left, each.right, each.by)
        last.pop(key, None)
        if each.said is not Said.WITHDRAWN:
            last[key] = each
    return list(last.values())


def settle(judgements: Sequence[Judgement], left: RecordList, right: RecordList | None = None) -> Settled:
    """What the judgements in force say of two lists, or of one list compared with itself.

    Args:
        judgements: in the order in which they were made.
        left: the one list; ``right``: the other, None where one list is compared with itself.

    Raises:
        BadInput: there are judgements, and not one names records of these lists.
    """
    if not judgements:
        return Settled.none()
    other = left if right is None else right
    placed, unknown = _placed(standing(judgements), left, other, alone=right is None)
    if unknown and not placed:
        raise BadInput(
            f"no judgement names records of these lists (the first: {_pair(unknown[0])})",
            remedy="are these the lists that were judged, in this order?",
        )
    found = contradictions(_edges(placed, alone=right is None), (left.distinct, other.distinct))
    notes = [_contradicted(each, placed, left, other) for each in found]
    notes += _changes(placed, left, other)
    notes += [_unknown(unknown)] if unknown else []
    return _settled(placed, {pair for each in found for pair in each.pairs}, notes)


def fingerprint(record_list: RecordList, position: int) -> str:
    """What a record says, in 16 hexadecimal digits of a SHA-256: another when any cell of it changes."""
    cells = {name: record_list.column(name)[position] for name in record_list.table.column_names}
    return fingerprint_of({name: cell for name, cell in cells.items() if cell})


def fingerprint_of(cells: Mapping[str, str]) -> str:
    """The fingerprint of named cells, empty ones left out.

    >>> fingerprint_of({"name": "Ali"}) == fingerprint_of({"name": "Omar"})
    False
    """
    spelled = json.dumps(dict(cells), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(spelled.encode()).hexdigest()[:16]


def as_vocabulary(judgement: Judgement, left_source: str, right_source: str) -> vocab.Judgement:
    """The same for the casebook, whose records have UUIDs made of their source and their own id.

    Args:
        left_source: the source that ``import`` knows the left list by; ``right_source``: the right.

    Raises:
        ValueError: it is a withdrawal, which is no judgement of its own.
    """
    if judgement.said is Said.WITHDRAWN:
        raise ValueError("a withdrawal is no judgement")
    return vocab.Judgement(
        left=imported_id(left_source, judgement.left),
        right=imported_id(right_source, judgement.right),
        verdict=_VERDICTS[judgement.said],
        by=judgement.by,
        at=judgement.at,
        reason=judgement.why,
    )


_Placed = dict[tuple[int, int], list[Judgement]]


def _placed(
    judgements: Sequence[Judgement], left: RecordList, right: RecordList, *, alone: bool
) -> tuple[_Placed, list[Judgement]]:
    """Judgements by the positions of their records, and those of records that are not here."""
    lefts = {name: at for at, name in enumerate(left.ids)}
    rights = lefts if alone else {name: at for at, name in enumerate(right.ids)}
    placed: _Placed = {}
    unknown = []
    for each in judgements:
        one, other = lefts.get(each.left), rights.get(each.right)
        if one is None or other is None or (alone and one == other):
            unknown.append(each)
            continue
        pair = (min(one, other), max(one, other)) if alone else (one, other)
        placed.setdefault(pair, []).append(each)
    return placed, unknown


def _edges(placed: _Placed, *, alone: bool) -> list[Edge]:
    """Every judgement that binds, as an edge between records; the two lists are sides 0 and 1."""
    side = 0 if alone else 1
    return [
        Edge((0, one), (side, other), same=each.said is Said.MATCH)
        for (one, other), said in placed.items()
        for each in said
        if each.said is not Said.UNSURE
    ]


def _settled(placed: _Placed, disputed: set[tuple[int, int]], notes: Sequence[str]) -> Settled:
    kinds: dict[str, list[tuple[int, int]]] = {str(each): [] for each in Said}
    contested_pairs: list[tuple[int, int]] = []
    for pair, said in sorted(placed.items()):
        binding = [str(each.said) for each in said if each.said is not Said.UNSURE]
        (contested_pairs if pair in disputed else kinds[binding[0] if binding else "unsure"]).append(pair)
    same, different, unsure, disputed_pairs = (
        np.array(pairs, np.int64).reshape(-1, 2)
        for pairs in (kinds["match"], kinds["not"], kinds["unsure"], contested_pairs)
    )
    standing_by_pair = {pair: tuple(said) for pair, said in placed.items()}
    return Settled(same, different, unsure, disputed_pairs, tuple(notes), standing_by_pair)


def _contradicted(found: Contradiction, placed: _Placed, left: RecordList, right: RecordList) -> str:
    """One line: who said what, why it cannot all be so, and that none of it is used."""
    signs = {Said.MATCH: "=", Said.NOT: "≠"}
    said = "; ".join(
        f"{left.ids[one]} {signs[each.said]} {right.ids[other]} ({each.by}, {each.day()})"
        for one, other in found.pairs
        for each in placed[one, other]
        if each.said is not Said.UNSURE
    )
    held = "" if found.twice is None else (left.name, right.name)[found.twice]
    although = f", although {held} is taken to hold nobody twice" if held else ""
    return f"judgements contradict one another: {said}{although}; none is used until one is withdrawn"


def _changes(placed: _Placed, left: RecordList, right: RecordList) -> list[str]:
    """A line for records that say something else than when they were judged."""
    changed = [
        each
        for (one, other), said in placed.items()
        for each in said
        if any(
            noted and noted != fingerprint(records, at)
            for noted, records, at in zip(
                _in_order(each, left, one), (left, right), (one, other), strict=True
            )
        )
    ]
    if not changed:
        return []
    return [
        f"{_many(changed)} made when a record said something else (the first: {_pair(changed[0])}); "
        "used as they stand: look at them again"
    ]


def _in_order(judgement: Judgement, left: RecordList, one: int) -> tuple[str, str]:
    """The noted fingerprints in the order of the positions, which a list compared with itself may turn."""
    first, second = judgement.records
    return (first, second) if left.ids[one] == judgement.left else (second, first)


def _unknown(unknown: Sequence[Judgement]) -> str:
    return f"{_many(unknown)} about records that are not in these lists (the first: {_pair(unknown[0])})"


def _many(judgements: Sequence[Judgement]) -> str:
    return "1 judgement was" if len(judgements) == 1 else f"{len(judgements):,} judgements were"


def _pair(judgement: Judgement) -> str:
    return f"{judgement.left[:40]} and {judgement.right[:40]}, {judgement.by[:40]}, {judgement.day()}"
