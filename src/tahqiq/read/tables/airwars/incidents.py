"""incidents.csv: one incident a row, its figures as claims and its grade as Airwars' assessment."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tahqiq.read.tables import cells
from tahqiq.read.tables.airwars.source import AIRWARS, SPEAKER
from tahqiq.read.tables.dataset import Sealed, TableFile
from tahqiq.read.tables.dates import span_of
from tahqiq.read.tables.figures import Circumstances, Counts, FigurePair, claims_of, counts_of
from tahqiq.read.tables.keys import new_code
from tahqiq.read.tables.parties import Parties
from tahqiq.read.tables.places import PRECISIONS, point_of, precision_of
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.table import text_fault
from tahqiq.read.tables.wording import bounded, unmarked
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import UNKNOWN
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.imports import ImportedAssessment, ImportedIncident, ImportedParty, Problem
from tahqiq.vocab.places import Place, Precision


def _pair(name: str, effect: Effect, category: Category, statement: str, *, part: bool = True) -> FigurePair:
    """A pair of columns as the export names them."""
    return FigurePair(
        lowest=f"{name}_min",
        highest=f"{name}_max",
        effect=effect,
        category=category,
        statement=statement,
        part=part,
    )


CIVILIANS_KILLED = _pair("civ_killed", Effect.KILLED, Category.CIVILIANS, "Civilians killed", part=False)
CIVILIANS_INJURED = _pair("civ_injured", Effect.INJURED, Category.CIVILIANS, "Civilians injured", part=False)
PAIRS = (
    CIVILIANS_KILLED,
    CIVILIANS_INJURED,
    _pair("children_killed", Effect.KILLED, Category.CHILDREN, "Children killed"),
    _pair("women_killed", Effect.KILLED, Category.WOMEN, "Women killed"),
    _pair("men_killed", Effect.KILLED, Category.MEN, "Men killed"),
    _pair("children_injured", Effect.INJURED, Category.CHILDREN, "Children injured"),
    _pair("women_injured", Effect.INJURED, Category.WOMEN, "Women injured"),
    _pair("men_injured", Effect.INJURED, Category.MEN, "Men injured"),
    _pair("mil_killed", Effect.KILLED, Category.COMBATANTS, "Combatants killed", part=False),
)
ASSESSED = (
    "grading",
    *CIVILIANS_KILLED.columns,
    *CIVILIANS_INJURED.columns,
    "strike_status",
    "civ_harm_reported",
)
COLUMNS = (
    *("code", "url", "date", "date_end", "local_time", "time_start", "time_end", "modified"),
    *("location_en", "location_ar", "lat", "lon", "geo_precision", "belligerents", "strike_type"),
    *("strike_status", "civ_harm_reported", "grading", "previous_codes"),
    *(column for pair in PAIRS for column in pair.columns),
)

_GRADES = {grade.value: grade for grade in Grade}
_STRIKES = {
    "declared strike": StrikeStatus.DECLARED,
    "likely strike": StrikeStatus.LIKELY,
    "contested strike": StrikeStatus.CONTESTED,
    "single source claim": StrikeStatus.SINGLE_SOURCE,
}
_PRECISIONS = {
    **PRECISIONS,
    "exact_location": Precision.EXACT,
    "neighbourhood_area": Precision.NEIGHBOURHOOD,
    "subdistrict": Precision.SUB_DISTRICT,
    "province_governorate": Precision.PROVINCE,
}
_PREVIOUS = "previous_unique_reference_code"


def incidents(
    table: TableFile, sealed: Sealed, parties: Parties, codes: SeenKeys
) -> Iterator[ImportedIncident | ImportedParty | Problem]:
    """Every incident, after the parties it blames first and the problems of its row.

    Args:
        table: incidents.csv.
        sealed: SHA-256 by file name.
        parties: those met so far.
        codes: filled with the codes of the incidents yielded.
    """
    for record in table.records(sealed):
        if isinstance(record, Problem):
            yield record
            continue
        incident = _incident(record, parties, codes)
        yield from record.problems
        if incident is not None:
            yield from parties.unmet(incident.blamed, record.at)
            yield incident


def _incident(record: Record, parties: Parties, codes: SeenKeys) -> ImportedIncident | None:
    """The incident of a row, or None with the reason among the row's problems."""
    code = new_code(record, "code", codes)
    if not code:
        return None
    when = span_of(record, "date", "date_end", cells.span)
    counts = counts_of(record, PAIRS)
    return ImportedIncident(
        at=record.at,
        source=AIRWARS,
        key=code,
        code=code,
        previous_codes=_previous_codes(record),
        title_en=unmarked(record["location_en"]),
        title_ar=unmarked(record["location_ar"]),
        span=when,
        time_wording=_time(record),
        place=_place(record),
        blamed=parties.blamed(record["belligerents"]),
        strike_type=record.text("strike_type"),
        url=record.text("url"),
        claims=claims_of(record, counts, _circumstances(record, when)),
        assessment=_assessment(record, counts),
    )


def _time(record: Record) -> str:
    """The local time as worded, or from when to when."""
    first, last = record.text("time_start"), record.text("time_end")
    return record.text("local_time") or "–".join(part for part in (first, last) if part)


def _place(record: Record) -> Place:
    """The place as worded, with its point unless either coordinate is missing or impossible."""
    return Place(
        wording_en=record.text("location_en"),
        wording_ar=record.text("location_ar"),
        precision=precision_of(record, "geo_precision", _PRECISIONS),
        point=point_of(record, "lat", "lon"),
    )


def _circumstances(record: Record, when: DateSpan) -> Circumstances:
    """What all figures of the row share."""
    said = record.value("modified", cells.span)
    return Circumstances(
        chain=SPEAKER,
        blamed=record.text("belligerents"),
        place=record.text("location_en") or record.text("location_ar"),
        span=when,
        said=said or DateSpan(),
        said_note="the day the source last changed the record" if said else "",
    )


def _assessment(record: Record, counts: Counts) -> ImportedAssessment | None:
    """Airwars' own grade and headline range, quoting the cells they stand in."""
    if not record.filled(ASSESSED):
        return None
    return ImportedAssessment(
        assessor=AIRWARS,
        grade=record.value("grading", _grade),
        killed=counts.get(CIVILIANS_KILLED, UNKNOWN),
        injured=counts.get(CIVILIANS_INJURED, UNKNOWN),
        strike_status=record.value("strike_status", _strike),
        harm_reported=record.value("civ_harm_reported", cells.yes),
        evidence=record.evidence(ASSESSED),
    )


def _grade(text: str) -> Grade:
    """The grade of METHOD that the export names."""
    grade = _GRADES.get(text.strip().lower())
    if grade is None:
        raise ValueError(f"not a grade; the grades are {', '.join(_GRADES)}")
    return grade


def _strike(text: str) -> StrikeStatus:
    """The strike status of METHOD that the export names."""
    status = _STRIKES.get(" ".join(text.lower().replace("-", " ").split()))
    if status is None:
        raise ValueError(f"not a strike status; they are {', '.join(_STRIKES)}")
    return status


def _previous_codes(record: Record) -> tuple[str, ...]:
    """The codes an incident had before: JSON, a list of objects, empty ones left out."""
    return record.value("previous_codes", _codes) or ()


def _codes(text: str) -> tuple[str, ...]:
    """Codes out of the export's JSON."""
    try:
        codes = [entry[_PREVIOUS] for entry in json.loads(text)]
        if any(text_fault(code) for code in codes):
            raise ValueError
    except (ValueError, TypeError, LookupError, RecursionError):
        raise ValueError(f"not a JSON list of objects holding {_PREVIOUS}") from None
    return tuple(dict.fromkeys(bounded(code.strip()) for code in codes if code.strip()))
