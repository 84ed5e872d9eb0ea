"""Adds a release's rows up anew: what ``totals.json`` says must follow from them (METHOD: headline total).

Only the assessments that head the case are summed; incidents kept apart enter no sum, nor do their
victims and answers. Memory grows with the number of parties and of incidents kept apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from tahqiq.release.layout import TOTALS
from tahqiq.release.reader import Release
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.counts import Total
from tahqiq.vocab.grades import LIKELY_OR_CONFIRMED, Grade
from tahqiq.vocab.release import ConcededTotal, KilledTotal, ResponseTotals, Totals
from tahqiq.vocab.rows import AnswerRow, AssessmentRow, CaseRow, IncidentRow, VictimRow


def sum_faults(release: Release) -> Iterator[tuple[str, str]]:
    """Every (file, problem) where ``totals.json`` says another number than the rows give.

    Raises:
        BadInput: a line that is no row, or totals that cannot be read.
    """
    said, found = (dict(_flat(value)) for value in (release.totals(), totals_of(release)))
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            yield TOTALS, f"{name} is {_spoken(said, name)}, but the rows give {_spoken(found, name)}"


def totals_of(release: Release) -> Totals:
    """The totals that follow from the rows."""
    incidents, apart = 0, set()
    for incident in release.rows(IncidentRow):
        incidents += incident.counted
        if not incident.counted:
            apart.add(incident.id)
    grades, killed = _by_heading_assessments(release, apart)
    return Totals(
        assessed_by=", ".join(case.assessed_by for case in release.rows(CaseRow)),
        incidents=incidents,
        not_counted=len(apart),
        victims=sum(victim.incident not in apart for victim in release.rows(VictimRow)),
        by_grade={grade.value: grades[grade.value] for grade in Grade},
        killed=killed,
        responses=_responses(release, apart),
    )


def _by_heading_assessments(release: Release, apart: set[str]) -> tuple[Counter[str], dict[str, KilledTotal]]:
    grades: Counter[str] = Counter()
    every, likely = Total(), Total()
    for row in release.rows(AssessmentRow):
        if not row.heads or row.incident in apart:
            continue
        grades[row.grade] += 1
        low, high = row.killed_min, _highest(row)
        one = Total(incidents=1, min=low or 0, max=high or 0, unknown=low is None and high is None)
        if row.harm_reported is not False:
            every += one
            likely += one if row.grade in LIKELY_OR_CONFIRMED else Total()
    return grades, {"all": _killed(every), "fair_confirmed": _killed(likely)}


def _highest(row: AssessmentRow | AnswerRow) -> int | None:
    """The upper bound; an open one counts with the lower."""
    return row.killed_min if row.killed_max is None else row.killed_max


def _killed(total: Total) -> KilledTotal:
    return KilledTotal(incidents=total.incidents, min=total.min, max=total.max, unknown=total.unknown)


def _responses(release: Release, apart: set[str]) -> dict[str, ResponseTotals]:
    """Each party's answers by state, with all it conceded in figures."""
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for row in release.rows(AnswerRow):
        if row.incident in apart:
            continue
        states[row.party][row.state] += 1
        for sums, figure in ((low, row.killed_min), (high, _highest(row))):
            if figure is not None:
                sums[row.party] += figure
    return {
        party: ResponseTotals(
            assessments=counted.total(),
            **{state.value: counted[state.value] for state in AnswerState},
            conceded_killed=ConcededTotal(min=low.get(party), max=high.get(party)),
        )
        for party, counted in states.items()
    }


def _flat(value: object, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure with its path, such as 'killed.all.min'."""
    plain = msgspec.to_builtins(value)
    if not isinstance(plain, dict):
        yield name, plain
        return
    for key, each in plain.items():
        yield from _flat(each, f"{name}.{key}" if name else key)


def _spoken(figures: dict[str, Any], name: str) -> str:
    if name not in figures:
        return "not given"
    return "unknown" if figures[name] is None else str(figures[name])
