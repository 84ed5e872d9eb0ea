"""A verb of falling says of people after it that they died, of shells that they landed: سقوط ستة مدنيين."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category

#: Who falls without a figure as well.
_BARE = frozenset({Category.CIVILIANS, Category.CHILDREN, Category.WOMEN})
_COUNTED = frozenset({Form.FIGURE, Form.TWO})


def read_falling(line: Line, groups: Sequence[Group]) -> None:
    """Gives those who fell their harm.

    Args:
        line: the sentence.
        groups: its groups; the harm of some is known.
    """
    for mark in line.doing(Does.CAUSE) if line.lexicon.grammar.falling else ():
        if mark.entry.effect is not None:
            group = next((each for each in groups if each.first >= mark.end), None)
            if group is not None and _falls(line, mark, group):
                group.effect, group.harm, group.rule = mark.entry.effect, mark, "object"


def _falls(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a group stands right after a verb of falling, and nothing says what it suffered."""
    free = group.effect is None and group.own is None and group.noun and not group.governed
    counted = group.form in _COUNTED or (group.form is Form.BARE and group.category in _BARE)
    beside = line.bare(mark.end, group.first) == 0 and not group.definite
    return free and counted and beside and not group.part and not group.shared
