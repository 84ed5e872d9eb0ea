"""Every date and time of a text in its order, with the days it means and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.clock import beside_sign, clock_times, hour, part_of_day
from tahqiq.language.dates.joining import joined
from tahqiq.language.dates.lexicon import DateWords, date_words
from tahqiq.language.dates.mention import DateMention
from tahqiq.language.dates.numeric import numeric
from tahqiq.language.dates.relative import ago, before_now, span_after, span_before, told_from_today, weekday
from tahqiq.language.dates.resolving import resolve
from tahqiq.language.dates.worded import day_of_same_month, month_date
from tahqiq.language.dates.years import bare_year
from tahqiq.language.tokens import Tokens, among, cut, numerals


def find_dates(
    text: str, *, reference: date | None = None, language: str | None = None, day_first: bool = True
) -> tuple[DateMention, ...]:
    """Finds every date, range of dates and time of day in a text.

    What cannot be told is still found: without a reference date 'yesterday' has no span, and an
    impossible date (31 June) none either; the note says why. Nothing is moved in silence.

    Args:
        text: any string, whatever is in it.
        reference: the day on which the text was written.
        language: the tables to read with, 'ar' or 'en'; all of them by default.
        day_first: whether 12/6/2017 is the twelfth of June.

    Returns:
        The mentions in the order of the text; no two overlap, and ``text[start:end]`` is the quote.

    Raises:
        BadInput: there is no table for the language.

    >>> [(each.quote, each.span.iso()) for each in find_dates("from 6 June to 17 October 2017")]
    [('from 6 June to 17 October 2017', ('2017-06-06', '2017-10-17'))]
    >>> [each.span.text() for each in find_dates("فجر أمس الأحد", reference=date(2017, 8, 21))]
    ['20 August 2017']
    >>> [(each.span, each.note) for each in find_dates("31 June 2017")]
    [(None, 'June has 30 days')]
    """
    tokens = cut(text)
    return resolved(
        tokens, atoms_of(tokens, language, day_first=day_first), reference=reference, language=language
    )


def resolved(
    tokens: Tokens, atoms: Iterable[Atom], *, reference: date | None = None, language: str | None = None
) -> tuple[DateMention, ...]:
    """Dates already found in a text that is cut (``atoms_of``), with the days they mean."""
    words = date_words(language)
    return tuple(_mention(tokens, atom, words, reference) for atom in atoms)


def parse_date(
    text: str, *, reference: date | None = None, language: str | None = None, day_first: bool = True
) -> DateMention | None:
    """The one date that a text is, apart from space and punctuation around it; None where it is none.

    >>> parse_date(" 12.06.2017 ").span.iso(), parse_date("12 June, 40 people")
    (('2017-06-12', '2017-06-12'), None)

    Raises:
        BadInput: there is no table for the language.
    """
    found = find_dates(text, reference=reference, language=language, day_first=day_first)
    if len(found) != 1:
        return None
    around = text[: found[0].start] + text[found[0].end :]
    return None if any(each.isalnum() for each in around) else found[0]


_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as tokens, for those who must not count its digits: ``date``, ``year`` or ``time``."""

    first: int
    end: int
    kind: str


def dated(tokens: Tokens, language: str | None, atoms: Iterable[Atom] | None = None) -> list[Dated]:
    """Where the dates of a text are; those of ``atoms_of``, if they are at hand."""
    found = atoms_of(tokens, language) if atoms is None else atoms
    return [Dated(atom.first, atom.end, _kind(atom)) for atom in found]


def weekday_names(language: str | None) -> frozenset[str]:
    """The first words of the days of the week: الاثنين is Monday, and 'the two' in no date."""
    return frozenset(date_words(language).weekdays.from_first)


def _kind(atom: Atom) -> str:
    """What the digits of a date are."""
    if atom.timed_only:
        return "time"
    only_year = atom.year is not None and atom.month is None and atom.weekday is None
    return "year" if only_year else "date"


def atoms_of(tokens: Tokens, language: str | None, *, day_first: bool = True) -> list[Atom]:
    """The dates of a text as worded, each in one piece."""
    words = date_words(language)
    known = [*numeric(tokens, day_first=day_first), *clock_times(tokens, words)]
    fixed = _apart(sorted(known, key=lambda atom: (atom.first, -atom.end)))
    seeds = _seeds(tokens, readers(language), _seconds(language))
    return joined(tokens, list(_in_order(tokens, words, readers(language), fixed, seeds)), words)


def _seeds(
    tokens: Tokens, known: Mapping[str, tuple[Reader, ...]], seconds: Mapping[str, frozenset[str]]
) -> list[int]:
    """The tokens at which a date in words, or a year, may begin or end."""
    words = tokens.words
    worded = [
        at for at in among(words, known) if words[at] not in seconds or words[at + 1] in seconds[words[at]]
    ]
    return sorted({*worded, *(at for at in numerals(tokens) if len(words[at]) == _YEAR_DIGITS)})


def _apart(atoms: list[Atom]) -> list[Atom]:
    """Atoms in their order without those that begin inside another."""
    kept: list[Atom] = []
    for atom in atoms:
        if not kept or atom.first >= kept[-1].end:
            kept.append(atom)
    return kept


def _in_order(
    tokens: Tokens,
    words: DateWords,
    readers_of: Mapping[str, tuple[Reader, ...]],
    fixed: list[Atom],
    seeds: list[int],
) -> Iterator[Atom]:
    """The dates in digits and those in words, in their order and apart."""
    floor, waiting = 0, iter([*fixed, None])
    coming = next(waiting)
    for at in seeds:
        while coming is not None and coming.first <= at:
            if coming.first >= floor:
                yield coming
                floor = coming.end
            coming = next(waiting)
        if at < floor:
            continue
        for atom in _at(tokens, at, words, floor, readers_of.get(tokens.words[at], ())):
            if coming is not None and atom.end > coming.first:
                break
            yield atom
            floor = atom.end
    while coming is not None:
        if coming.first >= floor:
            yield coming
        coming = next(waiting)


def _at(
    tokens: Tokens, at: int, words: DateWords, floor: int, readers_here: tuple[Reader, ...]
) -> list[Atom]:
    """What begins, or ends, at a word that may belong to a date."""
    if tokens.words[at].isdecimal():
        return bare_year(tokens, at, words, floor)
    if words.not_dates.at(tokens, at) is not None:
        return []
    return next((found for reader in readers_here if (found := reader(tokens, at, words, floor))), [])


#: Reads what begins, or ends, at a word: the tokens, the word's place, the words known, the first free token.
Reader = Callable[[Tokens, int, DateWords, int], list[Atom]]


#: Phrases by the word at which a reader is asked: the words of each, then what they mean.
Phrased = Mapping[str, Sequence[tuple[tuple[str, ...], int, object]]]


def _alone(reader: Callable[[Tokens, int, DateWords, int], Atom | None]) -> Reader:
    """A reader of one atom as a reader of several."""

    def read(tokens: Tokens, at: int, words: DateWords, floor: int) -> list[Atom]:
        found = reader(tokens, at, words, floor)
        return [] if found is None else [found]

    return read


def _asked(language: str | None) -> Iterable[tuple[Phrased, Reader]]:
    """The phrases at whose first word to ask a reader, in the order of the readers."""
    words = date_words(language)
    clock = words.clock
    signs = [(clock[name].from_first, _alone(beside_sign)) for name in ("am", "pm", "after", "military")]
    return (
        (words.months.from_first, month_date),
        (words.relative.from_first, _alone(told_from_today)),
        (clock["hours"].from_first, _alone(hour)),
        *signs,
        (words.ago_before.from_first, _alone(before_now)),
        (words.day_parts.from_first, _alone(part_of_day)),
        (words.weekdays.from_first, _alone(weekday)),
        (words.directions_before.from_first, _alone(span_before)),
        (words.directions_after.from_first, _alone(span_after)),
        (words.ago_after.from_first, _alone(ago)),
        (words.same_month.entries, _alone(day_of_same_month)),
    )


@cache
def _seconds(language: str | None) -> Mapping[str, frozenset[str]]:
    """Words that begin dates only with certain others after them (*the past* week), and those."""
    found, alone = dict[str, set[str]](), set[str]()
    for phrases, _ in _asked(language):
        for word, entries in phrases.items():
            found.setdefault(word, set()).update(each[0][1] for each in entries if len(each[0]) > 1)
            if any(len(each[0]) == 1 or each[0][0] != word for each in entries):
                alone.add(word)
    return {word: frozenset(seconds) for word, seconds in found.items() if word not in alone}


@cache
def readers(language: str | None) -> Mapping[str, tuple[Reader, ...]]:
    """The readers to ask at each word at which a date may begin or end, in their order."""
    found = dict[str, tuple[Reader, ...]]()
    for names, reader in _asked(language):
        for name in names:
            found[name] = (*found.get(name, ()), reader)
    return found


def _mention(tokens: Tokens, atom: Atom, words: DateWords, reference: date | None) -> DateMention:
    """A mention of a date, resolved."""
    resolved = resolve(atom, reference)
    stop = tokens.ends[atom.end - 1]
    bound = words.bounds.before(tokens, atom.first)
    return DateMention(
        tokens.text[atom.start : stop],
        atom.start,
        stop,
        resolved.span,
        resolved.precision,
        atom.time,
        atom.calendar,
        resolved.relative,
        resolved.ambiguous,
        resolved.note,
        atom.month,
        atom.day,
        None if bound is None or atom.until is not None else bound[2],
    )
