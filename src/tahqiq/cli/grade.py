"""``tahqiq grade``: derive every incident's range and grade from its accepted claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress

if TYPE_CHECKING:
    from tahqiq.casebook.actions import GradeReport
    from tahqiq.casebook.models import Case
    from tahqiq.grade import Reason
    from tahqiq.vocab.answers import Rate


@click.command("grade")
@click.option(
    "--profile",
    metavar="NAME",
    default="strict",
    show_default=True,
    help="What vague quantities are worth: strict (no number), airwars or acled.",
)
@click.option(
    "--differences", is_flag=True, help="List where our assessment and the source's differ, and why."
)
@shared_options
def command(shared: Shared, profile: str, differences: bool) -> None:
    """Derive every incident's range and grade from its accepted claims.

    The rules are named and versioned, and every grade keeps its reasons. A source's own
    assessment stays beside ours. Grading the same record again changes nothing.
    """
    shared.start()
    from tahqiq.casebook.actions import grade_case, only_case
    from tahqiq.casebook.models import Incident
    from tahqiq.casebook.totals import totals
    from tahqiq.grade import profile_named

    case = only_case(shared.case)
    found: dict[str, list[str]] = {}

    def differs(code: str, reasons: tuple[Reason, ...]) -> None:
        found[code] = [reason.text("en") for reason in reasons]

    with Progress("grading", Incident.objects.filter(case=case).count()) as progress:
        report = grade_case(
            shared.actor(),
            case,
            profile=profile_named(profile),
            on_progress=lambda done: progress.advance(done - progress.done),
            on_difference=differs if differences else None,
        )
    rates = {party: each.acceptance for party, each in totals(case).responses.items()}
    shared.answer(
        _told(case, report, rates, found),
        {**asdict(report), "case": case.slug, "differences": found}
        | {"acceptance": {party: asdict(rate) for party, rate in rates.items()}},
    )


def _told(case: Case, report: GradeReport, rates: Mapping[str, Rate], found: Mapping[str, list[str]]) -> str:
    """The summary a person reads."""
    grades = ", ".join(f"{n:,} {grade or 'without a grade'}" for grade, n in sorted(report.by_grade.items()))
    counts = ", ".join(f"{n:,} {kind}" for kind, n in sorted(report.counts.items()) if n)
    lines = [
        f"{case.slug}: {report.incidents:,} incidents graded ({grades or 'none'}); {counts or 'none changed'}"
    ]
    lines += [
        f"{party} accepted {rate.accepted:,} of {rate.decided:,} decided allegations; {rate.pending:,} wait"
        for party, rate in rates.items()
        if rate.decided
    ]
    if report.differing:
        lines.append(f"{report.differing:,} incidents are assessed otherwise by {case.assessed_by}")
    for code, reasons in sorted(found.items()):
        lines += [f"  {code}: {reason}" for reason in reasons]
    return "\n".join(lines)
