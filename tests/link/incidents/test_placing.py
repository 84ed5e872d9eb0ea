import numpy as np

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.known import KnownPlace
from tahqiq.link.incidents.placing import RADIUS_KM, placed
from tahqiq.vocab.places import Point, Precision

from .told import report

TOWN = KnownPlace(id="XA01", names=("Kawthar", "الكوثر"), precision=Precision.CITY, point=Point(35, 39))
QUARTER = KnownPlace(
    id="XA0102", names=("Badr", "البدر"), precision=Precision.NEIGHBOURHOOD, point=Point(35.01, 39.01)
)


def test_a_gazetteer_gives_points_and_what_contains_them():
    found = placed(
        [report("a", place="حي البدر"), report("b", place="nowhere known")], Gazetteer.of([TOWN, QUARTER])
    )
    assert found.lat[0] == 35.01
    assert found.radius[0] == RADIUS_KM[Precision.NEIGHBOURHOOD]
    assert ("kawthar",) in found.gathered.wordings[int(found.gathered.of[0])].around
    assert np.isnan(found.lat[1])


def test_a_stated_class_decides_how_far_a_point_reaches():
    exact = report("a", point=Point(35, 39), precision=Precision.EXACT)
    unknown = report("b", point=Point(35, 39))
    found = placed([exact, unknown])
    assert found.radius.tolist() == [0.05, 4.0]


def test_a_name_that_others_lie_in_is_a_town():
    found = placed([report("a", place="Kawthar"), report("b", place="Badr neighbourhood, Kawthar")])
    assert found.fineness[0] == list(Precision).index(Precision.CITY)


def test_a_usual_place_tells_less_than_a_rare_one():
    usual = [report(f"a{at}", place="Kawthar city") for at in range(200)]
    found = placed([*usual, report("b", place="Badr village")])
    shares = found.shares(np.arange(201))
    assert shares[0] > 0.7
    assert shares[-1] < 0.05


def test_coarser_places_are_taken_to_hold_more():
    classes = (
        Precision.PROVINCE,
        Precision.DISTRICT,
        Precision.CITY,
        Precision.TOWN,
        Precision.STREET,
        Precision.EXACT,
    )
    reports = [report(each.value, point=Point(at * 5, 39), precision=each) for at, each in enumerate(classes)]
    shares = placed(reports).shares(np.arange(len(reports))).tolist()
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)
