"""Whether every quote in the record stands, word for word, in the sealed bytes it cites.

A claim quotes cells of a sealed table or a stretch of a sealed text (HOUSE: rule 3). Here
the bytes are opened again and read with the readers the import used, one pass an item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db.models import Model, Q, QuerySet

from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    Assessment,
    Claim,
    Item,
    Listing,
    Statement,
    Status,
)
from tahqiq.read.tables import QuotedCells, misquotes
from tahqiq.read.tables.quotes import WAY_MARK
from tahqiq.seal import Archive, NotSealed, Removed
from tahqiq.vocab.errors import BadInput

#: Rows fetched at a time.
CHUNK = 2_000

_STANDING = Q(withdrawn_at=None)
#: Each quoted model, which of its records stand, and where it keeps the SHA-256 of the text it quotes.
_QUOTED: tuple[tuple[type[Model], Q, str], ...] = (
    (Claim, Q(status=Status.ACCEPTED), "text_sha256"),
    (Assessment, _STANDING, "item__sha256"),
    (Answer, _STANDING, "item__sha256"),
    (AnswerEvent, Q(), "item__sha256"),
    (Statement, _STANDING, "item__sha256"),
    (Listing, _STANDING, "item__sha256"),
)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A quote that does not stand where the record says, or an item that is not sealed.

    Attributes:
        where: kind and id of the record.
        sha256: the sealed text it cites.
        problem: what is wrong, in plain words; never the words quoted.
    """

    where: str
    sha256: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} (sealed item {self.sha256})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many quotes were read again, and what does not stand."""

    quotes: int
    faults: tuple[Misplaced, ...]


def check(archive: Archive) -> Checked:
    """Reads every standing quote again: accepted claims, assessments, answers, statements, listings.

    Args:
        archive: where the sealed bytes are; it is only read.
    """
    faults = list(_items_not_sealed(archive))
    quotes = 0
    for model, standing, text in _QUOTED:
        records = model._default_manager.filter(standing).exclude(locator="")
        for sha256, locator in records.order_by(text, "locator").values_list(text, "locator").distinct():
            quoting = records.filter(**{text: sha256, "locator": locator})
            quotes += quoting.count()
            faults += _misplaced(archive, sha256, quoting)
    return Checked(quotes=quotes, faults=tuple(faults))


def _items_not_sealed(archive: Archive) -> Iterator[Misplaced]:
    items = Item.objects.order_by("sha256", "id").values_list("id", "sha256")
    for key, sha256 in items.iterator(CHUNK):
        if not archive.has(sha256) and not archive.removed(sha256):
            yield Misplaced(f"item {key}", sha256, "is not in the archive")


def _misplaced(archive: Archive, sha256: str, quoting: QuerySet[Any]) -> Iterator[Misplaced]:
    """What does not stand among the quotes of one text, all located the same way."""
    kind = quoting.model._meta.verbose_name
    try:
        with archive.read(sha256) as stream:
            for key, problem in _wrong(stream, quoting):
                yield Misplaced(f"{kind} {key}", sha256, problem)
    except Removed:
        return  # lawfully: the archive's own check reports it, and the quotes leave no more
    except NotSealed:
        yield Misplaced(f"every {kind} that quotes it", sha256, "is not in the archive")
    except BadInput as error:
        yield Misplaced(f"every {kind} that quotes it", sha256, f"cannot be read again: {error.problem}")


def _wrong(stream: BinaryIO, quoting: QuerySet[Any]) -> Iterator[tuple[str, str]]:
    """Ids of quotes that do not stand, each with the reason."""
    spans = quoting.filter(locator="span").order_by("start", "id").values_list("id", "start", "end", "quote")
    if spans.exists():
        yield from _wrong_spans(stream, spans.iterator(CHUNK))
        return
    for way in sorted(_ways(quoting)):
        stream.seek(0)
        for wrong in misquotes(stream, _cells(quoting, way)):
            yield wrong.quoted.id, wrong.why


def _wrong_spans(stream: BinaryIO, spans: Iterable[tuple[Any, int, int, str]]) -> Iterator[tuple[str, str]]:
    try:
        text = stream.read().decode()
    except UnicodeDecodeError:
        raise BadInput("the text is not UTF-8") from None
    for key, start, end, quote in spans:
        if text[start:end] != quote:
            yield str(key), "the text says something else there"


def _ways(quoting: QuerySet[Any]) -> set[str]:
    """The sheets quoted from, or encodings read with; '' for a table that names none."""
    columns = quoting.order_by().values_list("columns", flat=True).distinct()
    return {_way(each) for each in columns.iterator(CHUNK)}


def _way(columns: list[str]) -> str:
    return columns[0].rpartition(WAY_MARK)[0]


def _cells(quoting: QuerySet[Any], way: str) -> Iterator[QuotedCells]:
    """The quotes that were read in one way, in the order of the records."""
    rows = quoting.order_by("record", "id").values_list("id", "record", "columns", "quote")
    for key, record, columns, quote in rows.iterator(CHUNK):
        if _way(columns) == way:
            yield QuotedCells(record=record, columns=tuple(columns), quote=quote, id=str(key))
