"""Reads the people that a sentence counts, noun by noun and figure by figure."""

from __future__ import annotations

from tahqiq.language.numbers import Quantity
from tahqiq.read.claims import described, following
from tahqiq.read.claims.figured import Figured
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import CountRange

_HEADS = frozenset({Does.NOUN, Does.LOSS, Does.OTHERS})
#: What may begin a group.
_BEGIN = _HEADS | {Does.FIGURE, Does.LOOSE}
_GOVERNING = frozenset({Does.NEAR, Does.DOER, Does.TO, Does.FROM, Does.AMONG, Does.SPARED})
#: How many ages a list may have.
_AGES = 8
#: How many words of a name may stand between an article and its noun (members of the Haddad family).
_NAMED = 2
_CLOSING = frozenset('"»”')
_WITHIN = frozenset({Does.ARTICLE, Does.LOOSE, Does.OF_THEM, Does.SIDE})


def groups_of(line: Line) -> list[Group]:
    """The groups of a sentence in order; none overlaps another."""
    found: list[Group] = []
    floor = line.sentence.first
    if line.present.isdisjoint(_BEGIN):
        return found
    for at, mark in enumerate(line.marks):
        if mark.does not in _BEGIN or mark.first < floor:
            continue
        group = _group(line, at)
        if group is not None and group.first >= floor:
            _place(line, group)
            found.append(group)
            floor = group.end
    return found


def _group(line: Line, at: int) -> Group | None:
    """The group that begins with a mark, if one does."""
    mark = line.marks[at]
    if mark.does is Does.FIGURE and mark.figure is not None:
        return _figured(line, at, mark.figure)
    if mark.does is Does.LOOSE and line.lexicon.grammar.describes_first:
        return _told_by_age(line, at) if mark.age is not None else _told_by_people(line, at)
    if mark.does in _HEADS and not _counted_after(line, at) and not _only_tells(line, mark):
        first = line.lexicon.grammar.describes_first
        return described.noun_alone(line, at) if first else following.noun_alone(line, at)
    return None


def _told_by_age(line: Line, at: int) -> Group | None:
    """One person told by an age alone: a 10-year-old."""
    mark, article = line.marks[at], line.marks[at - 1] if at else None
    old = line.marks[at + 1] if at + 1 < len(line.marks) else None
    if article is None or article.does is not Does.ARTICLE or article.end != mark.first:
        return None
    if old is None or old.first != mark.end or old.does is not Does.LOOSE or article.entry.definite:
        return None
    end, at = old.end, at + 2
    while at < len(line.marks) and line.marks[at].first == end and line.marks[at].does is Does.LOOSE:
        end, at = line.marks[at].end, at + 1  # a 16-year-old Palestinian
    after = line.marks[at] if at < len(line.marks) else None
    goes_on = end < line.sentence.last and line.tokens.words[end].isalpha()
    if goes_on and (after is None or after.first != end or after.does not in _AFTER_AGE):
        return None
    child = mark.age is not None and mark.age < _GROWN
    return _one(line, mark.first, end, Category.CHILDREN if child else Category.PEOPLE)


def _told_by_people(line: Line, at: int) -> Group | None:
    """One person told by a people alone: an Egyptian and two Sudanese."""
    mark, article = line.marks[at], line.marks[at - 1] if at else None
    if article is None or article.does is not Does.ARTICLE or article.end != mark.first:
        return None
    if not mark.single or article.entry.definite or article.entry.owned or not line.capital(mark.first):
        return None
    after = line.marks[at + 1] if at + 1 < len(line.marks) else None
    ends = mark.end >= line.sentence.last or not line.tokens.words[mark.end].isalpha()
    if not ends and (after is None or after.first != mark.end or after.does not in _AFTER_AGE):
        return None
    return None if line.tied(mark.end) else _one(line, mark.first, mark.end, Category.PEOPLE)


def _one(line: Line, first: int, end: int, category: Category) -> Group:
    """One person by words that are no noun of the tables."""
    return Group(
        first=first,
        end=end,
        start=line.tokens.starts[first],
        form=Form.ONE,
        count=CountRange.exactly(1),
        category=category,
        noun=True,
    )


#: Below these years a person is a child; what may follow an age that has no noun.
_GROWN = 18
_AFTER_AGE = frozenset({Does.BE, Does.HARM, Does.AND, Does.NEAR, Does.CLAUSE, Does.FROM})


def _only_tells(line: Line, mark: Mark) -> bool:
    """Whether a phrase tells who others are and is no noun: دون الثامنة عشرة."""
    if mark.single or mark.entry.number == 1:
        return False  # إمام المسجد, of which the first word is also 'before'
    first = (entry for entry in line.lexicon.of(mark.entry.words[0]) if len(entry.words) == 1)
    return any(entry.does in {Does.NEAR, Does.NOT} for entry in first)


def _figured(line: Line, at: int, figure: Quantity) -> Group | None:
    """A figure and the people it counts; None where it counts none."""
    mark = line.marks[at]
    if line.tied(mark.end):
        return _sized_family(line, at, figure)
    if _within_name(line, mark) or _of_youngest(line, at):
        return None
    if _another_age(line, at) or _ages_beside(line, at) or _years_of(line, at) or _share_of(line, at):
        return None
    reader = Figured(line, at, pos=mark.end, others=_others_within(line, mark))
    if not _inside(reader, figure):
        if line.lexicon.grammar.describes_first:
            described.noun_of_figure(reader)
        else:
            following.noun_of_figure(reader)
    return None if reader.thing else reader.group(figure)


def _others_within(line: Line, mark: Mark) -> bool:
    """Whether the words of a figure say that it counts others: ستة آخرون على الأقل."""
    words = line.tokens.words[mark.first + 1 : mark.end]
    return bool(words) and any(entry.does is Does.OTHERS for word in words for entry in line.lexicon.of(word))


def _within_name(line: Line, mark: Mark) -> bool:
    """Whether a number is the second part of a name: عبد الواحد."""
    grammar, words = line.lexicon.grammar, line.tokens.words
    particle = mark.first > line.sentence.first and words[mark.first - 1] in grammar.name_particles
    return particle and bool(grammar.article) and words[mark.first].startswith(grammar.article)


def _of_youngest(line: Line, at: int) -> bool:
    """Whether a bare figure is the age of the youngest: the youngest was four."""
    before = line.marks[at - 1] if at else None
    told = before is not None and before.does is Does.SUBSET and before.end == line.marks[at].first
    after = line.marks[at + 1] if at + 1 < len(line.marks) else None
    if after is not None and after.does is Does.NOUN and after.first == line.marks[at].end:
        return False  # among them were ten women
    return told and before is not None and before.entry.words[-1] in line.lexicon.grammar.youngest


def _another_age(line: Line, at: int) -> bool:
    """Whether a bare figure is one more age (two boys, aged 9 and 11; siblings aged 4, 7 and 9)."""
    before, steps = at, 0
    while before >= 2 and steps < _AGES and line.marks[before - 1].does in {Does.AND, Does.COMMA}:
        before, steps = before - 2, steps + 1
        if line.marks[before].age is not None:
            break
        if line.marks[before].figure is None:
            return False
    if line.marks[before].age is None or before == at:
        return False
    end = line.marks[at].end
    after = line.marks[at + 1] if line.known(end) and at + 1 < len(line.marks) else None
    if after is not None and after.does in {Does.AND, Does.COMMA}:
        return True  # three residents, aged 45, 52 and 61
    verb = after is not None and after.does in {Does.BE, Does.HARM}
    return (verb and not line.lexicon.grammar.harmed_may_wait) or not line.tokens.word(end).isalpha()


def _share_of(line: Line, at: int) -> bool:
    """Whether two figures are a share: 3 in 4 of the dead."""
    marks = line.marks
    for first in (at, at - 2):
        if first < 0 or first + 2 >= len(marks):
            continue
        one, within, all_ = marks[first : first + 3]
        beside = one.end == within.first and within.end == all_.first and within.does is Does.NEAR
        if not beside or within.entry.words != line.of or line.lexicon.grammar.describes_first:
            beside = beside and line.tokens.words[within.first] == line.lexicon.grammar.within
        if beside and one.figure is not None and all_.figure is not None:
            few, many = one.figure.count.max, all_.figure.count.min
            return few is not None and many is not None and few < many <= _TENTHS
    return False


def _ages_beside(line: Line, at: int) -> bool:
    """Whether bare figures beside a noun are ages: brothers, 45 and 49; (girl, 12)."""
    marks, end, row = line.marks, line.marks[at].end, 1
    while at >= 2 and marks[at - 1].does is Does.AND and marks[at - 2].figure is not None:
        at, row = at - 2, row + 1
    after = marks[line.place(end)] if line.known(end) else None
    if after is not None and after.does is Does.AND and line.place(end) + 1 < len(marks):
        row += marks[line.place(end) + 1].figure is not None
        end = marks[line.place(end) + 1].end
    figure = marks[at].figure
    if at < 2 or figure is None or figure.value is None or marks[at - 1].does is not Does.COMMA:
        return False
    if not 0 < figure.value <= _OLDEST:
        return False
    noun, comma = marks[at - 2 : at]
    beside = noun.end == comma.first and comma.end == marks[at].first
    enclosed = line.tokens.word(end) == ")"
    plain = noun.does is Does.NOUN and noun.entry.effect is None and not line.tokens.word(end).isalpha()
    return beside and plain and (enclosed if row == 1 else noun.entry.number == 3)


#: Nobody is older.
_OLDEST = 115

#: A share is told of so many at most (3 in 4, one in a hundred).
_TENTHS = 100


def _years_of(line: Line, at: int) -> bool:
    """Whether a bare figure is somebody's age: the prisoner, who was 26, died."""
    mark, verb = line.marks[at], line.marks[at - 1] if at else None
    if (
        verb is None
        or verb.does is not Does.BE
        or verb.end != mark.first
        or (line.tokens.word(mark.end).isalpha() and not _clause_follows(line, at))
    ):
        return False
    grammar, before = line.lexicon.grammar, line.tokens.word(verb.first - 1)
    return verb.first > line.sentence.first and before in (*grammar.who, *grammar.pronouns)


def _clause_follows(line: Line, at: int) -> bool:
    """Whether a clause begins right after a figure: he was 17 when they came."""
    after = line.marks[at + 1] if at + 1 < len(line.marks) else None
    return after is not None and after.does is Does.CLAUSE and after.first == line.marks[at].end


def _sized_family(line: Line, at: int, figure: Quantity) -> Group | None:
    """A family told by its members (a five-member family): so many people."""
    mark = line.marks[at]
    if line.tokens.word(mark.end + 1) not in line.lexicon.grammar.sized:
        return None
    for after in line.marks[at + 1 : at + 4]:
        crew = line.tokens.words[after.first] in line.lexicon.grammar.collectives
        if (crew or after.entry.category is Category.FAMILIES) and after.first - mark.end < 5:
            reader = Figured(line, at, pos=after.end, head=after.entry, category=Category.PEOPLE)
            return reader.group(figure)
    return None


def _inside(reader: Figured, figure: Quantity) -> bool:
    """A noun that is the figure itself (طفلان), or stands before it (أولاده الخمسة, طفل واحد)."""
    line, mark = reader.line, reader.mark
    before = line.marks[reader.at - 1] if reader.at else None
    if before is not None and before.does is Does.NOUN and _counted_after(line, reader.at - 1):
        reader.take(before.entry)
        reader.before, reader.joined, reader.letters = before, before.joined, before.entry.letters
        return True
    if figure.noun_start is None or not mark.first <= line.holding(figure.noun_start) < mark.end:
        return False
    word = line.tokens.words[line.holding(figure.noun_start)]
    entry = next((one for one in line.lexicon.of(word) if len(one.words) == 1), None)
    if entry is None or entry.does not in {Does.NOUN, Does.LOSS}:
        reader.thing = True
        return True
    reader.take(entry)
    reader.joined, reader.letters = entry.joined, entry.letters
    following.describe(reader, reader.at + 1)
    return True


def _counted_after(line: Line, at: int) -> bool:
    """Whether the figure after a noun counts it: أولاده الخمسة, طفل واحد."""
    noun = line.marks[at]
    after = line.marks[at + 1] if at + 1 < len(line.marks) else None
    end = noun.end + int(line.tokens.word(noun.end) in _CLOSING)  # «الإرهابيين» الثلاثة
    if after is None or after.figure is None or after.first != end or noun.entry.number == 2:
        return False
    article, known = line.lexicon.grammar.article, noun.entry.owned or noun.entry.definite
    if article and known and line.tokens.words[after.first].startswith(article):
        return True
    start = after.figure.noun_start
    if start is None and noun.entry.number == 1 and after.figure.value == 1 and not noun.single:
        return not line.lexicon.grammar.describes_first  # رجل أمن واحد
    return start is not None and line.tokens.starts[noun.first] <= start < after.figure.start


def _place(line: Line, group: Group) -> None:
    """Whether a preposition, a joining or words for a part stand right before a group."""
    at = line.place(group.first)
    mark = line.marks[at]
    group.governed = mark.governed
    group.joined = group.joined or mark.joined
    if group.joined and mark.joined:
        return  # a preposition before the word it is joined to is none of its own
    pos = group.first
    if _of_named_families(line, group):
        group.governed = True
        return
    for before in reversed(line.marks[max(0, at - 6) : at]):
        named = before.does is Does.ARTICLE and before.entry.definite
        if line.bare(before.end, pos) > (_NAMED if named else 0):
            return
        if before.does in _GOVERNING and not before.entry.owned:  # not: نعت فيه القائد
            group.governed = not _of_collective(line, group, before)
            return
        if before.does is Does.SHARE:
            known = pos < group.first and line.marks[line.place(pos)].entry.definite
            group.shared = not (known and group.form is Form.FIGURE)  # more than half the 60 dead
        elif before.does is Does.OF_THEM and not group.noun and _of_things(line, before):
            group.shared = True  # 18 trucks out of 31
            return
        elif before.does is Does.OF_THEM and _opens_clause(line, before) and group.form is Form.FIGURE:
            group.part = group.of_them = True
            return
        elif before.does not in _WITHIN:
            return
        pos = before.first


def _of_things(line: Line, of: Mark) -> bool:
    """Whether things are counted right before words for a part: 18 شاحنة من أصل 31."""
    place = line.place(of.first)
    before = line.marks[place - 1] if place else None
    return before is not None and before.does is Does.THING and before.end == of.first


def _of_collective(line: Line, group: Group, of: Mark) -> bool:
    """Whether a figure tells how many a band or cell has (a cell of five gunmen), which it then holds."""
    words, counted = line.tokens.words, group.form is Form.FIGURE and group.noun
    if (
        not counted
        or of.entry.words != line.of
        or words[of.first - 1] not in line.lexicon.grammar.collectives
    ):
        return False
    place = line.place(of.first - 1)
    noun = line.marks[place] if line.known(of.first - 1) else None
    if noun is not None and noun.governed:
        return False
    first = of.first - 1
    article = line.marks[line.place(first) - 1] if line.place(first) else None
    if article is not None and article.does is Does.ARTICLE and article.end == first:
        first = article.first
    group.first, group.start = first, line.tokens.starts[first]
    return True


def _of_named_families(line: Line, group: Group) -> bool:
    """Whether families are only named as whose members are told of: 17 from the Ali and Omar families."""
    if group.category is not Category.FAMILIES or group.form is not Form.BARE:
        return False
    at, words = group.first - 1, line.tokens.words
    while at > line.sentence.first and (line.capital(at) or words[at] in {"and", "-", ","}):
        at -= 1
    place = line.place(at)
    article = line.marks[place] if line.known(at) else None
    before = line.marks[place - 1] if place else None
    named = article is not None and article.does is Does.ARTICLE and article.end < group.first
    return named and before is not None and before.end == at and before.does in _GOVERNING


def _opens_clause(line: Line, mark: Mark) -> bool:
    """Whether words for a part open a clause (…, of whom 138 were women): they belong to no figure before."""
    place = line.place(mark.first)
    before = line.marks[place - 1] if place else None
    return line.lexicon.grammar.describes_first and before is not None and before.does in _APART


_APART = frozenset({Does.COMMA, Does.CLAUSE, Does.OPEN})
