"""Which group of people a word of harm speaks of.

The words come in a few orders, the same in all languages: those harmed stand right after the word
(killed 27, مقتل 27), or before it (27 were killed, 27 قتلوا), or wait after other words (قتل في القصف 27).
What is joined to a group shares its harm; a part takes the harm of its whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from tahqiq.read.claims.appositions import leave_out_appositions
from tahqiq.read.claims.around import between, joined_to, speaks, unknown
from tahqiq.read.claims.clauses import described_by_clause
from tahqiq.read.claims.companions import loser_before, lost_relatives
from tahqiq.read.claims.falling import read_falling
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.joining import joined_harms
from tahqiq.read.claims.labels import labelled, list_begins
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.read.claims.merging import merged
from tahqiq.read.claims.parts import mark_parts
from tahqiq.read.claims.reaching import (
    after_owner,
    beyond_doer,
    died_there,
    heads,
    mourned,
    numbered,
    of_bodies,
    taken,
    whose,
)
from tahqiq.read.claims.sharing import give, share_lists, taken_captive
from tahqiq.read.claims.subjects import (
    ended,
    far,
    finds,
    genitive,
    of_pronoun,
    of_thing,
    only_says_who,
    other_clause,
    part_of,
    passive,
    relative,
    says_how,
    set_off,
    told_at_once,
)
from tahqiq.read.claims.suffering import read_suffering
from tahqiq.read.claims.unnamed import somebody
from tahqiq.read.claims.waiting import waiting
from tahqiq.read.claims.weighing import (
    died_of_wounds,
    lost_limbs,
    of_governed,
    only_some,
    only_whose,
    too_weak,
)
from tahqiq.vocab.claims import Effect
from tahqiq.vocab.counts import UNKNOWN

#: How many words may stand between a group and the verb after it.
_BEFORE = 30
#: How far the verb may stand from a participle that opens its sentence.
_INVERTED = 8
#: How far words that say how they were hurt may stand from the verb.
_HOW = 20
#: How many words of a name may stand between one person and who is joined.
_NAMED = 3
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
        leave_out_appositions(line, self.groups)
        self._continued()
        for group in self.groups:
            if group.own is not None and not group.weak:
                give(group, group.own, None, "noun")
            if taken_captive(line, group):
                give(group, Effect.DETAINED, None, "object")
        words = [mark for mark in line.doing(Does.HARM) if self._speaks_of_harm(mark)]
        self._among(sure=True)
        read_suffering(line, self.groups)
        self._attach([mark for mark in words if not mark.entry.weak])
        lost = [mark for mark in words if lost_relatives(line, self.groups, mark) is not None]
        self._attach(lost)
        share_lists(line, self.groups)
        read_falling(line, self.groups)
        self._attach([mark for mark in words if mark.entry.weak and mark not in lost])
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
        opened = [mark for mark in self.line.doing(Does.SUBSET) if mark.entry.effect]
        begun = None if opened else list_begins(self.line)
        if begun is not None:
            return begun[1]
        goes_on = self.listing is not None and any(group.own is self.listing for group in self.groups)
        return opened[-1].entry.effect if opened else self.listing if goes_on else None

    def _attach(self, words: Sequence[Mark]) -> None:
        """Finds those harmed of each word of harm, the nearest first."""
        if not words:
            return
        told = joined_harms(self.line, words, self.groups)
        if len(told) > 1:
            told.sort(key=lambda each: self._distance(each.mark))
        for mark, effect, then in told:
            if mark.entry.weak and (self._told_before(mark) or only_some(self.line, mark)):
                continue
            found, rule = self._choice(mark)
            if found is not None:
                lost = rule == "object" and (found.owned or loser_before(self.line, mark))
                lost = lost and effect is Effect.MISSING and mark.entry.weak
                if mark.entry.weak and effect is Effect.MISSING and lost_limbs(self.line, found):
                    effect = Effect.INJURED
                give(found, Effect.KILLED if lost else effect, mark, rule)
                if then is not None:
                    self._add(replace(found, effect=None), then, mark, rule)
            elif (other := somebody(self.line, mark)) is not None:
                self._add(other[0], effect, mark, other[1])
            elif (person := described_by_clause(self.line, self.groups, mark)) is not None:
                self._add(person, effect, mark, "subject")

    def _add(self, person: Group, effect: Effect, mark: Mark, rule: str) -> None:
        """Gives somebody a harm who may be none of the groups yet."""
        give(person, effect, mark, rule)
        if person not in self.groups:
            self.groups = sorted([*self.groups, person], key=lambda group: group.first)

    def _speaks_of_harm(self, mark: Mark) -> bool:
        """Whether a word of harm is looked at by itself: it is in no group, and no noun (the dead)."""
        if self._used(mark) or (mark.entry.definite and mark.entry.side is Side.AFTER):
            return False  # مراسم التشييع: a noun with the article governs nobody
        place = self.line.place(mark.first) - 1
        before = self.line.marks[place] if place >= 0 else None
        if before is not None and died_there(before, mark):
            return False
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
        lost = lost_relatives(self.line, self.groups, mark)
        if lost is not None:
            return lost, "object"
        dead = mourned(self.line, self.groups, mark)
        if dead is not None:
            return dead, "object"
        known = whose(self.line, self.groups, mark)
        if known is not None:
            return known, "subject"
        side = mark.entry.side
        after = None if side is Side.BEFORE else self._after(mark)
        if after is not None and (side is Side.AFTER or not passive(self.line, mark)):
            return after, "object"
        before = None if side is Side.AFTER else self._before(mark)
        if before is not None and before.form is Form.BARE and side is Side.BEFORE:
            after = self._after(mark) if self.line.lexicon.grammar.harmed_may_wait else None
            if after is not None and after.first == mark.end:
                return after, "object"  # المتمردون قتلوا العشرات
        if before is not None:
            return before, "subject"
        verb = self.line.lexicon.grammar.harmed_may_wait and not says_how(self.line, mark)
        if after is None and side is Side.BEFORE and verb:
            after = self._after(mark)
        if after is None and self._opens(mark):
            after = self._inverted(mark)
        if after is not None:
            return after, "object"
        return waiting(self.line, self.groups, mark), "waiting"

    def _opens(self, mark: Mark) -> bool:
        """Whether a word of harm opens its sentence: Also hurt was the driver."""
        before = self.line.marks[: self.line.place(mark.first)]
        loose = all(each.does is Does.LOOSE for each in before)
        return loose and self.line.bare(self.line.sentence.first, mark.first) == mark.first - (
            self.line.sentence.first
        ) == sum(each.end - each.first for each in before)

    def _inverted(self, mark: Mark) -> Group | None:
        """Those after a participle that opens the sentence (Killed in the raid were two boys)."""
        for verb in between(self.line, mark.end, mark.end + _INVERTED):
            if verb.does is Does.BE:
                found = next((each for each in self.groups if each.first >= verb.end), None)
                near = found is not None and unknown(self.line, verb.end, found.first) == 0
                return found if near and found is not None and found.effect is None else None
        return None

    def _after(self, mark: Mark) -> Group | None:
        """Those harmed right after a word: the object of a verb, those that a noun governs."""
        group = next((each for each in self.groups if each.first >= mark.end), None)
        if group is None or (group.governed and not of_bodies(self.line, mark, group)) or group.shared:
            return None
        if group.effect is not None:
            return died_of_wounds(self.line, mark, group)
        if group.form is Form.ONE and group.first == mark.end and self._joins_next(group):
            return None  # ابن عمي استشهد ومرته في العناية
        if group.part and not group.of_them:
            return None
        begin = after_owner(self.line, mark, group)
        gap = between(self.line, begin, group.first)
        if not heads(self.line, mark, gap):
            if any(each.does not in _THROUGH for each in gap):
                counted = numbered(self.line, mark, group, gap) or taken(self.line, mark, group, gap)
                return group if counted else None
            plain = group.form is Form.FIGURE or self.line.lexicon.grammar.describes_first
            if unknown(self.line, begin, group.first) > int(plain):
                return None
        if group.unknown and not (group.plausible or self.line.bare(mark.end, group.first) == 0):
            return None
        if mark.entry.weak and too_weak(self.line, mark, group):
            return None
        return beyond_doer(self.line, self.groups, mark, group)

    def _joins_next(self, group: Group) -> bool:
        """Whether a glued 'and' right after a verb begins what is told of somebody else."""
        return group.joined and self.line.lexicon.grammar.harmed_may_wait

    def _of_told(self, group: Group) -> bool:
        """Whether a group is a part of what was told before: thirteen of the patients did not survive."""
        return group.of_them and (group.parent is None or group.parent not in self.groups)

    def _before(self, mark: Mark) -> Group | None:
        """Those harmed before a verb: the nearest group that nothing else governs."""
        if of_thing(self.line, self.groups, mark) or finds(self.line, mark) or of_pronoun(self.line, mark):
            return None
        for group in reversed(self.groups):
            if group.end > mark.first:
                continue
            if (
                mark.first - group.end > _BEFORE
                or ended(self.line, group, mark)
                or other_clause(self.line, group, mark)
            ):
                return None
            if group.shared and relative(self.line, group, mark):
                return None
            if only_says_who(self.line, self.groups, group, mark) or genitive(self.line, self.groups, group):
                continue
            if group.form is not Form.FIGURE and (
                speaks(self.line, group) or only_whose(self.line, self.groups, group)
            ):
                continue
            vague = mark.entry.words[0] == self.line.lexicon.grammar.company and group.count == UNKNOWN
            near = mark.first - group.end <= 1 and not vague  # not: several of them with burns
            if group.shared and group.of_them and group.form is Form.FIGURE and near:
                group.shared = False
                return group
            of_whole = group.part and (group.noun or not group.of_them) and not self._of_told(group)
            bare = mark.first == group.end and not group.noun
            beside = group.form is Form.FIGURE and (bare or told_at_once(self.line, group, mark))
            if group.of_them and not group.noun and set_off(self.line, self.groups, group, mark):
                continue
            if of_whole or group.shared or (group.governed and not beside):
                continue
            if group.effect is not None and mark.entry.side is Side.BEFORE and mark.first == group.end:
                return died_of_wounds(self.line, mark, group)
            if group.effect is not None and (part := part_of(self.line, self.groups, group)) is not None:
                return part
            if group.effect is not None or (group.unknown and not group.plausible):
                return None
            if mark.entry.weak and of_governed(self.groups, group):
                return None
            finder = mark.entry.weak or mark.entry.effect is Effect.BODIES_RECOVERED
            doer = finder and mark.entry.side is Side.EITHER and group.form is Form.BARE
            if doer and self.line.lexicon.grammar.describes_first and not passive(self.line, mark):
                return None  # officers seized 12 belts
            named = group.noun or group.others
            named = named and not (group.others and group.form is Form.BARE)  # والباقي راحوا
            return None if far(self.line, group, mark) or (mark.entry.weak and not named) else group
        return None

    def _among(self, *, sure: bool = False) -> None:
        """'Seven children were among the dead': the words for the whole tell the harm of the part.

        Args:
            sure: whether only those are read of whom the words tell the harm, right after a form of 'be'.
        """
        for mark in () if self.line.present.isdisjoint(_PARTS) else self.line.marks:
            among = mark.does is Does.AMONG and (self._is_there(mark) or self._known(mark) is not None)
            if mark.does is not Does.SUBSET and not among:
                continue
            if sure and not (mark.entry.effect is not None and _right_after_be(self.line, mark)):
                continue
            if mark.entry.words[0] in self.line.lexicon.grammar.naming:
                continue  # officials identified the dead as …
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
        return any(each.end == mark.first for each in self.line.doing(Does.BE))

    def _known(self, mark: Mark) -> Effect | None:
        """The harm of the whole right after a word: five children were among the 12 killed."""
        whole = next((group for group in self.groups if group.first >= mark.end), None)
        near = whole is not None and unknown(self.line, mark.end, whole.first) == 0
        return whole.effect if near and whole is not None and whole.form is Form.FIGURE else None

    def _parts_before(self, group: Group) -> None:
        """Those joined before a part are parts as well."""
        for before in reversed(self.groups[: self.groups.index(group)]):
            reach = _NAMED if before.form is Form.ONE else 0  # a pharmacist, Omar Darwan, and his assistant
            if before.effect is not None or not joined_to(self.line, before, group, reach=reach):
                return
            before.part = True
            group = before


def _right_after_be(line: Line, mark: Mark) -> bool:
    """Whether a form of 'be' stands right before a word: were among the dead."""
    place = line.place(mark.first)
    return place > 0 and line.marks[place - 1].does is Does.BE and line.marks[place - 1].end == mark.first


#: What may stand between a word of harm and those harmed right after it.
_THROUGH = frozenset({Does.NONE, Does.LOOSE, Does.ARTICLE, Does.SIDE, Does.OTHERS, Does.CAUSE})
#: What tells of parts.
_PARTS = frozenset({Does.SUBSET, Does.AMONG})
