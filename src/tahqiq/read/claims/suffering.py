"""A verb of suffering and the wound after it, however described: sustained a non-life-threatening injury."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import begins_with, between, speaks
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Effect

#: How many tokens may describe the wound, and stand between the verb and who suffered it.
_DESCRIBED, _BEFORE = 9, 6
_DESCRIBING = frozenset({Does.ARTICLE, Does.LOOSE, Does.SEVERE, Does.MAY, Does.SIDE, Does.THING, Does.AND})
_GOVERNING = frozenset({Does.CAUSE, Does.NEAR})
_VERBAL = frozenset({Does.BE, Does.LOOSE})


def read_suffering(line: Line, groups: Sequence[Group]) -> None:
    """Gives those before a verb of suffering the harm that its object tells.

    Args:
        line: the sentence.
        groups: its groups; the wound is none of people afterwards.
    """
    words = line.lexicon.grammar.suffering
    for mark in () if line.present.isdisjoint(_GOVERNING) or not words else line.marks:
        if mark.does not in _GOVERNING or not begins_with(mark, words):
            continue
        wound = _wound(line, mark)
        who = next((group for group in reversed(groups) if group.end <= mark.first), None)
        if wound is None or who is None or not _sufferer(line, mark, who):
            continue
        who.effect, who.harm, who.rule = wound.entry.effect, mark, "subject"
        for group in groups:
            group.shared = group.shared or group.first == wound.first


def _wound(line: Line, mark: Mark) -> Mark | None:
    """The noun of a wound that a verb governs."""
    for each in between(line, mark.end, mark.end + _DESCRIBED):
        if each.does in {Does.LOSS, Does.HARM}:
            return each if each.entry.effect is Effect.INJURED and each.single else None
        if each.does not in _DESCRIBING:
            return None
    return None


def _sufferer(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a group is whom the verb is told of."""
    free = group.effect is None and group.own is None and not (group.governed or group.shared or group.part)
    near = mark.first - group.end <= _BEFORE and not speaks(line, group)
    verbal = all(each.does in _VERBAL for each in between(line, group.end, mark.first))
    return free and near and verbal and not (group.form is Form.BARE and group.definite)
