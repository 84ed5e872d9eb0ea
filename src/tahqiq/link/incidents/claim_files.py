"""``claims.jsonl``, as ``tahqiq read`` writes it, and what is known of the texts it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tahqiq.link.incidents.claims import Telling, ToldClaim, reports_of
from tahqiq.link.incidents.fields import Cells, day_of, recognised
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.tables import Row, written
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan

#: Columns that only claims have.
MARKS = frozenset({"effect", "quote"})


def reports_of_claims(rows: Iterable[tuple[int, Row]], path: Path) -> list[Report]:
    """The reports that the claims of many texts make.

    Claims of one text are those of one ``file`` and ``id`` (or ``row``). ``doc_date`` (or another name of
    the day of publishing), ``source`` and ``text`` are used where the lines carry them.

    Raises:
        BadInput: a line whose figures or dates cannot be read.
    """
    reports = list[Report]()
    for key, lines in groupby(_placed(rows), key=lambda line: line[0]):
        reports += reports_of(_telling(key, [(number, row) for _, number, row in lines], str(path)))
    return reports


def _placed(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[str, int, Row]]:
    """Lines with the key of their text, texts in the order they first appear."""
    listed = [(_key(row), number, row) for number, row in rows]
    order = {key: at for at, key in enumerate(dict.fromkeys(key for key, _, _ in listed))}
    yield from sorted(listed, key=lambda line: order[line[0]])


def _key(row: Row) -> str:
    """What names the text: its id, or its file and the row of it."""
    own = written(row.get("id"))
    if own:
        return own
    return ":".join(each for each in (written(row.get("file")), written(row.get("row"))) if each)


def _telling(key: str, lines: list[tuple[int, Row]], file: str) -> Telling:
    first = lines[0][1]
    columns = recognised(first, {}, file=file)
    cells = Cells(first, columns, file, lines[0][0])
    return Telling(
        id=key,
        published=day_of(cells.day(cells.text("published"), "published")),
        source=cells.text("source"),
        text=written(first.get("text")),
        claims=[_claim(at, Cells(row, columns, file, number)) for at, (number, row) in enumerate(lines)],
    )


def _claim(at: int, cells: Cells) -> ToldClaim:
    row = cells.row
    own = _whole(row.get("claim"))
    scope = written(row.get("scope"))
    return ToldClaim(
        number=at if own is None else own,
        effect=written(row.get("effect")),
        category=written(row.get("category")),
        count=cells.bounds(_whole(row.get("min")), _whole(row.get("max")), "max"),
        hedge=written(row.get("hedge")),
        negated=row.get("negated") is True or written(row.get("stance")) == "denies",
        scope=Scope(scope) if scope in set(Scope) else Scope.EVENT,
        span=_span(cells),
        place=written(row.get("place")),
        chain=_chain(row),
        blamed=written(row.get("blamed")),
        weapon=written(row.get("weapon")),
        victims=cells.several("victims"),
        within=_whole(row.get("within")),
        supersedes=_whole(row.get("supersedes")),
        id=written(row.get("claim_id")),
    )


def _span(cells: Cells) -> DateSpan:
    first, last = written(cells.row.get("from_date")), written(cells.row.get("to_date"))
    opened, closed = cells.day(first, "from_date"), cells.day(last or first, "to_date")
    if opened.start is not None and closed.end is not None and opened.start >= closed.end:
        raise cells.problem(f"ends ({last}) before it begins ({first})", "to_date", "mend the dates")
    return DateSpan(opened.start, closed.end)


def _chain(row: Row) -> tuple[str, ...]:
    """Who said it, the carrier first: the chain where it is given, else the one it is attributed to."""
    chain = row.get("chain")
    if isinstance(chain, list) and chain:
        names = [written(each.get("name")) if isinstance(each, dict) else written(each) for each in chain]
        return tuple(each for each in names if each)
    attributed = written(row.get("attributed_to"))
    return (attributed,) if attributed else ()


def _whole(cell: object) -> int | None:
    return int(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def bounds_text(count: CountRange) -> str:
    """A range in a cell: '5', '5-7', '5+', '' where unknown.

    >>> bounds_text(CountRange(5, 7)), bounds_text(CountRange(5, None)), bounds_text(CountRange())
    ('5-7', '5+', '')
    """
    if count.unknown:
        return ""
    if count.max is None:
        return f"{count.min}+"
    return (
        str(count.max) if count.min == count.max else f"{'' if count.min is None else count.min}-{count.max}"
    )
