"""Strikes as armed actors report them: how many, where, when, and what they engaged and destroyed.

'Near Raqqah, 17 strikes engaged 12 ISIS tactical units and destroyed nine fighting positions' gives a
strike with its number, place and two lists. In narrative ('Typhoons destroyed two sniper positions in
Raqqa, and attacked a compound near Bayji') each object keeps the place that follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from tahqiq.language.dates import DateMention, find_dates
from tahqiq.language.numbers import Kind, Quantity
from tahqiq.read.statements.entry import Strike, Struck
from tahqiq.read.statements.header import DATED, named_at
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.struck import things
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan

#: Between a number and the strikes it counts there is none of these.
_APART = re.compile(r"[,;:،؛]")
_KINDS = ("engaged", "destroyed", "damaged", "suppressed")


@dataclass(slots=True)
class _Group:
    """What is told of one place in one sentence."""

    place: str
    struck: dict[str, list[Struck]] = field(default_factory=dict)


def strikes(passage: Passage, dates: Sequence[DateMention], offset: int = 0) -> tuple[Strike, ...]:
    """The strikes that an entry reports, each once, in order.

    Args:
        passage: the entry.
        dates: the dates of ``passage.shown``, in order; a sentence without one has that of the last.
        offset: where the entry begins in its text.

    >>> told = "Near Raqqah, 17 strikes engaged 12 ISIS tactical units and destroyed nine vehicles."
    >>> one = strikes(Passage.of(told), ())[0]
    >>> one.place, one.count.min, one.engaged[0].what, one.destroyed[0].count.min
    ('Raqqah', 17, 'ISIS tactical units', 9)
    """
    if passage.words.strikes.nouns.search(passage.text) is None and not _told_otherwise(passage):
        return ()
    found: dict[Strike, Strike] = {}
    said = DateSpan()
    for start, end in passage.sentences():
        if passage.words.strikes.cumulative.search(passage.text, start, end):
            continue
        told = list(_of_sentence(passage, start, end))
        said = _said(passage, dates, start, end) or said
        for each in told:
            placed = replace(each, span=said)
            found.setdefault(placed, replace(placed, start=offset + start, end=offset + end))
    return tuple(found.values())


def _told_otherwise(passage: Passage) -> bool:
    """Whether aircraft or guns do something without a word for strikes."""
    words = passage.words.strikes
    return words.verbs.search(passage.text) is not None and words.carriers.search(passage.text) is not None


def _said(passage: Passage, dates: Sequence[DateMention], start: int, end: int) -> DateSpan | None:
    """The days that a sentence names: the last before what was done, else the first after it."""
    first, last = (bisect_left(dates, at, key=lambda each: each.start) for at in (start, end))
    inside = [each for each in dates[first:last] if each.precision in DATED and each.span]
    done = passage.words.strikes.verbs.search(passage.text, start, end) or passage.words.strikes.nouns.search(
        passage.text, start, end
    )
    before = [each for each in inside if done is not None and each.end <= done.start()]
    return next((each.span for each in [*before[-1:], *inside]), None)


def _of_sentence(passage: Passage, start: int, end: int) -> Iterator[Strike]:
    words, text = passage.words.strikes, passage.text
    verbs = list(words.verbs.finditer(text, start, end))
    if not verbs and (words.nouns.search(text, start, end) is None or not passage.counts(start, end)):
        return
    numbers = [each for each in passage.figures(start, end) if words.article.match(text, each.start) is None]
    counted = _counted(passage, numbers, end)
    before = min([*(each.start for each in counted), *(each.start() for each in verbs)], default=start)
    groups = list(_groups(passage, verbs, numbers, start, end, _leading(passage, start, before)))
    engagements = next((each.count for each in counted if each.engagements), UNKNOWN)
    told = [each for each in counted if not each.engagements]
    if len(told) < 2 and groups:
        first = told[0] if told else _Counted()
        for group in groups:
            yield _strike(group, first if group is groups[0] else _Counted(), engagements)
    elif told:
        for each, other in zip_longest(told, told[1:]):
            place = _place_after(passage, each.at, other.start if other is not None else end) or _leading(
                passage, start, each.start
            )
            yield _strike(_Group(place), each, engagements)
        for group in groups:
            yield _strike(group, _Counted(), UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of strikes, or of the engagements they consist of."""

    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    kind: str = ""
    start: int = 0
    at: int = 0
    engagements: bool = False


def _counted(passage: Passage, numbers: Sequence[Quantity], end: int) -> list[_Counted]:
    """Numbers of strikes in a sentence.

    After one of them a bare number with a place is another ('8 strikes in Iraq and 11 in Syria').
    """
    words, text, found = passage.words.strikes, passage.text, list[_Counted]()
    for each in numbers:
        if each.kind is not Kind.COUNT:
            continue
        if each.noun_start is not None and passage.words.harm.people.match(text, each.noun_start):
            continue
        noun = words.nouns.search(text, each.end, min(end, each.end + 40))
        between = text[each.end : noun.start()] if noun is not None else ""
        if noun is None and words.nouns.fullmatch(text[each.start : each.end]):
            noun = words.nouns.search(text, each.start, each.end)
            between = ""
        if noun is not None and len(between.split()) <= 3 and _APART.search(between) is None:
            engagements = words.engagements.fullmatch(noun[0]) is not None
            found.append(_Counted(each.count, each.hedge, noun[0], each.start, noun.end(), engagements))
        elif found and passage.words.place_before.match(text, each.end + 1):
            found.append(_Counted(each.count, each.hedge, found[-1].kind, each.start, each.end))
    return found


def _groups(
    passage: Passage,
    verbs: Sequence[re.Match[str]],
    numbers: Sequence[Quantity],
    start: int,
    end: int,
    leading: str,
) -> Iterator[_Group]:
    """What each verb did to what, gathered by place."""
    words, text = passage.words.strikes, passage.text
    if not verbs or (
        words.carriers.search(text, start, verbs[0].start()) is None
        and words.nouns.search(text, start, end) is None
    ):
        return
    group: _Group | None = None
    for at, verb in enumerate(verbs):
        limit = verbs[at + 1].start() if at + 1 < len(verbs) else end
        if words.passive.search(text, max(start, verb.start() - 30), verb.start()):
            continue
        struck = list(things(passage, verb.end(), limit, numbers))
        if not struck:
            continue
        place = leading or _place_after(passage, verb.end(), limit)
        if group is not None and place not in {group.place, ""}:
            yield group
            group = None
        group = group or _Group(place)
        kind = next(kind for kind in _KINDS if words.kinds[kind].fullmatch(verb[0]))
        group.struck.setdefault(kind, []).extend(struck)
    if group is not None:
        yield group


def _strike(group: _Group, counted: _Counted, engagements: CountRange) -> Strike:
    return Strike(
        place=group.place,
        count=counted.count,
        hedge=counted.hedge,
        kind=counted.kind,
        engagements=engagements,
        engaged=tuple(group.struck.get("engaged", ())),
        destroyed=tuple(group.struck.get("destroyed", ())),
        damaged=tuple(group.struck.get("damaged", ())),
        suppressed=tuple(group.struck.get("suppressed", ())),
    )


def _leading(passage: Passage, start: int, limit: int) -> str:
    """The place before what was done: 'Near Raqqah, 17 strikes engaged …'."""
    for found in passage.words.place_before.finditer(passage.text, start, limit):
        comma = passage.words.strikes.subject.search(passage.text, found.end(), limit)
        name = named_at(passage, found.end(), comma.start() if comma else limit)
        if name and _is_place(name):
            return name
    return ""


def _place_after(passage: Passage, start: int, limit: int) -> str:
    """The first place named after a verb or a number and before the next."""
    for found in passage.words.place_before.finditer(passage.text, start, limit):
        stop = passage.words.strikes.after_place.search(passage.text, found.end(), limit)
        name = named_at(passage, found.end(), stop.start() if stop else limit)
        if name and _is_place(name):
            return name
    return ""


@lru_cache(maxsize=4_096)
def _is_place(name: str) -> bool:
    """Whether a name is one, and no date."""
    return not find_dates(name)
