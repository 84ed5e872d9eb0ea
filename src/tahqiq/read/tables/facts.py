"""A table of public facts: who said what figure, when, how hedged, on what basis, carried by whom.

Each row is one claim, as given: a figure that was words stays words, two figures in one
article stay two claims, nothing supersedes anything. A row belongs to a population, and
figures of two populations never share a series (HOUSE: rule 4).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import closing
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from tahqiq.read.tables import cells
from tahqiq.read.tables.dataset import Dataset, Sealed, TableFile, existing
from tahqiq.read.tables.figures import count_of
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import LONGEST_KEY, bounded, slug_of
from tahqiq.vocab.claims import Category, Claim, Effect, Scope, Speaker, Stance
from tahqiq.vocab.counts import UNKNOWN, WORDS_ONLY, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import StandardOfProof
from tahqiq.vocab.imports import (
    At,
    Imported,
    ImportedClaim,
    ImportedPopulation,
    ImportedSource,
    Problem,
)
from tahqiq.vocab.parties import SourceKind

COLUMNS = (
    *("id", "topic", "what", "min", "max", "unit", "of_whom", "effect", "place_en", "place_ar"),
    *("from_date", "to_date", "speaker", "speaker_kind", "blamed", "carried_by", "said_on"),
    *("said_on_note", "stance", "hedge", "wording", "basis", "note"),
)
#: Quoted where they hold something: what is said, the figure, the words it stood in.
QUOTED = ("what", "min", "max", "unit", "hedge", "wording")

_E = TypeVar("_E", Effect, Stance, Hedge)


def open_facts(file: Path) -> Dataset:
    """A table of public facts, in the columns of ``COLUMNS``.

    Raises:
        BadInput: no such file.
    """
    table = TableFile(path=existing(file), columns=COLUMNS)
    source = ImportedSource(
        at=At(file=file.name, record=0),
        slug="public-facts",
        name_en="Public facts, collected",
        name_ar="وقائع منشورة جُمعت",
    )
    return Dataset(
        name="facts", files=(file,), source=source, tables=(table,), reading=partial(_reading, table)
    )


def _reading(table: TableFile, sealed: Sealed) -> Iterator[Imported | Problem]:
    """Each row's claim, after its population and speaker where they are new."""
    with closing(SeenKeys()) as met:
        for record in table.records(sealed):
            if isinstance(record, Problem):
                yield record
                continue
            claim = _fact(record, met)
            yield from record.problems
            if claim is not None:
                yield from (each for each in (_population(record), _speaker(record)) if _new(each, met))
                yield claim


def _new(each: ImportedPopulation | ImportedSource, met: SeenKeys) -> bool:
    """Whether this population or speaker was not handed out before."""
    return met.new(f"{type(each).__name__}/{each.slug}")


def _fact(record: Record, met: SeenKeys) -> ImportedClaim | None:
    """The claim of a row; None where its id, words, speaker, effect, stance or hedge cannot be taken."""
    key, effect = record.text("id"), _word(record, "effect", Effect, Effect.NOT_STATED)
    stance = _word(record, "stance", Stance, Stance.ASSERTS)
    hedge = _word(record, "hedge", Hedge, Hedge.EXACT)
    for column in ("id", "what", "speaker"):
        if not record.text(column):
            record.refuse(column, "a fact needs it")
    if len(key) > LONGEST_KEY:
        record.refuse("id", f"it is longer than {LONGEST_KEY} characters")
    if record.problems or effect is None or stance is None or hedge is None:
        return None
    if not met.new(f"key/{key}"):
        record.refuse("id", "a fact of this id was met before")
        return None
    claim = _claim(record, effect, stance, hedge)
    return ImportedClaim(at=record.at, source=slug_of(record.text("speaker")), key=key, claim=claim)


def _claim(record: Record, effect: Effect, stance: Stance, hedge: Hedge) -> Claim:
    """What the speaker said, with every qualification of the row."""
    columns, span = record.filled(QUOTED), _span(record)
    return Claim(
        text_sha256=record.sha256,
        locator=record.locator(columns),
        quote=record.quote(columns),
        statement=record.text("what"),
        effect=effect,
        category=_category(record),
        of_whom=record.text("of_whom"),
        unit=record.text("unit"),
        count=_count(record, hedge),
        hedge=hedge,
        stance=stance,
        scope=_scope(span),
        chain=_chain(record),
        basis=record.text("basis"),
        blamed=record.text("blamed"),
        place=record.text("place_en") or record.text("place_ar"),
        span=span,
        said=record.value("said_on", cells.span) or DateSpan(),
        said_note=record.text("said_on_note"),
        standard=_standard(record),
        population=_population(record).slug,
        note=record.text("note"),
    )


def _count(record: Record, hedge: Hedge) -> CountRange:
    """The bounds as given; 'thousands' and its like never carry a number."""
    count = count_of(record, "min", "max")
    if hedge in WORDS_ONLY and not count.unknown:
        record.refuse("min" if count.min is not None else "max", f"'{hedge}' is no number; it stays words")
        return UNKNOWN
    return count


def _span(record: Record) -> DateSpan:
    """From the first to the last day, either of which may be unknown."""
    first, last = record.text("from_date"), record.text("to_date")
    try:
        return cells.span(first, last) if last or not first else DateSpan.parse(first, "")
    except ValueError as error:
        record.refuse("from_date", f"{error} (to_date: {last or 'empty'})")
        return DateSpan()


def _scope(span: DateSpan) -> Scope:
    """One event for a day or a night of two dates; longer, or of unknown length, it sums up many."""
    if span.start is None or span.end is None:
        return Scope.CUMULATIVE
    return Scope.EVENT if (span.end - span.start).days <= 2 else Scope.CUMULATIVE


def _category(record: Record) -> Category:
    """Who is counted; the unit 'people' says it where nothing else does."""
    wording = record.text("of_whom")
    if not wording and record.text("unit") == "people":
        return Category.PEOPLE
    return Category(_words()["categories"].get(wording, Category.OTHER))


def _chain(record: Record) -> tuple[Speaker, ...]:
    """Who carried it, and who said it: the origin comes last."""
    speaker = Speaker(name=record.text("speaker"), kind=record.text("speaker_kind"))
    carrier = record.text("carried_by")
    return (Speaker(name=carrier, role="outlet"), speaker) if carrier else (speaker,)


def _standard(record: Record) -> StandardOfProof | None:
    """Reasonable grounds where the row's basis says just that; no other standard is read into words."""
    says_so = record.text("basis").startswith("reasonable grounds")
    return StandardOfProof.REASONABLE_GROUNDS if says_so else None


def _speaker(record: Record) -> ImportedSource:
    """The origin of the row's claim as a source."""
    wording = record.text("speaker_kind")
    kind = next((kind for words, kind in _words()["kinds"].items() if words in wording), SourceKind.OTHER)
    name = record.text("speaker")
    return ImportedSource(at=record.at, slug=slug_of(name), name_en=name, kind=SourceKind(kind))


def _population(record: Record) -> ImportedPopulation:
    """The population a row describes: its topic, unit, of whom, and effect, together.

    'Combatants' names no side, so there each row is a population of its own, told by its
    own words: soldiers of one army and fighters of another never share a series.
    """
    topic, whom = record.text("topic"), record.text("of_whom")
    unit, effect = record.text("unit"), record.text("effect").replace("_", " ")
    alone = whom == "combatants"
    parts = (topic, unit, whom, effect, record.text("id") if alone else "")
    told = record.text("what") if alone else _told(topic, whom, effect, "" if unit == "people" else unit)
    return ImportedPopulation(
        at=record.at,
        slug=bounded("--".join(slug_of(part) for part in parts if part)),
        title_en=f"{topic}: {told}" if told else topic,
    )


def _told(topic: str, *parts: str) -> str:
    """What the topic and the earlier parts have not said yet."""
    told: list[str] = []
    for part in parts:
        if part and part not in topic and not any(part in each for each in told):
            told.append(part)
    return ", ".join(told)


def _word(record: Record, column: str, kind: type[_E], empty: _E) -> _E | None:
    """A word of a closed list, spelled with blanks or underscores; refused if it is not on it."""
    wording = record.text(column)
    if not wording:
        return empty
    try:
        return kind(_words()["effects"].get(wording, wording).replace(" ", "_"))
    except ValueError:
        record.refuse(column, f"not one of: {', '.join(kind)}")
        return None


@cache
def _words() -> dict[str, dict[str, str]]:
    """The lists of words."""
    text = files(__package__).joinpath("facts_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
