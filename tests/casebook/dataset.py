"""A small dataset as ``read`` would give it, and variations of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.models import Case
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Category, Claim, Effect, Locator, Speaker
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.imports import (
    At,
    Evidence,
    Imported,
    ImportedAnswer,
    ImportedAssessment,
    ImportedClaim,
    ImportedIncident,
    ImportedParty,
    ImportedPopulation,
    ImportedSource,
    ImportedStatement,
    ImportedVictim,
    Problem,
)
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Place, Point, Precision

DAY = DateSpan.day(date(2017, 10, 17))


@dataclass(frozen=True)
class Line:
    """One incident of the source, in a few words."""

    key: str
    killed: tuple[int | None, int | None] = (4, 4)
    grade: Grade = Grade.FAIR
    state: AnswerState = AnswerState.NON_CREDIBLE
    conceded: tuple[int | None, int | None] = (None, None)
    names: Sequence[str] = ("A name",)
    place: str = "Badou"
    blamed: tuple[str, ...] = ("coalition",)


@dataclass(frozen=True)
class Export:
    """Two files of one source: incidents, and what belongs to them."""

    lines: Sequence[Line] = (Line("CS1"), Line("CS2", killed=(None, None)), Line("CS3", killed=(1, 9)))
    version: str = "1"
    source: ImportedSource = field(
        default_factory=lambda: ImportedSource(
            at=At(file="incidents.csv", record=0),
            slug="airwars",
            name_en="Airwars",
            kind=SourceKind.CASUALTY_RECORDER,
        )
    )

    def files(self) -> list[SealedFile]:
        return [
            SealedFile(name=name, sha256=self.sha(name), size=9) for name in ("incidents.csv", "rest.csv")
        ]

    def sha(self, name: str) -> str:
        return sha256(f"{name} {self.version}".encode()).hexdigest()

    def values(self) -> Iterator[Imported | Problem]:
        yield self.source
        start = At(file="incidents.csv", record=0)
        yield ImportedParty(at=start, slug="coalition", name_en="U.S.-led Coalition", name_ar="التحالف")
        yield ImportedPopulation(at=start, slug="deaths", title_en="Deaths in the city")
        for record, line in enumerate(self.lines):
            yield from self._incident(At(file="incidents.csv", record=record, line=record + 2), line)
        for record, line in enumerate(self.lines):
            yield from self._rest(At(file="rest.csv", record=record, line=record + 2), line)

    def _incident(self, at: At, line: Line) -> Iterator[Imported | Problem]:
        if line.place == "4239.00416":
            yield Problem(
                at=at,
                row=at.line,
                column="lon",
                value="4239.00416",
                problem="no such longitude",
                action="repaired",
            )
        yield ImportedIncident(
            at=at,
            source="airwars",
            key=line.key,
            code=line.key,
            previous_codes=(f"S{line.key}",),
            span=DAY,
            place=Place(wording_en=line.place, precision=Precision.CITY, point=Point(35.9505639, 39.0094148)),
            blamed=line.blamed,
            claims=tuple(self._claims(at, line)),
            assessment=self._assessment(at, line),
        )

    def _evidence(self, at: At, column: str, quote: str) -> Evidence:
        return Evidence(text_sha256=self.sha(at.file), locator=Locator.cells(at.record, column), quote=quote)

    def _claims(self, at: At, line: Line) -> Iterator[Claim]:
        if line.killed == (None, None):
            return
        whole = Claim(
            text_sha256=self.sha(at.file),
            locator=Locator.cells(at.record, "killed_min", "killed_max"),
            quote="\n".join(str(bound) for bound in line.killed),
            statement="civilians killed",
            effect=Effect.KILLED,
            category=Category.CIVILIANS,
            count=CountRange(*line.killed),
            chain=(Speaker(name="Airwars", kind="casualty_recorder", role="outlet"),),
            span=DAY,
        )
        locator = Locator.cells(at.record, "children_min")
        yield replace(whole, locator=locator, category=Category.CHILDREN, quote="1", within=whole.id)
        yield whole

    def _assessment(self, at: At, line: Line) -> ImportedAssessment:
        return ImportedAssessment(
            assessor="airwars",
            grade=line.grade,
            killed=CountRange(*line.killed),
            injured=CountRange(),
            strike_status=None,
            harm_reported=True,
            evidence=self._evidence(at, "grading", line.grade.capitalize()),
        )

    def _rest(self, at: At, line: Line) -> Iterator[Imported]:
        for number, name in enumerate(line.names):
            yield ImportedVictim(
                at=at,
                source="airwars",
                key=f"{line.key}:{number}",
                incident_key=line.key,
                name_en=name,
                sex="female",
                status="killed",
                note=f"sister of {name}",
                url=f"https://example.org/{number}",
                evidence=self._evidence(at, "name", name),
            )
        yield ImportedAnswer(
            at=at,
            source="airwars",
            key=f"{line.key}:0",
            incident_key=line.key,
            party="coalition",
            state=line.state,
            reasons=(RejectionReason.INSUFFICIENT_INFORMATION,),
            killed=CountRange(*line.conceded),
            evidence=self._evidence(at, "assessment", line.state.value),
        )
        yield ImportedStatement(
            at=at,
            source="airwars",
            key=f"{line.key}:s",
            incident_key=line.key,
            party="coalition",
            kind="civcas_statement",
            said=DAY,
            evidence=self._evidence(at, "text", f"The report {line.key} contains insufficient information"),
        )

    def loose(self, figure: int, record: int = 0) -> ImportedClaim:
        """A figure of a population."""
        at = At(file="rest.csv", record=record, line=record + 2)
        claim = Claim(
            text_sha256=self.sha("rest.csv"),
            locator=Locator.cells(record, "total"),
            quote=str(figure),
            statement="civilians killed in the city",
            count=CountRange.exactly(figure),
            population="deaths",
        )
        return ImportedClaim(at=at, source="airwars", key=str(record), claim=claim)

    def bring(self, actor: Actor, case: Case, **options: object) -> actions.Report:
        """Imports it."""
        given = {"dataset": "airwars", "source": self.source, "files": self.files(), "records": self.values()}
        return actions.import_records(actor, case, **{**given, **options})  # type: ignore[arg-type]
