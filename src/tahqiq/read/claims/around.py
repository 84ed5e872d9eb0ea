"""What stands between the groups of a sentence: what joins them, parts them, or says who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark

#: How many unknown words between the groups of a list (an activist of the Observatory, 3 children).
_IN_LIST = 6
#: Between a group and the verb that makes it a speaker.
_SPEAKING = 10
#: Signs that part the items of a list after a colon.
_LIST_SIGNS = frozenset(";؛")
#: What parts a list.
PARTING = frozenset(
    {Does.HARM, Does.BE, Does.CLAUSE, Does.SUBSET, Does.SAYS, Does.NOT, Does.CHANGE, Does.CAUSE}
)


def between(line: Line, first: int, end: int) -> list[Mark]:
    """The marks that begin between two tokens."""
    at = bisect_left(line.starts, first)
    return line.marks[at : bisect_left(line.starts, end, at)]


def unknown(line: Line, first: int, end: int) -> int:
    """The words between two tokens that the tables do not know."""
    at = bisect_left(line.starts, first)
    told = line.told[bisect_left(line.starts, end, at)] - line.told[at]
    return line.bare(first, end) - told


def joined_to(line: Line, before: Group, group: Group, *, reach: int = _IN_LIST) -> bool:
    """Whether 'and' or a comma joins a group to the one before it, little else between them."""
    marks = between(line, before.end, group.first)
    listing = ":" in line.tokens.words[line.sentence.first : before.first]
    signs = [mark for mark in marks if listing and line.tokens.word(mark.first) in _LIST_SIGNS]
    if any(mark.does in PARTING and mark not in signs for mark in marks):
        return False
    told = before.end + int(before.unknown and before.plausible is False and before.effect is not None)
    if unknown(line, min(told, group.first), group.first) > reach:
        return False
    joining = group.joined or bool(signs)
    return joining or any(mark.does in {Does.AND, Does.COMMA} or mark.joined for mark in marks)


def by_and(line: Line, before: Group, group: Group) -> bool:
    """Whether it is 'and' that joins, and no comma alone."""
    marks = between(line, before.end, group.first)
    return group.joined or any(mark.does is Does.AND or mark.joined for mark in marks)


def told_of_itself(line: Line, group: Group) -> bool:
    """Whether a verb of harm follows a group at once: it belongs to that."""
    pos = group.end
    for mark in between(line, group.end, line.sentence.last):
        if line.bare(pos, mark.first) > 1:
            return False
        if mark.does not in {Does.BE, Does.LOOSE}:
            return mark.does is Does.HARM and mark.entry.side is not Side.AFTER and not mark.joined
        pos = mark.end
    return False


def speaks(line: Line, group: Group) -> bool:
    """Whether a group is who says it (rescue workers and a war monitor said; قال مسعفون)."""
    if Does.SAYS not in line.present:
        return False
    if not line.lexicon.grammar.describes_first:
        before = between(line, max(line.sentence.first, group.first - 3), group.first)
        last = before[-1] if before else None
        return last is not None and last.does is Does.SAYS and line.bare(last.end, group.first) == 0
    marks = between(line, group.end, group.end + _SPEAKING)
    for at, mark in enumerate(marks):
        if mark.does is Does.SAYS:
            return True
        aside = mark.does is Does.COMMA and not (at + 1 < len(marks) and marks[at + 1].does is Does.CLAUSE)
        if aside and not any(_of_people(line, each) for each in marks[:at]):
            return False
        if mark.does in {Does.HARM, Does.SUBSET} or (mark.does is Does.BE and mark.first == group.end):
            return False
        if mark.does is Does.CLAUSE and not line.tokens.word(mark.first).isalpha():
            return False
    return False


def begins_with(mark: Mark, words: Sequence[str]) -> bool:
    """Whether the first word of a phrase is one of some; False for a sign or a figure."""
    return bool(mark.entry.words) and mark.entry.words[0] in words


def _of_people(line: Line, mark: Mark) -> bool:
    """Whether a clause about people begins with a mark: residents who fled, … , said."""
    return mark.does is Does.CLAUSE and begins_with(mark, line.lexicon.grammar.who)


def plain_figure(group: Group) -> bool:
    """Whether a group is a figure with its own noun, of which no verb need tell more."""
    return group.form is Form.FIGURE and group.noun and not group.others


def governs_next(line: Line, group: Group, *, after: int | None = None) -> bool:
    """Whether a place or doer is told right after a group, or after a token (2 in Tanf, 4 in Suran)."""
    end = group.end if after is None else after
    place = line.place(end)
    mark = line.marks[place] if place < len(line.marks) else None
    return mark is not None and mark.first == end and mark.does in {Does.NEAR, Does.DOER}
