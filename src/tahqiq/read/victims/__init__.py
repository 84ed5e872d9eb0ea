"""The named among those counted: their age, sex and relation, each name where it stands.

    annotate(text, sentences, proposals)

Names are looked for in the quote of each claim and just after it, and are kept as written; whose name in
one script is whose in the other is for ``tahqiq.link``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from tahqiq.language.tokens import Tokens, cut
from tahqiq.read.claims.proposal import NamedVictim, Proposal
from tahqiq.read.claims.sentences import Sentence
from tahqiq.read.victims.names import names

__all__ = ["annotate", "named", "names"]

#: Tokens after a quote in which the name of the one counted may follow: 'a girl of 15, Fulla Masalmeh,'.
_BEYOND = 8
#: No text names so many behind one figure; a list of the dead is a table.
_NAMED_AT_MOST = 60
#: Signs after which those counted are named.
_NAMES_FOLLOW = frozenset(",:،(-")


def annotate(
    text: str,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    *,
    doc_date: date | None = None,
    tokens: Tokens | None = None,
) -> list[Proposal]:
    """The proposals with those they name, never more than they count.

    Args:
        text: any string.
        sentences: of the text, in order.
        proposals: of the text, in any order.
        doc_date: not needed here.
        tokens: of the text, if they are at hand.

    Returns:
        As many proposals, in the same order; nothing but the victims is changed.
    """
    if not proposals:
        return []
    tokens = cut(text) if tokens is None else tokens
    found = named(tokens, sentences, proposals)
    return [
        replace(each, victims=known) if known else each for each, known in zip(proposals, found, strict=True)
    ]


def named(
    tokens: Tokens, sentences: Sequence[Sentence], proposals: Sequence[Proposal]
) -> list[tuple[NamedVictim, ...]]:
    """Those whom each proposal names."""
    ends = [each.end for each in sentences]
    starts = sorted(each.start for each in proposals)
    return [_named(each, tokens, sentences, ends, starts) for each in proposals]


def _named(
    proposal: Proposal,
    tokens: Tokens,
    sentences: Sequence[Sentence],
    ends: Sequence[int],
    starts: Sequence[int],
) -> tuple[NamedVictim, ...]:
    """Those whom a proposal names: in its quote, else just after it."""
    most = proposal.count.max
    if proposal.negated or most is None or most > _NAMED_AT_MOST:
        return ()
    first = max(0, bisect_right(tokens.starts, proposal.start) - 1)
    last = tokens.at(proposal.end)
    found = names(tokens, first, last, alone=most == 1)
    if not found:
        sentence = min(bisect_right(ends, proposal.start), len(sentences) - 1)
        found = _after(proposal, tokens, last, sentences[sentence].last, starts)
    return tuple(found[:most])


def _after(
    proposal: Proposal, tokens: Tokens, last: int, sentence: int, starts: Sequence[int]
) -> list[NamedVictim]:
    """Those named just after the quote, before the next claim begins."""
    if last >= sentence or tokens.words[last] not in _NAMES_FOLLOW:
        return []
    following = bisect_right(starts, proposal.start)
    stop = tokens.at(starts[following]) if following < len(starts) else sentence
    one = proposal.count.max == 1
    reach = last + 1 + _BEYOND if one else sentence
    found = names(tokens, max(0, last - 1), min(stop, sentence, reach))
    near = [each for each in found if not one or tokens.at(each.start) <= last + 2]
    return near if one or tokens.words[last] in {":", "(", "-"} else []
