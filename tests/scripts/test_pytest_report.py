"""Skips are counted with their reasons, so that none reads as passed."""

from __future__ import annotations

from pathlib import Path

import run_checks
from pytest_report import Tally, tally

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="passes"/>
<testcase classname="tests.a" name="fails"><failure message="1 == 2&#10;+ where"/></testcase>
<testcase classname="tests.a" name="breaks"><error message="no home"/></testcase>
<testcase classname="tests.a" name="skips"><skipped message="Skipped: no Chromium here"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert tally(report) == Tally(
        passed=1,
        failed={"tests.a.fails": "1 == 2", "tests.a.breaks": "no home"},
        skipped={"tests.a.skips": "no Chromium here"},
    )


def test_no_report_counts_nothing(tmp_path: Path) -> None:
    assert tally(tmp_path / "none.xml") == Tally()


def test_reports_add_up() -> None:
    both = Tally(2, {}, {"a": "why"}) + Tally(3, {"c": "no"}, {"b": "why"})
    assert both == Tally(5, {"c": "no"}, {"a": "why", "b": "why"})


def test_only_absent_shared_data_is_forgiven() -> None:
    assert run_checks.forgiven("the shared export is not beside this checkout")
    assert run_checks.forgiven("the shared data is not beside the checkout")
    assert not run_checks.forgiven("no Chromium here")


TALLY = Tally(812, {"tests.a.fails": "1 == 2"}, {"tests.a.skips": "no Chromium here"})


def test_the_last_line_says_how_many_passed_and_what_was_left_out(tmp_path: Path) -> None:
    run = run_checks.Run(tmp_path, passed=1, tests=TALLY)
    run.failed["tests"] = []
    run.not_run.append("the casebook on PostgreSQL: no server here")
    lines = run_checks.closing_lines(run, ["ruff", "tests"], 61.4)
    assert lines[0] == "not run: the casebook on PostgreSQL: no server here"
    assert lines[1] == "not run: 1 of tests.a: no Chromium here"
    assert lines[2] == "failed: tests.a.fails: 1 == 2"
    assert lines[3].startswith("FAILED: tests")
    assert lines[-1].strip("= ") == "1 failed, 812 passed, 1 skipped, 1 of 2 checks ok in 61 s"
