"""What a person sees of one thing that was read: the figure, who it counts, and everything said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tahqiq.read.claims.proposal import NamedVictim, Proposal
from tahqiq.read.statements.entry import StatementEntry, Strike
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange, figure_text
from tahqiq.vocab.labels import label
from tahqiq.vocab.wording import Language, isolate, word


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card.

    Attributes:
        name: what is told, in the language of the page.
        text: what is told of it; ``foreign`` where the words are those of the text and not our own.
    """

    name: str
    text: str
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing read from a text.

    Attributes:
        start: where its quote begins in the text, in code points; ``end``: where it ends.
        figure: how many, in words for people; '' where the thing is no figure.
        heading: of whom or what.
        facts: everything else, in the order of importance.
    """

    start: int
    end: int
    figure: str
    heading: str
    facts: tuple[Fact, ...]


def card_of(read: Proposal | StatementEntry, language: Language = "en") -> Card:
    """The card of whatever was read."""
    return claim_card(read, language) if isinstance(read, Proposal) else entry_card(read, language)


def claim_card(claim: Proposal, language: Language = "en") -> Card:
    """The card of a claim.

    >>> from tahqiq.vocab.claims import Category, Effect
    >>> from tahqiq.vocab.counts import CountRange
    >>> card = claim_card(Proposal(text="two boys died", quote="two boys", start=0, end=8,
    ...     effect=Effect.KILLED, category=Category.CHILDREN, count=CountRange(2, 2)))
    >>> card.figure, card.heading
    ('2', 'Children, killed')
    """
    figure = word("none", language) if claim.negated else figure_text(claim.count, claim.hedge, language)
    heading = word("{who}, {what}", language).format(
        who=label(claim.category, language), what=label(claim.effect, language)
    )
    facts = tuple(fact for fact in _facts(claim, language) if fact.text)
    return Card(start=claim.start, end=claim.end, figure=figure, heading=heading, facts=facts)


def entry_card(entry: StatementEntry, language: Language = "en") -> Card:
    """The card of an entry of an armed actor's statement.

    >>> from tahqiq.read.statements.entry import Outcome
    >>> entry_card(StatementEntry(quote="Open.", start=0, end=5, outcome=Outcome.OPEN)).heading
    'Open'
    """
    state = None if entry.outcome is None else AnswerState(str(entry.outcome))
    heading = word("No decision", language) if state is None else label(state, language)
    facts = tuple(fact for fact in _entry_facts(entry, language) if fact.text)
    return Card(start=entry.start, end=entry.end, figure="", heading=heading, facts=facts)


def _entry_facts(entry: StatementEntry, language: Language) -> Iterator[Fact]:
    reason = "" if entry.reason is None else label(entry.reason, language)
    yield Fact(word("Reason given", language), reason)
    yield Fact(word("Killed, conceded", language), _conceded(entry.killed, language))
    yield Fact(word("Injured, conceded", language), _conceded(entry.injured, language))
    yield Fact(word("When", language), "" if entry.span.unknown else entry.span.text(language))
    yield Fact(word("Where", language), entry.place, foreign=True)
    yield Fact(
        word("Grid reference", language), ", ".join(one.normal for one in entry.references), foreign=True
    )
    yield Fact(word("Report", language), entry.report_number, foreign=True)
    yield Fact(word("Codes", language), ", ".join(entry.codes), foreign=True)
    yield Fact(word("Reported by", language), entry.reporter, foreign=True)
    yield Fact(word("Strikes", language), "; ".join(_strike(each) for each in entry.strikes), foreign=True)
    yield Fact(word("Rule", language), entry.rule, foreign=True)


def _conceded(count: CountRange, language: Language) -> str:
    return "" if count.unknown else count.text(language)


def _strike(strike: Strike) -> str:
    """Strikes of one day and place, in the words of the statement."""
    number = figure_text(strike.count, strike.hedge) if not strike.count.unknown else ""
    struck = ", ".join(one.what for one in (*strike.engaged, *strike.destroyed))
    parts = (
        f"{number} {strike.kind}".strip(),
        strike.place,
        "/".join(dict.fromkeys(strike.span.iso())),
        struck,
    )
    return ", ".join(part for part in parts if part)


def _facts(claim: Proposal, language: Language) -> Iterator[Fact]:
    def ours(name: str, text: str) -> Fact:
        return Fact(name, text)

    def theirs(name: str, text: str) -> Fact:
        return Fact(name, text, foreign=True)

    yield ours(word("Part of", language), _numbered(claim.within, language))
    yield ours(word("Replaces", language), _numbered(claim.supersedes, language))
    scope = "" if claim.scope is Scope.EVENT else label(claim.scope, language)
    yield ours(word("Covers", language), scope)
    yield theirs(word("Said by", language), claim.attributed_to)
    yield theirs(word("By way of", language), " ← ".join(one.name for one in claim.chain[:-1]))
    yield ours(word("How it is said", language), label(claim.stance, language))
    yield theirs(word("On the basis of", language), claim.basis)
    yield theirs(word("Blamed", language), claim.blamed)
    yield theirs(word("Weapon", language), claim.weapon)
    yield theirs(word("Where", language), claim.place)
    yield ours(word("When", language), "" if claim.span.unknown else claim.span.text(language))
    yield theirs(word("Named", language), "; ".join(_named(each) for each in claim.victims))
    yield ours(word("Confidence", language), isolate(f"{claim.confidence:.2f}", language))
    yield theirs(word("Rule", language), claim.rule)


def _numbered(number: int | None, language: Language) -> str:
    """Another claim of the text, by the number it has on the page."""
    return "" if number is None else word("claim {n}", language).format(n=isolate(str(number + 1), language))


def _named(victim: NamedVictim) -> str:
    told = [str(victim.age) if victim.age is not None else "", victim.relation]
    beside = ", ".join(one for one in told if one)
    return f"{victim.name} ({beside})" if beside else victim.name
