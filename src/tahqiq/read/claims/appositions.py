"""Nouns that only say who somebody was: their interpreter, a father of two, was shot dead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.around import between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.counts import CountRange

#: How many tokens may describe somebody between commas, and how many words stand before the noun.
_DESCRIBED, _BEFORE_NOUN = 8, 2
_VERBAL = frozenset({Does.BE, Does.HARM, Does.NOT})
_WITHIN = frozenset({Does.NEAR, Does.ARTICLE, Does.LOOSE, Does.FIGURE, Does.THING, Does.NOUN, Does.SIDE})


def leave_out_appositions(line: Line, groups: Sequence[Group]) -> None:
    """Marks the nouns between commas that only say who the one before them was, so that no verb means them.

    Args:
        line: the sentence.
        groups: its groups.
    """
    if not line.lexicon.grammar.describes_first or Does.COMMA not in line.present:
        return
    for at, group in enumerate(groups):
        before = groups[at - 1] if at else None
        if before is None or not _indefinite(line, group) or not _somebody(before):
            continue
        marks = between(line, before.end, group.first)
        apart = [mark.does for mark in marks if mark.does is not Does.LOOSE] == [Does.COMMA, Does.ARTICLE]
        if apart and unknown(line, before.end, group.first) <= _BEFORE_NOUN and _ends(line, before, group):
            group.shared = True


def _indefinite(line: Line, group: Group) -> bool:
    """Whether a group is one person with an indefinite article, of whom nothing else is told."""
    plain = group.form is Form.ONE and not (group.definite or group.owned or group.joined or group.part)
    return plain and group.own is None and not group.others


def _somebody(group: Group) -> bool:
    """Whether a group is one known person: named, or somebody's."""
    known = group.definite or group.owned or group.named
    return (group.form is Form.NAMED or (group.form is Form.ONE and known)) and not group.shared


def _ends(line: Line, before: Group, group: Group) -> bool:
    """Whether a comma closes the description, and the verb follows, or another who is joined to the first."""
    closing: Mark | None = None
    for mark in between(line, group.end, group.end + _DESCRIBED):
        if mark.does is Does.COMMA:
            closing = mark
            break
        if mark.does not in _WITHIN:
            return False
    if closing is None:
        return False
    place = line.place(closing.end)
    after = line.marks[place] if place < len(line.marks) else None
    if after is None or line.bare(closing.end, after.first) > 0:
        return False
    return after.does in _VERBAL or (after.does is Does.AND and before.form is Form.NAMED)


def all_of_them(line: Line, groups: Sequence[Group]) -> None:
    """'fourteen people, all members of the same tribe': the plural only says who so many are."""
    for whole, group in pairwise(groups):
        if group.form is not Form.BARE or group.own is not None or whole.form is not Form.FIGURE:
            continue
        marks = between(line, whole.end, group.first)
        comma = bool(marks) and marks[0].does is Does.COMMA and marks[0].first == whole.end
        all_ = comma and marks[0].end < group.first and not unknown(line, whole.end, group.first)
        if all_ and line.tokens.words[marks[0].end] in line.lexicon.grammar.whole:
            group.shared = True


def one_of_them(line: Line, groups: Sequence[Group]) -> None:
    """Of so many one is told by a noun of its own: three martyrs, one a little girl."""
    for whole, one, who in zip(groups, groups[1:], groups[2:], strict=False):
        bare = one.form is Form.FIGURE and one.count == CountRange.exactly(1) and not one.noun
        if (
            not bare
            or whole.form is not Form.FIGURE
            or (whole.count.min or 0) < 2
            or who.form is not Form.ONE
        ):
            continue
        marks = between(line, one.end, who.first)
        article = [mark.does for mark in marks] == [Does.ARTICLE] and not marks[0].entry.definite
        apart = any(mark.does is Does.COMMA for mark in between(line, whole.end, one.first))
        if article and apart and not marks[0].entry.owned and not unknown(line, one.end, who.first):
            one.shared, who.part, who.parent = True, True, whole
