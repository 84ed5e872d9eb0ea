"""How well an incident is established (METHOD: grades)."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """The strength of the evidence that an armed actor harmed civilians."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


#: The grades of the headline 'likely or confirmed' total.
LIKELY_OR_CONFIRMED = frozenset({Grade.FAIR, Grade.CONFIRMED})


class StrikeStatus(StrEnum):
    """Whether an armed actor's action is established; apart from the grade."""

    DECLARED = "declared"
    LIKELY = "likely"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single_source"


class StandardOfProof(StrEnum):
    """How sure a finding is, by whoever found it, from weak to strong."""

    REASONABLE_SUSPICION = "reasonable_suspicion"
    REASONABLE_GROUNDS = "reasonable_grounds_to_believe"
    BALANCE_OF_PROBABILITIES = "balance_of_probabilities"
    BEYOND_REASONABLE_DOUBT = "beyond_reasonable_doubt"


class Reliability(StrEnum):
    """Admiralty code, the source; F 'cannot be judged' is not the worst."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty code, the information; 6 'cannot be judged' is not the worst."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
