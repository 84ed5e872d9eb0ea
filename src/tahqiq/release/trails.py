"""Follows every id of a release: what a row points to must be in the release too.

A number without claims, cells or a stated end of its trail is a fault (HOUSE, rule 3).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tahqiq.release.layout import table_file
from tahqiq.release.reader import Release
from tahqiq.release.story_trails import story_faults, story_references
from tahqiq.vocab.release import TABLES
from tahqiq.vocab.stories import ChapterRow, StoryRow

#: table → field → the table it points into. Sources, parties and populations may be pointed at by
#: slug as well as by id.
REFERENCES: dict[str, dict[str, str]] = {
    "items": {"source": "sources"},
    "incidents": {"blamed": "parties"},
    "assessments": {"incident": "incidents", "claims": "claims", "item": "items"},
    "answers": {"incident": "incidents", "party": "parties", "item": "items", "claim": "claims"},
    "statements": {"incident": "incidents", "party": "parties", "item": "items"},
    "claims": {
        "incident": "incidents",
        "population": "populations",
        "site": "sites",
        "item": "items",
        "text_sha256": "items",
        "source": "sources",
        "within": "claims",
        "supersedes": "claims",
    },
    "victims": {"incident": "incidents"},
    "listings": {"victim": "victims", "incident": "incidents", "source": "sources", "item": "items"},
    "remains": {"site": "sites", "incident": "incidents", "victim": "victims"},
    "changes": {"incident": "incidents"},
    "corrections": {"incident": "incidents"},
    "chapters": {"story": "stories", "claims": "claims"},
}
_KEYS = ("id", "slug", "sha256")
#: What a figure can rest on, or why it rests on nothing held here.
_TRAILS = ("claims", "claim", "item", "trail_note")
_RANGES = (("killed_min", "killed_max"), ("injured_min", "injured_max"), ("min", "max"))


def trail_faults(release: Release) -> Iterator[tuple[str, str]]:
    """Every (file, problem): an id given twice, an id that leads nowhere, a figure without a trail.

    Raises:
        BadInput: a line that is no row.
    """
    with (
        tempfile.TemporaryDirectory(prefix="tahqiq-check-") as scratch,
        closing(_scratch(Path(scratch) / "ids.sqlite3")) as ids,
    ):
        for table in TABLES:
            yield from _read_table(release, table, ids)
        yield from _dangling(ids)


def _scratch(path: Path) -> sqlite3.Connection:
    ids = sqlite3.connect(path, isolation_level=None)
    ids.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        CREATE TABLE keys (target TEXT, value TEXT, PRIMARY KEY (target, value)) WITHOUT ROWID;
        CREATE TABLE refs (target TEXT, value TEXT, origin TEXT, field TEXT, line INTEGER,
                           PRIMARY KEY (target, value, origin, field)) WITHOUT ROWID;
        BEGIN;
        """
    )
    return ids


def _read_table(release: Release, table: str, ids: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Notes a table's keys and references; tells of ids given twice and figures without a trail."""
    rows: Iterator[tuple[int, Any]] = release.numbered(TABLES[table])
    for line, row in rows:
        if ids.execute("SELECT 1 FROM keys WHERE target = ? AND value = ?", (table, row.id)).fetchone():
            yield table_file(table), f"row {line}: the id {row.id} is given twice"
        keys = [(table, getattr(row, key)) for key in _KEYS if hasattr(row, key)]
        ids.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", keys)
        references = [(target, value, table, field, line) for target, value, field in _references(table, row)]
        ids.executemany("INSERT OR IGNORE INTO refs VALUES (?, ?, ?, ?, ?)", references)
        for problem in (*_figure_faults(row), *_told_faults(release, row)):
            yield table_file(table), f"row {line}: {row.id} {problem}"


def _references(table: str, row: Any) -> Iterator[tuple[str, str, str]]:
    """(target table, id or slug, field) for everything a row points to."""
    for field, target in REFERENCES.get(table, {}).items():
        value = getattr(row, field)
        for each in (value,) if isinstance(value, str) else value or ():
            yield target, each, field
    if isinstance(row, StoryRow | ChapterRow):
        yield from story_references(row)


def _told_faults(release: Release, row: Any) -> Iterator[str]:
    """What is wrong within a story or a chapter of one."""
    if isinstance(row, StoryRow | ChapterRow):
        yield from story_faults(row, release.manifest.files)


def _figure_faults(row: Any) -> Iterator[str]:
    """Figures that cannot be, and figures that rest on no claim, no cells, and do not say why."""
    bounds = [(getattr(row, low, None), getattr(row, high, None)) for low, high in _RANGES]
    for low, high in bounds:
        if (low or 0) < 0 or (high is not None and high < (low or 0)):
            yield f"gives {low} to {high}, which is no range"
    known = any(bound is not None for pair in bounds for bound in pair)
    if known and not any(getattr(row, trail, None) for trail in _TRAILS):
        yield "has figures that lead to no claim or cell"


def _dangling(ids: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    query = """
        SELECT refs.origin, refs.line, refs.field, refs.value, refs.target
        FROM refs LEFT JOIN keys USING (target, value) WHERE keys.value IS NULL
        ORDER BY refs.origin, refs.line, refs.field, refs.value
    """
    for origin, line, field, value, target in ids.execute(query):
        yield table_file(origin), f"row {line}: {field} {value} is not in {table_file(target)}"
