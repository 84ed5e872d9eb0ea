"""What ``tahqiq link`` and ``tahqiq dedupe`` share: their options, the files they write, what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.link.engines import Engine
    from tahqiq.link.judgements import Judgement
    from tahqiq.link.linkage import Linkage, Wanted
    from tahqiq.vocab.wording import Language

#: The same as tahqiq.link.engines.ENGINES, which is not imported to print help.
ENGINES = ("duckdb", "spark")
SIDES = ("left", "right")
TABLE = click.Path(path_type=Path, dir_okay=False)
LIST = click.Path(path_type=Path, exists=True, dir_okay=False)
DRAWS = Path("draws.parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was typed, of what linking and deduplicating share."""

    out: Path
    engine: Engine
    mapping: tuple[str, ...]
    judgements: tuple[Path, ...]
    answers: Path | None
    ask: int
    questions: Path | None
    draws: int
    draws_out: Path | None
    records_out: Path | None
    html: Path | None
    evidence: Path | None
    candidates: Path | None
    language: Language
    seed: int
    threshold: float

    def destinations(self) -> list[Path]:
        """Every file that is to be written, as the user named it."""
        draws = self.draws_out or (DRAWS if self.draws else None)
        beside = (self.questions, self.html, self.evidence, self.candidates, self.records_out, draws)
        named = (*beside, self.out)
        return [path for path in named if path is not None]


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column holds what, where its header does not say (repeatable); FIELD= for none.",
    ),
    click.option(
        "--judgements",
        multiple=True,
        type=TABLE,
        help="What people decided: a judgements.jsonl, or a table they filled in (repeatable).",
    ),
    click.option(
        "--answers",
        type=LIST,
        help="A table just filled in: signed with --as, added to the judgements.jsonl, and used.",
    ),
    click.option("--ask", type=click.IntRange(0), default=0, metavar="N", help="Propose N pairs to judge."),
    click.option(
        "--questions", type=TABLE, help="Where the proposed pairs go: .csv to fill in, .html to read."
    ),
    click.option("--html", type=TABLE, help="A page with the evidence for and against each pair."),
    click.option("--evidence", type=TABLE, help="The same for a program: a waterfall a line (JSON lines)."),
    click.option("--candidates", type=TABLE, help="Every pair compared, with its evidence (Parquet)."),
    click.option(
        "--draws", type=click.IntRange(0, 10_000), default=0, metavar="K", help="Sample K ways of linking."
    ),
    click.option(
        "--draws-out", type=TABLE, help="The samples, for estimate --clusters (default: draws.parquet)."
    ),
    click.option("--records-out", type=TABLE, help="The records of the samples, for estimate --records."),
    click.option(
        "--language",
        type=click.Choice(("en", "ar")),
        default="en",
        show_default=True,
        help="Of the page and the questions.",
    ),
    click.option(
        "--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True, help="What compares."
    ),
    click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of all chance."),
    click.option(
        "--threshold",
        type=click.FloatRange(0, 1, min_open=True, max_open=True),
        default=0.5,
        show_default=True,
        help="The least probability of a link that is decided.",
    ),
)


def linking_options(function: Any) -> Any:
    """Adds the options that linking and deduplicating share."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def check(options: Options, lists: Sequence[Path]) -> None:
    """What can be known to fail before anything is read.

    Raises:
        BadInput: a result cannot be written, or would overwrite what is read; or options need one another.
    """
    check_destinations(options.destinations(), given=(*lists, *options.judgements, options.answers))
    if bool(options.ask) != (options.questions is not None):
        raise BadInput("questions need their number and a file", remedy="--ask 50 --questions questions.csv")
    if options.questions is not None and options.questions.suffix.lower() not in {".csv", ".html"}:
        raise BadInput("a table or a page", file=str(options.questions), remedy="name it .csv or .html")
    if (options.draws_out or options.records_out) and not options.draws:
        raise BadInput("how many samples?", remedy="--draws 100")


def refuse(typed: Mapping[str, object], why: str) -> None:
    """Refuses options that what is compared does not have.

    Args:
        typed: what was typed, by the option's name.
        why: what the first one that was typed is of.

    Raises:
        BadInput: one was typed.
    """
    for name, value in typed.items():
        if value:
            raise BadInput(f"{name} {why}", remedy="leave it out")


def mappings(typed: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns a person named, for the left and for the right list.

    Raises:
        BadInput: something is not written as FIELD=COLUMN.

    >>> mappings(["right:name=who"])
    {'left': {}, 'right': {'name': 'who'}}
    """
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for each in typed:
        named, sign, column = each.partition("=")
        side, colon, field = named.rpartition(":")
        if not sign or not field.strip() or (colon and side not in SIDES):
            raise BadInput(f"--map {each}: not understood", remedy="--map name=COLUMN, or left:name=COLUMN")
        for one in (side,) if colon else SIDES:
            found[one][field.strip()] = column.strip()
    return found


def wanted_of(options: Options, by: str) -> Wanted:
    """What to do, with every judgement read; ``by`` signs answers that nobody signed."""
    from tahqiq.link.linkage import Wanted

    return Wanted(
        engine=options.engine,
        judgements=_judgements(options, by),
        ask=options.ask,
        draws=options.draws,
        seed=options.seed,
        threshold=options.threshold,
    )


def _judgements(options: Options, by: str) -> list[Judgement]:
    """Judgements in the order of their files; answers are first added to the one that is kept."""
    from tahqiq.link.judgement_file import append_judgements, read_judgements

    if options.answers is not None:
        kept = _kept(options)
        answers = read_judgements(options.answers, by=by, now=datetime.now(UTC).replace(microsecond=0))
        append_judgements(kept, answers)
    return [each for path in options.judgements for each in read_judgements(path)]


def _kept(options: Options) -> Path:
    """The one file of judgements that answers are added to."""
    if len(options.judgements) == 1 and options.judgements[0].suffix.lower() == ".jsonl":
        return options.judgements[0]
    raise BadInput("answers are added to one file of judgements", remedy="--judgements judgements.jsonl")


def finish(shared: Shared, options: Options, linkage: Linkage, table: bytes) -> None:
    """Writes every file that was asked for, the decided one last, and says what was found."""
    from tahqiq.durable import write_file

    written = [*_besides(options, linkage), options.out]
    write_file(options.out, table)
    lines = [linkage.sentence(), *(f"note: {note}" for note in linkage.notes())]
    lines.append(f"written to {', '.join(map(str, written))}")
    found = {**linkage.figures(), "notes": linkage.notes(), "files": list(map(str, written))}
    shared.answer("\n".join(lines), found)


def _besides(options: Options, linkage: Linkage) -> list[Path]:
    """Writes everything but the decided links or clusters, and gives the paths."""
    from tahqiq.durable import write_file
    from tahqiq.link.draws import write_draws
    from tahqiq.link.explain.exhibits import evidence_lines
    from tahqiq.link.writing import candidates_table, records_table

    if options.questions is not None:
        write_file(options.questions, _questions(options, linkage))
    if options.html is not None:
        write_file(options.html, _page(options, linkage))
    if options.evidence is not None:
        write_file(options.evidence, evidence_lines(linkage))
    if options.candidates is not None:
        write_file(options.candidates, candidates_table(linkage))
    if options.records_out is not None:
        write_file(options.records_out, records_table(linkage))
    if linkage.drawn is not None:
        write_draws(options.draws_out or DRAWS, linkage.drawn, linkage.record_ids())
    return [path for path in options.destinations() if path != options.out]


def _page(options: Options, linkage: Linkage) -> bytes:
    """The review page."""
    from tahqiq.link.explain.exhibits import review_of
    from tahqiq.link.explain.review import review_page

    return review_page(review_of(linkage), options.language).encode()


def _questions(options: Options, linkage: Linkage) -> bytes:
    """The questions, as a table or as a page."""
    from tahqiq.link.explain.exhibits import review_of
    from tahqiq.link.explain.review import review_page
    from tahqiq.link.question_file import questions_table

    if options.questions is not None and options.questions.suffix.lower() == ".html":
        asked = review_of(linkage, [each.row for each in linkage.asked])
        return review_page(asked, options.language).encode()
    return questions_table(linkage, options.language)
