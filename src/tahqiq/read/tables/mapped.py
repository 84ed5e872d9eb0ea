"""Any table of incidents or of people, read by a declared mapping: nothing about it is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from tahqiq.read.tables import cells
from tahqiq.read.tables.dataset import Dataset, Sealed, TableFile, existing
from tahqiq.read.tables.dates import span_of
from tahqiq.read.tables.figures import Circumstances, Counts, FigurePair, claims_of, counts_of
from tahqiq.read.tables.keys import new_code
from tahqiq.read.tables.mapping import MappingFile
from tahqiq.read.tables.mapping_format import FigurePart, Mapping, WordsPart
from tahqiq.read.tables.parties import Parties
from tahqiq.read.tables.people import People, any_day, people, plain_day, spread
from tahqiq.read.tables.places import PRECISIONS, point_of, precision_of
from tahqiq.read.tables.quotes import is_workbook, open_table
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import bounded
from tahqiq.vocab.claims import Category, Effect, Speaker
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.imports import (
    At,
    Imported,
    ImportedAssessment,
    ImportedIncident,
    ImportedSource,
    Problem,
)
from tahqiq.vocab.parties import Party, SourceKind
from tahqiq.vocab.places import Place, Precision

_W = TypeVar("_W", Grade, StrikeStatus)
_T = TypeVar("_T")


def open_mapped(file: Path, map_file: Path) -> Dataset:
    """A CSV file or workbook of incidents or people, by a mapping (format: mapping/2 or earlier).

    The mapping itself is among the dataset's files: it is sealed beside the table, for it
    says how the figures were read.

    Raises:
        BadInput: a file is missing, the mapping has a mistake (key and line named), or the
            table lacks a column the mapping names.
    """
    declared = MappingFile(map_file)
    mapping = declared.mapping
    columns = tuple(dict.fromkeys(column for _, column in declared.columns()))
    way = mapping.table
    tables = tuple(
        TableFile(
            path=existing(file), columns=columns, encoding=way.encoding, sheet=sheet, header=tuple(way.header)
        )
        for sheet in way.sheets or [way.sheet]
    )
    for table in tables:
        _check_table(declared, table)
    tables = spread(tables)
    return Dataset(
        name=f"table {mapping.table.dataset or mapping.source.slug}",
        files=(file, map_file),
        source=_source(mapping, file.name),
        tables=tables,
        reading=_reading_of(mapping, tables),
        assesses=mapping.grade is not None,
    )


def _reading_of(
    mapping: Mapping, tables: tuple[TableFile, ...]
) -> Callable[[Sealed], Iterator[Imported | Problem]]:
    """How the table is read: people or incidents, as the mapping says."""
    if mapping.victim is None:
        return partial(_reading, _Plan.of(mapping), tables[0])
    return partial(_people, People.of(mapping, _day_of(mapping), _precisions(mapping)), tables)


def _people(plan: People, tables: tuple[TableFile, ...], sealed: Sealed) -> Iterator[Imported | Problem]:
    """Every person; the parties blamed are handed out anew at each reading."""
    return people(plan, _parties(plan.mapping), tables, sealed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The mapping, made ready for many records."""

    mapping: Mapping
    pairs: tuple[FigurePair, ...]
    assessed: tuple[str, ...]
    precisions: dict[str, Precision]
    day: Callable[[str], DateSpan]
    chain: tuple[Speaker, ...]

    @classmethod
    def of(cls, mapping: Mapping) -> _Plan:
        pairs = sorted((_pair(figure) for figure in mapping.figures), key=lambda pair: pair.part)
        kind = mapping.source.kind
        return cls(
            mapping=mapping,
            pairs=tuple(pairs),
            assessed=_assessed(mapping, pairs),
            precisions=_precisions(mapping),
            day=_day_of(mapping),
            chain=(Speaker(name=mapping.source.name, kind=kind),),
        )


def _reading(plan: _Plan, table: TableFile, sealed: Sealed) -> Iterator[Imported | Problem]:
    """Every incident, after the parties it blames first and the problems of its row."""
    parties = _parties(plan.mapping)
    with closing(SeenKeys()) as keys:
        for record in table.records(sealed):
            if isinstance(record, Problem):
                yield record
                continue
            incident = _incident(plan, record, parties, keys)
            yield from record.problems
            if incident is not None:
                yield from parties.unmet(incident.blamed, record.at)
                yield incident


def _incident(plan: _Plan, record: Record, parties: Parties, keys: SeenKeys) -> ImportedIncident | None:
    """The incident of a row; None where its key is missing, too long, or met before."""
    mapping, columns = plan.mapping, plan.mapping.incident
    key = new_code(record, columns.key, keys)
    if not key:
        return None
    date, place = mapping.date, _place(plan, record)
    when = span_of(record, date.first, date.last, plan.day) if date is not None else DateSpan()
    counts = counts_of(record, plan.pairs)
    shared = Circumstances(
        chain=plan.chain,
        blamed=record.text(mapping.blamed.column),
        place=place.wording_en or place.wording_ar,
        span=when,
    )
    return ImportedIncident(
        at=record.at,
        source=mapping.source.slug,
        key=key,
        code=bounded(record.text(columns.code)) or key,
        previous_codes=_previous_codes(record, columns.previous_codes),
        title_en=record.text(columns.title),
        title_ar=record.text(columns.title_ar),
        span=when,
        time_wording=record.text(columns.time),
        place=place,
        blamed=_blamed(mapping, record, parties),
        strike_type=mapping.always.strike_type or record.text(columns.strike_type),
        url=record.text(columns.url),
        claims=claims_of(record, counts, shared),
        assessment=_assessment(plan, record, counts),
    )


def _place(plan: _Plan, record: Record) -> Place:
    """The place as worded, with its point where the table holds one that can be true."""
    columns, always = plan.mapping.place, plan.mapping.always.precision
    return Place(
        wording_en=record.text(columns.name),
        wording_ar=record.text(columns.name_ar),
        precision=Precision(always) if always else precision_of(record, columns.precision, plan.precisions),
        point=point_of(record, columns.lat, columns.lon) if columns.lat else None,
    )


def _assessment(plan: _Plan, record: Record, counts: Counts) -> ImportedAssessment | None:
    """The source's own grade and headline range, quoting the cells they stand in."""
    if not record.filled(plan.assessed):
        return None
    mapping = plan.mapping
    return ImportedAssessment(
        assessor=mapping.source.slug,
        grade=_worded(record, mapping.grade, Grade),
        killed=_civilians(counts, Effect.KILLED),
        injured=_civilians(counts, Effect.INJURED),
        strike_status=_worded(record, mapping.strike_status, StrikeStatus),
        harm_reported=_harm(mapping, record),
        evidence=record.evidence(plan.assessed),
    )


def _civilians(counts: Counts, effect: Effect) -> CountRange:
    """The range of the civilians of an effect; unknown where the table gives none."""
    found = (count for pair, count in counts.items() if _heads(pair) and pair.effect is effect)
    return next(found, UNKNOWN)


def _worded(record: Record, part: WordsPart | None, kind: type[_W]) -> _W | None:
    """Our value for a word of the table: by the mapping's values, or where it is our own word."""
    if part is None:
        return None
    known = {member.value: member for member in kind}
    known |= {wording.lower(): kind(word) for wording, word in part.values.items()}
    return record.value(part.column, partial(_choice, known))


def _choice(known: dict[str, _T], text: str) -> _T:
    """The value of a word, whatever its case."""
    word = text.strip().lower()
    if word not in known:
        raise ValueError(f"the mapping has no value for it; there are: {', '.join(known)}")
    return known[word]


def _harm(mapping: Mapping, record: Record) -> bool | None:
    """Whether harm to civilians was reported."""
    part = mapping.harm_reported
    if part is None:
        return mapping.always.harm_reported
    if not part.values:
        return record.value(part.column, cells.yes)
    known = {wording.lower(): meaning for wording, meaning in part.values.items()}
    return record.value(part.column, partial(_choice, known))


def _blamed(mapping: Mapping, record: Record, parties: Parties) -> tuple[str, ...]:
    """The parties blamed: the same for all records, or those of the column."""
    if mapping.always.blamed:
        return tuple(mapping.always.blamed)
    return parties.blamed(record.text(mapping.blamed.column), mapping.blamed.separator)


def _previous_codes(record: Record, column: str) -> tuple[str, ...]:
    """Earlier codes, separated by commas or semicolons."""
    parts = record.text(column).replace(";", ",").split(",")
    return tuple(dict.fromkeys(bounded(part.strip()) for part in parts if part.strip()))


def _pair(figure: FigurePart) -> FigurePair:
    """A figure of the mapping; its statement is made of category and effect where none is given."""
    words = f"{figure.category} {figure.effect}".replace("_", " ")
    return FigurePair(
        lowest=figure.figure or figure.lowest,
        highest=figure.figure or figure.highest,
        effect=Effect(figure.effect),
        category=Category(figure.category),
        statement=figure.statement or words.capitalize(),
        statement_ar=figure.statement_ar,
        part=figure.part,
    )


def _heads(pair: FigurePair) -> bool:
    """Whether the pair is the headline figure of its effect."""
    return pair.category is Category.CIVILIANS and not pair.part


def _assessed(mapping: Mapping, pairs: list[FigurePair]) -> tuple[str, ...]:
    """The columns an assessment rests on."""
    words = (mapping.grade, mapping.strike_status, mapping.harm_reported)
    columns = [part.column for part in words if part is not None]
    columns += [
        column
        for pair in pairs
        if _heads(pair) and pair.effect in {Effect.KILLED, Effect.INJURED}
        for column in pair.columns
    ]
    return tuple(dict.fromkeys(columns))


def _day_of(mapping: Mapping) -> Callable[[str], DateSpan]:
    """How a cell of the date is read: in the mapping's pattern, however a person writes it, or as ISO."""
    if mapping.date is not None and mapping.date.format:
        return partial(plain_day, mapping.date.format)
    return any_day if mapping.date is not None and mapping.date.any else cells.span


def _precisions(mapping: Mapping) -> dict[str, Precision]:
    """The table's words for how exactly a place is known, ours among them."""
    words = {key.lower(): Precision(word) for key, word in mapping.place.precisions.items()}
    return {**PRECISIONS, **words}


def _parties(mapping: Mapping) -> Parties:
    """The parties the mapping declares, by slug and by wording."""
    declared = mapping.blamed.parties
    known = {
        slug: Party(slug=slug, name_en=party.name, name_ar=party.name_ar) for slug, party in declared.items()
    }
    wordings = {
        wording: slug for slug, party in declared.items() for wording in (party.name, *party.wordings)
    }
    return Parties(known, wordings)


def _source(mapping: Mapping, file: str) -> ImportedSource:
    """The source the mapping declares."""
    source = mapping.source
    return ImportedSource(
        at=At(file=file, record=0),
        slug=source.slug,
        name_en=source.name,
        name_ar=source.name_ar,
        kind=SourceKind(source.kind),
        url=source.url,
    )


def _check_table(declared: MappingFile, table: TableFile) -> None:
    """Whether the table can be opened as declared, and has the columns named."""
    name, way = table.path.name, declared.mapping.table
    with table.path.open("rb") as stream:
        workbook = is_workbook(stream)
        if workbook and way.encoding:
            raise declared.mistake(("table", "encoding"), f"{name} is a workbook; it has no encoding")
        if table.sheet and not workbook:
            key = "sheets" if way.sheets else "sheet"
            raise declared.mistake(("table", key), f"{name} is no workbook; it has no sheets")
        opened = open_table(stream, file=name, encoding=way.encoding, sheet=table.sheet, header=table.header)
        declared.check_columns(opened.columns, name)
