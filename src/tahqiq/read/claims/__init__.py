"""Casualty claims in running text: who, what happened to them, how many, in exact words.

read_claims("Strikes killed 27 civilians, among them seven children.")
"""

from tahqiq.read.claims.proposal import NamedVictim, Proposal, claims_of
from tahqiq.read.claims.reading import read_claims

__all__ = ["NamedVictim", "Proposal", "claims_of", "read_claims"]
