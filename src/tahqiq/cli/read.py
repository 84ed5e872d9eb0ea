"""``tahqiq read``: documents in, proposed claims or an armed actor's answers out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tahqiq.cli.destinations import check_destinations
from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.progress import Progress
from tahqiq.vocab.wording import LANGUAGES, Language, some

if TYPE_CHECKING:
    from tahqiq.read.review.page import ReadText
    from tahqiq.read.running import Reading

#: The same as tahqiq.read.running.Kind, which is not imported to print help.
KINDS = ("text", "statements")

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--out", required=True, metavar="FILE.jsonl", type=click.Path(path_type=Path), help="A line a claim."
    ),
    click.option(
        "--kind",
        type=click.Choice(KINDS),
        default="text",
        show_default=True,
        help="Casualty claims in any text, or an armed actor's own statements.",
    ),
    click.option("--text-column", metavar="C", help="Of a table or .jsonl: the column that holds the words."),
    click.option("--date-column", metavar="C", help="The column that holds the day of publication."),
    click.option("--media-type", metavar="TYPE", help="Of documents, as declared when they were captured."),
    click.option(
        "--html",
        metavar="FILE.html",
        type=click.Path(path_type=Path),
        help="A page with every claim marked in its text and explained.",
    ),
    click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default="en",
        show_default=True,
        help="Of that page's own words.",
    ),
    click.option(
        "--assist", metavar="URL", help="Also ask a model at an OpenAI-compatible endpoint (off without it)."
    ),
    click.option("--model", metavar="NAME", help="With --assist: the model's name there."),
)


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@_options
@shared_options
def command(
    shared: Shared,
    files: tuple[Path, ...],
    out: Path,
    kind: str,
    html: Path | None,
    language: Language,
    assist: str | None,
    model: str | None,
    **wishes: str | None,
) -> None:
    """Proposes what documents claim; a person decides what becomes of it.

    A FILE is any document: a web page, PDF, DOCX, mail, chat or posts as exported, plain text; or a .jsonl
    with id and text, or a table with a text a record. Every line written holds the exact words, and where
    they stand in the text. What a model proposes (--assist) is checked against the text and labelled.
    """
    from tahqiq.cli.assisting import assisted, assisted_lines, assisted_told

    check_destinations([out, html], given=files)
    readings = _read(files, kind, wishes)
    helped = assisted(readings, assist, model) if kind == "text" else []
    found = _write(out, [*_lines(readings), *assisted_lines(readings, helped)])
    if html is not None:
        _write_page(html, readings, language)
    for warning in [*_problems(readings), *assisted_told(helped)]:
        click.echo(warning, err=True)
    shared.answer(
        _told(len(readings), found, kind, out), {"texts": len(readings), "found": found, "out": str(out)}
    )


def _read(files: Sequence[Path], kind: str, wishes: dict[str, str | None]) -> list[Reading]:
    from tahqiq.read.running import Kind, read_file

    readings: list[Reading] = []
    with Progress("reading") as progress:
        for path in files:
            readings += progress.over(read_file(path, kind=Kind(kind), **wishes))
    return readings


def _lines(readings: Sequence[Reading]) -> Iterator[dict[str, object]]:
    return (line for reading in readings for line in reading.lines())


def _write(out: Path, lines: Sequence[dict[str, object]]) -> int:
    from tahqiq.durable import write_file

    spelled = (json.dumps(line, ensure_ascii=False) for line in lines)
    write_file(out, "".join(f"{line}\n" for line in spelled).encode("utf-8"))
    return len(lines)


def _write_page(html: Path, readings: Sequence[Reading], language: Language) -> None:
    from tahqiq.durable import write_file
    from tahqiq.read.review.page import review_page

    told = [_shown(reading, language) for reading in readings if reading.found]
    page = review_page(told, language, silent=len(readings) - len(told))
    write_file(html, page.encode("utf-8"))


def _shown(reading: Reading, language: Language) -> ReadText:
    from tahqiq.read.review.cards import card_of
    from tahqiq.read.review.page import ReadText

    given, document = reading.input, reading.input.document
    place = reading.place()
    name = " · ".join(str(part) for part in place.values())
    return ReadText(
        name=name,
        text=given.text,
        cards=[card_of(each, language) for each in reading.found],
        title=document.title if document is not None else "",
        outlet=document.outlet if document is not None else "",
        dated=document.date.text(language) if document is not None and document.date is not None else "",
    )


def _problems(readings: Sequence[Reading]) -> list[str]:
    """What was left out or could not be read of a document, one line each."""
    documents = [(reading.input.file, reading.input.document) for reading in readings]
    return [f"{file}: {problem}" for file, one in documents if one is not None for problem in one.problems]


def _told(texts: int, found: int, kind: str, out: Path) -> str:
    proposed = some(found, "claim", "claims") if kind == "text" else some(found, "entry", "entries")
    return f"{some(texts, 'text', 'texts')} read, {proposed} proposed in {out}"
