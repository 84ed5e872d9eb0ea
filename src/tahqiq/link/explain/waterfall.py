"""The waterfall of evidence of one pair (after Splink's chart of that name), as plain values.

Evidence is counted in bits: the log2 Bayes factor of an outcome, so that each bit doubles the odds that the
two records are one person (Fellegi and Sunter 1969, *JASA* 64, 1183-1210). The prior, the bits of every
comparison and of everything known beside the pair add up to the total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from tahqiq.link.explain.wordings import comparison_wording, outcome_wording
from tahqiq.link.pairs import MISSING, Pairs
from tahqiq.vocab.wording import Language

#: Less than this many bits tell nothing worth a line.
_SILENT = 0.005


@dataclass(frozen=True, slots=True)
class Step:
    """What one comparison tells of a pair.

    Attributes:
        comparison: its name, '' for the prior.
        level: which of its outcomes; -1 where a record is silent.
        bits: log2 Bayes factor; above 0 it speaks for one person.
        before: bits before this step, prior included; ``after``: with it.
        wording: what the outcome means, an English message.
    """

    comparison: str
    level: int
    bits: float
    before: float
    after: float
    wording: str

    def title(self, language: Language) -> str:
        """What is compared, in words."""
        return comparison_wording(self.comparison, language)

    def sentence(self, language: Language) -> str:
        """The outcome in words."""
        return outcome_wording(self.wording, language)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All the evidence of one pair; ``total`` is the sum of the prior and every step.

    Attributes:
        left: id of the one record; ``right``: of the other.
        steps: the prior, then the comparisons in their order.
        total: log2 odds that the two are one person, from the evidence of the pair.
        probability: after everything, the competition of other pairs too; as in the file of links.
    """

    left: str
    right: str
    steps: tuple[Step, ...]
    total: float
    probability: float

    def plain(self) -> dict[str, Any]:
        """The same for JSON, bits to the hundredth."""
        return {
            "left_id": self.left,
            "right_id": self.right,
            "prior": round(self.steps[0].bits, 2),
            "evidence": [
                {
                    "comparison": step.comparison,
                    "level": step.level,
                    "outcome": step.wording,
                    "bits": round(step.bits, 2),
                }
                for step in self.steps[1:]
            ],
            "total": round(self.total, 2),
            "probability": round(self.probability, 4),
        }


def waterfall(
    pairs: Pairs, row: int, ids: tuple[Sequence[str], Sequence[str]], probability: float | None = None
) -> Waterfall:
    """The waterfall of one pair.

    Args:
        pairs: evidence, with what families and incidents add as comparisons of their own.
        row: which pair.
        ids: the records' ids, of the left and of the right list.
        probability: as decided; None for what the pair's own evidence gives.

    >>> import numpy as np
    >>> one = np.zeros(1, np.int64)
    >>> levels, weights = np.array([[0, -1]], np.int8), np.array([[9.0, 0.0]])
    >>> labels = {"name": ("alike",), "age": ("same",)}
    >>> pairs = Pairs(one, one, ("name", "age"), levels, weights, -8.0, labels)
    >>> found = waterfall(pairs, 0, (["a"], ["b"]))
    >>> [(step.comparison, step.bits, step.after) for step in found.steps]
    [('', -8.0, -8.0), ('name', 9.0, 1.0), ('age', 0.0, 1.0)]
    >>> found.total, round(found.probability, 2)
    (1.0, 0.67)
    """
    bits = [pairs.prior, *(float(each) for each in pairs.weights[row])]
    sums = list(accumulate(bits))
    levels = [0, *(int(each) for each in pairs.levels[row])]
    wordings = [
        "Two records taken at random",
        *(
            _wording(pairs.labels, name, level)
            for name, level in zip(pairs.comparisons, levels[1:], strict=True)
        ),
    ]
    named = ("", *pairs.comparisons)
    steps = tuple(
        Step(name, level, each, after - each, after, wording)
        for name, level, each, after, wording in zip(named, levels, bits, sums, wordings, strict=True)
    )
    own = float(pairs.take(np.array([row])).probability()[0]) if probability is None else probability
    left, right = int(pairs.left[row]), int(pairs.right[row])
    return Waterfall(ids[0][left], ids[1][right], steps, sums[-1], own)


def telling(steps: Sequence[Step]) -> list[Step]:
    """The steps worth a line: the prior, and what tells something."""
    return [step for step in steps if not step.comparison or abs(step.bits) >= _SILENT]


def _wording(labels: Mapping[str, tuple[str, ...]], comparison: str, level: int) -> str:
    if level == MISSING:
        return "One of the records does not say"
    return labels[comparison][level]
