"""Figures spread over places or parties: 98 dead: 41 in Damascus, 22 in Aleppo; النظام 248، التحالف 19."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.around import between, by_and, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line
from tahqiq.vocab.claims import Effect

#: How many words may name a place or party, and how few figures are a list.
_NAME, _FEWEST = 5, 2
_NAMING = frozenset({Does.SIDE, Does.NEAR, Does.LOOSE, Does.OTHERS, Does.THING, Does.NOUN, Does.ARTICLE})
_PARTING = frozenset({Does.COMMA, Does.AND, Does.CLAUSE})
_BOUNDING = frozenset({Does.COMMA, Does.CLAUSE, Does.SUBSET, Does.CLOSE})


def mark_spread(line: Line, groups: Sequence[Group], said: Group | None = None) -> None:
    """Marks figures without a noun that are spread over places or parties as parts of the figure before them.

    Args:
        line: the sentence.
        groups: its groups, parts not marked yet.
        said: the whole last told before it, which a sentence may spread (By party: army 41, rebels 20).
    """
    figures = [group for group in groups if group.form is Form.FIGURE and group.count.min is not None]
    if said is not None and _spreads(line, said, figures):
        _tell(line, said, figures)
        return
    at = 0
    while at < len(figures):
        whole = figures[at]
        listed = _listed(line, whole, figures[at + 1 :])
        if len(listed) >= _FEWEST:
            _tell(line, whole, listed)
        at += 1 + (len(listed) if len(listed) >= _FEWEST else 0)


def _spreads(line: Line, said: Group, figures: Sequence[Group]) -> bool:
    """Whether all the figures after a colon stand after a party or place: By party: army 41, rebels 20."""
    if len(figures) < _FEWEST or ":" not in line.tokens.words[line.sentence.first : figures[0].first]:
        return False
    bare = all(not (each.noun or each.of_them or each.own is not None or each.governed) for each in figures)
    named = all(_named(line, *pair) for pair in pairwise(figures))
    placed = all(_before_place(line, each) is False for each in figures)
    total = sum(each.count.min or 0 for each in figures)
    return bare and named and placed and said.form is Form.FIGURE and total <= (said.count.min or 0)


def _listed(line: Line, whole: Group, following: Sequence[Group]) -> list[Group]:
    """The figures of a list right after a whole: all of them before their places, or all after."""
    listed: list[Group] = []
    last, before_place = whole, False
    for group in following:
        if _within(line, last, group):
            last = group
            continue
        if group.noun or group.of_them or group.own is not None or group.others:
            break
        if not _named(line, last, group) or group.governed:
            break
        first = _before_place(line, group)
        if first is None or (listed and first is not before_place):
            break
        before_place, last = first, group
        listed.append(group)
    return listed


def _within(line: Line, before: Group, group: Group) -> bool:
    """Whether a group only tells a part of the one before it: 248, among them 61 children."""
    marks = between(line, before.end, group.first)
    opened = any(mark.does is Does.SUBSET for mark in marks)
    joined = by_and(line, before, group) and unknown(line, before.end, group.first) == 0
    return opened or (before.noun and joined)


def _named(line: Line, last: Group, group: Group) -> bool:
    """Whether a sign and no more than a name stand between two figures."""
    marks = between(line, last.end, group.first)
    if not marks or any(mark.does not in _NAMING | _PARTING for mark in marks):
        return False
    words = [line.tokens.words[at] for at in range(last.end, group.first)]
    signs = [word for word in words if not word.isalpha()]
    return len(words) - len(signs) <= _NAME and any(sign in _SIGNS for sign in signs)


_SIGNS = frozenset(",،;؛:-")


def _before_place(line: Line, group: Group) -> bool | None:
    """Whether a figure stands before its place (41 in Homs) or after it (Homs 41,); None where neither."""
    place = line.place(group.end)
    mark = line.marks[place] if place < len(line.marks) else None
    beside = mark is not None and mark.first == group.end
    if beside and mark is not None and mark.does is Does.NEAR:
        return True
    ends = group.end >= line.sentence.last or line.tokens.word(group.end) in {".", *_SIGNS}
    named = line.tokens.word(group.first - 1).isalpha()
    return False if named and (ends or (beside and mark is not None and mark.does in _BOUNDING)) else None


def _tell(line: Line, whole: Group, listed: Sequence[Group]) -> None:
    """Makes the figures parts of the whole, or of one kind with a first that is no more than they are."""
    sum_ = sum(group.count.min or 0 for group in listed)
    over = sum_ <= (whole.count.min or 0)
    placed = _before_place(line, listed[0]) is False
    harm = _harm_of(line, whole)
    for group in listed if over or (placed and (whole.noun or harm is not None)) else ():
        group.category, group.finer, group.noun, group.unknown = whole.category, whole.finer, True, False
        if over:
            group.part, group.parent = True, whole
        else:
            group.own, group.heading = whole.own or harm, whole.heading or harm is not None


def _harm_of(line: Line, whole: Group) -> Effect | None:
    """The harm told right after a figure (61 dead, Idlib 24)."""
    place = line.place(whole.end)
    mark = line.marks[place] if place < len(line.marks) else None
    told = mark is not None and mark.first == whole.end and mark.does is Does.HARM
    return mark.entry.effect if told and mark is not None else None
