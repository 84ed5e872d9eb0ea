"""Headers: the rows between the running text of one article and that of the next, and where the border lies.

A collection is laid out alike from article to article, so how most headers look decides about each: what
stands before the first body and after the last one shows which lines lead an article and which close it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tahqiq.read.text.digest.cues import is_outlet, names_outlet
from tahqiq.read.text.digest.demoting import demoted
from tahqiq.read.text.digest.rows import LONGEST_HEADING, Kind, Row

#: Titles of articles have so many words on average; those of sections (2. Methods) fewer.
_TITLE_WORDS = 4
#: What could be chance once or twice is a layout when it comes so often.
_FEWEST = 3
_STRONG = frozenset((Kind.COUNT, Kind.END))
_CLOSING = frozenset((Kind.END, Kind.COPYRIGHT, Kind.LINK, Kind.DATE, Kind.FIELD, Kind.BYLINE))
_DATELINE = re.compile(
    r"[^\W\d_][^\n()\-–—]{1,40}?(?:,? [^\n()]{1,30})?\s*"
    r"(?:\([^\n()]{2,30}\)\s*[-–—:]|[-–—]\s*\([^\n()]{2,30}\)|\s[-–—]{1,2}\s)"
)


@dataclass(slots=True)
class Run:
    """Rows without running text between them, and the first row of text after them."""

    rows: list[Row] = field(default_factory=list)
    body: Row | None = None
    first: bool = False

    @property
    def ruled(self) -> bool:
        """Whether a line of signs is among them."""
        return any(row.kind is Kind.RULE for row in self.rows)

    @property
    def headed(self) -> bool:
        """Whether a line is among them that may be a title."""
        return any(row.kind is Kind.SHORT or row.field == "title" for row in self.rows)

    @property
    def dated(self) -> bool:
        """Whether a date is among them."""
        return any(row.date is not None for row in self.rows)

    @property
    def told(self) -> bool:
        """Whether something says that an article begins or ends: a number, an end, a field, a writer."""
        if any(row.kind in _STRONG for row in self.rows):
            return True
        fields = {row.field for row in self.rows if row.kind is Kind.FIELD}
        return self.headed and bool(fields - {"header"} or any(row.kind is Kind.BYLINE for row in self.rows))

    @property
    def published(self) -> bool:
        """Whether an outlet is named beside a heading, or where the text begins."""
        heads = [row for row in self.rows if row.kind is Kind.SHORT]
        if len(heads) > 1 and any(is_outlet(row.text) for row in heads):
            return True
        if any(names_outlet(row.text) for row in heads):
            return True
        return bool(heads) and self.body is not None and _has_dateline(self.body.text)


def _has_dateline(body: str) -> bool:
    """Whether running text begins with a place and an agency: 'BEIRUT (Reuters) - '."""
    found = _DATELINE.match(body[:100])
    return found is not None and (found[0].isupper() or is_outlet(re.sub(r"[^\w\s]", " ", found[0])))


def runs_of(rows: list[Row]) -> list[Run]:
    """The headers of a text, and what stands after its last running text as a run without body."""
    runs, current = list[Run](), Run(first=True)
    for row in demoted(list(_titled(rows))):
        if row.kind is not Kind.BODY:
            current.rows.append(row)
        elif current.rows:
            current.body = row
            runs.append(current)
            current = Run()
        else:
            current.first = False
    return [*runs, current] if current.rows else runs


def _titled(rows: list[Row]) -> Iterator[Row]:
    """The rows, where a sentence that stands alone just above a date or a field is a title."""
    for at, row in enumerate(rows):
        after = rows[at + 1] if at + 1 < len(rows) else row
        alone = row.kind is Kind.BODY and len(row.text) <= LONGEST_HEADING and (row.gap or not at)
        if alone and after.gap == 0 and after.kind in {Kind.DATE, Kind.FIELD, Kind.BYLINE}:
            yield replace(row, kind=Kind.SHORT, value=row.text)
        else:
            yield row


def borders(runs: list[Run]) -> dict[int, int]:
    """For each run that begins an article its place, and the place of the row in it that does.

    Of a text that holds fewer than two articles nothing.
    """
    closing = _closing(runs)
    cuts = {at: _closed(run, closing) for at, run in enumerate(runs) if run.body is not None}
    leading = {
        at: Run(run.rows[cuts[at] :], run.body, run.first) for at, run in enumerate(runs) if at in cuts
    }
    chosen = _chosen({at: run for at, run in leading.items() if run.rows or cuts[at]}, cuts)
    if len(chosen) < 2:
        return {}
    usual = _usual([leading[at] for at in chosen])
    ended = {at: cuts[at] > 0 and runs[at].rows[cuts[at] - 1].kind is Kind.END for at in chosen}
    return {at: cuts[at] + _beginning(leading[at], usual, ended=ended[at]) for at in chosen}


def _closing(runs: list[Run]) -> Counter[str]:
    """What closes an article: the kinds of rows after the last running text, and how many of each."""
    if not runs or runs[-1].body is not None:
        return Counter()
    return Counter(_sort(row) for row in runs[-1].rows if row.kind in _CLOSING)


def _sort(row: Row) -> str:
    """The kind of a row, with what a field names."""
    return f"{row.kind} {row.field}".strip()


def _closed(run: Run, closing: Counter[str]) -> int:
    """How many rows of a run belong to the article before it."""
    ends = [at for at, row in enumerate(run.rows) if row.kind is Kind.END]
    if run.first:
        return 0
    if ends:
        return ends[-1] + 1
    left, cut = Counter(closing), 0
    for at, row in enumerate(run.rows):
        if left[_sort(row)] > 0:
            left[_sort(row)] -= 1
            cut = at + 1
        elif row.kind is not Kind.SHORT or cut:
            break
    return cut


def _chosen(runs: dict[int, Run], cuts: dict[int, int]) -> list[int]:
    """The runs that begin an article: those laid out as most that surely do."""
    closed = sum(cut > 0 for cut in cuts.values()) >= 1
    sure = [at for at, run in runs.items() if _is_sure(run, closed=cuts[at] > 0 or (run.first and closed))]
    ruled = [at for at, run in runs.items() if run.ruled]
    bare = [at for at, run in runs.items() if run.dated and not run.headed]
    if len(bare) > 2 and 2 * len(bare) > len(sure) and not any(runs[at].told for at in sure):
        return _daily(runs)
    if len(sure) >= 2:
        parted = sum(at in sure for at in ruled)
        if parted >= 0.6 * len(sure) or len(ruled) > len(sure):
            return sorted(
                {*ruled, *(at for at in sure if runs[at].first or runs[at].ruled or _bare(runs[at]))}
            )
        return sure
    if len(ruled) >= 2 and sum(_headed_after_rule(runs[at]) for at in ruled) >= 0.6 * len(ruled):
        return sorted({*ruled, *(at for at, run in runs.items() if run.first)})
    if len({runs[at].rows[-1].text for at in ruled}) == 1 and len(ruled) >= _FEWEST:
        return sorted({*ruled, *(at for at, run in runs.items() if run.first)})
    return _numbered(runs) or _marked(runs) or _spaced(runs) or _daily(runs)


def _is_sure(run: Run, *, closed: bool) -> bool:
    """Whether a header by itself says that an article begins; ``closed``: one has just ended."""
    return run.told or (run.headed and (run.dated or run.published or closed))


def _bare(run: Run) -> bool:
    """Whether a header without a rule says enough for itself: a date, a field or a number besides a title."""
    return run.told or (run.headed and run.dated)


def _headed_after_rule(run: Run) -> bool:
    """Whether a heading, a date or a field follows the last rule."""
    last = max(at for at, row in enumerate(run.rows) if row.kind is Kind.RULE)
    return bool(run.rows[last + 1 :])


def _numbered(runs: dict[int, Run]) -> list[int]:
    """Headings numbered one after another, with text between."""
    found, expected, words = list[int](), 1, 0
    for at, run in runs.items():
        numbered = [row for row in run.rows if row.number]
        if len(numbered) == 1 and numbered[0].number == expected:
            found.append(at)
            expected, words = expected + 1, words + len(numbered[0].value.split())
    return found if len(found) >= 2 and words >= _TITLE_WORDS * len(found) else []


def _marked(runs: dict[int, Run]) -> list[int]:
    """Headings marked as such: '## Strike kills two'."""
    found = {
        at: row
        for at, run in runs.items()
        for row in run.rows
        if row.kind is Kind.SHORT and row.text[0] == "#"
    }
    words = sum(len(row.text.split()) - 1 for row in found.values())
    return sorted(found) if len(found) >= 2 and words >= _TITLE_WORDS * len(found) else []


def _spaced(runs: dict[int, Run]) -> list[int]:
    """Headings with more blank lines before them than anything else has."""
    spaced = {
        at: row for at, run in runs.items() for row in run.rows if row.gap > 1 and row.kind is Kind.SHORT
    }
    found = sorted({*spaced, *(at for at, run in runs.items() if run.first and run.headed)})
    others = sum(run.body is not None and run.body.gap > 1 for run in runs.values())
    words = sum(len(row.text.split()) for row in spaced.values()) + _TITLE_WORDS
    enough = len(found) >= _FEWEST and words >= _TITLE_WORDS * len(found)
    return found if enough and others <= 0.2 * len(found) else []


def _daily(runs: dict[int, Run]) -> list[int]:
    """Bare dates as headings of daily lists, where nothing else parts the text."""
    found = [at for at, run in runs.items() if run.dated and run.rows[-1].date is not None]
    return found if len(found) >= _FEWEST and len(found) >= 0.5 * len(runs) else []


#: The headings before the first row that is none, and what that row is.
Shape = tuple[int, str]


def _usual(runs: list[Run]) -> dict[str, int]:
    """For each sort of row that follows headings, how many headings most often stand before it."""
    shapes = Counter(_shape(run.rows[_parted(run) :]) for run in runs if not run.first)
    usual = dict[str, int]()
    for (heads, sort), times in shapes.most_common():
        if times >= 2:
            usual.setdefault(sort, heads)
    return usual


def _shape(rows: list[Row]) -> Shape:
    """How a header begins."""
    heads = next((at for at, row in enumerate(rows) if row.kind is not Kind.SHORT), len(rows))
    if heads == len(rows):
        return heads, ""
    beside = "named" if rows[heads].kind is Kind.DATE and rows[heads].value else ""
    return heads, f"{_sort(rows[heads])} {beside}".strip()


def _parted(run: Run) -> int:
    """The row after the last line of signs, or that of the last number, in a header; 0 without."""
    kinds = [row.kind for row in run.rows]
    for telling in (Kind.RULE, Kind.COUNT):
        if telling in kinds:
            last = len(kinds) - 1 - kinds[::-1].index(telling)
            return last + 1 if telling is Kind.RULE else last
    return 0


def _beginning(run: Run, usual: dict[str, int], *, ended: bool) -> int:
    """The row of a header that begins the article; ``ended``: a line before it says so of the last."""
    parted = _parted(run)
    if run.first:
        return max(parted, _after_masthead(run.rows, usual))
    if parted or ended or any(row.kind in {Kind.RULE, Kind.COUNT} for row in run.rows[:1]):
        return parted
    titles = [at for at, row in enumerate(run.rows) if row.field == "title"]
    if titles:
        return 0 if run.rows[0].kind is not Kind.SHORT else titles[0]
    heads, sort = _shape(run.rows)
    gaps = [row.gap for row in run.rows[:heads]]
    if len(gaps) > 1 and max(gaps[1:]) > 1 and gaps.count(max(gaps)) == 1:
        return gaps.index(max(gaps))
    if usual.get(sort, heads) < heads and (usual[sort] or heads < len(run.rows)):
        return heads - usual[sort]
    return 0


def _after_masthead(rows: list[Row], usual: dict[str, int]) -> int:
    """The row of the first header of all from which on it looks like the others; 0 where none does."""
    for at in range(len(rows) - 1, 0, -1):
        heads, sort = _shape(rows[at:])
        parted = rows[at].gap or rows[at - 1].kind is not Kind.SHORT
        if parted and usual.get(sort) == heads and (heads or sort != "short"):
            return at
    return 0
