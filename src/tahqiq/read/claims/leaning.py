"""Bare figures that lean on a figure told before: at nine, then 22 and then 29; earlier we reported 16.

Such a figure has neither a noun nor a word of harm; what it counts was told of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.around import begins_with, between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect

#: What may stand between the figures of a row.
_ROW = frozenset({Does.COMMA, Does.AND, Does.LOOSE, Does.CLAUSE, Does.TO})
#: What may stand between a word of telling and the figure told.
_TOLD = frozenset({Does.LOOSE, Does.TO, Does.ARTICLE, Does.NEAR, Does.BE})
#: What tells by itself what a figure counts.
_HARM = frozenset({Does.HARM, Does.LOSS, Does.TOLL, Does.CHANGE, Does.SUBSET, Does.OF_THEM})


def leans(line: Line) -> bool:
    """Whether a sentence without a word of harm may hold a figure that leans on one told before."""
    if Does.FIGURE not in line.present:
        return False
    for at, mark in enumerate(line.marks):
        if (
            mark.does is Does.OF_THEM
            and len(mark.entry.words) > 2
            and at
            and line.marks[at - 1].figure is not None
        ):
            return True  # 14 of the victims were minors
    speaking = any(begins_with(mark, line.lexicon.grammar.speaking) for mark in line.marks)
    return speaking or (Does.EARLIER in line.present and any(_reports(line, mark) for mark in line.marks))


def _reports(line: Line, mark: Mark) -> bool:
    """Whether a word is one of reporting."""
    return mark.does is Does.SAYS or begins_with(mark, line.lexicon.grammar.reporting)


def read_leaning(line: Line, groups: Sequence[Group], said: Group | None, usual: Effect | None) -> None:
    """Gives bare figures the harm of the figure they lean on.

    Args:
        line: the sentence.
        groups: its groups, harms and tolls already found.
        said: the whole last told before the sentence.
        usual: the harm told before it.
    """
    if Does.FIGURE not in line.present:
        return
    for before, group in pairwise(groups):
        if (
            _bare(group)
            and before.effect is not None
            and before.form is Form.FIGURE
            and _row(line, before, group)
        ):
            _lean(group, before, before.effect)
            group.superseded = before.superseded
            group.cumulative = before.cumulative
    if said is None or usual is None:
        return
    for group in groups:
        if _bare(group) and _told(line, group):
            _lean(group, said, usual)
        elif _bare(group) and _reported_before(line, group, said):
            _lean(group, said, usual)
            group.superseded = True


def _bare(group: Group) -> bool:
    plain = not (
        group.noun or group.unknown or group.own is not None or group.part or group.of_them or group.others
    )
    return plain and group.form is Form.FIGURE and group.effect is None and not group.shared


def _lean(group: Group, on: Group, effect: Effect) -> None:
    group.effect, group.rule = effect, "toll"
    if on.category is Category.COMBATANTS and on.effect is effect:
        group.category = on.category


def _row(line: Line, before: Group, group: Group) -> bool:
    """Whether a figure follows another in time: nine, then 22."""
    words = line.tokens.words[before.end : group.first]
    marks = between(line, before.end, group.first)
    then = any(word in line.lexicon.grammar.then for word in words)
    return then and all(mark.does in _ROW for mark in marks) and unknown(line, before.end, group.first) <= 1


def _told(line: Line, group: Group) -> bool:
    """Whether a figure is all that somebody tells: the other spoke of at least 60."""
    place = line.place(group.first)
    for mark in reversed(line.marks[max(0, place - 3) : place]):
        if begins_with(mark, line.lexicon.grammar.speaking):
            return unknown(line, mark.end, group.first) == 0 and _ends(line, group)
        if mark.does not in _TOLD:
            return False
    return False


def _ends(line: Line, group: Group) -> bool:
    """Whether nothing that may be counted follows a figure."""
    return (
        group.end >= line.sentence.last or not line.tokens.word(group.end).isalpha() or line.known(group.end)
    )


def _reported_before(line: Line, group: Group, said: Group) -> bool:
    """Whether a smaller figure is told as given earlier, of the same: earlier we reported 16."""
    if Does.EARLIER not in line.present or not line.present.isdisjoint(_HARM) or not _ends(line, group):
        return False
    more = said.count.min is not None and group.count.min is not None and group.count.min < said.count.min
    place = line.place(group.first)
    before = line.marks[place - 1] if place else None
    return more and before is not None and _reports(line, before) and before.end == group.first
