"""Figures and names after a label: 'Children killed: 3', 'نساء 7', 'Names of the dead: …'."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from tahqiq.read.claims.around import joined_to, told_of_itself, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect

_SIGNS = frozenset({":", "-", "="})
#: What a label does not reach over, and how many unknown words it may hold.
_SIGNED = frozenset({Does.COMMA, Does.CLAUSE, Does.OPEN, Does.CLOSE, Does.FIGURE, Does.AND})
_ENDS = _SIGNED | {Does.OF_THEM, Does.CHANGE, Does.SAYS}
_UNKNOWN = 2
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the figures and names after it.

    Attributes:
        first: its first token; ``end``: the token after it, or after its sign.
        effect: what happened to them; ``category``, ``finer``: who they are; None where it does not say.
        sign: whether a colon or dash closes it.
    """

    first: int
    end: int
    effect: Effect | None
    category: Category | None
    finer: str
    sign: bool


def label_before(line: Line, end: int) -> Label | None:
    """The label right before a token, if the words there are one."""
    sign = end - 1 >= line.sentence.first and line.tokens.words[end - 1] in _SIGNS
    pos = end - 1 if sign else end
    begin, effect, category, finer, unknown = pos, None, None, "", 0
    place = line.place(pos)
    for mark in reversed(line.marks[max(0, place - _LONGEST) : place]):
        unknown += line.bare(mark.end, begin)
        opened = mark.does is Does.SUBSET and mark.entry.effect is None
        if unknown > _UNKNOWN or mark.does in _ENDS or opened or (mark.joined and begin < pos):
            break
        if (
            mark.does is Does.BE
            and begin < pos
            and line.known(mark.end)
            and line.marks[line.place(mark.end)].does is Does.HARM
        ):
            return None  # seven of its team were killed: three Britons, …
        begin = mark.first
        effect = effect or mark.entry.effect or line.lexicon.labels.get(mark.entry.words)
        if mark.does is Does.NOUN and mark.entry.number == 3 and not mark.governed and category is None:
            category, finer = mark.entry.category, mark.entry.finer
        if mark.joined:
            break
    place = line.place(begin)
    counted = line.marks[place - 1] if place else None
    if counted is not None and counted.does is Does.FIGURE and line.bare(counted.end, begin) == 0:
        return None  # 27 dead: …
    told = effect is not None or category is not None
    return Label(begin, end, effect, category, finer, sign) if told and begin < pos else None


def labelled(line: Line, groups: list[Group], said: Group | None) -> list[Group]:
    """The groups with those of labels put to their figures.

    Args:
        line: the sentence.
        groups: its groups.
        said: the whole last told before it, of which a label may give parts.
    """
    running: Effect | None = None
    whole: Group | None = None
    gone: set[int] = set()
    for at, group in enumerate(groups):
        if group.form is not Form.FIGURE or group.joined:
            continue
        label = label_before(line, group.first)
        if label is None or not _fits(line, label, group):
            whole = group if group.own is not None else whole
            continue
        gone |= {id(each) for each in groups[max(0, at - 4) : at] if each.first >= label.first}
        before = label_before(line, label.first) if label.effect is None else None
        running = label.effect or (before.effect if before is not None else None) or running
        _put(group, label, running, whole or (said if running is None else None))
        group.first, group.start = label.first, line.tokens.starts[label.first]
        whole = group if label.effect is not None else whole
    kept = [group for group in groups if id(group) not in gone]
    _list_after(line, kept)
    return kept


def _list_after(line: Line, groups: list[Group]) -> None:
    """Those listed after a label without a figure (The dead: a teacher and two nurses)."""
    begins = list_begins(line)
    if begins is None or line.tokens.word(begins[0] - 1) != ":":
        return
    last: Group | None = None
    for group in groups:
        if group.first < begins[0]:
            continue
        near = unknown(line, begins[0], group.first) == 0 if last is None else joined_to(line, last, group)
        if not near or group.own is not None or group.form is Form.BARE or told_of_itself(line, group):
            return
        group.own, group.heading, last = begins[1], True, group


def _fits(line: Line, label: Label, group: Group) -> bool:
    """Whether a label is of a figure: closed by a sign, or a lone noun right before a bare figure."""
    if group.own is not None or group.of_them:
        return False
    if label.sign:
        return not _told_after(line, group)
    single = label.category is not None and label.effect is None
    after = line.tokens.word(group.end)
    return single and not group.noun and not group.unknown and not after.isalpha() and _alone(line, label)


def _told_after(line: Line, group: Group) -> bool:
    """Whether a word of harm follows the figure at once: Casualties: 5 killed."""
    place = line.place(group.end)
    mark = line.marks[place] if place < len(line.marks) else None
    return mark is not None and mark.does is Does.HARM and mark.first == group.end


def _alone(line: Line, label: Label) -> bool:
    """Whether the noun of a label without a sign begins a line, or follows a comma or a sign."""
    before = line.tokens.word(label.first - 1) if label.first > line.sentence.first else ""
    return label.end - label.first == 1 and not before.isalpha()


def _put(group: Group, label: Label, running: Effect | None, whole: Group | None) -> None:
    """Gives a figure what its label says."""
    if not group.noun and label.category is not None:
        group.category, group.finer = label.category, label.finer
    group.noun = group.noun or label.category is not None
    group.governed = group.unknown = False
    if label.effect is not None or whole is None:
        group.own, group.weak, group.heading = label.effect or running, False, True
    else:
        group.part, group.parent = True, whole


def list_begins(line: Line) -> tuple[int, Effect] | None:
    """Where a list of those harmed begins in a sentence, and what happened to them."""
    colons = [mark for mark in line.doing(Does.CLAUSE) if line.tokens.words[mark.first] == ":"]
    opening = [mark for mark in line.doing(Does.SUBSET) if mark.entry.effect is not None]
    for mark in sorted([*colons, *opening], key=_first) if colons and opening else colons or opening:
        effect = mark.entry.effect
        if mark.does is Does.CLAUSE:
            label = label_before(line, mark.end)
            effect = (label.effect if label is not None else None) or _roll(line, mark.first)
        elif _counted(line, mark):
            continue
        if effect is not None:
            return mark.end, effect
    return None


def _counted(line: Line, mark: Mark) -> bool:
    """Whether a figure right before says how many of those known are told of: 58 من القتلى."""
    place = line.place(mark.first)
    before = line.marks[place - 1] if place else None
    return before is not None and before.does is Does.FIGURE and before.end == mark.first


_first = attrgetter("first")
#: How many words the heading of a list of names may have.
_HEADING = 26


def _roll(line: Line, end: int) -> Effect | None:
    """The harm of those whose names a heading announces: أسماء شهداء مجزرة الفرن, names of the victims."""
    first = line.sentence.first
    rolls = line.lexicon.grammar.rolls
    if end - first > _HEADING or not any(word in rolls for word in line.tokens.words[first:end]):
        return None
    marks = line.marks[: line.place(end)]
    if any(mark.does in {Does.FIGURE, Does.SAYS} for mark in marks):
        return None
    if len({mark.entry.effect for mark in marks if mark.entry.effect is not None}) > 1:
        return None
    told = next((mark.entry.effect for mark in marks if mark.entry.effect is not None), None)
    of_victims = any(mark.does is Does.OF_THEM for mark in marks)
    return told or (Effect.KILLED if of_victims else None)
