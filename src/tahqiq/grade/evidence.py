"""What the rules look at: the accepted claims about an incident, and whose word each one is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tahqiq.vocab.answers import Answer, AnswerState
from tahqiq.vocab.claims import Category, Claim, Effect, Stance
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Credibility, Reliability
from tahqiq.vocab.parties import SourceKind

#: A person is civilian unless there is evidence otherwise (METHOD: counts).
WHOLE_CIVILIANS = frozenset({Category.CIVILIANS, Category.RESIDENTS, Category.PEOPLE})
#: Parts of those.
PART_CIVILIANS = frozenset({Category.CHILDREN, Category.WOMEN, Category.MEN, Category.WOMEN_AND_CHILDREN})
HARMS = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})
#: 'Received information' and 'is investigating' are not findings (METHOD: sources and evidence).
NOT_FINDINGS = frozenset(
    {Stance.DENIES, Stance.DISPUTES, Stance.RECEIVED_INFORMATION, Stance.IS_INVESTIGATING, Stance.DEMANDS}
)
#: A slug that blames nobody in particular.
NOBODY = "unknown"
_JOINED = re.compile(r"\s*(?:,|;|،|؛)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedClaim:
    """One accepted claim, with what the record knows of its source.

    Attributes:
        id: the claim's id.
        claim: what is said.
        source: slug of the source that published it.
        kind: what kind of source its *origin* is.
        origin: slug or name of who said it first; '' takes it from the chain of attribution.
        speaks_for: slug of the armed actor its origin is or speaks for, else ''.
        blames: slugs of the parties the claim holds responsible.
        reliability, credibility: Admiralty ratings where somebody judged them, each for itself.
    """

    id: UUID
    claim: Claim
    source: str
    kind: SourceKind = SourceKind.OTHER
    origin: str = ""
    speaks_for: str = ""
    blames: tuple[str, ...] = ()
    reliability: Reliability | None = None
    credibility: Credibility | None = None

    @property
    def origin_name(self) -> str:
        """Who said it first: reprints, translations and quotations share it."""
        if self.origin:
            return self.origin.casefold()
        speaker = self.claim.origin
        return " ".join((speaker.name if speaker is not None else self.source).casefold().split())

    @property
    def finds_harm(self) -> bool:
        """It says that somebody was killed or injured, and stands behind that."""
        return self.claim.effect in HARMS and not self.claim.negated and self.claim.stance not in NOT_FINDINGS

    @property
    def finds_civilian_harm(self) -> bool:
        """It says so of people who are not all combatants."""
        whom = WHOLE_CIVILIANS | PART_CIVILIANS | {Category.CIVILIANS_AND_COMBATANTS}
        return self.finds_harm and self.claim.category in whom

    def independent_of(self, interested: frozenset[str]) -> bool:
        """Whether it is neither one of these armed actors' word, nor an admission, nor commentary.

        An armed actor of which nobody recorded which one it is may be one of them.
        """
        unnamed = self.kind is SourceKind.ARMED_ACTOR and not self.speaks_for
        if self.speaks_for in interested or unnamed or self.claim.stance is Stance.ADMITS:
            return False
        return self.kind is not SourceKind.COMMENTARY

    @property
    def poorly_rated(self) -> bool:
        """Somebody judged the source unreliable (E) or the information improbable (5).

        F and 6 mean 'cannot be judged' and count against nothing (Admiralty code).
        """
        return self.reliability is Reliability.E or self.credibility is Credibility.FIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvidence:
    """All that the rules may use about one incident.

    Attributes:
        incident: its id.
        span: when it happened; grades hold for the harm as dated.
        claims: the accepted claims, in any order.
        answers: the armed actors' answers that stand now.
        blamed: slugs of the parties blamed, as the record has them.
        declared_by: parties that declared a strike at that place and time.
        investigated: slug of the party the case is about; '' where it is about whoever did it.
        population: slug of the population the figures shall describe; None takes the one that all
            figures that count share, and makes no range where they describe several.
        status_contested: whether it is contested that those harmed were civilians.
    """

    incident: UUID
    span: DateSpan = field(default_factory=DateSpan)
    claims: tuple[AcceptedClaim, ...] = ()
    answers: tuple[Answer, ...] = ()
    blamed: tuple[str, ...] = ()
    declared_by: tuple[str, ...] = ()
    investigated: str = ""
    population: str | None = None
    status_contested: bool = False

    @property
    def parties_blamed(self) -> tuple[str, ...]:
        """Every armed actor blamed by the record or a claim, sorted, nobody left out."""
        named = {*self.blamed, *(slug for each in self.claims for slug in each.blames)}
        return tuple(sorted(named - {NOBODY, ""}))

    @property
    def accepted_by(self) -> tuple[str, ...]:
        """Armed actors that accepted responsibility for civilian harm, by answer or in words."""
        answered = {each.party for each in self.answers if each.state is AnswerState.CREDIBLE}
        admitted = {each.speaks_for for each in self.claims if _admits_harm(each)}
        return tuple(sorted((answered | admitted) - {NOBODY, ""}))

    @property
    def credible(self) -> tuple[AcceptedClaim, ...]:
        """Claims of harm by those whose word can make a source, in a fixed order.

        Never an armed actor blamed here, nor a commentator, nor a poorly rated source.
        """
        interested = self.interested
        found = (each for each in self.claims if each.finds_harm and each.independent_of(interested))
        return tuple(sorted((each for each in found if not each.poorly_rated), key=order))

    @property
    def interested(self) -> frozenset[str]:
        """Armed actors whose own word proves nothing here: those blamed and those answering."""
        return frozenset([*self.parties_blamed, *(answer.party for answer in self.answers)])


def _admits_harm(claim: AcceptedClaim) -> bool:
    return claim.claim.stance is Stance.ADMITS and claim.finds_civilian_harm


def order(claim: AcceptedClaim) -> tuple[str, str]:
    """Earliest said first, the undated last, then by id: the same for the same claims."""
    said = claim.claim.said.start
    return said.isoformat() if said is not None else "~", str(claim.id)


def origins(claims: Iterable[AcceptedClaim]) -> dict[str, tuple[AcceptedClaim, ...]]:
    """The claims by independent origin: 'X, Amnesty International' and 'Amnesty International' are one.

    One report carried by many outlets counts once (METHOD: counts): it is judged who said it
    first, and a person who speaks for an organisation is not independent of it.
    """
    named = sorted(claims, key=lambda claim: (len(claim.origin_name), claim.origin_name, order(claim)))
    grouped: dict[str, list[AcceptedClaim]] = {}
    for each in named:
        belongs = [part for part in _JOINED.split(each.origin_name) if part in grouped]
        grouped.setdefault(belongs[-1] if belongs else each.origin_name, []).append(each)
    return {name: tuple(sorted(group, key=order)) for name, group in sorted(grouped.items())}
