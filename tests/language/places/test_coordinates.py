from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.places.coordinates import find_coordinates, parse_coordinates
from tahqiq.language.places.located import Area, Located, Notation, Refused, precision_of_size
from tahqiq.language.places.signs import folded
from tahqiq.vocab.places import Point, Precision

LAND = Area(32, 35, 38, 43)


def point(text: str, **options: object) -> Point:
    found = parse_coordinates(text, **options)  # type: ignore[arg-type]
    assert isinstance(found, Located), found
    return found.point


@pytest.mark.parametrize(
    "text",
    [
        "35.9617, 39.0061",
        "35.9617 39.0061",
        "35,9617; 39,0061",
        "35,9617 39,0061",
        "35,9617, 39,0061",
        "35,9617,39,0061",
        "35.9617/39.0061",
        "(35.9617, 39.0061)",
        "[35.9617,39.0061]",
        "geo:35.9617,39.0061",
        "@35.9617,39.0061,15z",
        "POINT(39.0061 35.9617)",
        "35.9617N 39.0061E",
        "N35.9617 E39.0061",
        "39.0061E, 35.9617N",
        "35.9617° N, 39.0061° E",
        "35.9617 north 39.0061 east",
        "lat: 35.9617 lon: 39.0061",
        "longitude 39.0061, latitude 35.9617",
        "lat=35.9617&lon=39.0061",
        "٣٥٫٩٦١٧، ٣٩٫٠٠٦١",
        "۳۵٫۹۶۱۷ ، ۳۹٫۰۰۶۱",
        "٣٥٫٩٦١٧ شمالاً، ٣٩٫٠٠٦١ شرقاً",
        "خط العرض ٣٥٫٩٦١٧ خط الطول ٣٩٫٠٠٦١",
        "35.9617 ش 39.0061 ق",
        "35.9617 شمال و 39.0061 شرق",
        "\u200e35.9617\u200e,\n39.0061",
        "+35.9617, +39.0061",
    ],
)
def test_decimal_degrees_however_they_are_written(text: str) -> None:
    assert point(text) == Point(35.9617, 39.0061)


@pytest.mark.parametrize(
    "text",
    [
        "35°57'36\"N 39°00'36\"E",
        "35°57′36″N, 39°00′36″E",
        "35º57’36” N 39º0’36” E",
        "35°57'36''N 39°00'36''E",
        "35 57 36 N 39 0 36 E",
        "N 35 57 36 E 39 0 36",
        "35d57m36s 39d0m36s",
        "35:57:36, 39:00:36",
        "35° 57.6' N 39° 0.6' E",
        "35 57.6 N 39 0.6 E",
        "35°57'36\" 39°0'36\"",
        "35 degrees 57 minutes 36 seconds north, 39 degrees 0 minutes 36 seconds east",
        "٣٥°٥٧′٣٦″ شمالاً ٣٩°٠٠′٣٦″ شرقاً",
        "٣٥ درجة و٥٧ دقيقة و٣٦ ثانية شمالاً و٣٩ درجة و٠ دقيقة و٣٦ ثانية شرقاً",
    ],
)
def test_degrees_minutes_seconds_however_they_are_written(text: str) -> None:
    found = parse_coordinates(text)
    assert isinstance(found, Located)
    assert (found.point.lat, found.point.lon) == (pytest.approx(35.96), pytest.approx(39.01))
    assert found.notation is Notation.DMS


def test_south_and_west_are_negative() -> None:
    assert point("33.5 S, 70.25 W") == point("-33.5, -70.25") == Point(-33.5, -70.25)
    assert point("٣٣٫٥ جنوباً، ٧٠٫٢٥ غرباً") == Point(-33.5, -70.25)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("35.9626, 4239.00416", "longitude 4239.00416 lies outside ±180; perhaps 42.3900416 or 39.00416?"),
        ("3596178, 39.1", "latitude 3596178 lies outside ±90; perhaps 35.96178?"),
        ("95, 200", "latitude 95 lies outside ±90"),
        ("0, 0", "0, 0 is what software writes where nothing is known"),
        ("35°75'N 39°00'E", "75 minutes: there are only sixty"),
        ("35°15'61\"N 39°00'36\"E", "61 seconds: there are only sixty"),
        ("35.5°15'N 39°00'E", "a fraction is followed by a smaller unit"),
        ("35N 39N", "two latitudes are given"),
        ("35E 39E", "two longitudes are given"),
        ("-35.9 S, 39.0 E", "a minus sign and a direction are given together"),
        ("lat 35.9 E, lon 39.0", "a latitude is called east or west"),
        ("lat 35.9, lon 39.0 N", "a longitude is called north or south"),
        ("37SEV008784/37SEV009792", "2 grid references (37SEV008784 and 37SEV009792); read each by itself"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(text: str, why: str) -> None:
    found = parse_coordinates(text)
    assert isinstance(found, Refused)
    assert str(found) == why
    assert found.notation is not None


def test_hints_are_held_against_the_area() -> None:
    assert str(parse_coordinates("35.9626, 4239.00416", area=Area(35, 38, 37, 40))).endswith(
        "perhaps 39.00416?"
    )
    assert parse_coordinates("35.9, 4239.1", area=Area(0, 0, 1, 1)) == Refused(
        reason="longitude 4239.1 lies outside ±180", notation=Notation.DECIMAL
    )


@pytest.mark.parametrize(
    "text", ["", " ", "near the river", "حي النور", "35.96", "3 to 5", "12 12 12 12", "Street 48"]
)
def test_other_texts_are_no_coordinates(text: str) -> None:
    assert parse_coordinates(text) == Refused(reason="no coordinates")


def test_longitude_may_come_first_only_where_it_must() -> None:
    assert point("120.5, 35.2") == Point(35.2, 120.5)
    assert point("39.0, 35.9") == Point(39.0, 35.9)
    found = parse_coordinates("39.0, 32.9", area=Area(32, 38.5, 34, 43))
    assert isinstance(found, Located)
    assert found.point == Point(32.9, 39.0)
    assert found.repairs == ("longitude read first: only so it lies in the area",)


def test_zone_and_area_reach_grid_references() -> None:
    assert point("EV 005 797", zone="37S") == point("EV 005 797", area=LAND) == point("37SEV005797")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("36, 39", Precision.PROVINCE),
        ("35.9, 39.1", Precision.SUB_DISTRICT),
        ("35.96, 39.01", Precision.NEIGHBOURHOOD),
        ("35.961, 39.006", Precision.WITHIN_100M),
        ("35.96178, 39.00612", Precision.WITHIN_1M),
        ("35.96178, 39.0", Precision.SUB_DISTRICT),
        ("35°57'N 39°00'E", Precision.NEIGHBOURHOOD),
        ("35°57'36\"N 39°00'36\"E", Precision.WITHIN_100M),
    ],
)
def test_the_last_digit_written_tells_the_precision(text: str, precision: Precision) -> None:
    found = parse_coordinates(text)
    assert isinstance(found, Located)
    assert found.precision is precision


def test_nothing_is_coarser_than_a_country() -> None:
    assert precision_of_size(1e9) is Precision.COUNTRY


def test_positions_are_found_in_prose_with_their_spans() -> None:
    text = (
        "At 35.96178, 39.00612 and (35°57'36\"N 39°00'36\"E): 3 to 12.5, 13.6 killed, 37SEV008784 or\n"
        "37S DV 993 790; CS1640, 15th 2017, N 35.9 E 39.1; row,35.9626,4239.00416 and 37SEV.35739."
    )
    found = find_coordinates(text)
    assert [each.quote for each in found] == [
        "35.96178, 39.00612",
        "35°57'36\"N 39°00'36\"E",
        "37SEV008784",
        "37S DV 993 790",
        "N 35.9 E 39.1",
        "35.9626,4239.00416",
        "37SEV.35739",
    ]
    assert all(text[each.start : each.end] == each.quote for each in found)
    assert [isinstance(each.outcome, Refused) for each in found] == [False] * 5 + [True] * 2


def test_references_without_zone_are_found_only_where_something_completes_them() -> None:
    assert find_coordinates("near EV 005797 today") == []
    assert [each.quote for each in find_coordinates("near EV 005797 today", zone="37S")] == ["EV 005797"]
    assert [each.quote for each in find_coordinates("EV 005 797, CS 1640", area=LAND)] == ["EV 005 797"]


def test_dates_and_measures_are_no_positions() -> None:
    text = "On 1ST SAT 2017 and 11-18th 2017 about 35.9617 39.0061km, 12:30:15 and 3.141%"
    assert find_coordinates(text) == []


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(parse_coordinates(text), Located | Refused)
    assert isinstance(parse_coordinates(text, zone=text, area=LAND), Located | Refused)
    for each in find_coordinates(text, area=LAND):
        assert text[each.start : each.end] == each.quote


@given(st.text("0123456789٠١٢٫،.,°'\"NSEWشق -+/:37SEVDV\n\u200f", max_size=60))
def test_no_heap_of_digits_and_signs_breaks_the_reader(text: str) -> None:
    assert isinstance(parse_coordinates(text, area=LAND), Located | Refused)
    for each in find_coordinates(text, zone="37S"):
        assert text[each.start : each.end] == each.quote


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folded(text)) == len(text)


degrees = st.integers(-8_999_999, 8_999_999).map(lambda value: value / 100_000)


@given(
    degrees,
    degrees,
    st.sampled_from(["{:.5f}, {:.5f}", "{:.5f} {:.5f}", "lat {:.5f} lon {:.5f}", "({:.5f};{:.5f})"]),
)
def test_decimal_degrees_are_read_back(lat: float, lon: float, form: str) -> None:
    if (lat, lon) != (0, 0):
        assert point(form.format(lat, lon)) == Point(float(f"{lat:.5f}"), float(f"{lon:.5f}"))


@given(st.integers(1, 323_999), st.integers(1, 647_999), st.sampled_from("NS"), st.sampled_from("EW"))
def test_seconds_are_read_back(lat: int, lon: int, north: str, east: str) -> None:
    text = " ".join(
        f"{value // 3600}°{value // 60 % 60:02d}'{value % 60:02d}\"{side}"
        for value, side in ((lat, north), (lon, east))
    )
    found = point(text)
    assert abs(found.lat) == pytest.approx(lat / 3600)
    assert abs(found.lon) == pytest.approx(lon / 3600)
    assert (found.lat < 0, found.lon < 0) == (north == "S", east == "W")
