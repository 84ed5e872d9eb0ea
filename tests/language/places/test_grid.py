from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.places.grid import GridReference, NotOnGrid, point_of, reference_of, span_of, zone_of
from tahqiq.vocab.places import Point


def read(text: str) -> GridReference:
    """A reference of two digits of zone, taken apart."""
    half = (len(text) - 5) // 2
    size = 10 ** (5 - half)
    east, north = text[5 : 5 + half] or "0", text[5 + half :] or "0"
    return GridReference(int(text[:2]), text[2], text[3:5], int(east) * size, int(north) * size, size)


# Published by proj4js/mgrs (from GeographicLib), by NGA's MGRS library and on Wikipedia's page on MGRS.
@pytest.mark.parametrize(
    ("reference", "lat", "lon"),
    [
        ("33UXP04", 48.24949, 16.41450),
        ("33UXP0500444997", 48.24949, 16.41450),
        ("24XWT783908", 83.62778, -32.66433),
        ("11SPA7234911844", 36.2361322, -115.0820944),
        ("31UDQ4825111932", 48.8582, 2.2945),
    ],
)
def test_published_references_lie_where_they_are_published(reference: str, lat: float, lon: float) -> None:
    point = point_of(read(reference))
    # Ten metres: the first two vectors come from a formula that is a few metres off.
    assert (point.lat, point.lon) == (pytest.approx(lat, abs=1e-4), pytest.approx(lon, abs=1e-4))


@pytest.mark.parametrize(
    ("lat", "lon", "digits", "reference"),
    [
        (0.0, 0.0, 10, "31NAA6602100000"),
        (0.00001, 0.0, 10, "31NAA6602100001"),
        (36.2361322, -115.0820944, 10, "11SPA7234911844"),
        (36.2361322, -115.0820944, 0, "11SPA"),
        (83.62778, -32.66433, 6, "25XEN041865"),
        (48.24949, 16.41450, 10, "33UXP0500444997"),
    ],
)
def test_published_places_have_their_published_reference(
    lat: float, lon: float, digits: int, reference: str
) -> None:
    assert str(reference_of(Point(lat, lon), digits=digits)) == reference


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [
        (60.39, 5.32, (32, "V")),  # Bergen would lie in 31
        (55.9, 5.32, (31, "U")),
        (63.9, 2.9, (31, "V")),
        (78.22, 15.64, (33, "X")),
        (78.0, 8.9, (31, "X")),
        (78.0, 21.1, (35, "X")),
        (78.0, 41.9, (37, "X")),
        (84.0, 0.0, (31, "X")),
        (-80.0, 180.0, (1, "C")),
    ],
)
def test_the_exceptions_of_norway_and_svalbard(lat: float, lon: float, zone: tuple[int, str]) -> None:
    assert zone_of(Point(lat, lon)) == zone


@pytest.mark.parametrize("place", [Point(84.1, 0), Point(-80.1, 0), Point(90, 0)])
def test_the_poles_have_no_zone(place: Point) -> None:
    with pytest.raises(NotOnGrid, match="nearer to a pole"):
        reference_of(place)


@pytest.mark.parametrize("zone", [32, 34, 36])
def test_zones_that_svalbard_swallowed_do_not_exist(zone: int) -> None:
    with pytest.raises(NotOnGrid, match=f"no zone {zone}X"):
        span_of(zone, "X")


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("00SEV005797", "there is no zone 0"),
        ("61SEV005797", "there is no zone 61"),
        ("37IEV005797", "there is no band I"),
        ("37ZEV005797", "the polar grid is not read"),
        ("37SJV005797", "column letter J does not occur in zone 37, whose columns are A to H"),
        ("37SEX005797", "there is no row letter X"),
        ("37SEJ005797", "square EJ does not lie in band S"),
        ("37SAV005797", "square AV lies outside zone 37S"),
    ],
)
def test_what_no_place_has_is_refused_with_the_reason(reference: str, why: str) -> None:
    with pytest.raises(NotOnGrid, match=why):
        point_of(read(reference))


@given(st.floats(-79.99, 83.99), st.floats(-180, 179.9999), st.sampled_from([2, 4, 6, 8, 10]))
def test_a_place_lies_in_the_cell_of_its_reference(lat: float, lon: float, digits: int) -> None:
    reference = reference_of(Point(lat, lon), digits=digits)
    centre = point_of(reference)
    assert abs(centre.lat - lat) * 111_000 <= reference.size * 0.8
    if digits >= 6 and 0.01 < (lon + 180) % 6 < 5.99:  # coarse cells reach over the edge of their zone
        assert reference_of(centre, digits=digits) == reference
