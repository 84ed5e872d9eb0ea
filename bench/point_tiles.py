"""How long do the tiles of a million points take?

    .tahqiq/venv/bin/python bench/point_tiles.py [1000000]

Generated points (seed 1): most about two cities, the others over a country and its neighbour; a third known
to a neighbourhood, so that many share a spot. Measured is the function that ``tahqiq publish --point-tiles``
calls, in a process of its own. Then the tiles are read again: at every zoom they must hold every point. Ends
with 1 where they do not, or where the promised million takes more than 60 s. Results:
bench/results/point_tiles.json.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pmtiles.reader
import pmtiles.tile
from measure import keep, measured

from tahqiq.publish.maps.point_tiles import write_point_tiles
from tahqiq.publish.maps.spots import CLOSEST, Points
from tahqiq.publish.testing import points_of_tile
from tahqiq.vocab.places import Point, Precision

PROMISED, SECONDS = 1_000_000, 60.0
CITIES = ((39.01, 35.95, 0.05), (43.13, 36.35, 0.08))
KNOWN = (Precision.NEIGHBOURHOOD, Precision.STREET, Precision.EXACT)


def generated(points: int) -> Points:
    """So many points, the same every time."""
    chance, made = random.Random(1), Points()
    for place in range(points):
        precision = KNOWN[place % len(KNOWN)]
        lon, lat, spread = CITIES[place % 2]
        point = Point(chance.gauss(lat, spread), chance.gauss(lon, spread))
        if chance.random() < 0.3:
            point = Point(chance.uniform(32, 37), chance.uniform(36, 46))
        shown, metres = point.rounded(precision), precision.metres
        assert metres is not None
        made.lons.append(shown.lon)
        made.lats.append(shown.lat)
        made.metres.append(metres)
        made.places.append(place)
        made.codes.append(f"G{place:07d}")
    return made


def counted(file: Path) -> dict[str, dict[str, int]]:
    """By zoom: tiles, features, and the incidents they stand for."""
    untyped: Any = pmtiles
    found: dict[int, Counter[str]] = {zoom: Counter() for zoom in range(CLOSEST + 1)}
    with file.open("rb") as source:
        reader = untyped.reader.Reader(untyped.reader.MmapSource(source))
        for (zoom, _, _), data in untyped.reader.all_tiles(reader.get_bytes):
            held = points_of_tile(gzip.decompress(data))
            found[zoom].update(tiles=1, features=len(held), points=sum(each.count for each in held))
    return {str(zoom): dict(counts) for zoom, counts in found.items()}


def make(points: int, out: Path) -> None:
    """What is measured, in the process started for it; tells the seconds of the function alone."""
    found = generated(points)
    began = time.perf_counter()
    write_point_tiles(found, out)
    out.with_suffix(".seconds").write_text(f"{time.perf_counter() - began:.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("points", type=int, nargs="?", default=PROMISED)
    parser.add_argument("--make", type=Path)
    asked = parser.parse_args()
    if asked.make:
        make(asked.points, asked.make)
        return 0
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "points.pmtiles"
        whole = measured([sys.executable, __file__, str(asked.points), "--make", out])
        seconds = float(out.with_suffix(".seconds").read_text())
        zooms, mib = counted(out), round(out.stat().st_size / 2**20, 1)
    held = all(counts["points"] == asked.points for counts in zooms.values())
    figures = {"points": asked.points, "seconds": seconds, "promised_s": SECONDS, "mib": mib}
    keep("point_tiles", {**figures, "process": whole, "every_zoom_holds_all": held, "zooms": zooms})
    return 0 if held and (asked.points < PROMISED or seconds <= SECONDS) else 1


if __name__ == "__main__":
    sys.exit(main())
