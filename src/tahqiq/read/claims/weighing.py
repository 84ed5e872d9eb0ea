"""Whether a group may be whom a word of harm means, where the word or the group tells too little."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import begins_with, between
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.read.claims.reaching import one_of
from tahqiq.vocab.claims import Category, Effect

#: How far the word stands that says that some alone died.
_SOME = 20


def only_some(line: Line, mark: Mark) -> bool:
    """Whether it is told of some alone that they died: two people were shot, one fatally."""
    words = line.lexicon.grammar.fatally
    return mark.entry.effect is Effect.KILLED and any(
        begins_with(each, words) for each in between(line, mark.end, mark.end + _SOME)
    )


def too_weak(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a word that is one of harm only beside people is none of a group."""
    beside = mark.entry.side is Side.EITHER and group.first == mark.end and not group.unknown
    if not (group.noun or group.of_them or group.others or beside):
        return True
    if group.others and group.form is Form.BARE:
        return True  # دُفن الباقون
    if group.form is Form.BARE and group.finer == _MOURNERS:
        return True  # شيع أهالي القرية
    uncounted = group.form in {Form.ONE, Form.BARE} and group.category in {
        Category.FAMILIES,
        Category.PEOPLE,
    }
    if line.lexicon.grammar.harmed_may_wait and not mark.single and uncounted:
        return True  # مجزرة بحق عائلة
    lost = mark.entry.effect is Effect.MISSING and group.definite
    return lost and group.category is Category.FAMILIES  # فقدت العائلة منزلها


def only_whose(line: Line, groups: Sequence[Group], group: Group) -> bool:
    """Whether those known only say whose others are: members of the internal security forces."""
    at = groups.index(group)
    before = groups[at - 1] if at else None
    known = group.form is Form.BARE and group.definite and not group.owned
    return known and before is not None and line.tokens.word(before.end) == line.lexicon.grammar.of


def of_governed(groups: Sequence[Group], group: Group) -> bool:
    """Whether those joined to a governed noun are governed as well: جثامين لأطفال ونساء تحت الركام."""
    at = groups.index(group)
    before = groups[at - 1] if at and group.joined else None
    return before is not None and before.governed and before.end == group.first


def died_of_wounds(line: Line, mark: Mark, group: Group) -> Group | None:
    """'وفاة خمسة جرحى': the wounded who died are told as dead; انتشال ستة شهداء: bodies recovered."""
    wounded = (
        (group.effect, mark.entry.effect) in _OVERRULED
        and group.rule == "noun"
        and (mark.end == group.first or mark.first == group.end or one_of(line, mark, group))
    )
    if not wounded:
        return None
    group.effect = None
    return group


def lost_limbs(line: Line, group: Group) -> bool:
    """Whether what a group lost is a part of the body: فقد ثلاثة آخرون أطرافهم."""
    return line.tokens.word(group.end) in line.lexicon.grammar.limbs


#: Who buries and mourns, and is not lost.
_MOURNERS = "residents"


#: What a noun says happened, and the verb that tells more of the same people.
_OVERRULED = {(Effect.INJURED, Effect.KILLED), (Effect.KILLED, Effect.BODIES_RECOVERED)}
