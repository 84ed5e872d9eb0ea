"""Years after a month, and years alone with a word or an era that makes them years."""

from __future__ import annotations

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.dates.mention import Calendar
from tahqiq.language.dates.numeric import HIJRI_YEARS, YEARS
from tahqiq.language.tokens import Tokens

_LAST_YEAR = 2100


def year_after(tokens: Tokens, end: int, words: DateWords, calendar: Calendar) -> tuple[int, int] | None:
    """The year after a month or a day, and the token after it and its era."""
    between = words.month_year.after(tokens, end)
    for at in (end, end if between is None else between[0]):
        year = _year_at(tokens, at, calendar)
        if year is not None:
            return year, after_era(tokens, at + 1, words)[0]
    for mark in ("'", "’", "-", "/"):
        short = tokens.word(end + 1)
        if tokens.word(end) == mark and len(short) == 2 and short.isdecimal() and tokens.glued(end + 1):
            return 2000 + int(short), end + 2
    if tokens.glued(end) and len(tokens.word(end)) == 2 and tokens.word(end).isdecimal():
        return 2000 + int(tokens.word(end)), end + 1
    if tokens.word(end) == "-" and _year_at(tokens, end + 1, calendar) is not None:
        return int(tokens.words[end + 1]), end + 2
    return None


def _year_at(tokens: Tokens, at: int, calendar: Calendar) -> int | None:
    """Four digits that are a year; a Hijri month may have a Gregorian one (رمضان 2017)."""
    word = tokens.word(at)
    if len(word) != 4 or not word.isdecimal() or not tokens.near(at):
        return None
    hijri = calendar is Calendar.HIJRI and int(word) in HIJRI_YEARS
    return int(word) if hijri or int(word) in YEARS else None


def after_era(tokens: Tokens, at: int, words: DateWords) -> tuple[int, Calendar | None]:
    """The token after the name of an era, and the calendar that it tells (1438 هـ)."""
    found = words.eras.after(tokens, at)
    if found is None or not tokens.near(at):
        return at, None
    return found


def with_part(tokens: Tokens, atom: Atom, words: DateWords, floor: int) -> Atom:
    """A month or year with the part of it that is meant, and with 'last' or 'next'."""
    for index in (words.parts, words.seasons if atom.month is None else words.parts):
        found = index.before(tokens, atom.first, floor)
        if found is not None:
            first, letters, part = found
            return atom._replace(first=first, start=tokens.inside(first, letters), part=part)
    side = words.directions_before.before(tokens, atom.first, floor)
    if side is None or atom.year is not None:
        return atom
    return atom._replace(first=side[0], start=tokens.starts[side[0]], direction=side[2])


def bare_year(tokens: Tokens, at: int, words: DateWords, floor: int) -> list[Atom]:
    """Four digits as a year, where a word or an era beside them says so."""
    year = int(tokens.words[at])
    if (
        tokens.glued(at)
        and tokens.words[at - 1] not in _BEFORE_YEARS
        and tokens.words[at - 1] not in words.numbers.particles
    ):
        return []
    end, era = after_era(tokens, at + 1, words)
    calendar = era or (Calendar.GREGORIAN if year in YEARS else Calendar.HIJRI)
    if year not in (HIJRI_YEARS if calendar is Calendar.HIJRI else YEARS):
        return []
    atom = with_part(tokens, Atom(at, end, tokens.starts[at], year, calendar=calendar), words, floor)
    closing = _year_range(tokens, end, words, atom)
    if closing is not None:
        return [closing]
    named = words.year_words.before(tokens, at, floor) is not None
    preceded = (
        named or words.before_years.before(tokens, at, floor) is not None or _bracketed(tokens, at, end)
    )
    if (
        era is None
        and not atom.part
        and not (preceded and year in range(1900, 2101))
        and not (named and era is None)
    ):
        return []
    counted = tokens.word(end) in words.numbers.nouns.forms or (
        tokens.word(end) in {"%", ",", "٬"} and _more(tokens, end)
    )
    return [] if counted and not named else [atom]


_BEFORE_YEARS = frozenset("('-/\"«“‘")


def _more(tokens: Tokens, at: int) -> bool:
    """Whether digits are glued after a sign: the year was part of a larger number."""
    return tokens.glued(at) and (
        tokens.word(at) == "%" or (tokens.glued(at + 1) and tokens.word(at + 1).isdecimal())
    )


def _bracketed(tokens: Tokens, at: int, end: int) -> bool:
    return tokens.word(at - 1) == "(" and tokens.word(end) in {")", "-"}


def _year_range(tokens: Tokens, end: int, words: DateWords, atom: Atom) -> Atom | None:
    """Two years as the ends of a range (2014–2017, بين عامي 2014 و2017)."""
    before = words.range_from.before(tokens, atom.first)
    between = before is not None and before[2] == "between"
    for size in (1, 2):
        link = tuple(tokens.words[end : end + size])
        if not (link in words.range_to or (between and link in words.range_and)):
            continue
        year = _year_at(tokens, end + size, atom.calendar)
        if year is None or atom.year is None or not atom.year < year <= min(atom.year + 200, _LAST_YEAR):
            return None
        last, _ = after_era(tokens, end + size + 1, words)
        whole = atom._replace(end=last, until=atom._replace(year=year, part=None))
        if before is None:
            return whole
        return whole._replace(first=before[0], start=tokens.inside(before[0], before[1]))
    return None
