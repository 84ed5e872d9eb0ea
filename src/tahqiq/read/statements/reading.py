"""A statement read whole: cut into entries, each with its answer, its marks and its strikes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tahqiq.language.dates import DateMention
from tahqiq.read.statements.casualties import Conceded, conceded, labelled
from tahqiq.read.statements.entry import Kind, Outcome, StatementEntry, Strike
from tahqiq.read.statements.header import DATED, when, where, who_reported
from tahqiq.read.statements.outcome import Decided, decided
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.references import grid_references, numbers_and_codes, zone_of
from tahqiq.read.statements.splitting import Piece, pieces
from tahqiq.read.statements.strikes import strikes
from tahqiq.read.statements.words import language_of
from tahqiq.read.uncollected import uncollected
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan

#: A text tells of days a little after the last it names in full.
_AFTERWARDS = timedelta(days=60)
_SINCE = re.compile(r"(?i)\b(?:since|منذ)\s+$")


def read_statements(text: str, *, doc_date: date | None = None) -> list[StatementEntry]:
    """The entries of an armed actor's statement, in the order of the text.

    Args:
        text: a statement, a monthly summary of many entries, or a release on strikes.
        doc_date: the day it was published; resolves dates without a year. Without it, the latest
            full date of the text does.

    Returns:
        One entry for each allegation answered; a statement that answers none is one entry with its
        strikes. Every entry quotes the text exactly.

    >>> head = "Aug. 20, 2017, near Raqqah, Syria, via self-report. During a strike on a weapons cache, "
    >>> told = "it was assessed that one civilian was unintentionally killed. 2147/S1262 37SEV004796"
    >>> entry = read_statements(head + told)[0]
    >>> str(entry.outcome), entry.killed.text(), entry.place, entry.reporter, entry.report_number
    ('credible', '1', 'Raqqah, Syria', 'self-report', '2147')
    """
    if not text.strip():
        return []
    with uncollected():
        return _read(text, doc_date)


def _read(text: str, doc_date: date | None) -> list[StatementEntry]:
    """The entries of a text."""
    folded = _Folded.of(text, language_of(text))
    dates = _dates(folded.passage, doc_date)
    found = pieces(folded.passage, dates)
    zone = zone_of(grid_references(folded.passage)) if len(found) > 1 else ""
    entries: list[StatementEntry] = []
    for piece in found:
        entry = _entry(text, folded, piece, dates, zone)
        goes_on = piece.same_day and entries
        entries.append(replace(entry, span=entries[-1].span) if goes_on else entry)
    return entries


@dataclass(frozen=True, slots=True)
class _Folded:
    """The passage of a whole text, and where each of its characters stands in the text."""

    passage: Passage
    places: Sequence[int]

    @classmethod
    def of(cls, text: str, language: str) -> _Folded:
        passage = Passage.of(text, language=language)
        if len(passage.text) == len(text):
            return cls(passage, range(len(text)))
        places, at = [], 0
        for letter in passage.shown:
            at = text.index(letter, at)
            places.append(at)
            at += 1
        return cls(passage, places)

    def span(self, piece: Piece) -> tuple[int, int]:
        """Where a piece stands in the text."""
        return self.places[piece.start], self.places[piece.end - 1] + 1


def _dates(passage: Passage, doc_date: date | None) -> list[DateMention]:
    """The dates of a text; without a date of its own, the latest full one resolves those without year."""
    found = passage.scanned.dates(doc_date)
    if doc_date is not None or all(each.span is not None for each in found):
        return found
    reference = _last_full(passage.shown, found)
    if reference is None:
        return found
    again = passage.scanned.dates(reference + _AFTERWARDS)
    return [new if old.day is not None else old for old, new in zip(found, again, strict=True)]


def _last_full(text: str, dates: Sequence[DateMention]) -> date | None:
    """The latest day with a year that a text names, the beginnings of counts ('since') left out."""
    known = (
        each.span.start
        for each in dates
        if each.span is not None
        and each.span.start is not None
        and each.precision in DATED
        and each.bound is None
        and not _SINCE.search(text[max(0, each.start - 12) : each.start])
    )
    return max(known, default=None)


def _entry(
    text: str, folded: _Folded, piece: Piece, dates: Sequence[DateMention], zone: str
) -> StatementEntry:
    start, end = folded.span(piece)
    passage = folded.passage.part(piece.start, piece.end)
    first, last = (bisect_left(dates, at, key=lambda each: each.start) for at in (piece.start, piece.end))
    mine = [_since(each, piece.start) for each in dates[first:last] if each.end <= piece.end]
    references = grid_references(passage, zone=zone)
    number, codes = numbers_and_codes(passage, references)
    harm = _harm(passage)
    place = where(passage, mine)
    told = strikes(passage, mine, start)
    verdict = decided(passage, harm, above=piece.above, strikes_told=bool(told))
    killed, injured = _answered(harm, verdict)
    return StatementEntry(
        quote=text[start:end],
        start=start,
        end=end,
        kind=_kind(verdict, told),
        outcome=verdict.outcome,
        reason=verdict.reason,
        killed=killed,
        injured=injured,
        references=references,
        place=place if verdict.outcome is not None or not told else _common(each.place for each in told),
        span=when(passage, mine) if verdict.outcome is not None or not told else _over(told),
        report_number=number,
        codes=codes,
        reporter=who_reported(passage),
        strikes=_placed(told, place if verdict.outcome is not None else ""),
        rule=verdict.rule,
    )


def _since(each: DateMention, start: int) -> DateMention:
    """A date with its places counted from where an entry begins."""
    return replace(each, start=each.start - start, end=each.end - start) if start else each


def _kind(verdict: Decided, told: tuple[Strike, ...]) -> Kind:
    """What an entry is: an answer before all, else strikes."""
    if verdict.outcome is not None:
        return Kind.CASUALTIES
    return Kind.STRIKES if told else Kind.OTHER


def _harm(passage: Passage) -> Conceded:
    """What an entry concedes: its lines 'Killed: 2' first, then its sentences."""
    killed, injured = labelled(passage)
    if killed.unknown and injured.unknown:
        return conceded(passage)
    some = any(each.max or each.min for each in (killed, injured))
    return Conceded(killed=killed, injured=injured, said=some, denied=not some, at=len(passage.text))


def _answered(harm: Conceded, verdict: Decided) -> tuple[CountRange, CountRange]:
    """Killed and injured: figures only where harm is conceded; a denial of harm says 0."""
    if verdict.outcome is Outcome.NON_CREDIBLE:
        none = CountRange.exactly(0) if harm.denied else UNKNOWN
        return none, none
    if verdict.outcome in {Outcome.OPEN, Outcome.NOT_YET_ASSESSED, Outcome.REOPENED, Outcome.DUPLICATE}:
        return UNKNOWN, UNKNOWN
    return harm.killed, harm.injured


def _placed(told: tuple[Strike, ...], place: str) -> tuple[Strike, ...]:
    """Strikes of an answer to an allegation are where it is, unless they name a place."""
    return tuple(each if each.place or not place else replace(each, place=place) for each in told)


def _common(places: Iterable[str]) -> str:
    """The place of all strikes of a report, '' where there are several."""
    distinct = set(places)
    return distinct.pop() if len(distinct) == 1 else ""


def _over(told: Sequence[Strike]) -> DateSpan:
    """From the first to the last day of the strikes of a report."""
    starts = [each.span.start for each in told if each.span.start is not None]
    ends = [each.span.end for each in told if each.span.end is not None]
    return DateSpan(min(starts, default=None), max(ends, default=None))
