"""What a text tells of its claims beside the count: who says so, whom they blame, where, when, and names.

tell(tokens, sentences, proposals, doc_date=date(2017, 8, 21))
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.finding import atoms_of, resolved
from tahqiq.language.tokens import Tokens
from tahqiq.read.attribution import heard
from tahqiq.read.circumstances import circumstances
from tahqiq.read.victims import named

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal
    from tahqiq.read.claims.sentences import Sentence


def tell(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    proposals: Sequence[Proposal],
    *,
    doc_date: date | None = None,
    dates: Sequence[Atom] | None = None,
) -> list[Proposal]:
    """The proposals with all that the text tells of them, the dates of the text read once.

    Args:
        tokens: of the whole text.
        sentences: of the text, in order; each token is in one.
        proposals: of the text, in any order.
        doc_date: the day on which the text was written.
        dates: those found in the text (``tahqiq.language.dates.finding.atoms_of``), if they are at hand.

    Returns:
        As many proposals, in the same order.
    """
    if not proposals:
        return []
    found = atoms_of(tokens, None) if dates is None else dates
    mentions = resolved(tokens, found, reference=doc_date)
    told = zip(
        proposals,
        heard(tokens, sentences, proposals, mentions),
        circumstances(tokens, sentences, proposals, mentions, doc_date=doc_date),
        named(tokens, sentences, proposals),
        strict=True,
    )
    return [
        replace(
            each,
            attributed_to=said.by,
            chain=said.chain,
            basis=said.basis,
            stance=said.stance,
            blamed=around.blamed,
            weapon=around.weapon,
            place=around.place,
            span=around.span,
            scope=around.scope,
            victims=victims,
        )
        for each, said, around, victims in told
    ]
