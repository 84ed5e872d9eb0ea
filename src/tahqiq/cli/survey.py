"""``tahqiq survey``: which buildings changed, how probably, and between which two images."""

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

if TYPE_CHECKING:
    from tahqiq.survey.surveying import Survey

#: The same as tahqiq.survey.change.moments.FILTERS, which is not imported to print help.
FILTERS = ("lee", "refined-lee", "none")
_GEOJSON, _GEOPARQUET = (".geojson", ".json", ""), (".parquet", ".geoparquet")
_FILE = click.Path(path_type=Path)

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--footprints",
        required=True,
        metavar="FILE",
        type=_FILE,
        help="The buildings: GeoJSON, or GeoParquet (.parquet).",
    ),
    click.option("--from", "since", required=True, metavar="DATE", help="Images before are the reference."),
    click.option("--to", "until", metavar="DATE", help="Images from then on are the test (default: --from)."),
    click.option(
        "--out", required=True, metavar="FILE", type=_FILE, help="GeoJSON, or GeoParquet (.parquet)."
    ),
    click.option("--shares", metavar="FILE.csv", type=_FILE, help="The damaged share of each neighbourhood."),
    click.option(
        "--images",
        metavar="FOLDER",
        type=click.Path(path_type=Path, file_okay=False),
        help="Scores of pixels as GeoTIFFs, and quick-looks before and after.",
    ),
    click.option(
        "--reference",
        metavar="FILE.csv",
        type=_FILE,
        help="Buildings known to be damaged or not (id,damaged), to say how right the survey is.",
    ),
    click.option(
        "--filter",
        "speckle",
        type=click.Choice(FILTERS),
        default="lee",
        show_default=True,
        help="Of speckle, in scores of pixels.",
    ),
    click.option(
        "--mask",
        metavar="FILE",
        type=_FILE,
        help="Areas, such as water and fields, that teach nothing and get no scores of pixels.",
    ),
    click.option("--decibels", is_flag=True, help="Radar scenes hold decibels, not linear backscatter."),
    click.option("--workers", type=click.IntRange(0), default=0, help="Threads (default: all cores)."),
    click.option("--scheduler", default="", metavar="ADDRESS", help="Of a Dask cluster that sees the files."),
)


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("survey")
@click.argument("scenes")
@_options
@shared_options
def command(shared: Shared, scenes: str, since: str, until: str | None, out: Path, **wishes: Any) -> None:
    """Say which buildings changed, how probably, and between which two images.

    SCENES is a folder of GeoTIFFs (radar backscatter, linear) whose names hold the date as 20170613, and
    orbit087 and VV or VH where they matter; or a STAC catalogue, on disk or at an address. Optical scenes
    whose names hold B04 or another band are taken in beside. The survey names nobody who did it and nobody
    who died, and nothing of a single building is to be published before it was validated against labels of
    the city.
    """
    first, last = _day(since, "--from"), None if until is None else _day(until, "--to")
    _check(out, wishes)
    found = _surveyed(scenes, first, last, wishes)
    figures = _figures(found, out, wishes)
    _write(found, out, wishes)
    for line in found.left_out:
        click.echo(f"left out: {line}", err=True)
    shared.answer(_told(found, out), figures)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option} {text[:40]!r} is no date", remedy="write it as 2017-06-06") from None


def _check(out: Path, wishes: dict[str, Any]) -> None:
    """Refuses destinations that cannot be written, and files that are not there, before the work is done."""
    given = [path for path in (wishes["footprints"], wishes["reference"], wishes["mask"]) if path is not None]
    for path in given:
        if not path.is_file():
            raise BadInput("there is no such file", file=str(path))
    check_destinations([out, wishes["shares"]], given=given)
    if out.suffix.lower() not in {*_GEOJSON, *_GEOPARQUET}:
        raise BadInput("is no format of buildings", file=str(out), remedy="name it .geojson or .parquet")
    if wishes["images"] is not None:
        wishes["images"].mkdir(parents=True, exist_ok=True)


def _surveyed(scenes: str, first: date, last: date | None, wishes: dict[str, Any]) -> Survey:
    from tahqiq.survey.buildings.footprints import read_areas, read_footprints
    from tahqiq.survey.change.moments import Filter
    from tahqiq.survey.surveying import Wishes, scenes_from, survey

    how = Wishes(
        since=first,
        until=last,
        prepare=Filter(name=wishes["speckle"]),
        decibels=wishes["decibels"],
        masked=None if wishes["mask"] is None else read_areas(wishes["mask"]),
        workers=wishes["workers"],
        scheduler=wishes["scheduler"],
    )
    footprints = read_footprints(wishes["footprints"])
    with Progress("surveying") as progress:

        def on_tile(done: int, total: int) -> None:
            progress.total = total
            progress.advance(done - progress.done)

        return survey(scenes_from(scenes), footprints, how, images=wishes["images"], on_tile=on_tile)


def _write(found: Survey, out: Path, wishes: dict[str, Any]) -> None:
    from tahqiq.durable import write_file
    from tahqiq.survey.outputs import geojson, shares_csv, write_geoparquet

    if out.suffix.lower() in _GEOPARQUET:
        write_geoparquet(out, found)
    else:
        write_file(out, geojson(found))
    if wishes["shares"] is not None:
        write_file(wishes["shares"], shares_csv(found.shares))


def _told(found: Survey, out: Path) -> str:
    whole, seen = found.shares[0], int(found.seen.sum())
    damaged = sum(window.damaged for window in found.windows)
    lines = [
        f"{seen:,} of {len(found.windows):,} buildings seen before and after; "
        f"{damaged:,} called changed; written to {out}",
        f"share changed: {whole.share:.0%} (95 %: {whole.lo95:.0%}–{whole.hi95:.0%}); not validated: "
        "publish shares of neighbourhoods only",
    ]
    return "\n".join(lines)


def _figures(found: Survey, out: Path, wishes: dict[str, Any]) -> dict[str, Any]:
    from tahqiq.survey.outputs import about_of
    from tahqiq.survey.reference import compared

    figures = {"buildings": len(found.windows), "out": str(out), **about_of(found)}
    if wishes["reference"] is not None:
        figures["accuracy"] = compared(found, wishes["reference"])
    return figures
