"""Made-up reports with known truth (``link.incidents.testing``), beside naive keys; and 100,000 for scale."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tahqiq.link.incidents.finding import Incidents, find_incidents
from tahqiq.link.incidents.origins import speaker_of
from tahqiq.link.incidents.report import Report, Role
from tahqiq.link.incidents.testing import Manner, Simulated, simulate_reports


def made_up() -> dict[str, object]:
    """Known truth: three worlds, beside keys that a careful person might sort by, and beside chaining."""
    worlds = [simulate_reports(1_500, manner=Manner(days=500, towns=40), seed=seed) for seed in (1, 2, 3)]
    runs = [(made, find_incidents(made.reports)) for made in worlds]
    return {
        "reports": [len(made.reports) for made in worlds],
        "tahqiq": _mean([_score(_truths(*run), run[1].of.tolist()) for run in runs]),
        "same_day_and_place_as_written": _mean([_by_key(*run, _day_and_place) for run in runs]),
        "same_day_and_place_matched_across_scripts": _mean([_by_key(*run, _day_and_name) for run in runs]),
        "same_day_and_toll": _mean([_by_key(*run, _day_and_toll) for run in runs]),
        "our_pairs_at_a_half_chained": _mean([_chained(*run) for run in runs]),
        "pairs_given_0.9_to_1": _mean([_reliability(*run, 0.9) for run in runs]),
        "pairs_given_0.5_to_0.9": _mean([_reliability(*run, 0.5, 0.9) for run in runs]),
        "aggregates": _mean([_aggregates(*run) for run in runs]),
        "sources": _mean([_sources(*run) for run in runs]),
    }


def _truths(made: Simulated, found: Incidents) -> list[str]:
    return [made.truth[each.id] for each in found.reports]


def _said(report: Report) -> str:
    return report.span.iso()[0] or str(report.published)


Key = Callable[[int, Incidents], object]


def _day_and_place(at: int, found: Incidents) -> object:
    return _said(found.reports[at]), found.reports[at].place


def _day_and_toll(at: int, found: Incidents) -> object:
    return _said(found.reports[at]), found.reports[at].killed


def _day_and_name(at: int, found: Incidents) -> object:
    names = found.evidence.gathering.placed.gathered
    heads = names.heads_of(int(names.of[at]))
    return _said(found.reports[at]), tuple(sorted({int(names.canonical[name]) for name in heads}))


def _by_key(made: Simulated, found: Incidents, key: Key) -> dict[str, float]:
    return _score(_truths(made, found), [key(at, found) for at in range(len(found.reports))])


def _chained(made: Simulated, found: Incidents) -> dict[str, float]:
    """The same pairs, everything that hangs together at a probability of a half joined."""
    kept = found.pairs.weight() > 0
    ends = (found.pairs.left[kept], found.pairs.right[kept])
    graph = coo_matrix((np.ones(int(kept.sum())), ends), shape=(len(found.reports), len(found.reports)))
    return _score(_truths(made, found), connected_components(graph, directed=False)[1].tolist())


def _score(truth: Sequence[str], of: Sequence[object]) -> dict[str, float]:
    """Pairwise and B-cubed precision and recall (Bagga and Baldwin 1998), aggregates left out."""
    rows = [at for at, each in enumerate(truth) if each]
    true, clusters = Counter(truth[at] for at in rows), Counter(of[at] for at in rows)
    both = Counter((truth[at], of[at]) for at in rows)
    right = sum(n * (n - 1) for n in both.values())
    precision = right / max(1, sum(n * (n - 1) for n in clusters.values()))
    recall = right / max(1, sum(n * (n - 1) for n in true.values()))
    b_precision = sum(n * n / clusters[own] for (_, own), n in both.items()) / len(rows)
    b_recall = sum(n * n / true[incident] for (incident, _), n in both.items()) / len(rows)
    return {
        "pairwise_precision": precision,
        "pairwise_recall": recall,
        "pairwise_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "b_cubed_precision": b_precision,
        "b_cubed_recall": b_recall,
        "b_cubed_f1": 2 * b_precision * b_recall / (b_precision + b_recall),
    }


def _reliability(made: Simulated, found: Incidents, low: float, high: float = 1.01) -> dict[str, float]:
    truth, chance = _truths(made, found), found.pairs.probability()
    rows = np.flatnonzero((chance >= low) & (chance < high))
    ends = zip(found.pairs.left[rows].tolist(), found.pairs.right[rows].tolist(), strict=True)
    same = [truth[a] == truth[b] != "" for a, b in ends]
    return {"pairs": len(rows), "given": float(chance[rows].mean()), "true": float(np.mean(same))}


def _aggregates(made: Simulated, found: Incidents) -> dict[str, float]:
    """Sums told from reports, sums merged, and how many of the incidents of a sum are linked to it."""
    truth = _truths(made, found)
    sums = [at for at, each in enumerate(truth) if not each]
    known = [at for at in sums if found.reports[at].role is Role.AGGREGATE]
    of = [Counter(truth[at] for at in each.members).most_common(1)[0][0] for each in found.incidents]
    named = {(found.reports[each.aggregate].id, of[each.incident]) for each in found.covers if each.place}
    told = set(made.truth.values())
    right = {
        (found.reports[at].id, incident)
        for at in known
        for incident in made.covered[found.reports[at].id] & told
    }
    return {
        "sums": len(sums),
        "recognised": len(known) / len(sums),
        "reports_taken_for_sums": sum(
            each.role is Role.AGGREGATE and truth[at] != "" for at, each in enumerate(found.reports)
        ),
        "merged": sum(len(found.incidents[int(found.of[at])].members) > 1 for at in known),
        "covers_precision": len(named & right) / max(1, len(named)),
        "covers_recall": len(named & right) / max(1, len(right)),
    }


def _sources(made: Simulated, found: Incidents) -> dict[str, float]:
    """Of incidents found pure: how often their sources are as many as the origins that reports name."""
    told = exact = reports = outlets = 0
    for each in found.incidents:
        members = [found.reports[at] for at in each.members]
        incidents = {made.truth[report.id] for report in members}
        if len(incidents) > 1 or "" in incidents or len(members) < 2:
            continue
        named = max(1, len({made.origin[report.id] for report in members if speaker_of(report).key}))
        told += 1
        exact += each.sources == named
        reports += len(members) == named
        outlets += len({report.source for report in members}) == named
    return {
        "incidents_of_several_reports": told,
        "sources_right": exact / told,
        "had_each_report_counted": reports / told,
        "had_each_outlet_counted": outlets / told,
    }


def _mean(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {key: round(sum(row[key] for row in rows) / len(rows), 4) for key in rows[0]}


def scale() -> dict[str, object]:
    """A hundred thousand reports, CPU seconds and memory of linking alone."""
    figures: dict[str, object] = {}
    for incidents in (330, 3_300, 33_000):  # the first compiles
        made = simulate_reports(incidents, manner=Manner(days=1_500, towns=400), seed=1)
        began = time.process_time()
        found = find_incidents(made.reports)
        figures[f"{len(made.reports):,} reports"] = {
            "cpu_s": round(time.process_time() - began, 1),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "pairs_compared": len(found.pairs),
            **_mean([_score(_truths(made, found), found.of.tolist())]),
        }
    return figures
