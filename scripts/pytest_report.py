"""What a JUnit report of pytest says: how many passed, what failed and what was skipped, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

#: Characters of a failed test's reason that are kept: its test says the rest.
LONGEST = 200


@dataclass(frozen=True)
class Tally:
    """Tests counted; ``failed`` and ``skipped`` map a test to its reason, in a line."""

    passed: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.passed + other.passed, {**self.failed, **other.failed}, {**self.skipped, **other.skipped}
        )


def tally(report: Path) -> Tally:
    """Counts a report; one that was never written counts nothing."""
    if not report.is_file():
        return Tally()
    passed = 0
    failed: dict[str, str] = {}
    skipped: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if (skip := case.find("skipped")) is not None:
            skipped[name] = (skip.get("message") or "no reason given").removeprefix("Skipped: ")
        elif (fault := _fault(case)) is not None:
            failed[name] = next(iter((fault.get("message") or "").splitlines()), "")[:LONGEST]
        else:
            passed += 1
    return Tally(passed, failed, skipped)


def _fault(case: Element) -> Element | None:
    """What went wrong in a test, or in what it needs."""
    failure = case.find("failure")
    return case.find("error") if failure is None else failure
