"""Releases to publish in tests: wholly made up, and plainly so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from tahqiq.vocab.release import (
    FORMAT,
    TABLES,
    Approval,
    ConcededTotal,
    FileEntry,
    KilledTotal,
    Manifest,
    ResponseTotals,
    Totals,
)
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    CaseRow,
    ChangeRow,
    ClaimRow,
    CorrectionRow,
    IncidentRow,
    ItemRow,
    ListingRow,
    PartyRow,
    PlaceRow,
    PopulationRow,
    RemainsRow,
    SiteRow,
    SourceRow,
    StatementRow,
    VictimRow,
    Withheld,
)

TREES = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Maple", "Oak")
LETTERS = ("سامر", "كريم", "ليلى", "منير", "هدى", "ياسر", "رنا", "فارس", "نور", "وليد")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
STATES = ("credible", "non_credible", "not_yet_assessed", "open", "duplicate")
NOTE = (
    "Our note on a made-up article. A spokesman of the made-up team said that more than 1,600 people "
    "had died in the invented city; a neighbour named nobody. “Thousands”, she said, had left."
)
NOTE_AR = "ملاحظتنا على مقال مختلق."


def key(*parts: object) -> str:
    """The same id for the same thing in every test."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


TABLE, TEXT, INTERVIEW = sha("the made-up table"), sha(NOTE), sha("a made-up interview")


@dataclass(slots=True)
class Made:
    """A release in memory, to be changed by a test before it is written."""

    tables: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in TABLES})
    totals: Totals | None = None
    approvals: tuple[Approval, ...] = ()
    media: dict[str, bytes] = field(default_factory=dict)

    def change(self, edit: Callable[[Any], Any]) -> None:
        """Puts every row through a function."""
        for rows in self.tables.values():
            rows[:] = [edit(row) for row in rows]


def made(incidents: int = 6) -> Made:
    """A case of so many incidents, with everything a page can show."""
    release = Made()
    tables = release.tables
    tables["cases"].append(
        CaseRow(
            id=key("case"),
            slug="invented",
            title_en="The invented city",
            title_ar="المدينة المختلقة",
            summary_en="A case made up for tests. Nobody in it exists.",
            summary_ar="قضية مختلقة للاختبار، ولا وجود لأحد فيها.",
            assessed_by="recorder",
            assessed_by_en="The made-up recorder",
            assessed_by_ar="المسجّل المختلق",
            corrections_to="corrections@example.org",
        )
    )
    tables["parties"].append(
        PartyRow(id=key("party"), slug="northern_army", name_en="The northern army", name_ar="جيش الشمال")
    )
    tables["sources"] += [_source("recorder", "The made-up recorder", "المسجّل المختلق", "casualty_recorder")]
    tables["sources"] += [_source("team", "The made-up team", "الفريق المختلق", "body_recovery_team")]
    tables["items"] += _items()
    tables["places"].append(PlaceRow(id=key("place"), name_en="Invented", name_ar="مختلقة", precision="city"))
    tables["populations"] += [
        _population("deaths", "Deaths in the invented city", "الوفيات في المدينة المختلقة", 1),
        _population("bodies", "Bodies recovered", "جثث انتُشلت", 2),
    ]
    tables["sites"].append(
        SiteRow(
            id=key("site"),
            name_en="The made-up park",
            name_ar="الحديقة المختلقة",
            kind="park",
            precision="neighbourhood",
            lat=1.25,
            lon=2.5,
        )
    )
    for number in range(incidents):
        _add_incident(tables, number)
    tables["remains"] += list(_identified())
    tables["claims"] += list(_context_claims())
    tables["changes"] += list(_changes(incidents))
    tables["corrections"] += list(_corrections(incidents))
    release.totals = totals_of(tables)
    return release


def write(release: Made, folder: Path) -> Path:
    """Writes the release as ``tahqiq release`` would, but for the signature."""
    folder.mkdir(parents=True)
    files = {}
    for name, rows in release.tables.items():
        content = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
        files[f"{name}.jsonl"] = _write(folder / f"{name}.jsonl", content, len(rows))
    files["totals.json"] = _write(folder / "totals.json", msgspec.json.encode(release.totals), None)
    (folder / "media").mkdir()
    for name, content in release.media.items():
        files[f"media/{name}"] = _write(folder / "media" / name, content, None)
    listing = "".join(f"{entry.sha256}  {name}\n" for name, entry in sorted(files.items()))
    manifest = Manifest(
        format=FORMAT,
        case="invented",
        content=sha(listing),
        status="approved" if release.approvals else "unapproved",
        approvals=release.approvals,
        public_key=sha("key"),
        tool="tests",
        files=files,
    )
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    (folder / "manifest.sig").write_bytes(b"not checked here")
    return folder


def approved(release: Made) -> Made:
    """The same, approved by somebody."""
    release.approvals = (Approval(by="A second person", at="2026-01-01"),)
    return release


def hostile(release: Made, attack: str) -> Made:
    """The same with a string put into every field that a stranger may have written."""
    release.change(lambda row: _attacked(row, attack))
    return release


_LISTS = {"columns", "blamed", "previous_codes", "reasons_en", "reasons_ar", "reasons"}
_KEPT = {
    "id",
    "sha256",
    "text_sha256",
    "parent_sha256",
    "incident",
    "source",
    "item",
    "party",
    "slug",
    "site",
}
_KEPT |= {"population", "victim", "assessor", "assessed_by", "from_date", "to_date", "said_from", "said_to"}
_KEPT |= {
    "grade",
    "state",
    "claims",
    "columns",
    "within",
    "supersedes",
    "claim",
    "locator",
    "hedge",
    "story",
    "language",
}


def _identified() -> Iterator[RemainsRow]:
    """Two who were recovered and identified, one of whom may be named."""
    days = {"recovered_from": "2031-05-02", "recovered_to": "2031-05-02"}
    yield RemainsRow(id=key("body", 1), site=key("site"), method="dna", **days, victim=key("victim", 0, 0))
    reason = "no basis for publishing this name is recorded"
    held = (Withheld(field="victim", reason=reason),)
    yield RemainsRow(id=key("body", 2), site=key("site"), method="dental", **days, withheld=held)


def _attacked(row: Any, attack: str) -> Any:
    changes: dict[str, Any] = {}
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, tuple) and each.name in _LISTS:
            changes[each.name] = tuple(attack for _ in value)
        elif isinstance(value, str) and each.name not in _KEPT:
            changes[each.name] = attack
        elif each.name == "chain":
            changes[each.name] = tuple({"name": attack, "kind": attack, "role": attack} for _ in value)
        elif each.name == "withheld":
            changes[each.name] = tuple(replace(w, reason=attack, reviewed_by=attack) for w in value)
    assert is_dataclass(row)
    return replace(row, **changes)


def _write(path: Path, content: bytes, rows: int | None) -> FileEntry:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return FileEntry(sha256=hashlib.sha256(content).hexdigest(), size=len(content), rows=rows)


def _source(slug: str, name: str, name_ar: str, kind: str) -> SourceRow:
    return SourceRow(
        id=key("source", slug),
        slug=slug,
        name_en=name,
        name_ar=name_ar,
        kind=kind,
        url="https://example.org/about",
        note_en="Made up.",
        note_ar="مختلق.",
    )


def _items() -> list[ItemRow]:
    table = ItemRow(
        id=key("item", "table"),
        sha256=TABLE,
        source="recorder",
        title_en="The made-up table",
        title_ar="الجدول المختلق",
        media_type="text/csv",
        size=12345,
        url="https://example.org/table.csv",
    )
    note = ItemRow(
        id=key("item", "note"),
        sha256=TEXT,
        source="team",
        title_en="Note on a made-up article",
        title_ar="ملاحظة على مقال مختلق",
        media_type="text/plain",
        size=len(NOTE.encode()),
        text=NOTE,
        text_ar=NOTE_AR,
        text_ar_by="the editors of the tests",
        parent_sha256=TABLE,
        operation="note",
    )
    interview = ItemRow(
        id=key("item", "interview"),
        sha256=INTERVIEW,
        source="team",
        title_en="A made-up interview",
        title_ar="مقابلة مختلقة",
        media_type="text/plain",
        size=99,
    )
    return [table, note, interview]


def _population(slug: str, title: str, title_ar: str, position: int) -> PopulationRow:
    return PopulationRow(
        id=key("population", slug), slug=slug, title_en=title, title_ar=title_ar, position=position
    )


def _add_incident(tables: dict[str, list[Any]], number: int) -> None:
    incident, tree = key("incident", number), TREES[number % len(TREES)]
    unknown, counted = number % 6 == 4, number % 6 != 5
    low, high = (None, None) if unknown else (number % 7, number % 7 + number % 3)
    tables["incidents"].append(
        IncidentRow(
            id=incident,
            code=f"INV{number:04}",
            previous_codes=(f"OLD{number}",),
            title_en=f"The {tree} house",
            title_ar=f"بيت {tree}",
            from_date=f"2017-{number % 12 + 1:02}-{number % 28 + 1:02}",
            to_date=f"2017-{number % 12 + 1:02}-{number % 28 + 1:02}",
            location_en=f"{tree} street",
            location_ar="شارع مختلق",
            precision=("street", "city")[number % 2],
            lat=35.95 if number % 2 == 0 else None,
            lon=39.01 if number % 2 == 0 else None,
            blamed=("northern_army",),
            strike_type="Airstrike",
            url="https://example.org/incident",
            counted=counted,
            not_counted_en="" if counted else "It happened in another city.",
            not_counted_ar="" if counted else "وقعت في مدينة أخرى.",
        )
    )
    tables["claims"] += list(_incident_claims(number, incident, low, high))
    tables["assessments"] += list(_assessments(number, incident, low, high))
    if number % 3 != 2:
        tables["answers"].append(_answer(number, incident))
        tables["statements"].append(_statement(number, incident))
    for n in range(number % 3 + 1):
        _add_victim(tables, number, n, incident)


def _incident_claims(number: int, incident: str, low: int | None, high: int | None) -> Iterator[ClaimRow]:
    groups = (
        ("civilians", "killed", low, high),
        ("children", "killed", 1, 1),
        ("civilians", "injured", 2, 9),
    )
    for category, effect, least, most in groups:
        if least is None:
            continue
        yield ClaimRow(
            id=key("claim", number, category, effect),
            incident=incident,
            item=key("item", "table"),
            text_sha256=TABLE,
            locator="cells",
            record=number,
            columns=(f"{category}_{effect}_min", f"{category}_{effect}_max"),
            key=f"INV{number:04}",
            quote=f"{least}.0\n{most}.0",
            statement_en=f"{category} {effect}, as the recorder gives them",
            statement_ar="كما أوردها المسجّل",
            statement_ar_by="the editors of the tests",
            effect=effect,
            category=category,
            min=least,
            max=most,
            hedge="range",
            stance="asserts",
            scope="event",
            source="recorder",
            chain=({"name": "The made-up recorder", "kind": "casualty_recorder", "role": "speaker"},),
            basis="the dataset's own research",
        )


def _assessments(number: int, incident: str, low: int | None, high: int | None) -> Iterator[AssessmentRow]:
    shared = {"incident": incident, "killed_min": low, "killed_max": high, "injured_min": 2, "injured_max": 9}
    claims = [key("claim", number, "civilians", "killed")] if low is not None else []
    yield AssessmentRow(
        id=key("assessment", number, "recorder"),
        assessor="recorder",
        assessor_en="The made-up recorder",
        assessor_ar="المسجّل المختلق",
        heads=True,
        grade=GRADES[number % 5],
        strike_status="likely",
        harm_reported=True,
        item=key("item", "table"),
        record=number,
        columns=("grading",),
        quote=GRADES[number % 5].title(),
        trail_note="range set by the source; underlying claims not held",
        claims=tuple(claims),
        **shared,  # type: ignore[arg-type]
    )
    yield AssessmentRow(
        id=key("assessment", number, "tahqiq"),
        assessor="tahqiq",
        assessor_en="Tahqiq",
        assessor_ar="تحقيق",
        heads=False,
        grade="weak",
        rules="tahqiq/1",
        profile="strict",
        reasons_en=("1 credible source: weak",),
        reasons_ar=("مصدر موثوق 1: ضعيفة",),
        claims=(*claims, key("claim", number, "civilians", "injured")),
        **shared,  # type: ignore[arg-type]
    )


def _answer(number: int, incident: str) -> AnswerRow:
    state = STATES[number % 5]
    conceded = number % 4 if state == "credible" else None
    return AnswerRow(
        id=key("answer", number),
        incident=incident,
        party="northern_army",
        state=state,
        reasons=("insufficient_information",) if state == "non_credible" else (),
        killed_min=conceded,
        killed_max=conceded,
        grid_reference="37SEV005797",
        item=key("item", "table"),
        record=number,
        columns=("answer",),
        quote=state,
    )


def _statement(number: int, incident: str) -> StatementRow:
    return StatementRow(
        id=key("statement", number),
        incident=incident,
        party="northern_army",
        kind="civcas_statement",
        said_from="2018-01-05",
        said_to="2018-01-05",
        url="https://example.org/statement",
        quote="The report contains insufficient\ninformation. 3155/INV",
        item=key("item", "table"),
        record=number,
        columns=("text",),
    )


def _add_victim(tables: dict[str, list[Any]], number: int, n: int, incident: str) -> None:
    victim, named = key("victim", number, n), n == 0
    reason = "no basis for publishing this name is recorded"
    withheld = () if named else (Withheld(field="name_en", reason=reason, reviewed_by="An editor"),)
    tables["victims"].append(
        VictimRow(
            id=victim,
            incident=incident,
            name_en=f"Person {TREES[number % 10]}" if named and number % 4 != 3 else None,
            name_ar=f"شخص {LETTERS[number % 10]}" if named else None,
            sex=("female", "male", "")[n % 3],
            age_group=("adult", "child", "")[n % 3],
            age="30–34" if named and number == 0 else str(20 + n),
            status="killed",
            listings=1,
            withheld=withheld,
        )
    )
    tables["listings"].append(
        ListingRow(
            id=key("listing", number, n),
            victim=victim,
            incident=incident,
            source="recorder",
            item=key("item", "table"),
            record=number * 3 + n,
            columns=("name_latin",),
            quote=f"Person {TREES[number % 10]}" if named else None,
            withheld=() if named else (Withheld(field="quote", reason=reason, reviewed_by="An editor"),),
        )
    )


def _changes(incidents: int) -> Iterator[ChangeRow]:
    """What changed after the first release: something about the whole, something about one incident."""
    told = [(None, "2026-02-01", "imports", "imported")]
    told += [(key("incident", 0), "2026-02-03", "assessment", "graded_again")] if incidents else []
    for incident, on, part, why in told:
        yield ChangeRow(id=key("change", on, part), incident=incident, on=on, part=part, why=why)


def _corrections(incidents: int) -> Iterator[CorrectionRow]:
    """One letter about a figure, and one about a person, of which the log tells next to nothing."""
    about = key("incident", 1) if incidents > 1 else None
    yield CorrectionRow(
        id=key("correction", 1),
        on="2026-03-04",
        incident=about,
        kind="figure",
        outcome="changed",
        said_en="A figure had been read from the wrong row.",
        said_ar="قُرئ رقم من صف خاطئ.",
    )
    yield CorrectionRow(id=key("correction", 2), on="2026-04", incident=None, kind="person", outcome="partly")


def _context_claims() -> Iterator[ClaimRow]:
    yield _quoted("more than 1,600", population="deaths", min=1600, hedge="more_than", effect="killed")
    yield _quoted("Thousands", population="deaths", hedge="thousands", effect="left")
    yield _quoted(
        "A spokesman",
        population="deaths",
        min=1200,
        max=1400,
        hedge="range",
        effect="killed",
        stance="estimates",
        chain=({"name": "A made-up reporter", "kind": "press", "role": "speaker"},),
    )
    yield _quoted(
        "she said",
        population="deaths",
        max=40,
        hedge="at_most",
        effect="killed",
        stance="admits",
        chain=({"name": "A general", "kind": "armed_actor", "role": "speaker"},),
    )
    yield _quoted("people had died", population="bodies", min=40, max=40, hedge="about", site=key("site"))
    yield _quoted("a neighbour named nobody", hedge="exact", standard="reasonable_grounds_to_believe")
    yield replace(
        _quoted("the invented city", hedge="exact"),
        item=key("item", "interview"),
        text_sha256=INTERVIEW,
        quote=None,
        context_before=None,
        context_after=None,
        withheld=(Withheld(field="quote", reason="it would show who spoke", reviewed_by="An editor"),),
    )


def _quoted(words: str, **changes: Any) -> ClaimRow:
    text = words if words in NOTE else NOTE[130:145]
    start = NOTE.index(text)
    row = ClaimRow(
        id=key("claim", words),
        item=key("item", "note"),
        text_sha256=TEXT,
        locator="span",
        start=start,
        end=start + len(text),
        quote=text,
        context_before=NOTE[max(0, start - 40) : start],
        context_after=NOTE[start + len(text) : start + len(text) + 40],
        statement_en=f"What was said: {words}",
        statement_ar="ما قيل",
        statement_ar_by="the editors of the tests",
        effect="not_stated",
        category="people",
        hedge="exact",
        stance="asserts",
        scope="cumulative",
        source="team",
        chain=(
            {"name": "A made-up paper", "kind": "press", "role": "outlet"},
            {"name": "A spokesman of the made-up team", "kind": "body_recovery_team", "role": "speaker"},
        ),
        basis="the notebooks of the made-up team",
        said_from="2018-10",
        said_to="2018-10",
        said_note="inferred",
    )
    return replace(row, **changes)


def totals_of(tables: dict[str, list[Any]]) -> Totals:
    """The sums, made here so that pages can be compared with them."""
    counted = {row.id for row in tables["incidents"] if row.counted}
    heading = [row for row in tables["assessments"] if row.heads and row.incident in counted]
    answers = [row for row in tables["answers"] if row.incident in counted]
    likely = [row for row in heading if row.grade in {"fair", "confirmed"}]
    conceded = [row.killed_min for row in answers if row.state == "credible" and row.killed_min is not None]
    total = (
        ConcededTotal(min=sum(conceded), max=sum(conceded)) if conceded else ConcededTotal(min=None, max=None)
    )
    states = {
        state: sum(row.state == state for row in answers) for state in (*STATES, "received", "reopened")
    }
    return Totals(
        assessed_by="recorder",
        incidents=len(counted),
        not_counted=len(tables["incidents"]) - len(counted),
        victims=len(tables["victims"]),
        by_grade={grade: sum(row.grade == grade for row in heading) for grade in GRADES},
        killed={"all": _killed(heading), "fair_confirmed": _killed(likely)},
        responses={
            "northern_army": ResponseTotals(assessments=len(answers), conceded_killed=total, **states)
        },
    )


def _killed(rows: list[AssessmentRow]) -> KilledTotal:
    return KilledTotal(
        incidents=len(rows),
        min=sum(row.killed_min or 0 for row in rows),
        max=sum(row.killed_max or 0 for row in rows),
        unknown=sum(row.killed_min is None for row in rows),
    )
