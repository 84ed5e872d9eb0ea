"""Who says it: the ordered chain outlet ← agency ← speaker of each claim, its basis, and the stance.

    annotate(text, sentences, proposals)

Words are in ``words/<language>.toml``; the rules are the same for every language. A report, its reprint
and its translation have one origin, the last of the chain: independence is judged there (METHOD).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tahqiq.language.dates import DateMention, find_dates
from tahqiq.language.tokens import Tokens, cut
from tahqiq.read.attribution.assigning import Said, Sayer
from tahqiq.read.attribution.carriers import dateline
from tahqiq.read.attribution.reading import Reading, around
from tahqiq.read.attribution.sayings import sayings
from tahqiq.read.attribution.stances import stance_of

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal
    from tahqiq.read.claims.sentences import Sentence

__all__ = ["Said", "annotate", "heard"]


def annotate(
    text: str,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    *,
    doc_date: date | None = None,
    tokens: Tokens | None = None,
) -> list[Proposal]:
    """The proposals with who says them, on what basis, and how they stand behind it.

    Args:
        text: any string.
        sentences: of the text, in order; each token is in one.
        proposals: of the text, in any order.
        doc_date: not needed here.
        tokens: of the text, if they are at hand.

    Returns:
        As many proposals, in the same order; nothing but the attribution is changed.
    """
    if not proposals:
        return []
    tokens = cut(text) if tokens is None else tokens
    said = heard(tokens, sentences, proposals, find_dates(text))
    return [
        replace(each, attributed_to=who.by, chain=who.chain, basis=who.basis, stance=who.stance)
        for each, who in zip(proposals, said, strict=True)
    ]


def heard(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    dates: Sequence[DateMention],
) -> list[Said]:
    """Who says each proposal.

    A speaker is named before or after the claim ('the ministry said', 'according to', وفق), before a
    colon, or is the one who said the quotation it stands in; 'he' is whoever spoke last. A part goes
    with the whole it is part of, and the findings of a report go on until somebody else speaks.
    """
    places = [max(0, bisect_right(tokens.starts, each.start) - 1) for each in proposals]
    reading = Reading.of(tokens, frozenset(places), dates)
    holding = defaultdict[int, list[int]](list)
    begins = [each.first for each in sentences]
    for number, at in enumerate(places):
        holding[bisect_right(begins, at) - 1].append(number)
    sayer = Sayer(reading, dateline(reading))
    said = _listened(sayer, sentences, holding, places)
    _inherit(said, proposals, sayer)
    return [
        replace(who, stance=stance) if (stance := stance_of(who, each, reading)) is not who.stance else who
        for each, who in zip(proposals, (who or Said(chain=sayer.carriers) for who, _ in said), strict=True)
    ]


#: Who says a proposal, and whether its own sentence tells.
_Heard = tuple[Said | None, bool]


def _listened(
    sayer: Sayer, sentences: Sequence[Sentence], holding: dict[int, list[int]], places: Sequence[int]
) -> list[_Heard]:
    """Who says each proposal by its own sentence, or by those who go on speaking."""
    reading = sayer.reading
    made: list[_Heard] = [(None, False)] * len(places)
    read = []
    for at in around(sentences, list(holding)):
        sentence = sentences[at]
        found = reading.marks(sentence.first, sentence.last)
        spoken = sayer.resolved(sayings(reading, found, sentence.first, sentence.last))
        sayer.quotations(spoken, sentence.last)
        read.append((at, found, spoken, sayer.silence(sentence)))
        sayer.keeps(sentence, spoken)
    for at, found, spoken, otherwise in read:  # a quotation may be said by the sentence after it
        for number in holding.get(at, ()):
            who = sayer.of(places[number], found, spoken)
            made[number] = (otherwise or sayer.whole, False) if who is None else (who, True)
    return made


def _inherit(said: list[_Heard], proposals: Sequence[Proposal], sayer: Sayer) -> None:
    """A part of which nobody is told to speak goes with its whole."""
    for number, (_, told) in enumerate(said):
        whole = proposals[number].within
        if not told and whole is not None and 0 <= whole < len(said) and said[whole][1]:
            said[number] = said[whole][0], False
