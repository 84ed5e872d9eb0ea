"""Groups that are one: 12 dead and wounded; a family of seven; Deaths: 93 civilians."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from tahqiq.read.claims.around import between, by_and, joined_to, told_of_itself, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line
from tahqiq.vocab.claims import Category, Effect

#: After figures up to this a language that puts the noun in the singular after larger ones has the plural.
_PLURALS = 10
_HEADING = frozenset({Does.BE, Does.TO, Does.CHANGE})
#: How many groups back the whole of a part is looked for.
_NEAR_WHOLE = 6


def merged(line: Line, groups: Sequence[Group]) -> list[Group]:
    """The groups with those put together that are one: 12 dead and wounded; Deaths: 93 civilians."""
    kept: list[Group] = []
    for group in groups:
        before = kept[-1] if kept else None
        if before is not None and _same_people(line, before, group):
            _widen(before, group)
        elif before is not None and _members_counted(line, before, group):
            group.first, group.start, group.governed = before.first, before.start, before.governed
            kept[-1] = group
        elif before is not None and _family_of(line, before, group):
            group.first, group.start, group.governed = before.first, before.start, before.governed
            group.category, group.joined = group.category or before.category, before.joined
            if before.category is Category.FAMILIES or group.category is None:
                group.category = (
                    Category.PEOPLE if group.category in {None, Category.FAMILIES} else group.category
                )
                group.noun = group.noun or before.noun
            group.own, group.heading = group.own or before.own, group.heading or before.own is not None
            kept[-1] = group
        elif before is not None and _heads(line, before, group):
            group.own, group.weak, group.governed = group.own or before.own, False, False
            group.heading = True
            if not group.noun and before.category is not None:
                group.category = before.category
            kept[-1] = group
        else:
            kept.append(group)
    kept = [one for group in kept for one in _apart(group)]
    _predicates(line, kept)
    for before, group in pairwise(kept):
        if before.shared and group.form is Form.BARE and joined_to(line, before, group, reach=0):
            group.shared = True
    return kept


def _predicates(line: Line, groups: Sequence[Group]) -> None:
    """'Five of the eleven victims were children': who they are is said by the noun after 'were'."""
    for before, group in pairwise(groups):
        if (
            before.of_them
            and before.form is Form.FIGURE
            and (group.form is Form.FIGURE or group.own is not None)
            and tuple(line.tokens.words[before.end : group.first])[:1] == line.of
            and not _fewer(group, before)
        ):
            before.parent, group.governed = group, group.own is None and not _described_by_harm(line, group)
    for at, group in enumerate(groups) if Does.BE in line.present else ():
        if not at or group.form is not Form.BARE or group.definite:
            continue
        marks = between(line, groups[at - 1].end, group.first)
        if not any(mark.does is Does.BE for mark in marks[-2:]):
            continue
        wholes = {id(one.parent) for one in groups[max(0, at - _NEAR_WHOLE) : at]}
        near = [one for one in reversed(groups[max(0, at - 2) : at]) if id(one) not in wholes]
        of = next((one for one in near if _of_which(line, one, groups)), None)
        if of is not None and unknown(line, groups[at - 1].end, group.first) == 0:
            of.category, of.finer, of.noun = group.category, group.finer, True
            if groups[at - 1] is of:
                of.end = group.end
            group.toll = group.shared = True


def _fewer(group: Group, part: Group) -> bool:
    """Whether a figure is less than one that would be its part: أربعة منهم من عائلة واحدة."""
    many, few = group.count.max, part.count.min
    return group.form is Form.FIGURE and many is not None and few is not None and many < few


def _described_by_harm(line: Line, group: Group) -> bool:
    """Whether a word right after a whole tells its harm: 37 of the 50 people killed, 14 of the 33 seized."""
    place = line.place(group.end)
    marks = [mark for mark in line.marks[place : place + 2] if mark.does is not Does.LOOSE]
    near = bool(marks) and unknown(line, group.end, marks[0].first) == 0
    if not near or marks[0].does is not Does.HARM:
        return False
    known = marks[0].first == group.end and line.tokens.word(marks[0].end) in line.lexicon.grammar.whole_verbs
    return marks[0].entry.side is Side.EITHER or known  # nineteen of the 24 dead were children


def _same_people(line: Line, before: Group, group: Group) -> bool:
    """One figure over two nouns: 12 قتيلا وجريحا, 600 migrants and refugees."""
    if group.form not in {Form.BARE, Form.ONE} or before.form is not Form.FIGURE or group.others:
        return False
    if line.lexicon.grammar.describes_first and before.own is None and group.own is None:
        plain = before.noun and group.form is Form.BARE and not group.definite and not group.owned
        marks = between(line, before.end, group.first)
        return (
            plain
            and [mark.does for mark in marks if mark.does is not Does.LOOSE] == [Does.AND]
            and unknown(line, before.end, group.first) == 0
        )
    pair = {before.own, group.own}
    if group.form is Form.ONE and group.own is not None and not _counts_one(before):
        return False  # قتيلان وجريح: two dead, and one wounded
    if pair == {None} and _counted_together(line, before, group):
        return joined_to(line, before, group, reach=0) and group.first == before.end
    if pair != {Effect.KILLED, Effect.INJURED} or before.loss != group.loss:
        return False
    return joined_to(line, before, group, reach=0) and by_and(line, before, group)


def _counts_one(group: Group) -> bool:
    """Whether a figure is so large that what it counts is in the singular: 12 قتيلا وجريحا."""
    return group.count.min is None or group.count.min > _PLURALS


def _counted_together(line: Line, before: Group, group: Group) -> bool:
    """Whether a singular noun goes on with what a large figure counts: أربعون امرأة وطفلا."""
    many = before.count.min is not None and before.count.min > _PLURALS and before.noun
    ending = line.lexicon.grammar.accusative or "\0"
    word, noun = line.tokens.words[group.first], line.tokens.words[before.end - 1]
    alike = noun.endswith(ending) and word[1:].startswith(noun.removesuffix(ending))  # طالبا وطالبة
    alone = group.form is Form.ONE and group.joined and (alike or word.endswith(ending))
    return many and alone and (alike or before.category is not group.category)


def _of_which(line: Line, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a figure without a noun is of a whole told before: six of the dead …, three were children."""
    if group.form is not Form.FIGURE or group.noun:
        return False
    at = groups.index(group)
    opened = line.marks[0].entry.words[:1] == line.of and line.marks[0].first == line.sentence.first
    beside = at > 0 and groups[at - 1].of_them
    group.part = group.of_them = group.of_them or beside or opened
    before = next(
        (one for one in reversed(groups[max(0, at - _NEAR_WHOLE) : at]) if not (one.toll and one.shared)),
        None,
    )
    if opened and group.parent is None and before is not None and before.form is Form.FIGURE:
        group.parent = before
    if group.of_them and before is not None and before.of_them:
        group.own, group.weak, group.parent = before.own, True, before.parent
    return group.of_them


def _apart(group: Group) -> list[Group]:
    """Dead and wounded without a figure are two claims: قتلى وجرحى."""
    if group.form is not Form.BARE or group.own is not Effect.KILLED_OR_INJURED or group.loss:
        return [group]
    return [replace(group, own=Effect.KILLED), replace(group, own=Effect.INJURED)]


def _members_counted(line: Line, before: Group, group: Group) -> bool:
    """Whether the figure after a noun counts the members told before it: أفراد طاقمها الثلاثة."""
    plain = before.form is Form.BARE and before.own is None and before.generic and not before.definite
    owned = group.form is Form.FIGURE and group.owned and not group.joined and not group.governed
    return plain and owned and before.end == group.first and not line.lexicon.grammar.describes_first


def _family_of(line: Line, before: Group, group: Group) -> bool:
    """Whether a figure tells how many a family is (a family of seven, عائلة مؤلفة من سبعة)."""
    if group.form is not Form.FIGURE:
        return False
    if before.form not in _FAMILY and (before.figure is None or before.figure.value != 1):
        return False
    marks = between(line, before.end, group.first)
    if any(mark.does is Does.FAMILY_OF and mark.end == group.first for mark in marks):
        return len(marks) <= 3 and unknown(line, before.end, group.first) <= 2
    if unknown(line, before.end, group.first):
        return False
    crew = line.tokens.words[before.end - 1] in line.lexicon.grammar.collectives and not before.governed
    if (
        (before.category is not Category.FAMILIES and not crew)
        or group.category not in {None, Category.PEOPLE}
        or group.kin
    ):
        return False
    return any(mark.entry.words == line.of for mark in marks) and len(marks) <= 3


#: Of what form the word for a family is that has no figure.
_FAMILY = frozenset({Form.ONE, Form.BARE})


def _widen(before: Group, group: Group) -> None:
    if before.own is not None:
        before.own = Effect.KILLED_OR_INJURED
    elif before.category is not group.category:
        before.category, before.finer = Category.PEOPLE, ""
    before.end = group.end


def _death_of(line: Line, before: Group, group: Group) -> bool:
    """Whether a noun of harm governs those after its time or place: the death on Tuesday of two soldiers."""
    if not before.loss or before.form is Form.FIGURE or not group.governed or group.own is not None:
        return False
    marks = between(line, before.end, group.first)
    inside = marks[:-1] if marks and marks[-1].does is Does.ARTICLE else marks
    if not inside or inside[-1].entry.words != line.of or group.first - before.end > _DEATH_OF:
        return False
    return len(marks) > 1 and all(mark.does in _WHEN for mark in inside)


#: How far those of whom a noun of harm tells may stand after it, and what tells its time and place.
_DEATH_OF = 9
_WHEN = frozenset({Does.NEAR, Does.MEASURE, Does.LOOSE, Does.COMMA, Does.ARTICLE, Does.THING, Does.FIGURE})


def _heads(line: Line, before: Group, group: Group) -> bool:
    """Whether a noun of harm heads a figure: Deaths: 93, والمصابين 1579, remains of 30 people."""
    if _death_of(line, before, group):
        return True
    if before.form is not Form.BARE or before.own is None or group.form is not Form.FIGURE:
        return False
    if group.own is not None or group.joined or group.part or group.shared or told_of_itself(line, group):
        return False
    words = line.tokens.words[before.end : group.first]
    if tuple(words) == line.of or not words or words == [":"]:
        return True
    marks = between(line, before.end, group.first)
    return len(words) == len(marks) and all(mark.does in _HEADING for mark in marks)
