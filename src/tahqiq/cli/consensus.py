"""``tahqiq consensus``: what many volunteers saw of each building, together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import some

if TYPE_CHECKING:
    from tahqiq.survey.volunteers.agreeing import Consensus
    from tahqiq.survey.volunteers.fusing import Fused

_FILE = click.Path(path_type=Path)


def _file(name: str, told: str, *, metavar: str = "FILE.csv") -> Callable[[Any], Any]:
    return click.option(name, metavar=metavar, type=_FILE, help=told)


_OPTIONS = (
    click.option("--out", required=True, metavar="FILE.csv", type=_FILE, help="A row a building, or a task."),
    _file("--gold", "Buildings of which the truth is known: building,last_intact,first_damaged."),
    click.option("--dates", metavar="D1,D2,…", help="When the images were taken (default: as answers name)."),
    _file("--radar", "What tahqiq survey wrote of the same buildings.", metavar="FILE.geojson"),
    _file("--reports", "Dated reports: building,source,from_date,to_date."),
    _file("--volunteers", "Writes how well each volunteer sees."),
    _file("--next", "Writes which buildings to ask about next, and what is for an expert."),
    _file("--deal", "Deals the first tasks over these footprints, before there are answers.", metavar="FILE"),
    click.option(
        "--each", type=click.IntRange(1), default=3, show_default=True, help="Volunteers, of --deal."
    ),
    click.option("--seed", type=int, default=1, show_default=True, help="Of the order of --deal."),
)


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("consensus")
@click.argument("answers", required=False, type=_FILE)
@_options
@shared_options
def command(shared: Shared, answers: Path | None, out: Path, **wishes: Any) -> None:
    """Say what many volunteers saw of each building, together, and how well each of them sees.

    ANSWERS is a table with the columns building, volunteer, last_intact and first_damaged: dates of images,
    'never', or both empty for 'cannot tell'. Each building gets the window between its last intact and its
    first damaged image; radar and dated reports may stand beside, and where they contradict is said.
    """
    _check(answers, out, wishes)
    if wishes["deal"] is not None:
        _deal(shared, out, wishes)
        return
    if answers is None:
        raise BadInput("there are no ANSWERS", remedy="name their file, or --deal FOOTPRINTS")
    found = _agreed(answers, wishes)
    beside = _beside(found, wishes)
    figures = _figures(found, beside, out)
    _write(found, beside, out, wishes)
    shared.answer(_told(figures), figures)


def _check(answers: Path | None, out: Path, wishes: dict[str, Any]) -> None:
    """Refuses what cannot be read or written before any work is done."""
    if answers is not None and wishes["deal"] is not None:
        raise BadInput("--deal comes before there are answers", remedy="leave one of the two out")
    named = (answers, *(wishes[name] for name in ("gold", "radar", "reports", "deal")))
    given = [path for path in named if path is not None]
    for path in given:
        if not path.is_file():
            raise BadInput("there is no such file", file=str(path))
    check_destinations([out, wishes["volunteers"], wishes["next"]], given=given)


def _deal(shared: Shared, out: Path, wishes: dict[str, Any]) -> None:
    from tahqiq.durable import write_file
    from tahqiq.survey.buildings.footprints import read_footprints
    from tahqiq.survey.volunteers.tables import tasks_csv
    from tahqiq.survey.volunteers.tasks import deal

    buildings = read_footprints(wishes["deal"]).ids
    tasks = deal(buildings, each=wishes["each"], seed=wishes["seed"])
    write_file(out, tasks_csv(tasks))
    over = some(len(buildings), "building", "buildings")
    figures = {"buildings": len(buildings), "tasks": len(tasks), "out": str(out)}
    shared.answer(f"{some(len(tasks), 'task', 'tasks')} over {over}; written to {out}", figures)


def _agreed(answers: Path, wishes: dict[str, Any]) -> Consensus:
    from tahqiq.survey.volunteers.agreeing import agree
    from tahqiq.survey.volunteers.reading import read_answers

    days = [_day(each.strip()) for each in (wishes["dates"] or "").split(",") if each.strip()]
    held = read_answers(answers, dates=days, gold=wishes["gold"])
    with Progress("agreeing") as progress:
        return agree(held, on_round=lambda _: progress.advance())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--dates: {text[:40]!r} is no date", remedy="write it as 2017-06-06") from None


def _beside(found: Consensus, wishes: dict[str, Any]) -> list[Fused]:
    from tahqiq.survey.volunteers.beside import Others, fused, read_radar, read_reports

    if wishes["radar"] is None and wishes["reports"] is None:
        return []
    radar = {} if wishes["radar"] is None else read_radar(wishes["radar"])
    reports = {} if wishes["reports"] is None else read_reports(wishes["reports"])
    if not set(found.answers.buildings) & (set(radar) | set(reports)):
        raise BadInput("radar and reports name no building of the answers", remedy="check the ids")
    return fused(found, Others(radar=radar, reports=reports))


def _figures(found: Consensus, beside: list[Fused], out: Path) -> dict[str, Any]:
    from tahqiq.survey.volunteers.agreement import alpha
    from tahqiq.survey.volunteers.tasks import doubtful, wanting

    agreement = alpha(found.answers)
    return {
        "buildings": len(found.answers.buildings),
        "volunteers": len(found.answers.volunteers),
        "answers": int(found.answers.told.sum()),
        "could_not_tell": int((~found.answers.told).sum()),
        "damaged": sum(window.damaged for window in found.windows()),
        "alpha": None if agreement is None else round(agreement, 4),
        "worth_asking": len(wanting(found)),
        "for_an_expert": len(doubtful(found)),
        "contradicted": [each.window.building for each in beside if each.contradictions],
        "out": str(out),
    }


def _write(found: Consensus, beside: list[Fused], out: Path, wishes: dict[str, Any]) -> None:
    from tahqiq.durable import write_file
    from tahqiq.survey.volunteers.tables import next_csv, skill_csv, windows_csv

    write_file(out, windows_csv(found, beside))
    if wishes["volunteers"] is not None:
        write_file(wishes["volunteers"], skill_csv(found))
    if wishes["next"] is not None:
        write_file(wishes["next"], next_csv(found))


def _told(figures: dict[str, Any]) -> str:
    agreement = "cannot be told" if figures["alpha"] is None else f"{figures['alpha']:.2f}"
    answers = some(figures["answers"], "answer", "answers")
    volunteers = some(figures["volunteers"], "volunteer", "volunteers")
    buildings = some(figures["buildings"], "building", "buildings")
    lines = [
        f"{answers} of {volunteers} about {buildings}; {figures['damaged']:,} seen damaged; "
        f"written to {figures['out']}",
        f"agreement (Krippendorff's alpha): {agreement}; worth asking again: {figures['worth_asking']:,}; "
        f"for an expert: {figures['for_an_expert']:,}",
    ]
    if figures["contradicted"]:
        lines.append(
            "volunteers, radar or reports contradict one another about "
            + some(len(figures["contradicted"]), "building", "buildings")
        )
    return "\n".join(lines)
