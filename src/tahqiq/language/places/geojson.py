"""A gazetteer as GeoJSON (RFC 7946): points, or polygons with a point inside of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tahqiq.language.places.fields import Cells, place_of, recognised
from tahqiq.language.places.known import KnownPlace
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Point

_GEOMETRIES = frozenset({"Point", "MultiPoint", "Polygon", "MultiPolygon", "LineString", "MultiLineString"})


def read_geojson(text: str, *, file: str, warnings: list[str]) -> list[KnownPlace]:
    """The places of a collection of features.

    Raises:
        BadInput: no JSON, no collection of features, or a feature without named properties.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"no JSON: {error}", file=file, row=getattr(error, "lineno", None), remedy="save it as GeoJSON"
        ) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise BadInput("no collection of GeoJSON features", file=file)
    places = []
    for number, feature in enumerate(features, 1):
        place = _place(feature, file=file, number=number, warnings=warnings)
        if place is not None:
            places.append(place)
    return places


def _place(feature: Any, *, file: str, number: int, warnings: list[str]) -> KnownPlace | None:
    where = f"{file}, feature {number}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise BadInput(f"feature {number} has no properties", file=file)
    columns = [str(name) for name in properties]
    cells = ["" if value is None else str(value) for value in properties.values()]
    read = Cells(recognised(columns), cells, columns, where)
    outline, point = _geometry(feature.get("geometry"), where, warnings)
    place = place_of(read, number=number, warnings=warnings)
    if place is None:
        return None
    if not read.first("id") and isinstance(feature.get("id"), str | int):
        place = replace(place, id=str(feature["id"]))
    return replace(place, outline=outline, point=place.point or point)


def _geometry(written: Any, where: str, warnings: list[str]) -> tuple[BaseGeometry | None, Point | None]:
    """The outline (of polygons) and a point on the geometry."""
    if not isinstance(written, dict) or written.get("type") not in _GEOMETRIES:
        return None, None
    try:
        geometry = shape(written)
        inside = None if geometry.is_empty else shapely.point_on_surface(geometry)
        point = Point(inside.y, inside.x) if inside is not None else None
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        warnings.append(f"{where}: its geometry cannot be used ({str(error)[:80]}); kept without a point")
        return None, None
    return (geometry if geometry.geom_type.endswith("Polygon") else None), point
