from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.tables.figures import count_of, hedge_of
from tahqiq.read.tables.record import Record
from tahqiq.read.tables.table import Row
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge

CELLS = st.one_of(st.just(""), st.integers(0, 50).map(str), st.integers(0, 50).map(lambda n: f"{n}.0"))


def record(low: str, high: str) -> Record:
    return Record(Row(0, 2, [low, high]), {"low": 0, "high": 1}, file="t.csv", sha256="0" * 64)


@settings(deadline=None)
@given(CELLS, CELLS)
def test_a_pair_of_figures_is_a_range_or_refused_with_a_reason(low: str, high: str) -> None:
    read = record(low, high)
    count = count_of(read, "low", "high")
    if read.problems:
        assert count == UNKNOWN
    else:
        bounds = [int(float(text)) if text else None for text in (low, high)]
        assert [count.min, count.max] == bounds


def test_one_column_alone_is_an_exact_figure() -> None:
    assert count_of(record("7", ""), "low", "low") == CountRange.exactly(7)


def test_one_refused_cell_refuses_the_pair() -> None:
    read = record("3", "many")
    assert count_of(read, "low", "high") == UNKNOWN
    assert [(each.column, each.value, each.row) for each in read.problems] == [("high", "many", 2)]


def test_bounds_alone_say_how_a_figure_is_hedged() -> None:
    ranges = (CountRange(3, None), CountRange(None, 3), CountRange(3, 3), CountRange(3, 4))
    assert [hedge_of(each) for each in ranges] == [Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.EXACT, Hedge.RANGE]
