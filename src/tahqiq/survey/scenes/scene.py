"""One image of one day, as it lies on disk or at an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Transform = tuple[float, float, float, float, float, float]

#: Polarisations of radar, as files name them.
POLARISATIONS = ("VV", "VH", "HH", "HV")
#: Bands of optical scenes, as files name them: Sentinel-2's, and plain words.
BANDS = (*(f"B{number:02}" for number in range(1, 13)), "B8A", "RED", "GREEN", "BLUE", "NIR", "SWIR")


def is_optical(polarisation: str) -> bool:
    """Whether a band is of light, not of radar.

    >>> is_optical("B04"), is_optical("VV"), is_optical("")
    (True, False, False)
    """
    return polarisation in BANDS


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Scene:
    """One band of one file.

    Attributes:
        path: file or address.
        date: when the image was taken.
        orbit: relative orbit; -1 where nothing says which.
        polarisation: 'VV', 'VH', 'HH' or 'HV'; the band of an optical scene ('B04', 'NIR'); '' where nothing
            says which.
        band: of the file, from 1.
    """

    orbit: int
    polarisation: str
    date: date
    path: str
    band: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows and columns on the ground.

    Attributes:
        crs: coordinate reference system, as well-known text or 'EPSG:32637'.
        transform: affine, from column and row to coordinates: a, b, c, d, e, f.
        width, height: columns and rows.
    """

    crs: str
    transform: Transform
    width: int
    height: int

    @property
    def pixel(self) -> tuple[float, float]:
        """Width and height of a pixel in units of the reference system."""
        return abs(self.transform[0]), abs(self.transform[4])

    def window(self, row: int, column: int, height: int, width: int) -> Grid:
        """A part of the grid."""
        a, b, c, d, e, f = self.transform
        corner = (a, b, c + a * column + b * row, d, e, f + d * column + e * row)
        return Grid(crs=self.crs, transform=corner, width=width, height=height)


def by_stack(scenes: list[Scene]) -> dict[tuple[int, str], list[Scene]]:
    """Scenes of each orbit and polarisation, in the order of their dates."""
    found: dict[tuple[int, str], list[Scene]] = {}
    for scene in sorted(scenes):
        found.setdefault((scene.orbit, scene.polarisation), []).append(scene)
    return found
