from __future__ import annotations

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.grade import add, headline
from tahqiq.vocab.counts import UNKNOWN, CountRange, Total
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.judgements import Assessment


def assessed(grade: Grade | None, killed: CountRange = UNKNOWN, harm: bool | None = True) -> Assessment:
    return Assessment(incident=uuid4(), assessor="airwars", grade=grade, killed=killed, harm_reported=harm)


def test_the_headline_of_likely_or_confirmed_uses_fair_and_confirmed() -> None:
    found = headline(
        [
            assessed(Grade.CONFIRMED, CountRange(5, 7)),
            assessed(Grade.FAIR, CountRange(1, 1)),
            assessed(Grade.FAIR),
            assessed(Grade.WEAK, CountRange(10, 12)),
            assessed(None, CountRange(2, 2)),
        ]
    )
    assert found.all == Total(incidents=5, min=18, max=22, unknown=1)
    assert found.likely_or_confirmed == Total(incidents=3, min=6, max=8, unknown=1)
    assert found.by_grade[Grade.FAIR] == 2
    assert found.by_grade[Grade.DISCOUNTED] == 0
    assert found.by_grade[None] == 1


def test_no_harm_reported_enters_no_sum_and_silence_does() -> None:
    found = headline([assessed(Grade.FAIR, CountRange(1, 1), harm=False), assessed(Grade.FAIR, harm=None)])
    assert found.all == Total(incidents=1, unknown=1)
    assert found.by_grade[Grade.FAIR] == 2


def test_nothing_adds_up_to_nothing() -> None:
    assert headline([]).all == Total()


bounds = st.one_of(
    st.just(UNKNOWN),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: CountRange(min(pair), max(pair))),
    st.integers(1, 99).map(lambda n: CountRange(n, None)),
    st.integers(0, 99).map(lambda n: CountRange(None, n)),
)


@given(st.lists(bounds))
def test_adding_one_by_one_is_adding_at_once(ranges: list[CountRange]) -> None:
    total = Total()
    for each in ranges:
        total = add(total, each)
    assert total == Total.of(ranges)
    assert total.min <= total.max
