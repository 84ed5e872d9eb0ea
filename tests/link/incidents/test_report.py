from tahqiq.link.incidents.report import Role
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.places import Precision

from .told import report


def test_a_report_of_one_night_is_of_one_incident():
    assert report("a", "2030-03-05..2030-03-06").role is Role.REPORT


def test_cumulative_figures_are_an_aggregate_even_of_one_day():
    summed = report("a", "2030-03-05", 40, scope=Scope.CUMULATIVE)
    assert summed.role is Role.AGGREGATE
    assert summed.aggregate_because == "its figures are cumulative"


def test_a_week_between_two_named_days_is_an_aggregate_unless_it_is_at_one_address():
    week = "2030-03-01..2030-03-07"
    assert report("a", week).aggregate_because == "it covers 7 days"
    assert report("b", week, precision=Precision.STREET).role is Role.REPORT


def test_a_month_alone_may_be_one_incident_told_coarsely():
    assert report("a", "2030-03").role is Role.REPORT
    assert report("b", "").role is Role.REPORT


def test_a_report_that_speaks_of_several_strikes_is_an_aggregate():
    assert report("a", several=True).aggregate_because == "it speaks of several incidents"
