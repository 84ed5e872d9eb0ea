"""What a JUnit report of pytest says: how many passed, and what was skipped, why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree


@dataclass(frozen=True)
class Tally:
    """Tests counted; ``skipped`` maps a test to its reason."""

    passed: int = 0
    failed: int = 0
    skipped: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.passed + other.passed, self.failed + other.failed, {**self.skipped, **other.skipped}
        )


def tally(report: Path) -> Tally:
    """Counts a report; one that was never written counts nothing."""
    if not report.is_file():
        return Tally()
    passed = failed = 0
    skipped: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if (skip := case.find("skipped")) is not None:
            skipped[name] = (skip.get("message") or "no reason given").removeprefix("Skipped: ")
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        else:
            passed += 1
    return Tally(passed, failed, skipped)
