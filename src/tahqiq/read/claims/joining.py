"""Words of harm joined by 'and': two that speak of the same people are one (killed or wounded 12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tahqiq.read.claims.around import between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Effect


class Joined(NamedTuple):
    """A word of harm, or two that are joined.

    Attributes:
        mark: the word, or both.
        effect: what happened; ``then``: what happened to the same people after it, if that is told.
    """

    mark: Mark
    effect: Effect
    then: Effect | None = None


def joined_harms(line: Line, words: Sequence[Mark], groups: Sequence[Group] = ()) -> list[Joined]:
    """Words of harm with their effect; two joined with nobody between them are one (مقتل وإصابة 12)."""
    subjects = {group.end for group in groups if group.form is Form.ONE}
    objects = {group.first for group in groups}
    made: list[Joined] = []
    at = 0
    while at < len(words):
        mark = words[at]
        effect = mark.entry.effect or Effect.KILLED
        following, then = words[at + 1] if at + 1 < len(words) else None, None
        both = _two_verbs(line, mark) if mark.first in subjects and mark.end in objects else []
        if not both and following is not None and _one_harm(line, mark, following):
            if {effect, following.entry.effect} == {Effect.KILLED, Effect.INJURED}:
                died = effect is Effect.INJURED and following.entry.side is Side.BEFORE
                effect = Effect.KILLED if died else Effect.KILLED_OR_INJURED  # he was hit and died
            elif effect is Effect.DETAINED and following.entry.effect in _AFTER_ARREST:
                then = following.entry.effect  # three men were abducted and later killed
            mark = Mark(
                following.entry, following.does, mark.first, following.end, None, mark.joined, mark.governed
            )
            at += 1
        made += both or [Joined(mark, effect, then)]
        at += 1
    return made


_AFTER_ARREST = frozenset({Effect.KILLED, Effect.MISSING})


def _two_verbs(line: Line, mark: Mark) -> list[Joined]:
    """The two verbs of a phrase that each have their own people: جنديا قتل وأصيب ثلاثة."""
    words = line.tokens.words[mark.first : mark.end]
    found = [next((one for one in line.lexicon.of(word) if len(one.words) == 1), None) for word in words]
    entries = [entry for entry in found if entry is not None and entry.does is Does.HARM]
    if mark.entry.effect is not Effect.KILLED_OR_INJURED or len(words) != len(entries) or len(words) != _TWO:
        return []
    places = enumerate(entries, start=mark.first)
    return [Joined(Mark(each, each.does, at, at + 1), each.effect or Effect.KILLED) for at, each in places]


#: How many verbs a phrase joins.
_TWO = 2


def _one_harm(line: Line, mark: Mark, following: Mark) -> bool:
    """Whether two words of harm, joined, speak of the same people."""
    marks = between(line, mark.end, following.first)
    if unknown(line, mark.end, following.first) > 0:
        return False
    if mark.entry.side is Side.BEFORE and following.entry.side is not Side.BEFORE:
        return False
    joined = following.joined or any(each.does is Does.AND for each in marks)
    plain = all(each.does in {Does.AND, Does.LOOSE} for each in marks)
    return joined and plain and mark.entry.effect is not following.entry.effect
