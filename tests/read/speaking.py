"""Claims marked in a sentence by hand, so that what is told of them is tested apart from finding them."""

from datetime import date

from tahqiq.language.tokens import cut
from tahqiq.read.claims.proposal import Proposal
from tahqiq.read.claims.sentences import sentences
from tahqiq.read.telling import tell
from tahqiq.vocab.claims import Category, Effect, Scope
from tahqiq.vocab.counts import CountRange


def proposal(
    text: str,
    quote: str,
    *,
    most: int | None = 3,
    scope: Scope = Scope.EVENT,
    negated: bool = False,
    within: int | None = None,
    occurrence: int = 1,
) -> Proposal:
    """A claim whose quote stands in the text."""
    start = -1
    for _ in range(occurrence):
        start = text.index(quote, start + 1)
    return Proposal(
        text=text,
        quote=quote,
        start=start,
        end=start + len(quote),
        effect=Effect.KILLED,
        category=Category.PEOPLE,
        count=CountRange(most, most),
        scope=scope,
        negated=negated,
        within=within,
    )


def told(text: str, *proposals: Proposal, doc_date: date | None = None) -> list[Proposal]:
    """The claims with all that the text tells of them."""
    tokens = cut(text)
    return tell(tokens, sentences(tokens), proposals, doc_date=doc_date)


def told_of(text: str, *quotes: str, doc_date: date | None = None, most: int | None = 3) -> list[Proposal]:
    """The same for claims given by their quotes alone."""
    return told(text, *(proposal(text, quote, most=most) for quote in quotes), doc_date=doc_date)
