"""``tahqiq import``: seal a dataset and bring its records into the casebook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tahqiq.cli.claims import claims, sealed
from tahqiq.cli.documents import documents
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.cli.stories import story
from tahqiq.cli.submissions import forms, scans
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Problem

if TYPE_CHECKING:
    from tahqiq.casebook.importing.intake import Brought
    from tahqiq.read.tables import Dataset

#: In the words of the summary, in its order.
_COUNTED = ("new", "changed", "unchanged", "withdrawn", "kept_apart", "refused", "repaired")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    """What the options common to every kind of import said."""

    dry_run: bool
    title: str
    title_ar: str
    names_basis: str = ""


def _options(function: Callable[..., None]) -> Callable[..., None]:
    """The options every kind of import takes."""
    for option in (
        click.option("--title", default="", help="Title of the case, if the import has to make it."),
        click.option("--title-ar", default="", help="The same title in Arabic."),
        click.option("--dry-run", is_flag=True, help="Read and check everything, report, and keep nothing."),
    ):
        function = option(function)
    return shared_options(function)


@click.group("import")
def command() -> None:
    """Seal a dataset and bring its records into the casebook.

    Every figure and grade becomes a claim or an assessment by the source, quoting its
    verbatim cells. An import that was interrupted goes on where it stopped; one that is
    repeated changes nothing.
    """


command.add_command(documents)
command.add_command(forms)
command.add_command(scans)
command.add_command(claims)
command.add_command(sealed)
command.add_command(story)


@command.command("airwars")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--names-basis",
    metavar="REASON",
    default="",
    help="An editor's reason for publishing the victims' names; without one they are withheld.",
)
@_options
def airwars(shared: Shared, folder: Path, **wishes: Any) -> None:
    """The four CSV files of an Airwars export in DIR: incidents, victims, assessments, statements."""
    from tahqiq.read.tables import open_airwars

    _bring(shared, open_airwars(folder), _Wishes(**wishes))


@command.command("facts")
@click.argument("file", type=click.Path(path_type=Path))
@_options
def facts(shared: Shared, file: Path, **wishes: Any) -> None:
    """Public facts in FILE: one figure or statement a row, with who said it, when and on what basis."""
    from tahqiq.read.tables import open_facts

    _bring(shared, open_facts(file), _Wishes(**wishes))


@command.command("table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_file",
    metavar="MAP.toml",
    type=click.Path(path_type=Path),
    help="Which column says what (format: mapping/2); without it the one confirmed for such columns before.",
)
@click.option("--guess", is_flag=True, help="Guess how a list of people is laid out, and import nothing.")
@click.option("--source", default="", metavar="SLUG", help="With --guess: whose list it is.")
@click.option("--source-name", default="", metavar="NAME", help="With --guess: what readers see of it.")
@_options
def table(
    shared: Shared,
    file: Path,
    map_file: Path | None,
    guess: bool,
    source: str,
    source_name: str,
    **wishes: Any,
) -> None:
    """Any table of incidents or of people, CSV or XLSX, by a declared mapping.

    With --guess the layout of a list of people is guessed and shown, column by column, with how sure
    the guess is and some cells; --map names the file that the mapping is written to, to be read,
    corrected and confirmed by importing with it.
    """
    from tahqiq.cli.guessing import guess_table, known_mapping
    from tahqiq.read.tables import open_mapped

    if guess:
        guess_table(shared, file, map_file, source=source, name=source_name)
        return
    chosen = map_file or known_mapping(shared, file)
    _bring(shared, open_mapped(file, chosen), _Wishes(**wishes))
    if map_file is not None and not wishes["dry_run"]:
        from tahqiq.read.tables.guessing import remember

        remember(shared.home().mappings, file, map_file)


def _bring(shared: Shared, dataset: Dataset, wishes: _Wishes) -> None:
    with _started(shared, dry_run=wishes.dry_run) as (home, here):
        from tahqiq.casebook.importing.intake import Naming, bring_in

        met: list[str] = []
        with Progress("importing", dataset.size()) as progress:
            brought = bring_in(
                here.actor(),
                dataset,
                archive=home.archive,
                reports=home.reports,
                naming=Naming(slug=shared.case, title_en=wishes.title, title_ar=wishes.title_ar),
                names_basis=wishes.names_basis,
                dry_run=wishes.dry_run,
                on_progress=lambda done: progress.advance(done - progress.done),
                on_problem=(lambda problem: met.append(_line(problem))) if wishes.dry_run else None,
            )
        shared.answer(_told(brought, met), {**asdict(brought), "met": met})


@contextmanager
def _started(shared: Shared, *, dry_run: bool) -> Iterator[tuple[Home, Shared]]:
    """The home to import into; a dry run where there is none borrows one for the moment."""
    try:
        shared.home()
    except BadInput:
        if not dry_run or shared.home_path.exists():
            yield shared.start(create=True), shared
            return
        with tempfile.TemporaryDirectory() as borrowed:
            elsewhere = Shared(home_path=Path(borrowed) / "home", acting_as=shared.acting_as)
            yield elsewhere.start(create=True), elsewhere
        return
    yield shared.start(), shared


def _line(problem: Problem) -> str:
    """One row refused or repaired, as one line."""
    at = f"{problem.at.file}, row {problem.row}" + (f", column {problem.column}" if problem.column else "")
    return f"{problem.action}: {at}: {problem.problem}" + (f" ({problem.value})" if problem.value else "")


def _told(brought: Brought, met: list[str]) -> str:
    """The summary a person reads."""
    report = brought.report
    counts = ", ".join(
        f"{report.counts[kind]:,} {kind.replace('_', ' ')}" for kind in _COUNTED if report.counts.get(kind)
    )
    would = "would go" if report.dry_run else "went"
    lines = [f"{brought.records:,} records {would} into the case {brought.case}: {counts or 'nothing'}"]
    lines += ["resumed where an earlier import had stopped"] if report.resumed else []
    lines += [f"sealed {each.sha256}  {each.name}" for each in brought.files if not report.dry_run]
    lines += met
    dirty = report.counts.get("refused") or report.counts.get("repaired")
    lines += [f"rows refused or repaired: {brought.problems}"] if dirty and brought.problems else []
    return "\n".join(lines)
