"""``tahqiq names``: for each name, the names of a pool most like it, in either script."""

from __future__ import annotations

import contextlib
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
    from tahqiq.language.names.index import Match, NameIndex

#: The same as tahqiq.language.names.searching.EFFORTS, which is not imported to print help.
EFFORTS = ("quick", "usual", "thorough", "full")
#: A pool up to so many names is compared with in full where no effort is named.
SMALL = 20_000
#: More characters than any name has.
LONGEST = 1_000


@click.command("names")
@click.argument("queries", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("pool", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out", required=True, metavar="FILE.csv", type=click.Path(path_type=Path), help="The matches."
)
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Matches for each name.")
@click.option(
    "--effort",
    type=click.Choice(EFFORTS),
    help=f"How much of the pool is looked at (default: full up to {SMALL:,} names, else thorough).",
)
@click.option(
    "--index",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the pool's index here; it is used again while the pool is the same.",
)
@click.option("--explain", is_flag=True, help="A column that says word by word why the two are alike.")
@shared_options
def command(
    shared: Shared,
    queries: Path,
    pool: Path,
    out: Path,
    top: int,
    effort: str | None,
    index: Path | None,
    explain: bool,
) -> None:
    """For each name of QUERIES, the names of POOL most like it, in either script.

    Both files hold one name a line. The CSV has the columns query, rank, match and similarity;
    names stand in it as in the files. A similarity says how well two spellings fit: two people may
    bear one name.
    """
    check_destinations([out], given=[queries, pool])
    asked, names = _names(queries), _names(pool)
    effort = effort or ("full" if len(names) <= SMALL else "thorough")
    rows, without = _matches(asked, _index(names, index), top=top, effort=effort, explain=explain)
    from tahqiq.durable import write_file

    write_file(out, _csv(rows, explain=explain))
    found = len(asked) - without
    text = f"{found:,} of {len(asked):,} names compared with {len(names):,} ({effort}); matches in {out}"
    note = f"\n{without:,} found nothing like them" if without else ""
    figures = {"queries": len(asked), "pool": len(names), "matches": len(rows), "without": without}
    shared.answer(text + note, {**figures, "effort": effort, "out": str(out)})


def _names(path: Path) -> list[str]:
    """The distinct lines of a file, verbatim, blank ones left out."""
    from tahqiq.language.textfile import read_text

    lines = [line.removesuffix("\r") for line in read_text(path).split("\n")]
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            problem = f"a line of {len(line):,} characters is no name"
            raise BadInput(problem, file=str(path), row=number, remedy="one name a line")
    names = list(dict.fromkeys(line for line in lines if line.strip()))
    if not names:
        raise BadInput("holds no name", file=str(path), remedy="one name a line")
    return names


def _index(names: Sequence[str], folder: Path | None) -> NameIndex:
    """The index of the pool: the one kept, if it holds these names, else a new one, kept if asked."""
    from tahqiq.language.names.index import NameIndex
    from tahqiq.language.names.stored import Outdated

    if folder is not None and folder.is_dir() and any(folder.iterdir()):
        with contextlib.suppress(Outdated):
            kept = NameIndex.open(folder)
            if kept.holds(names):
                return kept
    with Progress("reading names", len(names)) as progress:
        index = NameIndex.of(names, on_progress=progress.advance)
    if folder is not None:
        index.save(folder)
    return index


def _matches(
    asked: Sequence[str], index: NameIndex, *, top: int, effort: str, explain: bool
) -> tuple[list[tuple[str, ...]], int]:
    """The rows of the table, and how many names have none."""
    from tahqiq.language.names.searching import EFFORTS as KNOWN

    rows: list[tuple[str, ...]] = []
    without = 0
    with Progress("comparing", len(asked)) as progress:
        for query in progress.over(asked):
            matches = index.search(query, top, effort=KNOWN[effort])
            without += not matches
            rows.extend(_rows(query, matches, explain=explain))
    return rows, without


def _rows(query: str, matches: Sequence[Match], *, explain: bool) -> Iterator[tuple[str, ...]]:
    for rank, match in enumerate(matches, 1):
        row = (query, str(rank), match.name, f"{match.similarity:.4f}")
        yield (*row, _explanation(query, match.name)) if explain else row


def _explanation(one: str, other: str) -> str:
    from tahqiq.language.names.explain import explain

    return " ".join(step.sentence("en") for step in explain(one, other).steps)


def _csv(rows: Sequence[tuple[str, ...]], *, explain: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("query", "rank", "match", "similarity", *(("explanation",) if explain else ())))
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
