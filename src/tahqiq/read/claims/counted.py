"""Reads the people that a sentence counts, noun by noun and figure by figure."""

from __future__ import annotations

from tahqiq.language.numbers import Quantity
from tahqiq.read.claims import described, following
from tahqiq.read.claims.figured import Figured
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category

_HEADS = frozenset({Does.NOUN, Does.LOSS, Does.OTHERS})
_GOVERNING = frozenset({Does.NEAR, Does.DOER, Does.TO, Does.FROM, Does.AMONG, Does.SPARED})
#: How many ages a list may have.
_AGES = 8
#: How many words of a name may stand between an article and its noun (members of the Haddad family).
_NAMED = 2
_WITHIN = frozenset({Does.ARTICLE, Does.LOOSE, Does.OF_THEM, Does.SIDE})


def groups_of(line: Line) -> list[Group]:
    """The groups of a sentence in order; none overlaps another."""
    found: list[Group] = []
    at, floor = 0, line.sentence.first
    while at < len(line.marks):
        group = _group(line, at) if line.marks[at].first >= floor else None
        if group is None:
            at += 1
            continue
        _place(line, group)
        found.append(group)
        floor = group.end
        at = max(at + 1, line.place(floor))
    return found


def _group(line: Line, at: int) -> Group | None:
    """The group that begins with a mark, if one does."""
    mark = line.marks[at]
    if mark.does is Does.FIGURE and mark.figure is not None:
        return _figured(line, at, mark.figure)
    if mark.does in _HEADS and not _counted_after(line, at) and not _only_tells(line, mark):
        first = line.lexicon.grammar.describes_first
        return described.noun_alone(line, at) if first else following.noun_alone(line, at)
    return None


def _only_tells(line: Line, mark: Mark) -> bool:
    """Whether a phrase tells who others are and is no noun: دون الثامنة عشرة."""
    if mark.single:
        return False
    first = (entry for entry in line.lexicon.of(mark.entry.words[0]) if len(entry.words) == 1)
    return any(entry.does in {Does.NEAR, Does.NOT} for entry in first)


def _figured(line: Line, at: int, figure: Quantity) -> Group | None:
    """A figure and the people it counts; None where it counts none."""
    mark = line.marks[at]
    if line.tied(mark.end):
        return _sized_family(line, at, figure)
    if _another_age(line, at):
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
    return any(entry.does is Does.OTHERS for word in words for entry in line.lexicon.of(word))


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
    verb = after is not None and after.does in {Does.BE, Does.HARM}
    return (verb and not line.lexicon.grammar.harmed_may_wait) or not line.tokens.word(end).isalpha()


def _sized_family(line: Line, at: int, figure: Quantity) -> Group | None:
    """A family told by its members (a five-member family): so many people."""
    mark = line.marks[at]
    if line.tokens.word(mark.end + 1) not in line.lexicon.grammar.sized:
        return None
    for after in line.marks[at + 1 : at + 4]:
        if after.entry.category is Category.FAMILIES and after.first - mark.end < 5:
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
    if after is None or after.figure is None or after.first != noun.end or noun.entry.number == 2:
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
    pos = group.first
    for before in reversed(line.marks[max(0, at - 6) : at]):
        if line.bare(before.end, pos) > (
            _NAMED if before.does is Does.ARTICLE and before.entry.definite else 0
        ):
            return
        if before.does in _GOVERNING:
            group.governed = True
            return
        if before.does is Does.SHARE:
            group.shared = True
        elif before.does is Does.OF_THEM and _opens_clause(line, before) and group.form is Form.FIGURE:
            group.part = group.of_them = True
            return
        elif before.does not in _WITHIN:
            return
        pos = before.first


def _opens_clause(line: Line, mark: Mark) -> bool:
    """Whether words for a part open a clause (…, of whom 138 were women): they belong to no figure before."""
    place = line.place(mark.first)
    before = line.marks[place - 1] if place else None
    return line.lexicon.grammar.describes_first and before is not None and before.does in _APART


_APART = frozenset({Does.COMMA, Does.CLAUSE, Does.OPEN})
