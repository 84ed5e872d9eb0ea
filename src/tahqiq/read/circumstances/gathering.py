"""The circumstances of each claim, sentence by sentence: what is told in its own, and what before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from tahqiq.language.dates import DateMention
from tahqiq.language.tokens import Tokens
from tahqiq.read.attribution.reading import around
from tahqiq.read.circumstances.blame import Found, blamed
from tahqiq.read.circumstances.days import OF_EVENTS, UNKNOWN, span_of, told
from tahqiq.read.circumstances.places import GUESSED, KNOWN, Place, places
from tahqiq.read.circumstances.scene import Scene, look
from tahqiq.read.circumstances.scoping import long, scope_of, since
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.dates import DateSpan

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal
    from tahqiq.read.claims.sentences import Sentence


#: Tokens between a verb of saying and the day on which it was said.
_SAID_WITHIN = 7
#: What tells of the event, so that a date after it is the event's.
_DEEDS = frozenset(["attack", "did", "struck", "acted", "weapon", "strike"])
#: What a comma between a claim and other words counts for, in tokens.
_APART = 6
#: By how many tokens a party after 'by' is nearer: 'nine by rebels' after 'ten by the army'.
_AFTER_BY = 4
#: How many sentences before a claim may tell of its event.
_EARLIER = 6


@dataclass(slots=True)
class _Known:
    """What the sentences so far tell of the event they speak of."""

    blamed: str = ""
    weapon: str = ""
    place: str = ""
    sure: int = -1
    span: DateSpan = field(default_factory=DateSpan)
    period: DateSpan = field(default_factory=DateSpan)
    total: bool = False


class Circumstances(msgspec.Struct, frozen=True):
    """What a text tells of one claim; '' and an open span where it does not.

    Attributes:
        blamed: who is said to have done it. ``weapon``: with what. ``place``: where, all as worded.
        span: when.
        scope: whether the figure is of one event or a total over a time.
    """

    blamed: str = ""
    weapon: str = ""
    place: str = ""
    span: DateSpan = UNKNOWN
    scope: Scope = Scope.EVENT


def circumstances(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    dates: Sequence[DateMention],
    *,
    doc_date: date | None = None,
) -> list[Circumstances]:
    """The circumstances of each proposal.

    What a sentence does not tell it has from those before it in its paragraph, as a reader would take
    it; a total over time keeps to its own sentence, but for the period it is of.
    """
    holding = defaultdict[int, list[int]](list)
    begins = [each.first for each in sentences]
    claimed = [max(0, bisect_right(tokens.starts, each.start) - 1) for each in proposals]
    for number, at in enumerate(claimed):
        holding[bisect_right(begins, at) - 1].append(number)
    made = [Circumstances()] * len(proposals)
    known, starts, marked = _Known(), [each.start for each in dates], frozenset(claimed)
    for at in around(sentences, list(holding), before=_EARLIER):
        first = bisect_left(starts, sentences[at].start)
        scene = _scene(tokens, sentences[at], dates, first, marked)
        scene.doc_date = doc_date
        if sentences[at].opens and at and sentences[at - 1].end + 1 < sentences[at].start:
            known = _Known()
        found = (blamed(scene), _weapons(scene), places(scene))
        for number in holding.get(at, ()):
            each = proposals[number]
            scope = _scope(each, claimed[number], scene, made, known)
            made[number] = _told(each, scope, claimed[number], scene, found, known)
            known.total = scope is Scope.CUMULATIVE
        _remember(known, scene, found)
        if at not in holding and scene.dates:
            known.total = any(long(each, scene) for each in scene.dates)
    return made


def _scope(proposal: Proposal, at: int, scene: Scene, made: Sequence[Circumstances], known: _Known) -> Scope:
    """The scope of a proposal: by its sentence, by its whole, else as that of the claim before it."""
    told = scope_of(proposal, at, scene)
    if told is not None:
        return told
    if proposal.within is not None and 0 <= proposal.within < len(made):
        return made[proposal.within].scope
    return Scope.CUMULATIVE if known.total else Scope.EVENT


def _scene(
    tokens: Tokens, sentence: Sentence, dates: Sequence[DateMention], first: int, claimed: frozenset[int]
) -> Scene:
    """A sentence with its marks and dates, of which the first has that number."""
    scene = Scene(tokens, sentence, look(tokens, sentence), claimed=claimed)
    dated: set[int] = set()
    for number in range(first, len(dates)):
        mention = dates[number]
        if mention.start >= sentence.end:
            break
        begin, end = tokens.at(mention.start), tokens.at(mention.end)
        dated.update(range(begin, end))
        if mention.precision not in OF_EVENTS or not _when_said(scene, begin):
            scene.dates.append(mention)
    scene.dated = frozenset(dated)
    return scene


def _when_said(scene: Scene, begin: int) -> bool:
    """Whether a date follows a verb of saying: it tells when that was said."""
    before = range(begin - 1, max(scene.sentence.first, begin - _SAID_WITHIN) - 1, -1)
    for at in before:
        if scene.stops(at) or at in scene.claimed:
            return False
        placed = scene.found.get(at)
        if placed is not None and not placed.mark.roles.isdisjoint(_DEEDS):
            return False
        if scene.speaks(at):
            return True
    return False


def _weapons(scene: Scene) -> list[Found]:
    """The weapons a sentence names; kinds of strike where it names none."""
    role = "weapon" if "weapon" in scene.present else "strike"
    made: list[Found] = []
    for at in scene.standing(role):
        placed = scene.found[at]
        made.append(Found(at, placed.end, scene.words(at, placed.end, placed.letters)))
    return made


_All = tuple[list[Found], list[Found], list[Place]]


def _told(
    proposal: Proposal, scope: Scope, at: int, scene: Scene, found: _All, known: _Known
) -> Circumstances:
    """What the sentence of a proposal tells of it, or those before."""
    parties, weapons, wheres = found
    event = scope is Scope.EVENT
    surest = _surest(wheres)
    own = surest and not (event and surest[0].sure == GUESSED < known.sure)
    place = _nearest(surest, at, scene) if own else ""
    return Circumstances(
        scope=scope,
        blamed="" if proposal.negated else _nearest(parties, at, scene) or (known.blamed if event else ""),
        weapon=_nearest(weapons, at, scene) or (known.weapon if event else ""),
        place=place or (known.place if event else ""),
        span=_days(proposal, scope, scene, known),
    )


def _days(proposal: Proposal, scope: Scope, scene: Scene, known: _Known) -> DateSpan:
    """When: by the sentence, else by those before. An event does not last from a day on."""
    mention = told(scene.dates, proposal.start, scope)
    if mention is not None:
        if scope is Scope.EVENT and mention.span is not None and mention.precision in OF_EVENTS:
            return mention.span
        return span_of(mention, since=since(scene, mention))
    if scope is Scope.SUPERSEDED:
        return UNKNOWN
    return known.period if scope is Scope.CUMULATIVE else known.span


def _nearest(found: Sequence[Found], at: int, scene: Scene) -> str:
    """The words nearest to a claim; a comma between parts them."""
    if len(found) < 2:
        return found[0].words if found else ""

    def distance(each: Found) -> int:
        between = range(each.end, at) if each.end <= at else range(at + 1, each.first)
        signs = sum(map(scene.stops, between))
        by = each.first > at and any(scene.has(place, "by") for place in range(each.first - 2, each.first))
        return len(between) + signs * _APART - by * _AFTER_BY

    return min(found, key=distance).words


def _surest(found: Sequence[Place]) -> list[Place]:
    """The places that tell most surely where."""
    if len(found) < 2:
        return list(found)
    best = max(each.sure for each in found)
    return [each for each in found if each.sure == best]


def _remember(known: _Known, scene: Scene, found: _All) -> None:
    """What a sentence tells is known in the next."""
    parties, weapons, wheres = found
    known.blamed = parties[0].words if parties else known.blamed
    if weapons and (scene.standing("weapon") or not known.weapon):
        known.weapon = weapons[0].words
    sure = _surest(wheres)
    if sure and sure[0].sure >= min(known.sure, KNOWN):
        known.place, known.sure = sure[0].words, sure[0].sure
    for mention in scene.dates:
        span = span_of(mention, since=since(scene, mention))
        if mention.span is None:
            continue
        if mention.precision in OF_EVENTS:
            known.span = mention.span
        if span.start is None or span.end is None or mention.precision not in OF_EVENTS:
            known.period = span
