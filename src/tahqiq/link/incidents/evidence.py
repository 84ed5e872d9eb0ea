"""Pairs of reports with all the evidence for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.link.incidents.candidates import candidates
from tahqiq.link.incidents.factors import COMPARED, LABELS
from tahqiq.link.incidents.facts import Gathering, gather
from tahqiq.link.incidents.placing import placed
from tahqiq.link.incidents.reference import settings
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.sharing import VICTIM_LABELS, WORDING_LABELS, Passages, Victims
from tahqiq.link.incidents.weighing import weigh
from tahqiq.link.pairs import Pairs

Ints = NDArray[np.int64]

#: All that is compared, in the order shown.
COMPARISONS = (*COMPARED, "victims", "wording")
#: Rounds in which the prior is learned: it settles in three or four.
_ROUNDS = 5
_TELLING = COMPARED.index("telling")


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What can be said of any two of these reports.

    Attributes:
        gathering: the reports as arrays.
        victims, passages: what only some pairs share.
    """

    gathering: Gathering
    victims: Victims
    passages: Passages

    @classmethod
    def of(cls, reports: Sequence[Report], *, gazetteer: Gazetteer | None = None) -> Evidence:
        """Reports made ready to be compared."""
        gathering = gather(reports, placed(reports, gazetteer))
        return cls(gathering, Victims(reports), Passages(reports))

    def candidates(self) -> tuple[Ints, Ints]:
        """Pairs worth comparing (``candidates.candidates``)."""
        return candidates(self.gathering, self.victims, self.passages)

    def pairs(self, left: Ints, right: Ints) -> tuple[Pairs, NDArray[np.bool_]]:
        """The evidence of pairs, and which of them cannot be of one incident whatever else agrees."""
        levels, weights, barred = weigh(self.gathering.facts, left, right)
        self._replacing(left, right, levels, weights)
        named = self.victims.compare(left, right)
        worded = self.passages.compare(left, right)
        pairs = Pairs(
            left=left,
            right=right,
            comparisons=COMPARISONS,
            levels=np.column_stack([levels, named[0], worded[0]]).astype(np.int8),
            weights=np.column_stack([weights, named[1], worded[1]]),
            prior=self.gathering.prior,
            labels={**LABELS, "victims": VICTIM_LABELS, "wording": WORDING_LABELS},
        )
        return pairs, barred

    def learned(self, pairs: Pairs, barred: NDArray[np.bool_]) -> Evidence:
        """The same with the prior that these pairs speak for: how many companions a report has on the mean.

        Expectation and maximisation of the prior alone (Winkler 1988), from one companion, within bounds; a
        few reports hardly move it. Comparisons are not as independent as the model takes them, so what it
        expects is trusted by half.
        """
        prior, told = self.gathering.prior, settings()["companions"]
        weight = pairs.weight()[~barred] - prior
        for _ in range(_ROUNDS):
            expected = 2 * float((1 / (1 + np.exp2(-(weight + prior)))).sum())
            reports = len(self.gathering.events)
            companions = (expected + told["worth"]) / (reports + told["worth"])
            moved = float(np.log2(np.clip(companions, told["least"], told["most"])))
            prior = self.gathering.prior + float(told["trusted"]) * moved
        return replace(self, gathering=replace(self.gathering, prior=prior))

    def _replacing(
        self, left: Ints, right: Ints, levels: NDArray[np.int8], weights: NDArray[np.float64]
    ) -> None:
        """Where the one report says that it replaces the other."""
        older = self.gathering.facts.replaces
        rows = np.flatnonzero((older[left] == right) | (older[right] == left))
        levels[rows, _TELLING] = 2
        weights[rows, _TELLING] = float(settings()["telling"]["replaces"])


def said(pairs: Pairs, row: int) -> list[tuple[str, str, float]]:
    """What each comparison of one pair says: its name, the label of its level, its weight; the most first."""
    found = [
        (name, pairs.labels[name][level], float(weight))
        for name, level, weight in zip(
            pairs.comparisons, pairs.levels[row].tolist(), pairs.weights[row], strict=True
        )
        if level >= 0
    ]
    return sorted(found, key=lambda each: (-abs(each[2]), each[0]))


def reason(pairs: Pairs, row: int, *, most: int = 4) -> str:
    """The evidence of one pair in one line: 'the same day +5.1; the same place +4.0'."""
    return "; ".join(f"{label} {weight:+.1f}" for _, label, weight in said(pairs, row)[:most])
