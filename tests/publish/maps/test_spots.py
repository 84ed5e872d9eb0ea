"""Points along one curve: the curve of PMTiles, every square of a coarser grid one stretch of it."""

from __future__ import annotations

import numpy as np
import pmtiles.tile
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.maps.spots import CLOSEST, WITHIN, Points, along_curve, level, spots_of

_DEPTH = CLOSEST + WITHIN
_SIDE = st.integers(0, 2**_DEPTH - 1)


@given(_SIDE, _SIDE, st.integers(0, CLOSEST))
def test_the_curve_is_that_of_the_tiles_at_every_zoom(x: int, y: int, zoom: int) -> None:
    passed = int(along_curve(np.array([x]), np.array([y]))[0])
    before = (4**zoom - 1) // 3
    away = _DEPTH - zoom
    tile: int = pmtiles.tile.zxy_to_tileid(zoom, x >> away, y >> away)
    assert before + (passed >> 2 * away) == tile


_POINT = st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.sampled_from([1, 179, 1288]))


@given(st.lists(_POINT, min_size=1, max_size=40), st.integers(0, CLOSEST))
def test_no_zoom_loses_an_incident_or_makes_one_better_known(
    told: list[tuple[float, float, int]], zoom: int
) -> None:
    found = Points()
    for place, (lon, lat, metres) in enumerate(told):
        found.lons.append(lon)
        found.lats.append(lat)
        found.metres.append(metres)
        found.places.append(place)
        found.codes.append(f"R{place}")
    features = level(spots_of(found), zoom, len(told))
    assert features.count.sum() == len(told)
    assert features.metres.max() == max(metres for _, _, metres in told)
    assert all((each.min() >= 0) and each.max() < 4096 for each in (features.x, features.y))
    assert features.first.min() == 0
