"""The conflicting excerpts of the shared texts: reports of one strike together, the aggregates apart.

texts      issue 'Link', line 5, claims as labelled by people. Given to linking: the labels (effect, category,
           figures, hedge, scope, who said it; a label of role 'subset' is within the total before it), the
           text's day, its words; the days of a claim from ``language.dates`` in its sentence; and from the
           gold fields what labels lack: ``place`` and ``attributed``, and ``event_date`` where the sentence
           names no day
read       the same excerpts, claims as ``tahqiq read`` proposes them: nothing given but text and its day
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measure import ROOT, tahqiq

from tahqiq.language.dates import Bound, DateMention, find_dates
from tahqiq.link.incidents.claims import Telling, ToldClaim, reports_of
from tahqiq.link.incidents.finding import Incidents, find_incidents
from tahqiq.link.incidents.report import Report, Role
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan

DATA = ROOT.parent / "shared" / "data"


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
