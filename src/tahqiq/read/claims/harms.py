"""Which group of people a word of harm speaks of.

The words come in a few orders, the same in all languages: those harmed stand right after the word
(killed 27, مقتل 27), or before it (27 were killed, 27 قتلوا), or wait after other words (قتل في القصف 27).
What is joined to a group shares its harm; a part takes the harm of its whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.read.claims.around import between, joined_to, speaks, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.joining import joined_harms
from tahqiq.read.claims.labels import labelled
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.read.claims.parts import mark_parts, merged
from tahqiq.read.claims.sharing import give, share_lists
from tahqiq.read.claims.unnamed import somebody
from tahqiq.vocab.claims import Category, Effect

#: How many words may stand between a group and the verb after it, and between a verb and a group that waits.
_BEFORE, _WAITING = 30, 18
#: The same for one person by the form of the noun, and for others without a figure.
_ONE_BEFORE, _KNOWN_BEFORE, _BARE_BEFORE = 10, 7, 5
#: How many between a verb and one person who waits.
_ONE_WAITS = 6
#: How many between a verb, its doer and those harmed.
_DOER = 2
#: How far the verb may stand from a participle that opens its sentence.
_INVERTED = 8
#: How far words that say how they were hurt may stand from the verb.
_HOW = 20
#: Farther than any group stands.
_FAR = 10**6


@dataclass(slots=True)
class Harms:
    """The groups of a sentence and its words of harm, brought together.

    Attributes:
        line: the sentence.
        groups: its groups.
        said: the whole last told before it, of which a part may speak (among them were two women).
        usual: the harm told before it, killed if any were.
        listing: the harm of those whom the sentence before began to list.
    """

    line: Line
    groups: list[Group]
    said: Group | None = None
    listing: Effect | None = None
    usual: Effect | None = None

    def resolve(self) -> list[Group]:
        """Sets the effect of every group of which harm is told; all the groups, in order."""
        line = self.line
        if not self.groups and Does.HARM not in line.present:
            return self.groups
        self.groups = labelled(line, merged(line, self.groups), self.said)
        mark_parts(line, self.groups, self.said)
        self._continued()
        for group in self.groups:
            if group.own is not None and not group.weak:
                give(group, group.own, None, "noun")
        words = [mark for mark in line.marks if mark.does is Does.HARM and self._speaks_of_harm(mark)]
        self._attach([mark for mark in words if not mark.entry.weak])
        share_lists(line, self.groups)
        self._attach([mark for mark in words if mark.entry.weak])
        self._among()
        return self.groups

    def _told_before(self, mark: Mark) -> bool:
        """Whether a verb before says the same of somebody, and this only how: أصيب خمسة بجروح."""
        if mark.entry.side is not Side.BEFORE and self.line.lexicon.grammar.harmed_may_wait:
            return False  # a verb, not how
        return any(
            group.effect is mark.entry.effect
            and group.harm is not None
            and 0 < mark.first - group.harm.first <= _HOW
            for group in self.groups
        )

    def _continued(self) -> None:
        """A list of victims goes on from the line before ('2- "Khaled" and his wife')."""
        first = self.line.marks[0] if self.line.marks else None
        if self.listing is None or first is None or first.does is not Does.MEASURE or not self.groups:
            return
        if first.first != self.line.sentence.first or unknown(self.line, first.end, self.groups[0].first):
            return
        for group in self.groups:
            if group.own is None and group.form in {Form.NAMED, Form.ONE, Form.FIGURE}:
                group.own, group.part = self.listing, True

    @property
    def lists(self) -> Effect | None:
        """The harm of those whom a list at the end of the sentence names, which may go on."""
        opened = [mark for mark in self.line.marks if mark.does is Does.SUBSET and mark.entry.effect]
        goes_on = self.listing is not None and any(group.own is self.listing for group in self.groups)
        return opened[-1].entry.effect if opened else self.listing if goes_on else None

    def _attach(self, words: Sequence[Mark]) -> None:
        """Finds those harmed of each word of harm, the nearest first."""
        told = joined_harms(self.line, words)
        if len(told) > 1:
            told.sort(key=lambda each: self._distance(each[0]))
        for mark, effect in told:
            if mark.entry.weak and self._told_before(mark):
                continue
            found, rule = self._choice(mark)
            if found is not None:
                lost = effect is Effect.MISSING and mark.entry.weak and found.owned
                give(found, Effect.KILLED if lost else effect, mark, rule)
            elif (other := somebody(self.line, mark)) is not None:
                give(other[0], effect, mark, other[1])
                self.groups = sorted([*self.groups, other[0]], key=lambda group: group.first)

    def _speaks_of_harm(self, mark: Mark) -> bool:
        """Whether a word of harm is looked at by itself: it is in no group, and no noun (the dead)."""
        if self._used(mark):
            return False
        place = self.line.place(mark.first) - 1
        before = self.line.marks[place] if place >= 0 else None
        known = before is not None and before.does is Does.ARTICLE and before.entry.definite
        return not (known and before is not None and before.end == mark.first and mark.single)

    def _used(self, mark: Mark) -> bool:
        """Whether a word of harm is already part of a group (12 wounded civilians)."""
        return any(group.first <= mark.first < group.end for group in self.groups)

    def _distance(self, mark: Mark) -> int:
        """How near to a word of harm its first choice stands: the nearest are brought together first."""
        group, _ = self._choice(mark)
        if group is None:
            return _FAR
        return max(group.first - mark.end, mark.first - group.end, 0)

    def _choice(self, mark: Mark) -> tuple[Group | None, str]:
        """Whom a word of harm speaks of, and by which rule."""
        side = mark.entry.side
        after = None if side is Side.BEFORE else self._after(mark)
        if after is not None and (side is Side.AFTER or not self._passive(mark)):
            return after, "object"
        before = None if side is Side.AFTER else self._before(mark)
        if before is not None and before.form is Form.BARE and side is Side.BEFORE:
            after = self._after(mark) if self.line.lexicon.grammar.harmed_may_wait else None
            if after is not None and after.first == mark.end:
                return after, "object"  # المتمردون قتلوا العشرات
        if before is not None:
            return before, "subject"
        if after is None and side is Side.BEFORE and self.line.lexicon.grammar.harmed_may_wait:
            after = self._after(mark)
        if after is None and mark.first == self.line.sentence.first:
            after = self._inverted(mark)
        if after is not None:
            return after, "object"
        return self._waiting(mark), "waiting"

    def _inverted(self, mark: Mark) -> Group | None:
        """Those after a participle that opens the sentence (Killed in the raid were two boys)."""
        for verb in between(self.line, mark.end, mark.end + _INVERTED):
            if verb.does is Does.BE:
                found = next((each for each in self.groups if each.first >= verb.end), None)
                near = found is not None and unknown(self.line, verb.end, found.first) == 0
                return found if near and found is not None and found.effect is None else None
        return None

    def _passive(self, mark: Mark) -> bool:
        """Whether a form of 'be' stands before a participle."""
        pos = mark.first
        for before in reversed(between(self.line, max(self.line.sentence.first, pos - 6), pos)):
            if self.line.bare(before.end, pos) > 1:
                return False
            if before.does is Does.BE:
                return True
            if before.does not in {Does.LOOSE, Does.HARM, Does.AND}:
                return False
            pos = before.first
        return False

    def _after(self, mark: Mark) -> Group | None:
        """Those harmed right after a word: the object of a verb, those that a noun governs."""
        group = next((each for each in self.groups if each.first >= mark.end), None)
        if group is None or (group.governed and not self._of_bodies(mark, group)) or group.shared:
            return None
        if group.effect is not None:
            return self._died_of_wounds(mark, group)
        if group.part and not group.of_them:
            return None
        gap = between(self.line, mark.end, group.first)
        if not self._heads(mark, gap):
            if any(each.does not in _THROUGH for each in gap):
                return None
            plain = group.form is Form.FIGURE or self.line.lexicon.grammar.describes_first
            if unknown(self.line, mark.end, group.first) > int(plain):
                return None
        if group.unknown and not (group.plausible or self.line.bare(mark.end, group.first) == 0):
            return None
        if mark.entry.weak and not (group.noun or group.of_them):
            return None
        lost = mark.entry.weak and mark.entry.effect is Effect.MISSING
        if lost and group.definite and group.category is Category.FAMILIES:
            return None  # فقدت العائلة منزلها
        return self._beyond_doer(mark, group)

    def _of_bodies(self, mark: Mark, group: Group) -> bool:
        """Whether a preposition glued to a group leads from a noun to whose it is: جثث لأطفال."""
        place = self.line.place(group.first)
        glued = place < len(self.line.marks) and self.line.marks[place].governed
        noun = mark.entry.effect in {Effect.BODIES_RECOVERED, Effect.MISSING} and not mark.entry.weak
        return glued and noun and mark.end == group.first and (group.part or group.form is not Form.BARE)

    def _died_of_wounds(self, mark: Mark, group: Group) -> Group | None:
        """'وفاة خمسة جرحى': the wounded who died are told as dead; انتشال ستة شهداء: bodies recovered."""
        wounded = (
            (group.effect, mark.entry.effect) in _OVERRULED
            and group.rule == "noun"
            and mark.end in {group.first, group.end + 1}
        )
        if not wounded:
            return None
        group.effect = None
        return group

    def _heads(self, mark: Mark, gap: Sequence[Mark]) -> bool:
        """Whether a word of harm heads a figure after a colon (Injured: 364)."""
        if [each.does for each in gap] != [Does.CLAUSE] or self.line.tokens.word(mark.end) != ":":
            return False
        before = self.line.tokens.word(mark.first - 1) if mark.first > self.line.sentence.first else ""
        return not before.isalpha()

    def _beyond_doer(self, mark: Mark, group: Group) -> Group:
        """Where the language puts the doer before those harmed: قتل مسلحون خمسة مدنيين."""
        doer = group.definite or (group.form is Form.BARE and group.category is Category.COMBATANTS)
        noun = mark.entry.side is Side.AFTER and not doer
        if not self.line.lexicon.grammar.harmed_may_wait or noun or group.form is Form.FIGURE:
            return group
        other = next((each for each in self.groups if each.first >= group.end), None)
        if other is None or other.joined or other.governed or other.effect is not None:
            return group
        gap = between(self.line, group.end, other.first)
        if any(mark.does is not Does.SIDE for mark in gap) or self.line.bare(group.end, other.first) > _DOER:
            return group
        return other if other.form is Form.FIGURE or group.category is Category.COMBATANTS else group

    def _before(self, mark: Mark) -> Group | None:
        """Those harmed before a verb: the nearest group that nothing else governs."""
        if self._of_thing(mark):
            return None
        for group in reversed(self.groups):
            if group.end > mark.first:
                continue
            if mark.first - group.end > _BEFORE:
                return None
            if group.shared and self._relative(group, mark):
                return None
            if group.form is not Form.FIGURE and speaks(self.line, group):
                continue
            if group.shared and group.of_them and group.form is Form.FIGURE and mark.first - group.end <= 1:
                group.shared = False
                return group
            of_whole = group.part and (group.noun or not group.of_them)
            bare = mark.first == group.end and not group.noun
            beside = group.form is Form.FIGURE and (bare or self._told_at_once(group, mark))
            if group.of_them and not group.noun and self._set_off(group, mark):
                continue
            if of_whole or group.shared or (group.governed and not beside):
                continue
            if group.effect is not None and mark.entry.side is Side.BEFORE and mark.first == group.end:
                return self._died_of_wounds(mark, group)
            if group.effect is not None or (group.unknown and not group.plausible):
                return None
            return None if self._far(group, mark) or (mark.entry.weak and not group.noun) else group
        return None

    def _told_at_once(self, group: Group, mark: Mark) -> bool:
        """Whether a word of harm is told of a governed group: with 30 people wounded, … all of whom died."""
        marks = between(self.line, group.end, mark.first)
        described = mark.entry.side is Side.EITHER and unknown(self.line, group.end, mark.first) == 0
        if described and all(each.does in _AT_ONCE for each in marks):
            return True
        whole = self.line.lexicon.grammar.whole
        return any(each.does is Does.SHARE and each.entry.words[0] in whole for each in marks)

    def _of_thing(self, mark: Mark) -> bool:
        """Whether a verb that comes first is said of a thing after it: عندما أصيب منزلهما."""
        place = self.line.place(mark.end)
        after = self.line.marks[place] if place < len(self.line.marks) else None
        verb = mark.entry.side is Side.EITHER and mark.single
        first = verb and (self.line.lexicon.grammar.harmed_may_wait or not self._passive(mark))
        if first and after is not None and after.first == mark.end and after.does is Does.FIGURE:
            return all(group.first != after.first for group in self.groups)
        if not first or after is None or after.first != mark.end:
            return False
        return (after.does is Does.THING and not after.governed) or (
            after.does is Does.NEAR and after.entry.owned
        )

    def _set_off(self, group: Group, mark: Mark) -> bool:
        """Whether commas set a part off from the verb of its whole (seven, three of them boys, died)."""
        before = any(each.first < group.first and each.effect is None for each in self.groups)
        return before and any(each.does is Does.COMMA for each in between(self.line, group.end, mark.first))

    def _relative(self, group: Group, mark: Mark) -> bool:
        """Whether a clause between says the harm of a group before it (children who had fled)."""
        marks = between(self.line, group.end, mark.first)
        return bool(marks) and marks[0].does is Does.CLAUSE and mark.first - group.end <= _BARE_BEFORE

    def _far(self, group: Group, mark: Mark) -> bool:
        """Whether a group without a figure is too far from a verb to be its own."""
        if group.form is Form.FIGURE:
            return False
        if self.line.lexicon.grammar.harmed_may_wait and mark.entry.side is Side.EITHER:
            return mark.first - group.end > _DOER
        if group.form is Form.BARE:
            return mark.first - group.end > _BARE_BEFORE
        return mark.first - group.end > (_KNOWN_BEFORE if group.definite else _ONE_BEFORE)

    def _waiting(self, mark: Mark) -> Group | None:
        """Where the verb comes first: those harmed after other words of its clause."""
        if not self.line.lexicon.grammar.harmed_may_wait or mark.entry.side is not Side.EITHER:
            return None
        for group in self.groups:
            if group.first < mark.end or group.governed or group.shared or group.part:
                continue
            if group.first - mark.end > _WAITING or group.effect is not None or mark.entry.weak:
                return None
            if any(each.does in _ENDING for each in between(self.line, mark.end, group.first)):
                return None
            counted = group.form is Form.FIGURE and not group.unknown
            return group if counted or self._one_waits(mark, group) else None
        return None

    def _one_waits(self, mark: Mark, group: Group) -> bool:
        """Whether one person is told of after the place or time of the deed: قتل في القصف طفل."""
        if (
            group.form is not Form.ONE
            or group.definite
            or not group.noun
            or group.first - mark.end > _ONE_WAITS
        ):
            return False
        gap = between(self.line, mark.end, group.first)
        placed = (
            bool(gap) and gap[0].first == mark.end and gap[0].does in {Does.NEAR, Does.LOOSE, Does.CLAUSE}
        )
        return placed and all(each.does in _PLACING for each in gap)

    def _among(self) -> None:
        """'Seven children were among the dead': the words for the whole tell the harm of the part."""
        for mark in () if self.line.present.isdisjoint(_PARTS) else self.line.marks:
            if mark.does is not Does.SUBSET and not (mark.does is Does.AMONG and self._is_there(mark)):
                continue
            found, effect = self._before(mark), mark.entry.effect or self._known(mark) or self.usual
            if found is None or effect is None or found.effect is not None:
                continue
            if found.governed or not found.noun:
                continue
            marks = between(self.line, found.end, mark.first)
            if any(each.does is Does.BE for each in marks) or mark.first == found.end:
                found.part, found.parent = True, self.said
                give(found, effect, mark, "among")
                self._parts_before(found)

    def _is_there(self, mark: Mark) -> bool:
        """Whether a form of 'be' stands right before a word (were among)."""
        return any(each.does is Does.BE and each.end == mark.first for each in self.line.marks)

    def _known(self, mark: Mark) -> Effect | None:
        """The harm of the whole right after a word: five children were among the 12 killed."""
        whole = next((group for group in self.groups if group.first >= mark.end), None)
        near = whole is not None and unknown(self.line, mark.end, whole.first) == 0
        return whole.effect if near and whole is not None and whole.form is Form.FIGURE else None

    def _parts_before(self, group: Group) -> None:
        """Those joined before a part are parts as well."""
        for before in reversed(self.groups[: self.groups.index(group)]):
            if before.effect is not None or not joined_to(self.line, before, group, reach=0):
                return
            before.part = True
            group = before


#: What may stand between a word of harm and those harmed right after it.
_THROUGH = frozenset({Does.NONE, Does.LOOSE, Does.ARTICLE, Does.SIDE, Does.OTHERS, Does.CAUSE})
#: What may stand between a verb and one person who waits.
_PLACING = frozenset({Does.NEAR, Does.LOOSE, Does.CLAUSE, Does.THING, Does.MEASURE})
#: What tells of parts.
_PARTS = frozenset({Does.SUBSET, Does.AMONG})
#: What may stand between a figure and the participle that describes it (20 people seriously wounded).
_AT_ONCE = frozenset({Does.SEVERE, Does.LOOSE})
#: What a noun says happened, and the verb that tells more of the same people.
_OVERRULED = {(Effect.INJURED, Effect.KILLED), (Effect.KILLED, Effect.BODIES_RECOVERED)}
#: What ends the reach of a verb whose people wait.
_ENDING = frozenset({Does.SAYS, Does.HARM, Does.SUBSET, Does.CAUSE, Does.OF_THEM})
