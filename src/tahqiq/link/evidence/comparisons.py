"""What is compared of two people, and the levels each comparison may have.

A comparison has levels from the most alike on. Levels of one *group* are alternatives of one another: their
chances, given a match and given none, sum to one. A comparison has several groups where its meaning
depends on another: that two people share their father's name says much less once they share their
family's, for they may be brother and sister, who also die on one day in one place. By the chain rule the
weights still add up: P(family, father, date) = P(family) P(father | family) P(date | father, family).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What the kernel gives for a comparison one side of which is missing.
NOTHING = 15


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison.

    Attributes:
        name: the canonical field, or fields, it is of.
        labels: what each level means, an English message id.
        groups: the levels that are alternatives of one another.
        expected: the share of each level among matches, within its group, before anything is learned.
        kinds: for each level how alike it is, whatever the rarity of what is shared: 0 the same, 1 spelled
            much alike, 2 nearly, 3 different.
        sure: how far the expected shares of the kinds are held to, as a share of the matches found.
        relatives: which of the groups are for pairs that may be relatives, alike in what families share.
    """

    name: str
    labels: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    expected: tuple[float, ...]
    kinds: tuple[int, ...]
    sure: float = 0.1
    relatives: tuple[int, ...] = ()


Levels = Mapping[str, tuple[int, float]]


def _comparison(name: str, *groups: Levels, sure: float = 0.1, relatives: tuple[int, ...] = ()) -> Comparison:
    """A comparison from its groups: label -> kind and expected share."""
    levels = [(label, kind, share) for group in groups for label, (kind, share) in group.items()]
    numbers, at = list[tuple[int, ...]](), 0
    for group in groups:
        numbers.append(tuple(range(at, at + len(group))))
        at += len(group)
    labels, kinds, shares = zip(*levels, strict=True)
    return Comparison(name, labels, tuple(numbers), shares, kinds, sure, relatives)


def _among(levels: Levels, where: str) -> dict[str, tuple[int, float]]:
    """The same levels among pairs of another group."""
    return {f"{label}, {where}": each for label, each in levels.items()}


_FATHER: Levels = {
    "same father's name, a rare one": (0, 0.43),
    "same father's name": (0, 0.45),
    "fathers' names spelled much alike": (1, 0.04),
    "father's name of one is another forebear's of the other": (2, 0.04),
    "different fathers' names": (3, 0.04),
}
_GRANDFATHER: Levels = {
    "same grandfather's name": (0, 0.9),
    "grandfathers' names spelled much alike": (1, 0.05),
    "different grandfathers' names": (3, 0.05),
}
_MOTHER: Levels = {
    "same mother's name": (0, 0.85),
    "mothers' names spelled much alike": (1, 0.08),
    "different mothers' names": (3, 0.07),
}
_BIRTH: Levels = {
    "same day of birth": (0, 0.9),
    "days of birth differ in one part, or day and month are exchanged": (1, 0.06),
    "born within a year": (2, 0.02),
    "different days of birth": (3, 0.02),
}
_AGE: Levels = {
    "same age in years": (0, 0.7),
    "ages one year apart": (1, 0.2),
    "ages two years apart": (2, 0.03),
    "ages up to five years apart": (2, 0.03),
    "ages up to ten years apart": (3, 0.02),
    "ages further apart": (3, 0.02),
}
_DATE: Levels = {
    "same day": (0, 0.75),
    "days up to three apart": (1, 0.12),
    "days up to a month apart": (2, 0.07),
    "days further apart": (3, 0.06),
}
_PLACE: Levels = {
    "same place": (0, 0.6), "places share a word": (1, 0.2), "different places": (3, 0.2),
}  # fmt: skip
_ADDRESS: Levels = {
    "same address": (0, 0.6), "addresses spelled much alike": (1, 0.1), "different addresses": (3, 0.3),
}  # fmt: skip
_CHILDREN, _KIN = "as brothers and sisters have", "as relatives have"
_FAMILY, _RARE_FAMILY, _ONE_FATHER = "in one family", "in one rare family", "under one father"

COMPARISONS: tuple[Comparison, ...] = (
    _comparison("given", {
        "same own name, a rare one": (0, 0.3),
        "same own name": (0, 0.362),
        "same own name, a common one": (0, 0.28),
        "own names spelled much alike, rare ones": (1, 0.03),
        "own names spelled much alike": (1, 0.02),
        "different own names": (3, 0.008),
    }, sure=1.0),
    _comparison("family_name", {
        "same family name, a very rare one": (0, 0.2),
        "same family name, a rare one": (0, 0.25),
        "same family name": (0, 0.25),
        "same family name, a common one": (0, 0.17),
        "family names spelled much alike": (1, 0.05),
        "family name of one stands elsewhere in the other's": (2, 0.05),
        "different family names": (3, 0.03),
    }),
    _comparison("father", _among(_FATHER, _FAMILY), _FATHER, _among(_FATHER, _RARE_FAMILY)),
    _comparison("grandfather", _among(_GRANDFATHER, _ONE_FATHER), _GRANDFATHER, _among(_GRANDFATHER, _KIN),
                relatives=(2,)),
    _comparison("mother", _MOTHER, _among(_MOTHER, _KIN), relatives=(1,)),
    _comparison("sex", {"same sex": (0, 0.985), "different sex": (3, 0.015)}),
    _comparison("birth", _BIRTH, {
        "one time of birth fits the other": (0, 0.95), "times of birth do not fit": (3, 0.05),
    }, _among(_BIRTH, _CHILDREN), relatives=(2,)),
    _comparison("age", _AGE, {
        "age fits the age group": (0, 0.96), "age does not fit the age group": (3, 0.04),
    }, _among(_AGE, _CHILDREN), relatives=(2,)),
    _comparison("date", _DATE, _among(_DATE, _KIN), _among(_DATE, _CHILDREN), relatives=(1, 2)),
    _comparison("place", _PLACE, _among(_PLACE, _KIN), _among(_PLACE, _CHILDREN), relatives=(1, 2)),
    _comparison("address", _ADDRESS, _among(_ADDRESS, _KIN), _among(_ADDRESS, _CHILDREN), relatives=(1, 2)),
    _comparison("number", {
        "same number": (0, 0.9), "numbers much alike": (1, 0.05), "different numbers": (3, 0.05),
    }),
)  # fmt: skip

NAMES = tuple(comparison.name for comparison in COMPARISONS)
#: The level of the first comparison at which own names differ.
DIFFERENT_OWN = 5
#: Comparisons that tell a person beyond the name and what follows from it, and up to which kind of level.
CORROBORATING: Mapping[str, int] = {
    "mother": 1, "birth": 1, "age": 1, "date": 0, "place": 0, "address": 0, "number": 0,
}  # fmt: skip


def corroborating_levels(name: str) -> tuple[int, ...]:
    """The levels of a comparison that speak for a pair, but for those that only fit an age group.

    >>> corroborating_levels("sex"), corroborating_levels("date")
    ((), (0, 4, 8))
    """
    if name not in CORROBORATING:
        return ()
    comparison = COMPARISONS[NAMES.index(name)]
    weak = comparison.groups[1] if name == "age" else ()
    return tuple(
        level
        for level, kind in enumerate(comparison.kinds)
        if kind <= CORROBORATING[name] and level not in weak
    )
