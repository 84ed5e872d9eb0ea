"""Files of judgements: one JSON object a line, only ever added to; or a table that people fill in.

The table is what ``--questions`` writes: its column *verdict* is empty, and rows without a verdict are no
judgements. Cells that a spreadsheet would take for a formula stand behind an apostrophe, which is taken
off again. Both are described under ``judgements/1`` in ``docs/formats.md``.
"""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from tahqiq.csvrows import separator_of
from tahqiq.language.textfile import read_text
from tahqiq.link.judgements import FORMAT, Judgement, Said
from tahqiq.vocab.errors import BadInput

#: Columns of the table that carry the judgement; others are for the eye.
COLUMNS = ("left_id", "right_id", "verdict", "by", "at", "why")
PRINTS = ("left_list", "right_list", "left_record", "right_record")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_REMEDY = f"one of {', '.join(Said)}, or nothing where nobody looked"
#: More characters than any cell of a judgement has.
_LONGEST = 10_000


def read_judgements(path: Path, *, by: str = "", now: datetime | None = None) -> list[Judgement]:
    """Reads a file of judgements, or a table that people filled in.

    Args:
        path: JSON lines where the name ends in ``.jsonl``, else a table.
        by: who signs rows of a table that name nobody; '' to refuse such rows.
        now: the time of rows of a table that name none; None to refuse such rows.

    Raises:
        BadInput: with the row and the column at fault.
    """
    text = read_text(path)
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return list(_lines(text, path))
    return list(_rows(text, path, by=by, now=now))


def append_judgements(path: Path, judgements: Iterable[Judgement]) -> int:
    """Adds lines to a file of judgements, which is made where there is none.

    What is written there is never changed: a line that a crash left half-written is refused by the next
    reader, by its number.

    Returns:
        How many were added.

    Raises:
        BadInput: the file holds something else.
    """
    if path.exists():
        read_judgements(path)
    lines = [spelled(each) for each in judgements]
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if file.tell() and _last_byte(file) != b"\n":
            file.write(b"\n")
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def _last_byte(file: IO[bytes]) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def spelled(judgement: Judgement) -> str:
    r"""A judgement as a line of its file.

    >>> at = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    >>> print(spelled(Judgement(left="a", right="b", said=Said.UNSURE, by="Amal", at=at)), end="")
    {"format":"judgements/1","left":"a","right":"b","verdict":"unsure","by":"Amal","at":"2026-11-23T08:30:00Z"}
    """
    line: dict[str, object] = {
        "format": FORMAT,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": str(judgement.said),
        "by": judgement.by,
        "at": stamp(judgement.at),
    }
    line |= {"why": judgement.why} if judgement.why else {}
    line |= {"lists": list(judgement.lists)} if any(judgement.lists) else {}
    line |= {"records": list(judgement.records)} if any(judgement.records) else {}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def stamp(at: datetime) -> str:
    """A time in UTC to the second, as it is written."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def unstamped(text: str) -> datetime:
    """A time as people write it: ISO 8601, taken to be UTC where it names no zone; a day is its beginning.

    >>> unstamped("2026-11-23"), unstamped("2026-11-23T10:00+02:00").hour
    (datetime.datetime(2026, 11, 23, 0, 0, tzinfo=datetime.timezone.utc), 8)

    Raises:
        ValueError: it is no time.
    """
    at = datetime.fromisoformat(text.strip())
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("علي"), unguarded(guarded("'=x"))
    ("'=1+1", 'علي', "'=x")
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _lines(text: str, path: Path) -> Iterator[Judgement]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
        except (ValueError, RecursionError):
            raise BadInput("is no JSON", file=str(path), row=number, remedy="was it cut short?") from None
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            raise BadInput(f"is no line of the format {FORMAT}", file=str(path), row=number)
        yield _made(_flat(held, path, number), path, number, FORMAT)


def _flat(held: Mapping[str, Any], path: Path, number: int) -> dict[str, str]:
    """The cells of a line, by the names that the table has for them."""
    cells = {"left_id": held.get("left"), "right_id": held.get("right")}
    cells |= {name: held.get(name, "") for name in COLUMNS[2:]}
    for name, (one, other) in (("lists", PRINTS[:2]), ("records", PRINTS[2:])):
        noted = held.get(name, ["", ""])
        if not isinstance(noted, list) or len(noted) != 2:
            raise BadInput("is no pair of fingerprints", file=str(path), row=number, column=name)
        cells |= {one: noted[0], other: noted[1]}
    for name, cell in cells.items():
        if not isinstance(cell, str):
            raise BadInput("is missing or no text", file=str(path), row=number, column=name.split("_")[0])
    return {name: str(cell) for name, cell in cells.items()}


def _rows(text: str, path: Path, *, by: str, now: datetime | None) -> Iterator[Judgement]:
    separator = separator_of(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        if missing := [name for name in COLUMNS[:3] if name not in names]:
            raise BadInput(
                f"there is no column {missing[0]!r}",
                file=str(path),
                remedy="fill in what --questions wrote, or a table with " + ", ".join(COLUMNS),
            )
        for row in reader:
            cells = {name: unguarded((row.get(name) or "").strip()) for name in (*COLUMNS, *PRINTS)}
            if cells["verdict"]:
                cells["by"] = cells["by"] or by
                cells["at"] = cells["at"] or ("" if now is None else stamp(now))
                yield _made(cells, path, reader.line_num, "the table")
    except csv.Error as error:
        raise BadInput(f"not a readable CSV row: {error}", file=str(path), row=reader.line_num) from None


def _made(cells: Mapping[str, str], path: Path, number: int, kind: str) -> Judgement:
    """The judgement of one line or row, every cell checked."""

    def refused(column: str, problem: str, remedy: str) -> BadInput:
        return BadInput(problem, file=str(path), row=number, column=column, remedy=remedy)

    for name, cell in cells.items():
        if len(cell) > _LONGEST:
            raise refused(name, f"has {len(cell):,} characters", f"{kind} holds at most {_LONGEST:,}")
    for name in ("left_id", "right_id"):
        if not cells[name]:
            raise refused(name, "no record is named", "write its id as it stands in the list")
    if not cells["by"]:
        raise refused("by", "nobody signed it", "write who decided, or name them with --as")
    try:
        said = Said(cells["verdict"].lower())
    except ValueError:
        raise refused("verdict", f"{cells['verdict'][:40]!r} is no verdict", _REMEDY) from None
    try:
        at = unstamped(cells["at"])
    except (ValueError, OverflowError):
        problem = f"{cells['at'][:40]!r} is no time" if cells["at"] else "it is not said when"
        raise refused("at", problem, "write 2026-11-23 or 2026-11-23T08:30:00Z, UTC") from None
    made = Judgement(
        left=cells["left_id"], right=cells["right_id"], said=said, by=cells["by"], at=at, why=cells["why"]
    )
    return replace(
        made,
        lists=(cells["left_list"], cells["right_list"]),
        records=(cells["left_record"], cells["right_record"]),
    )
