"""Articles of a text that holds several, each with what its header says."""

from __future__ import annotations

from tahqiq.read.text.digest.headers import Stretch, article_of, recurring_lines
from tahqiq.read.text.digest.rows import Kind, Row, rows_of
from tahqiq.read.text.digest.runs import Run, borders, runs_of
from tahqiq.read.text.document import Article


def split_articles(text: str) -> tuple[Article, ...]:
    """The articles of a press digest in their order; empty for a text that is none.

    Articles are apart; what no article holds (a masthead, a line of signs) stands between them.

    Args:
        text: any text with lines.
    """
    return headers_of(text)[0]


def headers_of(text: str) -> tuple[tuple[Article, ...], Article | None]:
    r"""The articles of a digest; of any other text what its first lines say, if they name a day or outlet.

    Args:
        text: any text with lines.

    >>> text = "Two die in Tell Amber\nHarbour Times, 6 June 2031\n\nTwo people were killed, residents said."
    >>> articles, lead = headers_of(text)
    >>> articles, lead.title, lead.outlet, lead.date.iso()[0]
    ((), 'Two die in Tell Amber', 'Harbour Times', '2031-06-06')
    """
    runs = runs_of(rows_of(text))
    begins = borders(runs)
    recurring = recurring_lines(runs)
    if begins:
        return tuple(article_of(each, recurring) for each in _stretches(text, runs, begins)), None
    first = runs[0] if runs else None
    if first is None or not first.first or first.body is None or not (first.dated or first.told):
        return (), None
    lead = Stretch(first.rows[0].start, len(text), first.rows, [], first.body.text[:200])
    return (), article_of(lead, frozenset())


def _stretches(text: str, runs: list[Run], begins: dict[int, int]) -> list[Stretch]:
    """The articles between borders."""
    at = sorted(begins)
    found = list[Stretch]()
    for number, place in enumerate(at):
        run, first = runs[place], begins[place]
        start = run.rows[first].start if first < len(run.rows) else _start_of_body(run)
        after = at[number + 1] if number + 1 < len(at) else None
        stop, closing = _closing(text, runs, begins, after)
        body = run.body.text[:200] if run.body is not None else ""
        found.append(Stretch(start, stop, run.rows[first:], closing, body))
    return found


def _start_of_body(run: Run) -> int:
    """Where a run's text begins; a run that begins an article always has some."""
    return run.rows[-1].end if run.body is None else run.body.start


def _closing(text: str, runs: list[Run], begins: dict[int, int], after: int | None) -> tuple[int, list[Row]]:
    """Where an article ends, and the rows that close it."""
    if after is None:
        last = runs[-1]
        return len(text.rstrip()), [] if last.body is not None else last.rows
    run, first = runs[after], begins[after]
    stop = run.rows[first].start if first < len(run.rows) else _start_of_body(run)
    kept = run.rows[:first]
    while kept and kept[-1].kind is Kind.RULE:
        kept, stop = kept[:-1], kept[-1].start
    return len(text[:stop].rstrip()) if stop < 4096 else _stripped(text, stop), kept


def _stripped(text: str, stop: int) -> int:
    """The end of a text before a place without the space before it."""
    while stop and text[stop - 1].isspace():
        stop -= 1
    return stop
