from tahqiq.link.incidents.finding import find_incidents
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.places import Point, Precision

from .told import report, together

WEEK = "2030-03-01..2030-03-07"


def covered(total, *reports):
    found = find_incidents([total, *reports])
    return [found.incidents[each.incident].id for each in found.covers], found


def summed(**said):
    return report("sum", said.pop("day", WEEK), said.pop("killed", 125), scope=Scope.CUMULATIVE, **said)


def test_a_sum_covers_what_lies_within_its_days_and_place_and_is_never_merged():
    inside = report("in", "2030-03-05", 27, place="حي البدر في مدينة الكوثر")
    names, found = covered(
        summed(place="Kawthar city"),
        inside,
        report("late", "2030-03-20", 5, place="Kawthar city"),
        report("elsewhere", "2030-03-05", 5, place="Rimal city"),
        report("large", "2030-03-05", 300, place="Kawthar city"),
    )
    assert names == ["in"]
    assert found.covers[0].place
    assert ["sum"] in together(found)


def test_other_parties_are_not_covered_and_unknown_places_may_be():
    names, found = covered(
        summed(place="Kawthar city", blamed="coalition"),
        report("russia", "2030-03-05", 5, place="Kawthar city", blamed="Russian forces"),
        report("somewhere", "2030-03-05", 5, blamed="coalition"),
    )
    assert names == ["somewhere"]
    assert not found.covers[0].place


def test_places_by_distance():
    total = summed(point=Point(35, 39), precision=Precision.CITY)
    near = report("near", "2030-03-05", 5, point=Point(35.02, 39), precision=Precision.EXACT)
    far = report("far", "2030-03-05", 5, point=Point(36, 39), precision=Precision.EXACT)
    assert covered(total, near, far)[0] == ["near"]


def test_a_sum_without_days_or_with_nothing_beside_it_covers_nothing():
    assert covered(summed(day="", killed=None), report("a"))[0] == []
    assert covered(summed())[0] == []


def test_a_sum_since_a_day_reaches_to_the_day_it_was_published():
    from dataclasses import replace
    from datetime import date

    from tahqiq.vocab.dates import DateSpan

    since = replace(summed(), span=DateSpan(date(2030, 3, 1), None), published=date(2030, 3, 10))
    assert covered(since, report("a", "2030-03-09"), report("b", "2030-03-15"))[0] == ["a"]
