"""Names on a picture: none over another, none cut off, all of them only words."""

from __future__ import annotations

import re

from publish.maps.grounds import FEATURES, drawn, feature
from tahqiq.publish.maps.frame import Frame
from tahqiq.publish.maps.lettering import Box, lettering, names_of

TOWN = Frame.over((38.9, 35.9, 39.1, 36.0), width=640)


def _words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_the_most_important_names_come_first() -> None:
    assert [name.text for name in names_of(drawn(), "en")] == ["Inventedtown", "Tower", "حي بلا اسم لاتيني"]
    assert names_of(drawn(), "ar")[0].text == "المدينة المختلقة"


def test_a_name_in_arabic_is_set_from_the_right_on_any_page() -> None:
    assert 'direction="rtl"' in names_of(drawn(), "en")[2].attributes
    assert 'direction="ltr"' in names_of(drawn(), "en")[0].attributes


def test_no_name_stands_over_another_or_where_it_may_not() -> None:
    crowd = [feature("Point", "neighbourhood", [39.0, 35.95 + n / 1e5], f"Name {n}") for n in range(20)]
    svg = lettering(names_of(drawn([*FEATURES[:1], *crowd]), "en"), TOWN, taken=[])
    assert _words(svg) == ["Name 0"]
    whole = Box(0, 0, TOWN.width, TOWN.height)
    assert lettering(names_of(drawn(), "en"), TOWN, taken=[whole]) == ""


def test_a_name_that_would_be_cut_off_is_left_out_and_there_are_no_more_than_wanted() -> None:
    edge = [feature("Point", "place", [38.9, 35.95], "At the very edge")]
    assert lettering(names_of(drawn([*FEATURES[:1], *edge]), "en"), TOWN, taken=[]) == ""
    assert _words(lettering(names_of(drawn(), "en"), TOWN, taken=[], most=1)) == ["Inventedtown"]


def test_a_hostile_name_stays_words() -> None:
    attack = feature("Point", "place", [39.0, 35.95], "</text><script>x</script>&\"'")
    svg = lettering(names_of(drawn([FEATURES[0], attack]), "en"), TOWN, taken=[])
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
