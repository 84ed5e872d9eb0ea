"""What a source says: one claim, its words, and where exactly they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Literal
from uuid import UUID

from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import StandardOfProof
from tahqiq.vocab.ids import claim_id


class Effect(StrEnum):
    """What happened to those counted."""

    KILLED = "killed"
    INJURED = "injured"
    KILLED_OR_INJURED = "killed_or_injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    BODIES_RECOVERED = "bodies_recovered"
    DESTROYED = "destroyed"
    DAMAGED_OR_DESTROYED = "damaged_or_destroyed"
    LEFT = "left"
    REMAINED = "remained"
    NOT_STATED = "not_stated"


class Category(StrEnum):
    """Who or what is counted, as worded by the source."""

    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    FAMILIES = "families"
    JOURNALISTS = "journalists"
    MEDICS = "medics"
    AID_WORKERS = "aid_workers"
    WOMEN_AND_CHILDREN = "women_and_children"
    RESIDENTS = "residents"
    COMBATANTS = "combatants"
    CIVILIANS_AND_COMBATANTS = "civilians_and_combatants"
    PEOPLE = "people"
    BUILDINGS = "buildings"
    OTHER = "other"


class Stance(StrEnum):
    """How the speaker stands behind the claim."""

    ASSERTS = "asserts"
    FINDS = "finds"
    TESTIFIES = "testifies"
    ESTIMATES = "estimates"
    ADMITS = "admits"
    DENIES = "denies"
    DISPUTES = "disputes"
    RECEIVED_INFORMATION = "received_information"
    IS_INVESTIGATING = "is_investigating"
    DEMANDS = "demands"


class Scope(StrEnum):
    """What a figure covers."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in a sealed text a quote stands.

    ``span``: code points [start, end) of the text. ``cells``: columns of one 0-based
    data record of a table; the quote is their verbatim cells, a line each, in order.
    """

    kind: Literal["span", "cells"]
    start: int = 0
    end: int = 0
    record: int = 0
    columns: tuple[str, ...] = ()

    @classmethod
    def span(cls, start: int, end: int) -> Locator:
        """A stretch of running text."""
        if not 0 <= start < end:
            raise ValueError(f"not a stretch of text: {start} to {end}")
        return cls(kind="span", start=start, end=end)

    @classmethod
    def cells(cls, record: int, *columns: str) -> Locator:
        """Cells of one record of a table."""
        if record < 0 or not columns:
            raise ValueError("cells need a record and at least one column")
        return cls(kind="cells", record=record, columns=columns)

    def spelled(self) -> str:
        """One line naming the place, the same for the same place."""
        if self.kind == "span":
            return f"span:{self.start}-{self.end}"
        return f"cells:{self.record}:{json.dumps(self.columns, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One link of the chain of attribution: somebody who said or carried a claim."""

    name: str
    kind: str = ""
    role: Literal["outlet", "agency", "speaker"] = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement by one source about one thing, quoted.

    Attributes:
        text_sha256: the sealed text or table quoted.
        quote: the words or cells, verbatim.
        statement: what is claimed, in short plain words (English).
        statement_ar: the same in Arabic; its translator is named by the record that keeps it.
        count: the figure as bounds; ``UNKNOWN`` where the words carry no number.
        hedge: how the figure was hedged.
        chain: outlet ← agency ← speaker, the carrier first, the origin last.
        basis: what the origin says it rests on, in its words or 'not given'.
        said: when it was said; ``said_note`` tells how that is known.
        span: when it happened. ``place``: where, as worded.
        population: slug of the population a figure describes; figures of different
            populations never share a series or a sum.
        within: the claim this is part of ('among them seven children').
        supersedes: the earlier claim of the same source that this replaces.
    """

    text_sha256: str
    locator: Locator
    quote: str
    statement: str
    statement_ar: str = ""
    effect: Effect = Effect.NOT_STATED
    category: Category = Category.OTHER
    of_whom: str = ""
    unit: str = ""
    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    negated: bool = False
    stance: Stance = Stance.ASSERTS
    scope: Scope = Scope.EVENT
    chain: tuple[Speaker, ...] = ()
    basis: str = ""
    blamed: str = ""
    place: str = ""
    span: DateSpan = field(default_factory=DateSpan)
    said: DateSpan = field(default_factory=DateSpan)
    said_note: str = ""
    standard: StandardOfProof | None = None
    population: str = ""
    note: str = ""
    within: UUID | None = None
    supersedes: UUID | None = None

    def __post_init__(self) -> None:
        if not self.quote:
            raise ValueError("a claim without a quote cannot exist")

    @property
    def id(self) -> UUID:
        """The hash of text, place in it, and meaning."""
        # As dataclasses.asdict spells it, ten times as fast: an import asks for a million ids.
        meaning: dict[str, object] = {name: getattr(self, name) for name in _PLAIN_MEANING}
        meaning["count"] = {"min": self.count.min, "max": self.count.max}
        for name, span in (("span", self.span), ("said", self.said)):
            meaning[name] = {"start": span.start, "end": span.end}
        meaning["chain"] = [{"name": each.name, "kind": each.kind, "role": each.role} for each in self.chain]
        return claim_id(self.text_sha256, self.locator.spelled(), meaning)

    @property
    def origin(self) -> Speaker | None:
        """Who said it first: independence of sources is judged here."""
        return self.chain[-1] if self.chain else None


#: Not part of what is claimed, or spelled out by ``Claim.id`` itself.
_NOT_PLAIN = frozenset(
    {"text_sha256", "locator", "quote", "statement_ar", "note", "count", "span", "said", "chain"}
)
_PLAIN_MEANING = tuple(each.name for each in fields(Claim) if each.name not in _NOT_PLAIN)
