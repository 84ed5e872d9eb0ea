"""Images of one relative orbit and polarisation, in the order of their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Raster = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stack:
    """Backscatter of one place as one orbit sees it in one polarisation.

    Attributes:
        values: linear backscatter (power, not decibels), float32 (t, y, x); NaN or 0 and less is no value.
        dates: of the t images, in order; two may be of one day.
        orbit: relative orbit; None where the images do not say.
        polarisation: 'VV', 'VH', … or '' where the images do not say.

    Raises:
        ValueError: the images are not in order, or not as many as their dates.
    """

    values: Raster
    dates: tuple[date, ...]
    orbit: int | None = None
    polarisation: str = ""

    def __post_init__(self) -> None:
        if self.values.ndim != 3 or len(self.values) != len(self.dates):
            raise ValueError("a stack has a date for each of its images")
        if any(one > other for one, other in zip(self.dates, self.dates[1:], strict=False)):
            raise ValueError("the images are not in the order of their dates")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of each image."""
        return self.values.shape[1], self.values.shape[2]

    def before(self, day: date) -> list[int]:
        """Which images were taken before a day."""
        return [at for at, each in enumerate(self.dates) if each < day]

    def since(self, day: date) -> list[int]:
        """Which images were taken on a day or later."""
        return [at for at, each in enumerate(self.dates) if each >= day]


def same_shape(stacks: Sequence[Stack]) -> tuple[int, int]:
    """The rows and columns that all stacks have.

    Raises:
        ValueError: there is none, or they differ.
    """
    shapes = {stack.shape for stack in stacks}
    if len(shapes) != 1:
        raise ValueError("stacks of one place have the same rows and columns")
    return shapes.pop()
