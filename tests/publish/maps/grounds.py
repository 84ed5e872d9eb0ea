"""Grounds and points to draw: an invented town where a river bends, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from publish.releases import Made, made, write
from tahqiq.publish.maps.ground import Ground
from tahqiq.vocab.basemap import FORMAT, Basemap
from tahqiq.vocab.rows import IncidentRow

WEST, SOUTH, EAST, NORTH = 38.9, 35.9, 39.1, 36.0


def feature(shape: str, kind: str, coordinates: object, name: str = "", name_ar: str = "") -> dict[str, Any]:
    properties = {"kind": kind, "name_en": name, "name_ar": name_ar}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


FEATURES = [
    feature(
        "Polygon",
        "sheet",
        [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]],
    ),
    feature("Polygon", "water", [[[38.9, 35.92], [39.1, 35.92], [39.1, 35.925], [38.9, 35.92]]]),
    feature("LineString", "main_road", [[38.9, 35.95], [39.1, 35.95]], "Long road", "الطريق الطويل"),
    feature("Point", "place", [39.01, 35.96], "Inventedtown", "المدينة المختلقة"),
    feature("Point", "landmark", [39.0, 35.94], "Tower", "البرج"),
    feature("Point", "neighbourhood", [38.95, 35.96], "", "حي بلا اسم لاتيني"),
]


def drawing(features: list[dict[str, Any]] = FEATURES, **more: object) -> bytes:
    head = {
        "format": FORMAT,
        "attribution_en": "Invented: not for measuring",
        "attribution_ar": "مختلق: ليس للقياس",
    }
    return json.dumps({"type": "FeatureCollection", **head, "features": features, **more}).encode()


def drawn(features: list[dict[str, Any]] = FEATURES) -> Basemap:
    return Basemap.parse(drawing(features))


def ground(features: list[dict[str, Any]] = FEATURES) -> Ground:
    return Ground.of(drawn(features), tiles="")


def file_of(folder: Path, features: list[dict[str, Any]] = FEATURES) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / "basemap.geojson"
    path.write_bytes(drawing(features))
    return path


def incident(**values: Any) -> IncidentRow:
    return IncidentRow(
        **{"id": "1", "code": "INV1", "precision": "street", "lat": 35.95, "lon": 39.0, **values}
    )


def release_with_ground(folder: Path, incidents: int = 6) -> Path:
    """A made-up release that carries the invented town."""
    release: Made = made(incidents)
    release.media["basemap.geojson"] = drawing()
    return write(release, folder)
