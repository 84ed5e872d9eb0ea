"""Who is blamed, with what weapon, where and when: the circumstances a text tells of its claims.

    annotate(text, sentences, proposals, doc_date=date(2017, 8, 21))

Words are in ``words/<language>.toml``; the rules are the same for every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tahqiq.language.dates import find_dates
from tahqiq.language.tokens import Tokens, cut
from tahqiq.read.circumstances.gathering import Circumstances, circumstances

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal
    from tahqiq.read.claims.sentences import Sentence

__all__ = ["Circumstances", "annotate", "circumstances"]


def annotate(
    text: str,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    *,
    doc_date: date | None = None,
    tokens: Tokens | None = None,
) -> list[Proposal]:
    """The proposals with who is blamed, the weapon, the place as worded, and the days.

    Args:
        text: any string.
        sentences: of the text, in order.
        proposals: of the text, in any order.
        doc_date: the day on which the text was written, None where it is unknown.
        tokens: of the text, if they are at hand.

    Returns:
        As many proposals, in the same order; nothing but the circumstances is changed.
    """
    if not proposals:
        return []
    tokens = cut(text) if tokens is None else tokens
    found = circumstances(
        tokens, sentences, proposals, find_dates(text, reference=doc_date), doc_date=doc_date
    )
    return [
        replace(
            each,
            blamed=told.blamed,
            weapon=told.weapon,
            place=told.place,
            span=told.span,
            scope=told.scope,
        )
        for each, told in zip(proposals, found, strict=True)
    ]
