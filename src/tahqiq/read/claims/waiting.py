"""Those harmed who wait after other words of the clause, where the verb comes first: قتل في القصف 27."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import between
from tahqiq.read.claims.given import given
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark

#: How many words may stand between a verb and a group that waits, and one person who waits.
_WAITING, _ONE_WAITS = 18, 6
#: Who may wait for a verb that is one of harm only beside people.
_WEAKLY = frozenset({Form.FIGURE, Form.ONE})
#: What may stand between a verb and one person who waits.
_PLACING = frozenset({Does.NEAR, Does.LOOSE, Does.CLAUSE, Does.THING, Does.MEASURE, Does.PERIOD})
#: What ends the reach of a verb whose people wait.
_ENDING = frozenset({Does.SAYS, Does.HARM, Does.SUBSET, Does.CAUSE, Does.OF_THEM})


def waiting(line: Line, groups: Sequence[Group], mark: Mark) -> Group | None:
    """Where the verb comes first: those harmed after other words of its clause."""
    if not line.lexicon.grammar.harmed_may_wait:
        return None
    named = next((group for group in groups if group.first >= mark.end), None)
    if named is not None and named.form is Form.NAMED and named.effect is None and given(line, named.first):
        return named
    if not may_be_verb(line, mark):
        return None
    for group in groups:
        if group.first < mark.end or group.governed or group.shared or group.part:
            continue
        if group.first - mark.end > _WAITING or group.effect is not None:
            return None
        if mark.entry.weak and not (group.noun and group.form in _WEAKLY and placed(line, mark)):
            return None
        if any(each.does in _ENDING for each in between(line, mark.end, group.first)):
            return None
        counted = group.form is Form.FIGURE and not group.unknown
        return group if counted or one_waits(line, mark, group) else None
    return None


def may_be_verb(line: Line, mark: Mark) -> bool:
    """Whether a word is a verb: one written like a noun is before a preposition (ذبح في القصف خمسة)."""
    if mark.entry.side is Side.EITHER:
        return True
    if mark.entry.side is not Side.AFTER:
        return False
    return placed(line, mark) if mark.single else _with_doer(line, mark)


def _with_doer(line: Line, mark: Mark) -> bool:
    """Whether a phrase ends with what did it, of which more may be said: راح ضحية القصف على السوق ستة."""
    article = line.lexicon.grammar.article
    return bool(article) and mark.entry.words[-1].startswith(article)


def placed(line: Line, mark: Mark) -> bool:
    """Whether a preposition follows a word at once: قضى في القصف."""
    place = line.place(mark.end)
    after = line.marks[place] if place < len(line.marks) else None
    return after is not None and after.first == mark.end and after.does is Does.NEAR and not after.governed


def _named(line: Line, at: int) -> bool:
    """Whether a name follows a title with the article: الشاب مهند العبدالله."""
    return at < line.sentence.last and line.tokens.words[at] in line.lexicon.grammar.given


def one_waits(line: Line, mark: Mark, group: Group) -> bool:
    """Whether one person is told of after the place or time of the deed: قتل في القصف طفل."""
    if group.form is not Form.ONE or not group.noun or group.first - mark.end > _ONE_WAITS:
        return False
    if group.definite and not _named(line, group.end):
        return False
    gap = between(line, mark.end, group.first)
    told = {Does.NEAR, Does.LOOSE, Does.CLAUSE, Does.PERIOD}
    if line.tokens.words[group.end - 1].endswith(line.lexicon.grammar.accusative or "\0"):
        told.add(Does.THING)  # قتل لغم راعيا
    beside = bool(gap) and gap[0].first == mark.end and gap[0].does in told
    return beside and all(each.does in _PLACING for each in gap)
