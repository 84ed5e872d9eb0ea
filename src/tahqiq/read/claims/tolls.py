"""Tolls: a figure that a count has reached, stands at, or has risen from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tahqiq.read.claims.around import between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect

#: How many words may stand between the word for a toll and its figure.
_REACH = 25
#: Between the word for a toll and who is counted by it; and the verb that tells its harm.
_WHOSE, _TELLING = 2, 6
#: Unknown words between 'rose' and its figure, and between 'up from' and its own.
_NEAR, _FROM = 4, 3
_AS = ("as",)
_LINKS = frozenset({Does.TO, Does.CHANGE, Does.BE, Does.CLAUSE})
_COUNTED = frozenset({Does.NOUN, Does.SIDE})
_BETWEEN = frozenset({
    Does.TO, Does.FROM, Does.LOOSE, Does.NEAR, Does.FIGURE, Does.ARTICLE, Does.TOLL, Does.NOUN, Does.EARLIER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Toll:
    """What a sentence says is counted, and where; ``things`` where it is no people."""

    mark: Mark
    effect: Effect | None
    category: Category | None
    things: bool = False


#: What a sentence has that tells of a toll.
_COUNTING = frozenset({Does.TOLL, Does.CHANGE, Does.FROM, Does.LOSS})


def read_tolls(line: Line, groups: list[Group], usual: Effect | None) -> None:
    """Gives the figures of tolls their harm, and marks earlier figures of the same toll.

    Args:
        line: the sentence.
        groups: its groups, harms already found.
        usual: the harm last told before this sentence, for 'it rose to 27'.
    """
    if line.present.isdisjoint(_COUNTING):
        return
    tolls = [_toll(line, mark, groups) for mark in line.doing(Does.TOLL)]
    tolls += [_Toll(*each) for each in _counted_losses(line, groups)]
    for toll in tolls:
        for group in groups if not toll.things else ():
            if group.end <= toll.mark.first and group.effect is not None and toll.effect is None:
                toll = replace(toll, effect=group.effect, category=toll.category or group.category)
            if toll.effect is None and usual is None:
                continue
            if group.first >= toll.mark.end and _reached(line, toll.mark, group):
                _set(group, toll, usual)
                break
    for mark in line.doing(Does.CHANGE):
        _changed(line, mark, groups, tolls, usual)
    for group in groups:
        _risen_from(line, group, groups)


def _counted_losses(line: Line, groups: list[Group]) -> Iterator[tuple[Mark, Effect | None, Category | None]]:
    """'Civilian deaths … fell to 384': a noun of harm whose number changes."""
    for group in groups:
        if group.form is not Form.BARE or group.own is None or group.part or group.toll:
            continue
        place = line.place(group.first)
        if place and line.marks[place - 1].does is Does.CHANGE and line.marks[place - 1].end == group.first:
            group.toll = True  # ارتفاع ضحايا الغرق إلى 94
            yield line.marks[line.place(group.end - 1)], group.own, group.category
            continue
        after = between(line, group.end, group.end + _REACH)
        change = next((mark for mark in after if mark.does in {Does.CHANGE, Does.HARM, Does.FIGURE}), None)
        if change is not None and _changes(line, change):
            group.toll = True
            yield line.marks[line.place(group.end - 1)], group.own, group.category


def _changes(line: Line, mark: Mark) -> bool:
    """Whether a word tells that a count changed, by itself or as part of its figure (topped 1,000)."""
    begun = line.lexicon.of(line.tokens.words[mark.first]) if mark.does is Does.FIGURE else ()
    return mark.does is Does.CHANGE or any(each.does is Does.CHANGE for each in begun)


def _toll(line: Line, mark: Mark, groups: list[Group]) -> _Toll:
    """What a word for a toll counts: by itself, by its noun, by the verb after it."""
    effect, category, pos = mark.entry.effect, None, mark.end
    beside = between(line, pos, pos + _WHOSE)
    if effect is None and any(each.does is Does.THING for each in beside):
        return _Toll(mark, None, None, things=True)
    category = next((each.entry.category for each in beside if each.does is Does.SIDE), None)
    group = next((each for each in groups if each.first >= mark.end), None)
    if group is not None and group.form is not Form.FIGURE and line.bare(pos, group.first) <= _WHOSE:
        category, pos, group.toll = group.category or category, group.end, True
        effect = effect or group.own or group.effect
    if effect in {None, Effect.KILLED_OR_INJURED}:
        words = (each for each in between(line, pos, pos + _TELLING) if each.does in {Does.HARM, Does.FIGURE})
        told = next(words, None)
        effect = (told.entry.effect if told is not None else None) or effect
    return _Toll(mark, effect, category)


def _reached(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a group may be the figure of a toll before it."""
    if group.form is not Form.FIGURE or group.part or group.shared or group.first - mark.end > _REACH:
        return False
    if group.unknown:
        return False
    before = between(line, mark.end, group.first)
    if not group.governed and any(
        each.does is Does.CHANGE for each in line.lexicon.of(line.tokens.words[group.first])
    ):
        return True  # the number of those killed in the city has surpassed 150
    near = before[-1] if before and line.bare(before[-1].end, group.first) == 0 else None
    if near is None:
        beside = line.bare(mark.end, group.first)
        return beside <= (0 if group.governed else _WHOSE)
    if group.governed and near.does in _COUNTED and near.end == group.first:
        return True  # عدد القتلى المدنيين بنحو 1130
    glued = mark.entry.effect is not None and line.marks[line.place(group.first)].governed
    if glued and all(each.does in _PLACES for each in before):
        return True  # قدر عدد من قتلوا في الغارة بنحو مئة
    given = line.lexicon.grammar.describes_first and near.entry.words[:1] == _AS
    linked = near.does in _LINKS or near.entry.words == line.of or given
    changed = _changes_first(line, mark) or any(each.does is Does.CHANGE for each in before)
    return linked or (not group.governed and changed)


#: What tells where and when those counted were harmed.
_PLACES = frozenset({Does.THING, Does.LOOSE, Does.SIDE})


def _changes_first(line: Line, mark: Mark) -> bool:
    """Whether the verb stands before what is counted: بلغ عدد من قتلتهم الألغام هذا العام 64."""
    place, first = line.place(mark.first), mark.first
    while place and line.marks[place - 1].does is Does.LOOSE and line.marks[place - 1].end == first:
        place, first = place - 1, line.marks[place - 1].first  # بلغ إجمالي عدد …
    verb = line.marks[place - 1] if place else None
    return verb is not None and verb.does is Does.CHANGE and verb.end == first


def _set(group: Group, toll: _Toll | None, usual: Effect | None) -> None:
    if group.effect is not None:
        return
    told = toll.effect if toll is not None else None
    if told is None and usual is not Effect.INJURED:
        told = usual
    group.effect, group.rule, group.cumulative = told or Effect.KILLED, "toll", True
    if toll is not None and toll.category is not None and (not group.noun or group.generic):
        group.category = toll.category


def _changed(line: Line, change: Mark, groups: list[Group], tolls: list[_Toll], usual: Effect | None) -> None:
    """The figure after 'rose to', and the one that it rose from."""
    toll = min(tolls, key=lambda each: abs(each.mark.first - change.first), default=None)
    rises = change.entry.words[-1:] and any(
        each.does is Does.TO for each in line.lexicon.of(change.entry.words[-1]) if len(each.words) == 1
    )
    if (toll is not None and toll.things) or (toll is None and not rises):
        return
    told = toll.effect if toll is not None else None
    known, usual = usual or _told_before(groups, change), told or _harm_in(line) or usual
    if toll is None and usual is None and known is None:
        return
    usual = usual or known
    for group in groups:
        if group.first < change.end or group.form is not Form.FIGURE or group.part:
            continue
        marks = between(line, change.end, group.first)
        if unknown(line, change.end, group.first) > _NEAR or any(each.does not in _BETWEEN for each in marks):
            return
        if group.unknown or (toll is None and known is None and not group.noun):
            return
        near = marks[-1] if marks else None
        _set(group, toll, usual)
        if near is None or not (near.does is Does.FROM or near.entry.words == line.of):
            return
        group.superseded = near.does is Does.FROM or line.lexicon.grammar.harmed_may_wait


def _told_before(groups: list[Group], change: Mark) -> Effect | None:
    """The harm of a figure told before in the sentence: two more died, bringing the total to 13."""
    before = (group for group in groups if group.end <= change.first and group.form is Form.FIGURE)
    return next((group.effect for group in before if group.effect is not None), None)


def _risen_from(line: Line, group: Group, groups: list[Group]) -> None:
    """'… up from 17', 'to 48 from 41': the earlier figure of what was told before it."""
    if group.effect is not None or group.form is not Form.FIGURE or group.unknown:
        return
    before = [each for each in groups if each.end <= group.first and each.form is Form.FIGURE]
    known = next((each for each in reversed(before) if each.effect is not None), None)
    if known is None or (group.noun and group.category is not known.category):
        return
    marks = between(line, known.end, group.first)
    source = next((each for each in reversed(marks) if each.does is Does.FROM), None)
    if (
        source is None
        or unknown(line, source.end, group.first) > _FROM
        or (source.single and not known.cumulative and line.lexicon.grammar.describes_first)
    ):
        return
    group.effect, group.category, group.rule = known.effect, known.category, "toll"
    group.superseded = group.cumulative = True


def _harm_in(line: Line) -> Effect | None:
    return next((mark.entry.effect for mark in line.doing(Does.HARM)), None)
