"""``tahqiq dedupe --kind incidents``: which reports are of one incident."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.linking import Options, mappings, refuse, wanted_of
from tahqiq.cli.options import Shared
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--gazetteer",
        "gazetteers",
        multiple=True,
        metavar="FILE",
        type=_FILE,
        help="Of incidents: known places, to tell where names lie (repeatable).",
    ),
    click.option(
        "--texts", type=_FILE, help="Of incidents, from claims: the texts (id, text, doc_date, source)."
    ),
    click.option(
        "--decisions",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Of incidents: every joining and refusal with its evidence (JSON lines).",
    ),
    click.option(
        "--entered-once", is_flag=True, help="Of incidents: each source lists an incident no more than once."
    ),
)


def report_options(function: Any) -> Any:
    """Adds the options that only reports of incidents have."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What was typed of the options that only reports have."""

    gazetteers: Sequence[Path]
    texts: Path | None
    decisions: Path | None
    entered_once: bool

    @property
    def any(self) -> bool:
        """Whether one of them was used."""
        return bool(self.gazetteers or self.texts or self.decisions or self.entered_once)


def dedupe_incidents(shared: Shared, file: Path, options: Options, own: ReportOptions) -> None:
    """Reads, links, writes every file that was asked for, and says what was found."""
    _check(file, options, own)
    from tahqiq.durable import write_file
    from tahqiq.link.incidents.running import dedupe_reports
    from tahqiq.link.incidents.telling import (
        clusters_table,
        decisions_lines,
        figures,
        pairs_table,
        sentence,
    )

    judgements = wanted_of(options, shared.acting_as).judgements
    with Progress("comparing reports"):
        run = dedupe_reports(
            file,
            mapping=mappings(options.mapping)["left"],
            texts=own.texts,
            gazetteers=own.gazetteers,
            distinct=own.entered_once,
            judgements=judgements,
        )
    asked = (
        (own.decisions, decisions_lines),
        (options.candidates, pairs_table),
        (options.out, clusters_table),
    )
    files = [(path, made) for path, made in asked if path is not None]
    for path, made in files:
        write_file(path, made(run.found))
    written = [path for path, _ in files]
    lines = [sentence(run.found), *(f"note: {note}" for note in run.notes)]
    lines.append(f"written to {', '.join(map(str, written))}")
    told = {**figures(run.found), "notes": list(run.notes), "files": list(map(str, written))}
    shared.answer("\n".join(lines), told)


def _check(file: Path, options: Options, own: ReportOptions) -> None:
    """Options that people have and incidents have not are refused, not passed over in silence."""
    unused = {
        "--ask": options.ask,
        "--html": options.html,
        "--draws": options.draws,
        "--records-out": options.records_out,
    }
    refuse(unused, "is of people, not of incidents")
    if options.engine != "duckdb":
        raise BadInput("incidents are compared without an engine", remedy="leave out --engine")
    check_destinations([own.decisions, *options.destinations()], given=[file, own.texts, *own.gazetteers])
