"""The road from a file to incidents: reports or claims read, judgements respected, tables written.

found = dedupe_reports(path, judgements=…)
table = telling.clusters_table(found)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import pyarrow as pa

from tahqiq.language.places.reading import read_gazetteers
from tahqiq.link.incidents.claim_files import MARKS, reports_of_claims
from tahqiq.link.incidents.fields import Cells, recognised, report_of
from tahqiq.link.incidents.finding import Incidents, find_incidents
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.tables import Row, rows_of, written
from tahqiq.link.incidents.telling import span_text
from tahqiq.link.judgements import Judgement, settle
from tahqiq.link.lists import RecordList
from tahqiq.vocab.errors import BadInput

#: Fields of reports that stand in the list people judge from.
_SHOWN = ("id", "date", "place", "source")


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What one run found.

    Attributes:
        found: the incidents.
        notes: what people must know, a line each.
    """

    found: Incidents
    notes: tuple[str, ...] = ()


def dedupe_reports(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    texts: Path | None = None,
    gazetteers: Sequence[Path] = (),
    distinct: bool = False,
    judgements: Sequence[Judgement] = (),
) -> Run:
    """Which reports of a file are of one incident.

    Args:
        path: a table of reports (CSV, Parquet, JSON lines), or the claims that ``tahqiq read`` writes.
        mapping: field -> column, where the header does not say.
        texts: of claims, the texts they were read from: id, and any of doc_date, source, text.
        gazetteers: files of known places.
        distinct: each source of the table is a list that enters no incident twice.
        judgements: what people decided, by report id.

    Raises:
        BadInput: a file that cannot be read as what it should be, or judgements of other reports.
    """
    reports = read_reports(path, mapping=mapping or {}, texts=texts)
    if distinct:
        reports = [replace(report, distinct=True, source=report.source or "list") for report in reports]
    settled = settle(judgements, _as_list(reports, path))
    gazetteer = read_gazetteers(gazetteers) if gazetteers else None
    found = find_incidents(reports, forced=settled.same, excluded=settled.different, gazetteer=gazetteer)
    warnings = gazetteer.warnings if gazetteer is not None else ()
    return Run(found, (*settled.notes, *warnings))


def read_reports(path: Path, *, mapping: Mapping[str, str], texts: Path | None = None) -> list[Report]:
    """The reports of a file: a row each, or made of the claims of each text.

    Raises:
        BadInput: not readable, no report in it, or two with one id.
    """
    rows = rows_of(path)
    first = next(rows)
    every = chain([first], rows)
    stand: list[int] = []
    if set(first[1]) >= MARKS:
        reports = reports_of_claims(_with_texts(every, texts), path)
    elif texts is not None:
        raise BadInput("holds reports, not claims", file=str(path), remedy="leave out --texts")
    else:
        columns = recognised(list(first[1]), mapping, file=str(path))
        reports = []
        for at, (number, row) in enumerate(every, 1):
            reports.append(report_of(Cells(row, columns, str(path), number), number=at))
            stand.append(number)
    _check(reports, stand, path)
    return reports


def _with_texts(rows: Iterable[tuple[int, Row]], texts: Path | None) -> Iterable[tuple[int, Row]]:
    """Claims, each with the day, source and words of its text."""
    if texts is None:
        return rows
    known = {written(row.get("id")): row for _, row in rows_of(texts)}
    kept = ("doc_date", "published", "source", "outlet", "url", "text")
    return (
        (number, {**{key: about[key] for key in kept if key in about}, **row})
        if (about := known.get(written(row.get("id")))) is not None
        else (number, row)
        for number, row in rows
    )


def _check(reports: Sequence[Report], stand: Sequence[int], path: Path) -> None:
    """Every report has its own id; ``stand`` says where each stands, if it is of a row of its own."""
    met = set[str]()
    for at, report in enumerate(reports):
        if report.id in met:
            problem, row = f"the id {report.id!r} stands twice", stand[at] if stand else None
            raise BadInput(problem, file=str(path), row=row, remedy="one id a report")
        met.add(report.id)
    if not reports:
        raise BadInput("holds no report of deaths or injuries", file=str(path))


def _as_list(reports: Sequence[Report], path: Path) -> RecordList:
    """Reports as a list of records, for what people judged of them."""
    shown = {
        "id": [report.id for report in reports],
        "date": [span_text(report.span) for report in reports],
        "place": [report.place for report in reports],
        "source": [report.source for report in reports],
    }
    table = pa.table({name: pa.array(shown[name], pa.string()) for name in _SHOWN})
    return RecordList(
        name=path.name, path=str(path), ids=shown["id"], table=table,
        columns={name: name for name in _SHOWN}, distinct=False, left_out={},
    )  # fmt: skip
