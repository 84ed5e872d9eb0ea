"""Harm shared within lists, and between wholes and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.around import (
    begins_with,
    between,
    by_and,
    governs_next,
    joined_to,
    speaks,
    told_of_itself,
    unknown,
)
from tahqiq.read.claims.companions import with_companions
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect

#: How many words name a place or doer over which figures are spread.
_PLACES = 4
#: What may stand within a list of which some have no figure (a mother and her three children).
_CLOSE = frozenset(
    {Does.AND, Does.COMMA, Does.ARTICLE, Does.LOOSE, Does.SIDE, Does.OTHERS, Does.OPEN, Does.CLOSE}
)

#: What tells when and where, before those harmed beside somebody.
_WHEN = frozenset({Does.NEAR, Does.MEASURE, Does.LOOSE})

#: The same in a list after a heading, where ages and signs stand between.
_LISTED = _CLOSE | {Does.CLAUSE, Does.FIGURE}


def give(group: Group, effect: Effect, mark: Mark | None, rule: str) -> None:
    """Sets what happened to a group, unless it is known already."""
    if group.effect is None:
        group.effect, group.harm, group.rule = effect, mark, rule


def settle(line: Line, groups: list[Group]) -> None:
    """Shares what is known within lists, and between wholes and their parts."""
    share_lists(line, groups)
    for group in groups:
        if group.weak and group.own is not None and _holds(group):
            give(group, group.own, None, "noun")
    for before, group in pairwise(groups):
        if _beside(line, before, group):
            give(group, before.effect or Effect.KILLED, before.harm, "list")
    for group in groups:
        _as_part(line, group)
    share_lists(line, groups)
    with_companions(line, groups)
    _added(line, groups)
    share_lists(line, groups)
    _broken_down(groups)


def _added(line: Line, groups: list[Group]) -> None:
    """'… as well as three medics': those added to others share their harm, whatever was told between."""
    for at, group in enumerate(groups) if Does.AND in line.present else ():
        place = line.place(group.first)
        mark = line.marks[place - 1] if place else None
        if mark is None or mark.does is not Does.AND or mark.single or mark.end != group.first:
            continue
        whole = next((one for one in reversed(groups[:at]) if one.effect is not None and not one.part), None)
        one = group.form is Form.ONE and not group.definite
        if whole is None or not (one or group.form is Form.FIGURE) or not _shareable(line, group):
            continue
        if not any(one.does in _ENDING for one in between(line, whole.end, group.first)):
            give(group, whole.effect or Effect.KILLED, whole.harm, "list")


#: What ends the telling of some, so that nobody is added to them.
_ENDING = frozenset({Does.HARM, Does.SAYS, Does.CAUSE, Does.CHANGE, Does.TOLL})


def _broken_down(groups: list[Group]) -> None:
    """'88 victims, 23 killed and 65 injured': those that add up to a figure before them are its parts."""
    figures = [group for group in groups if group.form is Form.FIGURE]
    for whole, dead, hurt in zip(figures, figures[1:], figures[2:], strict=False):
        counts = [each.count.min or 0 for each in (whole, dead, hurt)]
        if counts[0] != counts[1] + counts[2] or {dead.effect, hurt.effect} != _HARMED:
            continue
        victims = whole.weak and whole.own is Effect.KILLED
        if whole.own is Effect.KILLED_OR_INJURED or victims or whole.rule == "toll":
            whole.effect = Effect.KILLED_OR_INJURED
            for part in (dead, hurt):
                part.part, part.parent = True, whole


#: Of whom a part told without a calling has the same.
_CALLINGS = {Category.COMBATANTS, Category.MEDICS, Category.AID_WORKERS, Category.JOURNALISTS}
_HARMED = {Effect.KILLED, Effect.INJURED}


def share_lists(line: Line, groups: list[Group]) -> None:
    """Groups joined to one whose harm is known share it, forward and then backward."""
    known = [group for group in groups if group.effect is not None]
    if not 0 < len(known) < len(groups):
        return
    pairs = list(pairwise(_row(line, groups)))
    for before, group in pairs:
        _share(line, before, group)
    for before, group in reversed(pairs):
        _share(line, group, before)


def _row(line: Line, groups: list[Group]) -> list[Group]:
    """The groups of a sentence that may stand in a list, those left out that only say who others are."""
    row: list[Group] = []
    for at, group in enumerate(groups):
        if group.shared or group.toll or _only_whose(group):
            continue
        apposed = bool(row) and group.definite and _apposed(line, row[-1], group)
        goes_on = apposed and at + 1 < len(groups) and line.tokens.word(group.end) == ","
        if not goes_on:
            row.append(group)  # killed Rahim Dawar, the deputy governor, and two bodyguards
    return row


def _apposed(line: Line, named: Group, group: Group) -> bool:
    """Whether a noun only says who somebody named is: Khaled Hindi, a teacher."""
    one = group.form is Form.ONE and not (group.owned or group.named or group.joined)
    if not one or not (named.form is Form.NAMED or (named.form is Form.ONE and named.named)):
        return False
    marks = between(line, named.end, group.first)
    return bool(marks) and all(
        mark.does in {Does.COMMA, Does.ARTICLE, Does.LOOSE, Does.SIDE} for mark in marks
    )


def _counts_as_part(group: Group) -> bool:
    """Whether a group is a part of others who were harmed: not four of his six, of whom four died."""
    alone = group.of_them and group.parent is not None and group.parent.effect is None
    return group.part and not alone


def _only_whose(group: Group) -> bool:
    """Whether a group only says whose others are: five members of the security forces and nine civilians."""
    return (
        group.form is Form.BARE
        and group.governed
        and not group.joined
        and group.effect is None
        and group.own is None
    )


def _share(line: Line, known: Group, group: Group) -> None:
    if known.effect is None or group.effect is not None or _counts_as_part(known) != group.part:
        return
    if (known.rule == "noun" and not known.heading) or known.toll or not _shareable(line, group):
        return
    first, second = (known, group) if known.first < group.first else (group, known)
    if known is first and _after_aside(line, first, second):
        give(group, known.effect, known.harm, "list")
        return
    strict = group.form is not Form.FIGURE and not group.part
    trailing = group.joined and (group.owned or not line.lexicon.grammar.describes_first)
    named = first.form is Form.ONE and (first.kin or _is_called(line, first, second))
    named = named and _only_named(line, first, second)
    named = named or _only_titled(line, first, second)
    reach = 2 if trailing else 0 if strict and not named else 3
    if _spread(line, known, group):
        if not group.noun:
            group.category, group.finer = known.category, known.finer
    elif not joined_to(line, first, second, reach=reach):
        return
    allowed = _LISTED if known.heading else _CLOSE
    if (
        strict
        and not (group.owned and group.joined)
        and any(mark.does not in allowed for mark in between(line, first.end, second.first))
    ):
        return
    if _apposed(line, first, second):
        return
    if first is group and known.rule != "list" and not by_and(line, first, second):
        return
    give(group, known.effect, known.harm, "list")


def _after_aside(line: Line, first: Group, second: Group) -> bool:
    """Whether a clause about one ends before another: the medic, whose name I never learned, and my aunt."""
    marks = between(line, first.end, second.first)
    if marks and marks[-1].does is Does.ARTICLE and not marks[-1].entry.definite:
        marks = marks[:-1]
    if len(marks) < 4 or second.first - first.end > _ASIDE or first.form is Form.BARE:  # , who … , and
        return False
    opened = marks[0].does is Does.COMMA and marks[0].first == first.end
    who = marks[1].does is Does.CLAUSE and begins_with(marks[1], line.lexicon.grammar.who)
    closed = [mark.does for mark in marks[-2:]] == [Does.COMMA, Does.AND]
    inside = {mark.does for mark in marks[2:-2]}
    begun = line.bare(marks[-1].end, second.first) <= 1 and second.form is not Form.BARE
    return opened and who and closed and begun and inside.isdisjoint(_ENDING | {Does.COMMA, Does.FIGURE})


#: How many tokens a clause about somebody in a list may take.
_ASIDE = 16


def _is_called(line: Line, first: Group, second: Group) -> bool:
    """Whether words between two say what the first is called: a commander known as Abu Hafs, his guard."""
    words = line.tokens.words[first.end : second.first]
    return any(word in line.lexicon.grammar.naming for word in words)


def _only_named(line: Line, first: Group, second: Group) -> bool:
    """Whether nothing but a name stands between two: her husband, Karim, and their two sons."""
    words = range(first.end, second.first)
    return all(line.capital(at) or line.known(at) or not line.tokens.words[at].isalpha() for at in words)


def taken_captive(line: Line, group: Group) -> bool:
    """Whether a noun after a group says that it was taken: took ten others hostage, 16 soldiers prisoner."""
    captive, words = line.lexicon.grammar.captive, line.tokens.words
    if not captive or group.form not in {Form.FIGURE, Form.TWO} or group.own is not None:
        return False
    many = group.count.min is None or group.count.min > 1
    ends = words[group.end - 1] in captive and group.end - group.first > 1
    if words[group.end - 1] in line.lexicon.grammar.captives:
        return line.tokens.word(group.first - 1) in line.lexicon.grammar.capturing  # took four prisoners
    return many and (ends or line.tokens.word(group.end) in captive)


def _only_titled(line: Line, first: Group, second: Group) -> bool:
    """Whether a name without capitals may stand before who is joined: الناشطة ليلى صويلح مع زميلتين."""
    if line.lexicon.grammar.capitals or first.form is not Form.ONE or not first.definite:
        return False
    marks = between(line, first.end, second.first)
    return all(mark.does is Does.AND for mark in marks) and (bool(marks) or second.joined)


def _beside(line: Line, before: Group, group: Group) -> bool:
    """Whether somebody is told as harmed beside another, after the verb: she was killed with her driver."""
    harm, words = before.harm, line.lexicon.grammar.beside
    if harm is None or group.effect is not None or group.own is not None:
        return False
    if harm.first < before.end:
        return before.form is Form.ONE and _with_theirs(line, before, group)
    marks = between(line, harm.end, group.first)
    company = (line.lexicon.grammar.company,)
    while marks and marks[0].does in _WHEN and marks[0].entry.words != company:
        marks = marks[1:]  # he was killed in 2016 along with 20 others
    if not marks or unknown(line, harm.end, group.first) > 1 or unknown(line, marks[0].first, group.first):
        return False
    known = group.others or any(mark.entry.owned for mark in marks)
    joining = (
        (marks[0].does is Does.AND and marks[0].entry.words[0] in words)
        or (known and marks[0].entry.words == company)
        or _and_theirs(line, before, group, marks)
    )
    return joining and all(each.does in _CLOSE for each in marks[1:])


def _with_theirs(line: Line, before: Group, group: Group) -> bool:
    """Whether somebody's own stands right after them: killed a mother with her newborn."""
    marks = between(line, before.end, group.first)
    company = [mark.entry.words for mark in marks[:1]] == [(line.lexicon.grammar.company,)]
    owned = len(marks) == 2 and marks[1].does is Does.ARTICLE and marks[1].entry.owned
    return company and owned and line.bare(before.end, group.first) == 2


def _and_theirs(line: Line, before: Group, group: Group, marks: Sequence[Mark]) -> bool:
    """Whether relatives are added after the verb: my husband was killed, and my two daughters."""
    owned = any(mark.does is Does.ARTICLE and mark.entry.owned for mark in marks)
    joined = [mark.does for mark in marks if mark.does is not Does.COMMA][:1] == [Does.AND]
    return owned and joined and before.kin and group.kin and not told_of_itself(line, group)


def _spread(line: Line, known: Group, group: Group) -> bool:
    """Whether figures are spread over places or doers: killed 2 in Tanf, 4 in Suran and 1 in Zaytun."""
    if known.first > group.first or known.form is not Form.FIGURE or group.form is not Form.FIGURE:
        return False
    harm = known.harm
    told = harm is not None and harm.first >= known.end and governs_next(line, known, after=harm.end)
    return (
        (governs_next(line, known) or told)
        and governs_next(line, group)
        and joined_to(line, known, group, reach=_PLACES)
    )


def _shareable(line: Line, group: Group) -> bool:
    """Whether a group may take the harm of one it is joined to."""
    if group.governed or group.shared or group.own is not None or speaks(line, group):
        return False
    if group.form is Form.FIGURE:
        return group.noun or group.others or group.plausible or governs_next(line, group)
    return not group.definite or group.owned or group.form is Form.ONE


def _as_part(line: Line, group: Group) -> None:
    """Gives a part the harm of its whole."""
    whole = group.parent
    if not group.part or group.effect is not None or whole is None or whole.effect is None:
        return
    if speaks(line, group):
        return
    give(group, whole.effect, whole.harm, "part")
    if group.generic and group.category in {None, Category.PEOPLE} and whole.category in _CALLINGS:
        group.category = whole.category  # 14 militants, including two leaders
    if group.of_them and not group.noun and whole.form is Form.BARE and whole.noun:
        group.category, group.finer, whole.toll = whole.category, whole.finer, True


def _holds(group: Group) -> bool:
    """Whether what a noun tells weakly holds: not of those only named beside something else."""
    return group.of_them or not group.governed or group.own is Effect.INJURED
