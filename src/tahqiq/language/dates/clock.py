"""Times of day: 15:30, 3 a.m., الساعة الثالثة والنصف فجرا, at dawn, بعد صلاة العصر."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.dates.mention import TimeOfDay
from tahqiq.language.dates.numeric import minute
from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.lexicon import Role
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.tokens import Tokens

_CLOCK = re.compile(r"([0-9](?<![\w:.,/-].)[0-9]?):([0-5][0-9])(?::[0-5][0-9])?(?![0-9:])")
TWO_READINGS = "morning or evening is not said"
_LONGEST_HOUR = 3


def clock_times(tokens: Tokens, words: DateWords) -> Iterator[Atom]:
    """Every hh:mm of a text, with a.m. or p.m. or the part of the day after it."""
    for found in _CLOCK.finditer(tokens.folded):
        hours, minutes = int(found[1]), int(found[2])
        if hours > 23:
            continue
        first, end = tokens.at(found.start()), tokens.at(found.end())
        named = words.clock["hours"].before(tokens, first)
        start = found.start()
        if named is not None:
            first, start = named[0], tokens.inside(named[0], named[1])
        yield _placed(tokens, first, end, start, hours, minutes, words, sure=found[1][0] == "0" or hours > 12)


def hour(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """An hour after the word for hour: الساعة 3, الساعة الثالثة والنصف."""
    found = words.clock["hours"].at(tokens, at)
    if found is None or at < floor or found[0] >= len(tokens):
        return None
    where, letters, _ = found
    value = _hour_number(tokens, where, words)
    if value is None:
        return None
    hours, end = value
    minutes, end = _minutes(tokens, end, words)
    hours, minutes = (hours, minutes) if minutes >= 0 else ((hours - 1) % 24, 60 + minutes)
    return _placed(tokens, at, end, tokens.inside(at, letters), hours, minutes, words, sure=hours > 12)


def _hour_number(tokens: Tokens, at: int, words: DateWords) -> tuple[int, int] | None:
    """The hour that begins with a token, in digits or in words, and the token after it."""
    word = tokens.words[at]
    if word.isdecimal() and len(word) <= 2 and tokens.word(at + 1) != ":":
        hours, end = int(word), at + 1
    else:
        named = ordinal(tokens, at, words.numbers)
        figure = compose(tokens, at, words.numbers, joins=0) if named is None else None
        if named is not None:
            hours, end = named.value, named.end
        elif figure is not None and figure.value.denominator == 1:
            hours, end = int(figure.value), figure.end
        else:
            return None
    return (hours, end) if hours < 24 else None


def _minutes(tokens: Tokens, at: int, words: DateWords) -> tuple[int, int]:
    """The minutes added to an hour in words: and a half, and a quarter, less a quarter."""
    for name, minutes in (("half", 30), ("quarter", 15), ("minus", -15)):
        found = words.clock[name].after(tokens, at)
        if found is not None:
            return minutes, found[0]
    return 0, at


def beside_sign(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """An hour in digits before a.m., p.m., o'clock or hrs, or a range of two."""
    before = tokens.word(at - 1)
    if at <= floor or not before.isdecimal() or not tokens.near(at):
        return None
    military = words.clock["military"].after(tokens, at)
    if military is not None:
        return _military(tokens, at, military[0])
    sign = next((name for name in ("am", "pm", "after") if words.clock[name].after(tokens, at)), None)
    if sign is None or len(before) > 2 or not 1 <= int(before) <= 12:
        return None
    if tokens.glued(at - 1) and tokens.words[at - 2] in _WITHIN:
        return None
    if not tokens.words[at].isascii() and not (tokens.glued(at) or _after_hour_word(tokens, at - 1, words)):
        return None  # م alone after a number is also metres
    atom = _placed(tokens, at - 1, at, tokens.starts[at - 1], int(before), 0, words, sure=False)
    return _from_hour(tokens, atom, words, floor, sign)


def _military(tokens: Tokens, at: int, end: int) -> Atom | None:
    """Four digits before 'hrs' or Z."""
    digits = tokens.words[at - 1]
    if len(digits) != 4 or int(digits[:2]) > 23 or int(digits[2:]) > 59:
        return None
    return Atom(at - 1, end, tokens.starts[at - 1], time=minute(int(digits[:2]), int(digits[2:])))


def _from_hour(tokens: Tokens, last: Atom, words: DateWords, floor: int, sign: str) -> Atom:
    """A time with the hour before it from which the range runs (between 3 and 5 a.m.)."""
    first = last.first - 2
    hours = tokens.word(first)
    if (
        first < floor
        or not hours.isdecimal()
        or len(hours) > 2
        or not 1 <= int(hours) <= 12
        or last.time is None
    ):
        return last
    before = words.range_from.before(tokens, first, floor)
    link = (tokens.words[last.first - 1],)
    if link not in words.range_to and not (before is not None and link in words.range_and):
        return last
    begin = minute(int(hours) % 12 + 12 * (sign == "pm"), 0).start
    start = tokens.starts[first]
    if before is not None:
        first, start = before[0], tokens.inside(before[0], before[1])
    return last._replace(first=first, start=start, time=TimeOfDay("clock", begin, last.time.end))


_WITHIN = frozenset(":.,-/")


def _after_hour_word(tokens: Tokens, at: int, words: DateWords) -> bool:
    return words.clock["hours"].before(tokens, at) is not None


def _placed(
    tokens: Tokens,
    first: int,
    end: int,
    start: int,
    hours: int,
    minutes: int,
    words: DateWords,
    *,
    sure: bool,
) -> Atom:
    """A time on the clock, in the half of the day that the words after it tell."""
    for name, shift in (("am", 0), ("pm", 12)):
        found = words.clock[name].after(tokens, end)
        if found is not None and hours <= 12:
            return Atom(first, found[0], start, time=minute(hours % 12 + shift, minutes))
    after = words.clock["after"].after(tokens, end)
    end = end if after is None else after[0]
    atom = Atom(first, end, start, time=minute(hours, minutes))
    part = words.day_parts.after(tokens, end)
    if part is not None and hours <= 12:
        moved = atom._replace(time=within(hours, minutes, part[1][0]))
        return moved if part[1][1] else moved._replace(end=part[0])
    if sure or hours == 0 or hours > 12:
        return atom
    return atom._replace(ambiguous=True, note=TWO_READINGS)


def within(hours: int, minutes: int, part: TimeOfDay) -> TimeOfDay:
    """An hour of twelve in the half of the day that a part of it tells.

    >>> from tahqiq.language.dates.lexicon import day_parts
    >>> within(3, 30, day_parts()["fajr"]).start, within(3, 0, day_parts()["asr"]).start
    (datetime.time(3, 30), datetime.time(15, 0))
    """
    begin = part.start.hour * 60 + part.start.minute
    length = ((part.end.hour * 60 + part.end.minute) - begin) % 1440
    middle = begin + length // 2
    early = (hours % 12) * 60 + minutes
    late = early + 720

    def distance(moment: int) -> int:
        away = abs(moment - middle) % 1440
        return min(away, 1440 - away)

    nearest = min((early, late), key=distance)
    return minute(nearest // 60, nearest % 60)


def part_of_day(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """A part of the day by its name, with the hour before it (الثالثة فجرا)."""
    found = words.day_parts.at(tokens, at)
    if found is None:
        return None
    end, letters, (time, beside) = found
    joined = letters > 0 and tokens.words[at][0] in words.numbers.joiners
    named = (words.weekdays.after(tokens, each) for each in range(at, end))
    day = next((each[1][0] for each in named if each is not None), None)  # Friday prayers
    start = tokens.inside(at, letters)
    atom = Atom(at, end, start, time=time, beside=beside, joined=joined, weekday=day)
    for size in range(_LONGEST_HOUR, 0, -1):
        first = at - size
        if first < floor or first < 0:
            continue
        hours = _named_hour(tokens, first, words)
        if hours is None or not tokens.near(at):
            continue
        minutes, stop = _minutes(tokens, hours[1], words)
        if stop == at and minutes >= 0:
            moment = within(hours[0], minutes, time)
            return atom._replace(first=first, start=tokens.starts[first], time=moment, beside=False)
    return atom


def _named_hour(tokens: Tokens, at: int, words: DateWords) -> tuple[int, int] | None:
    """An hour as an ordinal, or الواحدة, without the word for hour: the hour and the token after it."""
    named = ordinal(tokens, at, words.numbers)
    if named is not None:
        return (named.value, named.end) if 1 <= named.value <= 12 else None
    word = words.numbers.words.get(tokens.words[at])
    one = word is not None and word.role is Role.PART and word.definite and word.value == 1
    return (1, at + 1) if one else None
