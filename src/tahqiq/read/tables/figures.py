"""A pair of cells, lowest and highest figure, as one claim by the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tahqiq.read.tables.cells import whole
from tahqiq.read.tables.record import Record
from tahqiq.vocab.claims import Category, Claim, Effect, Speaker, Stance
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.wording import word


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigurePair:
    """Which columns hold a figure, and what it counts.

    Attributes:
        lowest, highest: columns; the same one where the source gives a single figure.
        statement: what is claimed, in plain English; in Arabic by the catalogue where it holds it.
        statement_ar: the same in Arabic, where the catalogue does not hold it.
        part: the figure counts part of the civilians of the same effect, if those are given.
    """

    lowest: str
    highest: str
    effect: Effect
    category: Category
    statement: str
    statement_ar: str = ""
    part: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns quoted."""
        return (self.lowest,) if self.lowest == self.highest else (self.lowest, self.highest)

    @property
    def in_arabic(self) -> str:
        """The statement in Arabic, '' where nobody has given it."""
        said = word(self.statement, "ar")
        return self.statement_ar or (said if said != self.statement else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What all figures of one record share."""

    chain: tuple[Speaker, ...]
    blamed: str
    place: str
    span: DateSpan
    said: DateSpan = field(default_factory=DateSpan)
    said_note: str = ""


Counts = dict[FigurePair, CountRange]


def counts_of(record: Record, pairs: Iterable[FigurePair]) -> Counts:
    """The range of every pair that holds something; unknown where it was refused."""
    return {
        pair: count_of(record, pair.lowest, pair.highest) for pair in pairs if record.filled(pair.columns)
    }


def count_of(record: Record, lowest: str, highest: str) -> CountRange:
    """The range of a pair of cells; one empty cell leaves its bound open.

    A cell that is no whole number, or a lower figure above the upper, refuses the pair:
    half a range would say something the source did not.
    """
    before = len(record.problems)
    low = record.value(lowest, whole)
    high = record.value(highest, whole) if highest != lowest else low
    if len(record.problems) > before:
        return UNKNOWN
    if low is not None and high is not None and low > high:
        record.refuse(lowest, f"the lower figure {low} exceeds the upper figure {high} in {highest}")
        return UNKNOWN
    if low == 0 and high is None:
        record.refuse(lowest, f"'at least 0' says nothing while {highest} is empty")
        return UNKNOWN
    return CountRange(low, high)


def hedge_of(count: CountRange) -> Hedge:
    """How a pair of figures is hedged by its bounds alone."""
    if count.max is None:
        return Hedge.AT_LEAST
    if count.min is None:
        return Hedge.AT_MOST
    return Hedge.EXACT if count.min == count.max else Hedge.RANGE


def claims_of(record: Record, counts: Counts, shared: Circumstances) -> tuple[Claim, ...]:
    """A claim for each figure; a part stands within the civilians of its effect.

    Civilians must come before their parts in ``counts``.
    """
    civilians: dict[Effect, Claim] = {}
    ids: dict[Effect, UUID] = {}
    claims = []
    for pair, count in counts.items():
        if count.unknown:
            continue
        if pair.part and pair.effect in civilians and pair.effect not in ids:
            ids[pair.effect] = civilians[pair.effect].id
        claim = _claim(record, pair, count, shared, ids.get(pair.effect) if pair.part else None)
        if pair.category is Category.CIVILIANS:
            civilians[pair.effect] = claim
        claims.append(claim)
    return tuple(claims)


def _claim(
    record: Record, pair: FigurePair, count: CountRange, shared: Circumstances, within: UUID | None
) -> Claim:
    """One figure of the source.

    The stance is that the source *asserts* it: such a range is documented, drawn from
    reports the source recorded. 'Estimates' is kept for figures reached by inference,
    which METHOD forbids to mix with documented ones.
    """
    return Claim(
        text_sha256=record.sha256,
        locator=record.locator(pair.columns),
        quote=record.quote(pair.columns),
        statement=pair.statement,
        statement_ar=pair.in_arabic,
        effect=pair.effect,
        category=pair.category,
        count=count,
        hedge=hedge_of(count),
        stance=Stance.ASSERTS,
        chain=shared.chain,
        blamed=shared.blamed,
        place=shared.place,
        span=shared.span,
        said=shared.said,
        said_note=shared.said_note,
        within=within,
    )
