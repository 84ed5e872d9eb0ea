"""What may stand between a word of harm and those harmed after it: whose they are, who did it, how many."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import begins_with, between, speaks
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import POSSESSIVE, Line, Mark
from tahqiq.vocab.claims import Category, Effect

#: How many words may stand between a verb, its doer and those harmed; and before how many they are.
_DOER, _COUNTED = 2, 18
#: How many words may say whose they are, and what they are.
_OWNER = 5
_OWNING = frozenset({Does.ARTICLE, Does.NOUN, Does.SIDE, Does.LOOSE, Does.THING})
#: What does not stand between a word of harm and how many they are.
_ENDING = frozenset({Does.SAYS, Does.HARM, Does.SUBSET, Does.CAUSE, Does.OF_THEM})


def numbered(line: Line, mark: Mark, group: Group, gap: Sequence[Mark]) -> bool:
    """Whether a figure tells how many those described are: مقتل جميع من كانوا على متنها وعددهم 11 عسكريا."""
    counted = gap[-1].does is Does.FAMILY_OF and gap[-1].end == group.first and group.form is Form.FIGURE
    verb = mark.entry.side is Side.EITHER and line.lexicon.grammar.harmed_may_wait
    near = group.first - mark.end <= _COUNTED and (verb or mark.entry.side is Side.AFTER)
    return counted and gap[-1].single and near and not any(each.does in _ENDING for each in gap)


def taken(line: Line, mark: Mark, group: Group, gap: Sequence[Mark]) -> bool:
    """Whether a glued preposition leads from a verb, its doer between, to a group: أودت الغارة بمدنيين."""
    if not begins_with(mark, line.lexicon.grammar.taking) or group.first - mark.end > _DOER + 1:
        return False
    place = line.place(group.first)
    glued = place < len(line.marks) and line.marks[place].governed
    return glued and not any(each.does in _ENDING for each in gap)


def mourned(line: Line, groups: Sequence[Group], mark: Mark) -> Group | None:
    """Whom somebody mourns, who is told between the verb and them: نعت النقابة الزميلين أحمد وسامر.

    Args:
        line: the sentence.
        groups: its groups.
        mark: a word of harm.
    """
    if not begins_with(mark, line.lexicon.grammar.mourning):
        return None
    found: Group | None = None
    for group in groups:
        if group.first < mark.end or group.form is Form.BARE or group.governed or not group.noun:
            continue
        if found is not None and group.joined:
            break  # نعت الشبكة مراسلها أحمد والمصور سامر
        gap = between(line, mark.end, group.first)
        if group.first - mark.end > _MOURNED or any(each.does in _ENDS_MOURNING for each in gap):
            break
        found = group if group.effect is None and group.category is not Category.FAMILIES else found
        if group.form is not Form.ONE:
            break
    return found


#: How far those mourned may stand from the verb, and what ends its reach.
_MOURNED = 8
_ENDS_MOURNING = frozenset({Does.SAYS, Does.HARM, Does.COMMA, Does.CLAUSE})


def died_there(before: Mark, mark: Mark) -> bool:
    """Whether a phrase only says where somebody died: tortured to death in custody."""
    killed = before.does is Does.HARM and before.entry.effect is Effect.KILLED and before.end == mark.first
    return killed and mark.entry.effect is Effect.DETAINED and not mark.single and not mark.joined


def one_of(line: Line, mark: Mark, group: Group) -> bool:
    """Whether 'one of' stands between a verb and those of whom one is meant: توفي أحد الجرحى."""
    gap = between(line, mark.end, group.first)
    only = len(gap) == 1 and gap[0].does in {Does.ARTICLE, Does.NONE} and gap[0].first == mark.end
    return only and gap[0].end == group.first and not gap[0].entry.definite


def after_owner(line: Line, mark: Mark, group: Group) -> int:
    """The token after whose they are (killed the minister's two bodyguards), else that after the word."""
    if POSSESSIVE.isdisjoint(line.tokens.words[mark.end : group.first]):
        return mark.end
    signs = [at for at in range(mark.end, group.first) if line.possessive(at)]
    if not signs or signs[-1] - mark.end > _OWNER:
        return mark.end
    owner = between(line, mark.end, signs[-1])
    return signs[-1] + 2 if all(each.does in _OWNING for each in owner) else mark.end


def of_bodies(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a preposition glued to a group leads from a noun to whose it is: جثث لأطفال."""
    place = line.place(group.first)
    glued = place < len(line.marks) and line.marks[place].governed
    if glued and begins_with(mark, line.lexicon.grammar.taking):
        return True  # أودت الغارة بمدنيين
    noun = mark.entry.effect in {Effect.BODIES_RECOVERED, Effect.MISSING} and not mark.entry.weak
    return glued and noun and mark.end == group.first and (group.part or group.form is not Form.BARE)


def heads(line: Line, mark: Mark, gap: Sequence[Mark]) -> bool:
    """Whether a word of harm heads a figure after a colon (Injured: 364)."""
    if [each.does for each in gap] != [Does.CLAUSE] or line.tokens.word(mark.end) != ":":
        return False
    before = line.tokens.word(mark.first - 1) if mark.first > line.sentence.first else ""
    return not before.isalpha()


def whose(line: Line, groups: Sequence[Group], mark: Mark) -> Group | None:
    """Those told before a word of harm whom a pronoun glued to it means: شابا، ما أدى إلى مقتله.

    Args:
        line: the sentence.
        groups: its groups.
        mark: the word of harm.
    """
    if not mark.entry.owned or not line.lexicon.grammar.harmed_may_wait:
        return None
    if mark.entry.effect is Effect.BODIES_RECOVERED:
        return None  # تسلمت العائلة جثمانه
    many = line.tokens.words[mark.end - 1].endswith(_THEIRS)
    for group in reversed(groups):
        if group.first >= mark.first:
            continue
        alone = group.form in {Form.ONE, Form.NAMED} and group.category is not Category.FAMILIES
        if alone and group.definite and not group.owned:
            continue  # قال الناطق … مقتله
        free = group.effect is None and group.own is None and not group.shared and group.noun
        near = mark.first - group.end <= _MEANT and not speaks(line, group)
        agrees = alone is not many and group.form is not Form.BARE
        return group if free and near and agrees else None
    return None


#: Glued pronouns of several people; how far before one those stand whom it means.
_THEIRS, _MEANT = ("هم", "هما", "هن"), 12


def _aside(line: Line, doer: Group, other: Group, gap: Sequence[Mark]) -> bool:
    """Whether commas set off when or where it was done, after who did it: خطف مسلحون، ليل أمس، أربعة."""
    commas = [at for at, mark in enumerate(gap) if mark.does is Does.COMMA]
    armed = doer.form is Form.BARE and doer.category is Category.COMBATANTS
    if not armed or len(commas) != 2 or commas[0] != 0 or gap[-1].does is not Does.COMMA:
        return False
    told = {Does.COMMA, Does.NEAR, Does.LOOSE, Does.MEASURE, Does.PERIOD, Does.THING, Does.CLAUSE}
    near = other.first - doer.end <= _SET_OFF and other.form is Form.FIGURE
    return near and all(mark.does in told for mark in gap)


#: How many tokens the time or place between commas may take.
_SET_OFF = 12


def beyond_doer(line: Line, groups: Sequence[Group], mark: Mark, group: Group) -> Group:
    """Where the language puts the doer before those harmed: قتل مسلحون خمسة مدنيين."""
    doer = group.definite or (group.form is Form.BARE and group.category is Category.COMBATANTS)
    noun = mark.entry.side is Side.AFTER and not doer
    if not line.lexicon.grammar.harmed_may_wait or noun or group.form is Form.FIGURE:
        return group
    other = next((each for each in groups if each.first >= group.end), None)
    if other is None or other.joined or other.governed or other.effect is not None:
        return group
    gap = between(line, group.end, other.first)
    if _aside(line, group, other, gap):
        return other
    if any(mark.does is not Does.SIDE for mark in gap) or line.bare(group.end, other.first) > _DOER:
        return group
    return (
        other if other.form in {Form.FIGURE, Form.NAMED} or group.category is Category.COMBATANTS else group
    )
