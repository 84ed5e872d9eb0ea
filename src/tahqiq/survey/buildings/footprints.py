"""Where buildings stand: polygons from GeoJSON or GeoParquet, as numbers on the grid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from tahqiq.survey.scenes.scene import Grid
from tahqiq.vocab.errors import BadInput

#: Properties that may name a building, and the quarter it stands in.
IDS = ("id", "building", "building_id", "osm_id", "fid", "OBJECTID")
QUARTERS = ("neighbourhood", "neighborhood", "quarter", "district", "name_en")
#: Bytes beyond which a file of footprints is refused, and vertices beyond which a polygon is.
_LARGEST, _VERTICES = 2 << 30, 100_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Footprints:
    """Buildings, B of them.

    Attributes:
        ids: their names, each once.
        shapes: polygons in degrees of longitude and latitude (WGS 84), as shapely's; (B,).
        properties: what else the file says of each.
    """

    ids: tuple[str, ...]
    shapes: NDArray[np.object_]
    properties: tuple[dict[str, Any], ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all."""
        west, south, east, north = (float(each) for each in shapely.total_bounds(self.shapes))
        return west, south, east, north

    def projected(self, crs: str) -> NDArray[np.object_]:
        """The polygons in another reference system."""
        return projected(self.shapes, crs)


def projected(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Polygons in degrees, brought into another reference system."""
    from pyproj import Transformer

    to = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    moved = shapely.transform(shapes, lambda xy: np.column_stack(to.transform(xy[:, 0], xy[:, 1])))
    return np.asarray(moved, object)


def read_footprints(path: Path) -> Footprints:
    """Reads footprints.

    Args:
        path: GeoJSON (features in WGS 84, RFC 7946), or GeoParquet where the name ends in .parquet.

    Raises:
        BadInput: no polygons, broken ones, coordinates that are no degrees, or an id that occurs twice.
    """
    shapes, properties = _polygons(path)
    return Footprints(ids=_ids(properties, path), shapes=shapes, properties=properties)


def read_areas(path: Path) -> NDArray[np.object_]:
    """Reads polygons that need no names, in degrees; files as of footprints.

    Raises:
        BadInput: no polygons, broken ones, or coordinates that are no degrees.
    """
    return _polygons(path)[0]


def _polygons(path: Path) -> tuple[NDArray[np.object_], tuple[dict[str, Any], ...]]:
    rows = _parquet(path) if path.suffix.lower() in {".parquet", ".geoparquet"} else _geojson(path)
    shapes = np.empty(len(rows), object)
    for at, (shape, _) in enumerate(rows):
        shapes[at] = _checked(shape, path, at)
    if not len(rows):
        raise BadInput("holds no polygon", file=path.name)
    _check_degrees(shapes, path)
    return shapes, tuple(properties for _, properties in rows)


def _geojson(path: Path) -> list[tuple[Any, dict[str, Any]]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"is larger than {_LARGEST >> 30} GiB", file=path.name)
        told = json.loads(path.read_bytes())
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(path)) from None
    except (ValueError, RecursionError) as error:
        raise BadInput(f"is no GeoJSON: {str(error)[:120]}", file=path.name) from None
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise BadInput("is no collection of features", file=path.name, remedy="save it as GeoJSON")
    return [_feature(each, path, at) for at, each in enumerate(features)]


def _feature(feature: object, path: Path, at: int) -> tuple[Any, dict[str, Any]]:
    problem = "a feature without a geometry"
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise BadInput(problem, file=path.name, row=at + 1)
    try:
        shape = shapely.geometry.shape(feature["geometry"])
    except (
        shapely.errors.ShapelyError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
    ) as error:
        raise BadInput(f"a geometry that is none: {str(error)[:80]}", file=path.name, row=at + 1) from None
    properties = feature.get("properties")
    told = dict(properties) if isinstance(properties, dict) else {}
    if "id" not in told and isinstance(feature.get("id"), str | int):
        told["id"] = feature["id"]
    return shape, told


def _parquet(path: Path) -> list[tuple[Any, dict[str, Any]]]:
    import pyarrow as pa
    from pyarrow.parquet import read_table

    try:
        table = read_table(path)
        column = json.loads((table.schema.metadata or {}).get(b"geo", b"{}")).get(
            "primary_column", "geometry"
        )
        shapes = shapely.from_wkb(table.column(column).to_pylist())
    except (pa.ArrowException, OSError, ValueError, KeyError, shapely.errors.ShapelyError) as error:
        raise BadInput(f"is no readable GeoParquet: {str(error)[:120]}", file=path.name) from None
    told = table.drop_columns([column]).to_pylist()
    return list(zip(shapes, told or [{}] * len(shapes), strict=True))


def _checked(shape: Any, path: Path, at: int) -> Any:
    """A polygon, mended where its outline crosses itself."""
    if shape is None or shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        kind = "nothing" if shape is None or shape.is_empty else f"a {shape.geom_type}"
        raise BadInput(f"a footprint is a polygon, not {kind}", file=path.name, row=at + 1)
    if shapely.get_num_coordinates(shape) > _VERTICES:
        raise BadInput(f"a polygon of more than {_VERTICES:,} corners", file=path.name, row=at + 1)
    return shape if shape.is_valid else shapely.make_valid(shape)


def _check_degrees(shapes: NDArray[np.object_], path: Path) -> None:
    bounds = shapely.bounds(shapes)
    wrong = ~(np.isfinite(bounds).all(axis=1) & (np.abs(bounds[:, ::2]) <= 180).all(axis=1))
    wrong |= ~(np.abs(bounds[:, 1::2]) <= 90).all(axis=1)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0]) + 1
        remedy = "GeoJSON is in degrees of longitude and latitude (RFC 7946)"
        raise BadInput("coordinates that are no degrees", file=path.name, row=row, remedy=remedy)


def _ids(properties: Sequence[dict[str, Any]], path: Path) -> tuple[str, ...]:
    """Names of the buildings: the first usual property that all have, else their place in the file."""
    usual = (name for name in IDS if all(each.get(name) not in (None, "") for each in properties))
    name = next(usual, None)
    if name is None:
        return tuple(str(at) for at in range(len(properties)))
    ids = tuple(str(each[name]) for each in properties)
    seen: set[str] = set()
    for at, each in enumerate(ids):
        if each in seen:
            raise BadInput(f"{each[:40]!r} appears twice", file=path.name, row=at + 1, column=name)
        seen.add(each)
    return ids


def covered(shapes: NDArray[np.object_], window: Grid) -> NDArray[np.bool_]:
    """Pixels of a window that some shape touches; (y, x).

    Args:
        shapes: in the grid's reference system. ``window``: of the grid.
    """
    from rasterio.features import rasterize
    from rasterio.transform import Affine

    near = _inside(shapes, window)
    size = (window.height, window.width)
    if not len(near):
        return np.zeros(size, bool)
    transform = Affine(*window.transform)
    burnt = rasterize(shapes[near], out_shape=size, transform=transform, all_touched=True, dtype="uint8")
    return np.asarray(burnt, bool)


def numbered(shapes: NDArray[np.object_], window: Grid) -> NDArray[np.int32]:
    """The number of the building each pixel belongs to, from 1; 0 is none.

    A pixel belongs to the building its middle lies in; one too small to hold the middle of any has the pixel
    that its own middle lies in.

    Args:
        shapes: in the grid's reference system. ``window``: of the grid.
    """
    from rasterio.features import rasterize
    from rasterio.transform import Affine

    transform, size = Affine(*window.transform), (window.height, window.width)
    near = _inside(shapes, window)
    labels = np.zeros(size, np.int32)
    if len(near):
        rasterize(((shapes[at], at + 1) for at in near), out_shape=size, out=labels, transform=transform)
    missing = near[~np.isin(near + 1, labels)]
    middles = shapely.centroid(shapes[missing])
    a, _, c, _, e, f = window.transform
    columns, rows = (shapely.get_x(middles) - c) / a, (shapely.get_y(middles) - f) / e
    inside = (rows >= 0) & (rows < window.height) & (columns >= 0) & (columns < window.width)
    labels[rows[inside].astype(int), columns[inside].astype(int)] = missing[inside] + 1
    return labels


def _inside(shapes: NDArray[np.object_], window: Grid) -> NDArray[np.int64]:
    """Buildings that may have a pixel in a window."""
    a, _, c, _, e, f = window.transform
    east, south = c + a * window.width, f + e * window.height
    bounds = shapely.bounds(shapes)
    across = (bounds[:, 0] <= east) & (bounds[:, 2] >= c)
    return np.flatnonzero(across & (bounds[:, 1] <= f) & (bounds[:, 3] >= south))
