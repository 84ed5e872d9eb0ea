"""What fifty judgements are worth: F1 of the decided links as questions are answered by the truth.

The truth is incomplete: a left row that it does not name is 'not matched', not a proven non-match. Two
people therefore answer: *strict* says *not* to whatever the truth does not hold, *honest* says *unsure* where
neither record is in the truth. Beside the questions picked by the active mode stand as many picked at random
among candidates in doubt, and as many of the most doubtful. Exit code 1 when a promise is broken. Needs the
shared data beside the checkout.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from measure import ROOT, keep

from tahqiq.link.asking import Question
from tahqiq.link.judgements import Judgement, Said
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import link
from tahqiq.link.lists import RecordList
from tahqiq.link.reading import read_list

SHARED = ROOT.parent / "shared"
BUDGET = 50
DAY = datetime(2031, 1, 1, tzinfo=UTC)
Truth = dict[str, str]
Pick = Callable[[Linkage, set[int], int], Sequence[int]]


def prepared(work: Path) -> tuple[RecordList, RecordList, Truth]:
    """The two lists, and which rows go together."""
    source = SHARED / "data" / "linkage"
    words = [sys.executable, str(SHARED / "scoring" / "link.py"), "prepare", str(source), str(work)]
    subprocess.run(words, check=True)
    left, right = (read_list(work / f"{side}.csv", covers="killed") for side in ("left", "right"))
    with (source / "truth.csv").open(encoding="utf8", newline="") as file:
        truth = {row["left_id"]: row["right_id"] for row in csv.DictReader(file)}
    return left, right, {one: other for one, other in truth.items() if one in set(left.ids)}


def scored(found: Linkage, truth: Truth) -> dict[str, float]:
    """Precision, recall and F1 as scoring/link.py counts them."""
    left, right = found.ends
    rows = np.flatnonzero(found.linked & (found.probability >= 0.5))
    pairs = zip(found.pairs.left[rows].tolist(), found.pairs.right[rows].tolist(), strict=True)
    links = {left.ids[one]: right.ids[other] for one, other in pairs}
    hits = sum(truth.get(one) == other for one, other in links.items())
    precision, recall = hits / max(1, len(links)), hits / len(truth)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "links": len(links),
    }


def answered(found: Linkage, row: int, truth: Truth, *, strict: bool) -> Judgement:
    """What the truth says of a pair."""
    left, right = found.ends
    one, other = left.ids[found.pairs.left[row]], right.ids[found.pairs.right[row]]
    known = one in truth or other in set(truth.values())
    said = Said.MATCH if truth.get(one) == other else Said.NOT if strict or known else Said.UNSURE
    return Judgement(left=one, right=other, said=said, by="truth", at=DAY)


def active(found: Linkage, done: set[int], n: int) -> Sequence[int]:
    """The questions that the room itself picks."""
    asked: Sequence[Question] = found.asked
    return [each.row for each in asked if each.row not in done][:n]


def doubtful(found: Linkage, done: set[int], n: int) -> Sequence[int]:
    """The most doubtful, whatever else is asked."""
    order = np.argsort(np.abs(found.probability - 0.5), kind="stable")
    return [row for row in order.tolist() if row not in done][:n]


def haphazard(found: Linkage, done: set[int], n: int) -> Sequence[int]:
    """Any pairs in doubt."""
    rows = np.flatnonzero((found.probability > 0.02) & (found.probability < 0.98))
    return np.random.default_rng(1).permutation(rows).tolist()[:n]


def course(
    lists: tuple[RecordList, RecordList], truth: Truth, pick: Pick, *, rounds: int, strict: bool
) -> list[dict[str, float]]:
    """F1 before the first question and after each round."""
    judged: list[Judgement] = []
    scores = []
    done: set[int] = set()
    for number in range(rounds + 1):
        found = link(*lists, Wanted(judgements=judged, ask=BUDGET))
        scores.append({"judged": len(judged), **scored(found, truth)})
        if number < rounds:
            rows = pick(found, done, BUDGET // rounds)
            done |= set(rows)
            judged += [answered(found, row, truth, strict=strict) for row in rows]
    return scores


#: How questions are picked, in how many rounds, and who answers.
COURSES: tuple[tuple[Pick, int, bool], ...] = (
    (active, 1, True),
    (active, 5, True),
    (active, 1, False),
    (doubtful, 1, True),
    (haphazard, 1, True),
)
#: F1 after fifty questions of the active mode, and how much worse than before it may be.
LEAST, WORSE = 0.93, 0.002


def main() -> int:
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        left, right, truth = prepared(Path(folder))
        found = {
            f"{pick.__name__}, {rounds} rounds, {'strict' if strict else 'honest'}": course(
                (left, right), truth, pick, rounds=rounds, strict=strict
            )
            for pick, rounds, strict in COURSES
        }
    keep("link_active", {"cpu_s": round(time.process_time() - began, 1), "courses": found})
    ended = [each for name, each in found.items() if name.startswith("active")]
    return int(any(each[-1]["f1"] < max(LEAST, each[0]["f1"] - WORSE) for each in ended))


if __name__ == "__main__":
    sys.exit(main())
