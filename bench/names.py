"""Names found, pairs scored a second, and a million in an index; beside rapidfuzz and jellyfish.

    names.py [accuracy] [pairs] [index]      without arguments all; the other sections' figures are kept

Seconds are CPU seconds of one thread, the best of several runs where the machine may be busy.
Exit code 1 when a promise is broken. The accuracy needs the shared data beside the checkout.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from measure import RESULTS, ROOT, keep
from people import People, million

SHARED = ROOT.parent / "shared"
NAMES = 1_000_000
#: The promises; a query is of effort usual, the default of a search, every word looked up anew.
PROMISES = {
    "recall_at_1_at_least": 0.95,
    "recall_at_10_at_least": 0.99,
    "linkage_recall_at_10_at_least": 0.97,
    "pairs_a_second_at_least": 3_000_000,
    "query_ms_at_most": 5.0,
    "load_s_at_most": 2.0,
    "build_s_at_most": 120.0,
}


def cpu(work: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds of the best run."""
    taken = []
    for _ in range(runs):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return min(taken)


def accuracy() -> dict[str, object]:
    """Both directions on the names kept apart, and the true partners of the linkage pairs."""
    scoring = SHARED / "scoring" / "names.py"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pairs = SHARED / "data" / "names" / "person_pairs.csv"
        subprocess.run([sys.executable, scoring, "prepare", pairs, work], check=True, stdout=sys.stderr)
        forth = compared(work / "queries.txt", work / "pool.txt", work)
        backwards(work)
        back = compared(work / "queries_back.txt", work / "pool_back.txt", work)
        truth = [
            (row[0], row[1]) for row in csv.reader((work / "truth.csv").open(encoding="utf8", newline=""))
        ]
        linkage = linked(work)
    return {
        "arabic_to_latin": recalls(truth, forth),
        "latin_to_arabic": recalls([(latin, arabic) for arabic, latin in truth], back),
        "linkage": linkage,
    }


def compared(queries: Path, pool: Path, work: Path) -> dict[str, list[str]]:
    """What ``tahqiq names`` finds: query → matches, best first."""
    out = work / "matches.csv"
    arguments = [sys.executable, "-m", "tahqiq", "names", queries, pool, "--out", out]
    subprocess.run(arguments, check=True, stdout=sys.stderr)
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(out.open(encoding="utf8", newline="")):
        found.setdefault(row["query"], []).append(row["match"])
    return found


def backwards(work: Path) -> None:
    """The other direction: every Latin name of the test part among all Arabic ones."""
    placeholders = set((work / "pool.txt").read_text("utf8").splitlines())
    rows = list(
        csv.DictReader((SHARED / "data" / "names" / "person_pairs.csv").open(encoding="utf8", newline=""))
    )
    arabic = sorted({row["name_ar"] for row in rows if row["name_latin"] in placeholders})
    latin = dict.fromkeys(
        row[1] for row in csv.reader((work / "truth.csv").open(encoding="utf8", newline=""))
    )
    (work / "queries_back.txt").write_text("\n".join(latin) + "\n", "utf8")
    (work / "pool_back.txt").write_text("\n".join(arabic) + "\n", "utf8")


def linked(work: Path) -> dict[str, float]:
    """The true partner among the ten most similar names of the other list, Arabic and names alone."""
    folder = SHARED / "data" / "linkage"
    left = {
        row["left_id"]: row["name_ar"] for row in csv.DictReader((folder / "left.csv").open(encoding="utf8"))
    }
    right = {
        row["right_id"]: row["name"] for row in csv.DictReader((folder / "right.csv").open(encoding="utf8"))
    }
    pairs = [
        (left[row["left_id"]], right[row["right_id"]])
        for row in csv.DictReader((folder / "truth.csv").open())
    ]
    (work / "queries_left.txt").write_text("\n".join(dict.fromkeys(one for one, _ in pairs)) + "\n", "utf8")
    (work / "pool_right.txt").write_text("\n".join(dict.fromkeys(right.values())) + "\n", "utf8")
    found = compared(work / "queries_left.txt", work / "pool_right.txt", work)
    hits = [other in found.get(one, []) for one, other in pairs]
    return {"pairs": len(pairs), "recall_at_10": round(statistics.mean(hits), 4)}


def recalls(truth: Sequence[tuple[str, str]], found: dict[str, list[str]]) -> dict[str, float]:
    """As scoring/names.py counts: a name is found if any of its right spellings is among the first k."""
    right: dict[str, set[str]] = {}
    for query, match in truth:
        right.setdefault(query, set()).add(match)
    rates = {
        k: statistics.mean(bool(right[query] & set(found.get(query, [])[:k])) for query in right)
        for k in (1, 10)
    }
    return {"names": len(right), "recall_at_1": round(rates[1], 4), "recall_at_10": round(rates[10], 4)}


def pairs() -> dict[str, object]:
    """Scored pairs a CPU second, one thread, invented full names; ours are Arabic against Latin."""
    import jellyfish
    from rapidfuzz import fuzz, process

    from tahqiq.language.names.compare import Asked, Pool, score_pairs

    people = People(7)
    persons = [people.person() for _ in range(20_000)]
    arabic, latin = [people.arabic(p) for p in persons], [people.latin(p) for p in persons]
    left, right = Pool.of(arabic), Pool.of(latin)
    rows = np.arange(len(persons))
    ones, others = np.repeat(rows[:1_000], 1_000), np.tile(rows[:1_000], 1_000)
    asked = Asked(right)
    rates: dict[str, float] = {}

    def ours() -> None:
        score_pairs(left, ones, right, others)

    def table() -> None:
        for name in arabic[:60]:
            asked.scores(name)

    ours()
    table()
    rates["score_pairs"] = len(ones) / cpu(ours)
    rates["asked"] = 60 * len(latin) / cpu(table)
    for name in ("WRatio", "token_sort_ratio", "ratio"):
        scorer = getattr(fuzz, name)
        work = lambda scorer=scorer: process.cdist(latin[:500], latin[500:1_000], scorer=scorer, workers=1)  # noqa: E731
        rates[f"rapidfuzz_{name}"] = 250_000 / cpu(work)
    some = [(one, other) for one in latin[:200] for other in latin[500:1_000]]
    work = lambda: [jellyfish.jaro_winkler_similarity(one, other) for one, other in some]  # noqa: E731
    rates["jellyfish_jaro_winkler"] = len(some) / cpu(work)
    return {"pairs_a_cpu_second": {name: round(rate) for name, rate in rates.items()}}


def index() -> dict[str, object]:
    """A million names: built, saved, opened and asked; what each effort finds of what all would."""
    from tahqiq.language.names.index import NameIndex

    names, asked = million(count=NAMES)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        began = time.process_time()
        made = NameIndex.of(names)
        built = time.process_time() - began
        words = made.words
        made.save(place)
        del made
        size = sum(path.stat().st_size for path in place.iterdir())
        loading = [loaded(place) for _ in range(3)]
        opened = NameIndex.open(place)
        random.Random(1).shuffle(asked)
        opened.search(asked[0])
        figures = {name: asking(opened, asked[:200], name) for name in ("quick", "usual", "thorough")}
        agreements(opened, asked[200:260], figures)
    return {
        "names": NAMES,
        "words": words,
        "build_cpu_s": round(built, 1),
        "on_disk_mb": round(size / 2**20),
        "load_wall_s": min(each["wall_s"] for each in loading),
        "load_cpu_s": min(each["cpu_s"] for each in loading),
        "memory_after_200_queries_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "efforts": figures,
    }


def loaded(place: Path) -> dict[str, float]:
    """Opening the index in a new process, every byte checked, and one answer, so that it is ready."""
    program = (
        "import sys, time; from pathlib import Path; wall, cpu = time.perf_counter(), time.process_time();"
        "from tahqiq.language.names.index import NameIndex; index = NameIndex.open(Path(sys.argv[1]));"
        "print(time.perf_counter() - wall, time.process_time() - cpu)"
    )
    done = subprocess.run([sys.executable, "-c", program, place], check=True, capture_output=True, text=True)
    wall, used = map(float, done.stdout.split())
    return {"wall_s": round(wall, 2), "cpu_s": round(used, 2)}


def asking(opened: object, asked: Sequence[str], effort: str) -> dict[str, float]:
    """Milliseconds a query, every word looked up anew (best of three), and with words remembered."""
    from tahqiq.language.names.searching import EFFORTS

    def once(query: str, *, forget: bool) -> float:
        if forget:
            opened.forget()
        return cpu(lambda: opened.search(query, effort=EFFORTS[effort]), runs=1)

    anew = [min(once(query, forget=True) for _ in range(3)) for query in asked]
    opened.forget()
    later = [once(query, forget=False) for query in asked]
    return {
        "mean_ms_words_anew": round(1e3 * statistics.mean(anew), 2),
        "p95_ms_words_anew": round(1e3 * float(np.percentile(anew, 95)), 2),
        "mean_ms": round(1e3 * statistics.mean(later), 2),
        "p95_ms": round(1e3 * float(np.percentile(later, 95)), 2),
    }


def agreements(opened: object, asked: Sequence[str], figures: dict[str, dict[str, float]]) -> None:
    """Of the names that comparing with all puts first, and first ten, how many each effort finds."""
    from tahqiq.language.names.searching import EFFORTS

    first, ten = dict.fromkeys(figures, 0.0), dict.fromkeys(figures, 0.0)
    for query in asked:
        all_ = opened.search(query, 200, effort=EFFORTS["full"])
        best = {match.row for match in all_ if match.score >= all_[0].score - 1e-3}
        good = {match.row for match in all_ if match.score >= all_[9].score - 1e-3}
        for effort in figures:
            rows = [match.row for match in opened.search(query, effort=EFFORTS[effort])]
            first[effort] += bool(best & set(rows[:1]))
            ten[effort] += len(good & set(rows)) / 10
    for effort, figure in figures.items():
        figure["recall_of_all_at_1"] = round(first[effort] / len(asked), 4)
        figure["recall_of_all_at_10"] = round(ten[effort] / len(asked), 4)


def broken(results: dict[str, object]) -> list[str]:
    """The promises that the figures break."""
    checks: list[tuple[str, float, bool]] = []
    if found := results.get("accuracy"):
        for way in ("arabic_to_latin", "latin_to_arabic"):
            checks.append(("recall_at_1_at_least", found[way]["recall_at_1"], True))
            checks.append(("recall_at_10_at_least", found[way]["recall_at_10"], True))
        checks.append(("linkage_recall_at_10_at_least", found["linkage"]["recall_at_10"], True))
    if found := results.get("pairs"):
        rate = max(found["pairs_a_cpu_second"][name] for name in ("score_pairs", "asked"))
        checks.append(("pairs_a_second_at_least", rate, True))
    if found := results.get("index"):
        checks.append(("query_ms_at_most", found["efforts"]["usual"]["mean_ms_words_anew"], False))
        checks.append(("load_s_at_most", found["load_wall_s"], False))
        checks.append(("build_s_at_most", found["build_cpu_s"], False))
    return [
        f"{name} {PROMISES[name]}: {value}"
        for name, value, least in checks
        if (value < PROMISES[name] if least else value > PROMISES[name])
    ]


SECTIONS: dict[str, Callable[[], dict[str, object]]] = {"accuracy": accuracy, "pairs": pairs, "index": index}


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "names.json"
    results = json.loads(before.read_text("utf-8")) if before.exists() else {}
    results = {section: results[section] for section in SECTIONS if section in results}
    for section in sys.argv[1:] or SECTIONS:
        results[section] = SECTIONS[section]()
    faults = broken(results)
    keep("names", {**results, "promises": PROMISES, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
