"""Who said what of which building."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

#: In place of an image's number: the volunteer could not tell.
CANNOT_TELL = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Answers:
    """Answers of volunteers about buildings, n of them, over images taken on T dates.

    Attributes:
        buildings, volunteers: their names, B and V of them.
        dates: when the images were taken, in order.
        building, volunteer: who answered about what: places in the names above; int32 (n,).
        earliest: number of the image after the last on which the volunteer saw the building intact, the
            earliest that may be the first to show damage; 0 where they saw it intact on none; -1 where they
            could not tell. int16 (n,).
        latest: number of the first image on which they saw damage; T where they saw it on none; -1 where
            they could not tell. int16 (n,), never below ``earliest``.
        gold: building → the state that is known of it, by its place: questions with a known answer.

    Raises:
        ValueError: dates that are not in order, or an answer outside the images or backwards.
    """

    buildings: tuple[str, ...]
    volunteers: tuple[str, ...]
    dates: tuple[date, ...]
    building: NDArray[np.int32]
    volunteer: NDArray[np.int32]
    earliest: NDArray[np.int16]
    latest: NDArray[np.int16]
    gold: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(one >= other for one, other in zip(self.dates, self.dates[1:], strict=False)):
            raise ValueError("the images are not in the order of their dates")
        told = self.told
        backwards = self.latest[told] < self.earliest[told]
        if self.earliest.min(initial=0) < -1 or self.latest.max(initial=0) > self.images or backwards.any():
            raise ValueError("an answer is outside the images or backwards")

    @property
    def images(self) -> int:
        """T: how many images there are of each building."""
        return len(self.dates)

    @property
    def told(self) -> NDArray[np.bool_]:
        """Which answers say something; bool (n,)."""
        seen: NDArray[np.bool_] = (self.earliest != CANNOT_TELL) & (self.latest != CANNOT_TELL)
        return seen

    def counts(self) -> NDArray[np.int64]:
        """How many answers that say something each building has; (B,)."""
        return np.bincount(self.building[self.told], minlength=len(self.buildings))

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Answers:
        """Some of the answers, over the same buildings and volunteers."""
        return Answers(
            buildings=self.buildings,
            volunteers=self.volunteers,
            dates=self.dates,
            building=self.building[rows],
            volunteer=self.volunteer[rows],
            earliest=self.earliest[rows],
            latest=self.latest[rows],
            gold=self.gold,
        )


def window_of(state: int, dates: Sequence[date]) -> tuple[date | None, date | None]:
    """Last seen intact and first seen damaged, of a building in a state; None where on no image.

    >>> days = [date(2017, 6, 1), date(2017, 6, 9)]
    >>> window_of(1, days) == (days[0], days[1]), window_of(2, days) == (days[1], None)
    (True, True)
    """
    return (dates[state - 1] if state > 0 else None), (dates[state] if state < len(dates) else None)
