"""Simulated cities as files: GeoTIFFs of every image, and the footprints, as a survey takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from tahqiq.survey.scenes.opening import library
from tahqiq.survey.testing.cities import City

#: Somewhere: UTM zone 37 north, and the corner of the simulated square in it.
CRS, CORNER, PIXEL = "EPSG:32637", (500_000.0, 4_000_000.0), 10.0


def write_city(folder: Path, city: City, *, profile: dict[str, Any] | None = None) -> tuple[Path, Path]:
    """Writes a city's images and footprints.

    Args:
        folder: to write into. ``city``: simulated.
        profile: more of rasterio's profile, such as compression.

    Returns:
        The folder of the scenes, and the file of the footprints.
    """
    from rasterio.transform import Affine

    rasterio = library()
    scenes, footprints = folder / "scenes", folder / "footprints.geojson"
    scenes.mkdir(parents=True, exist_ok=True)
    for stack in city.stacks:
        for values, day in zip(stack.values, stack.dates, strict=True):
            name = f"sim_{day:%Y%m%d}_orbit{stack.orbit:03d}_{stack.polarisation}.tif"
            place = {
                "crs": CRS,
                "transform": Affine(PIXEL, 0, CORNER[0], 0, -PIXEL, CORNER[1]),
                "nodata": float("nan"),
            }
            size = {"width": values.shape[1], "height": values.shape[0], "count": 1, "dtype": "float32"}
            with rasterio.open(
                scenes / name, "w", driver="GTiff", **size, **place, **(profile or {})
            ) as image:
                image.write(values, 1)
    footprints.write_text(json.dumps(footprints_of(city.boxes)), "utf-8")
    return scenes, footprints


def footprints_of(boxes: NDArray[np.int64]) -> dict[str, Any]:
    """Boxes of pixels as a GeoJSON collection in degrees; the two halves of the square are its quarters."""
    from pyproj import Transformer

    to = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    features = []
    middle = boxes[:, 2].max(initial=0) / 2
    for at, (top, left, bottom, right) in enumerate(boxes):
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        ground = [(CORNER[0] + PIXEL * x, CORNER[1] - PIXEL * y) for x, y in corners]
        shape = shapely.Polygon([to.transform(*each) for each in ground])
        quarter = "north" if top < middle else "south"
        features.append(
            {
                "type": "Feature",
                "geometry": json.loads(shapely.to_geojson(shape)),
                "properties": {"id": f"b{at}", "neighbourhood": quarter},
            }
        )
    return {"type": "FeatureCollection", "features": features}
