import numpy as np

from link.remains.cases import body, missing
from tahqiq.link.remains.findings import Spot
from tahqiq.link.remains.whereabouts import DateComparison, LastSeen, PlaceComparison
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision


def spot(lat: float, lon: float, precision: Precision = Precision.STREET, wording: str = "") -> Spot:
    return Spot(point=Point(lat, lon), precision=precision, wording=wording)


HERE = spot(12.0, 30.0)


def test_nearer_is_likelier_and_unknown_places_say_nothing() -> None:
    files = missing({"spot": HERE}, {"spot": spot(12.03, 30.0)}, {"spot": spot(12.5, 30.0)}, {})
    told = PlaceComparison(files)
    near, town, far, unknown = told.weigh(body(spot=HERE))
    assert near > town > far
    assert unknown == 0.0
    assert told.said(body(spot=HERE), files[1], 0.1)[0].text() == "3.3 km from where last seen"
    assert not told.weigh(body()).any()


def test_a_place_known_coarsely_speaks_less_either_way() -> None:
    exact, coarse = (
        PlaceComparison(
            missing({"spot": spot(12.0, 30.0, precision)}, {"spot": spot(12.1, 30.0, precision)})
        ).weigh(body(spot=HERE))
        for precision in (Precision.EXACT, Precision.CITY)
    )
    assert exact[0] - exact[1] > coarse[0] - coarse[1]


def test_where_somebody_is_believed_to_lie_counts_beside_where_they_were_seen() -> None:
    files = missing(
        {"spot": spot(12.1, 30.0), "believed_at": HERE},
        {"spot": spot(12.1, 30.0)},
        {"spot": spot(12.1, 30.0), "believed_at": spot(12.1, 30.0)},
        {"spot": spot(12.02, 30.0)},
    )
    told = PlaceComparison(files)
    lying, seen, elsewhere, _ = told.weigh(body(spot=HERE))
    assert lying > 0 > seen
    assert elsewhere < seen
    assert "believed" in told.said(body(spot=HERE), files[0], 1.0)[0].text()


def test_places_without_a_point_agree_by_name_across_spellings() -> None:
    files = missing({"spot": Spot(wording="حيّ المحطّة")}, {"spot": Spot(wording="حي السوق")}, {})
    told, found = PlaceComparison(files), body(spot=Spot(wording="حي المحطة"))
    same, other, silent = told.weigh(found)
    assert same > 0 > other
    assert silent == 0.0
    assert told.said(found, files[0], 1.0)[0].text() == "the same place by name"
    assert told.said(found, files[1], -1.0)[0].text() == "another place by name"
    assert told.said(found, files[2], 0.0) == []


def test_nobody_is_found_before_they_were_last_seen() -> None:
    days = ("2031-05-01", "2031-04-20", "2030-05-01", "2031-08-01")
    files = missing(*({"last_seen": DateSpan.parse(each)} for each in days), {})
    told = DateComparison(files)
    found = body(died=DateSpan.parse("2031-05-01", "2031-05-10"), recovered=DateSpan.parse("2031-06-01"))
    weights = told.weigh(found)
    assert weights[0] > weights[1] > weights[2] > weights[3]
    assert weights[4] == 0.0
    (after,) = told.said(found, files[3], float(weights[3]))
    assert after.excludes
    assert "recovered" in after.text()
    (before,) = told.said(found, files[0], 1.0)
    assert not before.excludes
    died_before = told.said(body(died=DateSpan.parse("2031-04")), files[0], -1.0)[0]
    assert "after the death" in died_before.text()
    assert not died_before.excludes
    assert told.said(body(), files[0], 0.0) == []
    assert np.isfinite(told.weigh(body(recovered=DateSpan.parse("2031-06-01")))).all()


def test_a_place_told_by_name_alone_lies_where_other_files_put_it() -> None:
    files = missing(
        *[{"spot": spot(12.0, 30.0, wording="حي السوق")}] * 6,
        *[{"spot": spot(12.2, 30.0, wording="River quarter")}] * 6,
        {"spot": Spot(wording="حيّ السوق")},
        {"spot": Spot(wording="River quarter")},
        {"spot": Spot(wording="nowhere on the map")},
    )
    told, found = PlaceComparison(files), body(spot=HERE)
    *_, near, far, unheard = told.weigh(found)
    assert near > 0 > far
    assert unheard == 0.0
    assert "near this site" in told.said(found, files[12], float(near))[0].text()
    assert "far from this site" in told.said(found, files[13], float(far))[0].text()
    assert told.said(found, files[14], 0.0) == []


def test_companions_were_last_seen_about_the_same_days_and_places() -> None:
    day, later = DateSpan.parse("2031-05-02"), DateSpan.parse("2032-05-02")
    files = missing(
        {"last_seen": day, "spot": HERE},
        {"last_seen": day, "spot": HERE},
        {"last_seen": later, "spot": HERE},
        {"last_seen": later, "spot": spot(12.5, 30.0)},
        {},
    )
    alike = LastSeen(files).alike(np.array([0, 4]))
    same, other_day, elsewhere, unknown = alike[1:, 0]
    assert same > other_day > elsewhere
    assert same > 1 > elsewhere
    assert unknown == 1.0
    assert (alike[:, 1] == 1.0).all()
