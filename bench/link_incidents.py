"""Which reports are of one incident: the conflicting excerpts, a recorder's archive, and made-up reports.

texts      issue 'Link', line 5: the excerpts of the shared texts, claims as labelled by people. Given to
           linking: the labels (effect, category, figures, hedge, scope, who said it; a label of role
           'subset' is within the total before it), the text's day, its words; the days of a claim
           from ``language.dates`` in its sentence; and from the gold fields what labels lack: ``place``
           and ``attributed``, and ``event_date`` where the sentence names no day
read       the same excerpts, claims as ``tahqiq read`` proposes them: nothing given but text and its day
recorder   547 incidents of one recorder: all are different, so every merge is wrong, or a duplicate the
           recorder keeps; the share merged with confidence where exact places are far apart or victims
           differ
made_up    reports with known truth (``link.incidents.testing``) beside naive keys
scale      100,000 made-up reports
"""

from __future__ import annotations

import csv
import json
import math
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from measure import RESULTS, ROOT, keep, tahqiq
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tahqiq.language.dates import Bound, DateMention, find_dates
from tahqiq.language.names.words import words_of
from tahqiq.link.incidents.claims import Telling, ToldClaim, reports_of
from tahqiq.link.incidents.fields import Cells, recognised, report_of
from tahqiq.link.incidents.finding import Incidents, find_incidents
from tahqiq.link.incidents.origins import speaker_of
from tahqiq.link.incidents.report import Report, Role
from tahqiq.link.incidents.testing import Manner, Simulated, simulate_reports
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Precision

DATA = ROOT.parent / "shared" / "data"
#: What the issue, and we ourselves, promise.
PROMISES = {
    "texts_wrong": 0,
    "recorder_confident_share_at_most": 0.01,
    "b_cubed_f1_at_least": 0.9,
    "calibration_within": 0.03,
    "scale_cpu_s_at_most": 180.0,
}
CONFIDENT = 0.9
_STREET = (
    Precision.STREET, Precision.NEARBY_LANDMARK, Precision.WITHIN_100M, Precision.WITHIN_1M, Precision.EXACT,
)  # fmt: skip


def texts() -> dict[str, object]:
    """Line 5, from the labels of people."""
    found = find_incidents([report for row in _texts() for report in _labelled_reports(row)])
    truth = _events()
    wrong = _errors(found, truth)
    several = [each for each in found.incidents if len(each.members) > 1]
    return {
        "reports": sum(each.role is Role.REPORT for each in found.reports),
        "aggregates": sum(each.role is Role.AGGREGATE for each in found.reports),
        "incidents": sum(each.role is Role.REPORT for each in found.incidents),
        "together": [
            {
                "reports": [found.reports[at].id for at in each.members],
                "probability": [round(float(found.probability[at]), 2) for at in each.members],
                "sources": each.sources,
                "origins": [origin.name or "unnamed" for origin in each.origins],
            }
            for each in several
        ],
        "joined_that_no_label_places": [
            found.reports[at].id
            for each in several
            for at in each.members
            if truth[found.reports[at].telling] is None
        ],
        "aggregates_linked_to_what_they_cover": len({each.aggregate for each in found.covers}),
        "wrong": len(wrong),
        "errors": wrong,
    }


def _texts() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (DATA / "texts/raqqa_texts.jsonl").open(encoding="utf8")]
    labelled = map(json.loads, (DATA / "texts/claims.jsonl").open(encoding="utf8"))
    labels = {row["id"]: row["expected"] for row in labelled}
    return [{**row, "expected": labels[row["id"]]} for row in rows]


def _events() -> dict[str, str | None]:
    return {row["id"]: row["gold"].get("event") for row in _texts()}


def _labelled_reports(row: Mapping[str, Any]) -> list[Report]:
    """The reports of one excerpt: a subset is within the total before it, else within the next."""
    labels = row["expected"]
    totals = {
        at: (each["effect"], each["scope"]) for at, each in enumerate(labels) if each["role"] != "subset"
    }
    claims = list[ToldClaim]()
    for number, label in enumerate(labels):
        own = [at for at, each in totals.items() if each == (label["effect"], label["scope"])]
        whole = max((at for at in own if at < number), default=min(own, default=None))
        claims.append(_claim(row, number, label, whole if label["role"] == "subset" else None))
    return reports_of(Telling(id=row["id"], claims=claims, published=_day(row), text=row["text"]))


def _day(row: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(row["doc_date"]) if len(row["doc_date"]) == 10 else None


def _claim(row: Mapping[str, Any], number: int, label: Mapping[str, Any], within: int | None) -> ToldClaim:
    gold = row["gold"]
    return ToldClaim(
        number=number,
        effect=label["effect"],
        category=label["category"],
        count=CountRange(label["min"], label["max"]),
        hedge=label["hedge"],
        negated=label["negated"],
        scope=Scope(label["scope"]),
        span=_span(row, label),
        place=gold.get("place", "") if label["scope"] != "cumulative" else "",
        chain=(label["attributed_to"],) if label["attributed_to"] else (),
        blamed=gold.get("attributed", ""),
        within=within,
        id=f"{row['id']}/{number}",
    )


def _span(row: Mapping[str, Any], label: Mapping[str, Any]) -> DateSpan:
    """The days in a claim's sentence nearest to it: a span for a sum, a day or three for an incident.

    Where the sentence names none: of an incident the gold's day, of a sum nothing.
    """
    text, start = row["text"], label["quote_start"]
    end, summed = start + len(label["quote"]), label["scope"] == "cumulative"
    before = max(text.rfind(mark, 0, start) for mark in ".؟!\n")
    after = min((at for mark in ".؟!\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    spans = [
        (min(abs(each.start - end), abs(start - each.end)), _until_said(each, row))
        for each in find_dates(text, reference=_day(row))
        if each.span is not None and before < each.start < after
    ]
    fit = [(far, span) for far, span in spans if (_length(span) > 3) == summed]
    if fit:
        return min(fit, key=lambda each: each[0])[1]
    given = "" if summed else row["gold"].get("event_date", "")
    return DateSpan.parse(given) if given else DateSpan()


def _length(span: DateSpan) -> int:
    return ((span.end or date.max) - (span.start or date.min)).days


def _until_said(mention: DateMention, row: Mapping[str, Any]) -> DateSpan:
    """The days of a mention; of a beginning alone, until the day of the text."""
    span, day = mention.span, _day(row)
    assert span is not None
    if mention.bound is Bound.FROM and day is not None and span.start is not None and span.start <= day:
        return DateSpan(span.start, day + timedelta(days=1))
    return span


def _errors(found: Incidents, truth: Mapping[str, str | None]) -> list[str]:
    """Reports of one strike apart, of two together, and aggregates that stand with anything.

    Labels place texts: of a text with an event every report of one incident is taken to be of it.
    """
    wrong = list[str]()
    home = defaultdict[str, set[int]](set)
    for at, report in enumerate(found.reports):
        cluster = found.incidents[int(found.of[at])]
        if report.role is Role.AGGREGATE and len(cluster.members) > 1:
            wrong.append(f"aggregate {report.id} is merged")
        event = truth[report.telling]
        if event and report.role is Role.REPORT:
            home[event].add(int(found.of[at]))
    wrong += [f"{event} is in {len(places)} clusters" for event, places in home.items() if len(places) > 1]
    for cluster in found.incidents:
        events = {truth[found.reports[at].telling] for at in cluster.members} - {None}
        if len(events) > 1:
            wrong.append(f"{sorted(map(str, events))} are in one cluster")
    return wrong


def read() -> dict[str, object]:
    """The same from what the machine reads, through the files of both commands."""
    with tempfile.TemporaryDirectory() as folder:
        texts_file, claims, table = (Path(folder) / name for name in ("texts.jsonl", "claims.jsonl", "c.csv"))
        given = [{"id": row["id"], "text": row["text"], "doc_date": str(_day(row) or "")} for row in _texts()]
        lines = [json.dumps(row, ensure_ascii=False) for row in given]
        texts_file.write_text("\n".join(lines), encoding="utf8")
        tahqiq("read", texts_file, "--date-column", "doc_date", "--out", claims)
        tahqiq("dedupe", claims, "--kind", "incidents", "--texts", texts_file, "--out", table)
        with table.open(encoding="utf8", newline="") as file:
            rows = list(csv.DictReader(file))
    return _of_table(rows, _events())


def _of_table(rows: Sequence[Mapping[str, str]], truth: Mapping[str, str | None]) -> dict[str, object]:
    clusters, events = defaultdict[str, set[str]](set), defaultdict[str, list[str]](list)
    sizes = Counter(row["cluster_id"] for row in rows)
    for row in rows:
        event = truth[row["text"]]
        if event and row["role"] == "report":
            clusters[row["cluster_id"]].add(event)
            events[event].append(row["cluster_id"])
    return {
        "reports": sum(row["role"] == "report" for row in rows),
        "aggregates": sum(row["role"] == "aggregate" for row in rows),
        "aggregates_merged": sum(row["role"] == "aggregate" and sizes[row["cluster_id"]] > 1 for row in rows),
        "clusters_of_two_events": sum(len(each) > 1 for each in clusters.values()),
        "reports_of_an_event_that_stand_together": {
            event: f"{max(Counter(homes).values())} of {len(homes)}" for event, homes in events.items()
        },
    }


def recorder() -> dict[str, object]:
    """A recorder's own incidents, not told that it enters none twice."""
    reports = _recorded()
    found = find_incidents(reports)
    place = {each.id: at for at, each in enumerate(found.reports)}
    at = np.array([place[each.id] for each in reports], np.int64)
    pairs = [
        (one, other)
        for one in range(len(reports))
        for other in range(one)
        if reports[one].span.overlaps(reports[other].span) and _different(reports[one], reports[other])
    ]
    merged = [pair for pair in pairs if found.of[at[pair[0]]] == found.of[at[pair[1]]]]
    sure = [pair for pair in merged if min(found.probability[at[list(pair)]]) >= CONFIDENT]
    several = [each for each in found.incidents if len(each.members) > 1]
    told = find_incidents([replace(each, distinct=True, source="recorder") for each in reports])
    return {
        "incidents": len(reports),
        "clusters": len(found.incidents),
        "clusters_of_several": len(several),
        "of_these_confident": sum(
            bool(found.probability[list(each.members)].min() >= CONFIDENT) for each in several
        ),
        "pairs_of_one_day_far_apart_or_with_other_victims": len(pairs),
        "of_these_merged": len(merged),
        "of_these_merged_with_confidence": len(sure),
        "confident_share": len(sure) / len(pairs),
        "merged_when_told_that_it_enters_none_twice": sum(len(each.members) > 1 for each in told.incidents),
    }


def _recorded() -> list[Report]:
    victims = defaultdict[str, list[str]](list)
    for row in _table("victims.csv"):
        victims[row["code"]].append(row["name_latin"] or row["name_ar"])
    rows = [{**row, "victims": victims[row["code"]]} for row in _table("incidents.csv")]
    columns = recognised(rows[0], {}, file="incidents.csv")
    read_rows = (report_of(Cells(row, columns, "incidents.csv", at)) for at, row in enumerate(rows, 1))
    return [replace(report, text="") for report in read_rows]


def _table(name: str) -> list[dict[str, Any]]:
    with (DATA / "raqqa-2017" / name).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def _different(one: Report, other: Report) -> bool:
    """Both known to a street or finer and more than a kilometre apart, or naming no word in common."""
    if one.point and other.point and one.precision in _STREET and other.precision in _STREET:
        north = (one.point.lat - other.point.lat) * 111.2
        east = (one.point.lon - other.point.lon) * 111.2 * math.cos(math.radians(one.point.lat))
        if math.hypot(north, east) > 1:
            return True
    mine, yours = ({word for name in each.victims for word in words_of(name)} for each in (one, other))
    return bool(mine and yours and not mine & yours)


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


def broken(results: Mapping[str, Any]) -> list[str]:
    """Promises that do not hold, in words."""
    found = list[str]()
    if results["texts"]["wrong"] > PROMISES["texts_wrong"]:
        found += results["texts"]["errors"]
    if results["recorder"]["confident_share"] > PROMISES["recorder_confident_share_at_most"]:
        found.append("different incidents of one recorder are merged with confidence")
    ours = results["made_up"]["tahqiq"]["b_cubed_f1"]
    if ours < PROMISES["b_cubed_f1_at_least"]:
        found.append(f"B-cubed F1 on made-up reports is {ours}")
    sure = results["made_up"]["pairs_given_0.9_to_1"]
    if abs(sure["given"] - sure["true"]) > PROMISES["calibration_within"]:
        found.append(f"pairs given {sure['given']} are right in {sure['true']}")
    slow = max(each["cpu_s"] for each in results["scale"].values())
    if slow > PROMISES["scale_cpu_s_at_most"]:
        found.append(f"a hundred thousand reports take {slow} CPU s")
    return found


SECTIONS: dict[str, Callable[[], dict[str, object]]] = {
    "texts": texts,
    "read": read,
    "recorder": recorder,
    "made_up": made_up,
    "scale": scale,
}


def main() -> int:
    """Measures what is asked for, keeps the figures, and fails if a promise is broken."""
    before = RESULTS / "link_incidents.json"
    results = json.loads(before.read_text("utf-8")) if before.exists() else {}
    results = {section: results[section] for section in SECTIONS if section in results}
    for section in sys.argv[1:] or SECTIONS:
        results[section] = SECTIONS[section]()
    faults = broken(results) if set(SECTIONS) == set(results) else []
    keep("link_incidents", {**results, "promises": PROMISES, "broken": faults})
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
