"""Headline totals: sums of lower and of upper bounds over incidents, grade by grade (METHOD: counts)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tahqiq.vocab.counts import CountRange, Total
from tahqiq.vocab.grades import LIKELY_OR_CONFIRMED, Grade
from tahqiq.vocab.judgements import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Totals over one assessor's assessments.

    Attributes:
        all: every incident with civilian harm reported, whatever its grade.
        likely_or_confirmed: those of them graded Fair or Confirmed.
        by_grade: incidents with each grade, all of them; None for those without a grade.
    """

    all: Total = field(default_factory=Total)
    likely_or_confirmed: Total = field(default_factory=Total)
    by_grade: Mapping[Grade | None, int] = field(default_factory=dict)


def headline(assessments: Iterable[Assessment]) -> Headline:
    """Adds up one assessor's assessments, one at a time.

    An incident with a recorded 'no civilian harm reported' enters no sum. One without a figure is
    counted in ``unknown``; it adds nothing and is not taken for zero. The conceded total of an
    armed actor is a separate figure: ``tahqiq.grade.answers``.
    """
    every, likely = Total(), Total()
    grades: dict[Grade | None, int] = dict.fromkeys((*Grade, None), 0)
    for each in assessments:
        grades[each.grade] += 1
        if each.harm_reported is False:
            continue
        every = add(every, each.killed)
        if each.grade in LIKELY_OR_CONFIRMED:
            likely = add(likely, each.killed)
    return Headline(all=every, likely_or_confirmed=likely, by_grade=grades)


def add(total: Total, count: CountRange) -> Total:
    """The total with one more incident; an open bound counts with its closed one."""
    return total + Total.of((count,))
