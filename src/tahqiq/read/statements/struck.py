"""What a strike was aimed at: the things after a verb, each with its number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tahqiq.language.numbers import Kind, Quantity
from tahqiq.read.statements.entry import Struck
from tahqiq.read.statements.passage import Passage
from tahqiq.vocab.counts import UNKNOWN, CountRange

_EDGES = " \t\n.,،;:-–—\"'()*"
#: More characters than the name of one thing has.
_LONGEST = 90


def things(passage: Passage, start: int, limit: int, numbers: Sequence[Quantity]) -> Iterator[Struck]:
    """The things between a verb and the next one, each with its number.

    Args:
        passage: the entry.
        start: where the verb ends.
        limit: where the next verb or the sentence does.
        numbers: the figures of the sentence, in order.

    >>> passage = Passage.of("destroyed nine vehicles, a command and control node and an IED.")
    >>> [(each.what, each.count.min) for each in things(passage, 9, 63, passage.figures(0, 63))]
    [('vehicles', 9), ('command and control node', 1), ('IED', 1)]
    """
    text, words = passage.text, passage.words.strikes
    stop = words.ends.search(text, start, limit)
    end = stop.start() if stop else limit
    first, last = (bisect_left(numbers, at, key=lambda each: each.start) for at in (start, end))
    mine = numbers[first:last]
    begins = {each.start for each in mine}
    at = start
    for joint in words.joint.finditer(text, start, end):
        if joint["sure"] or joint.end() in begins or words.article.match(text, joint.end()):
            yield from _thing(passage, at, joint.start(), mine)
            at = joint.end()
    yield from _thing(passage, at, end, mine)


def _thing(passage: Passage, start: int, end: int, numbers: Sequence[Quantity]) -> Iterator[Struck]:
    """One thing; none for a connective, people harmed, or no thing at all."""
    words, low = passage.words.strikes, passage.text[start:end]
    if not low.strip(_EDGES) or len(low) > _LONGEST or words.no_thing.match(low) or words.clause.search(low):
        return
    begin, count = _number(passage, start, end, numbers)
    if passage.dated(begin):
        return
    what = " ".join(words.trimmed.sub("", " ".join(passage.shown[begin:end].split())).split()).strip(_EDGES)
    plain, harm = what.lower(), passage.words.harm
    people = harm.people.match(plain) and not harm.fighters.search(plain)
    if what and plain not in words.not_things and not people:
        yield Struck(what=what, count=count)


def _number(passage: Passage, start: int, end: int, numbers: Sequence[Quantity]) -> tuple[int, CountRange]:
    """Where the name of a thing begins, and how many there are: its figure, or its article."""
    words, text = passage.words.strikes, passage.text
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    article = words.article.match(text, begin, end)
    at = bisect_left(numbers, start, key=lambda each: each.start)
    figure = numbers[at] if at < len(numbers) and numbers[at].end <= end else None
    first = {begin, article.end() if article else begin}
    counts = figure is not None and figure.kind is Kind.COUNT and figure.start in first
    if figure is not None and counts and words.article.match(text, figure.start) is None:
        return figure.end, figure.count
    if article is None:
        return begin, UNKNOWN
    return article.end(), CountRange.exactly(1) if article["one"] else UNKNOWN
