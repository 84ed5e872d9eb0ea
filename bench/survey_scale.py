"""A survey of 20,000 by 20,000 pixels: how much memory it takes, and how long.

The scenes are virtual rasters that repeat one simulated tile. Promise: at most 1 GB at the peak, the whole
process counted, scores of pixels written too.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import rasterio
from measure import keep, tahqiq
from rasterio.transform import Affine

from tahqiq.survey.testing.files import CORNER, CRS, PIXEL, footprints_of

SIDE, TILE, MOST_MB = 20_000, 1_000, 1_000
DATES = tuple(date(2017, 1, 1) + timedelta(days=12 * at) for at in range(4))
SINCE = date(2017, 2, 1)


def tile(path: Path, values: np.ndarray) -> None:
    size = {"width": TILE, "height": TILE, "count": 1, "dtype": "float32", "tiled": True}
    place = {"crs": CRS, "transform": Affine(PIXEL, 0, CORNER[0], 0, -PIXEL, CORNER[1])}
    with rasterio.open(path, "w", driver="GTiff", compress="deflate", **size, **place) as image:
        image.write(values, 1)


def repeated(path: Path, source: Path, crs: str) -> None:
    """A virtual raster of 400 copies of one tile."""
    part = (
        f'<SimpleSource><SourceFilename relativeToVRT="1">{source.name}</SourceFilename>'
        "<SourceBand>1</SourceBand>"
        f'<SrcRect xOff="0" yOff="0" xSize="{TILE}" ySize="{TILE}"/>'
        f'<DstRect xOff="%d" yOff="%d" xSize="{TILE}" ySize="{TILE}"/></SimpleSource>'
    )
    corners = [(x, y) for y in range(0, SIDE, TILE) for x in range(0, SIDE, TILE)]
    path.write_text(
        f'<VRTDataset rasterXSize="{SIDE}" rasterYSize="{SIDE}"><SRS>{crs}</SRS>'
        f"<GeoTransform>{CORNER[0]}, {PIXEL}, 0, {CORNER[1]}, 0, -{PIXEL}</GeoTransform>"
        '<VRTRasterBand dataType="Float32" band="1">'
        f"{''.join(part % each for each in corners)}</VRTRasterBand></VRTDataset>"
    )


def scenes(folder: Path) -> None:
    chance = np.random.default_rng(1)
    places = folder / "scenes"
    places.mkdir()
    for day in DATES:
        source = places / f"sim_{day:%Y%m%d}_orbit001_VV.dat"
        tile(source, chance.gamma(4.4, 0.02, (TILE, TILE)).astype(np.float32))
        repeated(places / f"sim_{day:%Y%m%d}_orbit001_VV.vrt", source, CRS)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scenes(folder)
        chance = np.random.default_rng(2)
        corners = chance.integers(0, SIDE - 10, (20_000, 2))
        # Two far corners, so that the whole square is surveyed.
        corners = np.vstack([corners, [[0, 0], [SIDE - 5, SIDE - 5]]])
        boxes = np.hstack([corners, corners + chance.integers(2, 5, corners.shape)])
        (folder / "footprints.geojson").write_text(json.dumps(footprints_of(boxes)))
        common = ["--footprints", folder / "footprints.geojson", "--from", SINCE.isoformat()]
        figures = {
            "buildings": tahqiq("survey", folder / "scenes", *common, "--out", folder / "a.geojson"),
            "buildings_and_pixels": tahqiq(
                "survey", folder / "scenes", *common, "--out", folder / "b.geojson", "--images", folder / "i"
            ),
        }
    keep("survey_scale", {"pixels": SIDE**2, "dates": len(DATES), "footprints": len(boxes), **figures})
    if any(each.peak_mb > MOST_MB for each in figures.values()):
        raise SystemExit(f"promise broken: more than {MOST_MB} MB")


if __name__ == "__main__":
    main()
