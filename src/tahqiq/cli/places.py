"""``tahqiq places``: for each wording of a place, the places of a gazetteer that may be meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.language.places.located import Refused
    from tahqiq.language.places.resolving import Answer

COLUMNS = ("query", "rank", "id", "name", "lat", "lon", "precision", "score")
#: Decimals of a degree in the output: a tenth of a metre.
DECIMALS = 6
#: More characters than any wording of a place has.
LONGEST = 1_000
#: Odd rows of a gazetteer that are told one by one.
TOLD = 10


@click.command("places")
@click.argument("queries", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--gazetteer",
    "gazetteers",
    required=True,
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Known places: CSV, GeoJSON or a GeoNames dump; may be given several times.",
)
@click.option(
    "--out", required=True, metavar="FILE.csv", type=click.Path(path_type=Path), help="The places found."
)
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Places for each query.")
@shared_options
def command(shared: Shared, queries: Path, gazetteers: Sequence[Path], out: Path, top: int) -> None:
    """For each line of QUERIES, the places of a gazetteer that may be meant, in either script.

    A line is a wording ('near al-Nour mosque, al-Badu neighbourhood'), a code of the gazetteer, or
    coordinates: decimal, degrees and minutes, or a military grid reference. The CSV has the columns
    query, rank, id, name, lat, lon, precision and score. Coordinates that cannot be are refused, with
    the reason, and the rest is done.
    """
    from tahqiq.durable import write_file
    from tahqiq.language.places.located import Refused
    from tahqiq.language.places.reading import read_gazetteers
    from tahqiq.language.places.resolving import Resolver

    check_destinations([out], given=[queries, *gazetteers])
    asked = _queries(queries)
    gazetteer = read_gazetteers(gazetteers)
    _tell(gazetteer.warnings)
    resolver = Resolver(gazetteer)
    with Progress("finding places", len(asked)) as progress:
        answers = [
            (line, query, resolver.answer(query, top=top)) for line, query in progress.over(asked.items())
        ]
    refused = {line: each for line, _, each in answers if isinstance(each, Refused)}
    _tell([f"{queries}, row {line}: {each}" for line, each in refused.items()])
    found = [(query, each) for _, query, each in answers if not isinstance(each, Refused)]
    write_file(out, _csv(found))
    shared.answer(*_told(found, refused, places=len(gazetteer), warnings=len(gazetteer.warnings), out=out))


def _queries(path: Path) -> dict[int, str]:
    """The lines of a file that are not blank, verbatim, by their number."""
    from tahqiq.language.textfile import read_text

    lines = {number: line.removesuffix("\r") for number, line in enumerate(read_text(path).split("\n"), 1)}
    for number, line in lines.items():
        if len(line) > LONGEST:
            problem = f"a line of {len(line):,} characters is no place"
            raise BadInput(problem, file=str(path), row=number, remedy="one place a line")
    asked = {number: line for number, line in lines.items() if line.strip()}
    if not asked:
        raise BadInput("holds no query", file=str(path), remedy="one place a line")
    return asked


def _tell(lines: Sequence[str]) -> None:
    """The first of many remarks, on stderr, and how many more there are."""
    for line in lines[:TOLD]:
        click.echo(f"tahqiq: {line}", err=True)
    if len(lines) > TOLD:
        click.echo(f"tahqiq: and {len(lines) - TOLD:,} more such", err=True)


def _csv(found: Sequence[tuple[str, Sequence[Answer]]]) -> bytes:
    """The contract's columns, one row an answer."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for query, answers in found:
        writer.writerows(_rows(query, answers))
    return text.getvalue().encode("utf-8", "surrogatepass")


def _rows(query: str, answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    for rank, answer in enumerate(answers, 1):
        point = answer.point
        lat, lon = (round(point.lat, DECIMALS), round(point.lon, DECIMALS)) if point else ("", "")
        yield query, rank, answer.id, answer.name, lat, lon, answer.precision.value, answer.score


def _told(
    found: Sequence[tuple[str, Sequence[Answer]]],
    refused: dict[int, Refused],
    *,
    places: int,
    warnings: int,
    out: Path,
) -> tuple[str, dict[str, object]]:
    """The summary a person reads, and the same for a program."""
    asked = len(found) + len(refused)
    without = sum(not answers for _, answers in found)
    lines = [f"{asked - without - len(refused):,} of {asked:,} queries found among {places:,} places; {out}"]
    lines += [f"{without:,} name nothing in the gazetteer"] if without else []
    lines += [f"{len(refused):,} hold coordinates that cannot be"] if refused else []
    figures: dict[str, object] = {
        "queries": asked,
        "places": places,
        "without": without,
        "refused": {str(line): str(each) for line, each in refused.items()},
        "warnings": warnings,
        "out": str(out),
    }
    return "\n".join(lines), figures
