import numpy as np
import pytest

from link.remains.cases import body, chart, missing
from tahqiq.link.remains.chart import Chart, ChartBasis, Tooth, ToothState
from tahqiq.link.remains.teeth import TeethComparison, changes, compared, mirror
from tahqiq.vocab.dates import DateSpan

WORK = {"16": "filled", "36": "crown", "46": "missing", "25": "root_filled"}


def weights(then: list[Chart | None], now: Chart | None) -> np.ndarray:
    found = body(chart=now, died=DateSpan.parse("2031-05"))
    return TeethComparison(missing(*({"chart": each} for each in then)), [found]).weigh(found)


def test_a_mouth_with_the_same_work_speaks_for_and_a_sound_one_hardly() -> None:
    same, sound, none = weights([chart(WORK), chart(), None], chart(WORK))
    assert same > 4 > 0 > sound
    assert none == 0.0
    alike = weights([chart()], chart())[0]
    assert -0.5 < alike < 1.5


def test_later_treatment_is_explained_and_a_tooth_that_came_back_is_not() -> None:
    made = DateSpan.parse("2027")
    now = chart(WORK | {"26": "filled"})
    later, back = weights(
        [chart(WORK, made=made), chart(WORK | {"15": "missing", "14": "missing"}, made=made)], now
    )
    assert later > 3 > back
    assert compared(chart({"15": "missing"}), chart())[2] == ("15",)


def test_two_teeth_that_nothing_explains_exclude_a_dentists_chart_but_not_a_familys() -> None:
    then = chart({"15": "missing", "24": "crown", "35": "missing"})
    for basis in ChartBasis:
        file = missing({"chart": Chart(teeth=then.teeth, basis=basis)})[0]
        found = body(chart=chart())
        told = TeethComparison([file], [found])
        (said,) = told.said(found, file, float(told.weigh(found)[0]))
        assert said.excludes is (basis is ChartBasis.DENTIST)
        assert (said.primary is not None) is (basis is ChartBasis.DENTIST)
        assert "15, 24, 35" in said.text()


def test_a_tooth_lost_after_death_was_there() -> None:
    gap, there = weights([chart({"46": "missing"}), chart()], chart({"46": "lost_after"}))
    assert there > gap


def test_equal_surfaces_tell_more_than_others() -> None:
    filled = [Chart(teeth={"16": Tooth(ToothState.FILLED, surfaces)}) for surfaces in ("MO", "B", "M")]
    same, other, grown = weights(filled, Chart(teeth={"16": Tooth(ToothState.FILLED, "MO")}))
    assert same > grown > other


def test_third_molars_are_left_out_and_chances_sum_to_one() -> None:
    assert weights([chart({"18": "missing"})], chart({"18": "sound"}))[0] == pytest.approx(
        weights([chart()], chart())[0]
    )
    assert np.allclose(changes()[:, :, :, :-1].sum(axis=3), 1.0)


def test_without_charts_nothing_is_said() -> None:
    assert weights([chart()], None)[0] == 0.0
    found, file = body(chart=Chart(teeth={"11": Tooth(ToothState.SOUND)})), missing({"chart": Chart()})[0]
    assert TeethComparison([file], [found]).said(found, file, 0.0) == []
    assert TeethComparison(missing({}), [found]).said(found, missing({})[0], 0.0) == []


def test_a_chart_with_left_and_right_exchanged_still_speaks_but_is_no_primary_identifier() -> None:
    work = {"14": "crown", "26": "missing", "35": "filled"}
    straight, exchanged, other = weights([chart(work), mirror(chart(work)), chart()], chart(work))
    assert straight > exchanged > 1 > other
    file, found = missing({"chart": mirror(chart(work))})[0], body(chart=chart(work))
    told = TeethComparison([file], [found])
    (said,) = told.said(found, file, float(exchanged))
    assert "left and right exchanged" in said.text()
    assert said.primary is None
    assert not said.excludes
    (against,) = told.said(found, file, -1.0)
    assert against.excludes
