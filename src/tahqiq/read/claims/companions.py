"""People told by whose they are: … and her bodyguard, ونجله, وثلاثة من أبنائه; فقد زوجته وأولاده الستة.

Whoever is harmed may be described at length before a companion is named, so that no list joins the two;
the word that says whose the companion is does.
"""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import between, speaks, told_of_itself
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect

#: How many words may describe somebody before the companion is named.
_DESCRIBED = 16
#: How many words the loser of relatives may be described with.
_LOSER = 6
#: What ends the description of somebody.
_ENDING = frozenset({
    Does.HARM, Does.BE, Does.SUBSET, Does.SAYS, Does.CAUSE, Does.NOT, Does.CHANGE, Does.TOLL, Does.FIGURE,
    Does.FROM,
})  # fmt: skip
_SINGLE = frozenset({Form.ONE, Form.NAMED})


def with_companions(line: Line, groups: Sequence[Group]) -> None:
    """Gives those told as somebody's, and joined by 'and', the harm of the one person told before them.

    Args:
        line: the sentence.
        groups: its groups, in order; the harm of some is known.
    """
    for at, group in enumerate(groups):
        if (
            group.effect is not None
            or not group.owned
            or group.governed
            or group.shared
            or group.own is not None
        ):
            continue
        if not (group.joined or line.joined_before(_begin(line, group))) or speaks(line, group):
            continue
        before = next((one for one in reversed(groups[:at]) if one.effect is not None), None)
        if before is not None and _described(line, before, group) and not told_of_itself(line, group):
            group.effect, group.harm, group.rule = before.effect, before.harm, "list"
            group.part, group.parent = before.part, before.parent


def _begin(line: Line, group: Group) -> int:
    """The first token of a group, with the article or owner before it."""
    place = line.place(group.first)
    mark = line.marks[place - 1] if place else None
    owner = mark is not None and mark.does is Does.ARTICLE and mark.end == group.first
    return mark.first if owner and mark is not None else group.first


def _described(line: Line, before: Group, group: Group) -> bool:
    """Whether the words between two only describe the first, who is one person."""
    if before.form not in _SINGLE or before.loss or group.first - before.end > _DESCRIBED:
        return False
    harm = before.harm
    if harm is not None and harm.first >= before.end:
        return False
    return not any(mark.does in _ENDING for mark in between(line, before.end, group.first))


def loser_before(line: Line, mark: Mark) -> bool:
    """Whether whoever lost people is told right before the verb: الكادر الطبي فقد اثنين من الممرضين."""
    place = line.place(mark.first)
    before = line.marks[place - 1] if place else None
    if before is None or before.end != mark.first or line.lexicon.grammar.describes_first or mark.joined:
        return False
    known = line.tokens.words[before.first].startswith(line.lexicon.grammar.article)
    return before.does is Does.SIDE or (before.does is Does.NOUN and known)


def lost_relatives(line: Line, groups: Sequence[Group], mark: Mark) -> Group | None:
    """Whom somebody lost, who is told between the verb and them: فقد الناجي زوجته وأولاده.

    Args:
        line: the sentence.
        groups: its groups.
        mark: a word of losing.
    """
    if not mark.entry.weak or mark.entry.effect is not Effect.MISSING:
        return None
    for group in groups:
        if group.first < mark.end or group.category is Category.FAMILIES:
            continue
        if group.kin and group.owned and not group.governed:
            near = line.bare(mark.end, group.first) <= _LOSER
            return group if near and group.effect is None else None
        if group.form not in {Form.ONE, Form.BARE} or not group.definite:
            return None
    return None
