import pytest

from tahqiq.link.incidents.fields import Cells, recognised, report_of
from tahqiq.link.incidents.report import Role
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Precision


def read(**row: object):
    return report_of(Cells(row, recognised(row, {}, file="a.csv"), "a.csv", 4), number=3)


def test_common_columns_are_recognised_and_mapped_ones_go_first():
    header = ["Code", "Event date", "Location (EN)", "location_ar", "Governorate", "Reported by"]
    columns = recognised(header, {"source": "Reported by"}, file="a.csv")
    assert columns["id"] == "Code"
    assert columns["place_ar"] == "location_ar"
    assert columns["within"] == "Governorate"
    assert columns["source"] == "Reported by"


@pytest.mark.parametrize("mapping", [{"colour": "Code"}, {"source": "nothing"}])
def test_a_mapping_to_nowhere_is_refused(mapping):
    with pytest.raises(BadInput):
        recognised(["Code"], mapping, file="a.csv")


def test_a_row_becomes_a_report():
    found = read(
        id="7", date="2030-03-05", place_en="Mill quarter", place_ar="حي الطاحونة", city="Nur", lat="35.1",
        lon="39.2", precision="neighbourhood_area", killed_min="3", killed_max="5", injured="12",
        children="2", victims="Sara Omar; Ali Hasan", source="Harbour Daily", chain="Cloud ← Committee",
        blamed="coalition",
    )  # fmt: skip
    assert found.span == DateSpan.parse("2030-03-05")
    assert found.place == "Mill quarter, Nur / حي الطاحونة, Nur"
    assert found.point is not None
    assert found.precision is Precision.NEIGHBOURHOOD
    assert (found.killed, found.injured) == (CountRange(3, 5), CountRange(12, 12))
    assert found.parts == {"children": CountRange(2, 2)}
    assert found.victims == ("Sara Omar", "Ali Hasan")
    assert found.chain == ("Cloud", "Committee")


def test_dates_are_read_in_words_moments_and_ranges():
    assert read(date="5 March 2030").span == DateSpan.parse("2030-03-05")
    assert read(date="2030-03-05T10:00:00Z").span == DateSpan.parse("2030-03-05")
    assert read(**{"from": "2030-03-05", "to": "2030-03-06"}).span.end == DateSpan.parse("2030-03-06").end
    assert read(published="2030-03").published is None


def test_figures_with_hedges_ranges_and_gaps():
    assert read(killed="5-7").killed == CountRange(5, 7)
    assert read(killed="40", hedge="more_than").killed == CountRange(40, None)
    assert read(killed="40", hedge="at_most").killed == CountRange(None, 40)
    assert read(killed="").killed.unknown


def test_a_position_from_a_grid_reference_or_not_at_all():
    assert read(mgrs="37SEV005797").point is not None
    assert read(lat="35.9", lon="4239.004").point is None
    assert read(coordinates="somewhere").point is None


def test_victims_of_json_are_names_or_objects():
    assert read(victims=["Sara Omar", {"name": "Ali Hasan", "age": 3}, {}]).victims == (
        "Sara Omar",
        "Ali Hasan",
    )


def test_many_strikes_on_a_town_are_an_aggregate_but_not_on_an_address():
    assert read(strikes="17", precision="city").role is Role.AGGREGATE
    assert read(strikes="17", precision="street").role is Role.REPORT
    assert read(strikes="2", precision="city").role is Role.REPORT


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"date": "the day before"}, "not a date"),
        ({"from": "2030-03-05", "to": "2030-03-01"}, "before it begins"),
        ({"killed": "many"}, "not a whole number"),
        ({"killed_min": "9", "killed_max": "3"}, "exceeds the upper"),
        ({"killed": "9-3"}, "exceeds the upper"),
    ],
)
def test_a_bad_cell_is_named_with_row_and_column(row, says):
    with pytest.raises(BadInput, match=says) as problem:
        read(**row)
    assert "row 4" in str(problem.value)
