"""Groups that are one, and groups that are parts of another: the lists of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tahqiq.read.claims.around import (
    PARTING,
    between,
    by_and,
    governs_next,
    joined_to,
    plain_figure,
    speaks,
    told_of_itself,
    unknown,
)
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.read.claims.spreading import mark_spread
from tahqiq.vocab.claims import Category, Effect

#: How many unknown words may stand between a word that opens a part and the part.
_BESIDE = 2
#: How many words between a whole and the bracket or colon that opens the list of its parts.
_BEFORE_LIST = 12
#: After figures up to this a language that puts the noun in the singular after larger ones has the plural.
_PLURALS = 10
_TELLING_WHO = frozenset({Does.THING, Does.SIDE, Does.LOOSE})
_HEADING = frozenset({Does.BE, Does.TO, Does.CHANGE})
_SHARES = frozenset({Does.SHARE, Does.MEASURE})
_OPENING = frozenset({Does.BE, Does.CAUSE})
#: How many groups back the whole of a part is looked for.
_NEAR_WHOLE = 6
_OF_WHOM = frozenset({Does.ARTICLE, Does.SIDE, Does.NOUN})
_IN_ROW = frozenset({Does.AND, Does.COMMA, Does.CLAUSE, Does.LOOSE})


def merged(line: Line, groups: Sequence[Group]) -> list[Group]:
    """The groups with those put together that are one: 12 dead and wounded; Deaths: 93 civilians."""
    kept: list[Group] = []
    for group in groups:
        before = kept[-1] if kept else None
        if before is not None and _same_people(line, before, group):
            _widen(before, group)
        elif before is not None and _family_of(line, before, group):
            group.first, group.start, group.governed = before.first, before.start, before.governed
            group.category, group.joined = group.category or Category.PEOPLE, before.joined
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
        ):
            before.parent, group.governed = group, False
    for at, group in enumerate(groups):
        marks = between(line, groups[at - 1].end, group.first) if at else []
        if (
            group.form is not Form.BARE
            or group.definite
            or not any(mark.does is Does.BE for mark in marks[-2:])
        ):
            continue
        wholes = {id(one.parent) for one in groups[max(0, at - _NEAR_WHOLE) : at]}
        near = [one for one in reversed(groups[max(0, at - 2) : at]) if id(one) not in wholes]
        of = next((one for one in near if _of_which(line, one, groups)), None)
        if of is not None and unknown(line, groups[at - 1].end, group.first) == 0:
            of.category, of.finer, of.noun, of.end = group.category, group.finer, True, group.end
            group.toll = group.shared = True


def _same_people(line: Line, before: Group, group: Group) -> bool:
    """One figure over two nouns: 12 قتيلا وجريحا, 600 migrants and refugees."""
    if group.form not in {Form.BARE, Form.ONE} or before.form is not Form.FIGURE or group.others:
        return False
    if line.lexicon.grammar.describes_first and before.own is None and group.own is None:
        plain = before.noun and group.form is Form.BARE and not group.definite and not group.owned
        marks = between(line, before.end, group.first)
        return (
            plain
            and [mark.does for mark in marks] == [Does.AND]
            and unknown(line, before.end, group.first) == 0
        )
    pair = {before.own, group.own}
    if pair == {None} and _counted_together(line, before, group):
        return joined_to(line, before, group, reach=0) and group.first == before.end
    if pair != {Effect.KILLED, Effect.INJURED} or before.loss != group.loss:
        return False
    return joined_to(line, before, group, reach=0) and by_and(line, before, group)


def _counted_together(line: Line, before: Group, group: Group) -> bool:
    """Whether a singular noun goes on with what a large figure counts: أربعون امرأة وطفلا."""
    many = before.count.min is not None and before.count.min > _PLURALS and before.noun
    ending = line.lexicon.grammar.accusative or "\0"
    word, noun = line.tokens.words[group.first], line.tokens.words[before.end - 1]
    alike = noun.endswith(ending) and word[1:].startswith(noun.removesuffix(ending))  # طالبا وطالبة
    alone = group.form is Form.ONE and group.joined and (alike or word.endswith(ending))
    return many and alone and before.category is not group.category


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


def _family_of(line: Line, before: Group, group: Group) -> bool:
    """Whether a figure tells how many a family is (a family of seven, عائلة مؤلفة من سبعة)."""
    one = before.form is Form.ONE or (before.figure is not None and before.figure.value == 1)
    if group.form is not Form.FIGURE:
        return False
    marks = between(line, before.end, group.first)
    if any(mark.does is Does.FAMILY_OF and mark.end == group.first for mark in marks):
        return (
            (one or before.form is Form.BARE)
            and len(marks) <= 3
            and unknown(line, before.end, group.first) <= 2
        )
    if not one or unknown(line, before.end, group.first):
        return False
    if before.category is not Category.FAMILIES or group.category not in {None, Category.PEOPLE} or group.kin:
        return False
    return any(mark.entry.words == line.of for mark in marks) and len(marks) <= 3


def _widen(before: Group, group: Group) -> None:
    if before.own is not None:
        before.own = Effect.KILLED_OR_INJURED
    elif before.category is not group.category:
        before.category, before.finer = Category.PEOPLE, ""
    before.end = group.end


def _heads(line: Line, before: Group, group: Group) -> bool:
    """Whether a noun of harm heads a figure: Deaths: 93, والمصابين 1579, remains of 30 people."""
    if before.form is not Form.BARE or before.own is None or group.form is not Form.FIGURE:
        return False
    if group.own is not None or group.joined or group.part or group.shared or told_of_itself(line, group):
        return False
    words = line.tokens.words[before.end : group.first]
    if tuple(words) == line.of or not words or words == [":"]:
        return True
    marks = between(line, before.end, group.first)
    return len(words) == len(marks) and all(mark.does in _HEADING for mark in marks)


def mark_parts(line: Line, groups: Sequence[Group], said: Group | None) -> None:
    """Marks the groups that are parts, and which group is the whole.

    Args:
        line: the sentence.
        groups: its groups.
        said: the whole last told before it.
    """
    mark_spread(line, groups)
    for mark in line.marks if Does.SUBSET in line.present else ():
        if mark.does is Does.SUBSET and not any(group.first <= mark.first < group.end for group in groups):
            _opened(line, mark, groups, said)
    _enclosed(line, groups)
    _summed(line, groups)
    _of_wholes(line, groups, said)


def _opened(line: Line, mark: Mark, groups: Sequence[Group], said: Group | None) -> None:
    """Parts after a word such as 'including'."""
    place = line.place(mark.first) - 1
    if place >= 0 and line.marks[place].end == mark.first and line.marks[place].does in _SHARES:
        return  # seventy per cent of the dead were women
    before = [group for group in groups if group.end <= mark.first and (not group.part or group.of_them)]
    before = [group for group in before if not group.shared and _may_hold(group)]
    before = [group for group in before if group.form is Form.FIGURE or not speaks(line, group)]
    beside = [group for group in before[-1:] if unknown(line, group.end, mark.first) <= 1]
    wholes = [group for group in before if not group.governed] or beside
    whole = wholes[-1] if wholes else said
    since = wholes[-1].end if wholes else line.sentence.first
    if any(each.does is Does.TOLL for each in between(line, since, mark.first)):
        whole = next((group for group in reversed(before) if group.form is Form.FIGURE), None)
    listed = _listed(line, mark, [group for group in groups if group.first >= mark.end], bool(wholes))
    if not listed and whole is not None and wholes:
        _part_before(line, mark, whole, groups)
    for group in listed:
        group.part, group.parent = True, whole
        if mark.entry.effect is not None and group.own is None:
            group.own = mark.entry.effect


def _may_hold(group: Group) -> bool:
    """Whether a group may be a whole: no known people without a figure (according to the residents)."""
    return group.form not in {Form.BARE, Form.ONE} or not group.definite or group.owned


def _listed(line: Line, mark: Mark, following: Sequence[Group], told: bool) -> list[Group]:
    """The groups listed after a word that opens a part."""
    if not following or unknown(line, mark.end, following[0].first) > _BESIDE:
        return []
    opening = between(line, mark.end, following[0].first)
    if any(each.does in PARTING and not _opens(line, each) for each in opening):
        return []
    listed = [following[0]]
    for group in following[1:]:
        joined = joined_to(line, listed[-1], group)
        if group.definite and group.form is not Form.FIGURE and not joined:
            continue
        if not joined and group.form is Form.ONE and _apposed(line, listed[-1], group):
            continue
        if group.others or group.governed or group.part or not joined:
            break
        if group.own is not None and listed[0].own is None:
            break  # 85 killed, among them 40 children, and 147 wounded
        if told and told_of_itself(line, group):
            break
        listed.append(group)
    return listed


def _apposed(line: Line, before: Group, group: Group) -> bool:
    """Whether a noun only says who the one before it is: صاحب المخبز أبو يزن."""
    marks = between(line, before.end, group.first)
    return line.bare(before.end, group.first) <= _BESIDE and all(mark.does in _TELLING_WHO for mark in marks)


def _opens(line: Line, mark: Mark) -> bool:
    return mark.does in _OPENING or line.tokens.word(mark.first) in {":", "-"}


def _part_before(line: Line, mark: Mark, whole: Group, groups: Sequence[Group]) -> None:
    """'five children among them': the part stands before the words."""
    if line.bare(whole.end, mark.first) > 1 or mark.entry.effect is not None or whole.of_them:
        return
    at = groups.index(whole)
    if at:
        whole.part, whole.parent = True, groups[at - 1]


def _enclosed(line: Line, groups: Sequence[Group]) -> None:
    """Parts in brackets or after a colon: 25 dead (nine children; eight women)."""
    if line.present.isdisjoint({Does.OPEN, Does.CLAUSE}):
        return
    for at, mark in enumerate(line.marks):
        sign = mark.does is Does.CLAUSE and line.tokens.word(mark.first) in {":", "-"}
        if mark.does is not Does.OPEN and not sign:
            continue
        before = [group for group in groups if group.end <= mark.first]
        whole = before[-1] if before else None
        if whole is None or mark.first - whole.end > _BEFORE_LIST or whole.form is not Form.FIGURE:
            continue
        close = next((each.first for each in line.marks[at:] if each.does is Does.CLOSE), None)
        end = close if mark.does is Does.OPEN and close is not None else line.sentence.last
        inside = [group for group in groups if mark.end <= group.first < end]
        inside = [group for group in inside if not (group.governed and group.form is Form.BARE)]
        told = inside and any(each.does is Does.HARM for each in between(line, mark.end, inside[0].first))
        if inside and not told and unknown(line, mark.end, inside[0].first) == 0:
            _list_parts(line, inside, whole)


def _summed(line: Line, groups: Sequence[Group]) -> None:
    """Parts that add up to the figure before them: 30 dead on both sides, 18 soldiers and 12 rebels."""
    for at, whole in enumerate(groups):
        left = whole.count.min if whole.form is Form.FIGURE and not whole.part else None
        listed: list[Group] = []
        for group in groups[at + 1 :] if left is not None and left > 1 else ():
            plain = group.noun and group.count.min is not None and not group.part and not group.governed
            if (
                not plain
                or group.own is not None
                or (listed and not joined_to(line, listed[-1], group, reach=3))
            ):
                break
            listed.append(group)
            left = (left or 0) - (group.count.min or 0)
            if left <= 0:
                break
        if left == 0 and len(listed) > 1 and not _by_and_alone(line, whole, listed[0]):
            for group in listed:
                group.part, group.parent = True, whole


def _by_and_alone(line: Line, whole: Group, group: Group) -> bool:
    """Whether 'and' joins them without a sign: two men and two women."""
    signs = {Does.COMMA, Does.CLAUSE, Does.OPEN}
    return not any(mark.does in signs for mark in between(line, whole.end, group.first))


def _list_parts(line: Line, inside: Sequence[Group], whole: Group) -> None:
    listed: list[Group] = []
    for group in inside:
        one = group.form in {Form.ONE, Form.TWO} and (not group.definite or group.owned)
        spread = governs_next(line, group) and not group.unknown and _less(group, whole)
        if not (plain_figure(group) or one or spread) or (listed and not _in_row(line, listed[-1], group)):
            break
        listed.append(group)
    if not listed:
        return
    if any(each.does is Does.HARM for each in between(line, listed[0].first, listed[-1].end + 2)):
        return
    for group in listed:
        group.part, group.parent = True, whole.parent if whole.part else whole


def _less(group: Group, whole: Group) -> bool:
    """Whether a figure is less than that of the whole: twelve died, seven in Nuaim and five in Amsa."""
    few, many = group.count.min, whole.count.min
    return group.form is Form.FIGURE and few is not None and many is not None and few < many


def _in_row(line: Line, before: Group, group: Group) -> bool:
    marks = between(line, before.end, group.first)
    while marks and (marks[0].does is Does.NEAR or marks[0].does in _OF_WHOM):
        marks = marks[1:]  # four members of the security forces and one civilian
    return all(mark.does in _IN_ROW or mark.does is Does.ARTICLE for mark in marks) and (
        bool(marks) or group.joined
    )


def _of_wholes(line: Line, groups: Sequence[Group], said: Group | None) -> None:
    """'three of them children and two women': the whole is the group before."""
    before: Group | None = None
    last: Group | None = None
    for group in groups:
        if group.toll and group.shared:
            continue  # it only says who those before it were
        if group.of_them and group.parent is None:
            group.parent = before or said
        elif last is not None and _goes_on(line, last, group):
            group.part, group.parent = True, last.parent
        if not group.part and not group.shared and (not group.governed or group.own is not None):
            before = group
        last = group if group.part and group.noun and (group.of_them or last is not None) else None


def _goes_on(line: Line, last: Group, group: Group) -> bool:
    """Whether a list of parts goes on: 16 of them fighters and four civilians."""
    if not plain_figure(group) or group.part:
        return False
    return joined_to(line, last, group, reach=0) and not told_of_itself(line, group)
