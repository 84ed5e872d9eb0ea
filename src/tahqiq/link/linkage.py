"""What linking is asked to do, and what it finds: plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.asking import Question
from tahqiq.link.engines import Engine
from tahqiq.link.explain.standing import SURE
from tahqiq.link.judgements import Judgement, Settled
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs
from tahqiq.vocab.wording import some


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to do.

    Attributes:
        engine: what compares.
        judgements: what people decided, in the order in which they did.
        ask: how many pairs to propose for judging.
        draws: how many ways of linking to sample.
        seed: of all chance.
        threshold: the least probability of a link that is decided.
        refer: whether pairs that only a name speaks for are left to people, where that is telling
            (``referral``).
    """

    engine: Engine = "duckdb"
    judgements: Sequence[Judgement] = ()
    ask: int = 0
    draws: int = 0
    seed: int = 1
    threshold: float = 0.5
    refer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linkage:
    """What was found.

    Attributes:
        lists: the left and the right list; one of them where records of one list were compared.
        pairs: every pair compared, with the evidence of its neighbours and of people.
        probability: of each pair, after everything (n,).
        linked: whether each pair is a decided link (n,); within one list, of one cluster.
        referred: whether each pair would be a link, and is left to people to decide (n,).
        settled: what people judged.
        asked: the pairs most worth judging, best first.
        clusters: the cluster of each record, of the left list and then of the right, named after the first
            of its records; probabilities beside them in ``belonging``.
        drawn: sampled clusterings (draws, records); None where none were asked for.
        gain: links that evidence of families, incidents and rivals adds, and takes away.
    """

    lists: tuple[RecordList, ...]
    pairs: Pairs
    probability: NDArray[np.float64]
    linked: NDArray[np.bool_]
    referred: NDArray[np.bool_]
    settled: Settled
    asked: Sequence[Question] = ()
    clusters: Sequence[str] = ()
    belonging: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    drawn: NDArray[np.int64] | None = None
    gain: tuple[int, int] = (0, 0)
    held_back: int = 0

    @property
    def ends(self) -> tuple[RecordList, RecordList]:
        """The lists that the two ends of a pair are positions in."""
        return self.lists[0], self.lists[-1]

    @property
    def alone(self) -> bool:
        """Whether one list was compared with itself."""
        return len(self.lists) == 1

    def record_ids(self) -> list[str]:
        """An id for every record; ``list:id`` where two lists use the same ids."""
        ids = [one for each in self.lists for one in each.ids]
        if len(set(ids)) == len(ids):
            return ids
        return [f"{each.name}:{one}" for each in self.lists for one in each.ids]

    def notes(self) -> list[str]:
        """What people must know: rows that were left out, and judgements that could not be used."""
        left_out = [
            f"{each.name}: {n:,} rows of status {status} are outside what the lists cover"
            for each in self.lists
            for status, n in each.left_out.items()
        ]
        held_back = [f"{self.held_back:,} clusters were kept apart: together they would be too large"]
        referred = [
            f"{int(self.referred.sum()):,} likely pairs are left to people: a name alone speaks for them, "
            "and records that say no more are found far less often than the others"
        ]
        return [
            *left_out,
            *(held_back if self.held_back else []),
            *(referred if self.referred.any() else []),
            *self.settled.notes,
        ]

    def figures(self) -> dict[str, Any]:
        """Counts of what was compared and decided, for a program."""
        found: dict[str, Any] = {
            "records": {each.name: len(each) for each in self.lists},
            "columns": {each.name: dict(each.columns) for each in self.lists},
            "pairs": len(self.pairs),
            "judged": len(self.settled),
            "questions": len(self.asked),
            "draws": 0 if self.drawn is None else len(self.drawn),
        }
        if self.alone:
            return {**found, "people": len(set(self.clusters)), "repeated": self._repeated()}
        links = {"links": int(self.linked.sum()), "referred": int(self.referred.sum())}
        return {**found, **links, "gained": self.gain[0], "lost": self.gain[1]}

    def sentence(self) -> str:
        """What was found, in one line."""
        sizes = " and ".join(f"{len(each):,} of {each.name}" for each in self.lists)
        if self.alone:
            people, repeated = len(set(self.clusters)), self._repeated()
            belong = some(repeated, "record belongs", "records belong")
            return f"{some(people, 'person', 'people')} among {sizes}; {belong} with another"
        sure = int((self.linked & (self.probability >= SURE)).sum())
        links = some(int(self.linked.sum()), "link", "links")
        return f"{links} between {sizes}, {sure:,} of them with a probability of {SURE} or more"

    def _repeated(self) -> int:
        """How many records share their cluster."""
        sizes = Counter(self.clusters)
        return sum(sizes[name] > 1 for name in self.clusters)
