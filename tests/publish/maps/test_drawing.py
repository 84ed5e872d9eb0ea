"""The ground as a picture: well-formed, complete in itself, in colours for light and dark."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from publish.maps.grounds import FEATURES, drawn, feature
from tahqiq.publish.maps.drawing import draw_ground

SVG = "{http://www.w3.org/2000/svg}"


def test_every_kind_that_is_drawn_has_one_path_what_lies_below_first() -> None:
    picture = ET.fromstring(draw_ground(drawn()))
    assert [path.attrib["class"] for path in picture.iter(f"{SVG}path")] == ["sheet", "water", "l-main_road"]


def test_it_loads_nothing_and_knows_dark_pages() -> None:
    text = draw_ground(drawn())
    assert "prefers-color-scheme:dark" in text
    assert not [word for word in ("href", "url(", "<script", "<image", "@import") if word in text]


def test_a_wide_road_is_wider_than_a_narrow_one() -> None:
    both = [*FEATURES, feature("LineString", "road", [[38.9, 35.96], [39.1, 35.96]])]
    widths = {
        path.attrib["class"]: float(path.attrib["stroke-width"])
        for path in ET.fromstring(draw_ground(drawn(both))).iter(f"{SVG}path")
        if "stroke-width" in path.attrib
    }
    assert widths["l-main_road"] > widths["l-road"] > 0
