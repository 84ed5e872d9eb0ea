"""Dates told from another day: *yesterday*, *on Sunday*, *last week*, *two days ago*, أمس، قبل يومين."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.digits import numeral
from tahqiq.language.figures.nouns import noun_form
from tahqiq.language.tokens import Tokens

#: Most words between a word such as 'past' and its unit (the past twenty-four hours).
_REACH = 4
_MANY = 10_000
NO_LENGTH = "how long ago is not said"


@dataclass(frozen=True, slots=True)
class _Length:
    """A number of units of time: tokens ``first`` to ``end``."""

    unit: str
    count: int | None
    first: int
    end: int


def weekday(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """A day of the week, with 'last' or 'next' and the word for day beside it."""
    found = words.weekdays.at(tokens, at)
    if found is None:
        return None
    end, letters, (number, doubtful) = found
    if _is_two(tokens, at, words) or (doubtful and not _certain(tokens, at, words)):
        return None
    first, start, direction = at, tokens.inside(at, letters), None
    before = words.weekday_words.before(tokens, at, floor)
    if before is not None:
        first, start = before[0], tokens.inside(before[0], before[1])
    side = words.directions_before.before(tokens, first, floor)
    if side is not None:
        first, start, direction = side[0], tokens.starts[side[0]], side[2]
    after = words.directions_after.after(tokens, end)
    if after is not None and tokens.near(end) and direction is None:
        end, direction = after
    joined = letters > 0 and tokens.words[at][0] in words.numbers.joiners
    return Atom(first, end, start, weekday=number, direction=direction, joined=joined and first == at)


def _certain(tokens: Tokens, at: int, words: DateWords) -> bool:
    """Whether an abbreviation that is also a word (Sat, Sun) is written and placed as a weekday."""
    text = tokens.text[tokens.starts[at] : tokens.ends[at]]
    following, before = tokens.word(at + 1), tokens.word(at - 1)
    beside = (
        following in {",", "."} or following.isdecimal() or words.months.after(tokens, at + 1) is not None
    )
    return text[0].isupper() and (beside or before in {"on", ",", "("})


def _is_two(tokens: Tokens, at: int, words: DateWords) -> bool:
    """Whether الاثنين is 'the two' and not Monday: after a dual, or after 'his children'."""
    before = tokens.word(at - 1)
    known = words.numbers.nouns
    word = tokens.words[at].removeprefix("ال")
    if word not in known.explicit_two:
        return False
    owned = before not in known.forms and noun_form(before, known) is not None
    return before in known.duals or owned


def told_from_today(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """Today, yesterday, last night, this morning."""
    found = words.relative.at(tokens, at)
    if found is None or at < floor:
        return None
    end, letters, (days, night, time) = found
    joined = letters > 0 and tokens.words[at][0] in words.numbers.joiners
    return Atom(at, end, tokens.inside(at, letters), days=days, night=night, time=time, joined=joined)


def span_before(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """A span named from the reference day, the direction first: *last week*, *the past 24 hours*."""
    found = words.directions_before.after(tokens, at)
    if found is None or at < floor:
        return None
    end, direction = found
    length = _length(tokens, end, words)
    if length is None or not tokens.near(end):
        return None
    return _spanned(length, at, length.end, tokens.starts[at], direction)


def span_after(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """The same, the direction last: الأسبوع الماضي, الـ24 ساعة الماضية, الأيام الثلاثة الماضية."""
    found = words.directions_after.after(tokens, at)
    if found is None or not tokens.near(at):
        return None
    length = _length_ending(tokens, at, words, floor)
    if length is None:
        return None
    return _spanned(length, length.first, found[0], _beginning(tokens, length.first, words), found[1])


def _spanned(length: _Length, first: int, end: int, start: int, direction: str) -> Atom:
    """The atom of a length of time up to the reference day, or of a calendar unit."""
    note = NO_LENGTH if length.count is None and length.unit in {"hour", "minute"} else ""
    return Atom(first, end, start, unit=length.unit, length=length.count, direction=direction, note=note)


def ago(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """So many units before the reference: *two days ago*."""
    found = words.ago_after.after(tokens, at)
    if found is None:
        return None
    length = _length_ending(tokens, at, words, floor)
    if length is None:
        return None
    return _at_distance(tokens, length, length.first, found[0], tokens.starts[length.first])


def before_now(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """The same, the word first: قبل يومين, منذ ثلاثة أيام.

    قبل يومين من counts from something else, and قبل يوم الأحد is no length of time.
    """
    found = words.ago_before.at(tokens, at)
    if found is None or at < floor:
        return None
    end, letters, _ = found
    length = _length(tokens, end, words)
    if length is None or not tokens.near(end) or _names_a_date(tokens, length.end, words):
        return None
    apart = tokens.word(length.end) in words.ago_apart
    return _at_distance(tokens, length, at, length.end, tokens.inside(at, letters), apart=apart)


def _at_distance(
    tokens: Tokens, length: _Length, first: int, end: int, start: int, *, apart: bool = False
) -> Atom:
    """The atom of a point in time before the reference."""
    note = "counted from something other than the reference day" if apart else ""
    if length.count is None:
        note = NO_LENGTH
    return Atom(first, end, start, unit=length.unit, length=length.count, ago=True, apart=apart, note=note)


def _names_a_date(tokens: Tokens, at: int, words: DateWords) -> bool:
    """Whether a unit is followed by what makes it a date: يوم الأحد, شهر رمضان, عام 2017."""
    following = tokens.word(at)
    named = words.months.after(tokens, at) is not None or words.weekdays.after(tokens, at) is not None
    return named or following.isdecimal() or words.directions_after.after(tokens, at) is not None


def _length(tokens: Tokens, at: int, words: DateWords) -> _Length | None:
    """A length of time that begins with a token: 24 hours, ثلاثة أيام, يومين, a week."""
    unit = words.units.get(tokens.word(at))
    if unit is not None:
        return _Length(unit, _count_of(tokens, at, words), at, at + 1)
    first = at
    at += tokens.word(at) in words.articles | words.numbers.articles
    found = _figure(tokens, at, words)
    end, count = (at, 1) if found is None else found
    unit = words.units.get(tokens.word(end))
    if unit is None:
        return _vague_length(tokens, first, words)
    if found is None and at == first:
        return None
    return _Length(unit, count, first, end + 1)


def _vague_length(tokens: Tokens, at: int, words: DateWords) -> _Length | None:
    """A length without a number: a few days, بضعة أيام."""
    for where in (at, at + 1):
        found = words.numbers.vague.around(tokens, where, at) if where < len(tokens) else None
        if found is not None and (unit := words.units.get(tokens.word(found.end))) is not None:
            return _Length(unit, None, found.first, found.end + 1)
    return None


def _length_ending(tokens: Tokens, end: int, words: DateWords, floor: int) -> _Length | None:
    """A length of time that ends before a token, its number before or after the unit."""
    unit = words.units.get(tokens.word(end - 1))
    if unit is not None and end - 1 >= floor:
        for first in range(max(floor, end - 1 - _REACH), end):
            length = _length(tokens, first, words)
            if length is not None and length.end == end:
                return length
        return _Length(unit, _count_of(tokens, end - 1, words), end - 1, end)
    for first in range(max(floor, end - _REACH), end - 1):
        unit = words.units.get(tokens.words[first])
        figure = _figure(tokens, first + 1, words)
        if unit is not None and figure is not None and figure[0] == end:
            return _Length(unit, figure[1], first, end)
    return None


def _count_of(tokens: Tokens, at: int, words: DateWords) -> int | None:
    """The number that a unit alone says: two for a dual, one for a singular, none for a plural."""
    word = tokens.words[at]
    if word in words.numbers.nouns.time_duals:
        return 2
    return None if word in words.plural_units else 1


def _figure(tokens: Tokens, at: int, words: DateWords) -> tuple[int, int] | None:
    """A whole number that begins with a token: the token after it, and the number."""
    word = tokens.word(at)
    if word.isdecimal():
        figure = numeral(tokens, at, words.numbers)
    elif (
        composed := compose(tokens, at, words.numbers) if word in words.numbers.words else None
    ) is not None:
        figure = composed
    else:
        return None
    whole = figure.value.denominator == 1 and figure.value < _MANY
    return (figure.end, int(figure.value)) if whole else None


def _beginning(tokens: Tokens, at: int, words: DateWords) -> int:
    """Where a token begins in the text after the particle glued to it."""
    word = words.numbers.words.get(tokens.words[at])
    return tokens.starts[at] if word is None else tokens.inside(at, word.letters)
