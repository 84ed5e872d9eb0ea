"""``tahqiq estimate``: the toll beyond the lists, or an honest refusal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput, Refusal

if TYPE_CHECKING:
    from tahqiq.estimate.answering import Answered
    from tahqiq.estimate.asking import Ask
    from tahqiq.estimate.strata import Declarations, Reading
    from tahqiq.vocab.estimates import Assessed, Source

#: The default first; the same as tahqiq.estimate.methods.METHODS, which is not imported to print help.
METHODS = ("latent", "decomposable", "loglinear", "stepwise", "chapman", "chao", "doubly_robust")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What was typed."""

    lists: str
    by: str
    method: str | None
    seed: int
    covariates: str
    assume_independent: bool
    compiled: tuple[str, ...]
    not_covering: tuple[str, ...]
    impossible: tuple[str, ...]
    unnamed: int | None
    records: Path | None
    clusters: Path | None
    force: bool
    checks: str
    compare: bool
    delta: float | None
    effort: int


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


_READING: tuple[Callable[[Any], Any], ...] = (
    click.option("--lists", metavar="A,B,C", default="", help="The lists (default: every 0/1 column)."),
    click.option("--by", metavar="C", default="", help="Column, or columns with commas, to estimate apart."),
    click.option(
        "--covariates", metavar="C,D", default="", help="What is known of each person, for doubly_robust."
    ),
    click.option(
        "--records", type=click.Path(path_type=Path), help="Records to be linked (with --clusters)."
    ),
    click.option(
        "--clusters", type=click.Path(path_type=Path), help="Which records are one person; or draws of it."
    ),
    click.option(
        "--compiled",
        multiple=True,
        metavar="'C from A,B'",
        help="List C was compiled from A and B; they are then not separate lists.",
    ),
    click.option(
        "--not-covering",
        multiple=True,
        metavar="C@STRATUM",
        help="List C did not cover it; or a file of such.",
    ),
    click.option(
        "--impossible", multiple=True, metavar="A=1,B=1", help="Nobody can be on these lists so (repeatable)."
    ),
    click.option("--unnamed", type=click.IntRange(0), metavar="N", help="Dead without a name, shown beside."),
)

_ESTIMATING: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--method",
        type=click.Choice(METHODS),
        help="The model (default: latent; for two lists held independent: chapman).",
    ),
    click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of all chance."),
    click.option(
        "--delta",
        type=click.FloatRange(0, 1000, min_open=True),
        help="Prior of decomposable graphs: what every cell gets (default: 0.5; dga's manual advises 2^-k).",
    ),
    click.option(
        "--assume-independent", is_flag=True, help="You hold two lists to be independent of one another."
    ),
    click.option("--force", is_flag=True, help="Compute although it is refused; the result says so."),
    click.option(
        "--checks",
        type=click.Choice(("auto", "full", "brief")),
        default="auto",
        show_default=True,
        help="Priors, each list left out, other models: full, or (over 20 strata) brief.",
    ),
    click.option("--compare", is_flag=True, help="Ask the other models even where checks are brief."),
    click.option(
        "--effort",
        type=click.IntRange(1, 100),
        default=1,
        show_default=True,
        help="How many times the usual number of draws.",
    ),
    click.option(
        "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The result (JSON)."
    ),
    click.option("--figures", type=click.Path(path_type=Path, file_okay=False), help="Folder for figures."),
    click.option("--text", is_flag=True, help="Print the methods paragraph, in English and Arabic."),
)


def _with(options: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def add(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return add


@click.command("estimate")
@click.argument("file", metavar="LISTS.csv", required=False, type=click.Path(path_type=Path))
@_with(_READING)
@_with(_ESTIMATING)
@shared_options
def command(
    shared: Shared, file: Path | None, out: Path, figures: Path | None, text: bool, **typed: Any
) -> None:
    """Estimate how many people stand on no list, or refuse.

    LISTS.csv has a row a person, or a row a combination of lists and a 'count'; every column
    of zeros and ones is a list. Documented, undocumented and all together are given apart,
    with 50, 80 and 95 % intervals. Where the lists cannot carry an estimate the result says
    why and what would help, holds no figures, and the exit code is 3.
    """
    options = _Options(**typed)
    check_destinations([out], given=[file, options.records, options.clusters])
    _check(options)
    from tahqiq.estimate.figures.album import write_figures
    from tahqiq.estimate.result import write_result

    reading, source = _read(file, options)
    ask = _ask(reading, options)
    folder = out.with_name(f"{out.name}.partial")
    answered = _answer(reading, source, ask, options, folder)
    if figures is not None:
        write_figures(answered, figures)
    write_result(answered.result, out)
    _forget(folder)
    _tell(shared, answered, out, text=text)
    if answered.result.total.median is None:
        raise Refusal(f"refused: {answered.result.total.refused}")


def _check(options: _Options) -> None:
    """Which options do not go together."""
    if options.covariates and options.method != "doubly_robust":
        raise BadInput("covariates are for one method only", remedy="add --method doubly_robust")
    if options.delta is not None and options.method != "decomposable":
        raise BadInput("--delta is for one method only", remedy="add --method decomposable")


def _read(file: Path | None, options: _Options) -> tuple[Reading, Source]:
    """The lists, and what was declared of them."""
    from tahqiq.estimate.answering import source_of

    path = file if file is not None else options.records
    if path is None or (file is not None and options.records is not None):
        raise BadInput(
            "name either a file of lists, or records and clusters",
            remedy="tahqiq estimate LISTS.csv --out result.json",
        )
    reading = _listed(path, options) if file is not None else _linked(path, options)
    declared = {
        "independent": _held_independent(options),
        "compiled": list(options.compiled),
        "not_covering": [f"{name}@{each.name}" for each in reading.strata for name in each.not_covering],
        "impossible": list(options.impossible),
        "notes": list(reading.notes),
    }
    return reading, source_of(path, reading, declared, clusters=options.clusters)


def _declarations(options: _Options) -> Declarations:
    from tahqiq.estimate.strata import Declarations

    return Declarations(impossible=options.impossible, not_covering=options.not_covering)


def _listed(file: Path, options: _Options) -> Reading:
    from tahqiq.estimate.reading import read_lists

    return read_lists(
        file,
        lists=_names(options.lists),
        by=_names(options.by),
        covariates=_names(options.covariates),
        declarations=_declarations(options),
    )


def _linked(records: Path, options: _Options) -> Reading:
    from tahqiq.estimate.linked import read_linked

    if options.clusters is None:
        raise BadInput("records need their clusters", remedy="--records FILE --clusters FILE")
    if options.covariates:
        raise BadInput("covariates need a row a person", remedy="give a file of lists")
    return read_linked(
        records,
        options.clusters,
        lists=_names(options.lists),
        by=_names(options.by),
        declarations=_declarations(options),
    )


def _held_independent(options: _Options) -> bool:
    """Said so, or by naming a method that is nothing without it: a warning then stands beside the figure."""
    return options.assume_independent or options.method in {"chapman", "chao"}


def _ask(reading: Reading, options: _Options) -> Ask:
    from tahqiq.estimate.asking import Ask
    from tahqiq.estimate.declared import read_compiled
    from tahqiq.estimate.estimating import CHECKED_IN_FULL
    from tahqiq.estimate.judgement import Declared

    two_held_independent = _held_independent(options) and len(reading.lists) == 2
    full = options.checks == "full" or (options.checks == "auto" and len(reading.strata) <= CHECKED_IN_FULL)
    return Ask(
        method=options.method or ("chapman" if two_held_independent else "latent"),
        seed=options.seed,
        effort=options.effort,
        force=options.force,
        declared=Declared(
            independent=_held_independent(options), compiled=read_compiled(options.compiled, reading.lists)
        ),
        full=full,
        compare=options.compare,
        delta=options.delta,
    )


def _answer(reading: Reading, source: Source, ask: Ask, options: _Options, folder: Path) -> Answered:
    from tahqiq.estimate.answering import answer
    from tahqiq.estimate.estimating import planned

    with Progress("estimating, fits", planned(reading.strata, ask)) as progress:
        return answer(reading, source, ask, unnamed=options.unnamed, folder=folder, on_fit=progress.advance)


def _forget(folder: Path) -> None:
    """The fits kept on the way are no longer needed: the result is on the disk."""
    shutil.rmtree(folder, ignore_errors=True)


def _tell(shared: Shared, answered: Answered, out: Path, *, text: bool) -> None:
    import msgspec

    result = answered.result
    lines = [_line(each, each.name) for each in result.strata] + [_line(result.total, "all")]
    lines += _warnings(result.total) if not result.strata else []
    lines.append(f"written to {out}")
    lines += ["", result.methods, "", result.methods_ar] if text else []
    shared.answer("\n".join(lines), msgspec.to_builtins(result) if shared.as_json else None)


def _line(estimate: Assessed, name: str) -> str:
    """Documented, undocumented and all together, apart."""
    documented = f"{name}: {estimate.documented:,} documented"
    unseen = estimate.undocumented
    if unseen is None or estimate.median is None:
        return f"{documented}; refused: {estimate.reasons[0].text}" if name != "all" else documented
    forced = f" (refused, computed by force: {estimate.refused})" if estimate.forced else ""
    return (
        f"{documented}; {unseen.median:,.0f} undocumented ({unseen.lo95:,.0f}–{unseen.hi95:,.0f}); "
        f"{estimate.median:,.0f} in all ({estimate.lo95:,.0f}–{estimate.hi95:,.0f}), 95 %, "
        f"{estimate.method}{forced}"
    )


def _warnings(estimate: Assessed) -> list[str]:
    if estimate.diagnosis is None:
        return []
    return [f"note: {each.text}" for each in estimate.diagnosis.warnings]
