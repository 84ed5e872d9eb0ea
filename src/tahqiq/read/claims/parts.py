"""Groups that are parts of another: the lists of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.accounted import accounts, mark_accounted
from tahqiq.read.claims.appositions import all_of_them, one_of_them
from tahqiq.read.claims.around import (
    PARTING,
    between,
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
from tahqiq.read.claims.opening import among_counted, genitive, the_other, told_of_some
from tahqiq.read.claims.spreading import mark_spread
from tahqiq.vocab.claims import Category, Effect

#: How many unknown words may stand between a word that opens a part and the part.
_BESIDE = 2
#: How many words between a whole and the bracket or colon that opens the list of its parts; and where the
#: parts add up to it.
_BEFORE_LIST, _BEFORE_SUM = 12, 24
#: What may be said of a part before 'among them', and in how many words: a couple in their seventies.
_DESCRIBING = frozenset({Does.NEAR, Does.ARTICLE, Does.LOOSE, Does.MEASURE})
_SAID_OF = 4
_TELLING_WHO = frozenset({Does.THING, Does.SIDE, Does.LOOSE})
_SHARES = frozenset({Does.SHARE, Does.MEASURE})
_OPENING = frozenset({Does.BE, Does.CAUSE})
_OF_WHOM = frozenset({Does.ARTICLE, Does.SIDE, Does.NOUN})
_IN_ROW = frozenset({Does.AND, Does.COMMA, Does.CLAUSE, Does.LOOSE})
#: What a place, doer or family is told with, and what ends it.
_PLACE = frozenset({
    *_IN_ROW, Does.NEAR, Does.FROM, Does.DOER, Does.ARTICLE, Does.THING, Does.NOUN, Does.SIDE, Does.MEASURE,
    Does.TO,
})  # fmt: skip


def mark_parts(line: Line, groups: Sequence[Group], said: Group | None) -> None:
    """Marks the groups that are parts, and which group is the whole.

    Args:
        line: the sentence.
        groups: its groups.
        said: the whole last told before it.
    """
    mark_spread(line, groups, said)
    if accounts(line):
        mark_accounted(line, groups, said)
    for mark in line.doing(Does.SUBSET):
        if not any(group.first <= mark.first < group.end for group in groups):
            _opened(line, mark, groups, said)
    among_counted(line, groups)
    one_of_them(line, groups)
    all_of_them(line, groups)
    _made_up(line, groups)
    _enclosed(line, groups)
    _summed(line, groups)
    _of_wholes(line, groups, said)


def _opened(line: Line, mark: Mark, groups: Sequence[Group], said: Group | None) -> None:
    """Parts after a word such as 'including'."""
    if _of_share(line, mark):
        return  # seventy per cent of the dead were women
    before = [group for group in groups if group.end <= mark.first and (not group.part or group.of_them)]
    before = [group for group in before if not group.shared and _may_hold(group)]
    before = [group for group in before if group.form is Form.FIGURE or not speaks(line, group)]
    before = [group for group in before if not genitive(line, group, groups)]
    beside = [group for group in before[-1:] if unknown(line, group.end, mark.first) <= 1]
    wholes = [group for group in before if not group.governed] or beside
    if beside and beside[0].governed and beside[0].form is Form.FIGURE and _holds_part(beside[0]):
        wholes = beside  # the hospital received 34 wounded, nine of them children
    whole = wholes[-1] if wholes else said
    if whole is None and mark.entry.words[-1] in line.lexicon.grammar.youngest:
        whole = next((group for group in reversed(groups) if group.end <= mark.first), None)
    since = wholes[-1].end if wholes else line.sentence.first
    if any(each.does is Does.TOLL for each in between(line, since, mark.first)):
        whole = next((group for group in reversed(before) if group.form is Form.FIGURE), None)
    following = [group for group in groups if group.first >= mark.end]
    listed = _listed(line, mark, following, bool(wholes), whole.own if whole is not None else None)
    if listed and wholes and _tells_whole(line, mark, wholes[-1]):
        wholes[-1].own = mark.entry.effect
    if not listed and whole is not None and wholes:
        _part_before(line, mark, (beside or wholes)[-1], groups)
    told = told_of_some(line, mark) if not wholes else None
    for group in listed:
        if told is not None:
            group.own, group.heading = group.own or told, True
            continue
        group.part, group.parent = True, whole
        if mark.entry.effect is not None and group.own is None:
            group.own = mark.entry.effect
        group.shared = group.shared or the_other(line, mark, group)


def _holds_part(group: Group) -> bool:
    """Whether a governed figure right before a part is its whole: not 27 people of three families."""
    return group.own is not None or (group.noun and group.category is not Category.FAMILIES)


def _tells_whole(line: Line, mark: Mark, whole: Group) -> bool:
    """Whether the words for a part tell the harm of the whole as well: the 14 dead include three boys."""
    if whole.form is not Form.FIGURE or whole.own is not None or whole.end != mark.first or mark.single:
        return False
    return any(each.does is Does.HARM for each in line.lexicon.of(line.tokens.words[mark.first]))


def _made_up(line: Line, groups: Sequence[Group]) -> None:
    """A family told by who it is: عائلة مؤلفة من أب وأم وثلاثة أطفال."""
    for mark in line.marks if Does.FAMILY_OF in line.present else ():
        whole = next((group for group in reversed(groups) if group.end <= mark.first), None)
        listed = _listed(line, mark, [group for group in groups if group.first >= mark.end], told=True)
        if mark.single or whole is None or not listed or not listed[0].kin:
            continue
        for group in listed:
            group.part, group.parent = True, whole


def _of_share(line: Line, mark: Mark) -> bool:
    """Whether a share stands right before a word for a part: 60% منهم, nearly all the victims were."""
    place = line.place(mark.first) - 1
    if place < 0:
        return False
    before, words = line.marks[place], line.tokens.words
    of = mark.entry.words[:1] == line.of and line.lexicon.grammar.describes_first
    if before.does is Does.FIGURE and before.end == mark.first and of:
        return True  # 3 in 4 of the dead
    measure = line.marks[place - 1] if place else None
    if before.does is Does.NEAR and measure is not None and measure.does is Does.MEASURE:
        return measure.end == before.first and mark.first - before.end <= 1  # ثمانون في المئة منهم
    per_cent = before.does is Does.THING and measure is not None and measure.does is Does.MEASURE
    if per_cent and measure is not None and measure.end == before.first and before.end == mark.first:
        return True  # 80 بالمئة منهم
    if any(words[at].isalpha() for at in range(before.end, mark.first)) or mark.first - before.end > 1:
        return False
    whole = before.entry.words[-1:] and before.entry.words[-1] in line.lexicon.grammar.whole
    return (before.does in _SHARES and (before.does is Does.SHARE or before.end <= mark.first)) or bool(whole)


def _may_hold(group: Group) -> bool:
    """Whether a group may be a whole: no known people without a figure (according to the residents)."""
    return group.form not in {Form.BARE, Form.ONE} or not group.definite or group.owned


def _listed(
    line: Line, mark: Mark, following: Sequence[Group], told: bool, own: Effect | None = None
) -> list[Group]:
    """The groups listed after a word that opens a part; ``own``: what the noun of the whole tells."""
    if not following or unknown(line, mark.end, following[0].first) > _BESIDE:
        return []
    opening = between(line, mark.end, following[0].first)
    if any(each.does in PARTING and not _opens(line, each) for each in opening):
        return []
    if any(each.does is Does.OF_THEM for each in opening):
        return []  # وهم من أصل 75 شخصا: the whole follows
    listed = [following[0]]
    for group in following[1:]:
        joined = joined_to(line, listed[-1], group)
        if group.definite and group.form is not Form.FIGURE and not joined:
            continue
        if listed[-1].form is Form.NAMED and _only_says_who(line, listed[-1], group):
            continue
        if not joined and group.form is Form.ONE and _apposed(line, listed[-1], group):
            continue
        if group.others or group.governed or group.part or not joined:
            break
        if group.own is not None and listed[0].own is None and group.own is not own:
            break  # 85 killed, among them 40 children, and 147 wounded
        if told and told_of_itself(line, group) and _told_twice(line, group):
            break
        listed.append(group)
    return listed


def _told_twice(line: Line, group: Group) -> bool:
    """Whether another word of harm than that after a group is told: else it is of the whole list."""
    harms = line.doing(Does.HARM)
    return (
        any(mark.first < group.first for mark in harms) or sum(mark.first >= group.end for mark in harms) > 1
    )


def _only_says_who(line: Line, named: Group, group: Group) -> bool:
    """Whether a noun only says who somebody named is: Khaled Hindi, a teacher, and his son."""
    marks = between(line, named.end, group.first)
    beside = marks and marks[0].does is Does.COMMA and all(each.does in _BEFORE_NOUN for each in marks)
    plain = group.form is Form.ONE and not group.owned and not group.joined
    return plain and bool(beside) and unknown(line, named.end, group.first) == 0


_BEFORE_NOUN = frozenset({Does.COMMA, Does.ARTICLE, Does.LOOSE, Does.SIDE})


def _apposed(line: Line, before: Group, group: Group) -> bool:
    """Whether a noun only says who the one before it is: صاحب المخبز أبو يزن."""
    marks = between(line, before.end, group.first)
    return line.bare(before.end, group.first) <= _BESIDE and all(mark.does in _TELLING_WHO for mark in marks)


def _opens(line: Line, mark: Mark) -> bool:
    return mark.does in _OPENING or line.tokens.word(mark.first) in {":", "-"}


def _part_before(line: Line, mark: Mark, whole: Group, groups: Sequence[Group]) -> None:
    """'five children among them': the part stands before the words."""
    described = all(each.does in _DESCRIBING for each in between(line, whole.end, mark.first))
    reach = _SAID_OF if described and whole.form is not Form.FIGURE else 1
    if line.bare(whole.end, mark.first) > reach or mark.entry.effect is not None or whole.of_them:
        return
    if whole.kin and not whole.owned:
        return  # إصابة والد أحدهما
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
        before = [group for group in groups if group.end <= mark.first and not _only_speaks(line, group)]
        before = [group for group in before if not (group.governed and _only_whose(group))]
        whole = before[-1] if before else None
        if whole is None or mark.first - whole.end > _BEFORE_SUM or not _countable(whole):
            continue
        close = next((each.first for each in line.marks[at:] if each.does is Does.CLOSE), None)
        end = close if mark.does is Does.OPEN and close is not None else line.sentence.last
        inside = [group for group in groups if mark.end <= group.first < end]
        inside = [group for group in inside if not (group.governed and group.form in {Form.BARE, Form.ONE})]
        told = inside and any(each.does is Does.HARM for each in between(line, mark.end, inside[0].first))
        if inside and not told and unknown(line, mark.end, inside[0].first) == 0:
            _list_parts(line, inside, whole, sure=mark.first - whole.end <= _BEFORE_LIST)


def _only_whose(group: Group) -> bool:
    """Whether a governed group only says whose members are told of: of one family, of the same family."""
    return group.form is not Form.FIGURE or group.category is Category.FAMILIES


def _countable(whole: Group) -> bool:
    """Whether a list may tell who some are: a figure, or a family (a family: parents and four children)."""
    return whole.form is Form.FIGURE or (whole.form is Form.ONE and whole.category is Category.FAMILIES)


def _only_speaks(line: Line, group: Group) -> bool:
    """Whether a group only says what follows: … , health officials said: four in one strike."""
    return group.form is Form.BARE and group.own is None and speaks(line, group)


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


def _list_parts(line: Line, inside: Sequence[Group], whole: Group, *, sure: bool) -> None:
    listed: list[Group] = []
    for group in inside:
        one = group.form in {Form.ONE, Form.TWO} and (not group.definite or group.owned or group.kin)
        spread = _placed(line, group) and not group.unknown and _less(group, whole)
        if not (plain_figure(group) or one or spread) or (listed and not _in_row(line, listed[-1], group)):
            break
        listed.append(group)
    if not listed or not (sure or sum(each.count.min or 0 for each in listed) >= (whole.count.min or 0) > 0):
        return
    closed = line.tokens.word(listed[-1].end) in {"-", ")"}  # the verb after it is of the whole
    if any(
        each.does is Does.HARM for each in between(line, listed[0].first, listed[-1].end + 2 * (not closed))
    ):
        return
    for group in listed:
        group.part, group.parent = True, whole.parent if whole.part else whole


def _less(group: Group, whole: Group) -> bool:
    """Whether a figure is less than that of the whole: twelve died, seven in Nuaim and five in Amsa."""
    few, many = group.count.min, whole.count.min
    return group.form is Form.FIGURE and few is not None and many is not None and few < many


def _placed(line: Line, group: Group) -> bool:
    """Whether a place, doer or family follows a figure (four in a tent, 39 from one family)."""
    place = line.place(group.end)
    mark = line.marks[place] if place < len(line.marks) else None
    from_some = mark is not None and mark.first == group.end and mark.does is Does.FROM
    return from_some or governs_next(line, group)


def _in_row(line: Line, before: Group, group: Group) -> bool:
    marks = between(line, before.end, group.first)
    if _placed(line, before) and marks and all(mark.does in _PLACE for mark in marks):
        return marks[-1].does in _IN_ROW and line.bare(marks[-1].end, group.first) == 0
    while marks and (marks[0].does is Does.NEAR or marks[0].does in _OF_WHOM):
        marks = marks[1:]  # four members of the security forces and one civilian
    return all(mark.does in _IN_ROW or mark.does is Does.ARTICLE for mark in marks) and (
        bool(marks) or group.joined
    )


def _of_wholes(line: Line, groups: Sequence[Group], said: Group | None) -> None:
    """'three of them children and two women': the whole is the group before."""
    before: Group | None = None
    last: Group | None = None
    last_told: Group | None = None
    for group in groups:
        if group.toll and group.shared:
            continue  # it only says who those before it were
        if group.of_them and group.category is None and last_told is not None:
            group.category, group.finer = _just_told(line, last_told, group)
        last_told = group
        if group.of_them and group.parent is None:
            group.parent = before or said
            group.shared = group.shared or _of_things(line, group, before)
        elif last is not None and _goes_on(line, last, group):
            group.part, group.parent = True, last.parent
        if group.part and group.parent is None and last is not None and last.parent is None:
            group.own = group.own or last.own  # of the dead, nine were women and four children
        if not group.part and not group.shared and (not group.governed or group.own is not None):
            before = group
        last = group if group.part and group.noun and (group.of_them or last is not None) else None


def _just_told(line: Line, before: Group, group: Group) -> tuple[Category | None, str]:
    """Who they are of whom a figure is a part, right after them: the rescuers, two of whom died."""
    marks = between(line, before.end, group.first)
    beside = all(mark.does is Does.COMMA for mark in marks) and unknown(line, before.end, group.first) == 0
    verb = any(mark.does is Does.HARM for mark in marks) and line.lexicon.grammar.harmed_may_wait
    beside = beside or (verb and unknown(line, before.end, group.first) == 0)  # خروج التلاميذ فقضى أربعة منهم
    told = beside and before.form is Form.BARE and before.noun and before.own is None
    return (before.category, before.finer) if told else (None, "")


def _of_things(line: Line, group: Group, before: Group | None) -> bool:
    """Whether things are counted nearer than people: 62 reports, 55 of them not credible."""
    marks = between(line, line.sentence.first if before is None else before.end, group.first)
    told = [mark for mark in marks if mark.does is not Does.LOOSE]
    return any(
        mark.does is Does.FIGURE and after.does is Does.THING and line.bare(mark.end, after.first) <= 1
        for mark, after in pairwise(told)
    )


def _goes_on(line: Line, last: Group, group: Group) -> bool:
    """Whether a list of parts goes on: 16 of them fighters and four civilians."""
    if not plain_figure(group) or group.part:
        return False
    return joined_to(line, last, group, reach=0) and not told_of_itself(line, group)
