"""Days of the month before and after the name of a month: 12, 12th, fifth, 6-9, 5 and 6, الخامس والعشرين."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.tokens import Tokens

#: Most words in an ordinal day (الخامس والعشرون من).
_LONGEST_ORDINAL = 3


@dataclass(frozen=True, slots=True)
class DayNumber:
    """A day of the month: tokens ``first`` to ``end``; ``apart`` where a second one ends no range."""

    value: int
    first: int
    end: int
    start: int
    apart: bool = False


def days_before(tokens: Tokens, at: int, words: DateWords, floor: int) -> list[DayNumber]:
    """The day, or two days, before a month."""
    between = words.day_month.before(tokens, at, floor)
    last = day_ending(tokens, at if between is None else between[0], words, floor)
    if last is None and between is not None:
        last = day_ending(tokens, at, words, floor)
    if last is None:
        return []
    days, links = [last], list[str]()
    while (link := _link_before(tokens, days[0].first, words, floor)) is not None:
        first = day_ending(tokens, link[0], words, floor)
        if first is None or first.value >= days[0].value or "to" in links:
            break
        days.insert(0, first)
        links.append(link[1])
    return _grouped(tokens, days, links, words, floor)


def _grouped(
    tokens: Tokens, days: list[DayNumber], links: list[str], words: DateWords, floor: int
) -> list[DayNumber]:
    """Days as a range where the words say so or they follow one another; otherwise apart."""
    between = words.range_from.before(tokens, days[0].first, floor) is not None and len(days) == 2
    in_a_row = days[-1].value - days[0].value == len(days) - 1
    if len(days) < 2 or "to" in links or between or in_a_row:
        return days if len(days) < 2 else [days[0], days[-1]]
    return [*(replace(each, apart=True) for each in days[:-1]), days[-1]]


def _link_before(tokens: Tokens, at: int, words: DateWords, floor: int) -> tuple[int, str] | None:
    """The word that links two days, ending before a token: its first token, and which link it is."""
    for size in (3, 2, 1):
        start = at - size
        if start < floor:
            continue
        link = tuple(tokens.words[start:at])
        if link in words.range_to:
            return start, "to"
        if link in words.range_and:
            return start, "and"
    return None


def day_ending(tokens: Tokens, end: int, words: DateWords, floor: int) -> DayNumber | None:
    """The day of the month that ends before a token: digits, digits and suffix, or an ordinal."""
    at = end - 1
    if at < floor or not tokens.near(end):
        return None
    if tokens.words[at] in words.numbers.ordinal_suffixes and tokens.glued(at):
        at -= 1
    day = _digits(tokens, at, floor)
    if day is not None:
        return DayNumber(day, at, end, tokens.starts[at])
    for size in range(_LONGEST_ORDINAL, 0, -1):
        if end - size >= floor:
            found = ordinal(tokens, end - size, words.numbers)
            if found is not None and found.end == end and found.value <= 31:
                return DayNumber(found.value, end - size, end, found.start)
    return _tens(tokens, end - 1, words)


def _tens(tokens: Tokens, at: int, words: DateWords) -> DayNumber | None:
    """العشرين من, الثلاثين من: tens that are ordinals by their article."""
    word = words.numbers.words.get(tokens.words[at])
    definite = word is not None and tokens.words[at][word.letters :].startswith("ال")
    if word is None or not definite or word.value not in {20, 30}:
        return None
    return DayNumber(word.value, at, at + 1, tokens.inside(at, word.letters))


def _digits(tokens: Tokens, at: int, floor: int) -> int | None:
    """One or two digits that stand alone."""
    word = tokens.word(at)
    if at < floor or not word.isdecimal() or len(word) > 2 or int(word) == 0:
        return None
    glued = tokens.glued(at) and tokens.words[at - 1] in {",", ".", ":", "/", "٬", "٫", "$", "#"}
    return None if glued else int(word)


def days_after(tokens: Tokens, at: int, words: DateWords, *, bare: bool) -> list[DayNumber]:
    """The day, or two days, after a month (June 12, June 6-9; with a slip Sept.27, 2017)."""
    at += tokens.word(at) in words.articles
    first = _day_beginning(tokens, at, words) or _slipped_day(tokens, at)
    if first is None or (
        bare
        and tokens.word(first.end) in words.numbers.nouns.forms
        and tokens.word(at - 2) in words.counted_after
    ):
        return []
    for size in (3, 2, 1):
        link = tuple(tokens.words[first.end : first.end + size])
        second = (
            _day_beginning(tokens, first.end + size, words)
            if link in words.range_to | words.range_and
            else None
        )
        if (
            second is None
            or words.months.after(tokens, second.end) is not None
            or second.value <= first.value
        ):
            continue
        if link in words.range_to or second.value == first.value + 1:
            return [first, second]
    return [first]


def _slipped_day(tokens: Tokens, at: int) -> DayNumber | None:
    """A day typed against the dot of the month, or after a comma: only where a year follows it.

    >>> from tahqiq.language.tokens import cut
    >>> [_slipped_day(cut(text), 2).value for text in ("Sept.27, 2017", "July , 29, 2017")]
    [27, 29]
    """
    at += tokens.word(at) == "," and tokens.near(at)
    word, year = tokens.word(at), tokens.word(at + 2)
    followed = tokens.word(at + 1) == "," and len(year) == 4 and year.isdecimal()
    slipped = tokens.word(at - 1) in {".", ","} and tokens.near(at)
    if not (slipped and followed and len(word) < 3 and word.isdecimal() and 0 < int(word) <= 31):
        return None
    return DayNumber(int(word), at, at + 1, tokens.starts[at])


def _day_beginning(tokens: Tokens, at: int, words: DateWords) -> DayNumber | None:
    """The day of the month that begins with a token."""
    day = _digits(tokens, at, 0)
    if day is None or not tokens.near(at) or day > 31:
        return None
    end = at + 1
    if tokens.glued(end) and tokens.words[end] in words.numbers.ordinal_suffixes:
        end += 1
    elif (tokens.glued(end) and (tokens.words[end] in {":", "%"} or tokens.words[end].isalpha())) or (
        tokens.glued(end)
        and tokens.words[end] in {",", "."}
        and tokens.glued(end + 1)
        and tokens.words[end + 1].isdecimal()
    ):
        return None
    return DayNumber(day, at, end, tokens.starts[at])
