"""Claims written shortly, as the files of sentences have them: 'killed people 27+'."""

from tahqiq.read.claims import Proposal, read_claims


def number(claim: Proposal) -> str:
    """How many a claim tells of: 27, 27+ at least, -40 up to, 3-5, ? no number, 0! denied."""
    low, high = claim.count.min, claim.count.max
    if claim.negated:
        return "0!"
    if low == high:
        return "?" if low is None else str(low)
    if high is None:
        return f"{low}+"
    return f"-{high}" if low is None else f"{low}-{high}"


def claimed(text: str) -> list[str]:
    """What a text claims, in no order."""
    return sorted(f"{each.effect} {each.category} {number(each)}" for each in read_claims(text))
