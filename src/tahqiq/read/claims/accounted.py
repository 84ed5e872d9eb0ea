"""How many of a whole some were, the figure after who they are: women accounted for 139 of the deaths.

The same in lists where the noun stands before its figure: عدد القتلى من النساء 139 ومن الأطفال 301.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.around import between
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line

#: How many words may stand between who they are and how many (accounted for, made up).
_APART = 3
_PASSED = frozenset({Does.LOOSE, Does.NEAR, Does.COMMA, Does.AND, Does.PERIOD})


def accounts(line: Line) -> bool:
    """Whether a sentence tells how many of a whole some were."""
    words = line.lexicon.grammar.accounting
    told = line.tokens.words[line.sentence.first : line.sentence.last]
    return bool(words) and not frozenset(words).isdisjoint(told)


def mark_accounted(line: Line, groups: Sequence[Group], said: Group | None) -> None:
    """Gives figures the category of those who stand before them, and makes them parts.

    Args:
        line: the sentence.
        groups: its groups.
        said: the whole last told before it.
    """
    told: Group | None = None
    for before, group in pairwise(groups):
        if not _who_and_how_many(before, group):
            continue
        first = _accounting(line, before, group)
        if not first and not (told is not None and _goes_on(line, before, group)):
            continue
        whole = (
            told.parent if told is not None and told.parent is not None else _whole(groups, before) or said
        )
        if whole is None and group.own is None:
            continue
        group.category, group.finer, group.noun = before.category, before.finer, True
        group.part, group.parent, group.governed, group.unknown = True, whole, False, False
        if told is not None and group.own is None:
            group.own = told.own
        before.toll = before.shared = True
        told = group


def _who_and_how_many(before: Group, group: Group) -> bool:
    plural = before.form is Form.BARE and before.noun and before.own is None
    return plural and group.form is Form.FIGURE and not group.noun


def _whole(groups: Sequence[Group], before: Group) -> Group | None:
    """The figure told before in the same sentence."""
    earlier = groups[: groups.index(before)]
    return next((each for each in reversed(earlier) if each.form is Form.FIGURE and not each.part), None)


def _accounting(line: Line, before: Group, group: Group) -> bool:
    """Whether a word such as 'accounted for' stands between the two, and a whole follows."""
    words = line.tokens.words[before.end : group.first]
    told = any(word in line.lexicon.grammar.accounting for word in words)
    return told and group.of_them and len(words) <= _APART


def _goes_on(line: Line, before: Group, group: Group) -> bool:
    """Whether another of the list follows: … and children for 301."""
    plain = all(mark.does in _PASSED for mark in between(line, before.end, group.first))
    return plain and group.first - before.end <= 1
