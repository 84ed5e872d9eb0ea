"""When and where an entry is about, and who had reported it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tahqiq.language.dates import DateMention, Precision, parse_date
from tahqiq.read.statements.passage import Passage
from tahqiq.vocab.dates import DateSpan

#: Precisions of a mention that can date an incident.
DATED = frozenset({Precision.DAY, Precision.NIGHT, Precision.DAYS, Precision.WEEK, Precision.MONTH})
#: How far into an entry its date and place stand.
_HEAD = 400
_LONGEST_PLACE = 120
_BARE_WORDS = 6
#: A date that opens the entry stands no farther in.
_OPENS = 8
_EDGES = " \t\n,،.;:-–—\"'“”‘’()"
_THE = re.compile(r"\s*(?:the\s+)?(?:vicinity\s+of\s+)?")
#: Words that belong to a name only where it goes on.
_JOINTS = frozenset({"and", "or", "in", "on", "of", "the", "near", "at", "an", "as", "-", "&"})
_COMMA = re.compile(r"\s*,\s*(?=[A-Z\u0600-\u06ff])")
#: A place between dashes ('12/06/2018 - Hajin, Syria - reported by').
_DASHED = re.compile(r"\s[-–—]\s(?P<place>[^\W\d_][^.;:\n–—#\d]{1,60}?)\s[-–—]\s")
#: A line that is shorter ends where its writer ended it, and a place with it.
_WRAPPED = 60
#: What ends a place without a preposition: the reporter, or the sentence it fills alone.
_AFTER_BARE = re.compile(r",?\s+via\s|(?<=[a-z\u0600-\u06ff]{2})\.(?:\s|$)")
_PUBLISHED = re.compile(
    r"(?:published|released|closed|updated|issued|dated|posted|as of|since|until|received)\W+(?:in|on)?\W*$"
)
#: What tells that a date is when the actor spoke, where another date follows.
_SPOKE = re.compile(
    r"[\s,]*(?:[^\s,;:]+\s+){1,7}?(?:announced|concluded|said|stated|confirmed|completed|released|published|acknowledged|admitted)\b"
)


def when(passage: Passage, dates: Sequence[DateMention]) -> DateSpan:
    """The day or days of an entry: from a line 'Date: …', else the first date of its beginning.

    Args:
        passage: the entry.
        dates: the dates of ``passage.shown``, in order.
    """
    line = passage.words.labels["date"].search(passage.text)
    if line is not None and (said := parse_date(line["value"])) is not None and said.span is not None:
        return said.span
    spoke = DateSpan()
    for each in dates:
        if each.span is None or each.precision not in DATED or each.start > _HEAD:
            continue
        if _PUBLISHED.search(passage.text[max(0, each.start - 24) : each.start]) is not None:
            continue
        if each.start > _OPENS or _SPOKE.match(passage.text, each.end) is None:
            return each.span
        spoke = each.span
    return spoke


def where(passage: Passage, dates: Sequence[DateMention]) -> str:
    """The place of an entry as worded, '' where none is said.

    >>> where(Passage.of("near Al Badu, Raqqah, Syria via self-report."), ())
    'Al Badu, Raqqah, Syria'
    """
    line = passage.words.labels["place"].search(passage.text)
    if line is not None:
        return passage.shown[line.start("value") : line.end("value")].strip(_EDGES)
    start = next((each.end for each in dates if each.start < _HEAD), 0)
    days = frozenset(each.start for each in dates)
    found = _right_after(passage, start) if start else ""
    return (
        found
        or _after_preposition(passage, start, days)
        or (_after_preposition(passage, 0, days) if start else "")
    )


def _right_after(passage: Passage, start: int) -> str:
    """A place that follows the date with a comma alone (Aug. 5, 2017, Raqqa, Syria, via …)."""
    if (dashed := _DASHED.match(passage.shown, start)) is not None:
        return dashed["place"].strip(_EDGES)
    match = _COMMA.match(passage.shown, start)
    end = _AFTER_BARE.search(passage.text, match.end(), match.end() + _LONGEST_PLACE) if match else None
    place = passage.shown[match.end() : end.start()].strip(_EDGES) if match and end else ""
    return place if len(place.split()) <= _BARE_WORDS else ""


def _after_preposition(passage: Passage, start: int, days: frozenset[int]) -> str:
    """What follows the first preposition of place, begins like a name, and is no day ('in June')."""
    for found in passage.words.place_before.finditer(passage.text, start, start + _HEAD):
        if not days.isdisjoint(range(found.end(), found.end() + 3)):
            continue
        if name := named_at(passage, found.end()):
            return name
    return ""


def named_at(passage: Passage, start: int, limit: int | None = None) -> str:
    """The name that begins at a place, up to where the sentence goes on; '' where none does.

    >>> named_at(Passage.of("in Al Bab, Syria, via self-report"), 3)
    'Al Bab, Syria'
    >>> named_at(Passage.of("in western Mosul on 3 May"), 3)
    'western Mosul'
    """
    the = _THE.match(passage.text, start)
    start = start if the is None else the.end()
    if passage.words.place_never.match(passage.text, start) is not None:
        return ""
    stop = min(
        start + _LONGEST_PLACE, len(passage.text) if limit is None else limit, _date_after(passage, start)
    )
    stop = min(stop, _line_end(passage.text, start, stop))
    end = passage.words.place_ends.search(passage.text, start, stop)
    if end is None and stop - start == _LONGEST_PLACE:
        return ""
    close = end.start() if end else stop
    leading = passage.words.place_leading.match(passage.text, start, close)
    first = start if leading is None else leading.end()
    name = _cut(passage.shown[first:close].split(), passage.words.place_words)
    if not name or name[0].isdigit():
        return ""
    return name if leading is None or first == close else f"{passage.shown[start:first]} {name}"


def _date_after(passage: Passage, start: int) -> int:
    """Where the next date begins: no place reaches into it ('near Saakow, Somalia, Dec. 29')."""
    starts = passage.scanned.date_starts
    at = bisect_left(starts, passage.origin + start)
    return starts[at] - passage.origin if at < len(starts) else len(passage.text)


def _line_end(text: str, start: int, stop: int) -> int:
    """Where the line ends, if its writer ended it there and the width of the page did not."""
    line = text.find("\n", start, stop)
    return line if line >= 0 and line - text.rfind("\n", 0, line) <= _WRAPPED else stop


def _cut(words: Sequence[str], belonging: frozenset[str]) -> str:
    """The words of a name up to the first in small letters that belongs to none.

    >>> _cut("Al Bab in Syria and used a missile".split(), frozenset({"in", "and"}))
    'Al Bab in Syria'
    """
    kept = 0
    for at, word in enumerate(words, 1):
        bare = word.strip(_EDGES)
        small = bare[:1].islower() and not bare.startswith(("al-", "el-", "ar-", "as-", "az-"))
        if small and (bare not in belonging or not kept):
            break
        kept = kept if bare in _JOINTS or not bare else at
        if word.endswith((";", ":")):
            break
    return " ".join(words[:kept]).strip(_EDGES)


def who_reported(passage: Passage) -> str:
    """Who brought the allegation, as worded, '' where nobody is named.

    >>> who_reported(Passage.of("Oct. 17, 2017, in Raqqah, via Airwars report. The report contains …"))
    'Airwars report'
    """
    line = passage.words.labels["reporter"].search(passage.text)
    if line is not None:
        return passage.shown[line.start("value") : line.end("value")].strip(_EDGES)
    for pattern in passage.words.reporters:
        found = pattern.search(passage.text)
        if found is not None:
            who = " ".join(passage.shown[found.start("who") : found.end("who")].split()).strip(_EDGES)
            return passage.words.reporter_ends.sub("", who).strip(_EDGES)
    return ""
