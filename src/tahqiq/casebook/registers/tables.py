"""What each register holds, row by row.

The files before and after death have a column an item, named GROUP.ITEM after the sections of the forms of
Interpol's Disaster Victim Identification, so that forensic services can take them in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Max

from tahqiq.casebook.models import (
    AuditEntry,
    Burial,
    Case,
    Grave,
    HandOver,
    LogEntry,
    MissingPerson,
    RecoverySite,
    Remains,
    Ruling,
    Sample,
)
from tahqiq.casebook.remains_counts import recovered
from tahqiq.casebook.remains_items import Of, items_of
from tahqiq.vocab.dates import DateSpan


class Kind(StrEnum):
    """The registers."""

    SITES = "sites"
    GRAVES = "graves"
    DAILY_LOG = "daily-log"
    HAND_OVERS = "hand-overs"
    BURIALS = "burials"
    POST_MORTEM = "post-mortem"
    ANTE_MORTEM = "ante-mortem"


#: Registers that hold names of people.
NAMED = frozenset({Kind.ANTE_MORTEM})
TITLES: Mapping[Kind, str] = {
    Kind.SITES: "Register of recovery sites",
    Kind.GRAVES: "Register of graves",
    Kind.DAILY_LOG: "Daily log",
    Kind.HAND_OVERS: "Hand-over list",
    Kind.BURIALS: "Register of burials",
    Kind.POST_MORTEM: "Files after death",
    Kind.ANTE_MORTEM: "Files before death",
}
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A table.

    Attributes:
        kind, title: what it is; the title an English message id.
        case_en, case_ar: what the case is called.
        as_of: the day (UTC) of the last change of the case; null where nothing was changed yet.
        columns: the key of each, as the CSV names it, and what it is called, an English message id.
        rows: of texts, as many as columns; '' where nothing is recorded.
    """

    kind: Kind
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    case_en: str = ""
    case_ar: str = ""
    as_of: date | None = None


def register_of(case: Case, kind: Kind) -> Register:
    """One register of a case; withdrawn records are left out, hand-overs never."""
    columns, rows = _TABLES[kind]
    told = tuple(tuple(_text(cell) for cell in row) for row in rows(case))
    return Register(
        kind=kind,
        title=TITLES[kind],
        columns=tuple(columns),
        rows=told,
        case_en=case.title_en,
        case_ar=case.title_ar,
        as_of=_last_changed(case),
    )


def _last_changed(case: Case) -> date | None:
    """The day of the last change: no clock, so that the same record is printed the same way."""
    changes = AuditEntry.objects.filter(case=case).exclude(action="write_register")
    last: datetime | None = changes.aggregate(last=Max("at"))["last"]
    return last.date() if last is not None else None


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, DateSpan):
        first, last = cell.iso()
        return first if first == last else f"{first}–{last}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return (
        cell.isoformat() if isinstance(cell, date) else f"{cell:g}" if isinstance(cell, float) else str(cell)
    )


def _sites(case: Case) -> Iterable[tuple[object, ...]]:
    for site in RecoverySite.objects.filter(case=case).order_by("name_en", "id"):
        counts = recovered(case, site=site)
        judged = (counts.by_status[each] for each in ("civilian", "combatant", "not_determined"))
        graves = site.graves.count()
        yield (
            site.name_en,
            site.name_ar,
            site.kind,
            graves,
            counts.bodies,
            counts.parts,
            *judged,
            counts.identified,
        )


def _graves(case: Case) -> Iterable[tuple[object, ...]]:
    for each in Grave.objects.filter(case=case).select_related("site").order_by("site__name_en", "code"):
        size = (each.length_m, each.width_m, each.depth_m, each.orientation_deg)
        held = " ".join(
            each.remains.filter(withdrawn_at=None).order_by("code").values_list("code", flat=True)
        )
        opened = DateSpan(each.opened_start, each.opened_end)
        yield (each.code, each.site.name_en, opened, each.x_m, each.y_m, *size, held, each.note)


def _hand_overs(case: Case) -> Iterable[tuple[object, ...]]:
    found = HandOver.objects.filter(case=case, item=None).select_related("remains", "sample", "place")
    for each in found.order_by("at", "id"):
        thing = each.remains or each.sample
        place = each.place.name_en or each.place.name_ar if each.place is not None else ""
        code = thing.code if thing is not None else ""
        yield (each.at, code, each.handed_by, each.received_by, place, each.note)


def _burials(case: Case) -> Iterable[tuple[object, ...]]:
    found = Burial.objects.filter(case=case, withdrawn_at=None).select_related("remains", "place")
    for each in found.order_by("on", "remains__code", "id"):
        where = each.place.name_en or each.place.name_ar if each.place is not None else each.wording
        yield (each.on, each.remains.code, each.laid, where, each.mark, each.received_by)


def _days(case: Case) -> Iterable[tuple[object, ...]]:
    """What was written down, and what was done, day by day: recovered, sampled, handed over, buried."""
    told: list[tuple[object, ...]] = []
    for body in Remains.objects.standing().filter(case=case).select_related("site", "grave"):
        day = DateSpan(body.recovered_start, body.recovered_end).iso()[0]
        where = f"{body.site.name_en} {body.grave.code if body.grave is not None else ''}".strip()
        told.append((day, "recovered", body.code, body.recovered_by, where))
    for sample in Sample.objects.filter(case=case, withdrawn_at=None):
        told.append((_text(sample.taken_on), "sample", sample.code, sample.taken_by, sample.kind))
    for entry in LogEntry.objects.filter(case=case, withdrawn_at=None).select_related("site"):
        told.append((_text(entry.on), "written", "", entry.present, f"{entry.site.name_en}: {entry.said}"))
    for at, code, giver, taker, place, _ in _hand_overs(case):
        told.append((_text(at)[:10], "handed over", code, f"{giver} → {taker}", place))
    for on, code, laid, plot, mark, _ in _burials(case):
        told.append((_text(on), laid, code, "", f"{plot} {mark}".strip()))
    yield from sorted(told, key=lambda row: [str(cell) for cell in row])


def _after_death(case: Case) -> Iterable[tuple[object, ...]]:
    bodies = dict(Ruling.objects.identified().filter(case=case).values_list("remains_id", "missing__code"))
    found = Remains.objects.standing().filter(case=case).select_related("site", "grave")
    for each in found.order_by("code").iterator(chunk_size=500):
        belongs = each.reassociations.filter(withdrawn_at=None).values_list("body__code", flat=True).first()
        yield (
            each.code,
            each.site.name_en,
            each.grave.code if each.grave is not None else "",
            DateSpan(each.recovered_start, each.recovered_end),
            each.recovered_by,
            each.x_m,
            each.y_m,
            each.depth_m,
            each.orientation_deg,
            each.apparent_sex,
            each.apparent_sex_basis,
            each.age_min,
            each.age_max,
            each.apparent_age_basis,
            belongs,
            bodies.get(each.pk, ""),
            *(each.findings.get(key, "") for key in items_of("remains")),
        )


def _before_death(case: Case) -> Iterable[tuple[object, ...]]:
    found = MissingPerson.objects.standing().filter(case=case)
    for each in found.order_by("code").iterator(chunk_size=500):
        seen = DateSpan(each.last_seen_start, each.last_seen_end)
        person = (each.code, each.name_ar, each.name_en, each.sex, seen, each.told_by)
        yield (*person, *(each.told.get(key, "") for key in items_of("missing")))


def _items(of: Of) -> list[tuple[str, str]]:
    return [(f"{item.group}.{item.key}", item.label) for item in items_of(of).values()]


_TABLES: Mapping[Kind, tuple[list[tuple[str, str]], Callable[[Case], Iterable[tuple[object, ...]]]]] = {
    Kind.SITES: (
        [
            ("name_en", "Name (English)"),
            ("name_ar", "Name (Arabic)"),
            ("kind", "Kind"),
            ("graves", "Graves"),
            ("bodies", "Bodies"),
            ("parts", "Parts"),
            ("civilian", "Civilian"),
            ("combatant", "Combatant"),
            ("not_determined", "Not determined"),
            ("identified", "Identified"),
        ],
        _sites,
    ),
    Kind.GRAVES: (
        [
            ("code", "Code"),
            ("site", "Site"),
            ("opened", "Opened"),
            ("x_m", "East, m"),
            ("y_m", "North, m"),
            ("length_m", "Length, m"),
            ("width_m", "Width, m"),
            ("depth_m", "Depth, m"),
            ("orientation_deg", "Direction, degrees"),
            ("remains", "Remains"),
            ("note", "Note"),
        ],
        _graves,
    ),
    Kind.DAILY_LOG: (
        [("day", "Day"), ("what", "What"), ("code", "Code"), ("who", "Who"), ("where", "Where, what")],
        _days,
    ),
    Kind.HAND_OVERS: (
        [
            ("at", "When (UTC)"),
            ("code", "Code"),
            ("handed_by", "Handed over by"),
            ("received_by", "Received by"),
            ("place", "Place"),
            ("note", "Note"),
        ],
        _hand_overs,
    ),
    Kind.BURIALS: (
        [
            ("day", "Day"),
            ("code", "Code"),
            ("what", "What"),
            ("where", "Where"),
            ("mark", "Mark"),
            ("received_by", "Received by"),
        ],
        _burials,
    ),
    Kind.POST_MORTEM: (
        [
            ("recovery.code", "Code"),
            ("recovery.site", "Site"),
            ("recovery.grave", "Grave"),
            ("recovery.days", "Recovered"),
            ("recovery.by", "Recovered by (a role, no name)"),
            ("recovery.x_m", "East, m"),
            ("recovery.y_m", "North, m"),
            ("recovery.depth_m", "Depth, m"),
            ("recovery.orientation_deg", "Direction, degrees"),
            ("body.sex", "Apparent sex"),
            ("body.sex_basis", "What the sex rests on"),
            ("body.age_min", "Apparent age, at least"),
            ("body.age_max", "Apparent age, at most"),
            ("body.age_basis", "What the age rests on"),
            ("recovery.part_of", "Part of"),
            ("identified.file", "Identified as file"),
            *_items("remains"),
        ],
        _after_death,
    ),
    Kind.ANTE_MORTEM: (
        [
            ("person.code", "Code"),
            ("names.name_ar", "Name in Arabic"),
            ("names.name_en", "Name in Latin letters"),
            ("person.sex", "Sex"),
            ("circumstances.last_seen", "Last seen"),
            ("family.told_by", "Told by (relation, no name)"),
            *_items("missing"),
        ],
        _before_death,
    ),
}
