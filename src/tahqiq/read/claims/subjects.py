"""Whether those before a verb of harm are its own: how far they stand, and what stands between."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import begins_with, between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Effect

#: How many words may stand between one person by the form of the noun and the verb, one known, others.
_ONE_BEFORE, _KNOWN_BEFORE, _BARE_BEFORE = 10, 7, 5
#: How many where the verb comes first; between a part and its whole.
_DOER = 2
#: How many where a clause tells it of somebody by name: والدهم أحمد العلي الذي أصيب.
_NAMED = 4
#: What may stand between 'who' and the verb.
_VERBAL = frozenset({Does.BE, Does.LOOSE, Does.SEVERE})
#: How near to the verb the word stands that says that all are meant (both were killed).
_ALL_OF = 3
#: Signs that end a clause.
_STOPS = frozenset(";؛")
#: What may stand between a figure and the participle that describes it (20 people seriously wounded).
_AT_ONCE = frozenset({Does.SEVERE, Does.LOOSE})
#: What says that a verb is told of all those before it (two militants at the spot; both were killed).
_OF_ALL = frozenset({Does.SHARE, Does.LOOSE})


def part_of(line: Line, groups: Sequence[Group], whole: Group) -> Group | None:
    """The part before a whole of which a verb told already: 9 of the 16 abducted were found dead."""
    at = groups.index(whole)
    before = groups[at - 1] if at else None
    waits = before is not None and before.of_them and before.parent is whole and before.effect is None
    return before if waits and whole.first - (before.end if before else 0) <= _DOER else None


def other_clause(line: Line, group: Group, mark: Mark) -> bool:
    """Whether a verb that agrees with nobody before it begins a clause: …, فيما جرى دفن."""
    if not line.lexicon.grammar.harmed_may_wait or mark.entry.side is not Side.EITHER:
        return False
    many = group.form is Form.FIGURE and (group.count.min or 0) > 2
    return many and any(each.does is Does.CLAUSE for each in between(line, group.end, mark.first))


def finds(line: Line, mark: Mark) -> bool:
    """Whether a verb is said of those who find bodies, and not of the bodies: الأهالي انتشلوا."""
    found = mark.entry.effect is Effect.BODIES_RECOVERED and mark.entry.side is Side.EITHER
    return found and line.lexicon.grammar.harmed_may_wait


def ended(line: Line, group: Group, mark: Mark) -> bool:
    """Whether a sign ends the clause of a group before a verb, and nothing says that all are meant."""
    words = line.tokens.words
    if _STOPS.isdisjoint(words[group.end : mark.first]):
        return False
    near = words[max(group.end, mark.first - _ALL_OF) : mark.first]
    return not any(word in line.lexicon.grammar.whole for word in near)  # stepped on a mine; both died


def told_at_once(line: Line, group: Group, mark: Mark) -> bool:
    """Whether a word of harm is told of a governed group: with 30 people wounded, … all of whom died."""
    marks = between(line, group.end, mark.first)
    who = line.lexicon.grammar.who
    if marks and marks[0].does is Does.CLAUSE and begins_with(marks[0], who) and marks[0].first == group.end:
        counted = group.noun or (group.form is Form.FIGURE and not _of_person(line, group))
        plain = counted and all(each.does in _VERBAL for each in marks[1:])
        if plain and mark.entry.effect is not Effect.DISPLACED and unknown(line, group.end, mark.first) == 0:
            return True  # the names of eleven conscripts who fell
    described = mark.entry.side is Side.EITHER and unknown(line, group.end, mark.first) == 0
    if described and all(each.does in _AT_ONCE for each in marks):
        return True
    verbal = bool(marks) and marks[0].first == group.end and all(each.does in _VERBAL for each in marks)
    if verbal and any(each.does is Does.BE for each in marks) and group.noun:
        return mark.entry.side is Side.BEFORE  # digging for six people believed trapped
    whole = line.lexicon.grammar.whole
    return any(
        each.does in _OF_ALL and each.entry.words[:1] and each.entry.words[0] in whole for each in marks
    )


def _of_person(line: Line, group: Group) -> bool:
    """Whether a bare figure may be somebody's age: a girl of about four who died."""
    place = line.place(group.first)
    return any(mark.does is Does.NOUN for mark in line.marks[max(0, place - 2) : place])


def of_thing(line: Line, groups: Sequence[Group], mark: Mark) -> bool:
    """Whether a verb that comes first is said of a thing after it: عندما أصيب منزلهما."""
    place = line.place(mark.end)
    after = line.marks[place] if place < len(line.marks) else None
    verb = mark.entry.side is Side.EITHER and mark.single
    first = verb and (line.lexicon.grammar.harmed_may_wait or not passive(line, mark))
    if first and after is not None and after.first == mark.end and after.does is Does.FIGURE:
        return all(group.first != after.first for group in groups)
    if not first or after is None or after.first != mark.end:
        return False
    return (after.does is Does.THING and not after.governed) or (
        after.does is Does.NEAR and after.entry.owned
    )


def says_how(line: Line, mark: Mark) -> bool:
    """Whether a noun with a glued preposition only says how those before it were hurt: بجروح, بشظايا."""
    word = mark.entry.words[0]
    return word.startswith(line.lexicon.grammar.prepositions or ("\0",)) and word[1:] in line.lexicon.entries


def of_pronoun(line: Line, mark: Mark) -> bool:
    """Whether one person told by a pronoun is the subject: the family was told that he had died."""
    if not line.lexicon.grammar.describes_first:
        return False
    at = mark.first
    for before in reversed(between(line, max(line.sentence.first, at - 6), at)):
        if before.end != at or before.does not in {Does.BE, Does.LOOSE}:
            break
        at = before.first
    alone = at > line.sentence.first and not line.known(at - 1)
    return alone and line.tokens.words[at - 1] in line.lexicon.grammar.pronouns


def genitive(line: Line, groups: Sequence[Group], group: Group) -> bool:
    """Whether a noun with the article only says whose those right before it are: أفراد الطاقم."""
    at = groups.index(group)
    before = groups[at - 1] if at and not line.lexicon.grammar.describes_first else None
    alone = group.form in {Form.ONE, Form.BARE} and group.definite and not group.joined
    return alone and before is not None and before.form is Form.FIGURE and before.end == group.first


def only_says_who(line: Line, groups: Sequence[Group], group: Group, mark: Mark) -> bool:
    """Whether those between commas only say who so many are: two men, brothers of the mayor, died."""
    at = groups.index(group)
    before = groups[at - 1] if at else None
    if group.form is not Form.BARE or group.own is not None or before is None:
        return False
    counted = before.form is Form.FIGURE and before.noun and before.effect is None and not before.governed
    marks = between(line, before.end, group.first), between(line, group.end, mark.first)
    commas = all(any(each.does is Does.COMMA for each in some) for some in marks)
    joined = group.joined or any(each.does is Does.AND for each in marks[0])
    return counted and commas and not joined


def set_off(line: Line, groups: Sequence[Group], group: Group, mark: Mark) -> bool:
    """Whether commas set a part off from the verb of its whole (seven, three of them boys, died)."""
    before = any(each.first < group.first and each.effect is None for each in groups)
    marks = between(line, group.end, mark.first)
    return before and any(each.does is Does.COMMA or line.tokens.word(each.first) == "-" for each in marks)


def relative(line: Line, group: Group, mark: Mark) -> bool:
    """Whether a clause between says the harm of a group before it (children who had fled)."""
    marks = between(line, group.end, mark.first)
    return bool(marks) and marks[0].does is Does.CLAUSE and mark.first - group.end <= _BARE_BEFORE


def far(line: Line, group: Group, mark: Mark) -> bool:
    """Whether a group without a figure is too far from a verb to be its own."""
    if group.form is Form.FIGURE:
        return False
    if line.lexicon.grammar.harmed_may_wait and mark.entry.side is Side.EITHER:
        named = group.form is Form.ONE and line.tokens.words[mark.first - 1] in line.lexicon.grammar.relative
        return mark.first - group.end > (_NAMED if named else _DOER)
    if group.form is Form.BARE:
        return mark.first - group.end > _BARE_BEFORE
    return mark.first - group.end > (_KNOWN_BEFORE if group.definite else _ONE_BEFORE)


def passive(line: Line, mark: Mark) -> bool:
    """Whether a form of 'be' stands before a participle."""
    if Does.BE not in line.present:
        return False
    pos = mark.first
    for before in reversed(between(line, max(line.sentence.first, pos - 6), pos)):
        if line.bare(before.end, pos) > 1:
            return False
        if before.does is Does.BE:
            return True
        if before.does not in {Does.LOOSE, Does.HARM, Does.AND}:
            return False
        pos = before.first
    return False
