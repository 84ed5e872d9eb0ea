"""How a speaker stands behind a claim, where the verb alone does not tell."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tahqiq.read.attribution.assigning import Said
from tahqiq.read.attribution.reading import Reading
from tahqiq.vocab.claims import Stance
from tahqiq.vocab.parties import SourceKind

if TYPE_CHECKING:
    from tahqiq.read.claims.proposal import Proposal

#: Tokens around a claim in which a word of admission stands.
_BESIDE = 6
#: Kinds of speaker whose 'my' and 'we' are their own: an organisation's 'our' is not.
_SEE_THEMSELVES = frozenset(
    ["", *(each.value for each in (SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.OTHER))]
)
_PLAIN = frozenset([Stance.ASSERTS, Stance.FINDS, Stance.ESTIMATES])


def stance_of(said: Said, proposal: Proposal, reading: Reading) -> Stance:
    """The stance of the speaker, told from verb, speaker and claim together.

    Harm said to be unintended is admitted by whoever says so; a fighting party that says nobody was
    harmed denies it; and whoever tells of their own people gives testimony.
    """
    if said.stance not in _PLAIN:
        return said.stance
    origin = said.chain[-1].kind if said.by and said.chain else ""
    if proposal.negated:
        return Stance.DENIES if origin == SourceKind.ARMED_ACTOR.value else said.stance
    roles = _roles_beside(proposal, reading)
    if "admission" in roles:
        return Stance.ADMITS
    return Stance.TESTIFIES if "own" in roles and origin in _SEE_THEMSELVES else said.stance


def _roles_beside(proposal: Proposal, reading: Reading) -> set[str]:
    """What words of a stance stand in the quote or just beside it."""
    first = reading.tokens.at(proposal.start) - _BESIDE
    last = reading.tokens.at(proposal.end) + _BESIDE
    begin = bisect_left(reading.telling, (first, ""))
    return {role for _, role in reading.telling[begin : bisect_left(reading.telling, (last, ""))]}
