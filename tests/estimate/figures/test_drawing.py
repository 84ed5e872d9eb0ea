from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tahqiq.estimate.figures.drawing import Drawing, Scale


def test_a_drawing_is_well_formed_described_and_fetches_nothing() -> None:
    drawing = Drawing(100, 50, "Dead & missing <sum>", "A 'bar'", "en")
    drawing.line(0, 0, 10, 10)
    drawing.bar(1, 1, 0.0, 4)
    drawing.dot(5, 5, hollow=True)
    drawing.area([(0, 0), (1, 1), (2, 0)])
    drawing.text(1, 2, "<script>", anchor="end", strong=True)
    drawing.figure(1, 2, "1,234")
    made = drawing.svg()
    root = ElementTree.fromstring(made)
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Dead & missing <sum>"  # type: ignore[union-attr]
    assert root.get("aria-labelledby") == "title desc"
    assert b"<script" not in made
    assert made.count(b"http") == 1, "the namespace, and nothing else"


def test_arabic_runs_from_right_to_left_and_its_numbers_do_not() -> None:
    drawing = Drawing(100, 50, "ع", "ع", "ar")
    drawing.text(1, 2, "موثق")
    drawing.figure(1, 2, "1,234")
    words, numbers = drawing.svg().decode().splitlines()[-3:-1]
    assert 'direction="rtl"' in words
    assert "direction" not in numbers


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 7, [0, 2, 4, 6]), (0, 100, [0, 20, 40, 60, 80, 100]), (5, 5, [5]), (0, 3, [0, 1, 2, 3])],
)
def test_ticks_are_round_numbers_of_people(low: float, high: float, ticks: list[float]) -> None:
    assert Scale(low, high, 0, 1).ticks() == ticks


def test_what_lies_beyond_the_edge_is_drawn_at_the_edge() -> None:
    assert Scale(0, 10, 100, 200)(25) == 200
    assert Scale(3, 3, 100, 200)(3) == 100
