"""What a text is proposed to claim: one figure about people, with the exact words that say so.

A proposal whose quote does not stand in the text cannot be made.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tahqiq.vocab.claims import Category, Claim, Effect, Locator, Scope, Speaker, Stance
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.labels import claim_statement


class NamedVictim(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody a claim names.

    Attributes:
        name: as written.
        start: where the name begins in the text, in code points; ``end``: where it ends.
        age: in years, as written; None where the text gives none.
        sex: 'female', 'male' or ''.
        relation: to somebody else of the claim, as worded ('his wife'); '' where none is said.
    """

    name: str
    start: int
    end: int
    age: int | None = None
    sex: str = ""
    relation: str = ""

    def row(self) -> dict[str, object]:
        """As a line of ``claims.jsonl`` holds it."""
        return {
            "name": self.name,
            "start": self.start,
            "end": self.end,
            "age": self.age,
            "sex": self.sex,
            "relation": self.relation,
        }


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One proposed claim of a text; a person decides about it.

    Attributes:
        text: the text it is read from; ``text[start:end]`` is the quote.
        effect: what happened to those counted.
        category: who they are, as worded; ``subcategory`` finer ('boys', 'police'), or ''.
        count: how many, as bounds; 0 where harm is denied, ``UNKNOWN`` where the words give no number.
        hedge: how sure the source is of the figure.
        negated: whether the source denies the harm.
        scope: one event, several over a time, or a figure that the text itself replaces.
        attributed_to: who says so, as worded. ``chain``: the carrier first, the origin last.
        basis: what the origin says it rests on.
        blamed: who is said to have done it. ``weapon``: with what. ``place``: where, all as worded.
        span: when it happened.
        victims: those named.
        supersedes: number of the proposal of the same text that this replaces.
        within: number of the proposal of the same text that this is a part of.
        confidence: from 0 to 1, how often proposals of the same rule are right.
        rule: the rule that made it.

    Raises:
        ValueError: the quote does not stand at that place of the text, or the confidence is none.
    """

    text: str
    quote: str
    start: int
    end: int
    effect: Effect
    category: Category
    subcategory: str = ""
    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    negated: bool = False
    stance: Stance = Stance.ASSERTS
    scope: Scope = Scope.EVENT
    attributed_to: str = ""
    chain: tuple[Speaker, ...] = ()
    basis: str = ""
    blamed: str = ""
    weapon: str = ""
    place: str = ""
    span: DateSpan = DateSpan()
    victims: tuple[NamedVictim, ...] = ()
    supersedes: int | None = None
    within: int | None = None
    confidence: float = 1.0
    rule: str = ""

    def __post_init__(self) -> None:
        inside = 0 <= self.start < self.end <= len(self.text)
        if not inside or self.text[self.start : self.end] != self.quote:
            raise ValueError("a claim whose quote does not stand in the text cannot exist")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"a confidence lies between 0 and 1: {self.confidence}")

    def __repr__(self) -> str:
        return f"Proposal({self.statement!r}, quote={self.quote!r}, start={self.start})"

    def row(self, number: int) -> dict[str, object]:
        """The line of ``claims.jsonl`` that says this.

        Args:
            number: the place of the proposal among those of its text, from 0; ``within`` and
                ``supersedes`` of its fellows refer to it.
        """
        first, last = self.span.iso()
        return {
            "claim": number,
            "effect": self.effect.value,
            "category": self.category.value,
            "subcategory": self.subcategory,
            "min": self.count.min,
            "max": self.count.max,
            "hedge": self.hedge.value,
            "negated": self.negated,
            "stance": self.stance.value,
            "scope": self.scope.value,
            "attributed_to": self.attributed_to,
            "chain": [{"name": one.name, "kind": one.kind, "role": one.role} for one in self.chain],
            "basis": self.basis,
            "blamed": self.blamed,
            "weapon": self.weapon,
            "place": self.place,
            "from_date": first,
            "to_date": last,
            "victims": [each.row() for each in self.victims],
            "supersedes": self.supersedes,
            "within": self.within,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
            "rule": self.rule,
        }

    @property
    def statement(self) -> str:
        """What is claimed, in short plain English.

        >>> Proposal(text="two boys died", quote="two boys", start=0, end=8, effect=Effect.KILLED,
        ...     category=Category.CHILDREN, subcategory="boys", count=CountRange(2, 2)).statement
        'children killed: 2'
        """
        return claim_statement(self.category, self.effect, self.count, self.hedge, negated=self.negated)

    def claim(
        self,
        text_sha256: str,
        *,
        within: Claim | None = None,
        supersedes: Claim | None = None,
        said: DateSpan | None = None,
    ) -> Claim:
        """The value that rooms hand over, once the text is sealed.

        Args:
            text_sha256: of the sealed text.
            within: the claim this is a part of.
            supersedes: the claim this replaces.
            said: when the text was published, if that is known.
        """
        told = said or DateSpan()
        return Claim(
            text_sha256=text_sha256,
            locator=Locator.span(self.start, self.end),
            quote=self.quote,
            statement=self.statement,
            effect=self.effect,
            category=self.category,
            of_whom=self.subcategory,
            count=self.count,
            hedge=self.hedge,
            negated=self.negated,
            stance=self.stance,
            scope=self.scope,
            chain=self.chain,
            basis=self.basis,
            blamed=self.blamed,
            place=self.place,
            span=self.span,
            said=told,
            said_note="" if told.unknown else "the date of the text",
            note=f"weapon: {self.weapon}" if self.weapon else "",
            within=None if within is None else within.id,
            supersedes=None if supersedes is None else supersedes.id,
        )


def claims_of(proposals: Sequence[Proposal], text_sha256: str, said: Sequence[DateSpan] = ()) -> list[Claim]:
    """The claims of one text, each with the ids of those it is part of or replaces.

    Args:
        proposals: of one text.
        text_sha256: of the sealed text.
        said: when what each stands in was published; nothing where nobody knows.

    Raises:
        ValueError: proposals refer to one another in a circle, or to one that is not there.
    """
    made: dict[int, Claim] = {}
    open_: list[int] = []
    for number in range(len(proposals)):
        open_.append(number)
        while open_:
            at = open_[-1]
            each = proposals[at]
            waiting = [to for to in (each.within, each.supersedes) if to is not None and to not in made]
            if not waiting:
                made[at] = _claim(each, made, text_sha256, said[at] if said else None)
                open_.pop()
            elif waiting[0] in open_ or not 0 <= waiting[0] < len(proposals):
                raise ValueError(f"claim {at} refers to claim {waiting[0]}, which it cannot")
            else:
                open_.append(waiting[0])
    return [made[number] for number in range(len(proposals))]


def _claim(each: Proposal, made: dict[int, Claim], text_sha256: str, said: DateSpan | None) -> Claim:
    within = None if each.within is None else made[each.within]
    supersedes = None if each.supersedes is None else made[each.supersedes]
    return each.claim(text_sha256, within=within, supersedes=supersedes, said=said)
