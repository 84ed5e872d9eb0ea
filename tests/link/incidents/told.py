"""Short ways of saying what a made-up report says. Nothing in them happened."""

from __future__ import annotations

from typing import Any

from tahqiq.link.incidents.finding import Incidents, find_incidents
from tahqiq.link.incidents.report import Report
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan


def report(name: str, day: str = "2030-03-05", killed: int | CountRange | None = None, **said: Any) -> Report:
    """A report of one day; ``killed`` a number or a range."""
    count = CountRange.exactly(killed) if isinstance(killed, int) else killed or CountRange()
    span = DateSpan.parse(*day.split("..")) if day else DateSpan()
    return Report(id=name, span=span, killed=count, **said)


def together(found: Incidents) -> list[list[str]]:
    """The ids that stand together, one list an incident."""
    return [[found.reports[at].id for at in each.members] for each in found.incidents]


def clusters(*reports: Report, **options: Any) -> list[list[str]]:
    """What linking makes of some reports."""
    return together(find_incidents(reports, **options))


#: Reports of many days and places, so that what is usual is known.
def world(n: int = 60) -> list[Report]:
    """Unrelated reports, one every third day, each in a village of its own."""
    letters = "bdfhjklmnqrstz"
    villages = [f"{a}a{b}i{c}" for a in letters for b in letters for c in letters if len({a, b, c}) == 3]
    return [
        report(
            f"w{at:03}",
            f"2030-{1 + at * 3 // 28:02}-{1 + at * 3 % 28:02}",
            1 + at % 9,
            place=f"{villages[at * 31].title()} village",
            blamed="coalition" if at % 2 else "Russian forces",
        )
        for at in range(n)
    ]
