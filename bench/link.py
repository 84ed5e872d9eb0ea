"""How right linking is, beside stock Splink and token sort: the real lists, two snapshots, invented lists.

    link.py [lists] [snapshots] [simulated]

``lists`` and ``snapshots`` need the shared data beside the checkout. Truth there is incomplete: a left row
without a match is 'not matched by Airwars', and a link of it counts as wrong all the same
(docs/link-truth.md).
``simulated`` draws the reliability plot of docs/link-reliability.svg. Exits 1 when a promise is broken.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pyarrow as pa
from link_peers import Scored, best_of_each, splink_pairs, token_sort
from link_plot import reliability_plot
from measure import RESULTS, ROOT, keep
from numpy.typing import NDArray

from tahqiq.link.assignment import assignment
from tahqiq.link.calibration import reliability
from tahqiq.link.collective.agreeing import agree
from tahqiq.link.collective.beliefs import Field
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import dedupe, link
from tahqiq.link.lists import RecordList
from tahqiq.link.reading import read_list
from tahqiq.link.referral import referred
from tahqiq.link.revising import without
from tahqiq.link.testing import Simulated, simulate_febrl, simulate_febrl_pair, simulate_list, simulate_lists
from tahqiq.link.testing.casualties import Manner
from tahqiq.link.testing.slips import slipped

SHARED = ROOT.parent / "shared"
PROMISES = {
    "lists_f1_at_least": 0.93,
    "snapshots_f1_at_least": 0.99,
    "top_band_points_at_most": 3.0,
}
#: Splink decides by itself nothing; it is given the best of these thresholds.
THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
TOKEN_THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85)
SNAPSHOT = 6_747
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


def lists() -> Figures:
    """Killed rows of the left list: every way of deciding, and halves of the incidents by themselves."""
    with tempfile.TemporaryDirectory() as folder:
        left, right, truth = prepared(Path(folder))
    found = link(left, right, Wanted())
    alone = link_alone(found)
    names_alone = link(left, right, Wanted(refer=False))
    peers = splink_pairs((left, right)), token_sort((left, right), least=60.0)
    halves = [link(half, right, Wanted()) for half in incident_halves(left)]
    samples = [link(sample, right, Wanted()) for sample in incident_samples(left)]
    return {
        "records": [len(left), len(right)],
        "true": len(truth),
        "ours": of_truth(found, found.linked, truth),
        "ours_pairwise": of_truth(found, alone & ~refused(found), truth),
        "ours_names_alone": of_truth(names_alone, names_alone.linked, truth),
        "ours_pairwise_names_alone": of_truth(found, alone, truth),
        "ours_half_the_incidents": [of_truth(half, half.linked, truth) for half in halves],
        "ours_small_samples": [
            {**of_truth(each, each.linked, truth), "records": len(each.lists[0])} for each in samples
        ],
        "referred": int(found.referred.sum()),
        "splink": best_threshold(peers[0], (left, right), truth, THRESHOLDS),
        "token_sort": best_threshold(peers[1], (left, right), truth, TOKEN_THRESHOLDS),
        "reliability_of_decided": bands(found, hits(found, truth), found.linked),
    }


def prepared(work: Path) -> tuple[RecordList, RecordList, Truth]:
    """The two lists as scoring/link.py prepares them, and which killed rows go together."""
    source = SHARED / "data" / "linkage"
    words = [sys.executable, str(SHARED / "scoring" / "link.py"), "prepare", str(source), str(work)]
    subprocess.run(words, check=True)
    left, right = read_list(work / "left.csv"), read_list(work / "right.csv")
    with (source / "truth.csv").open(encoding="utf8", newline="") as file:
        truth = {row["left_id"]: row["right_id"] for row in csv.DictReader(file)}
    listed = set(left.ids)
    return left, right, {one: other for one, other in truth.items() if one in listed}


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


def refused(found: Linkage) -> NDArray[np.bool_]:
    """Pairs that only a name speaks for, and are a person's to decide."""
    sizes = (len(found.lists[0]), len(found.lists[-1]))
    field = Field(found.pairs.left, found.pairs.right, sizes)
    chances = field.found(found.probability), field.taken(found.probability)
    return referred(found.ends, chances, found.pairs, np.zeros(len(found.pairs), np.int8))


def incident_halves(left: RecordList) -> list[RecordList]:
    """The left list in two, whole incidents at random: each is as unseen to the other's learning."""
    incidents = np.array(left.column("incident"))
    names = np.unique(incidents)
    chosen = np.random.default_rng(1).permutation(names)[: len(names) // 2]
    within = np.isin(incidents, chosen)
    return [part(left, rows) for rows in (np.flatnonzero(within), np.flatnonzero(~within))]


def incident_samples(left: RecordList) -> list[RecordList]:
    """Ten small samples of the left list: one in seven of its incidents at random, or one in seventeen."""
    incidents = np.array(left.column("incident"))
    names = np.unique(incidents)
    samples = []
    for seed in range(1, 6):
        order = np.random.default_rng(seed).permutation(names)
        for share in (0.15, 0.06):
            chosen = np.isin(incidents, order[: int(len(names) * share)])
            samples.append(part(left, np.flatnonzero(chosen)))
    return samples


def part(people: RecordList, rows: NDArray[np.int64]) -> RecordList:
    """Some records of a list."""
    ids = [people.ids[row] for row in rows.tolist()]
    return RecordList(
        people.name, people.path, ids, people.table.take(pa.array(rows)), people.columns, people.distinct, {}
    )


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


def snapshots() -> Figures:
    """An early snapshot of the right list: 6,747 of its people, written a little differently, against all.

    One in thirty was taken off since; names and dates are mistaken or missing here and there.
    """
    right = read_list(SHARED / "data" / "linkage" / "right.csv")
    random = np.random.default_rng(1)
    rows = random.permutation(len(right))[:SNAPSHOT]
    early = earlier(right, rows, random)
    off = set(random.permutation(rows)[: SNAPSHOT // 30].tolist())
    now = part(right, np.array([row for row in range(len(right)) if row not in off]))
    truth = {one: one.removeprefix("E") for one in early.ids if int(one.removeprefix("EM")) not in off}
    listed = set(now.ids)
    truth = {one: other for one, other in truth.items() if other in listed}
    found = link(early, now, Wanted())
    return {
        "records": [len(early), len(now)],
        "true": len(truth),
        "ours": of_truth(found, found.linked, truth),
        "splink": best_threshold(splink_pairs((early, now)), (early, now), truth, THRESHOLDS),
    }


def earlier(right: RecordList, rows: NDArray[np.int64], random: np.random.Generator) -> RecordList:
    """People of the list as an earlier snapshot may have had them."""
    taken = part(right, rows).table
    count = len(rows)
    names = [cell.as_py() for cell in taken.column("name")]
    loose = random.random(count) < 0.3
    names = [
        name.replace("ة", "ه").replace("ى", "ي") if often else name
        for name, often in zip(names, loose, strict=True)
    ]
    short = random.random(count) < 0.03
    names = [" ".join((*name.split()[:2], name.split()[-1])) if cut and len(name.split()) > 3 else name
             for name, cut in zip(names, short, strict=True)]  # fmt: skip
    columns = {
        "name": slipped(random, pa.array(names), 0.03),
        "birth": _lost(random, slipped(random, taken.column("birth").combine_chunks(), 0.01), 0.03),
        "sex": _lost(random, taken.column("sex").combine_chunks(), 0.01),
        "age": _lost(random, taken.column("age").combine_chunks(), 0.03),
    }
    ids = [f"E{right.ids[row]}" for row in rows.tolist()]
    table = pa.table({"id": ids, **columns})
    return RecordList("early", "early.csv", ids, table, {name: name for name in table.column_names}, True, {})


def _lost(random: np.random.Generator, cells: pa.Array, share: float) -> pa.Array:
    gone = pa.array(random.random(len(cells)) < share)
    return pa.compute.if_else(gone, pa.scalar(""), cells)


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


def broken(results: dict[str, Figures]) -> list[str]:
    """The promises that the figures break."""
    faults = []
    for section, promise in (("lists", "lists_f1_at_least"), ("snapshots", "snapshots_f1_at_least")):
        f1 = results.get(section, {}).get("ours", {"f1": 1.0})["f1"]  # type: ignore[index]
        if f1 < PROMISES[promise]:
            faults.append(f"{promise} {PROMISES[promise]}: {f1}")
    for task, figures in results.get("simulated", {}).items():
        if figures["ours"]["f1"] < figures["splink"]["f1"]:  # type: ignore[index]
            faults.append(f"{task}: F1 {figures['ours']['f1']} below Splink's {figures['splink']['f1']}")  # type: ignore[index]
        top = figures["reliability"][-1]  # type: ignore[index]
        if abs(100 * (top["true"] - top["given"])) > PROMISES["top_band_points_at_most"]:
            faults.append(f"{task}: of pairs given {top['given']:.3f}, {top['true']:.3f} are true")
    return faults


SECTIONS: dict[str, Callable[[], Figures]] = {"lists": lists, "snapshots": snapshots, "simulated": simulated}


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "link.json"
    kept = json.loads(before.read_text("utf-8")) if before.exists() else {}
    results = {section: kept[section] for section in SECTIONS if section in kept}
    for section in sys.argv[1:] or SECTIONS:
        results[section] = SECTIONS[section]()
    faults = broken(results)
    keep("link", {**results, "promises": PROMISES, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
