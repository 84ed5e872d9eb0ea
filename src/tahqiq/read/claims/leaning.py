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
    if _opening_part(line) is not None or _opens_with_part(line):
        return True
    if any(_named(line, mark.first) for mark in line.doing(Does.FIGURE)):
        return True
    speaking = any(begins_with(mark, line.lexicon.grammar.speaking) for mark in line.marks)
    return speaking or (Does.EARLIER in line.present and any(_reports(line, mark) for mark in line.marks))


def _opens_with_part(line: Line) -> bool:
    """Whether a sentence begins with so many of those told before: Eight of them were children."""
    opening = [mark for mark in line.marks[:5] if mark.does not in {Does.LOOSE, Does.AND}]
    if [mark.does for mark in opening[:2]] not in ([Does.FIGURE, Does.OF_THEM], [Does.FIGURE, Does.SUBSET]):
        return False
    return opening[0].end == opening[1].first and line.bare(line.sentence.first, opening[0].first) <= 1


def _opening_part(line: Line) -> Mark | None:
    """The noun of a sentence that only says who so many of those told before were: Twenty were women."""
    opening = [mark for mark in line.marks[:5] if mark.does not in {Does.LOOSE, Does.ARTICLE}]
    if [mark.does for mark in opening[:3]] != [Does.FIGURE, Does.BE, Does.NOUN]:
        return None
    figure, verb, noun = opening[:3]
    near = line.bare(line.sentence.first, figure.first) == 0 and line.bare(figure.end, verb.first) == 0
    ends = not line.tokens.word(noun.end).isalpha()
    plural = noun.entry.number == 3 and noun.entry.effect is None
    return noun if near and ends and plural and line.bare(verb.end, noun.first) <= 1 else None


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
        elif _bare(group) and before.effect is not None and _gapped(line, before, group):
            group.effect, group.harm, group.rule = before.effect, before.harm, "list"
            group.category, group.finer = before.category, before.finer
        elif _bare(group) and before.effect is not None and _likewise(line, before, group):
            group.effect, group.harm, group.rule = before.effect, before.harm, "list"
            group.category, group.finer = before.category, before.finer
            group.part, group.parent = before.part, before.parent
    if said is None or usual is None:
        return
    _part_of_said(line, groups, said)
    for group in groups:
        if group.effect is None and _says_how_many(line, group):
            _lean(group, said, usual)
            group.part, group.governed = True, False
        elif _bare(group) and _told(line, group):
            _lean(group, said, usual)
        elif _bare(group) and _reported_before(line, group, said):
            _lean(group, said, usual)
            group.superseded = True


def _part_of_said(line: Line, groups: Sequence[Group], said: Group) -> None:
    """Gives the figure that opens a sentence the harm of the whole told before: Twenty were women."""
    noun = _opening_part(line)
    group = next((each for each in groups if each.form is Form.FIGURE), None)
    if noun is None or group is None or not _bare(group) or said.form is not Form.FIGURE:
        return
    few, many = group.count.min, said.count.max or said.count.min
    if few is None or many is None or few > many:
        return
    group.effect, group.rule, group.part, group.noun = said.effect, "part", True, True
    group.category, group.finer = noun.entry.category, noun.entry.finer
    for each in groups:
        each.shared = each.shared or each.first == noun.first


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


def _gapped(line: Line, before: Group, group: Group) -> bool:
    """Whether only who did it is told again: rebels killed 240 civilians and the army 412."""
    if before.rule not in {"object", "list"} or before.form is not Form.FIGURE or not _ends(line, group):
        return False
    marks = between(line, before.end, group.first)
    doers = [mark for mark in marks if mark.does is Does.SIDE]
    joined = bool(doers) and (doers[0].joined or marks[0].does in {Does.AND, Does.COMMA})
    plain = all(mark.does in {Does.AND, Does.COMMA, Does.ARTICLE, Does.SIDE} for mark in marks)
    beside = bool(doers) and line.bare(doers[-1].end, group.first) <= 1
    return joined and plain and beside and unknown(line, before.end, group.first) <= 1


def _likewise(line: Line, before: Group, group: Group) -> bool:
    """Whether figures are told in the same way: 58 fell to shells, 21 to mines; بالقصف 58 و21 بالألغام."""
    marks = between(line, before.end, group.first)
    last = marks[-1] if marks else None
    joined = group.joined or (last is not None and last.does in _JOINING and last.end == group.first)
    if not joined or before.form is not Form.FIGURE or group.first - before.end > _LIKEWISE:
        return False
    if any(mark.does not in _IN_PLACE and mark is not before.harm for mark in marks):
        return False
    lead, between_them = line.tokens.word(group.end), line.tokens.words[before.end : group.first]
    if line.lexicon.grammar.prepositions:
        glued = lead.startswith(line.lexicon.grammar.prepositions) and len(lead) > _GLUED
        return glued and any(word[0] == lead[0] and len(word) > _GLUED for word in between_them)
    leads = any(mark.first == group.end and mark.does in _LEADING for mark in line.marks)
    return leads and lead in between_them


#: What joins figures told in the same way; what leads to a cause or place; what may stand between.
_JOINING = frozenset({Does.COMMA, Does.AND})
_LEADING = frozenset({Does.TO, Does.NEAR, Does.DOER})
_IN_PLACE = frozenset({
    *_JOINING, *_LEADING, Does.THING, Does.BE, Does.LOOSE, Does.ARTICLE, Does.OF_THEM, Does.SIDE, Does.CHANGE,
})  # fmt: skip
#: How many words may tell the first cause or place; and fewer letters are no word with one glued to it.
_LIKEWISE, _GLUED = 10, 3


def _named(line: Line, first: int) -> bool:
    """Whether a figure says how many are named: the names of five, أسماء خمسة."""
    before = first - int((line.tokens.word(first - 1),) == line.of)
    return before > line.sentence.first and line.tokens.words[before - 1] in line.lexicon.grammar.rolls


def _says_how_many(line: Line, group: Group) -> bool:
    """Whether a group is a figure that tells how many of those told before are named."""
    plain = group.form is Form.FIGURE and not (group.noun or group.part or group.shared)
    return plain and not group.plausible and _named(line, group.first)


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
