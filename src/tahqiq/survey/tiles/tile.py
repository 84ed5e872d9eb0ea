"""A grid cut into tiles, each read with as much around it as its filters reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tahqiq.survey.change.scales import SIDES
from tahqiq.survey.scenes.scene import Grid

#: Rows and columns of a tile.
SIDE = 768


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tile:
    """A part of the grid that one worker takes.

    Attributes:
        row, column: of its first pixel; ``height``, ``width``: of the tile itself.
        above, below, left, right: rows and columns around it that are read too.
    """

    row: int
    column: int
    height: int
    width: int
    above: int
    below: int
    left: int
    right: int

    def window(self, grid: Grid) -> Grid:
        """What is read for it."""
        height, width = self.above + self.height + self.below, self.left + self.width + self.right
        return grid.window(self.row - self.above, self.column - self.left, height, width)

    @property
    def own(self) -> tuple[slice, slice]:
        """Its own rows and columns in what is read."""
        return slice(self.above, self.above + self.height), slice(self.left, self.left + self.width)


def tiles_of(grid: Grid, *, reach: int, side: int = SIDE) -> Iterator[Tile]:
    """Every tile of a grid, row by row.

    Args:
        grid: to be cut.
        reach: of the filter, in pixels; the neighbourhoods' is added.
        side: rows and columns of a tile; what comes out does not depend on it.
    """
    around = reach + max(SIDES)
    for row in range(0, grid.height, side):
        for column in range(0, grid.width, side):
            height, width = min(side, grid.height - row), min(side, grid.width - column)
            yield Tile(
                row=row,
                column=column,
                height=height,
                width=width,
                above=min(around, row),
                below=min(around, grid.height - row - height),
                left=min(around, column),
                right=min(around, grid.width - column - width),
            )
