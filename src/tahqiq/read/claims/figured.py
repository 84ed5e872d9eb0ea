"""A figure with the people that it counts: what is common to all languages."""

from __future__ import annotations

import msgspec

from tahqiq.language.numbers import Quantity
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Entry, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import Hedge

#: Words without even an order of size: of a whole they are no figure (many of them).
_UNTOLD = frozenset({Hedge.MANY, Hedge.UNSPECIFIED})
#: How far the words that tell who members are may stand from them (members of one extended family).
_TELLING = 6
#: How many words after a figure may tell how badly they are hurt (three of them critically).
_SEVERITY = 5
#: How many words may stand before the years of an age; below eighteen is a child.
_TO_AGE, _ADULT = 4, 18
#: Whom an age under eighteen makes children.
_MAYBE_YOUNG = frozenset({None, Category.PEOPLE, Category.WOMEN, Category.MEN})
#: Who they are is told by where they work: five workers at a hospital, سبعة من العاملين في منظمة.
_WORKERS = "workers"
_NEVER_ARMED = frozenset({Category.AID_WORKERS, Category.MEDICS, Category.JOURNALISTS})
_BEFORE_WHOSE = frozenset({Does.ARTICLE, Does.LOOSE})
_TOLD_BEYOND = frozenset({Does.LOOSE, Does.ARTICLE, Does.AMONG})


#: Of whom two are a man and a woman.
_HALVES = frozenset({"husbands", "fathers"})


def _how_badly(mark: Mark) -> bool:
    """Whether a phrase tells how badly those before it are hurt: in intensive care, في حالة حرجة."""
    entry = mark.entry
    hurt = entry.effect is Effect.INJURED and entry.side is Side.BEFORE
    return hurt and entry.weak and not mark.single


class Figured(msgspec.Struct, eq=False):
    """What has been read of a group so far.

    Attributes:
        line: the sentence.
        at: the mark that the group begins with.
        pos: the token after what has been read.
        head: the noun. ``category``, ``finer``: who they are. ``side``: what tells who members are.
        own: what the noun or a participle says happened; ``weak``: unless a verb tells another.
        others: said of others. ``of_them``: a part of what was told; ``of_effect``: of the dead;
            ``of_whom``: of so many of a kind (four of his six children).
        unknown: a word that the tables lack follows; ``plausible``: it looks like people.
        thing: no people are counted.
        joined: an 'and' is glued to the noun. ``letters``: how many letters are glued to it.
        before: the noun that stands before its figure.
    """

    line: Line
    at: int
    pos: int = 0
    head: Entry | None = None
    category: Category | None = None
    finer: str = ""
    side: Category | None = None
    own: Effect | None = None
    weak: bool = False
    others: bool = False
    of_them: bool = False
    of_effect: Effect | None = None
    of_whom: Category | None = None
    unknown: bool = False
    plausible: bool = False
    thing: bool = False
    joined: bool = False
    letters: int = 0
    before: Mark | None = None

    @property
    def mark(self) -> Mark:
        """What the group begins with."""
        return self.line.marks[self.at]

    def next(self, at: int, *, after: int) -> Mark | None:
        """The mark number ``at`` if it stands right after a token."""
        marks = self.line.marks
        return marks[at] if at < len(marks) and self.line.bare(after, marks[at].first) == 0 else None

    def take(self, entry: Entry) -> None:
        """Takes a noun: it is the head, and tells the category unless it takes that of others."""
        self.head = entry
        told = self.category is not None and (entry.generic or entry.category is Category.PEOPLE)
        if not told:
            self.category, self.finer = entry.category or self.category, entry.finer
        if entry.number == 2 and entry.kin and entry.finer in _HALVES and not entry.owned:
            self.category, self.finer = Category.PEOPLE, ""  # زوجان: a couple
        if entry.effect is not None:
            self.own, self.weak = entry.effect, entry.weak

    def tell(self) -> None:
        """Members, staff, dead: who they are is told by what stands before or soon after."""
        if self.head is None:
            self.category = self.category or self.side
            return
        if not self.head.generic and self.category is not None:
            return
        told = self.side or self._told_after()
        plain = self.category in {None, Category.PEOPLE}
        if told is not None and (plain or (self.category is Category.COMBATANTS and told in _NEVER_ARMED)):
            self.category = told

    def _told_after(self) -> Category | None:
        """The side named soon after members: members of the security forces, ضحايا من المدنيين."""
        line, told, pos = self.line, False, self.pos
        for mark in line.marks[line.place(self.pos) :]:
            if mark.first - self.pos > _TELLING or line.bare(pos, mark.first) > int(told):
                return None
            beside, pos = pos == self.pos, mark.end
            entry = mark.entry
            if mark.does is Does.SIDE:
                return entry.category
            if mark.does is Does.NOUN and entry.category is Category.FAMILIES:
                return Category.PEOPLE
            if mark.does is Does.NOUN and told and entry.number == 3 and entry.effect is None:
                return entry.category
            works = beside and mark.does is Does.NEAR and self.finer == _WORKERS
            of = works or mark.does is Does.AMONG or entry.words == line.of
            told = of or (told and mark.does in _BEFORE_WHOSE)
            if mark.does not in _TOLD_BEYOND and not told:
                return None
        return None

    def predicate(self, at: int, end: int) -> None:
        """What part of a whole they are: five of them (were) children, تسعة منهم مصابون."""
        self.pos = end
        while (mark := self.next(at, after=end)) is not None:
            if mark.does not in {Does.BE, Does.LOOSE}:
                break
            end, at = mark.end, at + 1
        if self.children_by_age(end):
            return
        if mark is not None and mark.does is Does.ARTICLE and not mark.entry.definite and self.single:
            mark = self.next(at + 1, after=mark.end)
        if mark is not None and (mark.does is Does.FROM or mark.entry.words == self.line.of):
            mark = self._belonging(at + 1, mark.end)
        if mark is not None and mark.does is Does.NOUN and (mark.entry.number != 1 or self.single):
            self.take(mark.entry)
            self.pos = mark.end

    def _belonging(self, at: int, end: int) -> Mark | None:
        """Who they are of: أربعة منهم من قوات حفظ السلام, four of them from the security forces."""
        mark = self.next(at, after=end)
        if mark is not None and mark.does is Does.ARTICLE:
            mark = self.next(at + 1, after=mark.end)
        if mark is not None and mark.does is Does.SIDE:
            self.side = mark.entry.category
        return mark if mark is not None and mark.does is Does.NOUN and mark.entry.number == 3 else None

    def children_by_age(self, pos: int) -> bool:
        """Whether an age after a token makes children of them (six of them under 18; sisters aged 6)."""
        line = self.line
        while pos < line.sentence.last and line.tokens.words[pos] == ",":
            pos += 1
        if pos >= line.sentence.last or line.tokens.words[pos] not in line.lexicon.grammar.younger:
            return False
        for mark in line.marks[line.place(pos) :]:
            if mark.first - pos > _TO_AGE:
                return False
            years = mark.age if mark.figure is None else mark.figure.count.max
            if years is not None:
                young = years <= _ADULT
                if young:
                    self.category, self.finer, self.pos = Category.CHILDREN, "", mark.end
                return young
        return False

    @property
    def single(self) -> bool:
        """Whether the figure is one."""
        figure = self.mark.figure
        return figure is not None and figure.value == 1

    def severe(self) -> bool:
        """Whether words of severity follow."""
        marks = self.line.marks[self.line.place(self.pos) :]
        while len(marks) > 1 and marks[0].does is Does.BE:
            marks = marks[1:]  # three were moderately wounded
        if len(marks) > 1 and marks[0].does is Does.SEVERE and marks[1].does is Does.HARM:
            return False  # two critically hurt
        for mark in marks:
            if mark.does is Does.HARM and _how_badly(mark):
                return mark.first - self.pos <= _SEVERITY
            if mark.first - self.pos > _SEVERITY or mark.does in {
                Does.COMMA,
                Does.HARM,
                Does.FIGURE,
                Does.NOUN,
            }:
                return False
            if mark.does is Does.SEVERE:
                return True
        return False

    def group(self, figure: Quantity) -> Group:
        """The group as read."""
        tokens, mark = self.line.tokens, self.mark
        self.tell()
        if self.category in _MAYBE_YOUNG and (self.head is None or self.head.effect is None):
            self.children_by_age(self.pos if self.head is not None else mark.end)
        if self.head is None and self.side is None and self.own is None and not (self.of_them or self.others):
            self.pos = self.pos if self.category is Category.CHILDREN else mark.end
        first, start = mark.first, figure.start
        if self.before is not None:
            first, start = self.before.first, tokens.inside(self.before.first, self.letters)
        elif self.letters:
            start = max(start, tokens.inside(first, self.letters))
        aged = self.head is None and self.category is Category.CHILDREN
        noun = self.head is not None or aged or (self.side is not None and not self.unknown)
        return Group(
            first=first,
            end=max(self.pos, mark.end),
            start=start,
            form=Form.FIGURE,
            count=figure.count,
            hedge=figure.hedge,
            category=self.category or self.of_whom,
            finer=self.finer,
            generic=self.head is None or self.head.generic,
            noun=noun,
            loss=self.head is not None and self.head.does is Does.LOSS,
            unknown=self.head is None and self.unknown,
            plausible=self.plausible,
            owned=self.head is not None and self.head.owned,
            kin=self.head is not None and self.head.kin,
            others=self.others,
            joined=self.joined,
            own=self.of_effect or self.own,
            weak=self.weak or self.of_effect is not None,
            of_them=self.of_them,
            part=self.of_them,
            shared=self.of_them and figure.hedge in _UNTOLD,
            severe=not noun and self.severe(),
            figure=figure,
        )
