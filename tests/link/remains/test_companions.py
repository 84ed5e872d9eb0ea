from dataclasses import replace

import numpy as np

from link.remains.cases import body, missing
from tahqiq.link.remains.companions import Companions
from tahqiq.link.remains.findings import Spot
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision

DAY, LATER = DateSpan.parse("2031-05-02"), DateSpan.parse("2032-05-02")
HOME = Spot(point=Point(12.0, 30.0), precision=Precision.STREET)
FILES = missing(*[{"last_seen": DAY, "spot": HOME}] * 3, *[{"last_seen": LATER}] * 3)
ROWS = np.array([[0, 1], [1, 2], [2, 3]])
FOUND = [replace(body(site="S"), code=code) for code in ("A-1", "A-2", "A-3")]


def companions(found: list, own: np.ndarray | None = None) -> Companions:
    told = np.zeros(len(FILES)) if own is None else own
    return Companions(found, FILES, ROWS, lambda _: told)


def test_who_was_last_seen_as_those_found_beside_is_likelier() -> None:
    together = companions(FOUND)
    chances = np.array([[0.9, 0.0], [0.9, 0.0], [0.3, 0.3]])
    weights = together.weigh(chances)
    assert weights[2, 0] > 0 > weights[2, 1]
    assert "were" in together.said(2, 2)[0].text()
    assert "other days" in together.said(2, 3)[0].text()
    assert together.said(2, 5) == [], "not among the likeliest"


def test_what_the_place_and_days_of_the_body_say_is_not_counted_again() -> None:
    chances = np.array([[0.9, 0.0], [0.9, 0.0], [0.3, 0.3]])
    told = np.array([0.0, 0.0, 0.0, -9.0, -9.0, -9.0])
    assert abs(companions(FOUND, told).weigh(chances)[2, 0]) < 0.05


def test_nobody_known_beside_says_nothing() -> None:
    alone = [replace(each, site=each.code) for each in FOUND]
    nowhere = [replace(each, site="") for each in FOUND]
    sure = np.full(ROWS.shape, 0.4)
    assert not companions(alone).weigh(sure).any()
    assert not companions(nowhere).weigh(sure).any()
    assert not companions(FOUND).weigh(np.full(ROWS.shape, 0.001)).any()
    assert companions(FOUND).said(0, 0) == []
