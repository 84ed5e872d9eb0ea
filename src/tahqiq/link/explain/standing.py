"""What the machine makes of a pair, before anybody decides."""

from __future__ import annotations

from enum import StrEnum

#: The end of doubt: above the one or below the other a pair is no longer called uncertain.
SURE, OUT = 0.9, 0.1


class Standing(StrEnum):
    """What the machine makes of a pair, before anybody decides."""

    LINKED = "linked"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    REFERRED = "referred"
    REJECTED = "rejected"


#: What each is called, an English message.
WORDINGS = {
    Standing.LINKED: "Linked",
    Standing.LIKELY: "Linked, uncertain",
    Standing.UNLIKELY: "Not linked, uncertain",
    Standing.REFERRED: "Left to people",
    Standing.REJECTED: "Not linked",
}


def standing_of(probability: float, *, linked: bool, referred: bool = False) -> Standing:
    """What the machine makes of a pair.

    Args:
        probability: of the pair, after everything.
        linked: whether it is a decided link.
        referred: whether it would be one, and is left to people.

    >>> standing_of(0.97, linked=True), standing_of(0.6, linked=False)
    (<Standing.LINKED: 'linked'>, <Standing.UNLIKELY: 'unlikely'>)
    """
    if referred:
        return Standing.REFERRED
    if linked:
        return Standing.LINKED if probability >= SURE else Standing.LIKELY
    return Standing.REJECTED if probability < OUT else Standing.UNLIKELY
