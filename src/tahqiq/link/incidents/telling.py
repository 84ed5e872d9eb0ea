"""What linking found of reports, as files: a table of clusters, every decision with its evidence, pairs."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tahqiq.link.incidents.claim_files import bounds_text
from tahqiq.link.incidents.evidence import reason, said
from tahqiq.link.incidents.finding import Incident, Incidents
from tahqiq.link.incidents.growing import Step
from tahqiq.link.incidents.report import Report, Role
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.wording import some

COLUMNS = (
    "id", "cluster_id", "probability", "role", "text", "from_date", "to_date", "place", "killed", "injured",
    "origin", "sources", "covers", "reason",
)  # fmt: skip
#: Incidents that a cell names; an aggregate over more gives their number.
_NAMED = 40


def clusters_table(found: Incidents) -> bytes:
    """Which report is of which incident, a row a report in the order of ids.

    ``role`` tells aggregates from reports; ``origin`` whom a report goes back to; ``sources`` how many
    independent sources its incident has; ``covers`` the incidents an aggregate sums over, as
    far as their place is known to lie in its own.
    """
    best = _best(found)
    covered = defaultdict[int, list[str]](list)
    for each in found.covers:
        if each.place:
            covered[each.aggregate].append(found.incidents[each.incident].id)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for at, report in enumerate(found.reports):
        incident = found.incidents[int(found.of[at])]
        writer.writerow(_row(found, at, report, incident, covered[at], best.get(at)))
    return text.getvalue().encode()


def _row(
    found: Incidents, at: int, report: Report, incident: Incident, covered: Sequence[str], best: int | None
) -> tuple[str, ...]:
    names = ";".join(covered) if len(covered) <= _NAMED else f"{len(covered)} incidents"
    return (
        report.id,
        incident.id,
        f"{found.probability[at]:.4f}",
        report.role,
        report.telling,
        *report.span.iso(),
        report.place,
        bounds_text(report.killed),
        bounds_text(report.injured),
        next((each.name for each in incident.origins if at in each.members), ""),
        str(incident.sources),
        names,
        _because(found, at, report, best),
    )


def _because(found: Incidents, at: int, report: Report, best: int | None) -> str:
    """Why a report stands where it does, in one line."""
    if report.role is Role.AGGREGATE:
        return f"an aggregate: {report.aggregate_because}"
    if best is None:
        return "no other report fits it"
    pairs = found.pairs
    other = int(pairs.left[best] + pairs.right[best]) - at
    with_it = found.of[other] == found.of[at]
    name = found.reports[other].id
    return f"{'with' if with_it else 'kept apart from'} {name}: {reason(pairs, best)}"


def _best(found: Incidents) -> dict[int, int]:
    """For each report the row of its strongest pair: within its incident, else with another."""
    pairs = found.pairs
    inside = found.of[pairs.left] == found.of[pairs.right]
    order = np.lexsort((pairs.right, pairs.left, pairs.weight(), inside))
    best: dict[int, int] = {}
    for row in order.tolist():
        best[int(pairs.left[row])] = row
        best[int(pairs.right[row])] = row
    return best


def decisions_lines(found: Incidents) -> bytes:
    """Every incident and every joining or refusal with its evidence, a JSON object a line.

    A line of kind ``incident`` names the reports, the origins and why carriers are taken as one, and what
    it covers or is covered by. A line of kind ``decision`` names two groups of reports, whether they were
    joined, the mean weight of the pairs between them (log2 odds), and the pair that says most with all its
    evidence.
    """
    lines = [*_incident_lines(found), *_decision_lines(found)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _incident_lines(found: Incidents) -> Iterator[dict[str, object]]:
    over, under = defaultdict[int, list[dict[str, object]]](list), defaultdict[int, list[str]](list)
    for each in found.covers:
        place = "inside" if each.place else "not known to lie outside"
        aggregate = found.reports[each.aggregate].id
        over[int(found.of[each.aggregate])].append(
            {"incident": found.incidents[each.incident].id, "place": place}
        )
        under[each.incident].append(aggregate)
    for at, incident in enumerate(found.incidents):
        yield {
            "kind": "incident",
            "id": incident.id,
            "role": incident.role,
            "reports": _ids(found, incident.members),
            "sources": incident.sources,
            "origins": [
                {
                    "name": origin.name,
                    "named": origin.named,
                    "reports": _ids(found, origin.members),
                    "because": list(origin.because),
                }
                for origin in incident.origins
            ],
            "covers": over[at],
            "covered_by": under[at],
        }


def _decision_lines(found: Incidents) -> Iterator[dict[str, object]]:
    steps = found.steps
    if not steps:
        return
    left, right = (np.array(side, np.int64) for side in zip(*(step.pair for step in steps), strict=True))
    pairs, _ = found.evidence.pairs(left, right)
    for at, step in enumerate(steps):
        yield _decision(found, step, said(pairs, at), pairs.prior)


def _decision(
    found: Incidents, step: Step, evidence: Iterable[tuple[str, str, float]], prior: float
) -> dict[str, object]:
    return {
        "kind": "decision",
        "left": _ids(found, step.left),
        "right": _ids(found, step.right),
        "joined": step.joined,
        "weight": round(step.weight, 2) if np.isfinite(step.weight) else None,
        "because": step.because,
        "pair": _ids(found, step.pair),
        "prior": round(prior, 2),
        "evidence": [
            {"comparison": name, "says": label, "weight": round(weight, 2)}
            for name, label, weight in evidence
        ],
    }


def pairs_table(found: Incidents) -> bytes:
    """Every pair compared as Parquet: ids, prior, level and bits of each comparison, weight, probability."""
    pairs = found.pairs
    ids = pa.array([report.id for report in found.reports], pa.string())
    columns: dict[str, Any] = {
        "left_id": ids.take(pa.array(pairs.left, pa.int64())),
        "right_id": ids.take(pa.array(pairs.right, pa.int64())),
        "together": found.of[pairs.left] == found.of[pairs.right],
        "probability": pairs.probability(),
        "weight": pairs.weight(),
        "prior": np.full(len(pairs), pairs.prior),
    }
    for place, name in enumerate(pairs.comparisons):
        columns[f"{name}_level"] = pairs.levels[:, place]
        columns[f"{name}_bits"] = pairs.weights[:, place]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def figures(found: Incidents) -> dict[str, int]:
    """What was found, in numbers."""
    roles = [report.role for report in found.reports]
    sizes = [len(each.members) for each in found.incidents if each.role is Role.REPORT]
    return {
        "reports": roles.count(Role.REPORT),
        "aggregates": roles.count(Role.AGGREGATE),
        "incidents": len(sizes),
        "with_several_reports": sum(size > 1 for size in sizes),
        "with_several_sources": sum(each.sources > 1 for each in found.incidents if each.role is Role.REPORT),
        "refused": sum(not step.joined for step in found.steps),
        "pairs_compared": len(found.pairs),
    }


def sentence(found: Incidents) -> str:
    """What was found, in words."""
    told = figures(found)
    reports = some(told["reports"], "report", "reports")
    incidents = some(told["incidents"], "incident", "incidents")
    return (
        f"{reports} of {incidents}, {told['with_several_sources']:,} of them told by several independent "
        f"sources; {some(told['aggregates'], 'aggregate', 'aggregates')} apart"
    )


def _ids(found: Incidents, members: Iterable[int]) -> list[str]:
    return [found.reports[at].id for at in members]


def span_text(span: DateSpan) -> str:
    """A span in one cell.

    >>> span_text(DateSpan.parse("2020-03-01", "2020-03-07")), span_text(DateSpan.parse("2020-03"))
    ('2020-03-01..2020-03-07', '2020-03')
    """
    first, last = span.iso()
    return first if first == last else f"{first}..{last}"
