"""Nouns in languages that describe before they name: 14 unarmed young civilians, a wounded girl."""

from __future__ import annotations

from tahqiq.read.claims.figured import Figured
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Entry, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge

#: How many words unknown to the tables may stand between a figure and its noun (14 unlucky Wagner men).
_UNKNOWN = 2
#: How many between an article and its noun (a 12-year-old Raqqawi boy).
_DESCRIBING = 5
#: Below these years a person is a child.
_GROWN = 18
_VAGUE = frozenset({Hedge.DOZENS, Hedge.HUNDREDS, Hedge.THOUSANDS, Hedge.MANY, Hedge.UNSPECIFIED})
_NAMES = frozenset({Does.NOUN, Does.LOSS})
_OF_OTHERS = frozenset({*_NAMES, Does.OTHERS, Does.FIGURE, Does.LOOSE})
_BEFORE_NOUN = frozenset({Does.LOOSE, Does.SIDE, Does.OTHERS, Does.SEVERE, Does.HARM, Does.EARLIER})


def noun_of_figure(reader: Figured) -> None:
    """Reads the noun after a figure and after what describes it."""
    line, at, unknown = reader.line, reader.at + 1, 0
    while at < len(line.marks):
        mark = line.marks[at]
        unknown += line.bare(reader.pos, mark.first)
        if unknown > _UNKNOWN or not _describes(reader, mark, at):
            break
        reader.pos = mark.end
        at += 1
    if reader.head is None and not reader.of_them:
        _unknown_noun(reader)


def _unknown_noun(reader: Figured) -> None:
    """A word right after the figure that no table knows may be its noun (three beekeepers, 5 Uzbeks)."""
    tokens, end = reader.line.tokens, reader.mark.end
    word = tokens.word(end)
    if end >= reader.line.sentence.last or not word.isalpha() or reader.next(reader.at + 1, after=end):
        return
    if word in reader.line.lexicon.common:
        return  # 11 had suffocated
    grammar = reader.line.lexicon.grammar
    named = word.endswith(grammar.plural or "\0") and tokens.text[tokens.starts[end]].isupper()
    reader.unknown = True
    reader.plausible = named or word.endswith(grammar.people_endings)


def _describes(reader: Figured, mark: Mark, at: int) -> bool:
    """Takes a mark into the group: whether the search for its noun goes on."""
    does, entry = mark.does, mark.entry
    if does in _NAMES:
        return _noun(reader, mark, at)
    if does is Does.THING:
        reader.thing = True
    elif does is Does.SIDE:
        reader.side = entry.category
        return True
    elif does is Does.OTHERS:
        reader.others = True
        return True
    elif does is Does.LOOSE or (
        does is Does.ARTICLE and reader.line.marks[at - 1].entry.words == reader.line.of
    ):
        return True
    elif does is Does.OF_THEM or (does is Does.SUBSET and entry.words[:1] == reader.line.of):
        reader.of_them, reader.of_effect = True, entry.effect
        reader.predicate(at + 1, mark.end)
    elif does is Does.NEAR and entry.words == reader.line.of:
        return _of(reader, mark, at)
    elif does is Does.HARM and _is_loss(reader, mark, at):
        reader.head, reader.own, reader.pos = entry, entry.effect, mark.end
    elif does is Does.HARM:
        return _participle(reader, mark, at)
    return False


def _noun(reader: Figured, mark: Mark, at: int) -> bool:
    """Takes a noun: one that only describes the next (civilian deaths, women journalists) is passed."""
    entry, single = mark.entry, reader.single
    if single and entry.number == 3 and reader.mark.end == mark.first:
        return False
    if entry.number == 1 and not single:
        if not entry.generic or entry.category is Category.CIVILIANS:
            reader.category, reader.finer = entry.category, entry.finer
        return True
    following = reader.next(at + 1, after=mark.end)
    if (
        following is not None
        and following.does in _NAMES
        and following.entry.number in {0, 1 if single else 3}
    ):
        reader.category, reader.finer = reader.category or entry.category, entry.finer
        return True
    if following is not None and following.does is Does.THING and entry.number == 1:
        reader.thing = True
        return False
    reader.take(entry)
    before = reader.line.marks[at - 2 : at]
    if entry.category is Category.MEN and not entry.kin and any(each.entry.owned for each in before):
        reader.category, reader.finer = Category.COMBATANTS, ""  # 22 of its own men
    reader.pos = mark.end
    return False


def _of(reader: Figured, mark: Mark, at: int) -> bool:
    """'of' after words without a number, or before a known whole: dozens of, 27 of the civilians."""
    figure = reader.mark.figure
    following = reader.next(at + 1, after=mark.end)
    if figure is None or reader.line.bare(reader.pos, mark.first):
        return False
    if following is None:
        return figure.hedge in _VAGUE
    counted = reader.next(at + 2, after=following.end) if following.does is Does.ARTICLE else following
    if counted is not None and counted.does is Does.FIGURE:
        return _of_counted(reader, counted)
    if following.does is Does.ARTICLE and following.entry.owned:
        if reader.line.tokens.word(following.end) in reader.line.lexicon.grammar.collectives:
            reader.pos = following.end + 1  # seven of its team
            return False
        return True
    if following.does is Does.ARTICLE:
        reader.of_them = True
        return True
    return figure.hedge in _VAGUE or following.does in _NAMES


def _of_counted(reader: Figured, counted: Mark) -> bool:
    """A part of so many (four of his six children): who they are is told by the noun of those."""
    reader.of_them = True
    before = reader.line.marks[reader.at - 1] if reader.at else None
    if reader.single and before is not None and before.does is Does.BE and before.end == reader.mark.first:
        reader.thing = True  # he was one of 80 killed: nobody more is told of
    place = reader.line.place(counted.end)
    noun = reader.line.marks[place] if place < len(reader.line.marks) else None
    beside = noun is not None and noun.first == counted.end and noun.does is Does.NOUN
    if beside and noun is not None and noun.entry.effect is None and not noun.entry.generic:
        reader.of_whom = noun.entry.category
    return False


def _is_loss(reader: Figured, mark: Mark, at: int) -> bool:
    """Whether a word that is a verb as well is what a figure counts: 12 arrests."""
    plural = reader.line.lexicon.grammar.plural
    word = reader.line.tokens.words[mark.first]
    if mark.entry.side is not Side.AFTER or not mark.single or mark.first != reader.mark.end:
        return False
    following = reader.next(at + 1, after=mark.end)
    ends = following is None or following.does not in {Does.NOUN, Does.FIGURE, Does.ARTICLE, Does.SIDE}
    return bool(plural) and word.endswith(plural) and not reader.single and ends


def _participle(reader: Figured, mark: Mark, at: int) -> bool:
    """A participle before its noun (12 wounded civilians), or for one after 'of' (scores of wounded)."""
    before, following = reader.line.marks[at - 1], reader.next(at + 1, after=mark.end)
    if mark.first != reader.pos:
        return False
    if before.does is Does.NEAR and mark.entry.side is not Side.AFTER:
        reader.own, reader.pos = mark.entry.effect, mark.end
        return False
    if (
        following is None
        or following.does is not Does.NOUN
        or (following.entry.number == 1 and not reader.single)
    ):
        return False
    reader.own, reader.weak = mark.entry.effect, True
    return True


def noun_alone(line: Line, at: int) -> Group | None:
    """A noun without a figure: 'a young woman', 'his wife', 'the boy', 'children', 'civilian casualties'."""
    mark = line.marks[at]
    reader = Figured(line, at, pos=mark.end)
    if mark.does is Does.OTHERS:
        following = reader.next(at + 1, after=mark.end)
        return None if following is not None and following.does in _OF_OTHERS else others(line, mark)
    if not _compound(reader, at) or line.possessive(reader.pos) or line.tied(reader.pos):
        return None
    if _only_describes(reader):
        return None
    reader.tell()
    if reader.category in {Category.PEOPLE, Category.WOMEN, Category.MEN} and reader.head is not None:
        young = _young_before(line, at)
        if young or (
            reader.head.effect is None and reader.head.number != 3 and reader.children_by_age(reader.pos)
        ):
            reader.category, reader.finer = Category.CHILDREN, ""
    return _by_form(reader, _article(line, at))


def _compound(reader: Figured, at: int) -> bool:
    """Takes a noun and those it describes: whether the last of them names people."""
    here: Mark | None = reader.mark
    while here is not None:
        if here.does is Does.THING:
            return reader.head is not None and reader.head.number != 1
        if here.does not in _NAMES or (reader.head is not None and reader.line.possessive(reader.pos)):
            break
        told = here.entry.generic or here.entry.category is Category.PEOPLE
        if reader.head is not None and not told:
            reader.category = None
        reader.take(here.entry)
        reader.pos = here.end
        at += 1
        here = reader.next(at, after=reader.pos)
    return reader.head is not None


def _only_describes(reader: Figured) -> bool:
    """Whether a singular noun describes a word that follows: a rebel faction, a civilian car."""
    head, line = reader.head, reader.line
    after = line.marks[line.place(reader.pos) :][:1]
    known = bool(after) and after[0].first == reader.pos
    if head is None or head.number != 1 or head.category not in _DESCRIBE:
        return False
    if known:
        return after[0].does in {Does.SIDE, Does.THING}
    word = line.tokens.word(reader.pos)
    follows = reader.pos < line.sentence.last and word.isalpha() and not line.capital(reader.pos)
    return follows and word not in line.lexicon.common and not word.endswith(("ing", "ed"))


#: Whose singulars often describe another noun.
_DESCRIBE = frozenset({Category.CIVILIANS, Category.COMBATANTS, Category.FAMILIES, Category.CHILDREN})


def others(line: Line, mark: Mark) -> Group:
    """'others' alone: several unnamed people; 'another' is one."""
    one = mark.entry.number == 1
    return Group(
        first=mark.first,
        end=mark.end,
        start=line.tokens.inside(mark.first, mark.entry.letters),
        form=Form.ONE if one else Form.BARE,
        count=CountRange.exactly(1) if one else UNKNOWN,
        hedge=Hedge.EXACT if one else Hedge.UNSPECIFIED,
        category=Category.PEOPLE,
        generic=True,
        noun=True,
        others=True,
    )


def _by_form(reader: Figured, article: Entry | None) -> Group | None:
    """The group of a noun by its number and article."""
    head, mark, line = reader.head, reader.mark, reader.line
    if head is None:
        return None
    group = formed(reader)
    if article is not None:
        group.definite, group.owned = article.definite, article.owned
    if group.form is Form.BARE and _two(reader, article):
        group.form, group.count, group.hedge = Form.TWO, CountRange.exactly(2), Hedge.EXACT
    group.bald = group.form is Form.ONE and article is None
    group.named = line.capital(reader.pos)
    while group.form is Form.ONE and (step := _name_goes_on(line, group.end)):
        group.end += step
    if group.bald and not group.named and mark.first > line.sentence.first and not _told_at_once(reader):
        return None
    return group


def _name_goes_on(line: Line, at: int) -> int:
    """How many tokens more a name beside a noun has: tribal leader Sattar al-Jumaili."""
    if line.capital(at) and not line.known(at):
        return 1
    within = line.tokens.word(at) in line.lexicon.grammar.name_particles or (
        line.tokens.word(at) == "-" and line.tokens.glued(at)
    )
    for step in (1, 2) if within else ():
        if line.capital(at + step) and not line.known(at + step):
            return step + 1
    return 0


def _young_before(line: Line, at: int) -> bool:
    """Whether an age below eighteen stands right before a noun: his 9-year-old son."""
    pos = line.marks[at].first
    for before in reversed(line.marks[max(0, at - 2) : at]):
        if before.does is not Does.LOOSE or line.bare(before.end, pos):
            return False
        if before.age is not None:
            return before.age < _GROWN
        pos = before.first
    return False


def _two(reader: Figured, article: Entry | None) -> bool:
    """Whether a plural is of two: both men (and no others), his parents."""
    line, grammar, words = reader.line, reader.line.lexicon.grammar, reader.line.tokens.words
    if words[reader.mark.first] in grammar.pairs and article is not None and article.owned:
        return reader.pos == reader.mark.end
    after = reader.next(line.place(reader.pos), after=reader.pos)
    listed = after is not None and after.does is Does.AND
    owner = line.marks[reader.at - 1] if reader.at else None
    first = reader.mark.first
    if owner is not None and owner.entry.owned and owner.does is Does.ARTICLE and owner.end == first:
        first = owner.first  # both her children
    return first > line.sentence.first and words[first - 1] in grammar.both and not listed


def _told_at_once(reader: Figured) -> bool:
    """Whether a word of harm stands right before a noun without article, as in headlines (kills baby)."""
    line = reader.line
    at, pos = reader.at - 1, reader.mark.first
    while at >= 0 and line.marks[at].does in {Does.SIDE, Does.LOOSE} and line.marks[at].end == pos:
        at, pos = at - 1, line.marks[at].first
    before = line.marks[at] if at >= 0 else None
    joined = before is not None and before.does in {Does.AND, Does.COMMA, Does.FIGURE, Does.SUBSET, Does.NOT}
    return before is not None and before.end == pos and (before.does is Does.HARM or joined)


def formed(reader: Figured) -> Group:
    """The group of a noun by its form: one, two or many."""
    head, mark = reader.head, reader.mark
    number = 0 if head is None else head.number
    form = {1: Form.ONE, 2: Form.TWO}.get(number, Form.BARE)
    counted = form is not Form.BARE
    return Group(
        first=mark.first,
        end=reader.pos,
        start=reader.line.tokens.inside(mark.first, mark.entry.letters),
        form=form,
        count=CountRange.exactly(number) if counted else UNKNOWN,
        hedge=Hedge.EXACT if counted else Hedge.UNSPECIFIED,
        category=reader.category,
        finer=reader.finer,
        generic=head is not None and head.generic,
        noun=True,
        loss=head is not None and head.does is Does.LOSS,
        kin=head is not None and head.kin,
        owned=head is not None and head.owned,
        definite=head is not None and head.definite,
        own=reader.own,
        weak=reader.weak,
        joined=reader.joined,
    )


def _within_age(line: Line, mark: Mark) -> Entry | None:
    """The article that an age begins with: a three (-month-old)."""
    entries = line.lexicon.of(line.tokens.words[mark.first]) if mark.end - mark.first > 1 else ()
    return next((entry for entry in entries if entry.does is Does.ARTICLE), None)


def _article(line: Line, at: int) -> Entry | None:
    """The article or owner before a noun, what describes the noun passed over."""
    pos, unknown = line.marks[at].first, 0
    for mark in reversed(line.marks[max(0, at - 8) : at]):
        unknown += line.bare(mark.end, pos)
        if unknown > _DESCRIBING:
            return None
        if mark.does is Does.ARTICLE or (mark.does is Does.OTHERS and mark.entry.number == 1):
            return mark.entry  # another soldier, a third soldier
        if mark.age is not None and (article := _within_age(line, mark)) is not None:
            return article  # a three-month-old baby
        noun = mark.does is Does.NOUN and (mark.entry.number == 1 or mark.entry.generic)
        ordinal = mark.does is Does.MEASURE and line.tokens.words[mark.first] in line.lexicon.grammar.ordinals
        if mark.does not in _BEFORE_NOUN and not noun and not ordinal:
            return None
        pos = mark.first
    return None
