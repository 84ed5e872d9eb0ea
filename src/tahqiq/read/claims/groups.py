"""Groups of people that a sentence counts: a figure with its noun, one or two by form, or a bare plural."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from tahqiq.language.numbers import Quantity
from tahqiq.read.claims.entries import numbered
from tahqiq.read.claims.marks import Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge


@numbered
class Form(int):
    """How a group is counted."""

    FIGURE: ClassVar[Form]
    ONE: ClassVar[Form]  # by its form: a child, مدني
    TWO: ClassVar[Form]  # by its form: طفلان
    BARE: ClassVar[Form]  # a plural without a figure
    NAMED: ClassVar[Form]


class Group(msgspec.Struct, eq=False):
    """People counted, where they stand, and what is found to have happened to them.

    Attributes:
        first: first token; ``end``: the token after the last.
        start: code points where the words begin.
        form: how they are counted. ``count``, ``hedge``: how many.
        category: who; None for a figure without a noun. ``finer``: finer.
        generic: the noun takes a category from what describes it.
        noun: whether a noun was found; ``unknown``: whether a word the tables lack may be it.
        definite: the noun is a known one (the boy, الطفل); ``owned``: of somebody (his wife).
        others: said of others (12 others).
        governed: a preposition stands before it.
        joined: an 'and' is glued to it.
        own: what its own noun says happened (martyrs, deaths).
        weak: that holds only where no verb tells another.
        plausible: the word that the tables lack looks like people (beekeepers).
        shared: it is a part that has no figure (most of them women).
        part: it is a part of another group; ``parent``: which.
        severe: words of severity follow (3 of them critically).
        effect: what happened to them, once found.
        harm: the mark that says so.
        rule: the rule that found it.
        heading: a noun of harm heads the figure (Deaths: 9 men and 4 women).
        bald: one person without an article; ``named``: a word with a capital letter follows.
        toll: it names who a toll counts, and is no figure itself.
        cumulative: the figure of a toll; ``superseded``: an earlier one.
        negated: the harm is denied; ``silent``: nothing is said of it (no reports of casualties).
        doubtful: it is told as possible, feared or demanded.
    """

    first: int
    end: int
    start: int
    form: Form
    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    category: Category | None = None
    finer: str = ""
    generic: bool = False
    noun: bool = False
    loss: bool = False
    unknown: bool = False
    definite: bool = False
    owned: bool = False
    kin: bool = False
    others: bool = False
    governed: bool = False
    joined: bool = False
    own: Effect | None = None
    weak: bool = False
    plausible: bool = False
    shared: bool = False
    part: bool = False
    of_them: bool = False
    severe: bool = False
    parent: Group | None = None
    effect: Effect | None = None
    harm: Mark | None = None
    rule: str = ""
    heading: bool = False
    bald: bool = False
    named: bool = False
    toll: bool = False
    cumulative: bool = False
    superseded: bool = False
    negated: bool = False
    silent: bool = False
    doubtful: bool = False
    figure: Quantity | None = None
