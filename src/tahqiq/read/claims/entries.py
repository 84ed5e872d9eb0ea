"""What a word or phrase of a language does, and how a language orders its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import get_annotations
from typing import ClassVar, TypeVar, cast

from tahqiq.vocab.claims import Category, Effect

_Kind = TypeVar("_Kind", bound=int)


def numbered(kind: type[_Kind]) -> type[_Kind]:
    """Gives each name that a class declares its number, from 1; what stands for the class holds those alone.

    No Enum, and at run time no class: every rule asks for several names at every word, and before Python
    3.12 the interpreter remembers where it found an attribute of an object, but not that of a class.
    """
    names = _Names()
    for number, name in enumerate(get_annotations(kind), start=1):
        setattr(names, name, kind(number))
    return cast("type[_Kind]", names)


class _Names:
    """Numbers by their names."""


@numbered
class Does(int):
    """What a word or phrase does."""

    NOUN: ClassVar[Does]  # people: civilians, أطفال
    LOSS: ClassVar[Does]  # counted harm: deaths, إصابات
    HARM: ClassVar[Does]  # what happened to those beside it: killed, مقتل
    CAUSE: ClassVar[Does]  # what brings harm about: caused, أسفر عن
    LOOSE: ClassVar[Does]  # may stand between: reportedly, unarmed, سوريا
    SIDE: ClassVar[Does]  # tells who a generic noun is: army, medical, الدفاع المدني
    OTHERS: ClassVar[Does]  # others, آخرون
    SUBSET: ClassVar[Does]  # opens a part: including, بينهم
    OF_THEM: ClassVar[Does]  # after a figure: of them, منهم
    SHARE: ClassVar[Does]  # a part without a figure: most of them, معظمهم
    AND: ClassVar[Does]
    BE: ClassVar[Does]  # were, have been
    DOER: ClassVar[Does]  # who did it follows: by, على يد
    NEAR: ClassVar[Does]  # a preposition: what follows is no victim
    CLAUSE: ClassVar[Does]  # another clause begins: who, after, بينما
    NOT: ClassVar[Does]
    NONE: ClassVar[Does]  # nobody, أحد after a denial
    DENIES: ClassVar[Does]
    SILENT: ClassVar[Does]  # no reports of
    MAY: ClassVar[Does]  # could, if, to avoid
    CHANGE: ClassVar[Does]  # rose to, ارتفعت إلى
    FROM: ClassVar[Does]  # up from, from
    TO: ClassVar[Does]  # to, at, إلى: before the figure of a toll
    TOLL: ClassVar[Does]  # toll, number of, حصيلة
    EARLIER: ClassVar[Does]  # previously, كان
    PERIOD: ClassVar[Does]  # since, over the past
    THING: ClassVar[Does]  # strikes, houses: no people
    SEVERE: ClassVar[Does]  # critically, بحالة حرجة
    SAYS: ClassVar[Does]  # said, أفاد
    SPARED: ClassVar[Does]  # saved, rescued: no harm
    FAMILY_OF: ClassVar[Does]  # consisting of, مؤلفة من
    ARTICLE: ClassVar[Does]  # a, the, his
    FIGURE: ClassVar[Does]  # a count
    MEASURE: ClassVar[Does]  # a figure that counts nobody: an age, a date, a distance
    COMMA: ClassVar[Does]
    OPEN: ClassVar[Does]  # a bracket
    CLOSE: ClassVar[Does]
    AMONG: ClassVar[Does]  # casualties among civilians
    UNHARMED: ClassVar[Does]  # those before it came to no harm
    UNPROVEN: ClassVar[Does]  # a drill, insufficient evidence: nothing in the sentence is claimed


@numbered
class Side(int):
    """Where those harmed stand, seen from the word of harm."""

    AFTER: ClassVar[Side]
    BEFORE: ClassVar[Side]
    EITHER: ClassVar[Side]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a table.

    Attributes:
        words: its compared words.
        does: what it does.
        effect: of a harm, a loss, a noun for victims, a part ('among the dead'), a toll.
        category: of a noun, or of what tells who a generic noun is.
        finer: the finer word for the category, or ''.
        number: 1, 2 or 3 for one, two, many; 0 where the form tells neither.
        side: of a harm.
        generic: a noun that takes the category of what describes it (civilian deaths).
        kin: a noun of kinship: 'his wife' is one person.
        weak: of a noun, its effect holds only where no verb tells another (victims were displaced); of a
            harm, it is one only beside a noun for people (the town lost 20 residents).
        definite: the article is glued to it, or it is of that kind ('the').
        joined: a glued 'and' stands before it.
        governed: a glued preposition stands before it.
        owned: a glued pronoun follows it.
        letters: how many glued letters stand before it.
        other: what it is when its last letter is written as it is compared: والده is his father, and
            والدة, which is compared alike, a mother.
    """

    words: tuple[str, ...]
    does: Does
    effect: Effect | None = None
    category: Category | None = None
    finer: str = ""
    number: int = 0
    side: Side = Side.EITHER
    generic: bool = False
    kin: bool = False
    weak: bool = False
    definite: bool = False
    joined: bool = False
    governed: bool = False
    owned: bool = False
    letters: int = 0
    other: Entry | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language orders its words.

    Attributes:
        describes_first: adjectives stand before their noun.
        harmed_may_wait: other words may stand between a verb and those harmed (قتل في القصف خمسة).
        joining: letters glued before a word that join; ``prepositions`` that govern; ``article``.
        owners: letters glued after a noun that say whose (زوجته).
        owned_endings: an ending and what it becomes before an owner (ة → ت).
        plural: the regular ending of the plural, '' where every plural is given.
        accusative: a letter added to an indefinite noun, or ''.
        dual: endings of the dual, nominative first.
        dual_endings: an ending and what it becomes before that of the dual.
        strong_plural: the ending of the sound plural, and the same after a preposition, which its dual
            may share (مدنيين): it is then read as the plural.
        construct: an ending of the plural and what it becomes before an owner that is a word.
        people_endings: endings of plurals that mostly mean people (beekeepers).
        capitals: names begin with a capital letter; ``name_particles``: small words within names;
            ``naming``: words between a person and the name (a neighbour called Umm Jaber).
        pronouns: of one person, as the subject of a verb (he was killed).
        rolls: words for a list of people (names of the victims); joined_names: names that begin with a letter
            that joins (وليد); given: names that people are given, where no capital tells a name.
        excepting: words after which a denial holds no more (nobody but the driver).
        then: words that put one figure after another in time (at nine, then 22); speaking: words of telling
            whose whole news may be a figure (spoke of 60).
        within: the word between the two figures of a share (3 in 4).
        alive: words that say of somebody found that they live.
        taking: verbs whose people a glued preposition governs (أودت الغارة بمدنيين).
        alleged: words for what is denied (dismissed as false the reports that …).
        untrue: words that deny what was alleged before them, or right after (was false; false reports).
        captive: nouns that say after a group that it was taken (took ten others hostage).
        captives: nouns for people who were taken, right after a verb of ``capturing`` (took four prisoners).
        falling: verbs that say of people after them that they died (سقوط ستة مدنيين).
        relative: words that begin a clause about somebody (الذي أصيب).
        youngest: the last word of what opens a part that is one (the youngest was, أصغرهم).
        namely: words before who they were of whom harm was told (قتل من كان بداخلها، وهم …).
        mourning: verbs of telling that somebody died, whose object they are (نعت النقابة الزميلين).
        demanding: words of demanding something for people (to know their fate).
        fatally: words that say of some alone that they died (two were shot, one fatally).
        suffering: verbs whose object is a wound (sustained a light injury).
        limbs: nouns for a part of the body that somebody lost (فقد ثلاثة أطرافهم).
        years: words after a number that is an age (سلمى 3 سنوات).
        aged: words between somebody and an age (ابنته البالغة عشرة أعوام).
        whole_verbs: verbs before what part of a whole they are (nineteen of the 24 dead were children).
        ordinals: first, second, … in order (the seventh journalist to be killed).
        reporting: words of telling that may stand between others as well (earlier they reported 16).
        dying: verbs that are said of whoever died alone, so that a name may follow (استشهد محمد الأحمد);
            adverbs: words that begin no name after them.
        who: words that begin a clause about people (a guide who tried to run); accounting: words between
            who they are and how many of a whole they were (women accounted for 139 of the deaths).
        of: the word between a figure and a known whole (27 of the dead).
        sized: words tied to a figure that tell the size of a family (a five-member family).
        collectives: nouns of which a part is people (seven of its team).
        whole: words that say a harm of the whole before them (carrying 11 soldiers, all of whom died).
        company: the word before others harmed with somebody (was killed with 20 others).
        beside: words that join somebody harmed after the verb (was killed alongside her driver).
        younger: words before an age that make children of whoever is counted (six of them under 18).
        both: words that make a plural two (both men); ``pairs``: plurals of which one has two (his parents).
    """

    describes_first: bool = True
    harmed_may_wait: bool = False
    joining: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    article: str = ""
    owners: tuple[str, ...] = ()
    owned_endings: Mapping[str, str] = field(default_factory=dict)
    plural: str = ""
    accusative: str = ""
    dual: tuple[str, ...] = ()
    dual_endings: Mapping[str, str] = field(default_factory=dict)
    strong_plural: tuple[str, ...] = ()
    construct: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    people_endings: tuple[str, ...] = ()
    capitals: bool = False
    name_particles: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()
    joined_names: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    excepting: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    within: str = ""
    alive: tuple[str, ...] = ()
    taking: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    youngest: tuple[str, ...] = ()
    namely: tuple[str, ...] = ()
    alleged: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    captive: tuple[str, ...] = ()
    captives: tuple[str, ...] = ()
    capturing: tuple[str, ...] = ()
    mourning: tuple[str, ...] = ()
    demanding: tuple[str, ...] = ()
    fatally: tuple[str, ...] = ()
    suffering: tuple[str, ...] = ()
    limbs: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()
    whole_verbs: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    dying: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    accounting: tuple[str, ...] = ()
    sized: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    company: str = ""
    younger: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
