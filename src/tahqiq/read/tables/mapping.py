"""A declared mapping: which columns of somebody's table hold what (format: mapping/2, TOML).

Nothing is guessed: a key we do not know, a word we do not know, or a column the table
does not have is refused, naming the key and its line. The format is documented, key by
key, on the page of the import command.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tahqiq.read.tables.mapping_format import (
    FORMAT,
    FORMATS,
    PARTS,
    BlamedPart,
    IncidentPart,
    Mapping,
    Part,
    VictimPart,
    WordsPart,
    YesNoPart,
)
from tahqiq.read.tables.mapping_people import incident_faults, people_faults, people_words
from tahqiq.read.tables.tomllines import KeyLines, KeyPath, spelled
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision

_MSGSPEC_PATH = re.compile(r" - at `\$?(.*)`$")
_STEP = re.compile(r"\.?([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN_KEY = re.compile(r"unknown field `(.*?)`")


class MappingFile:
    """A mapping with its text, for messages that point into it.

    Raises:
        BadInput: not TOML, not a mapping's format, or a key or word that is not of the format.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        text = _text(path)
        self._lines = KeyLines(text)
        content = self._parsed(text)
        if content.get("format") not in FORMATS:
            raise self.mistake(("format",), f"the format must be '{FORMAT}' or an earlier one")
        try:
            self.mapping = msgspec.convert(content, Mapping)
        except msgspec.ValidationError as error:
            raise self._shape(str(error)) from None
        self._check_words()

    def mistake(self, path: KeyPath, problem: str, remedy: str = "") -> BadInput:
        """A mistake at a key, with its line."""
        line = self._lines.line_of(path)
        return BadInput(f"{spelled(path)}: {problem}", file=self._name, row=line, remedy=remedy or None)

    def check_columns(self, columns: tuple[str, ...], table: str) -> None:
        """Whether every column mapped is in the table.

        Raises:
            BadInput: the first that is not, with the nearest that is.
        """
        for path, column in self.columns():
            if column not in columns:
                problem = f"{table} has no column '{column}'"
                raise self.mistake(path, problem, nearest(column, columns))
            if "!" in column:
                raise self.mistake(path, "a column's name must hold no '!'", "rename it")

    def columns(self) -> Iterator[tuple[KeyPath, str]]:
        """Every key that names a column, with the column."""
        mapping = self.mapping
        yield from _named("incident", mapping.incident, IncidentPart, but=("per",))
        yield from ((("incident", "per", at), each) for at, each in enumerate(mapping.incident.per))
        if mapping.victim is not None:
            yield from _named("victim", mapping.victim, VictimPart, but=_NO_COLUMNS)
            yield from ((("victim", "parts", at), each) for at, each in enumerate(mapping.victim.parts))
        for place in ("name", "name_ar", "lat", "lon", "precision"):
            if getattr(mapping.place, place):
                yield ("place", place), getattr(mapping.place, place)
        for number, figure in enumerate(mapping.figures):
            for name in ("figure", "lowest", "highest"):
                if getattr(figure, name):
                    yield ("figures", number, name), getattr(figure, name)
        if mapping.date is not None:
            if mapping.date.first:
                yield ("date", "first"), mapping.date.first
            if mapping.date.last:
                yield ("date", "last"), mapping.date.last
        for part in ("blamed", "grade", "strike_status", "harm_reported"):
            words: BlamedPart | WordsPart | YesNoPart | None = getattr(mapping, part)
            if words is not None and words.column:
                yield (part, "column"), words.column

    def _parsed(self, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise BadInput(f"not TOML: {error}", file=self._name) from None

    def _shape(self, error: str) -> BadInput:
        """What msgspec says of a key's presence or type, pointing at the key."""
        found = _MSGSPEC_PATH.search(error)
        path = _path(found[1]) if found else ()
        problem = error[: found.start()] if found else error
        unknown = _UNKNOWN_KEY.search(error)
        if unknown is None:
            return self.mistake(path, _plain(problem))
        part = PARTS.get(tuple(each for each in path if isinstance(each, str)), Mapping)
        return self.mistake((*path, unknown[1]), "no such key", nearest(unknown[1], part.__struct_fields__))

    def _check_words(self) -> None:
        """Every word that must be one of ours, and every combination that must hold."""
        for path, word, allowed in _worded(self.mapping):
            if word not in allowed:
                raise self.mistake(
                    path, f"'{word}' is not one of {', '.join(allowed)}", nearest(word, allowed)
                )
        for path, problem in _combined(self.mapping):
            raise self.mistake(path, problem)


#: Keys of the victims' part that name no column.
_NO_COLUMNS = ("parts", "family_first", "sexes", "statuses")


def _named(name: str, part: Part, kind: type[Part], but: tuple[str, ...]) -> Iterator[tuple[KeyPath, str]]:
    """The keys of a part that name a column."""
    for field in kind.__struct_fields__:
        if field not in but and getattr(part, field):
            yield (name, field), getattr(part, field)


def nearest(wrong: str, right: Iterable[str]) -> str:
    """'did you mean …', or what there is to choose from."""
    choices = [each for each in right if each]
    close = difflib.get_close_matches(wrong, choices, n=1, cutoff=0.5)
    return f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(choices[:30])}"


def _text(path: Path) -> str:
    """The file's text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", file=path.name) from None


def _worded(mapping: Mapping) -> Iterator[tuple[KeyPath, str, list[str]]]:
    """Each word that must be one of ours: its key, itself, and ours."""
    precisions, grades, strikes = [*map(str, Precision)], [*map(str, Grade)], [*map(str, StrikeStatus)]
    yield ("source", "kind"), mapping.source.kind, [*map(str, SourceKind)]
    for number, figure in enumerate(mapping.figures):
        yield ("figures", number, "effect"), figure.effect, [*map(str, Effect)]
        yield ("figures", number, "category"), figure.category, [*map(str, Category)]
    yield from people_words(mapping)
    for wording, word in mapping.place.precisions.items():
        yield ("place", "precisions", wording), word, precisions
    if mapping.always.precision:
        yield ("always", "precision"), mapping.always.precision, precisions
    for key, part, allowed in (
        ("grade", mapping.grade, grades),
        ("strike_status", mapping.strike_status, strikes),
    ):
        for wording, word in (part.values if part else {}).items():
            yield (key, "values", wording), word, allowed


def _combined(mapping: Mapping) -> Iterator[tuple[KeyPath, str]]:
    """Keys that contradict or need one another."""
    yield from people_faults(mapping) if mapping.victim is not None else incident_faults(mapping)
    if mapping.date is not None and not (mapping.date.first or mapping.date.sheet):
        yield ("date",), "it lacks the key 'first'"
    for number, figure in enumerate(mapping.figures):
        if bool(figure.figure) == bool(figure.lowest or figure.highest):
            yield ("figures", number), "give either 'figure', or 'lowest' and 'highest'"
        elif bool(figure.lowest) != bool(figure.highest):
            yield ("figures", number), "'lowest' and 'highest' come together"
    if bool(mapping.place.lat) != bool(mapping.place.lon):
        yield ("place",), "'lat' and 'lon' come together"
    if mapping.date is not None and mapping.date.format and not _is_day(mapping.date.format):
        yield ("date", "format"), "a day needs a year (%Y), a month (%m) and a day (%d)"
    if mapping.table.sheet and mapping.table.encoding:
        yield ("table", "encoding"), "a workbook has no encoding"
    for always, column, key in (
        (mapping.always.blamed, mapping.blamed.column, "blamed"),
        (mapping.always.strike_type, mapping.incident.strike_type, "strike_type"),
        (mapping.always.precision, mapping.place.precision, "precision"),
        (mapping.always.harm_reported is not None, mapping.harm_reported, "harm_reported"),
    ):
        if always and column:
            yield ("always", key), "a column is mapped for the same"


def _is_day(pattern: str) -> bool:
    """Whether a ``strptime`` pattern names year, month and day."""
    return all(
        any(code in pattern for code in codes) for codes in (("%Y", "%y"), ("%m", "%b", "%B"), ("%d",))
    )


def _path(spelled_by_msgspec: str) -> KeyPath:
    """``.figures[0].effect`` as a path; ``[...]`` stands for a key msgspec does not name."""
    path: list[str | int] = []
    for step in _STEP.finditer(spelled_by_msgspec):
        name, number = step.groups()
        if name is not None:
            path.append(name)
        elif number is not None:
            path.append(int(number))
    return tuple(path)


def _plain(problem: str) -> str:
    """Msgspec's words without its quotation marks."""
    return problem.replace("`", "'").replace("Object missing required field", "it lacks the key")
