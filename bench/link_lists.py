"""The real lists, and an early snapshot of one against all of it.

Both need the shared data beside the checkout. Truth there is incomplete: a left row without a match is 'not
matched by Airwars', and a link of it counts as wrong all the same (docs/link-truth.md).
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from link_peers import splink_pairs, token_sort
from link_scores import THRESHOLDS, Figures, Truth, bands, best_threshold, hits, link_alone, of_truth
from measure import ROOT
from numpy.typing import NDArray

from tahqiq.link.collective.beliefs import Field
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import link
from tahqiq.link.lists import RecordList
from tahqiq.link.reading import read_list
from tahqiq.link.referral import referred
from tahqiq.link.testing.slips import slipped

SHARED = ROOT.parent / "shared"
TOKEN_THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85)
SNAPSHOT = 6_747


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
