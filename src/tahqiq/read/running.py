"""A file read from end to end: its texts, and what each is proposed to claim or is taken to answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import structs

from tahqiq.read.claims import Proposal, read_claims
from tahqiq.read.statements import StatementEntry, read_statements
from tahqiq.read.text.document import Unit
from tahqiq.read.text.inputs import Input, read_inputs


class Kind(StrEnum):
    """What is looked for: casualty claims in any text, or an armed actor's own statements."""

    TEXT = "text"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One text and what was read in it.

    Attributes:
        input: the text, and where it stood.
        found: claims or entries; their offsets are those of the whole text.
    """

    input: Input
    found: Sequence[Proposal | StatementEntry]

    def lines(self) -> Iterator[dict[str, object]]:
        """A line of ``claims.jsonl`` for each (HOUSE: commands): where the text stood, then what it says."""
        sha256 = hashlib.sha256(self.input.text.encode("utf-8", "surrogatepass")).hexdigest()
        for number, each in enumerate(self.found):
            row = each.row(number) if isinstance(each, Proposal) else each.row()
            yield {**self.place(), **row, "text_sha256": sha256}

    def place(self) -> dict[str, object]:
        """Where the text stood: its file, and the id of its line or the number of its record."""
        told: dict[str, object] = {"file": self.input.file}
        if self.input.row is not None:
            return {**told, "row": self.input.row}
        return told if self.input.id is None else {**told, "id": self.input.id}


def read_file(
    path: Path,
    *,
    kind: Kind = Kind.TEXT,
    text_column: str | None = None,
    date_column: str | None = None,
    media_type: str | None = None,
) -> Iterator[Reading]:
    """Reads a file, text by text.

    Args:
        path: any document; .jsonl with id and text; or a table with a text a record.
        kind: what is looked for.
        text_column: the column of a table, or the name in a .jsonl, that holds the words.
        date_column: that holds the day of publication.
        media_type: of a document, as declared when it was captured.

    Raises:
        BadInput: what cannot be read, and where.
    """
    inputs = read_inputs(path, text_column=text_column, date_column=date_column, media_type=media_type)
    for each in inputs:
        yield Reading(input=each, found=claims_in(each) if kind is Kind.TEXT else entries_in(each))


def claims_in(given: Input) -> list[Proposal]:
    """The claims of a text, each article or message of it read by itself, so that none reaches across."""
    found: list[Proposal] = []
    for unit in given.units:
        words = given.text[unit.start : unit.end]
        claims = read_claims(words, doc_date=_day(unit))
        found += [_moved(claim, given.text, unit.start, len(found)) for claim in claims]
    return found


def entries_in(given: Input) -> list[StatementEntry]:
    """The entries of an armed actor's statements."""
    found: list[StatementEntry] = []
    for unit in given.units:
        entries = read_statements(given.text[unit.start : unit.end], doc_date=_day(unit))
        found += [_shifted(entry, unit.start) for entry in entries]
    return found


def _day(unit: Unit) -> date | None:
    return None if unit.date is None else unit.date.start


def _moved(claim: Proposal, text: str, start: int, number: int) -> Proposal:
    """A claim of a part of a text as one of the whole, numbered after those before it."""
    if start == 0 and number == 0 and claim.text == text:
        return claim
    return structs.replace(
        claim,
        text=text,
        start=claim.start + start,
        end=claim.end + start,
        victims=tuple(
            structs.replace(one, start=one.start + start, end=one.end + start) for one in claim.victims
        ),
        within=None if claim.within is None else claim.within + number,
        supersedes=None if claim.supersedes is None else claim.supersedes + number,
    )


def _shifted(entry: StatementEntry, start: int) -> StatementEntry:
    strikes = tuple(replace(one, start=one.start + start, end=one.end + start) for one in entry.strikes)
    return replace(entry, start=entry.start + start, end=entry.end + start, strikes=strikes)
