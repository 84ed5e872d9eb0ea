"""Volunteers, radar and reports together: narrower where they agree, and outspoken where they do not."""

from __future__ import annotations

from datetime import date

import pytest

from survey.volunteers.crowds import answers_of
from tahqiq.survey.volunteers.agreeing import agree
from tahqiq.survey.volunteers.fusing import Belief, Calendar, fuse, of_radar, of_report, of_volunteers
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.judgements import DamageWindow

JUNE = Calendar(first=date(2017, 6, 1), last=date(2017, 6, 30))


def radar(first: str, last: str, probability: float = 0.95) -> Belief:
    window = DamageWindow(
        building="a", damaged=True, probability=probability, last_intact=first, first_damaged=last
    )
    return of_radar(window, JUNE)


def test_two_kinds_that_agree_are_narrower_than_either() -> None:
    wide = radar("2017-06-03", "2017-06-15")
    other = of_report("a monitor", DateSpan.parse("2017-06-10", "2017-06-20"), JUNE)
    fused = fuse("a", [wide, other], JUNE)
    assert "2017-06-03" < fused.window.last_intact < "2017-06-10"
    assert fused.window.first_damaged == "2017-06-15"
    assert fused.contradictions == ()


def test_kinds_that_exclude_one_another_say_so() -> None:
    fused = fuse(
        "a",
        [radar("2017-06-03", "2017-06-05"), of_report("a paper", DateSpan.parse("2017-06-25"), JUNE)],
        JUNE,
    )
    assert fused.contradictions == (("radar", "a paper"),)


def test_a_report_cannot_say_that_nothing_happened() -> None:
    alone = fuse("a", [radar("2017-06-03", "2017-06-05", 0.2)], JUNE)
    told = fuse(
        "a",
        [radar("2017-06-03", "2017-06-05", 0.2), of_report("x", DateSpan.parse("2017-06-04"), JUNE)],
        JUNE,
    )
    assert alone.window.probability == pytest.approx(told.window.probability)
    assert not told.window.damaged
    assert told.window.first_damaged == ""


def test_volunteers_stand_beside_radar() -> None:
    said = [("a", f"v{n}", 11, 11) for n in range(4)] + [("b", f"v{n}", 30, 30) for n in range(4)]
    answers = answers_of(said, images=30)
    days = Calendar(first=answers.dates[0], last=answers.dates[-1])
    consensus = agree(answers)
    seen = of_volunteers(consensus, 0, days)
    assert seen.days.argmax() == 11
    assert seen.damaged is not None and seen.damaged > 0.5
    nothing = of_volunteers(consensus, 1, days)
    assert nothing.damaged is not None and nothing.damaged < 0.5


def test_open_ends_reach_to_the_ends_of_the_calendar() -> None:
    assert JUNE.between(None, None) == slice(0, 30)
    assert JUNE.between(date(2017, 6, 30), None) == slice(30, 30)
    early = of_report("x", DateSpan.parse("2016"), JUNE)
    assert early.days.std() == 0


@pytest.mark.parametrize("kinds", [[], ["radar", "radar"]])
def test_each_kind_counts_once(kinds: list[str]) -> None:
    with pytest.raises(ValueError, match="once"):
        fuse("a", [radar("2017-06-03", "2017-06-05") for _ in kinds], JUNE)
