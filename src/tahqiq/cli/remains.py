"""``tahqiq link --kind remains``: whom recovered remains may be, among the missing."""

from __future__ import annotations

from pathlib import Path

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.linking import Options, refuse
from tahqiq.cli.options import Shared
from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput


def link_remains(
    shared: Shared, remains_file: Path, missing_file: Path, options: Options, *, top: int
) -> None:
    """Reads, compares, writes the candidates of each body and part, and says what was found.

    Args:
        remains_file: what was found, JSON lines. ``missing_file``: who is missed.
        top: candidates of each at most.

    Raises:
        BadInput: an option that only lists of people have, or a file that cannot be read.
    """
    _check(remains_file, missing_file, options)
    from tahqiq.durable import write_file
    from tahqiq.link.remains.matching import Matcher
    from tahqiq.link.remains.reading import read_missing, read_remains
    from tahqiq.link.remains.telling import candidate_lines, figures, sentence

    remains, files = read_remains(remains_file), read_missing(missing_file)
    with Progress("comparing remains", len(remains)) as progress:
        matcher = Matcher(remains, files, on_step=progress.advance)
    with Progress("putting the reasons into words", len(remains)) as progress:
        rankings = list(progress.over(matcher.rankings(top=top)))
    write_file(options.out, candidate_lines(rankings, options.language), mode=0o600)
    lines = [sentence(rankings, len(files)), f"written to {options.out}"]
    shared.answer("\n".join(lines), {**figures(rankings), "files": [str(options.out)]})


def _check(remains_file: Path, missing_file: Path, options: Options) -> None:
    """Options that lists of people have and remains have not are refused, not passed over in silence."""
    unused = {
        "--ask": options.ask,
        "--questions": options.questions,
        "--html": options.html,
        "--draws": options.draws,
        "--records-out": options.records_out,
        "--judgements": options.judgements,
        "--answers": options.answers,
        "--map": options.mapping,
        "--candidates": options.candidates,
        "--evidence": options.evidence,
    }
    refuse(unused, "is of lists of people, not of remains")
    if options.engine != "duckdb":
        raise BadInput("remains are compared without an engine", remedy="leave out --engine")
    check_destinations([options.out], given=[remains_file, missing_file])
