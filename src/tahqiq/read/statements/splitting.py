"""A statement cut into its entries: headings, numbered and dated items, lines 'Label: value'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tahqiq.language.dates import DateMention, Precision
from tahqiq.read.statements.casualties import Conceded
from tahqiq.read.statements.outcome import Decided, decided
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.references import REFERRED

#: What may stand before the date that opens an entry: a number, a bullet, 'on'.
_OPENING = re.compile(
    r"(?:\(?\d{1,4}[.)]{1,2}\s*|[-*•–]{1,2}\s*)?(?:on\s+or\s+about\s+|on\s+|between\s+|في\s+|بتاريخ\s+|يوم\s+)?\Z"
)
_NUMBERED = re.compile(
    r"(?m)^[ \t]*(?:\(?(\d{1,4})[.)]{1,2}|(?:report|allegation|incident|case|claim)\s+#?(\d{1,6})\s*[:.-])\s+"
)
_SENTENCE_END = re.compile(r"[.!?;:\"\])]\s+\Z|\n\s*\Z|^\s*\Z")
#: The same day told of again with a place of its own: another engagement, and so another entry.
_SAME_DAY = re.compile(
    r"(?:(?<=[.;])|(?<=[.;]\"))\s+(?=(?:on\s+)?(?:that|the)\s+same\s+day,?\s+(?:in|near)\s+[a-z])"
)
_DAYS = frozenset({Precision.DAY, Precision.DAYS, Precision.NIGHT})
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Where an entry stands, and what the heading above it decides.

    ``same_day``: it goes on with the day of the entry before.
    """

    start: int
    end: int
    above: Decided | None = None
    same_day: bool = False


def pieces(passage: Passage, dates: Sequence[DateMention]) -> list[Piece]:
    r"""The entries of a statement in order, blanks at their edges left out.

    Where nothing marks an entry, the whole statement is one. What stands before the first of several
    (the introduction of a monthly summary) is no entry.

    >>> text = "Credible\n1. Oct. 1, 2017, near Raqqah, via self-report. …\n2. Oct. 2, 2017, near Mosul, …"
    >>> from tahqiq.language.dates import find_dates
    >>> [text[each.start:each.end] for each in pieces(Passage.of(text), find_dates(text))]
    ['1. Oct. 1, 2017, near Raqqah, via self-report. …', '2. Oct. 2, 2017, near Mosul, …']
    """
    headings = list(_headings(passage))
    starts = sorted(_starts(passage, dates, headings))
    if starts and starts[0] and REFERRED.search(passage.text, 0, starts[0]):
        starts = [0, *starts]  # the marks that close an entry stand before the first head
    if len(starts) < 2 and not (starts and headings and headings[0].start < starts[0]):
        found = _whole(passage, headings, starts)
    else:
        found = list(_between(starts, headings, len(passage.text)))
    cut = [part for each in found for part in _same_day(passage, each)]
    return [trimmed for each in cut if (trimmed := _trimmed(passage.text, each)) is not None]


def _whole(passage: Passage, headings: list[Piece], starts: list[int]) -> list[Piece]:
    """Blocks apart by blank lines where each has lines 'Label: value'; else the text as one entry."""
    labels = passage.words.labels
    lines = [match.start() for match in labels["date"].finditer(passage.text)]
    if len(lines) > 1:
        gaps = [0, *(gap.end() for gap in _BLANK.finditer(passage.text))]
        begins = [gaps[bisect_right(gaps, at) - 1] for at in lines]
        if len(set(begins)) == len(lines):
            return list(_between(begins, headings, len(passage.text)))
    return [Piece(0, len(passage.text))]


def _starts(passage: Passage, dates: Sequence[DateMention], headings: list[Piece]) -> set[int]:
    """Where entries begin: at dates that open a line or sentence and lead to a place or a reporter."""
    text, found = passage.text, set[int]()
    for each in dates:
        if each.precision not in _DAYS:
            continue
        opening = _OPENING.search(text, max(0, each.start - 24), each.start)
        start = each.start if opening is None else opening.start()
        if _SENTENCE_END.search(text, 0 if start < 6 else start - 6, start) is None and start:
            continue
        if _leads_on(passage, each.end):
            found.add(start)
    numbered = [match.start() for match in _NUMBERED.finditer(text)]
    if len(numbered) > 1 and not found:
        found.update(numbered)
    return found


def _leads_on(passage: Passage, end: int) -> bool:
    """Whether a place or a reporter follows a date, and no strike (On Oct. 6, near Raqqah, 10 strikes)."""
    after = passage.text[end : end + 260]
    stop = re.search(r"\.\s+[a-z\u0600-\u06ff]", after)
    head = after[: stop.start()] if stop else after
    if re.match(r"[\s,;:.)–-]*\Z", head):
        return False
    placed = passage.words.place_before.match(re.sub(r"^[\s,،:–-]+", "", head)) or re.match(
        r"\s*,\s*[a-z'\u0600-\u06ff]", head
    )
    via = any(pattern.search(head) for pattern in passage.words.reporters[:1])
    strikes = passage.words.strikes
    counted = re.search(r"(?:\d+|\b[a-z]+)\s+(?:air\s?)?strikes?\s+[a-z]+(?:ed|struck)", head)
    return via or (placed is not None and counted is None and strikes.nouns.search(head[:80]) is None)


def _headings(passage: Passage) -> Iterator[Piece]:
    """Lines that decide for the entries below them."""
    at = 0
    for line in passage.text.split("\n"):
        start, at = at, at + len(line) + 1
        title = re.split(r"\s[-–—]\s|:\s|\.\s", line.strip(" \t-*•.#=_"), maxsplit=1)[0]
        words = title.split()
        if (
            not words
            or len(words) > passage.words.heading_words
            or (any(char.isdigit() for char in title[-3:]) and len(words) > 3)
        ):
            continue
        label = _title(passage, title)
        if label is None:
            continue
        whole = decided(passage.part(start, start + len(line)), Conceded())
        reason = whole.reason if label.outcome is whole.outcome else None
        yield Piece(start, start + len(line), Decided(label.outcome, reason, "heading"))


def _title(passage: Passage, title: str) -> Decided | None:
    """The outcome that a title names: a label alone, or with a noun of allegations."""
    rest = passage.words.heading_nouns.sub(" ", title)
    rest = re.sub(
        r"\b(?:the|of|following|assessed|as|determined|to|be|closed|completed|deemed|are|is|were|and)\b|[():.,\d&/]|\ball\b",
        " ",
        rest,
    )
    rest = " ".join(rest.split())
    if not rest:
        return None
    for wording in passage.words.wordings:
        if wording.label and wording.pattern.fullmatch(rest) is not None:
            return Decided(wording.outcome, None, "heading")
    return None


def _between(starts: Sequence[int], headings: list[Piece], end: int) -> Iterator[Piece]:
    """Each entry up to the next entry or heading."""
    marks = sorted({*starts, *(each.start for each in headings), end})
    titles = [each.start for each in headings]
    for start in starts:
        title = bisect_left(titles, start) - 1
        close = marks[bisect_right(marks, start)]
        yield Piece(start, close, headings[title].above if title >= 0 else None)


def _same_day(passage: Passage, piece: Piece) -> Iterator[Piece]:
    """An entry cut where it goes on to another place of the same day and concedes harm in both."""
    found = _SAME_DAY.search(passage.text, piece.start, piece.end)
    harm = passage.words.harm.any
    if found is None or not (
        harm.search(passage.text, piece.start, found.start())
        and harm.search(passage.text, found.end(), piece.end)
    ):
        yield piece
        return
    yield Piece(piece.start, found.start(), piece.above)
    yield Piece(found.end(), piece.end, piece.above, same_day=True)


def _trimmed(text: str, piece: Piece) -> Piece | None:
    start, end = piece.start, piece.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(piece, start=start, end=end) if start < end else None
