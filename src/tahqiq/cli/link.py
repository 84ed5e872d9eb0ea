"""``tahqiq link``: who stands on both of two lists, proposed to people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tahqiq.cli.linking import LIST, TABLE, Options, check, finish, linking_options, mappings, wanted_of
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.cli.remains import link_remains
from tahqiq.vocab.errors import BadInput

#: Candidates of each body unless told.
_TOP = 10
STATUSES = ("killed", "injured", "missing")


@click.command("link")
@click.argument("left_file", metavar="LEFT", type=LIST)
@click.argument("right_file", metavar="RIGHT", type=LIST)
@click.option("--out", required=True, metavar="FILE", type=TABLE, help="The decided links (CSV).")
@click.option(
    "--kind",
    type=click.Choice(("people", "remains")),
    default="people",
    show_default=True,
    help="What is compared.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 100),
    default=None,
    metavar="N",
    help="Of remains: candidates of each at most (default: 10).",
)
@click.option("--left-covers", type=click.Choice(STATUSES), help="LEFT holds only such people.")
@click.option("--right-covers", type=click.Choice(STATUSES), help="RIGHT holds only such people.")
@click.option("--left-repeats", is_flag=True, help="LEFT may hold a person more than once.")
@click.option("--right-repeats", is_flag=True, help="RIGHT may hold a person more than once.")
@click.option("--names-alone", is_flag=True, help="Decide also pairs that only a name speaks for.")
@linking_options
@shared_options
def command(
    shared: Shared,
    left_file: Path,
    right_file: Path,
    kind: str,
    top: int | None,
    left_covers: str | None,
    right_covers: str | None,
    left_repeats: bool,
    right_repeats: bool,
    names_alone: bool,
    **typed: Any,
) -> None:
    """Find who stands on both of two lists, LEFT and RIGHT (CSV or Parquet).

    The table has the columns left_id, right_id and probability, a row a decided link. Neither
    list is changed: links are proposals, and people judge them (--ask, --judgements). Columns are
    recognised by their headers in English or Arabic. Each list is taken to hold nobody twice,
    unless it is said to repeat people.

    With --kind remains LEFT is what was found and RIGHT the files of missing persons (JSON lines), and
    --out holds
    for each body or part whom it may be, with the evidence (JSON lines). Nobody is identified by it.
    """
    options = Options(**typed)
    if kind == "remains":
        if left_covers or right_covers or left_repeats or right_repeats or names_alone:
            raise BadInput("an option of lists of people, and these are remains", remedy="leave it out")
        link_remains(shared, left_file, right_file, options, top=top or _TOP)
        return
    if top is not None:
        raise BadInput("--top is of remains", remedy="--kind remains")
    check(options, [left_file, right_file])
    if left_covers and right_covers and left_covers != right_covers:
        problem = f"one list covers the {left_covers} and the other the {right_covers}"
        raise BadInput(problem, remedy="lists of different people share nobody")
    from tahqiq.link.linking import STEPS, link
    from tahqiq.link.reading import read_list

    covers = left_covers or right_covers or ""
    maps = mappings(options.mapping)
    names = [
        f"{path.stem}{mark}"
        for path, mark in zip((left_file, right_file), _marks(left_file, right_file), strict=True)
    ]
    left = read_list(left_file, name=names[0], mapping=maps["left"], covers=covers, distinct=not left_repeats)
    right = read_list(
        right_file, name=names[1], mapping=maps["right"], covers=covers, distinct=not right_repeats
    )
    wanted = replace(wanted_of(options, shared.acting_as), refer=not names_alone)
    with Progress("linking", STEPS) as progress:
        linkage = link(left, right, wanted, on_step=progress.turn_to)
    from tahqiq.link.writing import links_table

    finish(shared, options, linkage, links_table(linkage))


def _marks(left: Path, right: Path) -> tuple[str, str]:
    """What tells two files apart that are called alike."""
    return (" (left)", " (right)") if left.stem == right.stem else ("", "")
