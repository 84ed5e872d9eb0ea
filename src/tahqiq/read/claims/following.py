"""Nouns in languages that name before they describe: 12 مدنيا, 15 شخصا مدنيا, عنصرا من الدفاع المدني."""

from __future__ import annotations

import re

from tahqiq.read.claims.described import formed, others
from tahqiq.read.claims.figured import Figured
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Entry, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import CountRange, Hedge

_NAMES = frozenset({Does.NOUN, Does.LOSS})
_OF_WHOM = frozenset({Does.NOUN, Does.SIDE, Does.LOOSE, Does.LOSS})
_REACHED = frozenset({Does.HARM, Does.TO, Does.CHANGE})


def noun_of_figure(reader: Figured) -> None:
    """Reads the noun right after a figure, and what describes it."""
    line, at = reader.line, reader.at + 1
    while (mark := reader.next(at, after=reader.pos)) is not None:
        if not _goes_on(reader, mark, at):
            return
        reader.pos = mark.end
        at += 1
    if at < len(line.marks) and line.bare(reader.pos, line.marks[at].first) == 0:
        return
    _unknown_noun(reader)


def _goes_on(reader: Figured, mark: Mark, at: int) -> bool:
    """Takes a mark into the group: whether the search for its noun goes on."""
    does, free = mark.does, not mark.joined and not mark.governed
    if does is Does.OF_THEM or (does is Does.SUBSET and _of_those(reader, mark, at)):
        reader.of_them, reader.of_effect = True, mark.entry.effect
        reader.predicate(at + 1, mark.end)
    elif _is_loss(reader, mark, at):
        reader.head, reader.own, reader.pos = mark.entry, mark.entry.effect, mark.end
    elif does in _NAMES and free and _of_known(reader, mark):
        return False
    elif does in _NAMES and free:
        reader.take(mark.entry)
        reader.pos = mark.end
        describe(reader, at + 1)
    elif does is Does.NEAR and mark.entry.words == reader.line.of and not mark.joined:
        return _of_whom(reader, mark, at)
    elif does is Does.OTHERS and not mark.governed:
        reader.others = True
        return True
    elif does is Does.THING and free and not reader.others:
        reader.thing = True
    else:
        return does is Does.LOOSE and free
    return False


def _of_known(reader: Figured, mark: Mark) -> bool:
    """Whether a figure with the article counts those before it, and nobody after: القتلى الثلاثة رضيعة."""
    article = reader.line.lexicon.grammar.article
    known = bool(article) and reader.line.tokens.words[reader.mark.first].startswith(article)
    return known and mark.entry.number == 1 and not mark.entry.definite


def _of_whom(reader: Figured, mark: Mark, at: int) -> bool:
    """'of' and a noun: 12 من المدنيين, 5 من عناصر الجيش."""
    following = reader.next(at + 1, after=mark.end)
    if following is None or following.does not in _OF_WHOM:
        return False
    if following.does is Does.SIDE or following.entry.category is Category.FAMILIES:
        told = following.entry.category
        reader.side = Category.PEOPLE if told is Category.FAMILIES else told
        return False
    return True


def _is_loss(reader: Figured, mark: Mark, at: int) -> bool:
    """A noun of harm after a figure is what is counted (205 إصابة), unless it begins anew."""
    plain = mark.does is Does.HARM and mark.entry.side is Side.AFTER and len(mark.entry.words) == 1
    if not plain or mark.joined or mark.governed:
        return False
    after = reader.next(at + 1, after=mark.end)
    return after is None or after.does not in {Does.FIGURE, Does.NOUN}


def _of_those(reader: Figured, mark: Mark, at: int) -> bool:
    """Whether a word for a part is of the figure before it (تسعة منهم مصابون), and opens no list."""
    following = reader.next(at + 1, after=mark.end)
    if mark.joined or mark.first != reader.mark.end or (following and following.does is Does.FIGURE):
        return False
    if following is None or following.does is not Does.NOUN:
        return True
    before = reader.line.marks[reader.at - 1] if reader.at else None
    told = before is not None and before.does in _REACHED and before.end == reader.mark.first
    return not told and following.entry.number == 3


def _unknown_noun(reader: Figured) -> None:
    """A word after the figure that no table knows may be its noun, unless letters are glued to it."""
    grammar, word = reader.line.lexicon.grammar, reader.line.tokens.word(reader.pos)
    glued = word.startswith((*grammar.joining, *grammar.prepositions, grammar.article))
    if word.isalpha() and reader.pos < reader.line.sentence.last and not glued:
        reader.unknown = True
        reader.plausible = word.endswith(grammar.people_endings)


def describe(reader: Figured, at: int) -> None:
    """What stands after the noun and says more of it: شخصا مدنيا, طفلان شقيقان, مدنيا آخرين."""
    line = reader.line
    while at < len(line.marks):
        mark = line.marks[at]
        if mark.joined or line.bare(reader.pos, mark.first) > 1:
            return
        if mark.does is Does.NEAR and (end := _year_of_life(line, at)):
            reader.pos, at = end, line.place(end)
            continue
        entry = _second(line, mark) if mark.does is Does.FIGURE else mark.entry
        members = reader.head is not None and reader.head.generic and reader.head.number == 3
        if entry.category is Category.FAMILIES and members and mark.first == reader.pos and not mark.governed:
            reader.pos, at = mark.end, at + 1  # أفراد عائلة واحدة
            continue
        if entry.does is Does.NOUN and (_object(line, reader.pos, mark) or _whose(reader, entry)):
            return
        if entry.does is Does.NOUN and not mark.governed and _agrees(reader, entry):
            if entry.effect is not None:
                reader.own = entry.effect
            elif _says_who(reader, entry):
                reader.category, reader.finer = entry.category, entry.finer
        elif mark.does is Does.OTHERS:
            reader.others = True
        elif mark.does is not Does.LOOSE or mark.governed:
            return
        reader.pos = mark.end
        at += 1


def _says_who(reader: Figured, entry: Entry) -> bool:
    """Whether a noun after another tells the category: شخصا مدنيا, ناشطا إعلاميا."""
    if entry.category is Category.PEOPLE:
        return False
    head = reader.head
    return head is None or head.generic or (head.category is Category.PEOPLE and entry.category in _CALLINGS)


#: What tells more of people than their own noun does.
_CALLINGS = frozenset({Category.JOURNALISTS, Category.MEDICS, Category.AID_WORKERS, Category.CIVILIANS})


def _whose(reader: Figured, entry: Entry) -> bool:
    """Whether a noun says whose relative somebody is, and does not describe them: والد الضحية."""
    head = reader.head
    return head is not None and head.kin and entry.definite and not head.definite and not head.owned


def _object(line: Line, pos: int, mark: Mark) -> bool:
    """Whether a noun's case says that it does not describe the one before it: أردى قناص شابا."""
    ending = line.lexicon.grammar.accusative
    if not ending or mark.entry.number != 1 or not mark.single:
        return False
    before, word = line.tokens.words[pos - 1], line.tokens.words[mark.first]
    return word.endswith(ending) and not before.endswith(ending)


def _year_of_life(line: Line, at: int) -> int | None:
    """The token after an age told by an ordinal (في الرابعة من عمرها); None where a mark begins none."""
    ordinal = line.marks[at + 1] if at + 1 < len(line.marks) else None
    if ordinal is None or ordinal.does is not Does.OTHERS or not ordinal.entry.definite:
        return None
    if ordinal.first != line.marks[at].end or line.marks[at].joined:
        return None
    of = line.marks[at + 2] if at + 2 < len(line.marks) else None
    if of is None or of.first != ordinal.end or of.entry.words != line.of or line.known(of.end):
        return ordinal.end
    return of.end + 1


def _second(line: Line, mark: Mark) -> Entry:
    """The noun of a figure that is a noun in the dual (قتيلان مدنيان)."""
    figure = mark.figure
    if figure is None or figure.noun_start is None or line.holding(figure.noun_start) != mark.first:
        return mark.entry
    found = (one for one in line.lexicon.of(line.tokens.words[mark.first]) if one.number == 2)
    return next(found, mark.entry)


def _agrees(reader: Figured, entry: Entry) -> bool:
    """Whether a noun after another describes it: both two or neither, and not somebody of the family."""
    head = reader.head
    if entry.owned or (entry.kin and head is not None and head.kin):
        return False
    return head is None or entry.number == head.number


#: Of whom two are a father and a mother, where they are somebody's.
_FATHERS = "fathers"
#: How a dual that is spelled like a plural is written with its vowel: مسعفَين.
_DUAL = re.compile("(?:\u064e\u0651?|\u0651\u064e)\u064a\u0652?\u0646\u0650?$")


def _dual(line: Line, mark: Mark) -> bool:
    """Whether a vowel says that a noun is two."""
    tokens = line.tokens
    return _DUAL.search(tokens.text[tokens.starts[mark.first] : tokens.ends[mark.first]]) is not None


def _describes_thing(line: Line, at: int) -> bool:
    """Whether 'another' describes the thing before it, and is nobody: جهات أخرى."""
    mark, before = line.marks[at], line.marks[at - 1] if at else None
    beside = before is not None and before.end == mark.first and not (mark.joined or mark.governed)
    return beside and before is not None and before.does in {Does.THING, Does.SIDE}


def _named_after(line: Line, at: int) -> bool:
    """Whether a name follows a word that begins names."""
    return at < line.sentence.last and line.tokens.words[at].isalpha() and not line.known(at)


def noun_alone(line: Line, at: int) -> Group | None:
    """A noun without a figure: طفل, طفلان, مدنيون, زوجته."""
    mark = line.marks[at]
    if mark.does is Does.OTHERS:
        if mark.entry.number == 1 and _describes_thing(line, at):
            return None
        group = others(line, mark)
        told = line.marks[at + 1] if at + 1 < len(line.marks) else None
        if (
            told is not None
            and told.first == mark.end
            and told.entry.effect is not None
            and told.does is Does.NOUN
        ):
            group.own, group.end = told.entry.effect, told.end
        return group
    reader = Figured(line, at, pos=mark.end)
    reader.take(mark.entry)
    describe(reader, at + 1)
    reader.tell()
    if line.tokens.words[mark.first] in line.lexicon.grammar.name_particles and _named_after(line, mark.end):
        reader.category, reader.finer = Category.PEOPLE, ""  # أبو بكر
    group = formed(reader)
    if group.form is Form.BARE and _dual(line, mark):
        group.form, group.count, group.hedge = Form.TWO, CountRange.exactly(2), Hedge.EXACT
    if group.form is Form.TWO and group.kin and group.finer == _FATHERS:
        group.category, group.finer = Category.PEOPLE, ""  # والداها: both parents
    before = line.marks[at - 1] if at else None
    if (
        before is not None
        and (before.does is Does.ARTICLE or (before.does is Does.NONE and (group.definite or group.owned)))
        and before.end == mark.first
        and group.form is Form.BARE
    ):
        group.form, group.count, group.hedge = Form.ONE, CountRange.exactly(1), Hedge.EXACT  # أحد عناصرها
        group.definite = False
    return group
