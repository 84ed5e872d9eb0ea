"""Somebody described by a clause before the verb of harm: a boy who entered the area … was killed."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import begins_with, between
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

#: How long a clause may be, and how many words an unknown noun has.
_CLAUSE, _NOUN = 25, 3
_VERBAL = frozenset({Does.BE, Does.LOOSE, Does.SEVERE})
_ENDING = frozenset({Does.SAYS, Does.HARM, Does.SUBSET, Does.CHANGE})
_OF_PEOPLE = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED, Effect.MISSING})


def described_by_clause(line: Line, groups: Sequence[Group], mark: Mark) -> Group | None:
    """The person of whom a clause is told, and then the harm; None where there is none.

    Args:
        line: the sentence.
        groups: its groups.
        mark: the word of harm, for which nobody nearer is found.
    """
    who = line.lexicon.grammar.who
    if not who or mark.entry.weak or mark.entry.effect not in _OF_PEOPLE or not _predicate(line, mark):
        return None
    for before in reversed(between(line, max(line.sentence.first, mark.first - _CLAUSE), mark.first)):
        if before.does in _ENDING:
            return None
        if before.does is Does.CLAUSE and begins_with(before, who):
            return _person(line, groups, before.first)
    return None


def _predicate(line: Line, mark: Mark) -> bool:
    """Whether a word of harm is said of whoever stands before it: was killed, died."""
    if mark.entry.side is Side.BEFORE:
        return True
    end = mark.first
    for before in reversed(between(line, max(line.sentence.first, mark.first - 6), mark.first)):
        if before.does not in _VERBAL or line.bare(before.end, end) > 1:
            return False
        if before.does is Does.BE:
            return mark.entry.side is Side.EITHER
        end = before.first
    return False


def _person(line: Line, groups: Sequence[Group], end: int) -> Group | None:
    """Who stands right before 'who': a group, or an article and a noun that no table knows."""
    group = next((each for each in reversed(groups) if each.end <= end), None)
    if group is not None and line.bare(group.end, end) == 0:
        free = group.effect is None and not group.governed and not group.shared
        return group if free and group.form is not Form.BARE and not group.unknown else None
    place = line.place(end)
    article = line.marks[place - 1] if place else None
    if article is None or article.does is not Does.ARTICLE or article.entry.definite or article.entry.owned:
        return None
    if not 0 < line.bare(article.end, end) <= _NOUN:
        return None
    return Group(
        first=article.first,
        end=end,
        start=line.tokens.starts[article.first],
        form=Form.NAMED,
        count=CountRange.exactly(1),
        category=Category.PEOPLE,
        noun=True,
    )
