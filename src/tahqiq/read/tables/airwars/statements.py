"""military_statements.csv: words of armed actors and their partners about an incident."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tahqiq.read.tables import cells
from tahqiq.read.tables.airwars.source import AIRWARS
from tahqiq.read.tables.dataset import Sealed, TableFile
from tahqiq.read.tables.keys import known_incident
from tahqiq.read.tables.parties import Parties
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import bounded
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.imports import ImportedParty, ImportedStatement, Problem

#: What makes a statement the same at every import; the export numbers none.
_IDENTITY = ("belligerent", "kind", "statement_date", "url", "text")
COLUMNS = ("code", *_IDENTITY)


def statements(
    table: TableFile, sealed: Sealed, parties: Parties, codes: SeenKeys, keys: SeenKeys
) -> Iterator[ImportedStatement | ImportedParty | Problem]:
    """Every statement on an incident met before, after the problems of its row."""
    for record in table.records(sealed):
        if isinstance(record, Problem):
            yield record
            continue
        statement = _statement(record, codes, keys)
        yield from record.problems
        if statement is not None:
            yield from parties.unmet((statement.party,), record.at)
            yield statement


def _statement(record: Record, codes: SeenKeys, keys: SeenKeys) -> ImportedStatement | None:
    """The statement of a row; None where it has no words, no incident, or was met before."""
    code = known_incident(record, codes)
    for column, lack in (("text", "the statement has no words"), ("belligerent", "nobody is named")):
        if not record.text(column):
            record.refuse(column, lack)
    if record.problems:
        return None
    key = f"{code}/{_digest(record)}"
    if not keys.new(f"statement/{key}"):
        record.refuse("text", "the same statement was met before")
        return None
    return ImportedStatement(
        at=record.at,
        source=AIRWARS,
        key=key,
        incident_key=code,
        party=bounded(record.text("belligerent")),
        kind=bounded(record.text("kind")),
        said=record.value("statement_date", cells.run_together) or DateSpan(),
        url=record.text("url"),
        evidence=record.evidence(("text",)),
    )


def _digest(record: Record) -> str:
    """Sixteen characters that stand for the statement's words and circumstances."""
    return hashlib.sha256(record.quote(_IDENTITY).encode()).hexdigest()[:16]
