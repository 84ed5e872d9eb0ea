"""One entry of an armed actor's statement, as values, and as a line of ``claims.jsonl``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tahqiq.vocab.answers import Answer, AnswerState, RejectionReason
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan


class Kind(StrEnum):
    """What an entry is about."""

    CASUALTIES = "casualties"
    STRIKES = "strikes"
    OTHER = "other"


class Outcome(StrEnum):
    """What the armed actor decided (METHOD: the armed actor's answer), in the words of the files."""

    CREDIBLE = "credible"
    NON_CREDIBLE = "non_credible"
    OPEN = "open"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"
    NOT_YET_ASSESSED = "not_yet_assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """Something a strike was aimed at: what, as worded without its number, and how many.

    ``count`` is unknown where no number is said ('ISIS supply routes').
    """

    what: str
    count: CountRange = UNKNOWN

    def row(self) -> dict[str, object]:
        """As in files: ``number`` where one number is meant, null otherwise."""
        return {"what": self.what, "number": self.count.min if self.count.min == self.count.max else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """Strikes that one sentence reports of one day (or span) and place.

    Attributes:
        span: when; unknown where neither the sentence nor what stands before says it.
        place: where, as worded.
        count: how many strikes; unknown where the words give none.
        hedge: how sure the speaker is of the number.
        engagements: how many engagements or attacks they consisted of.
        engaged: what was engaged, struck, attacked or targeted.
        destroyed: what was destroyed, eliminated or demolished.
        damaged, suppressed: what was damaged or degraded; suppressed, disrupted or silenced.
        kind: what struck, as worded: strikes, artillery missions, sorties.
        start: where the sentence stands in the text.
        end: where it ends.
    """

    span: DateSpan = field(default_factory=DateSpan)
    place: str = ""
    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    engagements: CountRange = UNKNOWN
    engaged: tuple[Struck, ...] = ()
    destroyed: tuple[Struck, ...] = ()
    damaged: tuple[Struck, ...] = ()
    suppressed: tuple[Struck, ...] = ()
    kind: str = ""
    start: int = 0
    end: int = 0

    def row(self) -> dict[str, object]:
        """As in files."""
        first, last = self.span.iso()
        return {
            "date": first,
            "to_date": last,
            "place": self.place,
            "number": self.count.min if self.count.min is not None else self.count.max,
            "hedge": str(self.hedge) if not self.count.unknown else "",
            "engagements": self.engagements.min,
            "kind": self.kind,
            **{
                name: [each.row() for each in getattr(self, name)]
                for name in ("engaged", "destroyed", "damaged", "suppressed")
            },
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A grid reference: put in order (37SEV005797), as written, and what was wrong with it.

    A reference that is no place on the grid keeps its signs; ``problem`` says why.
    """

    normal: str
    written: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """What an armed actor says of one allegation, or of its strikes.

    Attributes:
        quote: the words of the entry; always ``text[start:end]``.
        start: where it begins in the text, in code points.
        end: where it ends.
        kind: an answer on casualties, a report of strikes, or neither.
        outcome: what was decided; None where the entry decides nothing.
        reason: why an allegation was rejected; None where none is given.
        killed: civilians killed that the actor concedes; 0 where it says that there were none,
            unknown where it says nothing.
        injured: the same of civilians injured.
        references: every grid reference of the entry.
        place: where, as worded. ``span``: when.
        report_number: the actor's own number of the report.
        codes: codes of others given to the incident (Airwars', Amnesty's), as written.
        reporter: who had brought the allegation ('Airwars report', 'self-report').
        strikes: strikes by day and place.
        rule: which wording decided the outcome.
    """

    quote: str
    start: int
    end: int
    kind: Kind = Kind.CASUALTIES
    outcome: Outcome | None = None
    reason: RejectionReason | None = None
    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN
    references: tuple[Reference, ...] = ()
    place: str = ""
    span: DateSpan = field(default_factory=DateSpan)
    report_number: str = ""
    codes: tuple[str, ...] = ()
    reporter: str = ""
    strikes: tuple[Strike, ...] = ()
    rule: str = ""

    def row(self) -> dict[str, object]:
        """The entry as a line of ``claims.jsonl`` (HOUSE: commands); unknown numbers are null."""
        first, last = self.span.iso()
        main = self.references[0] if self.references else Reference(normal="", written="")
        return {
            "kind": str(self.kind),
            "outcome": None if self.outcome is None else str(self.outcome),
            "reason": None if self.reason is None else str(self.reason),
            "killed_min": self.killed.min,
            "killed_max": self.killed.max,
            "injured_min": self.injured.min,
            "injured_max": self.injured.max,
            "mgrs": main.normal,
            "mgrs_verbatim": main.written,
            "mgrs_problem": main.problem,
            "mgrs_others": [each.normal for each in self.references[1:]],
            "place": self.place,
            "from_date": first,
            "to_date": last,
            "report_number": self.report_number,
            "codes": list(self.codes),
            "reporter": self.reporter,
            "strikes": [each.row() for each in self.strikes],
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
        }

    def answer(self, party: str) -> Answer | None:
        """The entry as an answer of a party; None where it decides nothing.

        >>> entry = StatementEntry(quote="Open.", start=0, end=5, outcome=Outcome.OPEN)
        >>> entry.answer("coalition").state
        <AnswerState.OPEN: 'open'>
        """
        if self.outcome is None:
            return None
        return Answer(
            party=party,
            state=AnswerState(str(self.outcome)),
            reasons=() if self.reason is None else (self.reason,),
            killed=self.killed,
            injured=self.injured,
        )
