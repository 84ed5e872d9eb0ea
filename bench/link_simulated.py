"""Invented lists of known truth, linked and deduplicated beside stock Splink; calibration of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from link_peers import Scored, best_of_each, splink_pairs
from link_plot import reliability_plot
from link_scores import THRESHOLDS, Figures, bands, link_alone, scored
from measure import ROOT
from numpy.typing import NDArray

from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import dedupe, link
from tahqiq.link.testing import Simulated, simulate_febrl, simulate_febrl_pair, simulate_list, simulate_lists
from tahqiq.link.testing.casualties import Manner


def simulated() -> Figures:
    """Invented lists of known truth, linked and deduplicated, beside stock Splink; calibration of each."""
    made = {
        "casualties_link": simulate_lists(8_000),
        "casualties_link_no_ages": simulate_lists(8_000, manner=Manner(age=0.0)),
        "casualties_dedupe": simulate_list(20_000),
        "febrl_link": simulate_febrl_pair(5_000),
        "febrl_dedupe": simulate_febrl(8_000, 2_000),
    }
    found: dict[str, Figures] = {name: simulation(each) for name, each in made.items()}
    plot = {name.replace("_", " "): figures["reliability"] for name, figures in found.items()}
    (ROOT / "docs" / "link-reliability.svg").write_text(reliability_plot(plot), "utf-8")
    return dict(found)


def simulation(made: Simulated) -> Figures:
    """Ours and Splink's on one task."""
    linked = link(*made.lists, Wanted()) if len(made.lists) == 2 else dedupe(made.lists[0], Wanted())
    true = made.same(linked.pairs.left, linked.pairs.right)
    return {
        "records": [len(each) for each in made.lists],
        "true_pairs": made.true_pairs(),
        "candidates_hold": round(int(true.sum()) / made.true_pairs(), 4),
        "ours": of_links(linked, true, made) if len(made.lists) == 2 else of_clusters(linked.clusters, made),
        **({"ours_pairwise": pairwise(linked, true, made)} if len(made.lists) == 2 else {}),
        "splink": splink_on(made),
        "reliability": bands(linked, true),
    }


def of_links(linked: Linkage, true: NDArray[np.bool_], made: Simulated) -> Figures:
    """Links of two lists against the truth."""
    return scored(int((linked.linked & true).sum()), int(linked.linked.sum()), made.true_pairs())


def pairwise(linked: Linkage, true: NDArray[np.bool_], made: Simulated) -> Figures:
    """What two lists' pairs by themselves would have decided."""
    alone = link_alone(linked)
    return scored(int((alone & true).sum()), int(alone.sum()), made.true_pairs())


def of_clusters(clusters: Sequence[object], made: Simulated) -> Figures:
    """Every pair of records of one cluster against the truth, candidates or not."""
    _, of = np.unique(np.array(clusters), return_inverse=True)
    right = pairs_within(np.unique(np.stack([of, made.persons[0]], axis=1), axis=0, return_counts=True)[1])
    return scored(right, pairs_within(np.bincount(of)), made.true_pairs())


def pairs_within(sizes: NDArray[np.int64]) -> int:
    """How many pairs groups of these sizes hold."""
    return int((sizes * (sizes - 1) // 2).sum())


def splink_on(made: Simulated) -> Figures:
    """Stock Splink at its best threshold; clusters of one list are connected components, as it makes them."""
    pairs = splink_pairs(made.lists)
    found = {}
    for threshold in THRESHOLDS:
        if len(made.lists) == 2:
            left, right, _ = best_of_each(pairs, threshold)
            figures = scored(int(made.same(left, right).sum()), len(left), made.true_pairs())
        else:
            figures = components(made, pairs, threshold)
        found[threshold] = figures
    best = max(found, key=lambda threshold: float(str(found[threshold]["f1"])))
    return {**found[best], "threshold": best, "at_one_half": found[0.5]}


def components(made: Simulated, pairs: Scored, threshold: float) -> Figures:
    """Everybody who hangs together above a threshold is one person."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    left, right, probability = pairs
    kept = probability >= threshold
    n = len(made.lists[0])
    graph = coo_array((np.ones(int(kept.sum())), (left[kept], right[kept])), shape=(n, n))
    return of_clusters(connected_components(graph, directed=False)[1].tolist(), made)
