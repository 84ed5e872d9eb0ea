"""Whether a figure is of one event or a total over a time: told by the dates and words beside it.

A day, a night or the last 24 hours are an event; 'since June', a month, a war are a total. A toll that
rose within its event is no total, and an earlier figure that the text replaces stays one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tahqiq.language.dates import DateMention
from tahqiq.read.circumstances.days import OF_EVENTS
from tahqiq.read.circumstances.scene import Scene
from tahqiq.vocab.claims import Scope

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal

#: The longest time that is one event: 'the past 24 hours' touch two days.
_ONE_EVENT = timedelta(days=2)
#: Tokens around a claim in which a word tells that it is a total, and in which a war or campaign does.
_NEAR, _FAR = 14, 30
#: Tokens between 'since' and its date ('since the fighting erupted on 15 April').
_SINCE_WITHIN = 6


def scope_of(proposal: Proposal, at: int, scene: Scene) -> Scope | None:
    """The scope that the sentence of a proposal tells; None where it tells neither.

    Args:
        proposal: whose scope is asked for.
        at: its first token.
        scene: its sentence. What began the day before the text was written is one event.
    """
    if proposal.scope is Scope.SUPERSEDED:
        return Scope.SUPERSEDED
    if _beside(scene, at, "total", _NEAR):
        return Scope.CUMULATIVE
    nearest = min(scene.dates, key=lambda each: _away(each, proposal), default=None)
    if nearest is not None and (nearest.span is not None or nearest.bound is not None):
        single = proposal.count.max == 1 and proposal.within is None
        return Scope.CUMULATIVE if long(nearest, scene) and not single else Scope.EVENT
    return Scope.CUMULATIVE if _beside(scene, at, "campaign", _FAR) else None


def _beside(scene: Scene, at: int, role: str, within: int) -> bool:
    """Whether a word that does so stands around a token."""
    return role in scene.present and any(at - within <= place < at + within for place in scene.standing(role))


def _away(mention: DateMention, proposal: Proposal) -> int:
    """Characters between a date and a claim."""
    if mention.end <= proposal.start:
        return proposal.start - mention.end
    return max(0, mention.start - proposal.end)


def long(mention: DateMention, scene: Scene) -> bool:
    """Whether a date is of a longer time than an event."""
    span = mention.span
    if since(scene, mention):
        if span is None or span.start is None or scene.doc_date is None:
            return True
        return scene.doc_date - span.start > _ONE_EVENT
    if span is None or span.start is None or span.end is None:
        return mention.precision not in OF_EVENTS
    return span.end - span.start > _ONE_EVENT


def since(scene: Scene, mention: DateMention) -> bool:
    """Whether a word for 'since' stands before a date, with what began on it between."""
    if "since" not in scene.present:
        return False
    begin = scene.tokens.at(mention.start)
    for at in range(begin, max(scene.sentence.first, begin - _SINCE_WITHIN) - 1, -1):
        if at < begin and scene.stops(at):
            return False
        if scene.has(at, "since"):
            return True
    return False
