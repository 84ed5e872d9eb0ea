"""``tahqiq dedupe``: who stands more than once on one list, proposed to people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tahqiq.cli.linking import LIST, TABLE, Options, check, finish, linking_options, mappings, wanted_of
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.cli.reports import ReportOptions, dedupe_incidents, report_options
from tahqiq.vocab.errors import BadInput


@click.command("dedupe")
@click.argument("file", metavar="FILE", type=LIST)
@click.option("--out", required=True, metavar="FILE.csv", type=TABLE, help="The clusters.")
@click.option(
    "--kind",
    type=click.Choice(("people", "incidents")),
    default="people",
    show_default=True,
    help="What the rows are of.",
)
@linking_options
@report_options
@shared_options
def command(
    shared: Shared,
    file: Path,
    kind: str,
    gazetteers: tuple[Path, ...],
    texts: Path | None,
    decisions: Path | None,
    entered_once: bool,
    **typed: Any,
) -> None:
    """Find who stands more than once on a list, FILE (CSV or Parquet).

    The table has the columns id, cluster_id and probability, a row a record: records with the same
    cluster_id are proposed to be one person. The list is not changed: people judge what is proposed
    (--ask, --judgements). No chain of weak likenesses makes a cluster: all its records must fit.

    With --kind incidents the rows are reports, or claims as tahqiq read writes them (JSON lines, too), and
    a cluster is one incident; sums over several incidents stand apart.
    """
    options = Options(**typed)
    check(options, [file])
    own = ReportOptions(gazetteers=gazetteers, texts=texts, decisions=decisions, entered_once=entered_once)
    if kind == "incidents":
        dedupe_incidents(shared, file, options, own)
        return
    if own.any:
        raise BadInput("an option of incidents, and the rows are people", remedy="--kind incidents")
    from tahqiq.link.linking import STEPS, dedupe
    from tahqiq.link.reading import read_list
    from tahqiq.link.writing import clusters_table

    people = read_list(file, mapping=mappings(options.mapping)["left"], distinct=False)
    wanted = wanted_of(options, shared.acting_as)
    with Progress("deduplicating", STEPS) as progress:
        linkage = dedupe(people, wanted, on_step=progress.turn_to)
    finish(shared, options, linkage, clusters_table(linkage))
