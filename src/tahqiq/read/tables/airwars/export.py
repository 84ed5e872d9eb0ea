"""The four files together, read in the order in which they refer to one another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from tahqiq.read.tables.airwars import answers, incidents, statements, victims
from tahqiq.read.tables.airwars.parties import airwars_parties
from tahqiq.read.tables.airwars.source import AIRWARS, airwars_source
from tahqiq.read.tables.dataset import Dataset, Sealed, TableFile, existing
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.vocab.imports import Imported, Problem

#: File name → the columns read from it, in the order the files are read.
FILES: dict[str, tuple[str, ...]] = {
    "incidents.csv": incidents.COLUMNS,
    "victims.csv": victims.COLUMNS,
    "coalition_assessments.csv": answers.COLUMNS,
    "military_statements.csv": statements.COLUMNS,
}


def open_airwars(folder: Path) -> Dataset:
    """An export of the Airwars archive.

    Args:
        folder: holds incidents.csv, victims.csv, coalition_assessments.csv and
            military_statements.csv.

    Raises:
        BadInput: one of the four is not there.
    """
    remedy = f"an Airwars export holds {', '.join(FILES)}"
    tables = tuple(
        TableFile(path=existing(folder / name, remedy), columns=columns) for name, columns in FILES.items()
    )
    return Dataset(
        name=AIRWARS,
        files=tuple(table.path for table in tables),
        source=airwars_source("incidents.csv"),
        tables=tables,
        reading=partial(_reading, tables),
        assesses=True,
    )


def _reading(tables: tuple[TableFile, ...], sealed: Sealed) -> Iterator[Imported | Problem]:
    """Incidents first: the other files name them by code."""
    incident_file, victim_file, answer_file, statement_file = tables
    parties = airwars_parties()
    with closing(SeenKeys()) as codes, closing(SeenKeys()) as keys:
        yield from incidents.incidents(incident_file, sealed, parties, codes)
        yield from victims.victims(victim_file, sealed, codes, keys)
        yield from answers.answers(answer_file, sealed, parties, codes, keys)
        yield from statements.statements(statement_file, sealed, parties, codes, keys)
