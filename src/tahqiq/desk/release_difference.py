"""How one release differs from another, for the release desk: plain for a job's result, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tahqiq.casebook import models
from tahqiq.desk.release_folder import opened
from tahqiq.desk.templatetags.wording import label, language
from tahqiq.release import Difference, Release, compare
from tahqiq.release.comparing import rows_to_read
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import isolate, word

#: Rows that are compared while somebody waits for the page; more are compared in the background.
AT_ONCE = 20_000
#: Figures of the totals → what they are called; ``{…}`` are parts of the path that vary.
FIGURES: Mapping[tuple[str, ...], str] = {
    ("assessed_by",): "By the assessment of",
    ("incidents",): "Incidents counted",
    ("not_counted",): "Incidents kept apart",
    ("victims",): "People recorded as harmed",
    ("killed", "all", "incidents"): "Incidents with civilian harm",
    ("killed", "all", "min"): "Civilians killed, all incidents, at least",
    ("killed", "all", "max"): "Civilians killed, all incidents, at most",
    ("killed", "all", "unknown"): "All incidents, without a figure",
    ("killed", "fair_confirmed", "incidents"): "Incidents graded Fair or Confirmed",
    ("killed", "fair_confirmed", "min"): "Civilians killed, Fair and Confirmed, at least",
    ("killed", "fair_confirmed", "max"): "Civilians killed, Fair and Confirmed, at most",
    ("killed", "fair_confirmed", "unknown"): "Fair and Confirmed, without a figure",
}
#: What the last part of a party's figure is called, where it is no state of an answer.
_OF_PARTY: Mapping[tuple[str, ...], str] = {
    ("assessments",): "answers",
    ("conceded_killed", "min"): "killed as conceded, at least",
    ("conceded_killed", "max"): "killed as conceded, at most",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that differs, in the screen's language."""

    name: str
    before: str
    after: str


def read_pair(before: models.Release, after: models.Release) -> tuple[Release, Release]:
    """Both folders, opened.

    Raises:
        BadInput: one of them is not in this home.
    """
    one, other = opened(before), opened(after)
    if one is None or other is None:
        raise BadInput("the folder of one of the two releases is not in this home")
    return one, other


def plain_difference(difference: Difference) -> dict[str, Any]:
    """The difference for JSON, as ``desk/parts/difference.html`` shows it."""
    tables = [
        {**asdict(each), "fields": dict(each.fields), "named": {k: list(v) for k, v in each.named.items()}}
        for each in difference.tables
    ]
    return {"tables": tables, "figures": [asdict(each) for each in difference.figures]}


def difference_of(
    before: models.Release, after: models.Release, job: models.Job | None
) -> dict[str, Any] | None:
    """The difference, from a job that is done, or found at once where few rows have to be read.

    None where it takes a job that is not done, or a folder is not in this home.
    """
    if job is not None and job.state == models.JobState.FINISHED:
        return dict(job.result)
    one, other = opened(before), opened(after)
    if one is None or other is None or rows_to_read(one, other) > AT_ONCE:
        return None
    return plain_difference(compare(one, other))


def earlier_than(release: models.Release) -> models.Release | None:
    """The release of the case that was made last before this one."""
    made = models.Release.objects.filter(case=release.case_id, created_at__lt=release.created_at)
    return made.order_by("-created_at", "id").first()


def difference_job(before: models.Release, after: models.Release) -> models.Job | None:
    """The comparison of the two that was asked for last; None where nobody did."""
    asked: Mapping[str, str] = {"before": str(before.pk), "after": str(after.pk)}
    jobs = models.Job.objects.filter(case=after.case_id, kind=models.JobKind.COMPARE.value)
    return next((job for job in jobs.order_by("-asked_at", "id")[:200] if job.arguments == asked), None)


def figures_of(plain: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Figures that differ, in words."""
    return [Figure(_called(each["figure"]), _shown(each["before"]), _shown(each["after"])) for each in plain]


def _called(path: str) -> str:
    """What a figure of the totals is called; a path we do not know stands for itself."""
    match tuple(path.split(".")):
        case known if known in FIGURES:
            return word(FIGURES[known], language())
        case ("by_grade", grade):
            return word("Incidents graded {grade}", language()).format(grade=label(grade, "Grade"))
        case ("responses", party, *rest):
            return f"{party}: {_of_party(tuple(rest))}"
        case _:
            return path


def _of_party(rest: tuple[str, ...]) -> str:
    if rest in _OF_PARTY:
        return word(_OF_PARTY[rest], language())
    return label(rest[0], "AnswerState")


def _shown(value: int | str | None) -> str:
    if value is None:
        return word("none", language())
    return isolate(f"{value:,}" if isinstance(value, int) else value, language())
