"""What words that open a part tell beside it: one and the other, whose they are, a list without a figure."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.around import between, joined_to, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Effect


def the_other(line: Line, mark: Mark, group: Group) -> bool:
    """Whether the one and the other are only described: طفلان، أحدهما في السابعة والآخر في الرابعة."""
    alone = group.others and group.form is Form.ONE and line.known(group.first)
    known = alone and line.marks[line.place(group.first)].entry.definite
    return known and mark.single and between(line, mark.end, group.first)[:1] != []


def genitive(line: Line, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a noun right after another only says whose they are: عوائل عناصر التنظيم."""
    plain = group.form in {Form.BARE, Form.ONE} and not group.joined and group.own is None
    if not plain or line.lexicon.grammar.describes_first:
        return False
    return any(each.end == group.first and each.governed for each in groups)


def told_of_some(line: Line, mark: Mark) -> Effect | None:
    """The harm told of people whom only the list after it names: قتل من كان بداخلها، وهم قيادي وحارسه."""
    if mark.entry.words[0] not in line.lexicon.grammar.namely:
        return None
    harms = [each for each in line.doing(Does.HARM) if each.end <= mark.first]
    return harms[-1].entry.effect if harms else None


def among_counted(line: Line, groups: Sequence[Group]) -> None:
    """'Among 14 people executed in the square were a teacher and his student': parts of a figure before."""
    first = line.marks[0] if line.marks else None
    if first is None or first.does is not Does.AMONG or first.first != line.sentence.first or len(groups) < 2:
        return
    whole = groups[0]
    if whole.form is not Form.FIGURE or not whole.noun or unknown(line, first.end, whole.first):
        return
    verb = next((mark for mark in between(line, whole.end, groups[-1].first) if mark.does is Does.BE), None)
    following = [group for group in groups[1:] if verb is not None and group.first >= verb.end]
    if verb is None or not following or unknown(line, verb.end, following[0].first) or following[0].part:
        return
    last: Group | None = None
    for group in following:
        if last is not None and not joined_to(line, last, group, reach=0):
            return
        group.part, group.parent, last = True, whole, group
    whole.governed = False
