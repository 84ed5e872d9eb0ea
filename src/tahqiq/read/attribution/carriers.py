"""Who carries a whole text: the agency in its dateline."""

from __future__ import annotations

from tahqiq.read.attribution.reading import Reading
from tahqiq.vocab.claims import Speaker

#: Tokens of the longest dateline: 'ADDIS ABABA, Oct 12 (Reuters) -'.
_WITHIN = 16


def dateline(reading: Reading) -> tuple[Speaker, ...]:
    """The agencies named in brackets, or before a dash, at the head of a text.

    >>> from tahqiq.language.tokens import cut
    >>> reading = Reading.of(cut("KABUL (Reuters) - A drone strike killed ten."), frozenset())
    >>> [(each.name, each.role) for each in dateline(reading)]
    [('Reuters', 'agency')]
    """
    last = min(len(reading.tokens), _WITHIN)
    found = Reading(reading.tokens, frozenset()).marks(0, last)
    words = reading.tokens.words
    made: list[Speaker] = []
    for at, placed in found.items():
        if not placed.mark.carrier or placed.letters:
            continue
        bracketed = at > 0 and words[at - 1] == "(" and words[placed.end] == ")"
        dashed = reading.dash(placed.end) if placed.end < len(reading.tokens) else False
        if bracketed or (dashed and at < _WITHIN // 2):
            name = reading.words(at, placed.end)
            made.append(Speaker(name=name, kind=placed.mark.kind, role=placed.mark.carrier))
    return tuple(made)
