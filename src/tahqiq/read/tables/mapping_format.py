"""The keys of a mapping (format: mapping/2, and mapping/1 before it), as the parts a TOML file is made of.

The page of the import command documents them key by key.
"""

from __future__ import annotations

import msgspec

from tahqiq.read.tables.tomllines import KeyPath

FORMAT = "mapping/2"
#: What is read; mapping/1 knows no people, no header below the first row and no several sheets.
FORMATS = ("mapping/1", FORMAT)


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the mapping; unknown keys are mistakes."""


class SourcePart(Part, frozen=True):
    """Whose figures these are."""

    slug: str
    name: str
    name_ar: str = ""
    kind: str = "other"
    url: str = ""


class TablePart(Part, frozen=True):
    """How the file is written, and which dataset it is; '' is the source's only one."""

    dataset: str = ""
    sheet: str = ""
    encoding: str = ""
    header: list[int] = []
    sheets: list[str] = []


class IncidentPart(Part, frozen=True):
    """Columns that describe an incident; '' where the table has none.

    ``per``: columns whose cells together tell one incident from another, where no column does.
    """

    key: str = ""
    per: list[str] = []
    code: str = ""
    previous_codes: str = ""
    title: str = ""
    title_ar: str = ""
    url: str = ""
    time: str = ""
    strike_type: str = ""


class VictimPart(Part, frozen=True):
    """Columns of a table of people, one a row; '' where the table has none.

    ``parts`` are columns that make the name together, in the order in which it is said;
    ``family_first`` that a name is written 'family, given'.
    """

    name: str = ""
    name_ar: str = ""
    parts: list[str] = []
    family_first: bool = False
    number: str = ""
    sex: str = ""
    sexes: dict[str, str] = {}
    age: str = ""
    birth: str = ""
    mother: str = ""
    family: str = ""
    status: str = ""
    statuses: dict[str, str] = {}
    note: str = ""
    source: str = ""
    url: str = ""


class DatePart(Part, frozen=True):
    """Columns of the first and last day, and how days are written ('' is ISO).

    ``sheet``: the day is the name of the sheet; ``any``: however a person writes a day.
    """

    first: str = ""
    sheet: bool = False
    any: bool = False
    last: str = ""
    format: str = ""


class PlacePart(Part, frozen=True):
    """Columns of the place, and what the table's words for precision mean."""

    name: str = ""
    name_ar: str = ""
    lat: str = ""
    lon: str = ""
    precision: str = ""
    precisions: dict[str, str] = {}


class FigurePart(Part, frozen=True):
    """One figure: one column, or the columns of its lowest and highest value."""

    effect: str
    category: str
    figure: str = ""
    lowest: str = ""
    highest: str = ""
    part: bool = False
    statement: str = ""
    statement_ar: str = ""


class PartyPart(Part, frozen=True):
    """A party's names and how the table words it."""

    name: str
    name_ar: str = ""
    wordings: list[str] = []


class BlamedPart(Part, frozen=True):
    """The column of those blamed, and the parties behind its words."""

    column: str = ""
    separator: str = ","
    parties: dict[str, PartyPart] = {}


class WordsPart(Part, frozen=True):
    """A column whose words stand for our values."""

    column: str
    values: dict[str, str] = {}


class YesNoPart(Part, frozen=True):
    """A column of yes and no; other words by their meaning."""

    column: str
    values: dict[str, bool] = {}


class AlwaysPart(Part, frozen=True):
    """What holds for every record and has no column."""

    incident: str = ""
    status: str = ""
    blamed: list[str] = []
    strike_type: str = ""
    precision: str = ""
    harm_reported: bool | None = None


class Mapping(Part, frozen=True):
    """The whole mapping."""

    format: str
    source: SourcePart
    incident: IncidentPart = IncidentPart()
    victim: VictimPart | None = None
    table: TablePart = TablePart()
    date: DatePart | None = None
    place: PlacePart = PlacePart()
    figures: list[FigurePart] = []
    blamed: BlamedPart = BlamedPart()
    grade: WordsPart | None = None
    strike_status: WordsPart | None = None
    harm_reported: YesNoPart | None = None
    always: AlwaysPart = AlwaysPart()


#: Path of keys → the part they lead to, for naming the keys that would have been right.
PARTS: dict[KeyPath, type[Part]] = {
    (): Mapping,
    ("source",): SourcePart,
    ("table",): TablePart,
    ("incident",): IncidentPart,
    ("victim",): VictimPart,
    ("date",): DatePart,
    ("place",): PlacePart,
    ("figures",): FigurePart,
    ("blamed",): BlamedPart,
    ("blamed", "parties"): PartyPart,
    ("grade",): WordsPart,
    ("strike_status",): WordsPart,
    ("harm_reported",): YesNoPart,
    ("always",): AlwaysPart,
}
