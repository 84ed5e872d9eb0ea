"""A drawing as GeoJSON (RFC 7946): as it was understood, and nothing else of the file it was read from."""

from __future__ import annotations

import msgspec

from tahqiq.vocab.basemap import FORMAT, Basemap, Feature

_GEOMETRY = {"area": "Polygon", "line": "LineString", "point": "Point"}


def geojson(drawn: Basemap) -> bytes:
    """The whole drawing, of the format that `Basemap.read` reads."""
    head = {"attribution_en": drawn.attribution_en, "attribution_ar": drawn.attribution_ar}
    features = [geojson_feature(each) for each in drawn.features]
    whole = {"type": "FeatureCollection", "format": FORMAT, **head, "features": features}
    return msgspec.json.encode(whole) + b"\n"


def geojson_feature(feature: Feature) -> dict[str, object]:
    """One feature.

    >>> geojson_feature(Feature(kind="place", shape="point", parts=(((1.0, 2.0),),)))["geometry"]
    {'type': 'Point', 'coordinates': (1.0, 2.0)}
    """
    parts = feature.parts
    coordinates = parts if feature.shape == "area" else parts[0] if feature.shape == "line" else parts[0][0]
    properties = {"kind": feature.kind, "name_en": feature.name_en, "name_ar": feature.name_ar}
    return {
        "type": "Feature",
        "properties": {**properties, "minzoom": feature.minzoom},
        "geometry": {"type": _GEOMETRY[feature.shape], "coordinates": coordinates},
    }
