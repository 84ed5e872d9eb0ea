"""Which groups of a sentence are claims: harm is told of them, as having happened, of so many."""

from __future__ import annotations

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line
from tahqiq.vocab.claims import Category, Effect

_COUNTED = frozenset({Form.FIGURE, Form.TWO, Form.NAMED})
#: Of these a participle before a bare plural only describes it (displaced families).
_DESCRIBING = frozenset({Effect.DISPLACED, Effect.DETAINED, Effect.MISSING})
#: How many words between what brings harm about and the noun of harm; and before one that opens a line.
_CAUSED, _OPENING = 6, 2


def is_claim(line: Line, group: Group) -> bool:
    """Whether a group is a claim."""
    if group.effect is None or group.doubtful or group.shared or group.toll or group.severe:
        return False
    if group.effect is Effect.DISPLACED and _only_ran(group):
        return False
    if group.negated or group.form in _COUNTED:
        return True
    if group.form is Form.ONE:
        told = group.own is None or group.part or group.heading
        told = told or (group.weak and group.effect is not group.own)  # وفاة موقوف
        return told or _found(line, group) or _caused(line, group)
    if group.definite and not group.owned:
        return False
    if group.others and group.effect is Effect.DISPLACED:
        return False  # three attackers were shot, the rest fled
    if group.rule == "object" and not group.part and group.effect in _DESCRIBING:
        return not line.lexicon.grammar.describes_first
    return group.part or group.others or group.own is None or _caused(line, group)


def _only_ran(group: Group) -> bool:
    """Whether somebody only ran away: the attacker, who fled on foot."""
    if group.harm is None or group.harm.entry.side is not Side.BEFORE or not group.harm.single:
        return False
    armed = group.category is Category.COMBATANTS and group.form is not Form.FIGURE
    return armed or (group.form is Form.ONE and group.category is not Category.FAMILIES and not group.part)


def _found(line: Line, group: Group) -> bool:
    """Whether a verb of finding stands right before somebody's body: عُثر على جثته."""
    place = line.place(group.first)
    verb = line.marks[place - 1] if place else None
    finds = verb is not None and verb.does is Does.HARM and verb.end == group.first
    return group.owned and finds and verb is not None and verb.entry.effect is group.own


def _caused(line: Line, group: Group) -> bool:
    """Whether a noun of harm without a figure is told as having come about."""
    if _of_known(line, group):
        return False
    for mark in reversed(line.marks[: line.place(group.first)]):
        if mark.does is Does.CAUSE:
            return line.bare(mark.end, group.first) <= _CAUSED
        if line.tokens.word(mark.first) == ":":
            break
        if mark.does in {Does.CLAUSE, Does.COMMA}:
            return False
    before = line.marks[line.place(group.first) - 1] if line.place(group.first) else None
    named = before is not None and before.does is Does.THING and before.end == group.first  # أسماء شهداء
    opens = group.first - line.sentence.first <= _OPENING and not line.lexicon.grammar.describes_first
    told = before is not None and before.does is Does.HARM and before.end == group.first
    begins = group.first == line.sentence.first
    known = group.definite and group.form is Form.ONE and not told and not begins  # قال والد الضحية
    return opens and not named and not group.owned and not known


def _of_known(line: Line, group: Group) -> bool:
    """Whether the noun belongs to what is known (ضحايا الأزمة), and so tells of nothing new."""
    article, word = line.lexicon.grammar.article, line.tokens.word(group.end)
    follows = group.end < line.sentence.last and bool(article) and word.startswith(article)
    return follows and not line.lexicon.of(word)
