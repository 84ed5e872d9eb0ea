"""How right links are, what pairs alone would have decided, and a peer's links at its best threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from link_peers import Scored, best_of_each
from numpy.typing import NDArray

from tahqiq.link.assignment import assignment
from tahqiq.link.calibration import reliability
from tahqiq.link.collective.agreeing import agree
from tahqiq.link.linkage import Linkage
from tahqiq.link.lists import RecordList
from tahqiq.link.revising import without

#: Splink decides by itself nothing; it is given the best of these thresholds.
THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
Figures = dict[str, object]
Truth = dict[str, str]


def scored(right: int, decided: int, true: int) -> Figures:
    """Precision, recall and F1 of so many right links among those decided."""
    precision, recall = right / max(1, decided), right / max(1, true)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "links": decided,
    }


def hits(found: Linkage, truth: Truth) -> NDArray[np.bool_]:
    """Whether each pair is in the truth."""
    left, right = found.ends
    pairs = zip(found.pairs.left.tolist(), found.pairs.right.tolist(), strict=True)
    return np.array([truth.get(left.ids[one]) == right.ids[other] for one, other in pairs], np.bool_)


def of_truth(found: Linkage, linked: NDArray[np.bool_], truth: Truth) -> Figures:
    """As scoring/link.py counts; truth of rows that are not on the left list is left out."""
    listed = set(found.lists[0].ids)
    true = sum(one in listed for one in truth)
    return scored(int((hits(found, truth) & linked).sum()), int(linked.sum()), true)


def link_alone(found: Linkage) -> NDArray[np.bool_]:
    """What the pairs' own evidence would have decided, with partners competing and nothing else."""
    own = without(found.pairs, "kind", "relatives", "rivals")
    chances = agree(*found.ends, own, collective=False).probability
    return assignment(own.left, own.right, np.log2(chances) - np.log2(1 - np.minimum(chances, 1 - 1e-12)))


def best_threshold(
    pairs: Scored, lists: tuple[RecordList, RecordList], truth: Truth, thresholds: Sequence[float]
) -> Figures:
    """The best F1 that any threshold gives, which is chosen by the truth itself: more than a user could."""
    found = {}
    for threshold in thresholds:
        left, right, _ = best_of_each(pairs, threshold)
        ends = zip(left.tolist(), right.tolist(), strict=True)
        right_links = sum(truth.get(lists[0].ids[one]) == lists[1].ids[other] for one, other in ends)
        found[threshold] = scored(right_links, len(left), len(truth))
    best = max(found, key=lambda threshold: float(str(found[threshold]["f1"])))
    return {**found[best], "threshold": best, "at_one_half": found.get(0.5)}


def bands(
    found: Linkage, true: NDArray[np.bool_], rows: NDArray[np.bool_] | None = None
) -> list[dict[str, object]]:
    """The reliability table of some pairs."""
    kept = np.ones(len(true), np.bool_) if rows is None else rows
    return [asdict(band) for band in reliability(found.probability[kept], true[kept])]
