"""The lines of a text, each with what it may be: running text, a heading, a date, a field, a line between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from statistics import quantiles

from tahqiq.language.dates import DateMention, Precision, find_dates
from tahqiq.language.tokens import phrase
from tahqiq.read.text.digest.cues import cues, is_outlet


class Kind(StrEnum):
    """What a line may be."""

    BODY = "body"
    SHORT = "short"  # may be a title, an outlet, a subheading
    DATE = "date"
    FIELD = "field"
    BYLINE = "byline"
    LINK = "link"
    RULE = "rule"  # a line of signs between two articles
    COUNT = "count"  # 3 of 20 documents; Article 3
    END = "end"
    COPYRIGHT = "copyright"


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or the lines of one wrapped paragraph: ``text[start:end]``.

    Attributes:
        kind: what it may be.
        text: without space around it.
        field: of a field, what it names: title, outlet, date, byline, header or end.
        value: of a field, what it says; of a numbered heading the heading.
        date: the first date in it.
        number: of a numbered line, which; 0 for none.
        gap: how many blank lines stand before it.
    """

    kind: Kind
    start: int
    end: int
    text: str
    field: str = ""
    value: str = ""
    date: DateMention | None = None
    number: int = 0
    gap: int = 0


_LINE = re.compile(r"[^\n]*\S[^\n]*")
_RULE = re.compile(r"[\s\-=*_#~•·—–+.─━═■●◆]{3,}")
_FIELD = re.compile(r"[#*\s]*([^\W\d_][^:\n]{1,28}?)\s*\**\s*[:：]\s*\**\s*(\S.*)?")
_NUMBERED = re.compile(r"[(\[]?(\d{1,3})\s*[\])).\-–:]+\s*(\S.*)")
_COUNTED = re.compile(
    r"\W*([^\W\d_]{2,12}(?: [^\W\d_]{2,8})?)?\s*[#.]?\s*(\d{1,5})\s*(?:(of|/|من)\s*\d{1,5})?\s*([^\W\d_]*)\W*"
)
_DATED = re.compile(r"\d{4}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
_LINK = re.compile(r"\W*(?:https?://|www\.)\S+\s*")
_DOCUMENT = re.compile(r"Document [A-Z]{2,12}\d[\w-]{8,40}")
_WORDS_COUNTED = re.compile(r"\d{1,3}(?:,\d{3})* (?:words|كلمة)", re.I)
_SENTENCE_END = re.compile(r"""[.!؟?…]["'”»’)\]]*$""")
_WORD = re.compile(r"\w+")
#: The longest heading, in characters and in words; the longest line with a date, and the words beside it.
LONGEST_HEADING, _MOST_WORDS, _LONGEST_DATED, _WORDS_BESIDE = 130, 20, 120, 9
#: A field's colon stands so near the beginning of its line.
_COLON_WITHIN = 40
#: A text is wrapped where its lines are so long at most, and those that go on so long at least.
_WIDEST, _WRAPPED = 110, 45
#: A line is full from so much of the widest on.
_FULL_LINE = 0.75


def rows_of(text: str) -> list[Row]:
    """The rows of a text, in order; blank lines are counted in ``gap``."""
    spans = [found.span() for found in _LINE.finditer(text)]
    blocks = _wrapped(text, spans) if _is_wrapped(text, spans) else [[span] for span in spans]
    rows, free = list[Row](), 0
    for block in blocks:
        gap = max(0, text.count("\n", free, block[0][0]) - 1) if rows else 0
        for row in _of_block(text, block):
            rows.append(_after(row, gap))
            gap, free = 0, row.end
    return rows


def _after(row: Row, gap: int) -> Row:
    """The row with the blank lines before it."""
    if not gap:
        return row
    return Row(row.kind, row.start, row.end, row.text, row.field, row.value, row.date, row.number, gap)


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether lines end where a page ended, and not where a paragraph did: most are full, and go on."""
    lengths = [end - start for start, end in spans[:2000]]
    widest = quantiles(lengths, n=20)[-1] if len(lengths) >= 8 else 0.0
    if not _WRAPPED < widest <= _WIDEST:
        return False
    followed = [
        (end - start, _SENTENCE_END.search(text, max(start, end - 6), end) is None)
        for (start, end), (after, _) in pairwise(spans[:2000])
        if after - end == 1 and end - start > _WRAPPED
    ]
    full = sum(length > _FULL_LINE * widest for length, _ in followed)
    going_on = sum(open_ended for _, open_ended in followed)
    return len(followed) > 0.25 * len(lengths) and min(going_on / 0.6, full / 0.8) > len(followed)


def _wrapped(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The lines of each paragraph: those with no blank line between."""
    blocks = list[list[tuple[int, int]]]()
    for start, end in spans:
        if blocks and "\n" not in text[blocks[-1][-1][1] + 1 : start]:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
    return blocks


def _of_block(text: str, block: list[tuple[int, int]]) -> Iterator[Row]:
    """The rows of a paragraph: its header lines one by one, and the rest as one."""
    head = _head(text, block) if len(block) > 1 else 1
    for start, end in block[:head]:
        yield row_of(text, start, end)
    if block[head:]:
        start, end = block[head][0], block[-1][1]
        yield Row(Kind.BODY, start, end, text[start:end])


#: Lines of a paragraph that may be of a header; of running text all are so long, by its longest.
_HEAD, _FULL = 7, 0.7
_TELLING = re.compile(r"\d{4}|\d[/.\-]\d|[:：©]")


def _head(text: str, block: list[tuple[int, int]]) -> int:
    """How many lines of a wrapped paragraph are of a header: up to the last that says so."""
    lengths = [end - start for start, end in block[:-1][:_HEAD]]
    full = len(block) > 2 and min(lengths) > max(_FULL * max(lengths), _WRAPPED)
    if full and not _TELLING.search(text, block[0][0], block[:_HEAD][-1][1]):
        return 0
    first = [row_of(text, *span) for span in block[:_HEAD]]
    telling = [at for at, row in enumerate(first) if row.kind not in {Kind.BODY, Kind.SHORT}]
    if telling:
        return telling[-1] + 1
    lone = len(block) <= 2 and all(row.kind is Kind.SHORT for row in first)
    return len(block) if lone else 0


def row_of(text: str, start: int, end: int) -> Row:
    """What one line may be.

    >>> line = "Harbour Times, 6 June 2031"
    >>> str(row_of(line, 0, len(line)).kind)
    'date'
    """
    line = text[start:end].strip()
    if not any(map(str.isalnum, line[:400])):
        kind = Kind.RULE if len(line) >= 3 and _RULE.fullmatch(line[:400]) else Kind.BODY
        return Row(kind, start, end, line)
    if len(line) > LONGEST_HEADING and (len(line) > 3 * LONGEST_HEADING or ":" not in line[:_COLON_WITHIN]):
        return Row(Kind.BODY, start, end, line)
    return _short(Row(Kind.SHORT, start, end, line)) or Row(Kind.BODY, start, end, line)


def _short(row: Row) -> Row | None:
    """What a line is that is no running text; None if it is that."""
    said = _told(row)
    if said is not None or len(row.text) > LONGEST_HEADING:
        return said
    dated = _dated(row)
    if dated is not None:
        return dated
    numbered = _NUMBERED.fullmatch(row.text)
    heading = numbered[2] if numbered else row.text
    if (_SENTENCE_END.search(heading) and not _question(heading)) or _in_brackets(heading):
        return None
    if len(_WORD.findall(heading)) > _MOST_WORDS:
        return None
    number = int(numbered[1]) if numbered else 0
    return Row(Kind.SHORT, row.start, row.end, row.text, value=heading, number=number)


def _in_brackets(heading: str) -> bool:
    """Whether a line stands in brackets from end to end, as notes of editors do."""
    return heading[0] in "([" and heading[-1] in ")]"


def _question(heading: str) -> bool:
    """Whether a heading ends as one may, with one question or exclamation and no full stop."""
    return heading.rstrip("\"'”»’)]")[-1:] in "!?؟…" and len(heading) < 100


def _told(row: Row) -> Row | None:
    """A line that says by its words what it is."""
    line, known = row.text, cues()
    if (len(line) < 30 and phrase(line) in known.end) or (line[0] == "D" and _DOCUMENT.fullmatch(line)):
        return Row(Kind.END, row.start, row.end, line)
    field = _FIELD.fullmatch(line)
    named = known.fields.get(phrase(field[1])) if field else None
    if field and named:
        return _field(row, named, (field[2] or "").strip("* "))
    if len(line) > LONGEST_HEADING:
        return None
    if _LINK.fullmatch(line):
        return Row(Kind.LINK, row.start, row.end, line)
    if _is_count(line) or _WORDS_COUNTED.fullmatch(line):
        kind = Kind.FIELD if _WORDS_COUNTED.fullmatch(line) else Kind.COUNT
        return Row(kind, row.start, row.end, line, "header" if kind is Kind.FIELD else "")
    if known.copyright.match(line):
        return Row(Kind.COPYRIGHT, row.start, row.end, line)
    by = known.byline.match(line)
    if by and len(_WORD.findall(line)) <= 9 and not _SENTENCE_END.search(line) and _is_name(line[by.end() :]):
        return Row(Kind.BYLINE, row.start, row.end, line, value=line[by.end() :])
    return None


def _field(row: Row, named: str, value: str) -> Row:
    """A field with what it says; an outlet may be followed by its day."""
    date = _first_date(value) if named in {"date", "outlet"} and _DATED.search(value) else None
    if named == "outlet" and date is not None:
        value = _name_beside(f"{value[: date.start]} {value[date.end :]}")
    kind = Kind.END if named == "end" else Kind.FIELD
    return Row(kind, row.start, row.end, row.text, named, value, date)


def _is_name(text: str) -> bool:
    """Whether words may be those of a name: each begins with a capital, or the letters have none."""
    words = [
        word for word in _WORD.findall(text) if word.lower() not in {"and", "in", "for", "of", "the", "al"}
    ]
    return (
        bool(words)
        and len(words) <= 7
        and all(not word[0].islower() and not word[0].isdigit() for word in words)
    )


def _is_count(line: str) -> bool:
    """Whether a line numbers an article and says nothing else."""
    found = _COUNTED.fullmatch(line) if len(line) < 60 else None
    if found is None:
        return False
    known = cues()
    said = phrase(found[1] or "") in known.counted if found[1] else True
    after = not found[4] or phrase(found[4]) in known.counted
    return said and after and (found[1] is not None or found[3] is not None)


def _dated(row: Row) -> Row | None:
    """A line that holds a date and little else."""
    line = row.text
    if len(line) > _LONGEST_DATED or not _DATED.search(line):
        return None
    date = _first_date(line)
    if date is None:
        return None
    beside = f"{line[: date.start]} {line[date.end :]}"
    words = len(_WORD.findall(beside))
    if words > _WORDS_BESIDE or (_SENTENCE_END.search(line) and words > 2):
        return None
    if words > 4 and not is_outlet(_name_beside(beside)) and not _parted(line, date):
        return None
    return Row(Kind.DATE, row.start, row.end, line, date=date, value=_name_beside(beside))


def _parted(line: str, date: DateMention) -> bool:
    """Whether signs part a date from the words beside it."""
    before, after = line[: date.start].rstrip(), line[date.end :].lstrip()
    return (not before or before[-1] in ",،-–—|/()[]:•·") and (not after or after[0] in ",،-–—|/()[]:•·")


_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:am|pm|ص|م|gmt|utc|bst|edt|est)?\b|\b(?:gmt|utc|bst|edt|est)\b", re.I
)
_DAYS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:يوم\s+)?\b(?:ال)?(?:اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد)\b",
    re.I,
)
_AROUND = " \t,،;|/-–—•·:()[]*#\"'“”«»"


def _name_beside(text: str) -> str:
    """What a line says beside a date, without the time of day and the day of the week."""
    return " ".join(_DAYS.sub(" ", _CLOCK.sub(" ", text)).split()).strip(_AROUND)


@lru_cache(maxsize=4096)
def _first_date(text: str) -> DateMention | None:
    """The first whole day in a line, whether or not its year can be told."""
    for found in find_dates(text[: 2 * LONGEST_HEADING]):
        if found.precision in {Precision.DAY, Precision.DAYS} and found.span is not None:
            return found
    return None
