"""Dates with the name of a month."""

from __future__ import annotations

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.days import DayNumber, day_ending, days_after, days_before
from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.dates.mention import Calendar
from tahqiq.language.dates.years import with_part, year_after
from tahqiq.language.tokens import Tokens


def month_date(tokens: Tokens, at: int, words: DateWords, floor: int) -> list[Atom]:
    """The date around the name of a month; nothing where the word is no month there.

    Two days that are not a range (5 and 9 June) give two atoms.
    """
    found = words.months.at(tokens, at)
    if found is None:
        return []
    end, letters, (calendar, month, follows, doubtful) = found
    end = _same_month_again(tokens, end, words, month, calendar)
    part = words.parts.before(tokens, at, floor)
    left = days_before(tokens, at, words, floor) if part is None else []
    right = days_after(tokens, end, words, bare=not left) if follows and part is None else []
    days = (
        right
        if right and (not left or year_after(tokens, right[-1].end, words, calendar) is not None)
        else left
    )
    end = days[-1].end if days and days is right else end
    direction, end = _direction_after(tokens, end, words)
    year, end = year_after(tokens, end, words, calendar) or (None, end)
    atom = Atom(at, end, tokens.inside(at, letters), year, month, calendar=calendar, direction=direction)
    atom = atom._replace(joined=letters > 0 and tokens.words[at][0] in words.numbers.joiners)
    if not days:
        atom = with_part(tokens, atom, words, floor)
        certain = not doubtful or year is not None or bool(atom.part or atom.direction)
        linked = atom.joined and floor == at and words.months.before(tokens, at) is not None
        linked = linked or _leads_on(tokens, end, words)
        certain = certain or linked or _in_context(tokens, at, words, floor, calendar)
        return [atom] if certain else []
    if doubtful and not _capital(tokens, at):
        return []
    return _dated(atom, days)


def _dated(atom: Atom, days: list[DayNumber]) -> list[Atom]:
    """One atom for a day or a range of days, or one for each of two days; month and year are common."""
    first, last = days[0], days[-1]
    if first.apart:
        early = [
            atom._replace(first=each.first, end=each.end, start=each.start, day=each.value)
            for each in days[:-1]
        ]
        begin = min((last.first, last.start), (atom.first, atom.start))
        return [*early, atom._replace(first=begin[0], start=begin[1], day=last.value)]
    begin = min((first.first, first.start), (atom.first, atom.start))
    made = atom._replace(first=begin[0], start=begin[1], day=first.value)
    return [made if len(days) == 1 else made._replace(until=made._replace(day=last.value))]


def _same_month_again(tokens: Tokens, end: int, words: DateWords, month: int, calendar: Calendar) -> int:
    """The token after a second name of the same month: حزيران/يونيو, آب (أغسطس)."""
    if tokens.word(end) not in {"/", "(", "-", "،"}:
        return end
    again = words.months.after(tokens, end + 1)
    if again is None or again[1][:2] != (calendar, month):
        return end
    return again[0] + (tokens.word(end) == "(" and tokens.word(again[0]) == ")")


def day_of_same_month(tokens: Tokens, at: int, words: DateWords, floor: int) -> Atom | None:
    """The 10th *of the same month*: the month is that of the date before (``same_month``)."""
    found = words.same_month.around(tokens, at, floor)
    day = None if found is None else day_ending(tokens, found.first, words, floor)
    if found is None or day is None:
        return None
    return Atom(day.first, found.end, day.start, day=day.value, same_month=True)


def _direction_after(tokens: Tokens, end: int, words: DateWords) -> tuple[str | None, int]:
    """'Last' or 'next' after a month (حزيران الماضي)."""
    found = words.directions_after.after(tokens, end)
    return (None, end) if found is None or not tokens.near(end) else (found[1], found[0])


def _in_context(tokens: Tokens, at: int, words: DateWords, floor: int, calendar: Calendar) -> bool:
    """Whether a word that may be no month has a capital and a word before it that makes it one."""
    found = words.month_contexts[calendar].before(tokens, at, floor)
    return found is not None and _capital(tokens, at)


def _leads_on(tokens: Tokens, end: int, words: DateWords) -> bool:
    """Whether a link and another month follow: June to October."""
    return any(
        tuple(tokens.words[end : end + size]) in words.range_to
        and words.months.after(tokens, end + size) is not None
        for size in (1, 2)
    )


def _capital(tokens: Tokens, at: int) -> bool:
    """Whether a word is written with a capital, or in a script without them."""
    letter = tokens.text[tokens.starts[at]]
    return letter.isupper() or not letter.islower()
