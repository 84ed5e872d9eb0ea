"""Ages beside people and names: Omar, 12; five-year-old Amal; ابنه رامي (15 عاما)."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category

#: An age is no more than this; below eighteen is a child (Convention on the Rights of the Child, article 1).
_OLDEST, ADULT = 110, 18
#: No age has more digits.
_YEARS = 3
#: How many words of a name may stand before an age, and how many known words.
_NAMED, _TO_AGE = 4, 4
_MAYBE_YOUNG = frozenset({None, Category.PEOPLE, Category.WOMEN, Category.MEN})


def age_before(line: Line, first: int) -> int | None:
    """The age right before a name: five-year-old Amal."""
    pos, place = first, line.place(first)
    for mark in reversed(line.marks[max(0, place - 2) : place]):
        if mark.does is not Does.LOOSE or line.bare(mark.end, pos):
            return None
        if mark.age is not None:
            return mark.age
        pos = mark.first
    return None


def ages_told(line: Line, groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Makes children of those with an age after their name (ابنه رامي (15 عاما)); where the ages stand."""
    ages = []
    for group in groups:
        if group.form is not Form.ONE or group.loss:
            continue
        end = group.end
        while end < line.sentence.last and end - group.end < _NAMED and _plain(line, end):
            end += 1
        age, after = age_after(line, end)
        if age is None:
            age, after = _age_told(line, group), end
        if age is None:
            continue
        ages.append((end, after))
        if line.tokens.word(group.end) in line.lexicon.grammar.aged and after > end:
            group.end = after
        if age < ADULT and group.category in _MAYBE_YOUNG:
            group.category, group.finer = Category.CHILDREN, ""
    return ages


def _age_told(line: Line, group: Group) -> int | None:
    """The age that a word leads to from somebody: ابنته البالغة عشرة أعوام."""
    place = line.place(group.first)
    for mark in line.marks[place + 1 : place + _TO_AGE]:
        if mark.age is not None:
            words = line.tokens.words[group.first : mark.first]
            return mark.age if any(word in line.lexicon.grammar.aged for word in words) else None
        if mark.does not in {Does.NEAR, Does.LOOSE}:
            return None
    return None


def _plain(line: Line, at: int) -> bool:
    return line.tokens.words[at].isalpha() and not line.known(at)


def age_after(line: Line, end: int) -> tuple[int | None, int]:
    """The age after a name, and the token after it: ', 54,' or '(aged 13)'."""
    if line.tokens.word(end) in line.lexicon.grammar.aged:
        end += 1  # فتى يبلغ 16 عاما
    at = line.place(end)
    marks = line.marks[at : at + 4]
    if marks and marks[0].first == end and line.tokens.word(marks[0].end) in line.lexicon.grammar.years:
        digits = line.tokens.word(marks[0].first)
        if digits.isdecimal() and len(digits) <= _YEARS and int(digits) <= _OLDEST:
            return int(digits), marks[0].end + 1  # سلمى 3 سنوات
    if not marks or marks[0].first != end or marks[0].does not in {Does.COMMA, Does.OPEN}:
        return None, end
    here = 2 if len(marks) > 2 and marks[1].does is Does.LOOSE and marks[1].age is None else 1
    if len(marks) <= here:
        return None, end
    age = _years(marks[here])
    if age is None or line.bare(marks[0].end, marks[here].first) > 1:
        return None, end
    closing = marks[here + 1] if len(marks) > here + 1 else None
    bounded = (
        closing is None or closing.does in {Does.COMMA, Does.CLOSE, Does.AND, Does.CLAUSE} or closing.joined
    )
    sure = marks[0].does is Does.OPEN or marks[here].age is not None
    if not sure and not (bounded and (closing is None or line.bare(marks[here].end, closing.first) == 0)):
        return None, end
    close = closing is not None and closing.does is Does.CLOSE
    return age, closing.end if close and closing is not None else marks[here].end


def _years(mark: Mark) -> int | None:
    if mark.age is not None:
        return mark.age
    figure = mark.figure
    if figure is None or figure.value is None or figure.count.min != figure.count.max:
        return None
    return int(figure.value) if figure.value <= _OLDEST else None
