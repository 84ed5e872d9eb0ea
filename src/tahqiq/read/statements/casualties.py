"""How many civilians an armed actor says were killed and injured.

A figure belongs to the effect that follows it ('two civilians were killed') or leads to it ('killing
two'); figures of one list share an effect ('one man and two women were killed'). What the actor only
repeats as alleged is not conceded: nearest before the figure a word of finding must not be outdone by
a word of alleging.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from tahqiq.language.numbers import Kind, find_numbers
from tahqiq.read.statements.counted import Figure
from tahqiq.read.statements.effects import figures
from tahqiq.read.statements.passage import Passage
from tahqiq.vocab.counts import UNKNOWN, CountRange

_NONE = CountRange.exactly(0)


@dataclass(frozen=True, slots=True)
class Conceded:
    """Civilians killed and injured as an actor concedes them; unknown where it says nothing.

    ``denied`` tells that it says there were none, ``said`` that it concedes harm with or without figure,
    ``found`` that it does so as a finding ('it was assessed that', 'regrettably').
    """

    killed: CountRange = UNKNOWN
    injured: CountRange = UNKNOWN
    said: bool = False
    found: bool = False
    denied: bool = False
    at: int = -1


def conceded(passage: Passage) -> Conceded:
    """The civilians killed and injured that an entry concedes.

    >>> text = "Regrettably, two civilians were unintentionally killed and one other injured."
    >>> conceded(Passage.of(text)).killed, conceded(Passage.of(text)).injured
    (CountRange(min=2, max=2), CountRange(min=1, max=1))
    >>> conceded(Passage.of("The allegation that ten civilians were killed is not credible.")).said
    False
    """
    harm = passage.words.harm
    if harm.any.search(passage.text) is None:
        return Conceded()
    met: list[Figure] = []
    denied = False
    for number, (start, end) in enumerate(passage.sentences()):
        if harm.any.search(passage.text, start, end) is not None:
            denied = denied or harm.none.search(passage.text, start, end) is not None
            met += [replace(each, sentence=number) for each in figures(passage, start, end)]
    harmed = [each for each in met if each.count != _NONE]
    if denied and not harmed:
        return Conceded(killed=_NONE, injured=_NONE, denied=True)
    bare = not met and not denied and _without_figure(passage)
    return Conceded(
        killed=_sum(met, "killed"),
        injured=_sum(met, "injured"),
        said=bool(harmed) or bare,
        found=any(each.found for each in harmed) or bare,
        denied=bool(met) and not harmed,
        at=max((each.end for each in harmed), default=-1),
    )


def _without_figure(passage: Passage) -> bool:
    """Whether a sentence finds that people were harmed and gives no figure ('civilians were killed')."""
    harm, text = passage.words.harm, passage.text
    for start, end in passage.sentences():
        said = [each[0] for each in harm.governing.finditer(text, start, end)]
        found = bool(said) and all(map(harm.conceding.fullmatch, said))
        if found and harm.bare.search(text, start, end) and not harm.fighters.search(text, start, end):
            return True
    return False


def labelled(passage: Passage) -> tuple[CountRange, CountRange]:
    """Killed and injured from lines such as 'Civilians killed: 2'; unknown where there is none."""
    return _of_line(passage, "killed"), _of_line(passage, "injured")


def _of_line(passage: Passage, effect: str) -> CountRange:
    line = passage.words.labels[effect].search(passage.text)
    if line is None:
        return UNKNOWN
    if re.match(r"\s*(?:none|nil|no|لا|صفر)\b", line["value"]):
        return _NONE
    found = [each for each in find_numbers(line["value"]) if each.kind is Kind.COUNT]
    return found[0].count if found else UNKNOWN


def _together(counts: list[CountRange]) -> CountRange:
    """The figures of one sentence added; where the later ones only break the first down, the first.

    >>> _together([CountRange(7, 7), CountRange(1, 1), CountRange(3, 3), CountRange(3, 3)])
    CountRange(min=7, max=7)
    """
    first, rest = counts[0], counts[1:]
    parts = sum((each for each in rest[1:]), rest[0]) if rest else None
    return first if parts is None or (len(rest) > 1 and parts == first) else first + parts


def _sum(found: list[Figure], effect: str) -> CountRange:
    """The figures of an effect together.

    A total alone, else each sentence added to those before it where its words say so, and otherwise
    the larger of two tellings.
    """
    mine = [each for each in found if each.effect == effect]
    totals = [each.count for each in mine if each.total]
    if totals:
        return totals[-1]
    whole: CountRange | None = None
    for _, sentence in groupby(mine, key=lambda each: each.sentence):
        of_one = list(sentence)
        together = _together([each.count for each in of_one])
        if whole is None:
            whole = together
        elif any(each.added for each in of_one):
            whole = whole + together
        else:
            whole = max(whole, together, key=lambda count: count.min or count.max or 0)
    return UNKNOWN if whole is None else whole
